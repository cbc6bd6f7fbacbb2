use super::permission::Permission;
use super::security_groups::{Direction, Groups};
use super::sides::Side;
use super::wants::{Want, wants};
use super::ways::{Passage, named, passage};
use iac_core::check::{Findings, Res, World};
use std::collections::{HashMap, HashSet};

iac_core::rule! {
    /// A security group on the way is closed.
    ///
    /// What a template wires together must reach each other: a balancer its targets, for requests and health checks; a
    /// program the database, cache or file system whose endpoint, secret or volume it is given; a proxy its database.
    /// The groups of both must let the port through: those of the caller what goes out, those of the other what comes
    /// in. If one does not, health checks fail and connections time out, long after the deployment began.
    ///
    /// Open the port, with a reference to the other group instead of a network.
    pub(crate) CLOSED_PORT: "closed-port", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let groups = Groups::of(world);
    let wants = wants(world);
    let mut callers: HashMap<Res<'_, 'g>, HashSet<Res<'_, 'g>>> = HashMap::new();
    for want in &wants {
        way(findings, &groups, want);
        let of = callers.entry(want.to.res).or_default();
        of.extend(want.from.groups.iter().flatten());
    }
    let mut told = HashSet::new();
    for want in wants.iter().filter(|want| told.insert(want.to.res)) {
        if let Some(callers) = callers.get(&want.to.res) {
            undeclared(findings, &groups, &want.to, callers);
        }
    }
}

fn way<'w, 'g>(findings: &mut Findings<'_, 'g>, groups: &Groups<'w, 'g>, want: &Want<'w, 'g>) {
    let (from, to) = (&want.from, &want.to);
    let (Some(port), false) = (want.ports.first(), want.ports.is_empty()) else {
        return findings.assume(to.res, format!("{} reaches it: its port is not known", from.res.path()));
    };
    let both = |port: &i64| {
        let out = passage(groups, from, Direction::Out, to, *port);
        let into = passage(groups, to, Direction::In, from, *port);
        (*port, out, into)
    };
    let ways: Vec<_> = want.ports.iter().map(both).collect();
    // Of ports of which nobody knows the right one, that which the fewest groups close is meant.
    let closed_sides = |way: &&(i64, Passage<'_, 'g>, Passage<'_, 'g>)| {
        usize::from(matches!(way.1, Passage::Closed(_))) + usize::from(matches!(way.2, Passage::Closed(_)))
    };
    let Some((port, out, into)) = ways.iter().min_by_key(closed_sides).copied() else {
        return findings.assume(to.res, format!("{} reaches port {port}", from.res.path()));
    };
    let parts = [(from.res, want.why), (to.res, "it goes here")];
    if let Passage::Closed(subnet) = out {
        let message = format!("nothing lets {} send to port {port} of {}", from.res.path(), named(to, subnet));
        let help = format!("add an egress rule for tcp {port} with the other group as its destination");
        findings.between(first(from), "SecurityGroupEgress", message, help, &parts);
    }
    if let Passage::Closed(subnet) = into {
        let message = format!("nothing lets {} in to port {port} of {}", named(from, subnet), to.res.path());
        let help = match from.groups.as_deref() {
            Some([]) => {
                format!("{} has no group: add an ingress rule for tcp {port} by its subnets' networks", from.res.path())
            }
            _ => format!("add an ingress rule for tcp {port} with the caller's group as its source"),
        };
        findings.between(first(to), "SecurityGroupIngress", message, help, &parts);
    }
    match (out, into) {
        (Passage::Closed(_), _) | (_, Passage::Closed(_)) => {}
        (Passage::Open, Passage::Open) => {
            findings.flow(from.res.path(), to.res.path(), format!("tcp {port}"), true);
        }
        _ => {
            let what = format!("{} reaches port {port}: a security group is not known", from.res.path());
            findings.assume(to.res, what);
        }
    }
}

/// The group to blame; what has only a default group is to blame itself.
fn first<'w, 'g>(side: &Side<'w, 'g>) -> Res<'w, 'g> {
    let group = side.groups.iter().flatten().find(|group| group.kind() == "AWS::EC2::SecurityGroup");
    group.copied().unwrap_or(side.res)
}

/// What comes in though nothing asks for it.
fn undeclared<'w, 'g>(
    findings: &mut Findings<'_, 'g>,
    groups: &Groups<'w, 'g>,
    to: &Side<'w, 'g>,
    callers: &HashSet<Res<'w, 'g>>,
) {
    for group in to.groups.iter().flatten() {
        let all = groups.permissions(*group, Direction::In);
        for permission in all.iter().flat_map(|all| all.iter()) {
            if let Some(from) = stranger(groups.world(), permission, callers) {
                findings.flow(from, to.res.path(), permission.shown(), false);
            }
        }
    }
}

fn stranger<'g>(world: &World<'g>, permission: &Permission<'g>, callers: &HashSet<Res<'_, 'g>>) -> Option<String> {
    match super::security_groups::group(world, &permission.group) {
        Some(group) if callers.contains(&group) => None,
        Some(group) => Some(group.path()),
        None if permission.is_for_all() => Some("the internet".to_owned()),
        None if !permission.network.is_absent() => Some(permission.network.shown()),
        None => None,
    }
}
