//! Roles, keys, policies.

use super::{Fault, edit, lose, rename, set};

const PULL: &str = "aws_iam_role_policy.application_execution_role_start_tasks/policy";

pub(crate) const FAULTS: &[Fault] = &[
    Fault("a statement is lost", "prod", "ApplicationExecutionRole", |document| {
        let statement =
            "{Sid = \"RegistryToken\", Effect = \"Allow\", Action = \"ecr:GetAuthorizationToken\", Resource = \"*\"}, ";
        edit(document, PULL, statement, "");
    }),
    Fault("another action", "prod", "ApplicationExecutionRole", |document| {
        edit(document, PULL, "ecr:BatchGetImage", "ecr:*");
    }),
    Fault("an action is lost", "prod", "ApplicationExecutionRole", |document| {
        edit(document, PULL, ", \"logs:PutLogEvents\"", "");
    }),
    Fault("every resource", "prod", "ApplicationExecutionRole", |document| {
        edit(document, PULL, "Resource = aws_secretsmanager_secret.database_secret.arn", "Resource = \"*\"");
    }),
    Fault("another secret", "prod", "ApplicationExecutionRole", |document| {
        edit(
            document,
            PULL,
            "aws_secretsmanager_secret.database_secret.arn",
            "aws_secretsmanager_secret.cache_secret.arn",
        );
    }),
    Fault("Deny is Allow", "prod", "AuditArchivePolicy", |document| {
        edit(document, "aws_s3_bucket_policy.audit_archive_policy/policy", "\"Deny\"", "\"Allow\"");
    }),
    Fault("text is no boolean", "prod", "AuditArchivePolicy", |document| {
        edit(document, "aws_s3_bucket_policy.audit_archive_policy/policy", "\"false\"", "false");
    }),
    Fault("another key of a condition", "prod", "RefreshCvesRole", |document| {
        let policy = "aws_iam_role.refresh_cves_role/assume_role_policy";
        edit(document, policy, "aws:SourceAccount", "aws:SourceArn");
    }),
    Fault("a condition's key in small letters", "prod", "RefreshCvesRole", |document| {
        edit(document, "aws_iam_role.refresh_cves_role/assume_role_policy", "StringEquals", "stringEquals");
    }),
    Fault("a document's key in small letters", "prod", "Key", |document| {
        edit(
            document,
            "aws_kms_key.key/policy",
            "Principal = {Service = \"cloudwatch",
            "principal = {Service = \"cloudwatch",
        );
    }),
    Fault("another service is trusted", "prod", "ApplicationTaskRole", |document| {
        let policy = "aws_iam_role.application_task_role/assume_role_policy";
        edit(document, policy, "ecs-tasks.amazonaws.com", "ecs.amazonaws.com");
    }),
    Fault("another account", "prod", "Key", |document| {
        edit(document, "aws_kms_key.key/policy", "${data.aws_caller_identity.current.account_id}", "123456789012");
    }),
    Fault("another region", "prod", "Key", |document| {
        edit(document, "aws_kms_key.key/policy", "logs.${data.aws_region.current.region}", "logs.us-east-1");
    }),
    Fault("a policy of the other role", "prod", "ApplicationMarketplaceMetering", |document| {
        let role = "aws_iam_role_policy.application_marketplace_metering_application_task_role/role";
        edit(document, role, "application_task_role", "application_execution_role");
    }),
    Fault("a part of the other role", "prod", "ApplicationTaskRole", |document| {
        edit(
            document,
            "aws_iam_role_policy.application_task_role_task/role",
            "application_task_role",
            "refresh_cves_role",
        );
    }),
    Fault("a managed policy is lost", "prod", "DatabaseMonitoringRole", |document| {
        lose(document, "aws_iam_role_policy_attachment.database_monitoring_role_amazon_rds_enhanced_monitoring_role");
    }),
    Fault("a managed policy whatever is chosen", "trial", "ApplicationTaskRole", |document| {
        lose(document, "aws_iam_role_policy_attachment.application_task_role_security_audit/count");
    }),
    Fault("an id where an ARN belongs", "prod", "NetworkFlowLogs", |document| {
        edit(document, "aws_flow_log.network_flow_logs/iam_role_arn", ".arn", ".id");
    }),
    Fault("a key by its id", "prod", "AuditArchive", |document| {
        let rule = "aws_s3_bucket_server_side_encryption_configuration.audit_archive/rule/0";
        edit(document, &format!("{rule}/apply_server_side_encryption_by_default/kms_master_key_id"), ".arn", ".key_id");
    }),
    Fault("a log group without its streams", "prod", "NetworkFlowLogsRole", |document| {
        edit(document, "aws_iam_role_policy.network_flow_logs_role_write_flow_logs/policy", "arn}:*", "arn}");
    }),
    Fault("no wait for a role's policy", "prod", "NetworkFlowLogs", |document| {
        lose(document, "aws_flow_log.network_flow_logs/depends_on");
    }),
    Fault("a key that is not kept", "prod", "Key", |document| {
        lose(document, "aws_kms_key.key/lifecycle");
    }),
    Fault("a key that does not rotate", "prod", "Key", |document| {
        rename(document, "aws_kms_key.key/enable_key_rotation", "aws_kms_key.key/is_enabled");
    }),
    Fault("a name that two stacks would share", "prod", "RefreshCvesRole", |document| {
        set(document, "aws_iam_role.refresh_cves_role/name_prefix", "refresh-");
    }),
];
