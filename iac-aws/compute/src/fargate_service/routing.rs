//! A web service behind a balancer.

use super::{FargateServiceHandle, Web};
use iac_aws_base::edge::{RoutingTarget, TargetGroups, Traffic};
use iac_aws_cfn::ecs::service::{AdvancedConfiguration, LoadBalancer};
use iac_core::prelude::*;
use iac_core::{IntoVal, Text};

impl RoutingTarget for FargateServiceHandle<Web> {
    fn container_name(&self) -> Text {
        self.container_name.clone()
    }

    fn health_path(&self) -> Text {
        self.kind.health_path.clone()
    }

    fn traffic(&self) -> Traffic {
        match self.infrastructure_role {
            Some(_) => Traffic::Shifted,
            None => Traffic::OneGroup,
        }
    }

    #[track_caller]
    fn attach(&self, stack: &mut Stack, groups: TargetGroups) {
        let mut balancer = LoadBalancer::new()
            .container_name(Val::<Str>::imported(self.container_name.clone()))
            .container_port(self.kind.port)
            .target_group_arn(groups.primary.target_group_arn());
        if let (Some(shift), Some(role)) = (groups.shift, self.infrastructure_role) {
            let mut shifting = AdvancedConfiguration::new(shift.alternate.target_group_arn())
                .production_listener_rule(shift.production_rule.rule_arn())
                .role_arn(role.arn());
            if let Some(rule) = shift.test_rule {
                shifting = shifting.test_listener_rule(rule.rule_arn());
            }
            balancer = balancer.advanced_configuration(shifting);
        }
        let first = stack.property(self.service, "LoadBalancers").is_none();
        stack.append(self.service, "LoadBalancers", [IntoVal::<LoadBalancer>::into_value(balancer)]);
        if first {
            // ECS takes a grace period only for a service that a balancer checks.
            stack.modify(self.service, |service| service.health_check_grace_period_seconds(self.grace_period));
            if let Some(scaling) = &self.scaling {
                scaling.count_requests_of(stack, &groups);
            }
        }
        // Rules that a deployment changes are named above; CloudFormation waits for them anyway.
        if groups.shift.is_none() {
            groups.created_before(stack, self.service);
        }
    }
}
