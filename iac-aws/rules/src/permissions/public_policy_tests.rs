use super::public_policy::PUBLIC_POLICY as RULE;
use crate::testing::{finds, report, silent};
use iac_core::Severity;

const ROOT: &str = r#"{AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}"#;

/// A resource whose policy permits `PRINCIPAL` something under `CONDITION`.
const POLICIES: [&str; 6] = [
    r#"{Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Bucket, PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "s3:PutObject", Resource: !Sub "${Bucket.Arn}/*", Principal: PRINCIPAL, Condition: CONDITION}]}}}"#,
    r#"{Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Queue], PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "sqs:*", Resource: "*", Principal: PRINCIPAL, Condition: CONDITION}]}}}"#,
    r#"{Type: AWS::SNS::TopicPolicy, Properties: {Topics: [!Ref Topic], PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "sns:Publish", Resource: !Ref Topic, Principal: PRINCIPAL, Condition: CONDITION}]}}}"#,
    r#"{Type: AWS::KMS::Key, Properties: {KeyPolicy: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "kms:*", Resource: "*", Principal: PRINCIPAL, Condition: CONDITION}]}}}"#,
    r#"{Type: AWS::ECR::Repository, Properties: {RepositoryPolicyText: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "ecr:BatchGetImage", Principal: PRINCIPAL, Condition: CONDITION}]}}}"#,
    r#"{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "sts:AssumeRole", Principal: PRINCIPAL, Condition: CONDITION}]}}}"#,
];

fn template(policy: &str, principal: &str, condition: &str) -> String {
    let policy = policy.replace("PRINCIPAL", principal).replace("CONDITION", condition);
    format!(
        "Resources:\n  Bucket: {{Type: AWS::S3::Bucket}}\n  Queue: {{Type: AWS::SQS::Queue}}\n  Topic: {{Type: AWS::SNS::Topic}}\n  Open: {policy}\n"
    )
}

#[test]
fn named_principals() {
    for policy in POLICIES {
        silent(RULE, &template(policy, ROOT, "{}"));
        silent(RULE, &template(policy, "{Service: events.amazonaws.com}", "{}"));
        silent(RULE, &template(policy, "\"*\"", r#"{StringEquals: {"aws:PrincipalOrgID": o-1}}"#));
        silent(RULE, &template(&policy.replace("Effect: Allow", "Effect: Deny"), "\"*\"", "{}"));
    }
}

#[test]
fn everybody() {
    for policy in POLICIES {
        for everybody in ["\"*\"", "{AWS: \"*\"}", r#"{AWS: ["arn:aws:iam::1:root", "*"]}"#] {
            finds(RULE, &template(policy, everybody, "{}"), "Open", "anybody");
        }
        finds(RULE, &template(policy, "\"*\"", r#"{Bool: {"aws:SecureTransport": "true"}}"#), "Open", "anybody");
        finds(RULE, &template(policy, ROOT, "{}").replace("Principal:", "NotPrincipal:"), "Open", "everybody but");
    }
}

#[test]
fn a_page_for_everybody() {
    let reads = template(&POLICIES[0].replace("PutObject", "GetObject"), "\"*\"", "{}");
    finds(RULE, &reads, "Open", "anybody may s3:GetObject on template/Bucket");
    let opened = reads.replace(
        "AWS::S3::Bucket}",
        "AWS::S3::Bucket, Properties: {PublicAccessBlockConfiguration: {BlockPublicPolicy: false}}}",
    );
    assert!(report(RULE, &opened).findings.iter().all(|one| one.severity == Severity::Warning));
}

#[test]
fn repositories_of_github() {
    let trust = POLICIES[5].replace("AssumeRole\"", "AssumeRoleWithWebIdentity\"");
    let github =
        r#"{Federated: !Sub "arn:aws:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com"}"#;
    let audience = r#"StringEquals: {"token.actions.githubusercontent.com:aud": sts.amazonaws.com}"#;
    let subject = r#"StringLike: {"token.actions.githubusercontent.com:sub": "repo:a/b:*"}"#;
    finds(RULE, &template(&trust, github, &format!("{{{audience}}}")), "Open", "every repository of GitHub");
    silent(RULE, &template(&trust, github, &format!("{{{audience}, {subject}}}")));
}

#[test]
fn functions() {
    let lambda = |more: &str| {
        template(
            "{Type: AWS::Lambda::Permission, Properties: {Action: \"lambda:InvokeFunction\", FunctionName: f, MORE}}",
            "",
            "",
        )
        .replace("MORE", more)
    };
    finds(RULE, &lambda("Principal: \"*\""), "Open", "anybody in any account may invoke the function");
    finds(
        RULE,
        &lambda("Principal: s3.amazonaws.com"),
        "Open",
        "s3.amazonaws.com may invoke the function for every account",
    );
    silent(RULE, &lambda("Principal: s3.amazonaws.com, SourceArn: !GetAtt Bucket.Arn"));
    silent(RULE, &lambda("Principal: \"*\", FunctionUrlAuthType: NONE"));
    silent(RULE, &lambda("Principal: !Ref AWS::AccountId"));
}
