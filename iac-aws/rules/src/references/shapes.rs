//! Kinds that text itself tells: `subnet-0123abcd`, `arn:aws:iam::…:role/x`.

use iac_aws_schema::{Form, Reference};
use iac_core::check::Eval;

/// The prefixes of the ids of EC2.
const PREFIXES: &[(&str, &str)] = &[
    ("acl", "AWS::EC2::NetworkAcl"),
    ("ami", "AWS::EC2::Image"),
    ("cgw", "AWS::EC2::CustomerGateway"),
    ("dopt", "AWS::EC2::DHCPOptions"),
    ("eigw", "AWS::EC2::EgressOnlyInternetGateway"),
    ("eipalloc", "AWS::EC2::EIP"),
    ("eni", "AWS::EC2::NetworkInterface"),
    ("i", "AWS::EC2::Instance"),
    ("igw", "AWS::EC2::InternetGateway"),
    ("lt", "AWS::EC2::LaunchTemplate"),
    ("nat", "AWS::EC2::NatGateway"),
    ("pcx", "AWS::EC2::VPCPeeringConnection"),
    ("pl", "AWS::EC2::PrefixList"),
    ("rtb", "AWS::EC2::RouteTable"),
    ("sg", "AWS::EC2::SecurityGroup"),
    ("subnet", "AWS::EC2::Subnet"),
    ("tgw", "AWS::EC2::TransitGateway"),
    ("vgw", "AWS::EC2::VPNGateway"),
    ("vol", "AWS::EC2::Volume"),
    ("vpc", "AWS::EC2::VPC"),
    ("vpce", "AWS::EC2::VPCEndpoint"),
];

/// How the ARNs of a type begin: the service, and the resource.
const ARNS: &[(&str, &str, &str)] = &[
    ("AWS::CertificateManager::Certificate", "acm", "certificate/"),
    ("AWS::ECS::TaskDefinition", "ecs", "task-definition/"),
    ("AWS::ElasticLoadBalancingV2::Listener", "elasticloadbalancing", "listener/"),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "elasticloadbalancing", "loadbalancer/"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "elasticloadbalancing", "targetgroup/"),
    ("AWS::IAM::ManagedPolicy", "iam", "policy/"),
    ("AWS::IAM::Role", "iam", "role/"),
    ("AWS::KMS::Key", "kms", ""),
    ("AWS::Kinesis::Stream", "kinesis", "stream/"),
    ("AWS::Lambda::Function", "lambda", "function:"),
    ("AWS::Logs::LogGroup", "logs", "log-group:"),
    ("AWS::SNS::Topic", "sns", ""),
    ("AWS::SQS::Queue", "sqs", ""),
    ("AWS::SecretsManager::Secret", "secretsmanager", "secret:"),
];

/// Whether text may tell a kind.
pub(crate) fn is_shaped(text: &str) -> bool {
    text.starts_with("arn:") || id(text).is_some()
}

/// The type whose ids look like this one.
pub(crate) fn id(text: &str) -> Option<&'static str> {
    let (prefix, number) = text.rsplit_once('-')?;
    let is_number = matches!(number.len(), 8 | 17) && number.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (_, resource) = PREFIXES.iter().find(|(of, _)| *of == prefix)?;
    is_number.then_some(*resource)
}

/// What text is, where it is not what a property wants.
pub(crate) fn fault(wanted: &[Reference], value: &Eval<'_>) -> Option<String> {
    if wanted.is_empty() {
        return None;
    }
    let text = value.shown();
    let is_ec2 = wanted.iter().all(|one| one.form == Form::Id && one.resource.starts_with("AWS::EC2::"));
    if let Some(resource) = value.text().as_deref().and_then(id) {
        let fits = wanted.iter().any(|one| super::kinds::family(one.resource) == resource);
        let is_known = wanted.iter().all(|one| PREFIXES.iter().any(|(_, known)| *known == one.resource));
        let only_arns = wanted.iter().all(|one| one.form == Form::Arn);
        return (!fits && (is_known || only_arns)).then(|| format!("the id of {}", super::kinds::article(resource)));
    }
    let arn = text.strip_prefix("arn:")?;
    if is_ec2 {
        return Some("an ARN".to_owned());
    }
    of_another(wanted, value, arn).then(|| "the ARN of something else".to_owned())
}

/// Whether an ARN is of another type than each that is wanted, as far as all of it is known.
fn of_another(wanted: &[Reference], value: &Eval<'_>, arn: &str) -> bool {
    if let Eval::Joined(parts) = value
        && !parts.iter().all(|part| part.text().is_some() || is_pseudo(part))
    {
        return false;
    }
    let parts: Vec<&str> = arn.splitn(5, ':').collect();
    let [_, service, _, account, resource] = parts[..] else { return false };
    // `arn:aws:iam::*:user/*` stands for whoever calls.
    if service.contains('…') || resource.contains('*') || account == "*" {
        return false;
    }
    wanted.iter().all(|one| {
        let known = ARNS.iter().find(|(of, ..)| *of == super::kinds::family(one.resource));
        let resource = resource.strip_prefix('…').map_or(Some(resource), |_| None);
        known.is_some_and(|(_, of, begins)| {
            service != *of || resource.is_some_and(|resource| !resource.starts_with(begins))
        })
    })
}

fn is_pseudo(part: &Eval<'_>) -> bool {
    matches!(part, Eval::Unknown(name) if name.starts_with("AWS::"))
}

/// What no id and no ARN is, by the end of the attribute's name.
const NEITHER: &[&str] = &["Name", "CidrBlock", "Address", "Port", "Url", "Zone", "Status", "State", "Ip"];

/// Whether an attribute cannot be an id, by its name.
pub(crate) fn is_no_id(attribute: &str) -> bool {
    NEITHER.iter().chain(&["Arn", "ARN"]).any(|end| attribute.ends_with(end))
}

/// Whether an attribute cannot be an ARN, by its name.
pub(crate) fn is_no_arn(attribute: &str) -> bool {
    NEITHER.iter().chain(&["Id", "ID"]).any(|end| attribute.ends_with(end))
}
