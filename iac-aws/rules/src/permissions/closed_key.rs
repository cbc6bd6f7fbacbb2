use super::arn::arn;
use super::deliveries::deliveries;
use super::key_needs::key;
use super::pattern::Token;
use super::resource_policies::{Asks, Policies};
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A key of the customer is closed to a service that must use it.
    ///
    /// Who publishes to an encrypted topic, sends to an encrypted queue or writes an encrypted log group needs the key: for
    /// services that is decided by the key's policy alone. The keys that AWS manages (`alias/aws/sns`, `alias/aws/sqs`) have
    /// policies that let no service in, and nobody can change them. Alarms and messages are lost without a word; log groups
    /// and trails are not even created.
    ///
    /// Let the service `kms:GenerateDataKey*` and `kms:Decrypt` in the key's policy. See
    /// <https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services> and
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html>.
    pub(crate) CLOSED_KEY: "closed-key", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let policies = Policies::of(world);
    for group in world.all("AWS::Logs::LogGroup") {
        let source = arn(world, group);
        closed(world, findings, &policies, (group, "KmsKeyId"), "logs.amazonaws.com", &source, group);
    }
    for trail in world.all("AWS::CloudTrail::Trail") {
        closed(world, findings, &policies, (trail, "KMSKeyId"), "cloudtrail.amazonaws.com", &arn(world, trail), trail);
    }
    origins(world, findings, &policies);
    for delivery in deliveries(world).into_iter().filter(|one| !one.to.kind().starts_with("AWS::Lambda::")) {
        let to = (delivery.to, "KmsMasterKeyId");
        closed(world, findings, &policies, to, delivery.service, &delivery.source, delivery.from);
    }
}

/// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html>
fn origins<'w, 'g>(world: &'w World<'g>, findings: &mut Findings<'_, 'g>, policies: &Policies<'w, 'g>) {
    for distribution in world.all("AWS::CloudFront::Distribution") {
        for origin in distribution.get("DistributionConfig.Origins").items() {
            let bucket = world.target_of(origin.at("DomainName"), "AWS::S3::Bucket");
            let Some(bucket) = bucket.filter(|_| !origin.at("OriginAccessControlId").is_absent()) else { continue };
            let Some(key) = key(world, &super::key_needs::key_id(bucket)) else { continue };
            let (service, source) = ("cloudfront.amazonaws.com", arn(world, distribution));
            let asks = Asks { service, action: "kms:Decrypt", source: &source };
            if policies.lets(key, asks).is_none() {
                let message = format!(
                    "{} encrypts {}, and its policy does not let {service} `kms:Decrypt` for {}",
                    key.path(),
                    bucket.path(),
                    distribution.path()
                );
                let help = format!("add a statement for `Service: {service}` with `kms:Decrypt` to the key's policy");
                let parts = [(bucket, "it is encrypted with the key"), (distribution, "this reads it")];
                findings.between(key, "KeyPolicy", message, help, &parts);
            }
        }
    }
}

fn closed<'w, 'g>(
    world: &'w World<'g>,
    findings: &mut Findings<'_, 'g>,
    policies: &Policies<'w, 'g>,
    (encrypted, property): (Res<'w, 'g>, &str),
    service: &str,
    source: &[Token],
    user: Res<'w, 'g>,
) {
    let value = encrypted.get(property);
    let (path, by) = (encrypted.path(), user.path());
    if value.text().is_some_and(|text| matches!(&*text, "alias/aws/sns" | "alias/aws/sqs")) {
        let message =
            format!("{by} sends to {path}, whose key `{}` lets no service in, {service} neither", value.shown());
        let help =
            "encrypt it with a key of your own whose policy lets the service `kms:GenerateDataKey*` and `kms:Decrypt`";
        return findings.between(encrypted, property, message, help, &[(user, "this sends to it")]);
    }
    let Some(key) = key(world, &value) else {
        if !value.is_absent() {
            findings.assume(encrypted, format!("its key lets {service} use it: the key is not of this template"));
        }
        return;
    };
    let needed = ["kms:GenerateDataKey", "kms:Decrypt"];
    // A trail decrypts with the reader's rights.
    let needed = if service == "cloudtrail.amazonaws.com" { &needed[..1] } else { &needed };
    if let Some(action) = needed.iter().find(|action| policies.lets(key, Asks { service, action, source }).is_none()) {
        let message =
            format!("{} encrypts {path}, and its policy does not let {service} `{action}` for {by}", key.path());
        let help =
            format!("add a statement for `Service: {service}` with `{}` to the key's policy", needed.join("`, `"));
        findings.between(
            key,
            "KeyPolicy",
            message,
            help,
            &[(encrypted, "it is encrypted with the key"), (user, "this uses it")],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::CLOSED_KEY as RULE;
    use crate::testing::{finds, silent};

    const KEY: &str = r#"
Resources:
  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Version: 2012-10-17, Statement: [
    {Effect: Allow, Action: "kms:*", Resource: "*", Principal: {AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}},
    {Effect: Allow, Action: ["kms:GenerateDataKey*", "kms:Decrypt"], Resource: "*", Principal: {Service: SERVICE}}]}}}
  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/own, TargetKeyId: !Ref Key}}
"#;

    const ALARM: &str = "  Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmActions: [!Ref Topic]}}\n  Topic: {Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: !Ref Key}}\n";
    const QUEUE: &str = "  Topic: {Type: AWS::SNS::Topic}\n  To: {Type: AWS::SNS::Subscription, Properties: {Protocol: sqs, TopicArn: !Ref Topic, Endpoint: !GetAtt Queue.Arn}}\n  Queue: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !GetAtt Key.Arn}}\n";
    const GROUP: &str = "  Group: {Type: AWS::Logs::LogGroup, Properties: {KmsKeyId: !GetAtt Key.Arn}}\n";
    const TRAIL: &str = "  Trail: {Type: AWS::CloudTrail::Trail, Properties: {KMSKeyId: !GetAtt Key.Arn}}\n";
    const EVENT: &str = "  Rule: {Type: AWS::Events::Rule, Properties: {Targets: [{Id: a, Arn: !Ref Topic}]}}\n  Topic: {Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: !Ref Key}}\n";

    const USERS: [(&str, &str); 5] = [
        (ALARM, "cloudwatch.amazonaws.com"),
        (QUEUE, "sns.amazonaws.com"),
        (GROUP, "logs.amazonaws.com"),
        (TRAIL, "cloudtrail.amazonaws.com"),
        (EVENT, "events.amazonaws.com"),
    ];

    fn with(user: &str, service: &str) -> String {
        format!("{KEY}{user}").replace("SERVICE", service)
    }

    #[test]
    fn the_key_is_open() {
        for (user, service) in USERS {
            silent(RULE, &with(user, service));
            silent(RULE, &with(user, &format!("[ec2.amazonaws.com, {service}]")));
            silent(
                RULE,
                &with(
                    &user.replace("!GetAtt Key.Arn", "!ImportValue key").replace("!Ref Key", "!ImportValue key"),
                    "ec2.amazonaws.com",
                ),
            );
        }
        silent(RULE, &with(GROUP, "!Sub \"logs.${AWS::Region}.amazonaws.com\""));
        silent(RULE, &with(&GROUP.replace(", Properties: {KmsKeyId: !GetAtt Key.Arn}", ""), "ec2.amazonaws.com"));
    }

    #[test]
    fn the_bucket_of_a_distribution() {
        let site = "  Site: {Type: AWS::S3::Bucket, Properties: {BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: \
            {SSEAlgorithm: aws:kms, KMSMasterKeyID: !GetAtt Key.Arn}}]}}}\n  D: {Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: \
            {Origins: [{Id: a, DomainName: !GetAtt Site.RegionalDomainName, OriginAccessControlId: o}]}}}\n";
        finds(
            RULE,
            &with(site, "ec2.amazonaws.com"),
            "Key",
            "does not let cloudfront.amazonaws.com `kms:Decrypt` for template/D",
        );
        silent(RULE, &with(site, "cloudfront.amazonaws.com"));
        silent(RULE, &with(&site.replace("OriginAccessControlId: o", "CustomOriginConfig: {}"), "ec2.amazonaws.com"));
    }

    #[test]
    fn the_key_is_closed() {
        for (user, service) in USERS {
            finds(
                RULE,
                &with(user, "ec2.amazonaws.com"),
                "Key",
                &format!("does not let {service} `kms:GenerateDataKey`"),
            );
        }
        finds(
            RULE,
            &with(ALARM, "cloudwatch.amazonaws.com").replace(", \"kms:Decrypt\"", ""),
            "Key",
            "`kms:Decrypt` for template/Alarm",
        );
        finds(
            RULE,
            &with(&ALARM.replace("!Ref Key", "!Ref Alias"), "ec2.amazonaws.com"),
            "Key",
            "does not let cloudwatch",
        );
        finds(
            RULE,
            &with(&ALARM.replace("!Ref Key", "alias/aws/sns"), "ec2.amazonaws.com"),
            "Topic",
            "whose key `alias/aws/sns` lets no service in",
        );
        finds(
            RULE,
            &with(&QUEUE.replace("!GetAtt Key.Arn", "alias/aws/sqs"), "ec2.amazonaws.com"),
            "Queue",
            "lets no service in",
        );
    }
}
