//! Tasks, services, schedules, alarms, dashboards.

use super::{Fault, edit, lose, position, rename, set, swap};

const TASK: &str = "aws_ecs_task_definition.application_task_definition";
const SERVICE: &str = "aws_ecs_service.application";
const TARGET: &str = "aws_appautoscaling_target.application_scalable_target";

pub(crate) const FAULTS: &[Fault] = &[
    Fault("two roles", "prod", "ApplicationTaskDefinition", |document| {
        swap(document, &format!("{TASK}/execution_role_arn"), &format!("{TASK}/task_role_arn"));
    }),
    Fault("an environment variable is lost", "prod", "ApplicationTaskDefinition", |document| {
        edit(document, &format!("{TASK}/container_definitions"), "{name = \"DB_PORT\", value = \"5432\"}, ", "");
    }),
    Fault("another host", "prod", "ApplicationTaskDefinition", |document| {
        let host = "aws_elasticache_replication_group.cache.primary_endpoint_address";
        edit(document, &format!("{TASK}/container_definitions"), "aws_db_instance.database.address", host);
    }),
    Fault("another attribute of the host", "prod", "ApplicationTaskDefinition", |document| {
        edit(document, &format!("{TASK}/container_definitions"), "database.address", "database.endpoint");
    }),
    Fault("another key of a secret", "prod", "ApplicationTaskDefinition", |document| {
        edit(
            document,
            &format!("{TASK}/container_definitions"),
            "database_secret.arn}:password::",
            "database_secret.arn}:host::",
        );
    }),
    Fault("a container's key in capitals", "prod", "ApplicationTaskDefinition", |document| {
        edit(document, &format!("{TASK}/container_definitions"), "portMappings", "PortMappings");
    }),
    Fault("a port that is text", "prod", "ApplicationTaskDefinition", |document| {
        edit(document, &format!("{TASK}/container_definitions"), "containerPort = 8000", "containerPort = \"8000\"");
    }),
    Fault("memory is CPU", "trial", "ApplicationTaskDefinition", |document| {
        edit(document, &format!("{TASK}/memory"), "\"Memory\"", "\"Cpu\"");
    }),
    Fault("tasks with public addresses", "prod", "Application", |document| {
        set(document, &format!("{SERVICE}/network_configuration/assign_public_ip"), true);
    }),
    Fault("two percentages", "prod", "Application", |document| {
        let percent = ["deployment_minimum_healthy_percent", "deployment_maximum_percent"];
        swap(document, &format!("{SERVICE}/{}", percent[0]), &format!("{SERVICE}/{}", percent[1]));
    }),
    Fault("two switches of other blocks", "prod", "Application", |document| {
        set(document, &format!("{SERVICE}/deployment_circuit_breaker/rollback"), false);
    }),
    Fault("deployments of the other kind", "prod", "Application", |document| {
        lose(document, &format!("{SERVICE}/deployment_configuration/strategy"));
    }),
    Fault("blue is green", "prod", "Application", |document| {
        let balancer = format!("{SERVICE}/load_balancer/0");
        let alternate = format!("{balancer}/advanced_configuration/alternate_target_group_arn");
        swap(document, &format!("{balancer}/target_group_arn"), &alternate);
    }),
    Fault("no wait for the service", "prod", "Application", |document| {
        lose(document, &format!("{SERVICE}/wait_for_steady_state"));
    }),
    Fault("no wait for a rule that opens the database", "prod", "Application", |document| {
        let depends = format!("{SERVICE}/depends_on");
        let rule = "aws_vpc_security_group_ingress_rule.database_from_application";
        let index = position(document, &depends, |item| item == rule);
        lose(document, &format!("{depends}/{index}"));
    }),
    Fault("the number of tasks is never changed", "trial", "Application", |document| {
        super::put(document, &format!("{SERVICE}/lifecycle"), serde_json::json!({"ignore_changes": ["desired_count"]}));
    }),
    Fault("the most is the least", "prod", "ApplicationScalableTarget", |document| {
        swap(document, &format!("{TARGET}/min_capacity"), &format!("{TARGET}/max_capacity"));
    }),
    Fault("two cooldowns", "prod", "ApplicationCpuScaling", |document| {
        let policy = "aws_appautoscaling_policy.application_cpu_scaling/target_tracking_scaling_policy_configuration";
        swap(document, &format!("{policy}/scale_in_cooldown"), &format!("{policy}/scale_out_cooldown"));
    }),
    Fault("the service by its ARN", "prod", "ApplicationScalableTarget", |document| {
        edit(
            document,
            &format!("{TARGET}/resource_id"),
            "aws_ecs_cluster.application_cluster.name",
            "aws_ecs_cluster.application_cluster.arn",
        );
    }),
    Fault("another hour", "prod", "RefreshCves", |document| {
        set(document, "aws_scheduler_schedule.refresh_cves/schedule_expression", "cron(0 4 * * ? *)");
    }),
    Fault("another queue for failures", "prod", "RefreshCves", |document| {
        let queue = "aws_scheduler_schedule.refresh_cves/target/dead_letter_config/arn";
        edit(document, queue, "refresh_cves", "refresh_prices");
    }),
    Fault("another command", "prod", "RefreshBulletins", |document| {
        let input = "aws_cloudwatch_event_target.refresh_bulletins_task/input";
        edit(document, input, "refresh_bulletins", "refresh_cves");
    }),
    Fault("an event's member under another name", "prod", "MeteringTaskEnded", |document| {
        let pattern = "aws_cloudwatch_event_rule.metering_task_ended/event_pattern";
        edit(document, pattern, "\"detail-type\"", "detail_type");
    }),
    Fault("a rule that starts nothing", "prod", "LoadKnowledgeBase", |document| {
        lose(document, "aws_cloudwatch_event_target.load_knowledge_base_task");
    }),
    Fault("minutes are seconds", "prod", "ChatSlow", |document| {
        set(document, "aws_cloudwatch_metric_alarm.chat_slow/period", 5);
    }),
    Fault("less is more", "prod", "DatabaseCpu", |document| {
        set(document, "aws_cloudwatch_metric_alarm.database_cpu/comparison_operator", "LessThanThreshold");
    }),
    Fault("another dimension", "prod", "DatabaseCpu", |document| {
        let dimensions = "aws_cloudwatch_metric_alarm.database_cpu/dimensions";
        rename(document, &format!("{dimensions}/DBInstanceIdentifier"), &format!("{dimensions}/DbInstanceIdentifier"));
    }),
    Fault("a database by its other id", "prod", "DatabaseCpu", |document| {
        let dimension = "aws_cloudwatch_metric_alarm.database_cpu/dimensions/DBInstanceIdentifier";
        edit(document, dimension, "database.identifier", "database.id");
    }),
    Fault("nobody is told when all is well", "prod", "ChatSlow", |document| {
        lose(document, "aws_cloudwatch_metric_alarm.chat_slow/ok_actions");
    }),
    Fault("a name that two stacks would share", "prod", "ChatSlow", |document| {
        set(document, "aws_cloudwatch_metric_alarm.chat_slow/alarm_name", "chat-slow");
    }),
    Fault("another metric on a dashboard", "prod", "Overview", |document| {
        edit(document, "aws_cloudwatch_dashboard.overview/dashboard_body", "RequestCount", "TargetResponseTime");
    }),
    Fault("another filter", "prod", "ApplicationLogGroupMeteringFailed", |document| {
        edit(
            document,
            "aws_cloudwatch_log_metric_filter.application_log_group_metering_failed/pattern",
            "$.event",
            "$.events",
        );
    }),
    Fault("logs that stay for ever", "prod", "NetworkFlowLogsLogGroup", |document| {
        lose(document, "aws_cloudwatch_log_group.network_flow_logs_log_group/retention_in_days");
    }),
];
