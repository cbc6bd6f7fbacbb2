//! A service that is nothing but what a balancer asks of it.

use iac_aws::cfn::ecs;
use iac_aws::cfn::ecs::service::{AdvancedConfiguration, LoadBalancer};
use iac_aws::prelude::*;
use iac_core::{Lit, Text};
use std::cell::Cell;

pub(crate) struct WebService {
    pub(crate) traffic: Traffic,
    pub(crate) health_path: &'static str,
    pub(crate) groups: Cell<Option<TargetGroups>>,
    service: ecs::ServiceRef,
    group: SecurityGroupHandle,
}

/// Adds a service on port 8000.
pub(crate) fn web(stack: &mut Stack, id: &'static str, subnets: &Subnets) -> WebService {
    struct Built<'a>(&'a Subnets);
    impl Construct for Built<'_> {
        type Handle = WebService;
        fn build(self, stack: &mut Stack) -> WebService {
            let service = stack.add("", ecs::Service::new());
            let group = stack.add("SecurityGroup", SecurityGroup::new(self.0, "Service")).of_construct(stack);
            WebService { traffic: Traffic::OneGroup, health_path: "/health", groups: Cell::new(None), service, group }
        }
    }
    stack.add(id, Built(subnets))
}

impl Connectable for WebService {
    fn security_group(&self) -> SecurityGroupHandle {
        self.group
    }
}

impl Listens for WebService {
    fn port(&self) -> u16 {
        8000
    }
}

impl RoutingTarget for WebService {
    fn container_name(&self) -> Text {
        "web".into()
    }

    fn health_path(&self) -> Text {
        self.health_path.into()
    }

    fn traffic(&self) -> Traffic {
        self.traffic
    }

    fn attach(&self, stack: &mut Stack, groups: TargetGroups) {
        let mut balancer = LoadBalancer::new()
            .container_name(self.container_name())
            .container_port(self.port())
            .target_group_arn(groups.primary.target_group_arn());
        if let Some(shift) = groups.shift {
            let mut moved = AdvancedConfiguration::new(shift.alternate.target_group_arn())
                .production_listener_rule(shift.production_rule.rule_arn());
            if let Some(rule) = shift.test_rule {
                moved = moved.test_listener_rule(rule.rule_arn());
            }
            balancer = balancer.advanced_configuration(moved);
        }
        stack.append(self.service, "LoadBalancers", [balancer.lit()]);
        groups.created_before(stack, self.service);
        self.groups.set(Some(groups));
    }
}
