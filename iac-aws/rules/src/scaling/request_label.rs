use super::target::{POLICY, Piece, TARGET, pieces, service_of};
use crate::balancing::forwards::{BALANCER, ByGroup, TARGET_GROUP, balancer_of, by_group, listener_of};
use iac_core::check::{Eval, Findings, Res, World};
use std::cell::OnceCell;

iac_core::rule! {
    /// A policy that tracks requests for each target has a label that names nothing.
    ///
    /// `ALBRequestCountPerTarget` needs the label `app/NAME/ID/targetgroup/NAME/ID`: `LoadBalancerFullName` of the
    /// balancer, a slash, `TargetGroupFullName` of a group of that balancer, and of the service that is scaled.
    ///
    /// Facts: <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html>.
    pub(crate) REQUEST_LABEL: "request-label", Error, check
}

const OF_SERVICES: &str = "TargetTrackingScalingPolicyConfiguration";
const OF_GROUPS: &str = "TargetTrackingConfiguration";
const HELP: &str = "use `!Sub '${BALANCER.LoadBalancerFullName}/${GROUP.TargetGroupFullName}'`";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let all = OnceCell::new();
    for (kind, at) in [(POLICY, OF_SERVICES), ("AWS::AutoScaling::ScalingPolicy", OF_GROUPS)] {
        for policy in world.all(kind) {
            let configuration = policy.get(at);
            let metric = configuration.at("PredefinedMetricSpecification");
            if metric.at("PredefinedMetricType").text().as_deref() == Some("ALBRequestCountPerTarget") {
                label(world, findings, policy, at, metric.at("ResourceLabel"), &all);
            }
        }
    }
}

/// Read once, and only where some label asks for it.
type Forwards<'w, 'g> = OnceCell<ByGroup<'w, 'g>>;

fn label<'w, 'g>(
    world: &'w World<'g>,
    findings: &mut Findings<'_, 'g>,
    policy: Res<'w, 'g>,
    at: &str,
    label: &Eval<'g>,
    known: &Forwards<'w, 'g>,
) {
    if label.is_absent() {
        return findings.at(policy, at, "ALBRequestCountPerTarget has no `ResourceLabel`", HELP);
    }
    if matches!(label, Eval::Joined(parts) if matches!(parts.as_slice(), [Eval::Ref(_), Eval::Ref(_)])) {
        return findings.at(policy, at, "the resource label has no slash between its two parts", HELP);
    }
    let Some(all) = pieces(label) else { return };
    if all.contains(&Piece::Unknown) {
        return;
    }
    let wrong = |findings: &mut Findings<'_, 'g>, message: String| findings.at(policy, at, message, HELP);
    let written = all.iter().all(|piece| matches!(piece, Piece::Text(_)));
    if written {
        let shape = matches!(all.as_slice(), [Piece::Text(app), _, _, Piece::Text(group), _, _] if app == "app" && group == "targetgroup");
        if !shape {
            wrong(findings, format!("the resource label `{}` is no `app/NAME/ID/targetgroup/NAME/ID`", label.shown()));
        }
        return;
    }
    let (mut balancer, mut group) = (None, None);
    for piece in &all {
        let Piece::Ref(reference) = piece else { continue };
        let Some(target) = reference.target(world) else { continue };
        let wanted = match target.kind() {
            BALANCER => "LoadBalancerFullName",
            TARGET_GROUP => "TargetGroupFullName",
            other => {
                return wrong(findings, format!("the resource label names {}, which is an {other}", target.path()));
            }
        };
        if reference.attribute != wanted {
            let given = Eval::Ref(*reference).shown();
            return wrong(
                findings,
                format!("the resource label has {given} of {}, where `{wanted}` belongs", target.path()),
            );
        }
        let (slot, late) =
            if target.kind() == BALANCER { (&mut balancer, group.is_some()) } else { (&mut group, false) };
        if late || slot.replace(target).is_some() {
            return wrong(findings, "the resource label is not a balancer and then a target group".to_owned());
        }
    }
    if all.len() == 2 && matches!(all.as_slice(), [Piece::Ref(_), Piece::Ref(_)]) {
        if let Some(parts) = balancer.zip(group) {
            belong(world, findings, (policy, at), parts, known.get_or_init(|| by_group(world)));
        }
    } else if all.iter().filter(|piece| matches!(piece, Piece::Ref(_))).count() == all.len() {
        wrong(findings, format!("the resource label has {} of its two parts", all.len()));
    }
}

/// The group is one of the balancer, and of what is scaled.
fn belong<'w, 'g>(
    world: &'w World<'g>,
    findings: &mut Findings<'_, 'g>,
    (policy, at): (Res<'w, 'g>, &str),
    (balancer, group): (Res<'w, 'g>, Res<'w, 'g>),
    (all, unknown): &ByGroup<'w, 'g>,
) {
    let of_group = all.get(&group).map_or(&[][..], Vec::as_slice);
    let mut balancers =
        of_group.iter().map(|forward| listener_of(world, forward.from).and_then(|one| balancer_of(world, one)));
    if !of_group.is_empty() && !unknown && balancers.all(|one| one.is_some_and(|one| one != balancer)) {
        let message =
            format!("the resource label names {} and {}, which gets nothing from it", balancer.path(), group.path());
        findings.between(
            policy,
            at,
            message,
            "name the balancer whose listener sends to the group",
            &[(balancer, "the balancer")],
        );
    }
    let scaled = world.target_of(&policy.get("ScalingTargetId"), TARGET).and_then(|target| service_of(world, target));
    let Some(service) = scaled else { return };
    let targets = service.get("LoadBalancers");
    let mut groups =
        targets.items().iter().map(|one| world.target_of(one.at("TargetGroupArn"), TARGET_GROUP)).peekable();
    if groups.peek().is_some() && groups.all(|one| one.is_some_and(|one| one != group)) {
        let message =
            format!("the policy scales {} by the requests to {}, which are not its own", service.path(), group.path());
        findings.between(
            policy,
            at,
            message,
            "name a target group of the service",
            &[(group, "the target group"), (service, "the service")],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::REQUEST_LABEL;
    use crate::scaling::target::scaled;
    use crate::testing::{finds, silent};

    fn labelled(label: &str) -> String {
        let others = "
  Second: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref Subnet]}}
  Spare: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 1, Protocol: HTTP, VpcId: !Ref Vpc}}\n";
        let metric = format!("PredefinedMetricType: ALBRequestCountPerTarget{label}");
        scaled("", "PredefinedMetricType: ECSServiceAverageCPUUtilization", &metric) + others
    }

    fn says(label: &str, words: &str) {
        finds(REQUEST_LABEL, &labelled(&format!(", ResourceLabel: {label}")), "Policy", words);
    }

    #[test]
    fn labels_of_nothing() {
        finds(REQUEST_LABEL, &labelled(""), "Policy", "has no `ResourceLabel`");
        says("!Sub '${Balancer}/${Targets.TargetGroupFullName}'", "where `LoadBalancerFullName` belongs");
        says(
            "!Sub '${Balancer.LoadBalancerFullName}/${Targets.TargetGroupName}'",
            "where `TargetGroupFullName` belongs",
        );
        says(
            "!Sub '${Targets.TargetGroupFullName}/${Balancer.LoadBalancerFullName}'",
            "a balancer and then a target group",
        );
        says("!GetAtt Targets.TargetGroupFullName", "has 1 of its two parts");
        says("!Sub '${Balancer.LoadBalancerFullName}${Targets.TargetGroupFullName}'", "has no slash");
        says("app/main/1", "is no `app/NAME/ID");
    }

    #[test]
    fn labels_of_others() {
        says("!Sub '${Second.LoadBalancerFullName}/${Targets.TargetGroupFullName}'", "which gets nothing from it");
        says("!Sub '${Balancer.LoadBalancerFullName}/${Spare.TargetGroupFullName}'", "which are not its own");
    }

    #[test]
    fn the_right_label() {
        let silent_with = |label: &str| silent(REQUEST_LABEL, &labelled(&format!(", ResourceLabel: {label}")));
        silent_with("!Sub '${Balancer.LoadBalancerFullName}/${Targets.TargetGroupFullName}'");
        silent_with("!Join ['/', [!GetAtt Balancer.LoadBalancerFullName, !GetAtt Targets.TargetGroupFullName]]");
        silent_with("app/main/0123/targetgroup/web/4567");
        silent_with("!Sub '${AWS::StackName}/${Targets.TargetGroupFullName}'");
    }
}
