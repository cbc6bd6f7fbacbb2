use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A property is set that AWS gives up.
    ///
    /// It still works. What takes its place stands in AWS's documentation of the type.
    pub(crate) DEPRECATED: "deprecated-property", Warning, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Deprecated);
}

#[cfg(test)]
mod tests {
    use super::DEPRECATED;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn still_set() {
        finds(
            DEPRECATED,
            "AWS::AutoScaling::AutoScalingGroup",
            "{NotificationConfiguration: {TopicARN: a}}",
            "`NotificationConfiguration`",
        );
    }

    #[test]
    fn what_took_its_place() {
        silent(DEPRECATED, "AWS::AutoScaling::AutoScalingGroup", "{NotificationConfigurations: [{TopicARN: a}]}");
    }
}
