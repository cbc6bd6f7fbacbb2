//! Correct templates on which the whole family is silent, and faults planted in them.

use crate::RULES;
use crate::testing::report;
use iac_core::Severity;

/// A balanced service with its logs, secrets, schedule and alarms, as teams write it.
const SERVICE: &str = include_str!("cases/service.yaml");
/// Pages, uploads and their events.
const EVENTS: &str = include_str!("cases/events.yaml");

/// What the family says of a template, as errors.
fn errors(template: &str) -> Vec<String> {
    let rules = RULES.iter().filter(|rule| CODES.contains(&rule.code));
    let findings = rules.flat_map(|rule| report(*rule, template).findings);
    findings.filter(|one| one.severity == Severity::Error).map(|one| one.to_string()).collect()
}

const CODES: [&str; 12] = [
    "broad-rights",
    "bucket-delivery",
    "closed-key",
    "execution-role",
    "invalid-policy",
    "missing-role",
    "unmetered",
    "powerless-role",
    "public-policy",
    "refused-delivery",
    "unreadable-secret",
    "wrong-trust",
];

#[test]
fn correct_templates() {
    for template in [SERVICE, EVENTS] {
        assert_eq!(errors(template), Vec::<String>::new());
    }
}

/// Each is one change to a correct template, and the rule that finds it.
const FAULTS: &[(&str, &str, &str, &str)] = &[
    (SERVICE, "Resource: !Ref DatabaseSecret", "Resource: !Ref ApiKey", "unreadable-secret"),
    (SERVICE, "- secretsmanager:GetSecretValue", "- secretsmanager:DescribeSecret", "unreadable-secret"),
    (SERVICE, "- kms:Decrypt", "- kms:Encrypt", "unreadable-secret"),
    (SERVICE, "parameter/shop/*", "parameter/store/*", "unreadable-secret"),
    (SERVICE, "      ExecutionRoleArn: !GetAtt ExecutionRole.Arn\n", "", "unreadable-secret"),
    (
        SERVICE,
        "service-role/AmazonECSTaskExecutionRolePolicy",
        "service-role/AmazonRDSEnhancedMonitoringRole",
        "execution-role",
    ),
    (SERVICE, "Service: [ecs-tasks.amazonaws.com]", "Service: [ecs.amazonaws.com]", "wrong-trust"),
    (SERVICE, "Service: scheduler.amazonaws.com", "Service: events.amazonaws.com", "wrong-trust"),
    (SERVICE, "Service: !Sub monitoring.rds.${AWS::URLSuffix}", "Service: rds.amazonaws.com", "wrong-trust"),
    (SERVICE, "Service: vpc-flow-logs.amazonaws.com", "Service: ec2.amazonaws.com", "wrong-trust"),
    (SERVICE, "Action: aws-marketplace:MeterUsage", "Action: aws-marketplace:ResolveCustomer", "unmetered"),
    (SERVICE, "      TaskRoleArn: !GetAtt TaskRole.Arn\n", "", "unmetered"),
    (SERVICE, "Action: ecs:RunTask", "Action: ecs:StartTask", "powerless-role"),
    (
        SERVICE,
        "Resource: [!GetAtt ExecutionRole.Arn, !GetAtt TaskRole.Arn]",
        "Resource: !GetAtt ExecutionRole.Arn",
        "powerless-role",
    ),
    (
        SERVICE,
        "Action: [logs:CreateLogStream, logs:PutLogEvents, logs:DescribeLogGroups]",
        "Action: [logs:DescribeLogGroups]",
        "powerless-role",
    ),
    (SERVICE, "MonitoringRoleArn: !GetAtt MonitoringRole.Arn", "Port: \"5432\"", "missing-role"),
    (SERVICE, "Service: !Sub logs.${AWS::Region}.amazonaws.com", "Service: sns.amazonaws.com", "closed-key"),
    (SERVICE, "Service: cloudwatch.amazonaws.com", "Service: events.amazonaws.com", "closed-key"),
    (SERVICE, "KmsMasterKeyId: !Ref Key", "KmsMasterKeyId: alias/aws/sns", "closed-key"),
    (
        SERVICE,
        "${LogBucket.Arn}/shop/AWSLogs/${AWS::AccountId}/*",
        "${LogBucket.Arn}/AWSLogs/${AWS::AccountId}/*",
        "bucket-delivery",
    ),
    (
        SERVICE,
        "Service: logdelivery.elasticloadbalancing.amazonaws.com",
        "Service: elasticloadbalancing.amazonaws.com",
        "bucket-delivery",
    ),
    (SERVICE, "Action: cloudwatch:PutMetricData", "Action: \"*\"", "broad-rights"),
    (SERVICE, "Action: cloudwatch:PutMetricData", "Action: iam:AttachRolePolicy", "broad-rights"),
    (SERVICE, "Action: cloudwatch:PutMetricData", "Action: PutMetricData", "invalid-policy"),
    (EVENTS, "Service: cloudfront.amazonaws.com", "Service: s3.amazonaws.com", "bucket-delivery"),
    (EVENTS, "${Pages.Arn}/*", "${Pages.Arn}", "bucket-delivery"),
    (EVENTS, "DependsOn: UploadPermission", "DeletionPolicy: Retain", "refused-delivery"),
    (EVENTS, "Principal: s3.amazonaws.com", "Principal: sns.amazonaws.com", "refused-delivery"),
    (EVENTS, "Principal: {Service: sns.amazonaws.com}", "Principal: {Service: sqs.amazonaws.com}", "refused-delivery"),
    (EVENTS, "aws:SourceArn: !Ref Orders", "aws:SourceArn: !Ref Others", "refused-delivery"),
    (
        EVENTS,
        "Principal: {Service: events.amazonaws.com}",
        "Principal: {Service: scheduler.amazonaws.com}",
        "refused-delivery",
    ),
    (EVENTS, "Principal: {Service: events.amazonaws.com}", "Principal: \"*\"", "public-policy"),
    (EVENTS, "- sqs:DeleteMessage", "- sqs:PurgeQueue", "powerless-role"),
    (
        EVENTS,
        "service-role/AWSLambdaVPCAccessExecutionRole",
        "service-role/AWSLambdaBasicExecutionRole",
        "powerless-role",
    ),
    (EVENTS, "Service: lambda.amazonaws.com", "Service: edgelambda.amazonaws.com", "wrong-trust"),
    (EVENTS, "Action: states:StartExecution", "Action: states:StartSyncExecution", "powerless-role"),
    (EVENTS, "          RoleArn: !GetAtt StartRole.Arn\n", "", "missing-role"),
    (
        EVENTS,
        "Resource: !GetAtt Queue.Arn\n              - Effect",
        "Resource: !GetAtt Queue.QueueName\n              - Effect",
        "invalid-policy",
    ),
];

#[test]
fn planted_faults() {
    let mut missed = Vec::new();
    for (template, from, to, code) in FAULTS {
        assert!(template.contains(from), "{from}");
        let found = errors(&template.replace(from, to));
        if !found.iter().any(|one| one.contains(code)) {
            missed.push(format!("{code}: {from} -> {to}: {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{} of {} missed: {missed:#?}", missed.len(), FAULTS.len());
}
