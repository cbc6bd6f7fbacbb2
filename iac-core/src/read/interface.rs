//! Labels and groups of parameters, which a template keeps in its metadata.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-interface.html>

use crate::graph::ParameterNode;
use crate::value::{Text, Value};
use indexmap::IndexMap;

type Parameters = IndexMap<String, ParameterNode>;

/// Gives the parameters their labels and groups. Returns whether they now say all that the interface does: otherwise it
/// is kept as it was written, too.
pub(super) fn apply(interface: &Value, parameters: &mut Parameters) -> bool {
    let Value::Map(fields) = interface else { return false };
    fields.iter().fold(true, |exact, field| {
        let applied = match &*field.name {
            "ParameterLabels" => labels(&field.value, parameters),
            "ParameterGroups" => groups(&field.value, parameters),
            _ => false,
        };
        exact && applied
    })
}

fn labels(value: &Value, parameters: &mut Parameters) -> bool {
    let Value::Map(labels) = value else { return false };
    labels.iter().fold(!labels.is_empty(), |exact, label| {
        match (default(&label.value), parameters.get_mut(&*label.name)) {
            (Some(text), Some(parameter)) => {
                parameter.label = Some(text);
                exact
            }
            _ => false,
        }
    })
}

fn groups(value: &Value, parameters: &mut Parameters) -> bool {
    let Value::List(groups) = value else { return false };
    let mut listed: Vec<(Text, Vec<&str>)> = Vec::new();
    let mut exact = true;
    for group in groups {
        let Some((name, members)) = group_of(group) else {
            exact = false;
            continue;
        };
        exact &= !members.is_empty();
        for member in &members {
            match parameters.get_mut(*member) {
                Some(parameter) => exact &= parameter.group.replace(name.clone()).is_none(),
                None => exact = false,
            }
        }
        listed.push((name, members));
    }
    // What the parameters now say, in their own order.
    let mut said: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for (id, parameter) in parameters.iter() {
        if let Some(group) = &parameter.group {
            said.entry(group).or_default().push(id);
        }
    }
    exact && said.len() == listed.len() && said.iter().zip(&listed).all(|(a, b)| *a.0 == b.0 && *a.1 == b.1)
}

fn group_of(value: &Value) -> Option<(Text, Vec<&str>)> {
    let Value::Map(fields) = value else { return None };
    let (mut name, mut members) = (None, None);
    for field in fields {
        match (&*field.name, &field.value) {
            ("Label", label) => name = Some(default(label)?),
            ("Parameters", Value::List(ids)) => members = ids.iter().map(Value::as_str).collect(),
            _ => return None,
        }
    }
    Some((name?, members?))
}

/// The text of `{"default": "…"}`.
fn default(value: &Value) -> Option<Text> {
    match value {
        Value::Map(fields) => match fields.as_slice() {
            [field] if field.name == "default" => field.value.as_str().map(|text| Text::Owned(text.to_owned())),
            _ => None,
        },
        _ => None,
    }
}
