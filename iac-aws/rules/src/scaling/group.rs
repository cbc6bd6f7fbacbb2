use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// An Auto Scaling group cannot work as it is described.
    ///
    /// A rolling update stops instances before it starts others, so it keeps fewer than the group's maximum in service.
    /// The group registers its instances, so its target groups have the target type `instance`. A scheduled action has a
    /// cron expression of five fields, in UTC. A policy has the configuration of its type.
    ///
    /// Facts: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html>,
    /// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-load-balancer-asg.html>,
    /// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html>,
    /// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html>.
    pub(crate) SCALING_GROUP: "scaling-group", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for group in world.all("AWS::AutoScaling::AutoScalingGroup") {
        rolling(findings, group);
        targets(world, findings, group);
    }
    for action in world.all("AWS::AutoScaling::ScheduledAction") {
        recurrence(findings, action);
    }
    for policy in world.all("AWS::AutoScaling::ScalingPolicy") {
        configuration(findings, policy);
    }
}

fn rolling<'g>(findings: &mut Findings<'_, 'g>, group: Res<'_, 'g>) {
    let Some(policy) = group.node().attributes.iter().find(|field| field.name == "UpdatePolicy") else { return };
    let kept = group.eval(&policy.value).at("AutoScalingRollingUpdate.MinInstancesInService").int();
    if let (Some(kept), Some(most)) = (kept, group.get("MaxSize").int())
        && kept >= most
        // A group that is switched off has nothing to replace.
        && kept > 0
    {
        let message = format!("{} keeps {kept} instances while it is updated, and has {most} at most", group.path());
        let help = format!("set `MinInstancesInService` below {most}, or raise `MaxSize`");
        findings.at(group, "MaxSize", message, help);
    }
}

fn targets<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, group: Res<'_, 'g>) {
    for arn in group.get("TargetGroupARNs").items() {
        let Some(targets) = world.target_of(arn, "AWS::ElasticLoadBalancingV2::TargetGroup") else { continue };
        if let Some(kind) = targets.get("TargetType").text().filter(|kind| kind != "instance") {
            let message =
                format!("{} registers instances with {}, whose targets are `{kind}`", group.path(), targets.path());
            let help = "set `TargetType: instance` at the target group";
            findings.between(group, "TargetGroupARNs", message, help, &[(targets, "the target group")]);
        }
    }
}

fn recurrence<'g>(findings: &mut Findings<'_, 'g>, action: Res<'_, 'g>) {
    let value = action.get("Recurrence");
    let Some(text) = value.text().filter(|text| !text.is_empty()) else { return };
    let fields = text.split_whitespace().count();
    if fields != 5 || text.contains('?') || text.starts_with(['c', 'r']) {
        let message = format!("the recurrence `{text}` of {} is none of five fields", action.path());
        findings.at(
            action,
            "Recurrence",
            message,
            "minute, hour, day, month and weekday in UTC, such as `0 8 * * 1-5`",
        );
    }
}

fn configuration<'g>(findings: &mut Findings<'_, 'g>, policy: Res<'_, 'g>) {
    const NEEDS: &[(&str, &str)] = &[
        ("TargetTrackingScaling", "TargetTrackingConfiguration"),
        ("StepScaling", "StepAdjustments"),
        ("SimpleScaling", "ScalingAdjustment"),
        ("PredictiveScaling", "PredictiveScalingConfiguration"),
    ];
    let kind = policy.get("PolicyType");
    let kind = match kind.text() {
        Some(kind) => kind.into_owned(),
        None if kind.is_absent() => "SimpleScaling".to_owned(),
        None => return,
    };
    let Some((_, needed)) = NEEDS.iter().find(|(one, _)| *one == kind) else { return };
    if policy.get(needed).is_absent() {
        let message = format!("{} is of the type `{kind}`, and has no `{needed}`", policy.path());
        let other = NEEDS.iter().find(|(_, property)| !policy.get(property).is_absent());
        let help = other.map_or(format!("set `{needed}`"), |(kind, _)| format!("set `PolicyType: {kind}`"));
        findings.at(policy, "PolicyType", message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::SCALING_GROUP;
    use crate::testing::{finds, silent};

    fn group(attributes: &str, kind: &str) -> String {
        format!(
            "Resources:\n  T: {{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {{TargetType: {kind}}}}}\n  \
             G: {{Type: AWS::AutoScaling::AutoScalingGroup, {attributes}Properties: {{MaxSize: '4', TargetGroupARNs: [!Ref T]}}}}"
        )
    }

    fn one(kind: &str, properties: &str) -> String {
        format!("Resources: {{R: {{Type: AWS::AutoScaling::{kind}, Properties: {{{properties}}}}}}}")
    }

    #[test]
    fn groups_that_are_off() {
        let rolling = "UpdatePolicy: {AutoScalingRollingUpdate: {MinInstancesInService: 0}}, ";
        silent(SCALING_GROUP, &group(rolling, "instance").replace("MaxSize: '4'", "MaxSize: '0'"));
    }

    #[test]
    fn groups_that_cannot() {
        let rolling = "UpdatePolicy: {AutoScalingRollingUpdate: {MinInstancesInService: 4}}, ";
        finds(SCALING_GROUP, &group(rolling, "instance"), "G", "keeps 4 instances while it is updated");
        finds(SCALING_GROUP, &group("", "ip"), "G", "whose targets are `ip`");
        finds(SCALING_GROUP, &one("ScheduledAction", "Recurrence: 30 0 * * ? *"), "R", "none of five fields");
        finds(SCALING_GROUP, &one("ScheduledAction", "Recurrence: rate(5 minutes)"), "R", "none of five fields");
        finds(SCALING_GROUP, &one("ScalingPolicy", "PolicyType: StepScaling"), "R", "no `StepAdjustments`");
        finds(SCALING_GROUP, &one("ScalingPolicy", "StepAdjustments: []"), "R", "no `ScalingAdjustment`");
    }

    #[test]
    fn groups_that_can() {
        let rolling = "UpdatePolicy: {AutoScalingRollingUpdate: {MinInstancesInService: 3}}, ";
        silent(SCALING_GROUP, &group(rolling, "instance"));
        silent(SCALING_GROUP, &one("ScheduledAction", "Recurrence: 0 8 * * 1-5"));
        silent(SCALING_GROUP, &one("ScheduledAction", "StartTime: '2027-01-01T00:00:00Z'"));
        silent(SCALING_GROUP, &one("ScalingPolicy", "ScalingAdjustment: 1"));
        silent(
            SCALING_GROUP,
            &one("ScalingPolicy", "PolicyType: TargetTrackingScaling, TargetTrackingConfiguration: {TargetValue: 5}"),
        );
    }
}
