use crate::schema::model::Model;
use iac_core::check::{Eval, Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// Two resources claim the same thing: a name that only one can have, or a place that only one can take.
    ///
    /// Names are unique in an account and a region, a port has one listener, a destination one route. The second one
    /// fails, or takes over what the first made, whichever comes second.
    ///
    /// Leave the name out, so that CloudFormation makes one up, or give each its own.
    pub(crate) DUPLICATE_NAME: "duplicate-name", Error, check
}

/// What is unique beside the identifiers of the schema, which often are made up by AWS.
const UNIQUE: &[(&str, &[&str])] = &[
    ("AWS::ApplicationAutoScaling::ScalingPolicy", &["PolicyName", "ScalingTargetId"]),
    ("AWS::CloudFront::CachePolicy", &["CachePolicyConfig.Name"]),
    ("AWS::EC2::NetworkAclEntry", &["NetworkAclId", "RuleNumber", "Egress"]),
    ("AWS::EC2::Route", &["RouteTableId", "DestinationCidrBlock"]),
    ("AWS::EC2::Route", &["RouteTableId", "DestinationIpv6CidrBlock"]),
    ("AWS::EC2::SecurityGroup", &["VpcId", "GroupName"]),
    ("AWS::EC2::SubnetRouteTableAssociation", &["SubnetId"]),
    ("AWS::EC2::VPCGatewayAttachment", &["VpcId", "InternetGatewayId"]),
    ("AWS::ECS::Service", &["Cluster", "ServiceName"]),
    ("AWS::EFS::MountTarget", &["FileSystemId", "SubnetId"]),
    ("AWS::ElasticLoadBalancingV2::Listener", &["LoadBalancerArn", "Port"]),
    ("AWS::ElasticLoadBalancingV2::ListenerRule", &["ListenerArn", "Priority"]),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", &["Name"]),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", &["Name"]),
    ("AWS::Events::Rule", &["Name", "EventBusName"]),
    ("AWS::IAM::ManagedPolicy", &["ManagedPolicyName"]),
    ("AWS::Lambda::Alias", &["FunctionName", "Name"]),
    ("AWS::Route53::RecordSet", &["HostedZoneId", "HostedZoneName", "Name", "Type", "SetIdentifier"]),
    ("AWS::SNS::Topic", &["TopicName"]),
    ("AWS::SQS::Queue", &["QueueName"]),
    ("AWS::SecretsManager::Secret", &["Name"]),
    ("AWS::StepFunctions::StateMachine", &["StateMachineName"]),
];

/// What may be left out of a claim, and still makes it.
const OPTIONAL: &[&str] =
    &["Cluster", "Egress", "EventBusName", "HostedZoneId", "HostedZoneName", "SetIdentifier", "VpcId"];

/// Types whose identifiers say what they belong to, of which there may be several.
const SHARED: &[&str] = &["AWS::CloudFormation::", "AWS::IAM::UserToGroupAddition", "Custom::", "AWS::Serverless::"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let model = Model::of(world);
    let mut claims: HashMap<(usize, &'g str, &'static str, String), Res<'_, 'g>> = HashMap::new();
    let certain = world.resources().filter(|res| res.is_certain() && !res.node().properties.is_empty());
    for res in certain.filter(|res| !SHARED.iter().any(|stem| res.kind().starts_with(stem))) {
        let listed = UNIQUE.iter().filter(|(kind, _)| *kind == res.kind()).map(|(_, names)| names.to_vec());
        let by_schema = model.resource_type(res.kind()).map(|of| of.identifier.iter().collect::<Vec<_>>());
        for names in listed.chain(by_schema) {
            let Some((property, key, shown)) = claim(res, &names) else { continue };
            let Some(first) = claims.insert((res.stack_number(), res.kind(), property, key), res) else { continue };
            if first == res {
                continue;
            }
            let (kind, other) = (super::kinds::article(res.kind()), first.path());
            let message = format!("{kind} takes the `{property}` that {other} has: {shown}");
            // A place is chosen by somebody, a name need not be.
            let help = match property.ends_with("Name") || property.ends_with("Identifier") {
                true => format!("leave `{property}` out, so that CloudFormation makes one up, or give each its own"),
                false => format!("give each its own `{property}`, or take one of the two out"),
            };
            findings.between(res, property, message, help, &[(first, "the other one")]);
        }
    }
}

/// What a resource claims by these properties: the last that is set, all values, and how it is shown. None where one
/// that it takes is not set, or nobody knows it.
fn claim(res: Res<'_, '_>, names: &[&'static str]) -> Option<(&'static str, String, String)> {
    let (mut key, mut shown, mut property) = (String::new(), Vec::new(), None);
    for name in names {
        let value = res.get(name);
        match &value {
            Eval::Absent if OPTIONAL.contains(name) => {}
            Eval::Absent | Eval::Secret | Eval::Map(_) | Eval::List(_) => return None,
            Eval::Unknown(of) if !of.starts_with("the parameter ") => return None,
            Eval::Joined(parts) if parts.iter().any(is_made_later) => return None,
            _ => {
                property = Some(*name);
                shown.push(value.shown());
            }
        }
        // What is text elsewhere may be a number here.
        key += &value.text().map_or_else(|| format!("{value:?}"), |text| text.into_owned());
        key.push('\n');
    }
    Some((property?, key, shown.join(" ")))
}

/// Parts that are the same text may still be another value each time: macros, dynamic references.
fn is_made_later(part: &Eval<'_>) -> bool {
    match part {
        Eval::Secret => true,
        Eval::Unknown(name) => !name.starts_with("the parameter ") && !name.starts_with("AWS::"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::DUPLICATE_NAME;
    use crate::testing::{finds, silent};

    fn two(kind: &str, a: &str, b: &str) -> String {
        format!(
            "Parameters: {{Name: {{Type: String, Default: web}}, Free: {{Type: String}}}}
Resources:
  First: {{Type: '{kind}', Properties: {{{a}}}}}
  It: {{Type: '{kind}', Properties: {{{b}}}}}
  Balancer: {{Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {{Scheme: internal}}}}
"
        )
    }

    #[test]
    fn the_same_name() {
        let found = |kind, a, b, words| finds(DUPLICATE_NAME, &two(kind, a, b), "It", words);
        found("AWS::S3::Bucket", "BucketName: a", "BucketName: a", "takes the `BucketName` that template/First has: a");
        found("AWS::Lambda::Function", "FunctionName: web-api", "FunctionName: !Sub '${Name}-api'", "web-api");
        found("AWS::SQS::Queue", "QueueName: !Ref Free", "QueueName: !Ref Free", "the parameter Free");
        found("AWS::IAM::Role", "RoleName: !Sub '${AWS::StackName}-x'", "RoleName: !Sub '${AWS::StackName}-x'", "-x");
        found("AWS::Logs::LogGroup", "LogGroupName: /a", "LogGroupName: !Join ['', [/, a]]", "/a");
        found("AWS::RDS::DBInstance", "DBInstanceIdentifier: a", "DBInstanceIdentifier: a", "an RDS::DBInstance");
        found(
            "AWS::ElasticLoadBalancingV2::Listener",
            "LoadBalancerArn: !Ref Balancer, Port: 80",
            "LoadBalancerArn: !Ref Balancer, Port: '80'",
            "80",
        );
    }

    #[test]
    fn by_some_choice() {
        let template = two("AWS::SNS::Topic", "TopicName: a", "TopicName: !Ref Name")
            .replace("Default: web", "Default: web, AllowedValues: [web, a]");
        finds(DUPLICATE_NAME, &template, "It", "with Name = a");
    }

    #[test]
    fn each_its_own() {
        let right = |kind, a, b| silent(DUPLICATE_NAME, &two(kind, a, b));
        right("AWS::S3::Bucket", "BucketName: a", "BucketName: b");
        right(
            "AWS::S3::Bucket",
            "VersioningConfiguration: {Status: Enabled}",
            "VersioningConfiguration: {Status: Enabled}",
        );
        right("AWS::SQS::Queue", "QueueName: !Ref Name", "QueueName: !Ref Free");
        right("AWS::ECS::TaskDefinition", "Family: a", "Family: a");
        right("AWS::S3::Bucket", "BucketName: !ImportValue a", "BucketName: !ImportValue b");
        right(
            "AWS::Route53::RecordSet",
            "HostedZoneId: z, Name: a, Type: A, SetIdentifier: x",
            "HostedZoneId: z, Name: a, Type: A, SetIdentifier: y",
        );
        right("AWS::Route53::RecordSet", "HostedZoneId: z, Name: a, Type: A", "HostedZoneId: z, Name: a, Type: AAAA");
    }
}
