//! What a balancer asks of a service that it routes to, and what the service gets in return.

use crate::network::Listens;
use iac_aws_cfn::elastic_load_balancing_v2::{ListenerRef, ListenerRuleRef, LoadBalancerRef, TargetGroupRef};
use iac_core::prelude::*;
use iac_core::{Handle, Text};

/// Something that a balancer sends requests to: a service that listens.
#[diagnostic::on_unimplemented(
    message = "a balancer cannot route to `{Self}`",
    label = "not a service that takes requests",
    note = "a worker has no port; make it a `FargateService::web`"
)]
pub trait RoutingTarget: Listens {
    /// The container that takes the requests, on the port of [`Listens::port`].
    fn container_name(&self) -> Text;

    /// The path that answers with status 200 while the service is well, such as `/health`.
    fn health_path(&self) -> Text;

    /// How a deployment moves requests from the old tasks to the new ones.
    fn traffic(&self) -> Traffic;

    /// Takes the target groups that the balancer made: the service registers its tasks there, and is created after
    /// [`TargetGroups::created_before`] has said so.
    #[track_caller]
    fn attach(&self, stack: &mut Stack, groups: TargetGroups);
}

/// How a deployment of a service moves requests to its new tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Traffic {
    /// Old and new tasks stand in one target group while they are exchanged: rolling deployments.
    OneGroup,
    /// New tasks stand in a group of their own, and a listener rule moves the requests: blue/green, linear, canary.
    Shifted,
}

/// What a balancer made for a service.
#[derive(Clone, Copy, Debug)]
pub struct TargetGroups {
    /// The balancer.
    pub balancer: LoadBalancerRef,
    /// The group in which the service's tasks are registered.
    pub primary: TargetGroupRef,
    /// Present exactly for a service with [`Traffic::Shifted`].
    pub shift: Option<TrafficShift>,
    #[doc(hidden)]
    pub forwarder: Forwarder,
}

/// What Amazon ECS needs to move requests between two groups: `AdvancedConfiguration` of the service.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html>
#[derive(Clone, Copy, Debug)]
pub struct TrafficShift {
    /// The group for the other generation of tasks.
    pub alternate: TargetGroupRef,
    /// The rule that carries the users' requests.
    pub production_rule: ListenerRuleRef,
    /// The rule that reaches new tasks before users do, where the balancer has a test listener.
    pub test_rule: Option<ListenerRuleRef>,
}

/// What sends requests to the group. A group that nothing sends to refuses a service.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Forwarder {
    Listener(ListenerRef),
    Rule(ListenerRuleRef),
}

impl TargetGroups {
    /// Creates `service` after the listener or rule that sends requests to its group: before that, Amazon ECS refuses
    /// the group. A service whose requests are shifted refers to its rules and needs nothing more.
    #[track_caller]
    pub fn created_before(&self, stack: &mut Stack, service: impl Handle) {
        match self.forwarder {
            _ if self.shift.is_some() => {}
            Forwarder::Listener(listener) => stack.depends_on(service, listener),
            Forwarder::Rule(rule) => stack.depends_on(service, rule),
        }
    }

    /// The balancer and the group as the metric `ALBRequestCountPerTarget` of Application Auto Scaling names them:
    /// `app/…/…/targetgroup/…/…`.
    /// Source: <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html>
    pub fn resource_label(&self) -> Val<Str> {
        join![self.balancer.load_balancer_full_name(), "/", self.primary.target_group_full_name()]
    }

    /// The name of the service's group in metrics: `targetgroup/…/…`.
    pub fn full_name(&self) -> Val<Str> {
        self.primary.target_group_full_name()
    }
}
