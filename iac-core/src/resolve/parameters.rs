//! Parameters whose own defaults they would refuse.

use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, ParameterNode, StackGraph};
use crate::parameter::ParameterType;

pub(super) fn check(graph: &Graph, diagnostics: &mut Vec<Diagnostic>) {
    for stack in &graph.stacks {
        for (id, parameter) in &stack.parameters {
            if stack.resources.contains_key(id) {
                let message = format!("`{id}` is the id of a parameter and of a resource; `Ref` could mean either");
                let help = "give one of them another id";
                diagnostics
                    .push(Diagnostic::error("duplicate-id", path(stack, id), message).at(parameter.place).help(help));
            }
            for (message, help) in faults(id, parameter) {
                let fault = Diagnostic::error("bad-parameter", path(stack, id), message);
                diagnostics.push(fault.at(parameter.place).help(help));
            }
        }
    }
}

fn path(stack: &StackGraph, id: &str) -> String {
    format!("{}/{id}", stack.name)
}

fn faults(id: &str, parameter: &ParameterNode) -> Vec<(String, String)> {
    let mut faults = Vec::new();
    let mut fault = |message: String, help: String| faults.push((message, help));
    if let (Some(least), Some(most)) = (parameter.min_length, parameter.max_length)
        && least > most
    {
        fault(format!("`{id}` has at least {least} and at most {most} characters"), "swap the two lengths".into());
    }
    if let (Some(least), Some(most)) = (parameter.min_value, parameter.max_value)
        && least > most
    {
        fault(format!("`{id}` is at least {least} and at most {most}"), "swap the two values".into());
    }
    let Some(default) = &parameter.default else { return faults };
    if parameter.no_echo {
        fault(
            format!("`{id}` is a secret with a default"),
            "remove the default; generate a secret instead of asking for one".into(),
        );
        return faults;
    }
    if !parameter.allowed_values.is_empty() && !parameter.allowed_values.contains(default) {
        let help = format!("allowed are {}", parameter.allowed_values.join(", "));
        fault(format!("the default of `{id}` is `{default}`, which its allowed values exclude"), help);
    }
    let length = default.chars().count() as u64;
    if parameter.min_length.is_some_and(|least| length < least.into())
        || parameter.max_length.is_some_and(|most| length > most.into())
    {
        fault(
            format!("the default of `{id}` has {length} characters, outside of its lengths"),
            "change the default or the lengths".into(),
        );
    }
    if parameter.parameter_type == ParameterType::Number {
        match default.parse::<f64>() {
            Err(_) => {
                fault(format!("the default of `{id}` is `{default}`, which is not a number"), "give a number".into())
            }
            Ok(number) => {
                if parameter.min_value.is_some_and(|least| number < least as f64)
                    || parameter.max_value.is_some_and(|most| number > most as f64)
                {
                    fault(
                        format!("the default of `{id}` is {default}, outside of its range"),
                        "change the default or the range".into(),
                    );
                }
            }
        }
    }
    faults
}
