use super::kinds::{self, form_name};
use crate::schema::model::Model;
use iac_aws_schema::{Form, resource_type};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// Something is to be reached by what is no address of it.
    ///
    /// What the property takes depends on another one, or stands in a document: a subscription of a queue or a function
    /// takes its ARN, a dead-letter queue is named by its ARN, an alias record points at a DNS name. `Ref` gives a
    /// queue's URL, a function's name, a balancer's ARN.
    pub(crate) WRONG_ENDPOINT: "wrong-endpoint", Error, check
}

/// Documents in which an ARN is wanted.
const ARNS: &[(&str, &str)] = &[
    ("AWS::SNS::Subscription", "RedrivePolicy.deadLetterTargetArn"),
    ("AWS::SQS::Queue", "RedrivePolicy.deadLetterTargetArn"),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (kind, path) in ARNS {
        for res in world.all(kind) {
            takes_arn(world, findings, res, &res.get(path), path);
        }
    }
    for subscription in world.all("AWS::SNS::Subscription") {
        let protocol = subscription.get("Protocol");
        if matches!(protocol.text().as_deref(), Some("sqs" | "lambda" | "firehose")) {
            takes_arn(world, findings, subscription, &subscription.get("Endpoint"), "Endpoint");
        }
    }
    for record in world.all("AWS::Route53::RecordSet") {
        takes_name(world, findings, record, &record.get("AliasTarget.DNSName"), "AliasTarget.DNSName");
    }
    for group in world.all("AWS::Route53::RecordSetGroup") {
        for record in group.get("RecordSets").items() {
            takes_name(world, findings, group, record.at("AliasTarget.DNSName"), "RecordSets");
        }
    }
}

fn takes_arn<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, value: &Eval<'g>, path: &str) {
    let Some((target, form)) = given(world, value) else { return };
    let Some(attribute) = kinds::attribute_for(target.kind(), &[Form::Arn]).filter(|_| form != Form::Arn) else {
        return;
    };
    let message = format!("`{path}` takes an ARN, but is given the {} of {}", form_name(form), target.path());
    findings.between(res, path, message, format!("give {attribute}"), &[(target, "this is referred to")]);
}

fn takes_name<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, value: &Eval<'g>, path: &str) {
    let Some((target, form)) = given(world, value) else { return };
    if matches!(form, Form::Arn | Form::Id) && target.kind() != "AWS::Route53::RecordSet" {
        let message = format!("`{path}` takes a DNS name, but is given the {} of {}", form_name(form), target.path());
        let help = "give the attribute that is its DNS name";
        findings.between(res, path, message, help, &[(target, "this is referred to")]);
    }
}

/// What a reference is to, and in which form. `Ref` of a resource of SAM, or of one that is made up, says nothing.
fn given<'w, 'g>(world: &'w World<'g>, value: &Eval<'g>) -> Option<(Res<'w, 'g>, Form)> {
    let target = world.target(value)?;
    let of = resource_type(target.kind()).filter(|of| of.transform.is_none())?;
    let kind =
        kinds::given(&Model::of(world), &of, value.reference()?.attribute).filter(|kind| kind.form != Form::Plain)?;
    (!target.kind().starts_with("AWS::CloudFormation::")).then_some((target, kind.form))
}

#[cfg(test)]
mod tests {
    use super::WRONG_ENDPOINT;
    use crate::testing::{finds, silent};

    fn with(it: &str) -> String {
        format!(
            "
Resources:
  Topic: {{Type: AWS::SNS::Topic}}
  Queue: {{Type: AWS::SQS::Queue}}
  Code: {{Type: AWS::Lambda::Function, Properties: {{Handler: x}}}}
  Balancer: {{Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {{Scheme: internal}}}}
  It: {it}
"
        )
    }

    #[test]
    fn no_arn() {
        let found = |it: &str| finds(WRONG_ENDPOINT, &with(it), "It", "takes an ARN");
        found(
            "{Type: AWS::SNS::Subscription, Properties: {Protocol: sqs, Endpoint: !Ref Queue, TopicArn: !Ref Topic}}",
        );
        found("{Type: AWS::SNS::Subscription, Properties: {Protocol: lambda, Endpoint: !Ref Code}}");
        found(
            "{Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !Ref Queue, maxReceiveCount: 3}}}",
        );
    }

    #[test]
    fn no_name() {
        let record = "{Type: AWS::Route53::RecordSet, Properties: {Type: A, AliasTarget: {DNSName: !Ref Balancer}}}";
        finds(WRONG_ENDPOINT, &with(record), "It", "takes a DNS name, but is given the ARN of");
        silent(WRONG_ENDPOINT, &with(&record.replace("!Ref Balancer", "!GetAtt Balancer.DNSName")));
    }

    #[test]
    fn the_right_address() {
        let right = |it: &str| silent(WRONG_ENDPOINT, &with(it));
        right("{Type: AWS::SNS::Subscription, Properties: {Protocol: sqs, Endpoint: !GetAtt Queue.Arn}}");
        right("{Type: AWS::SNS::Subscription, Properties: {Protocol: email, Endpoint: a@example.com}}");
        right("{Type: AWS::SNS::Subscription, Properties: {Protocol: lambda, Endpoint: !ImportValue code}}");
        right("{Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Queue.Arn}}}");
    }
}
