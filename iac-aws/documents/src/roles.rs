//! The matrix of roles: who may be it, what it may do on what.

use crate::words::Words;
use iac_core::check::{Eval, Res};
use serde_json::Value;

pub(crate) fn all(words: &Words<'_, '_>) -> Value {
    let roles = words.world.all("AWS::IAM::Role").map(|role| {
        let trusted = role.get("AssumeRolePolicyDocument");
        let trusted: Vec<String> = trusted.at("Statement").items().iter().map(|one| principals(words, one)).collect();
        words.thing_with(
            role,
            object!({
                "description": words.text(role, "Description"),
                "trusted": trusted.join("; "),
                "may": may(words, role),
                "output": words.output(role, &["Arn"]),
            }),
        )
    });
    roles.collect::<Vec<_>>().into()
}

fn principals<'g>(words: &Words<'_, 'g>, statement: &Eval<'g>) -> String {
    let who = match statement.at("Principal") {
        Eval::Map(members) => members.iter().map(|member| words.shown(&member.value)).collect::<Vec<_>>().join(", "),
        one => words.shown(one),
    };
    match conditions(words, statement.at("Condition")) {
        conditions if conditions.is_empty() => who,
        conditions => format!("{who} if {conditions}"),
    }
}

/// `aws:SourceAccount = ACCOUNT and …`.
pub(crate) fn conditions<'g>(words: &Words<'_, 'g>, condition: &Eval<'g>) -> String {
    let mut tests = Vec::new();
    for operator in condition.members() {
        for test in operator.value.members() {
            let sign = match operator.name {
                "StringEquals" | "ArnEquals" | "Bool" | "NumericEquals" => "=".to_owned(),
                "StringLike" | "ArnLike" => "like".to_owned(),
                "StringNotEquals" | "ArnNotEquals" => "≠".to_owned(),
                other => other.to_owned(),
            };
            tests.push(format!("{} {sign} {}", test.name, words.shown(&test.value)));
        }
    }
    tests.join(" and ")
}

fn may<'g>(words: &Words<'_, 'g>, role: Res<'_, 'g>) -> Vec<Value> {
    let world = words.world;
    let mut rows = Vec::new();
    for policy in role.get("ManagedPolicyArns").items() {
        let name = words.shown(policy);
        let name = name.rsplit('/').next().unwrap_or(&name).to_owned();
        rows.push(object!({"actions": format!("the managed policy {name}"), "resources": "", "conditions": "", "denied": false}));
    }
    for policy in role.get("Policies").items() {
        rows.extend(statements(words, policy.at("PolicyDocument")));
    }
    for (kind, property) in
        [("AWS::IAM::Policy", "Roles"), ("AWS::IAM::ManagedPolicy", "Roles"), ("AWS::IAM::RolePolicy", "RoleName")]
    {
        for policy in world.all(kind) {
            if policy.get(property).items().iter().any(|one| world.target(one) == Some(role)) {
                rows.extend(statements(words, &policy.get("PolicyDocument")));
            }
        }
    }
    rows
}

pub(crate) fn statements<'g>(words: &Words<'_, 'g>, document: &Eval<'g>) -> Vec<Value> {
    let row = |statement: &Eval<'g>| {
        let (actions, except) = either(words, statement, "Action");
        let (resources, but) = either(words, statement, "Resource");
        object!({
            "actions": if except { format!("everything but {actions}") } else { actions },
            "resources": if but { format!("everything but {resources}") } else { resources },
            "conditions": conditions(words, statement.at("Condition")),
            "denied": statement.at("Effect").text().is_some_and(|effect| effect == "Deny"),
        })
    };
    document.at("Statement").items().iter().map(row).collect()
}

/// A list, and whether it is the one of what is left out.
fn either<'g>(words: &Words<'_, 'g>, statement: &Eval<'g>, name: &str) -> (String, bool) {
    let listed = statement.at(name);
    if listed.is_absent() {
        let except = statement.at(&format!("Not{name}"));
        return (words.shown(except), !except.is_absent());
    }
    (words.shown(listed), false)
}
