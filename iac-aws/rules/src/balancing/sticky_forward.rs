use super::forwards::{TARGET_GROUP, senders};
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// Requests are shared out among several target groups, one of which keeps its visitors, and nothing keeps a visitor
    /// at a group.
    ///
    /// Stickiness of targets is a cookie of one group: with several behind one action, the action must remember the group
    /// too. Elastic Load Balancing refuses the rule, the listener or the attribute, whichever comes last: "This target
    /// group appears behind a rule with group stickiness disabled. You must enable group stickiness before enabling target
    /// stickiness". What shifts requests from
    /// one group to another, as blue/green deployments of ECS do, is such an action.
    ///
    /// Set `TargetGroupStickinessConfig: {Enabled: true, DurationSeconds: …}` of the action, or `stickiness.enabled` of the
    /// groups to `false`.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions>,
    /// <https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2734>
    pub(crate) STICKY_FORWARD: "sticky-forward", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (from, property) in senders(world) {
        for action in from.get(property).items() {
            let enabled = action.at("ForwardConfig.TargetGroupStickinessConfig.Enabled");
            let is_off = enabled.is_absent() || enabled.bool() == Some(false);
            let groups = action.at("ForwardConfig.TargetGroups").items();
            if !is_off || groups.iter().filter(|group| !group.is_unknown()).count() < 2 {
                continue;
            }
            let mut made = groups.iter().filter_map(|group| world.target_of(group.at("TargetGroupArn"), TARGET_GROUP));
            if let Some(sticky) = made.find(|group| keeps_visitors(*group)) {
                let message = format!(
                    "{} shares requests out among {} target groups without keeping visitors at one, and {} has \
                     `stickiness.enabled`",
                    from.path(),
                    groups.len(),
                    sticky.path()
                );
                let help = "set `TargetGroupStickinessConfig.Enabled: true` of the action, with `DurationSeconds`";
                findings.between(from, property, message, help, &[(sticky, "it keeps its visitors")]);
            }
        }
    }
}

/// By a cookie: network load balancers keep visitors by their address, without a setting of the listener.
fn keeps_visitors(group: Res<'_, '_>) -> bool {
    let by_cookie = group.get("Protocol").text().is_some_and(|protocol| protocol == "HTTP" || protocol == "HTTPS");
    let attributes = group.get("TargetGroupAttributes");
    by_cookie
        && attributes.items().iter().any(|one| {
            one.at("Key").text().is_some_and(|key| key == "stickiness.enabled") && one.at("Value").bool() == Some(true)
        })
}

#[cfg(test)]
mod tests {
    use super::STICKY_FORWARD;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Parameters: {Keep: {Type: String, Default: 'true', AllowedValues: ['true', 'false']}, Given: {Type: String}}
Conditions: {Keep: !Equals [!Ref Keep, 'true'], Here: !Equals [!Ref AWS::Region, eu-west-1]}
Resources:
  Blue: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 80, Protocol: HTTP, VpcId: v,
    TargetGroupAttributes: [{Key: stickiness.type, Value: lb_cookie}, {Key: stickiness.enabled, Value: 'true'}]}}
  Green: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 80, Protocol: HTTP, VpcId: v,
    TargetGroupAttributes: [{Key: stickiness.enabled, Value: 'true'}]}}
  Rule: {Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: l, Priority: 1, Conditions: [],
    Actions: [{Type: forward, ForwardConfig: {TargetGroups: [{TargetGroupArn: !Ref Blue, Weight: 100}, {TargetGroupArn: !Ref Green, Weight: 0}]}}]}}
"#;

    fn with(old: &str, new: &str) -> String {
        assert!(TEMPLATE.contains(old), "{old}");
        TEMPLATE.replace(old, new)
    }

    fn group(enabled: &str) -> String {
        with("ForwardConfig: {", &format!("ForwardConfig: {{TargetGroupStickinessConfig: {{Enabled: {enabled}}}, "))
    }

    #[test]
    fn visitors_of_no_group() {
        let words = "template/Rule shares requests out among 2 target groups without keeping visitors at one, and \
                     template/Blue has";
        finds(STICKY_FORWARD, TEMPLATE, "Rule", words);
        finds(STICKY_FORWARD, &group("false"), "Rule", words);
        let one = with("{Key: stickiness.type, Value: lb_cookie}, {Key: stickiness.enabled, Value: 'true'}", "");
        finds(STICKY_FORWARD, &one, "Rule", "and template/Green has");
        let listener = with(
            "ListenerRule, Properties: {ListenerArn: l, Priority: 1, Conditions: [],\n    Actions",
            "Listener, Properties: {LoadBalancerArn: l, Port: 80, Protocol: HTTP,\n    DefaultActions",
        );
        finds(STICKY_FORWARD, &listener, "Rule", words);
    }

    #[test]
    fn by_a_parameter() {
        let of_targets = with("Value: 'true'", "Value: !Ref Keep");
        finds(STICKY_FORWARD, &of_targets, "Rule", "template/Blue has");
        finds(STICKY_FORWARD, &group("!If [Keep, false, true]"), "Rule", "template/Blue has");
        // The group and its targets are kept by the same choice.
        silent(STICKY_FORWARD, &group("!Ref Keep").replace("Value: 'true'", "Value: !Ref Keep"));
    }

    #[test]
    fn kept_or_alone() {
        silent(STICKY_FORWARD, &group("true"));
        silent(STICKY_FORWARD, &group("!Ref Given"));
        silent(STICKY_FORWARD, &group("!If [Here, true, false]"));
        silent(STICKY_FORWARD, &with("Value: 'true'", "Value: 'false'"));
        silent(STICKY_FORWARD, &with("Value: 'true'", "Value: !Ref Given"));
        silent(STICKY_FORWARD, &with(", {TargetGroupArn: !Ref Green, Weight: 0}", ""));
        silent(
            STICKY_FORWARD,
            &with(
                "{TargetGroupArn: !Ref Green, Weight: 0}",
                "!If [Here, {TargetGroupArn: !Ref Green}, !Ref AWS::NoValue]",
            ),
        );
        silent(STICKY_FORWARD, &with("Protocol: HTTP", "Protocol: TCP").replace("lb_cookie", "source_ip"));
    }
}
