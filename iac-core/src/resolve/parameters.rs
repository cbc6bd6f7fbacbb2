//! Parameters whose own defaults they would refuse.

use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, ParameterNode, StackGraph};
use crate::parameter::ParameterType;
use std::collections::BTreeSet;

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

/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>
fn faults(id: &str, parameter: &ParameterNode) -> Vec<(String, String)> {
    let mut faults = Vec::new();
    let mut fault = |message: String, help: String| faults.push((message, help));
    let sort = &parameter.parameter_type;
    let is_number = matches!(sort, ParameterType::Number | ParameterType::NumberList);
    if is_number && (parameter.min_length.is_some() || parameter.max_length.is_some()) {
        fault(format!("`{id}` has a length, but its type is `{sort}`"), "lengths are for text".into());
    }
    if *sort != ParameterType::Number && (parameter.min_value.is_some() || parameter.max_value.is_some()) {
        fault(format!("`{id}` has a range, but its type is `{sort}`"), "ranges are for the type `Number`".into());
    }
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
    if let Some(length) =
        parameter.description.as_ref().map(|text| text.chars().count()).filter(|length| *length > 4_000)
    {
        fault(format!("the description of `{id}` has {length} characters, of 4000 allowed"), "shorten it".into());
    }
    if let Some(default) = &parameter.default {
        faults.extend(default_faults(id, parameter, default));
    }
    faults
}

fn default_faults(id: &str, parameter: &ParameterNode, default: &str) -> Vec<(String, String)> {
    let mut faults = Vec::new();
    let mut fault = |message: String, help: String| faults.push((message, help));
    let list = matches!(parameter.parameter_type, ParameterType::NumberList | ParameterType::CommaDelimitedList);
    let members: Vec<&str> = if list { default.split(',').map(str::trim).collect() } else { vec![default] };
    let allowed: BTreeSet<&str> = parameter.allowed_values.iter().map(|value| &**value).collect();
    let is_allowed = |member: &&&str| allowed.is_empty() || allowed.contains(**member);
    // Values that are lists themselves are allowed as a whole.
    if let Some(member) = members.iter().find(|member| !is_allowed(member) && !allowed.contains(default)) {
        let help = format!("allowed are {}", parameter.allowed_values.join(", "));
        fault(format!("the default of `{id}` is `{member}`, which its allowed values exclude"), help);
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
    if !matches!(parameter.parameter_type, ParameterType::Number | ParameterType::NumberList) {
        return faults;
    }
    for member in members {
        match member.parse::<f64>().ok().filter(|number| number.is_finite()) {
            None => {
                fault(format!("the default of `{id}` is `{member}`, which is not a number"), "give a number".into())
            }
            Some(number)
                if parameter.min_value.is_some_and(|least| number < least)
                    || parameter.max_value.is_some_and(|most| number > most) =>
            {
                fault(
                    format!("the default of `{id}` is {default}, outside of its range"),
                    "change the default or the range".into(),
                );
            }
            Some(_) => {}
        }
    }
    faults
}
