use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A resource is of a type that AWS does not have.
    ///
    /// CloudFormation refuses the template. A type that resembles none is a warning only: AWS may have added it since.
    ///
    /// Write the name of the type as the template reference has it. Types of your own, `Custom::` and those of other vendors are
    /// taken for right.
    pub(crate) UNKNOWN_TYPE: "unknown-type", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::UnknownType);
}

#[cfg(test)]
mod tests {
    use super::UNKNOWN_TYPE;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn a_name_with_a_typo() {
        finds(UNKNOWN_TYPE, "AWS::SQS::Queu", "{}", "`AWS::SQS::Queu` is no resource type");
        finds(UNKNOWN_TYPE, "aws::sqs::queue", "{}", "is no resource type");
        finds(UNKNOWN_TYPE, "AWS::Nothing::LikeIt", "{}", "is no resource type");
        finds(UNKNOWN_TYPE, "Queue", "{}", "is no resource type");
    }

    #[test]
    fn types_of_aws_and_of_others() {
        silent(UNKNOWN_TYPE, "AWS::SQS::Queue", "{}");
        silent(UNKNOWN_TYPE, "Custom::Anything", "{ServiceToken: a}");
        silent(UNKNOWN_TYPE, "Datadog::Monitors::Monitor", "{}");
        silent(UNKNOWN_TYPE, "Org::Team::Part::MODULE", "{}");
    }
}
