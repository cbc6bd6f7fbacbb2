use super::forwards::{LISTENER, RULE, grouped};
use iac_core::check::{Eval, Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// Two rules of a listener are in each other's way.
    ///
    /// A priority, 1 to 50000, is there once for each listener, or the second rule is refused. Of two rules with the
    /// same conditions only the one with the lower priority ever answers. A rule has one condition at least; what answers
    /// everything else are the listener's own `DefaultActions`.
    ///
    /// Facts: <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html>.
    pub(crate) RULE_CONFLICT: "rule-conflict", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for rule in world.all(RULE) {
        let priority = rule.get("Priority");
        if priority.int().is_some_and(|priority| !(1..=50_000).contains(&priority)) {
            let message = format!("the rule has the priority {}", priority.shown());
            findings.at(rule, "Priority", message, "use 1 to 50000");
        }
        conditions(findings, rule);
    }
    let of_listener = |rule: Res<'_, 'g>| world.target_of(&rule.get("ListenerArn"), LISTENER);
    let certain = world.all(RULE).filter(|rule| rule.is_certain());
    for (_, rules) in grouped(certain.filter_map(|rule| Some((of_listener(rule)?, rule)))) {
        in_each_others_way(findings, &rules);
    }
}

fn conditions<'g>(findings: &mut Findings<'_, 'g>, rule: Res<'_, 'g>) {
    let given = rule.get("Conditions");
    if given.is_absent() || matches!(&given, Eval::List(items) if items.is_empty()) {
        let message = format!("the rule {} has no conditions", rule.path());
        let help = "set `Conditions`, or make its actions the listener's `DefaultActions`";
        findings.at(rule, "Conditions", message, help);
    }
    for condition in given.items() {
        let mut paths: Vec<&Eval<'g>> = condition.at("PathPatternConfig.Values").items().iter().collect();
        if condition.at("Field").text().as_deref() == Some("path-pattern") {
            paths.extend(condition.at("Values").items());
        }
        for path in paths {
            // A pattern may begin with a wildcard; any other first letter is in no path.
            let wrong = |text: &str| !text.is_empty() && !text.starts_with(['/', '*', '?']);
            if let Some(text) = path.text().filter(|text| wrong(text)) {
                let message = format!("no path begins as `{text}` does: the rule never holds");
                findings.at(rule, "Conditions", message, format!("use `/{text}`"));
            }
        }
    }
}

fn in_each_others_way<'g>(findings: &mut Findings<'_, 'g>, rules: &[Res<'_, 'g>]) {
    let mut priorities: HashMap<i64, Res<'_, 'g>> = HashMap::new();
    let mut same: HashMap<String, (Res<'_, 'g>, i64)> = HashMap::new();
    for rule in rules {
        let Some(priority) = rule.get("Priority").int() else { continue };
        if let Some(first) = priorities.insert(priority, *rule) {
            let message = format!("{} and {} have the priority {priority} in one listener", first.path(), rule.path());
            findings.between(
                *rule,
                "Priority",
                message,
                "give each rule of a listener its own",
                &[(first, "the other")],
            );
            continue;
        }
        let Some(key) = key(&rule.get("Conditions")) else { continue };
        if let Some((first, other)) = same.insert(key, (*rule, priority)) {
            let (never, always) = if other < priority { (*rule, first) } else { (first, *rule) };
            let message =
                format!("{} never answers: {} has the same conditions and comes first", never.path(), always.path());
            findings.between(
                never,
                "Conditions",
                message,
                "change the conditions of one of them",
                &[(always, "it comes first")],
            );
        }
    }
}

/// The conditions in a fixed order, where all of them are known.
fn key(conditions: &Eval<'_>) -> Option<String> {
    let mut parts = Vec::new();
    for condition in conditions.items() {
        let mut known = matches!(condition, Eval::Map(_));
        condition.visit(&mut |one| {
            known &= !matches!(one, Eval::Unknown(_) | Eval::Secret | Eval::Ref(_) | Eval::Joined(_));
        });
        if !known {
            return None;
        }
        let mut fields: Vec<String> = Vec::new();
        for member in condition.members() {
            match &member.value {
                Eval::Map(inner) => {
                    fields.extend(inner.iter().map(|one| format!("{}={}", one.name, one.value.shown())))
                }
                value => fields.push(format!("{}={}", member.name, value.shown())),
            }
        }
        fields.sort();
        parts.push(fields.join(" "));
    }
    parts.sort();
    (!parts.is_empty()).then(|| parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::RULE_CONFLICT;
    use crate::containers::task::APP;
    use crate::testing::{finds, silent};

    fn rules(first: &str, second: &str) -> String {
        let rule = |id: &str, more: &str| {
            format!(
                "  {id}: {{Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {{{more},
    Actions: [{{Type: forward, TargetGroupArn: !Ref Targets}}]}}}}\n"
            )
        };
        format!("{APP}{}{}", rule("First", first), rule("Second", second))
    }

    const A: &str = "ListenerArn: !Ref Listener, Priority: 1, Conditions: [{Field: path-pattern, Values: [/a]}]";
    const B: &str =
        "ListenerArn: !GetAtt Listener.ListenerArn, Priority: 2, Conditions: [{Field: path-pattern, Values: [/b]}]";

    #[test]
    fn one_priority() {
        finds(
            RULE_CONFLICT,
            &rules(A, &B.replace("Priority: 2", "Priority: 1")),
            "Second",
            "the priority 1 in one listener",
        );
        let head = "Parameters: {P: {Type: Number, Default: 2, AllowedValues: [1, 2]}}";
        let chosen = format!("{head}{}", rules(A, &B.replace("Priority: 2", "Priority: !Ref P")));
        finds(RULE_CONFLICT, &chosen, "Second", "with P = 1");
        finds(RULE_CONFLICT, &rules(A, &B.replace("Priority: 2", "Priority: 50001")), "Second", "the priority 50001");
    }

    #[test]
    fn no_conditions() {
        let none = B.replace("[{Field: path-pattern, Values: [/b]}]", "[]");
        finds(RULE_CONFLICT, &rules(A, &none), "Second", "the rule template/Second has no conditions");
        finds(RULE_CONFLICT, &rules(A, &none.replace(", Conditions: []", "")), "Second", "has no conditions");
        let head = "Parameters: {Way: {Type: String, Default: a, AllowedValues: [a, b]}}
Conditions: {Own: !Equals [!Ref Way, a]}\n";
        let may = |condition: &str| {
            let chosen = format!("!If [{condition}, [{{Field: path-pattern, Values: [/b]}}], !Ref AWS::NoValue]");
            format!("{head}{}", rules(A, &none.replace("[]", &chosen)))
        };
        finds(RULE_CONFLICT, &may("Own"), "Second", "has no conditions, with Way = b");
        silent(RULE_CONFLICT, &may("Own").replace("Second: {", "Second: {Condition: Own, "));
    }

    #[test]
    fn never_reached() {
        finds(RULE_CONFLICT, &rules(A, &B.replace("/b", "/a")), "Second", "template/Second never answers");
        finds(RULE_CONFLICT, &rules(A, &B.replace("/b", "b/*")), "Second", "no path begins as `b/*` does");
    }

    #[test]
    fn beside_each_other() {
        silent(RULE_CONFLICT, &rules(A, B));
        let host = "Conditions: [{Field: path-pattern, Values: [/a]}, {Field: host-header, Values: [x.org]}]";
        silent(RULE_CONFLICT, &rules(A, &B.replace("Conditions: [{Field: path-pattern, Values: [/b]}]", host)));
        silent(
            RULE_CONFLICT,
            &rules(A, &B.replace("Priority: 2", "Priority: 1").replace("!GetAtt Listener.ListenerArn", "arn:x")),
        );
        let either = "Parameters: {X: {Type: String, Default: a}}\nConditions: {X: !Equals [!Ref X, a], Y: !Not [!Equals [!Ref X, a]]}\n";
        let apart = rules(A, &B.replace("Priority: 2", "Priority: 1"))
            .replace("First: {", "First: {Condition: X, ")
            .replace("Second: {", "Second: {Condition: Y, ");
        silent(RULE_CONFLICT, &format!("{either}{apart}"));
    }
}
