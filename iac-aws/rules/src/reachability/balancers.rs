//! Which balancers send to which target group.

use iac_core::check::{Eval, Res, World};
use std::collections::HashMap;

pub(crate) struct Balancers<'w, 'g> {
    by_group: HashMap<Res<'w, 'g>, Vec<Res<'w, 'g>>>,
}

impl<'w, 'g> Balancers<'w, 'g> {
    pub(crate) fn of(world: &'w World<'g>) -> Self {
        let mut by_group: HashMap<Res<'w, 'g>, Vec<Res<'w, 'g>>> = HashMap::new();
        let mut add = |listener: Res<'w, 'g>, actions: &Eval<'g>| {
            let balancer =
                world.target_of(&listener.get("LoadBalancerArn"), "AWS::ElasticLoadBalancingV2::LoadBalancer");
            let Some(balancer) = balancer else { return };
            for target in actions.references().into_iter().filter_map(|reference| reference.target(world)) {
                if target.kind() == "AWS::ElasticLoadBalancingV2::TargetGroup" {
                    let balancers = by_group.entry(target).or_default();
                    if !balancers.contains(&balancer) {
                        balancers.push(balancer);
                    }
                }
            }
        };
        for listener in world.all("AWS::ElasticLoadBalancingV2::Listener") {
            add(listener, &listener.get("DefaultActions"));
        }
        for rule in world.all("AWS::ElasticLoadBalancingV2::ListenerRule") {
            if let Some(listener) = world.target(&rule.get("ListenerArn")) {
                add(listener, &rule.get("Actions"));
            }
        }
        Balancers { by_group }
    }

    /// The balancers whose listeners send something to a target group.
    pub(crate) fn before(&self, group: Res<'w, 'g>) -> impl Iterator<Item = Res<'w, 'g>> + '_ {
        self.by_group.get(&group).into_iter().flatten().copied()
    }
}
