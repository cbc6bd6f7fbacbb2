use super::forwards::{Forward, TARGET_GROUP, by_group, listener_of, shared_out};
use crate::containers::task::SERVICE;
use iac_core::check::{Findings, Res, World};
use std::collections::HashSet;

iac_core::rule! {
    /// A service's target group has no balancer when the service is made.
    ///
    /// ECS refuses a service whose target group no listener sends to ("does not have an associated load balancer").
    /// CloudFormation makes a service together with the listener unless the service waits for it by `DependsOn`, or by a
    /// reference: then it depends on chance which comes first.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html>,
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html>.
    pub(crate) LISTENER_MISSING: "listener-missing", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let (to, unknown) = by_group(world);
    let mut shared: Option<HashSet<Res<'_, 'g>>> = None;
    for service in world.all(SERVICE) {
        let targets = service.get("LoadBalancers");
        for target in targets.items() {
            let Some(group) = world.target_of(target.at("TargetGroupArn"), TARGET_GROUP) else { continue };
            match to.get(&group) {
                Some(forwards) => order(world, findings, service, group, forwards),
                None if unknown || shared.get_or_insert_with(|| shared_out(world)).contains(&group) => {
                    findings.assume(service, format!("a listener outside of the template sends to {}", group.path()));
                }
                None => {
                    let message =
                        format!("no listener sends anything to {}, the target group of the service", group.path());
                    let help = "add a listener, or a rule of one, that forwards to it: ECS refuses the service without";
                    findings.between(service, "LoadBalancers", message, help, &[(group, "the target group")]);
                }
            }
        }
    }
}

fn order<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    service: Res<'_, 'g>,
    group: Res<'_, 'g>,
    forwards: &[Forward<'_, 'g>],
) {
    let before = service.waits_for();
    // A rule that is there implies its listener; one of another stack is made with its stack.
    let comes_first = |from: Res<'_, 'g>| {
        before.contains(&from) || from.stack().name != service.stack().name || listener_of(world, from).is_none()
    };
    if forwards.iter().any(|forward| comes_first(forward.from)) {
        return;
    }
    let Some(first) = forwards.iter().find(|forward| forward.from.is_certain()) else { return };
    let message =
        format!("the service does not wait for {}, and {} has no balancer before it", first.from.path(), group.path());
    let parts = [(first.from, "it sends to the target group"), (group, "the target group")];
    findings.between(service, "", message, format!("add `DependsOn: {}`", first.from.id()), &parts);
}

#[cfg(test)]
mod tests {
    use super::LISTENER_MISSING;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent};

    const FORWARD: &str = "{Type: forward, TargetGroupArn: !Ref Targets}";
    const FIXED: &str = "{Type: fixed-response, FixedResponseConfig: {StatusCode: '404'}}";
    const RULE: &str = "  Rule: {Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: !Ref Listener, Priority: 1,
    Conditions: [{Field: path-pattern, Values: ['/*']}], Actions: [{Type: forward,
    ForwardConfig: {TargetGroups: [{TargetGroupArn: !Ref Targets}]}}]}}\n";

    #[test]
    fn nothing_sends_to_it() {
        finds(LISTENER_MISSING, &app("", FORWARD, FIXED), "App", "no listener sends anything to template/Targets");
        let head = "
Parameters: {Public: {Type: String, Default: 'yes', AllowedValues: ['yes', 'no']}}
Conditions: {Public: !Equals [!Ref Public, 'yes']}";
        let conditional = app(head, "Listener: {Type", "Listener: {Condition: Public, Type");
        finds(LISTENER_MISSING, &conditional, "App", "with Public = no");
    }

    #[test]
    fn the_service_does_not_wait() {
        finds(LISTENER_MISSING, &app("", " DependsOn: [Listener],", ""), "App", "does not wait for template/Listener");
        finds(LISTENER_MISSING, &app("", "DependsOn: [Listener]", "DependsOn: [Balancer]"), "App", "does not wait");
        let by_rule = app("", FORWARD, FIXED) + RULE;
        finds(LISTENER_MISSING, &by_rule, "App", "does not wait for template/Rule");
    }

    #[test]
    fn it_waits() {
        silent(LISTENER_MISSING, APP);
        let by_rule = app("", FORWARD, FIXED).replace("DependsOn: [Listener]", "DependsOn: [Rule]") + RULE;
        silent(LISTENER_MISSING, &by_rule);
        let by_reference = app("", " DependsOn: [Listener],", "")
            .replace("DesiredCount: 2,", "DesiredCount: 2, Tags: [{Key: l, Value: !Sub 'to ${Listener}'}],");
        silent(LISTENER_MISSING, &by_reference);
    }

    #[test]
    fn others_send_to_it() {
        let nested = "  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: x, Parameters: {T: !Ref Targets}}}\n";
        silent(LISTENER_MISSING, &(app("", FORWARD, FIXED) + nested));
        silent(LISTENER_MISSING, &app("Outputs: {T: {Value: !Ref Targets}}", FORWARD, FIXED));
        let head = "Parameters: {T: {Type: String}}";
        silent(LISTENER_MISSING, &app(head, FORWARD, "{Type: forward, TargetGroupArn: !Ref T}"));
        silent(LISTENER_MISSING, &app(head, "TargetGroupArn: !Ref Targets}],", "TargetGroupArn: !Ref T}],"));
    }
}
