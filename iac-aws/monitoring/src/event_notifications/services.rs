//! Deployments and scaling of the services of a cluster.

use super::{Notice, any_of};
use crate::Severity;
use iac_aws_base::compute::ClusterHandle;
use iac_aws_base::monitoring::EventPattern;
use iac_core::prelude::*;
use iac_core::{IntoVal, Value};

/// The service's ARN stands first in the event.
const SERVICE: (&str, &str) = ("service", "$.resources[0]");
const REASON: (&str, &str) = ("reason", "$.detail.reason");

pub(super) fn notices(cluster: &ClusterHandle) -> Vec<Notice> {
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
    let deployment = |names: Value| {
        EventPattern::source("aws.ecs")
            .detail_type("ECS Deployment State Change")
            .resource_prefix(services(cluster))
            .detail(Value::map([("eventName", names)]))
    };
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
    let trouble = any_of(["SERVICE_TASK_START_IMPAIRED", "SERVICE_TASK_PLACEMENT_FAILURE"]);
    let trouble = EventPattern::source("aws.ecs")
        .detail_type("ECS Service Action")
        .resource_prefix(services(cluster))
        .detail(Value::map([("eventName", trouble)]));
    vec![
        Notice {
            id: "DeploymentFailed",
            severity: Severity::Critical,
            pattern: deployment(any_of(["SERVICE_DEPLOYMENT_FAILED"])),
            parts: &[SERVICE, REASON],
            sentence: "The deployment of <service> failed. <reason>",
        },
        Notice {
            id: "Deployments",
            severity: Severity::Info,
            pattern: deployment(any_of(["SERVICE_DEPLOYMENT_IN_PROGRESS", "SERVICE_DEPLOYMENT_COMPLETED"])),
            parts: &[SERVICE, REASON],
            sentence: "Deployment of <service>. <reason>",
        },
        Notice {
            id: "TasksDoNotStart",
            severity: Severity::Warning,
            pattern: trouble,
            parts: &[SERVICE, ("event", "$.detail.eventName"), REASON],
            sentence: "Tasks of <service> do not start (<event>). <reason>",
        },
        Notice {
            id: "ScaledToMost",
            severity: Severity::Warning,
            pattern: scaled_to_most(cluster),
            parts: &[
                ("service", "$.detail.resourceId"),
                ("before", "$.detail.oldDesiredCapacity"),
                ("after", "$.detail.newDesiredCapacity"),
            ],
            sentence: "<service> went from <before> to <after> tasks, and scaling allows no more.",
        },
        Notice {
            id: "Scaling",
            severity: Severity::Info,
            pattern: scaling(cluster),
            parts: &[("alarm", "$.detail.alarmName"), ("reason", "$.detail.state.reason")],
            sentence: "A service is being scaled by <alarm>. <reason>",
        },
    ]
}

/// Of all services of the cluster: a pattern that named them would miss their first deployments.
fn services(cluster: &ClusterHandle) -> Val<Str> {
    join!["arn:", partition(), ":ecs:", region(), ":", account_id(), ":service/", cluster.name(), "/"]
}

/// The one event of Application Auto Scaling's own.
/// Source: <https://docs.aws.amazon.com/autoscaling/application/userguide/monitoring-eventbridge.html>
fn scaled_to_most(cluster: &ClusterHandle) -> EventPattern {
    let prefix: Val<Str> = join!["service/", cluster.name(), "/"];
    let prefix = Value::map([("prefix", prefix.into_value())]);
    EventPattern::source("aws.application-autoscaling")
        .detail_type("Application Auto Scaling Scaling Activity State Change")
        .detail(Value::map([("serviceNamespace", any_of(["ecs"])), ("resourceId", Value::List(vec![prefix]))]))
}

/// Every other scaling is announced by the alarm that starts it, which target tracking names after the service.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html>
fn scaling(cluster: &ClusterHandle) -> EventPattern {
    let alarms: Val<Str> = join![
        "arn:",
        partition(),
        ":cloudwatch:",
        region(),
        ":",
        account_id(),
        ":alarm:TargetTracking-service/",
        cluster.name(),
        "/"
    ];
    EventPattern::source("aws.cloudwatch")
        .detail_type("CloudWatch Alarm State Change")
        .resource_prefix(alarms)
        .detail(Value::map([("state", Value::map([("value", any_of(["ALARM"]))]))]))
}
