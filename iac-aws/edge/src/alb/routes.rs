//! Routing: target groups, rules, both security groups and the order of creation.

use super::route::Match;
use super::{AlbHandle, Route};
use iac_aws_base::edge::{RoutingTarget, TargetGroups, Traffic, TrafficShift};
use iac_aws_base::network::Connects;
use iac_aws_base::shared::Forwarder;
use iac_aws_cfn::elastic_load_balancing_v2::listener_rule::ListenerRuleRequired;
use iac_aws_cfn::elastic_load_balancing_v2::{self as elb, ListenerRef, ListenerRuleRef, TargetGroupRef};
use iac_aws_cfn::elastic_load_balancing_v2::{listener, listener_rule};
use iac_core::prelude::*;
use iac_core::{IntoVal, Value};

/// A route in a stack.
#[derive(Clone, Debug)]
pub struct RouteHandle {
    /// The group in which the service's tasks are registered.
    pub target_group: TargetGroupRef,
    /// The group for the other generation of tasks, where deployments shift requests between two.
    pub alternate: Option<TargetGroupRef>,
    /// The rules, in the order of the route; none where the listener itself sends everything.
    pub rules: Vec<ListenerRuleRef>,
}

impl AlbHandle {
    /// Sends everything that no rule sends elsewhere to a service: [`AlbHandle::route`] with [`Route::everything`].
    #[track_caller]
    pub fn route_to(&self, stack: &mut Stack, service: &impl RoutingTarget) -> RouteHandle {
        self.route(stack, Route::everything(), service)
    }

    /// Sends requests to a service: makes its target group, the listener's rules and the rules of both security groups,
    /// and registers the service there.
    ///
    /// A group belongs to one balancer and service; further rules of the same service go on in the same route with
    /// [`Route::or_priority`].
    #[track_caller]
    pub fn route(&self, stack: &mut Stack, route: Route, service: &impl RoutingTarget) -> RouteHandle {
        let group = service.security_group();
        if !stack.has(self.load_balancer) || !stack.has(group.group) {
            return self.refuse(stack, route, service);
        }
        let name = stack.within(group.scope, |stack| stack.logical_id());
        let (handle, groups) = stack.within(self.scope, |stack| self.add_route(stack, route, service, &name));
        self.connects_to(stack, service);
        service.attach(stack, groups);
        handle
    }

    /// A route changes both: a listener's action and the service's own load balancers.
    #[track_caller]
    fn refuse(&self, stack: &mut Stack, route: Route, service: &impl RoutingTarget) -> RouteHandle {
        stack.error(
            "foreign-route",
            format!("the balancer and the service that it routes to are not both in the stack `{}`", stack.name()),
            "put a balancer and its services into one stack; their network, data and alarms may be in others",
        );
        let refused = route.group.target_group(self.vpc.clone(), service.port(), service.health_path());
        let group = service.security_group();
        let scope = if stack.has(group.group) { group.scope } else { stack.scope() };
        let target_group = stack.within(scope, |stack| stack.add("RefusedRoute", refused));
        RouteHandle { target_group, alternate: None, rules: Vec::new() }
    }

    fn add_route(
        &self,
        stack: &mut Stack,
        route: Route,
        service: &impl RoutingTarget,
        name: &str,
    ) -> (RouteHandle, TargetGroups) {
        route.check(stack);
        let path = service.health_path();
        if !path.starts_with('/') {
            let message = format!("the health check asks for `{path}`");
            stack.error("bad-health-path", message, "a path begins with `/`, such as `/health`");
        }
        let shifted = service.traffic() == Traffic::Shifted;
        let group = || route.group.target_group(self.vpc.clone(), service.port(), path.clone());
        let primary = stack.add(format!("{name}TargetGroup"), group());
        let alternate = shifted.then(|| stack.add(format!("{name}AlternateTargetGroup"), group()));
        let to = Destination { primary, alternate };

        let mut matches = route.rules;
        if route.everything && shifted {
            // Amazon ECS moves requests by changing a rule, and the listener's default action is none.
            matches.push(Match::everything());
        }
        if shifted && matches.len() > 1 {
            let message =
                format!("deployments of this service shift requests, and the route has {} rules", matches.len());
            let help = "Amazon ECS moves one rule: put the hosts and paths into one, or use a rolling deployment";
            stack.error("one-rule-for-shifted-traffic", message, help);
        }
        // "This target group appears behind a rule with group stickiness disabled. You must enable group stickiness before
        // enabling target stickiness" (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2734). That
        // would override the weights, and a group that a deployment has emptied answers 503.
        if shifted && route.group.stickiness.is_some() {
            let message = "deployments of this service shift requests, and the route keeps clients at their task";
            stack.error("sticky-shift", message, "use a rolling deployment, or keep the session elsewhere");
        }
        let mut rules = Vec::new();
        let mut test_rule = None;
        for rule in matches {
            let id = if rule.priority == 50_000 { "DefaultRule".into() } else { format!("Rule{}", rule.priority) };
            if let Some(listener) = self.test_listener.filter(|_| shifted) {
                let id = format!("Test{id}");
                test_rule = Some(stack.add(id, to.rule(listener, rule.clone())));
            }
            rules.push(stack.add(id, to.rule(self.listener, rule)));
        }
        let production_rule = rules.first().copied();
        if route.everything && !shifted {
            self.forward_everything(stack, primary);
        }
        let forwarder = production_rule.map_or(Forwarder::Listener(self.listener), Forwarder::Rule);
        let shift = match (alternate, production_rule) {
            (Some(alternate), Some(production_rule)) => Some(TrafficShift { alternate, production_rule, test_rule }),
            _ => None,
        };
        let groups = TargetGroups { balancer: self.load_balancer, primary, shift, forwarder };
        (RouteHandle { target_group: primary, alternate, rules }, groups)
    }

    fn forward_everything(&self, stack: &mut Stack, group: TargetGroupRef) {
        let actions = stack.property(self.listener, "DefaultActions");
        let taken = matches!(actions, Some(Value::List(actions)) if actions.iter().any(forwards));
        if taken {
            let help = "give one of the two routes a condition: `Route::priority(10).path(\"/api/*\")`";
            stack.error("second-default-route", "everything on this balancer already goes to another service", help);
        }
        let action = listener::Action::new(listener::ActionType::Forward).target_group_arn(group.ref_());
        stack.modify(self.listener, |listener| listener.default_actions([action]));
    }
}

fn forwards(action: &Value) -> bool {
    let Value::Map(fields) = action else { return false };
    fields.iter().any(|field| field.name == "Type" && field.value.as_str() == Some("forward"))
}

/// One group, or two between which Amazon ECS moves the weight.
struct Destination {
    primary: TargetGroupRef,
    alternate: Option<TargetGroupRef>,
}

impl Destination {
    fn rule(&self, listener: ListenerRef, rule: Match) -> elb::ListenerRule {
        let forward = listener_rule::Action::new(listener_rule::ActionType::Forward);
        let action = match self.alternate {
            None => forward.target_group_arn(self.primary.ref_()),
            Some(alternate) => forward.forward_config(
                listener_rule::ForwardConfig::new().target_groups([weighted(self.primary, 1), weighted(alternate, 0)]),
            ),
        };
        let (listener_arn, priority, conditions) = (listener.ref_(), rule.priority, rule.conditions());
        elb::ListenerRule::new(ListenerRuleRequired { actions: [action], conditions, listener_arn, priority })
    }
}

fn weighted(group: TargetGroupRef, weight: impl IntoVal<Int>) -> listener_rule::TargetGroupTuple {
    listener_rule::TargetGroupTuple::new().target_group_arn(group.ref_()).weight(weight)
}
