use super::alarms;
use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// A dimension has another kind of value than its name says.
    ///
    /// CloudWatch compares texts: a load balancer's dimension is its full name, `app/name/id`, not its ARN; a queue's is
    /// its name, not its URL. With another value the metric has no data, and the alarm never goes off.
    pub(crate) DIMENSION_VALUE: "dimension-value", Error, check
}

/// A dimension, the type that it names, and what of it the value is: the first is what to write.
const VALUES: &[(&str, &[&str], &[&str])] = &[
    ("LoadBalancer", &["AWS::ElasticLoadBalancingV2::LoadBalancer"], &["LoadBalancerFullName"]),
    ("TargetGroup", &["AWS::ElasticLoadBalancingV2::TargetGroup"], &["TargetGroupFullName"]),
    ("ClusterName", &["AWS::ECS::Cluster", "AWS::EKS::Cluster"], &["Ref"]),
    ("ServiceName", &["AWS::ECS::Service"], &["Name"]),
    ("DBInstanceIdentifier", &["AWS::RDS::DBInstance", "AWS::DocDB::DBInstance", "AWS::Neptune::DBInstance"], &["Ref"]),
    ("DBClusterIdentifier", &["AWS::RDS::DBCluster", "AWS::DocDB::DBCluster", "AWS::Neptune::DBCluster"], &["Ref"]),
    ("CacheClusterId", &["AWS::ElastiCache::CacheCluster"], &["Ref"]),
    ("ReplicationGroupId", &["AWS::ElastiCache::ReplicationGroup"], &["Ref"]),
    ("QueueName", &["AWS::SQS::Queue"], &["QueueName"]),
    ("TopicName", &["AWS::SNS::Topic"], &["TopicName"]),
    ("FunctionName", &["AWS::Lambda::Function", "AWS::Serverless::Function"], &["Ref"]),
    ("InstanceId", &["AWS::EC2::Instance"], &["Ref", "InstanceId"]),
    ("AutoScalingGroupName", &["AWS::AutoScaling::AutoScalingGroup"], &["Ref"]),
    ("NatGatewayId", &["AWS::EC2::NatGateway"], &["Ref", "NatGatewayId"]),
    ("BucketName", &["AWS::S3::Bucket"], &["Ref"]),
    ("TableName", &["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"], &["Ref"]),
    ("DistributionId", &["AWS::CloudFront::Distribution"], &["Ref", "Id"]),
    ("StateMachineArn", &["AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine"], &["Ref", "Arn"]),
    ("LogGroupName", &["AWS::Logs::LogGroup"], &["Ref"]),
    ("ApiId", &["AWS::ApiGatewayV2::Api", "AWS::Serverless::HttpApi"], &["Ref", "ApiId"]),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (alarm, watched) in alarms::all(world) {
        for one in watched {
            // In namespaces of one's own, dimensions mean what one likes.
            if !one.namespace.text().is_some_and(|space| space.starts_with("AWS/")) {
                continue;
            }
            let property = if one.property == "Metrics" { "Metrics" } else { "Dimensions" };
            for dimension in one.dimensions.items() {
                let Some(name) = dimension.at("Name").text() else { continue };
                let Some((_, kinds, attributes)) = VALUES.iter().find(|(own, ..)| *own == name) else { continue };
                let value = dimension.at("Value");
                let help = match attributes[0] {
                    "Ref" => format!("write `!Ref` of a `{}`", kinds[0]),
                    attribute => format!("write `!GetAtt <its id>.{attribute}` of a `{}`", kinds[0]),
                };
                let start = format!("the dimension `{name}` of {}", alarm.path());
                if let (Some(target), Some(reference)) = (world.target(value), value.reference()) {
                    if !kinds.contains(&target.kind()) {
                        let message = format!("{start} is given {}, which is a `{}`", target.path(), target.kind());
                        findings.between(alarm, property, message, help, &[(target, "the value is of this")]);
                    } else if !attributes.contains(&reference.attribute) {
                        let given = match reference.attribute {
                            "Ref" => "`Ref`".to_owned(),
                            attribute => format!("`{attribute}`"),
                        };
                        let message = format!("{start} is given the {given} of {}", target.path());
                        findings.between(alarm, property, message, help, &[(target, "the value is of this")]);
                    }
                } else if let Some(shape) = wrong(&name, value) {
                    findings.at(alarm, property, format!("{start} is `{}`, {shape}", value.shown()), help);
                }
            }
        }
    }
}

/// Why a text cannot be the value of a dimension.
fn wrong(name: &str, value: &Eval<'_>) -> Option<&'static str> {
    let start = match value {
        Eval::Joined(parts) => parts.first().and_then(Eval::text)?,
        known => known.text()?,
    };
    let whole = value.text().is_some_and(|text| !text.is_empty());
    let full = |starts: &[&str]| starts.iter().any(|own| start.starts_with(own));
    match name {
        "StateMachineArn" => None,
        _ if start.starts_with("arn:") => Some("which is an ARN"),
        "QueueName" if start.starts_with("https://") => Some("which is a URL"),
        "LoadBalancer" if whole && !full(&["app/", "net/", "gwy/"]) => {
            Some("which is no full name such as `app/name/id`")
        }
        "TargetGroup" if whole && !full(&["targetgroup/"]) => {
            Some("which is no full name such as `targetgroup/name/id`")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::DIMENSION_VALUE;
    use crate::testing::{finds, silent};

    fn alarm(name: &str, value: &str) -> String {
        format!(
            r#"
Resources:
  Lb: {{Type: AWS::ElasticLoadBalancingV2::LoadBalancer}}
  Tg: {{Type: AWS::ElasticLoadBalancingV2::TargetGroup}}
  Queue: {{Type: AWS::SQS::Queue}}
  Service: {{Type: AWS::ECS::Service}}
  Cache: {{Type: AWS::ElastiCache::ReplicationGroup}}
  A: {{Type: AWS::CloudWatch::Alarm, Properties: {{Namespace: AWS/X, MetricName: m,
    Dimensions: [{{Name: {name}, Value: {value}}}]}}}}
"#
        )
    }

    #[test]
    fn values_of_another_kind() {
        finds(DIMENSION_VALUE, &alarm("LoadBalancer", "!Ref Lb"), "A", "is given the `Ref` of template/Lb");
        finds(DIMENSION_VALUE, &alarm("LoadBalancer", "!GetAtt Tg.TargetGroupFullName"), "A", "which is a");
        finds(DIMENSION_VALUE, &alarm("TargetGroup", "!Sub '${Tg}'"), "A", "is given the `Ref` of template/Tg");
        finds(DIMENSION_VALUE, &alarm("QueueName", "!GetAtt Queue.Arn"), "A", "is given the `Arn` of template/Queue");
        finds(DIMENSION_VALUE, &alarm("ServiceName", "!Ref Service"), "A", "is given the `Ref` of template/Service");
        finds(DIMENSION_VALUE, &alarm("CacheClusterId", "!Ref Cache"), "A", "which is a `AWS::ElastiCache::Rep");
        finds(DIMENSION_VALUE, &alarm("LoadBalancer", "my-balancer"), "A", "which is no full name");
        finds(DIMENSION_VALUE, &alarm("QueueName", "!Sub 'arn:aws:sqs:${AWS::Region}:1:q'"), "A", "which is an ARN");
    }

    #[test]
    fn values_of_their_kind() {
        for (name, value) in [
            ("LoadBalancer", "!GetAtt Lb.LoadBalancerFullName"),
            ("LoadBalancer", "app/a/1"),
            ("LoadBalancer", "!Select [1, !Split ['loadbalancer/', !Ref Lb]]"),
            ("TargetGroup", "!ImportValue tg"),
            ("CacheClusterId", "!Sub '${Cache}-001'"),
            ("QueueName", "!GetAtt Queue.QueueName"),
            ("ServiceName", "!GetAtt Service.Name"),
        ] {
            silent(DIMENSION_VALUE, &alarm(name, value));
        }
    }
}
