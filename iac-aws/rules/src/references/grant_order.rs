use iac_core::check::{Eval, Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// Something is checked for a permission before the permission is given.
    ///
    /// S3 tries each target of a bucket's notifications, CloudWatch Logs the function that it is to call, CloudTrail and
    /// balancers the bucket that they are to write to, at the moment in which they are told of it. The permission is a
    /// resource of its own that nothing refers to, so CloudFormation may make it later, and the deployment fails.
    ///
    /// Add `DependsOn` for the permission or the policy. Where that makes a circle, since the policy names the bucket,
    /// give the bucket a name, and the policy that name.
    pub(crate) GRANT_ORDER: "grant-order", Error, check
}

/// Who is checked, the property that names what it must be let at, and what lets it.
const CHECKED: &[(&str, &str, &str)] = &[
    ("AWS::CloudTrail::Trail", "S3BucketName", "AWS::S3::BucketPolicy"),
    ("AWS::Config::DeliveryChannel", "S3BucketName", "AWS::S3::BucketPolicy"),
    ("AWS::Logs::SubscriptionFilter", "DestinationArn", "AWS::Lambda::Permission"),
    ("AWS::S3::Bucket", "NotificationConfiguration.LambdaConfigurations.Function", "AWS::Lambda::Permission"),
    ("AWS::S3::Bucket", "NotificationConfiguration.QueueConfigurations.Queue", "AWS::SQS::QueuePolicy"),
    ("AWS::S3::Bucket", "NotificationConfiguration.TopicConfigurations.Topic", "AWS::SNS::TopicPolicy"),
];

/// What a grant names its subject by.
const GRANTS: &[(&str, &str)] = &[
    ("AWS::Lambda::Permission", "FunctionName"),
    ("AWS::S3::BucketPolicy", "Bucket"),
    ("AWS::SNS::TopicPolicy", "Topics"),
    ("AWS::SQS::QueuePolicy", "Queues"),
];

type Grants<'w, 'g> = HashMap<(&'static str, Res<'w, 'g>), Vec<Res<'w, 'g>>>;

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let grants = grants(world);
    if grants.is_empty() {
        return;
    }
    for (kind, path, by) in CHECKED {
        for res in world.all(kind) {
            let subjects = values(&res.get(path.split('.').next().unwrap_or(path)), path.split('.').skip(1));
            for subject in subjects.iter().filter_map(|value| world.target(value)) {
                order(findings, res, path, subject, grants.get(&(*by, subject)));
            }
        }
    }
    for balancer in world.all("AWS::ElasticLoadBalancingV2::LoadBalancer") {
        for attribute in balancer.get("LoadBalancerAttributes").items() {
            if attribute.at("Key").text().as_deref() == Some("access_logs.s3.bucket")
                && let Some(bucket) = world.target(attribute.at("Value"))
            {
                let policies = grants.get(&("AWS::S3::BucketPolicy", bucket));
                order(findings, balancer, "LoadBalancerAttributes", bucket, policies);
            }
        }
    }
}

fn grants<'w, 'g>(world: &'w World<'g>) -> Grants<'w, 'g> {
    let mut found = Grants::new();
    for (kind, property) in GRANTS {
        for grant in world.all(kind).filter(|one| one.is_certain()) {
            for subject in grant.get(property).items().iter().filter_map(|value| world.target(value)) {
                found.entry((*kind, subject)).or_default().push(grant);
            }
        }
    }
    found
}

/// The values at a path, through lists.
fn values<'g>(value: &Eval<'g>, path: impl Iterator<Item = &'static str>) -> Vec<Eval<'g>> {
    path.fold(vec![value.clone()], |values, name| {
        values.iter().flat_map(Eval::items).map(|item| item.at(name).clone()).collect()
    })
}

/// One of the grants must come before. Which of several is the right one, its own words say; any will do here.
fn order<'g>(
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    path: &str,
    subject: Res<'_, 'g>,
    grants: Option<&Vec<Res<'_, 'g>>>,
) {
    let Some(grants) = grants else { return };
    let before = res.waits_for();
    if grants.iter().any(|grant| before.contains(grant) || grant.stack().name != res.stack().name) {
        return;
    }
    // A permission for another service has nothing to do with it.
    let service = match res.kind() {
        "AWS::S3::Bucket" => "s3.",
        "AWS::Logs::SubscriptionFilter" => "logs.",
        _ => "",
    };
    let serves = |grant: &&Res<'_, 'g>| match grant.get("Principal").text() {
        Some(principal) => principal.starts_with(service),
        None => grant.kind() != "AWS::Lambda::Permission",
    };
    let Some(grant) = grants.iter().find(serves) else { return };
    let message = format!("it does not wait for {}, which lets it use {}", grant.path(), subject.path());
    let parts = [(*grant, "the permission"), (subject, "what it is for")];
    findings.between(res, path, message, format!("add `DependsOn: {}`", grant.id()), &parts);
}

#[cfg(test)]
mod tests {
    use super::GRANT_ORDER;
    use crate::testing::{finds, silent};

    fn bucket(more: &str, notification: &str) -> String {
        format!(
            "
Resources:
  Code: {{Type: AWS::Lambda::Function, Properties: {{Handler: x}}}}
  Queue: {{Type: AWS::SQS::Queue}}
  Let: {{Type: AWS::Lambda::Permission, Properties: {{FunctionName: !Ref Code, Action: 'lambda:InvokeFunction', Principal: s3.amazonaws.com}}}}
  Policy: {{Type: AWS::SQS::QueuePolicy, Properties: {{Queues: [!Ref Queue], PolicyDocument: {{}}}}}}
  It: {{Type: AWS::S3::Bucket, {more} Properties: {{NotificationConfiguration: {{{notification}}}}}}}
"
        )
    }

    const CALL: &str = "LambdaConfigurations: [{Event: 's3:ObjectCreated:*', Function: !GetAtt Code.Arn}]";
    const SEND: &str = "QueueConfigurations: [{Event: 's3:ObjectCreated:*', Queue: !GetAtt Queue.Arn}]";

    #[test]
    fn notifications() {
        finds(GRANT_ORDER, &bucket("", CALL), "It", "does not wait for template/Let");
        finds(GRANT_ORDER, &bucket("DependsOn: Let,", SEND), "It", "does not wait for template/Policy");
        silent(GRANT_ORDER, &bucket("DependsOn: [Let],", CALL));
        silent(GRANT_ORDER, &bucket("DependsOn: Policy,", SEND));
        silent(GRANT_ORDER, &bucket("", CALL).replace("s3.amazonaws.com", "events.amazonaws.com"));
    }

    #[test]
    fn logs_and_trails() {
        let trail = |more: &str| {
            format!(
                "
Resources:
  Bucket: {{Type: AWS::S3::Bucket}}
  Policy: {{Type: AWS::S3::BucketPolicy, Properties: {{Bucket: !Ref Bucket, PolicyDocument: {{}}}}}}
  It: {{Type: AWS::CloudTrail::Trail, {more} Properties: {{IsLogging: true, S3BucketName: !Ref Bucket}}}}
"
            )
        };
        finds(GRANT_ORDER, &trail(""), "It", "does not wait for template/Policy");
        silent(GRANT_ORDER, &trail("DependsOn: Policy,"));
        let balancer = trail("").replace("CloudTrail::Trail", "ElasticLoadBalancingV2::LoadBalancer").replace(
            "IsLogging: true, S3BucketName: !Ref Bucket",
            "LoadBalancerAttributes: [{Key: access_logs.s3.bucket, Value: !Ref Bucket}]",
        );
        finds(GRANT_ORDER, &balancer, "It", "does not wait for template/Policy");
        let filter = "
Resources:
  Code: {Type: AWS::Lambda::Function, Properties: {Handler: x}}
  Let: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !GetAtt Code.Arn, Action: a, Principal: logs.amazonaws.com}}
  It: {Type: AWS::Logs::SubscriptionFilter, Properties: {DestinationArn: !GetAtt Code.Arn}}
";
        finds(GRANT_ORDER, filter, "It", "does not wait for template/Let");
        silent(GRANT_ORDER, &filter.replace("SubscriptionFilter, ", "SubscriptionFilter, DependsOn: Let, "));
    }
}
