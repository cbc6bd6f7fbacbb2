use super::deliveries::{Delivery, action, deliveries};
use super::resource_policies::{Asks, Policies};
use super::statement::statements;
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A queue, a topic or a function refuses what a service sends to it.
    ///
    /// A service that delivers needs the leave of the receiver: a statement for it in the policy of the queue or topic, a
    /// permission of the function. Nothing fails in the deployment, but for buckets, which test their destinations; events,
    /// messages and alarms are lost.
    ///
    /// Add an `AWS::SQS::QueuePolicy`, `AWS::SNS::TopicPolicy` or `AWS::Lambda::Permission` for the service, with the sender
    /// as `aws:SourceArn`. A bucket must depend on it.
    pub(crate) REFUSED_DELIVERY: "refused-delivery", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let policies = Policies::of(world);
    for delivery in deliveries(world) {
        let Some(action) = action(delivery.to) else { continue };
        // A rotation asks of the function, an alarm of functions is another principal.
        let services = match (delivery.service, action) {
            ("cloudwatch.amazonaws.com", "lambda:InvokeFunction") => "lambda.alarms.cloudwatch.amazonaws.com",
            (service, _) => service,
        };
        let asks = Asks { service: services, action, source: &delivery.source };
        match policies.lets(delivery.to, asks) {
            Some(policy) => order(findings, &delivery, policy),
            None if is_open_by_itself(world, &policies, &delivery) => {}
            None => refused(findings, &delivery, asks),
        }
    }
}

/// A topic without a policy takes what its own account publishes: alarms and backups do so in its name.
fn is_open_by_itself<'w, 'g>(world: &'w World<'g>, policies: &Policies<'w, 'g>, delivery: &Delivery<'w, 'g>) -> bool {
    if delivery.to.kind() != "AWS::SNS::Topic" || delivery.service != "cloudwatch.amazonaws.com" {
        return false;
    }
    let own = policies.policies(delivery.to);
    let account = |policy: &Res<'_, 'g>| {
        statements(&policy.get("PolicyDocument")).iter().any(|one| {
            one.allows() && one.may_act("sns:Publish") && one.may_concern(world, "AWS", &super::pattern::of_text("*"))
        })
    };
    own.is_empty() || own.iter().any(account)
}

fn refused<'g>(findings: &mut Findings<'_, 'g>, delivery: &Delivery<'_, 'g>, asks: Asks<'_>) {
    let (from, to) = (delivery.from, delivery.to);
    let (service, action) = (asks.service, asks.action);
    let by = match to.kind() {
        "AWS::SQS::Queue" => "policy of the queue",
        "AWS::SNS::Topic" => "policy of the topic",
        "AWS::Lambda::Alias" => "permission of the alias",
        _ => "permission of the function",
    };
    let message = format!(
        "{} sends to {}, which refuses it: no {by} lets {service} `{action}` from there",
        from.path(),
        to.path()
    );
    let help = format!("add a {by} for {service}, with the sender as its source");
    findings.between(from, delivery.property, message, help, &[(to, "it refuses what is sent")]);
}

/// A bucket tests its destinations when it is made: the permission must be there before.
fn order<'g>(findings: &mut Findings<'_, 'g>, delivery: &Delivery<'_, 'g>, policy: Res<'_, 'g>) {
    let bucket = delivery.from;
    if bucket.kind() != "AWS::S3::Bucket" || policy.kind() == "AWS::KMS::Key" || bucket.depends_on().next().is_some() {
        return;
    }
    let message = format!(
        "{} notifies {}, and may be made before {} permits it: a bucket tests its destinations",
        bucket.path(),
        delivery.to.path(),
        policy.path()
    );
    let help = format!(
        "add `DependsOn: {}` to the bucket, and name the bucket in the policy by a name, not by `Ref`",
        policy.id()
    );
    findings.between(bucket, delivery.property, message, help, &[(policy, "this must come first")]);
}
