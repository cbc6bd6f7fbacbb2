//! What ECS tells about a service and its kind of tasks, as patterns of rules.

use super::{FargateServiceHandle, ServiceKind};
use iac_aws_base::monitoring::EventPattern;
use iac_core::prelude::*;
use iac_core::{IntoVal, Text, Value};

impl<K: ServiceKind> FargateServiceHandle<K> {
    /// The event that a deployment of the service is complete: its first one, each later one, and a rollback.
    ///
    /// It is found by the service's cluster, because a pattern that named the service could exist only after it, and
    /// CloudFormation creates a service until its first deployment is complete: that event would be missed. Services
    /// that share the cluster are therefore found too.
    /// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html>
    pub fn deployment_completed(&self) -> EventPattern {
        self.deployment("SERVICE_DEPLOYMENT_COMPLETED")
    }

    /// The event that a deployment of the service has failed: its tasks did not become healthy, or an alarm of
    /// [`rollback_on`](Self::rollback_on) rang. ECS then goes back to what ran before. Found like
    /// [`deployment_completed`](Self::deployment_completed).
    pub fn deployment_failed(&self) -> EventPattern {
        self.deployment("SERVICE_DEPLOYMENT_FAILED")
    }

    fn deployment(&self, event: &'static str) -> EventPattern {
        let services =
            join!["arn:", partition(), ":ecs:", region(), ":", account_id(), ":service/", self.cluster.name(), "/"];
        EventPattern::source("aws.ecs")
            .detail_type("ECS Deployment State Change")
            .resource_prefix(services)
            .detail(Value::map([("eventName", one(text(event)))]))
    }

    /// The event that a task beside the services of the cluster, such as a scheduled one, has ended with an error in a
    /// container that is named like the service's main one, or could not start, such as for want of its image. Other
    /// containers are left out: they are stopped when the main one ends.
    /// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html>
    pub fn job_failed(&self) -> EventPattern {
        let failed = Value::map([
            ("name", one(Value::Str(self.container_name()))),
            ("exitCode", one(Value::map([("anything-but", one(Value::Int(0)))]))),
        ]);
        let either = [("containers", failed), ("stopCode", one(text("TaskFailedToStart")))];
        let service = Value::map([("prefix", text("service:"))]);
        EventPattern::source("aws.ecs").detail_type("ECS Task State Change").detail(Val::<Json>::of(Value::map([
            ("clusterArn", one(IntoVal::<Str>::into_value(self.cluster.arn()))),
            ("lastStatus", one(text("STOPPED"))),
            ("group", one(Value::map([("anything-but", service)]))),
            ("$or", Value::List(either.map(|way| Value::map([way])).to_vec())),
        ])))
    }
}

fn one(value: Value) -> Value {
    Value::List(vec![value])
}

fn text(text: &'static str) -> Value {
    Value::Str(Text::Borrowed(text))
}
