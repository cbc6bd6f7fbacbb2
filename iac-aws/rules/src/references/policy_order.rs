use iac_core::check::{Eval, Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// Something uses a role before the role may do anything.
    ///
    /// A policy that is a resource of its own is made after the role, and whoever refers to the role does not wait for
    /// it. Lambda checks what a role may do when it is to read from a queue, or to join a VPC: then the deployment
    /// fails where the role has nothing else. Tasks of ECS and custom resources fail at first, and are tried again: a
    /// warning.
    ///
    /// Add `DependsOn` for the policy, or put the policy into the role's `Policies`.
    pub(crate) POLICY_ORDER: "policy-order", Error, check
}

/// What is checked for its role's permissions when it is made, the property of the role, and the property without which
/// it is not.
const CHECKED: &[(&str, &str, &str)] = &[
    (
        "AWS::KinesisFirehose::DeliveryStream",
        "KinesisStreamSourceConfiguration.RoleARN",
        "KinesisStreamSourceConfiguration",
    ),
    ("AWS::Lambda::Function", "Role", "VpcConfig"),
    ("AWS::Logs::SubscriptionFilter", "RoleArn", "RoleArn"),
    ("AWS::StepFunctions::StateMachine", "RoleArn", "LoggingConfiguration"),
];

type Policies<'w, 'g> = HashMap<Res<'w, 'g>, Vec<Res<'w, 'g>>>;

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let policies = policies(world);
    if policies.is_empty() {
        return;
    }
    for (kind, path, needs) in CHECKED {
        for res in world.all(kind).filter(|res| !res.get(needs).is_absent()) {
            if let Some(role) = world.target(&res.get(path)) {
                order(findings, &policies, res, role, path);
            }
        }
    }
    for mapping in world.all("AWS::Lambda::EventSourceMapping") {
        let function = world.target(&mapping.get("FunctionName"));
        if let Some(role) = function.and_then(|function| world.target(&function.get("Role"))) {
            order(findings, &policies, mapping, role, "FunctionName");
        }
    }
    for service in world.all("AWS::ECS::Service") {
        let Some(task) = world.target(&service.get("TaskDefinition")) else { continue };
        for path in ["ExecutionRoleArn", "TaskRoleArn"] {
            if let Some((role, policy)) = world.target(&task.get(path)).and_then(|role| late(&policies, service, role))
            {
                let message =
                    format!("the service does not wait for {}, a policy of its {}", policy.path(), role.path());
                findings.warning(service, "", message, format!("add `DependsOn: {}`", policy.id()));
            }
        }
    }
    for custom in world.resources().filter(|res| is_custom(res.kind())) {
        let function = world.target_of(&custom.get("ServiceToken"), "AWS::Lambda::Function");
        let role = function.and_then(|function| world.target(&function.get("Role")));
        if let Some((_, policy)) = role.and_then(|role| late(&policies, custom, role)) {
            let message = format!("its function may be called before {} lets it do anything", policy.path());
            findings.warning(custom, "ServiceToken", message, format!("add `DependsOn: {}`", policy.id()));
        }
    }
}

fn is_custom(kind: &str) -> bool {
    kind.starts_with("Custom::") || kind == "AWS::CloudFormation::CustomResource"
}

fn policies<'w, 'g>(world: &'w World<'g>) -> Policies<'w, 'g> {
    let mut found = Policies::new();
    for (kind, property) in
        [("AWS::IAM::ManagedPolicy", "Roles"), ("AWS::IAM::Policy", "Roles"), ("AWS::IAM::RolePolicy", "RoleName")]
    {
        for policy in world.all(kind).filter(|one| one.is_certain() && permits(*one)) {
            for role in policy.get(property).items().iter().filter_map(|value| world.target(value)) {
                found.entry(role).or_default().push(policy);
            }
        }
    }
    found
}

/// Whether a policy lets a role do anything: nobody waits for what only denies.
fn permits(policy: Res<'_, '_>) -> bool {
    let statements = policy.get("PolicyDocument.Statement");
    let denies = |statement: &Eval<'_>| statement.at("Effect").text().is_some_and(|effect| effect == "Deny");
    statements.items().is_empty() || !statements.items().iter().all(denies)
}

/// The first policy of a role, where a resource waits for none of them.
fn late<'w, 'g>(
    policies: &Policies<'w, 'g>,
    res: Res<'w, 'g>,
    role: Res<'w, 'g>,
) -> Option<(Res<'w, 'g>, Res<'w, 'g>)> {
    let of = policies.get(&role)?;
    let before = res.waits_for();
    let waits = of.iter().any(|policy| before.contains(policy) || policy.stack().name != res.stack().name);
    of.first().filter(|_| !waits).map(|policy| (role, *policy))
}

fn order<'w, 'g>(
    findings: &mut Findings<'_, 'g>,
    policies: &Policies<'w, 'g>,
    res: Res<'w, 'g>,
    role: Res<'w, 'g>,
    path: &str,
) {
    let Some((_, policy)) = late(policies, res, role) else { return };
    let message = format!("it does not wait for {}, by which {} may do what it needs", policy.path(), role.path());
    let help = format!("add `DependsOn: {}`", policy.id());
    let has_others = ["Policies", "ManagedPolicyArns"].iter().any(|name| !role.get(name).items().is_empty());
    if has_others {
        return findings.warning(res, path, message, help);
    }
    findings.between(res, path, message, help, &[(policy, "the policy"), (role, "the role")]);
}

#[cfg(test)]
mod tests {
    use super::POLICY_ORDER;
    use crate::testing::{finds, report, silent};

    fn with(it: &str) -> String {
        format!(
            "
Resources:
  Role: {{Type: AWS::IAM::Role, Properties: {{AssumeRolePolicyDocument: {{}}}}}}
  May: {{Type: AWS::IAM::Policy, Properties: {{PolicyName: p, Roles: [!Ref Role], PolicyDocument: {{}}}}}}
  Queue: {{Type: AWS::SQS::Queue}}
  Code: {{Type: AWS::Lambda::Function, Properties: {{Role: !GetAtt Role.Arn}}}}
  Task: {{Type: AWS::ECS::TaskDefinition, Properties: {{ExecutionRoleArn: !GetAtt Role.Arn}}}}
  It: {it}
"
        )
    }

    const MAPPING: &str = "Properties: {FunctionName: !Ref Code, EventSourceArn: !GetAtt Queue.Arn}}";

    #[test]
    fn nothing_waits() {
        let found = |it: &str| finds(POLICY_ORDER, &with(it), "It", "template/May");
        found(&format!("{{Type: AWS::Lambda::EventSourceMapping, {MAPPING}"));
        found("{Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, VpcConfig: {SubnetIds: [a]}}}");
        found("{Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task}}");
        found("{Type: 'Custom::Made', Properties: {ServiceToken: !GetAtt Code.Arn}}");
    }

    #[test]
    fn only_an_error_without_other_rights() {
        let with_more = with(&format!("{{Type: AWS::Lambda::EventSourceMapping, {MAPPING}"))
            .replace("AssumeRolePolicyDocument: {}", "AssumeRolePolicyDocument: {}, ManagedPolicyArns: [x]");
        assert!(!report(POLICY_ORDER, &with_more).has_errors());
        let alone = with(&format!("{{Type: AWS::Lambda::EventSourceMapping, {MAPPING}"));
        assert!(report(POLICY_ORDER, &alone).has_errors());
    }

    #[test]
    fn nobody_waits_for_what_only_denies() {
        let function =
            with("{Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, VpcConfig: {SubnetIds: [a]}}}");
        let policy = |effects: &str| {
            function.replace("PolicyDocument: {}}}", &format!("PolicyDocument: {{Statement: [{effects}]}}}}}}"))
        };
        silent(POLICY_ORDER, &policy("{Effect: Deny}"));
        finds(POLICY_ORDER, &policy("{Effect: Deny}, {Effect: Allow}"), "It", "template/May");
    }

    #[test]
    fn it_waits() {
        let right = |it: &str| silent(POLICY_ORDER, &with(it));
        right(&format!("{{Type: AWS::Lambda::EventSourceMapping, DependsOn: May, {MAPPING}"));
        right("{Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}");
        right("{Type: AWS::ECS::Service, DependsOn: [May], Properties: {TaskDefinition: !Ref Task}}");
        right("{Type: AWS::ECS::Service, Properties: {TaskDefinition: !ImportValue task}}");
    }
}
