use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A number is smaller or larger than its property permits.
    ///
    /// Write a number within the bounds.
    pub(crate) OUT_OF_RANGE: "out-of-range", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Range);
}

#[cfg(test)]
mod tests {
    use super::OUT_OF_RANGE;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn numbers_and_numbers_as_text() {
        finds(
            OUT_OF_RANGE,
            "AWS::SQS::Queue",
            "{VisibilityTimeout: 43201}",
            "`VisibilityTimeout` is 43201, but must be at most 43200",
        );
        finds(OUT_OF_RANGE, "AWS::SQS::Queue", r#"{DelaySeconds: "901"}"#, "is 901");
        finds(OUT_OF_RANGE, "AWS::SQS::Queue", "{DelaySeconds: -1}", "must be at least 0");
        finds(OUT_OF_RANGE, "AWS::KMS::Key", "{PendingWindowInDays: 5}", "at least 7");
        finds(
            OUT_OF_RANGE,
            "AWS::ElasticLoadBalancingV2::TargetGroup",
            "{HealthCheckIntervalSeconds: 400}",
            "at most 300",
        );
        finds(
            OUT_OF_RANGE,
            "AWS::Lambda::Function",
            "{EphemeralStorage: {Size: 100}, Role: a, Code: {}}",
            "`EphemeralStorage.Size`",
        );
    }

    #[test]
    fn within_the_bounds() {
        silent(OUT_OF_RANGE, "AWS::SQS::Queue", "{VisibilityTimeout: 43200, DelaySeconds: 0}");
        silent(OUT_OF_RANGE, "AWS::SQS::Queue", "{VisibilityTimeout: !Ref Unknown}");
        silent(OUT_OF_RANGE, "AWS::KMS::Key", "{PendingWindowInDays: 7}");
    }
}
