use iac_core::check::{Eval, Findings, Res, World};
use iac_core::json::{self, Fault};
use iac_core::{Field, Value};

iac_core::rule! {
    /// A state machine names a state that it does not have, or one that nothing leads to.
    ///
    /// `StartAt`, `Next` and `Default` name states of the same level; every state leads to another one, or ends. Step
    /// Functions refuses a definition in which they do not.
    ///
    /// <https://states-language.net/spec.html#structure-of-a-state-machine>,
    /// <https://github.com/aws-cloudformation/cfn-lint/issues/4073>
    pub(crate) STATE_MACHINE: "state-machine", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for machine in world.all("AWS::StepFunctions::StateMachine") {
        let text = machine.get("DefinitionString");
        let (definition, property) = match text.is_absent() {
            true => (plain(&machine.get("Definition")), "Definition"),
            false => match parsed(&text) {
                Some(Ok(definition)) => (definition, "DefinitionString"),
                Some(Err(error)) => {
                    let message = format!("the definition of {} is no JSON: {error}", machine.path());
                    findings.at(machine, "DefinitionString", message, "correct the text, or write it as `Definition`");
                    continue;
                }
                None => continue,
            },
        };
        level(findings, machine, property, &definition);
    }
}

/// The definition of a text. Parts that nobody knows are left open, as are the names of `DefinitionSubstitutions`; where
/// one is a value of its own, the text is no JSON before it is there.
fn parsed(text: &Eval<'_>) -> Option<Result<Value, Fault>> {
    match text {
        Eval::Joined(parts) => {
            let whole: String = parts.iter().map(|part| part.text().unwrap_or("${}".into()).into_owned()).collect();
            json::read(&whole).ok().map(Ok)
        }
        known => {
            let text = known.text()?;
            let read = json::read(&text);
            if read.is_err() && text.contains("${") { None } else { Some(read) }
        }
    }
}

/// A value as JSON; of what nobody knows, only that it is there.
fn plain(value: &Eval<'_>) -> Value {
    match value {
        Eval::Map(members) => Value::map(members.iter().map(|member| (member.name.to_owned(), plain(&member.value)))),
        Eval::List(items) => Value::List(items.iter().map(plain).collect()),
        Eval::Text(text) => Value::Str(text.to_string().into()),
        _ => Value::Bool(true),
    }
}

fn level<'g>(findings: &mut Findings<'_, 'g>, machine: Res<'_, 'g>, property: &str, level_of: &Value) {
    let Some(states) = level_of.get("States").and_then(Value::as_map) else { return };
    let mut reached: Vec<&str> = Vec::new();
    let mut all_known = true;
    let mut lead = |findings: &mut Findings<'_, 'g>, from: &str, how: &str, to: &Value| {
        let Some(to) = to.as_str().filter(|to| !to.contains("${")) else {
            all_known = false;
            return;
        };
        match states.iter().find(|state| state.name == to) {
            Some(state) => reached.push(&state.name),
            None => {
                all_known = false;
                let message =
                    format!("{from} of {} leads to `{to}` ({how}), which is no state beside it", machine.path());
                let names: Vec<&str> = states.iter().map(|state| &*state.name).collect();
                findings.at(machine, property, message, format!("its states are `{}`", names.join("`, `")));
            }
        }
    };
    match level_of.get("StartAt") {
        Some(start) => lead(findings, "the beginning", "StartAt", start),
        None => {
            findings.at(machine, property, format!("{} does not say where it starts", machine.path()), "set `StartAt`")
        }
    }
    for Field { name, value: state, .. } in states {
        let from = format!("the state `{name}`");
        for how in ["Next", "Default"] {
            state.get(how).into_iter().for_each(|to| lead(findings, &from, how, to));
        }
        for list in ["Choices", "Catch"] {
            for one in state.get(list).and_then(Value::as_list).into_iter().flatten() {
                one.get("Next").into_iter().for_each(|to| lead(findings, &from, list, to));
            }
        }
    }
    // A state that is misspelt elsewhere was told of there.
    for Field { name, .. } in states.iter().filter(|state| all_known && !reached.contains(&&*state.name)) {
        let message = format!("nothing leads to the state `{name}` of {}", machine.path());
        findings.at(machine, property, message, "name it in a `Next`, `Default` or `StartAt`, or leave it out");
    }
    for Field { name, value: state, .. } in states {
        let kind = state.get("Type").and_then(Value::as_str).unwrap_or_default();
        let goes_on = ["Next", "End", "Choices"].iter().any(|key| state.get(key).is_some());
        if ["Task", "Pass", "Wait", "Parallel", "Map"].contains(&kind) && !goes_on {
            let message = format!("the state `{name}` of {} neither leads on nor ends", machine.path());
            findings.at(machine, property, message, "set `Next`, or `End: true`");
        }
        for inner in [state.get("Iterator"), state.get("ItemProcessor")].into_iter().flatten() {
            level(findings, machine, property, inner);
        }
        for branch in state.get("Branches").and_then(Value::as_list).into_iter().flatten() {
            level(findings, machine, property, branch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::STATE_MACHINE;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {Role: r}}
  M:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: r
      DefinitionString: !Sub |
        {"StartAt": "Work", "States": {
          "Work": {"Type": "Task", "Resource": "${F.Arn}", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed"}], "Next": "More"},
          "More": {"Type": "Choice", "Choices": [{"Variable": "$.m", "BooleanEquals": true, "Next": "Work"}], "Default": "All"},
          "All": {"Type": "Map", "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}, "End": true},
          "Failed": {"Type": "Fail"}}}
"#;

    fn with(old: &str, new: &str) -> String {
        assert!(TEMPLATE.contains(old), "{old}");
        TEMPLATE.replace(old, new)
    }

    #[test]
    fn states_that_are_not_there() {
        finds(
            STATE_MACHINE,
            &with("\"Default\": \"All\"", "\"Default\": \"Al\""),
            "M",
            "`More` of template/M leads to `Al` (Default)",
        );
        finds(STATE_MACHINE, &with("\"Next\": \"Failed\"", "\"Next\": \"Fail\""), "M", "leads to `Fail` (Catch)");
        finds(
            STATE_MACHINE,
            &with("\"StartAt\": \"Work\"", "\"StartAt\": \"Wrk\""),
            "M",
            "the beginning of template/M",
        );
        finds(STATE_MACHINE, &with("\"StartAt\": \"One\"", "\"StartAt\": \"Work\""), "M", "leads to `Work` (StartAt)");
        finds(STATE_MACHINE, &with(", \"Next\": \"More\"}", "}"), "M", "neither leads on nor ends");
        finds(
            STATE_MACHINE,
            &with(", \"Default\": \"All\"", ""),
            "M",
            "nothing leads to the state `All` of template/M",
        );
        let object = "  M: {Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: r, Definition: {StartAt: A, States: {A: {Type: Pass, Next: B}}}}}\n";
        finds(STATE_MACHINE, &format!("Resources:\n{object}"), "M", "leads to `B` (Next)");
        finds(
            STATE_MACHINE,
            &with("!Sub |", "|").replace("${F.Arn}\"", "f").replace("{\"StartAt\": \"Work\"", "\"StartAt\": \"Work\""),
            "M",
            "is no JSON",
        );
    }

    #[test]
    fn states_that_are() {
        silent(STATE_MACHINE, TEMPLATE);
        silent(STATE_MACHINE, &with("!Sub |", "|"));
        silent(STATE_MACHINE, &with("\"Default\": \"All\"", "\"Default\": \"${F.Arn}\""));
        silent(STATE_MACHINE, &with("\"BooleanEquals\": true", "\"BooleanEquals\": ${F.Arn}"));
    }
}
