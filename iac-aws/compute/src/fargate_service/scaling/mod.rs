//! How many tasks a service has, and what decides it.

mod check;
mod metric;
mod policy;
mod step;
mod stepped;

pub use policy::{ScalingPolicy, backlog_per_task, cpu_percent, memory_percent, requests_per_target, track_metric};
pub use stepped::ServiceMetric;

use iac_aws_base::compute::ClusterHandle;
use iac_aws_base::edge::TargetGroups;
use iac_aws_base::monitoring::TargetGroupMetrics;
use iac_aws_cfn::application_auto_scaling::scalable_target::{
    ScalableDimension, ScalableTargetRequired, ServiceNamespace,
};
use iac_aws_cfn::application_auto_scaling::{ScalableTarget, ScalableTargetRef, ScalingPolicyRef};
use iac_aws_cfn::cloudwatch::AlarmRef;
use iac_aws_cfn::ecs;
use iac_aws_cfn::kind::ApplicationAutoScalingScalableTarget;
use iac_core::prelude::*;
use iac_core::{Field, Text, Value};
use std::ops::RangeInclusive;

/// The range and the policies that a user asked for.
#[derive(Clone, Debug)]
pub(crate) struct Scaling {
    pub(crate) tasks: RangeInclusive<u32>,
    pub(crate) policies: Vec<ScalingPolicy>,
}

/// What scales a service.
#[derive(Clone, Debug)]
pub struct ScalingHandle {
    /// The range of the number of tasks.
    pub target: ScalableTargetRef,
    /// The policies, in the order in which they were given; a step policy is two, out and in.
    pub policies: Vec<ScalingPolicyRef>,
    /// The alarms of step policies.
    pub alarms: Vec<AlarmRef>,
    pub(super) requests: Option<ScalingPolicyRef>,
    /// The alarms that count requests.
    counting: Vec<AlarmRef>,
}

/// What policies are added to.
pub(super) struct Scaled<'a> {
    pub(super) service: ecs::ServiceRef,
    pub(super) cluster: &'a ClusterHandle,
    pub(super) handle: ScalingHandle,
}

impl Scaling {
    pub(super) fn counts_requests(&self) -> bool {
        self.policies.iter().any(ScalingPolicy::counts_requests)
    }

    /// For services that no balancer can route to.
    pub(crate) fn check_without_balancer(&self, stack: &mut Stack) {
        if self.counts_requests() {
            stack.error(
                "no-requests",
                "the service is scaled by requests, and no balancer routes to it",
                "scale by what it does get, such as `backlog_per_task` or `cpu_percent`",
            );
        }
    }

    /// A policy is carried out only while its metric has data.
    /// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html>
    fn check(&self, stack: &mut Stack) {
        let (least, most) = (*self.tasks.start(), *self.tasks.end());
        if least > most || most == 0 {
            stack.error(
                "bad-scaling-range",
                format!("the service is to have {least} to {most} tasks"),
                "give at least one task as the most, and no more as the least, such as `2..=10`",
            );
        } else if self.policies.is_empty() {
            stack.error(
                "idle-scaling",
                "the service is scaled by nothing",
                "give a policy, such as `cpu_percent(70)`, or `.desired(…)` instead of `.scale(…)`",
            );
        } else if least == 0 && !self.policies.iter().any(ScalingPolicy::starts_the_first_task) {
            stack.error(
                "idle-scaling",
                "the service may have no task, and nothing that scales it is measured then: it would never start one",
                "give at least one task as the least, or a policy on a metric that has data without tasks, such as \
                 `backlog_per_task`",
            );
        }
    }

    pub(crate) fn build(self, stack: &mut Stack, service: ecs::ServiceRef, cluster: &ClusterHandle) -> ScalingHandle {
        let (least, most) = (*self.tasks.start(), *self.tasks.end());
        self.check(stack);
        let target = ScalableTarget::new(ScalableTargetRequired {
            max_capacity: most.max(1),
            min_capacity: least.min(most),
            resource_id: join!["service/", cluster.name(), "/", service.name()],
            scalable_dimension: ScalableDimension::EcsServiceDesiredCount,
            service_namespace: ServiceNamespace::Ecs,
        });
        let target = stack.add("ScalableTarget", target);
        let handle =
            ScalingHandle { target, policies: Vec::new(), alarms: Vec::new(), requests: None, counting: Vec::new() };
        let mut scaled = Scaled { service, cluster, handle };
        let mut ids: Vec<Text> = Vec::new();
        for policy in self.policies {
            let id = policy.id();
            if ids.contains(&id) {
                stack.error(
                    "duplicate-scaling-policy",
                    format!("two scaling policies of the service are both `{id}`"),
                    "keep one of them, or give metrics of your own different ids",
                );
                continue;
            }
            ids.push(id);
            policy.build(stack, &mut scaled);
        }
        scaled.handle
    }
}

impl ScalingHandle {
    /// What a policy names its target by: `Ref`, which is documented, where the attribute `Id` is not.
    /// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html>
    fn id(&self) -> Val<Id<ApplicationAutoScalingScalableTarget>> {
        self.target.ref_().untyped()
    }

    /// Tells the policies that count requests which target group to count.
    pub(super) fn count_requests_of(&self, stack: &mut Stack, groups: &TargetGroups) {
        let metric = TargetGroupMetrics::of(groups.balancer, groups.primary).request_count_per_target();
        for &alarm in &self.counting {
            stack.modify(alarm, |alarm| stepped::named(alarm, &metric));
        }
        let label = groups.resource_label();
        let Some(policy) = self.requests else { return };
        stack.edit(policy, "TargetTrackingScalingPolicyConfiguration", |configuration| {
            let Value::Map(fields) = configuration else { return };
            let metric = fields.iter_mut().find(|field| field.name == "PredefinedMetricSpecification");
            if let Some(Value::Map(metric)) = metric.map(|field| &mut field.value) {
                metric.push(Field::new(Text::Borrowed("ResourceLabel"), label.into_plain_value()));
            }
        });
    }
}
