//! What listeners and their rules do with a request.

use iac_core::check::{Eval, Res, World};
use std::collections::{HashMap, HashSet};

pub(crate) const LISTENER: &str = "AWS::ElasticLoadBalancingV2::Listener";
pub(crate) const RULE: &str = "AWS::ElasticLoadBalancingV2::ListenerRule";
pub(crate) const BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";
pub(crate) const TARGET_GROUP: &str = "AWS::ElasticLoadBalancingV2::TargetGroup";

/// A way from a listener, or a rule of it, to a target group.
pub(crate) struct Forward<'w, 'g> {
    /// The listener or the rule.
    pub(crate) from: Res<'w, 'g>,
    /// The property with its actions.
    pub(crate) property: &'static str,
    pub(crate) group: Res<'w, 'g>,
}

/// Every listener and rule, each with the property that has its actions.
pub(crate) fn senders<'w, 'g>(world: &'w World<'g>) -> impl Iterator<Item = (Res<'w, 'g>, &'static str)> {
    let listeners = world.all(LISTENER).map(|listener| (listener, "DefaultActions"));
    listeners.chain(world.all(RULE).map(|rule| (rule, "Actions")))
}

/// The groups that an action sends to, in both of its forms.
pub(crate) fn groups_of<'a, 'g>(action: &'a Eval<'g>) -> impl Iterator<Item = &'a Eval<'g>> {
    let weighted = action.at("ForwardConfig.TargetGroups").items().iter().map(|group| match group {
        Eval::Map(_) => group.at("TargetGroupArn"),
        other => other,
    });
    std::iter::once(action.at("TargetGroupArn")).chain(weighted).filter(|group| !group.is_absent())
}

/// Every forward to a target group of the template, and whether some listener sends to what nobody knows.
pub(crate) fn forwards<'w, 'g>(world: &'w World<'g>) -> (Vec<Forward<'w, 'g>>, bool) {
    let (mut found, mut unknown) = (Vec::new(), false);
    for (from, property) in senders(world) {
        for action in from.get(property).items() {
            unknown |= action.is_unknown();
            for group in groups_of(action) {
                match world.target_of(group, TARGET_GROUP) {
                    Some(group) => found.push(Forward { from, property, group }),
                    None => unknown |= group.is_unknown(),
                }
            }
        }
    }
    (found, unknown)
}

/// The forwards to each target group, and whether some listener sends to what nobody knows.
pub(crate) type ByGroup<'w, 'g> = (HashMap<Res<'w, 'g>, Vec<Forward<'w, 'g>>>, bool);

pub(crate) fn by_group<'w, 'g>(world: &'w World<'g>) -> ByGroup<'w, 'g> {
    let (all, unknown) = forwards(world);
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for forward in all {
        found.entry(forward.group).or_default().push(forward);
    }
    (found, unknown)
}

/// The listener itself, or that of a rule.
pub(crate) fn listener_of<'w, 'g>(world: &'w World<'g>, from: Res<'w, 'g>) -> Option<Res<'w, 'g>> {
    if from.kind() == LISTENER { Some(from) } else { world.target_of(&from.get("ListenerArn"), LISTENER) }
}

pub(crate) fn balancer_of<'w, 'g>(world: &'w World<'g>, listener: Res<'w, 'g>) -> Option<Res<'w, 'g>> {
    world.target_of(&listener.get("LoadBalancerArn"), BALANCER)
}

/// The listeners of each balancer.
pub(crate) fn by_balancer<'w, 'g>(world: &'w World<'g>) -> Grouped<'w, 'g> {
    grouped(world.all(LISTENER).filter_map(|listener| Some((balancer_of(world, listener)?, listener))))
}

/// Resources by another one, in the order of the template.
pub(crate) type Grouped<'w, 'g> = Vec<(Res<'w, 'g>, Vec<Res<'w, 'g>>)>;

pub(crate) fn grouped<'w, 'g>(pairs: impl Iterator<Item = (Res<'w, 'g>, Res<'w, 'g>)>) -> Grouped<'w, 'g> {
    let (mut found, mut places) = (Grouped::new(), HashMap::new());
    for (of, one) in pairs {
        let place = *places.entry(of).or_insert(found.len());
        match found.get_mut(place) {
            Some((_, all)) => all.push(one),
            None => found.push((of, vec![one])),
        }
    }
    found
}

/// What others may add to from outside of the rules' sight: what nested stacks, custom resources and outputs are given.
pub(crate) fn shared_out<'w, 'g>(world: &'w World<'g>) -> HashSet<Res<'w, 'g>> {
    let foreign = |kind: &str| kind.starts_with("AWS::CloudFormation::") || !kind.starts_with("AWS::");
    let inner = world.resources().filter(|res| foreign(res.kind())).flat_map(Res::needs);
    let mut found: HashSet<_> = inner.collect();
    for (stack, graph) in world.graph.stacks.iter().enumerate() {
        for output in graph.outputs.values() {
            let targets = world.eval(stack, &output.value).references();
            // An address for people is no way to add a listener.
            let targets =
                targets.into_iter().filter(|one| !matches!(one.attribute, "DNSName" | "CanonicalHostedZoneID"));
            found.extend(targets.filter_map(|reference| reference.target(world)));
        }
    }
    found
}
