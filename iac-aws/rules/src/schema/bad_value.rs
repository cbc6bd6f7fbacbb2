use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A value is not one of those that its property has.
    ///
    /// The letters' case counts, but for the few properties where AWS says otherwise. Where AWS keeps adding values, as to
    /// runtimes and versions of engines, it is a warning: the value may be newer than the list.
    ///
    /// Write one of the values.
    pub(crate) BAD_VALUE: "bad-value", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Value);
}

#[cfg(test)]
mod tests {
    use super::BAD_VALUE;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn in_any_form() {
        finds(BAD_VALUE, "AWS::ECS::Service", "{LaunchType: fargate}", "`LaunchType` is `fargate`");
        finds(BAD_VALUE, "AWS::Logs::LogGroup", "{RetentionInDays: 15}", "`RetentionInDays` is `15`");
        finds(BAD_VALUE, "AWS::Logs::LogGroup", r#"{RetentionInDays: "15"}"#, "is `15`");
        finds(BAD_VALUE, "AWS::ElasticLoadBalancingV2::LoadBalancer", "{Scheme: !Ref Given}", "`Scheme` is `given`");
        finds(BAD_VALUE, "AWS::ECS::TaskDefinition", "{NetworkMode: !FindInMap [Sizes, large, mode]}", "is `Passive`");
        finds(BAD_VALUE, "AWS::ElasticLoadBalancingV2::TargetGroup", "{Protocol: http}", "`Protocol` is `http`");
        finds(
            BAD_VALUE,
            "AWS::DynamoDB::Table",
            "{AttributeDefinitions: [{AttributeName: a, AttributeType: String}], KeySchema: [{AttributeName: a, KeyType: HASH}]}",
            "`AttributeDefinitions[0].AttributeType` is `String`",
        );
        finds(
            BAD_VALUE,
            "AWS::S3::Bucket",
            "{VersioningConfiguration: {Status: Enable}}",
            "`VersioningConfiguration.Status`",
        );
    }

    /// A rule of its own tells it, once.
    #[test]
    fn memory_of_fargate() {
        let task = "{RequiresCompatibilities: [FARGATE], NetworkMode: awsvpc, Cpu: 256, Memory: 4096, ContainerDefinitions: [{Name: a, Image: b}]}";
        silent(BAD_VALUE, "AWS::ECS::TaskDefinition", task);
    }

    #[test]
    fn machines_of_sizes_that_do_not_exist() {
        let report = |class: &str| {
            let properties =
                format!("Resources: {{A: {{Type: AWS::EC2::Instance, Properties: {{InstanceType: {class}}}}}}}");
            crate::testing::report(BAD_VALUE, &properties).findings.iter().map(|one| one.severity).collect::<Vec<_>>()
        };
        assert_eq!(report("t3.mircro"), [iac_core::Severity::Error]);
        assert_eq!(report("T3.micro"), [iac_core::Severity::Error]);
        assert_eq!(report("t3micro"), [iac_core::Severity::Error]);
        assert_eq!(report("t9.micro"), [iac_core::Severity::Warning], "AWS may have added it");
        assert_eq!(report("t3.micro"), []);
    }

    #[test]
    fn as_they_are_listed() {
        silent(BAD_VALUE, "AWS::ECS::Service", "{LaunchType: FARGATE}");
        silent(BAD_VALUE, "AWS::Logs::LogGroup", r#"{RetentionInDays: "14"}"#);
        silent(BAD_VALUE, "AWS::Logs::LogGroup", "{RetentionInDays: !Ref Unknown}");
        silent(BAD_VALUE, "AWS::RDS::DBInstance", "{Engine: Postgres}");
        silent(BAD_VALUE, "AWS::ECS::Service", "{LaunchType: !Sub '${Unknown}'}");
    }
}
