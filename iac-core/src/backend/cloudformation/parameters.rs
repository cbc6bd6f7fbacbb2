//! Parameters, and how the console shows them.

use super::value::Written;
use crate::graph::{ParameterNode, StackGraph};
use crate::json::{ToJson, Writer};
use crate::parameter::ParameterType;
use indexmap::IndexMap;

pub(super) fn parameter(parameter: &ParameterNode, to: &mut Writer) {
    let choice = |text| Choice(&parameter.parameter_type, text);
    to.map(|to| {
        to.entry("Type", &parameter.parameter_type.to_string());
        entry(to, "Description", &parameter.description);
        entry(to, "Default", &parameter.default.as_deref().map(choice));
        if !parameter.allowed_values.is_empty() {
            to.key("AllowedValues").items(parameter.allowed_values.iter().map(|text| choice(text)));
        }
        entry(to, "AllowedPattern", &parameter.allowed_pattern);
        entry(to, "ConstraintDescription", &parameter.constraint_description);
        entry(to, "MinLength", &parameter.min_length);
        entry(to, "MaxLength", &parameter.max_length);
        entry(to, "MinValue", &parameter.min_value);
        entry(to, "MaxValue", &parameter.max_value);
        if parameter.no_echo {
            to.entry("NoEcho", &true);
        }
    });
}

fn entry(to: &mut Writer, name: &str, value: &Option<impl ToJson>) {
    value.iter().for_each(|value| to.entry(name, value));
}

/// A value that a parameter may have. Whole numbers are written as numbers, here and there alike: cfn-lint does not find
/// the number 2 among texts.
struct Choice<'a>(&'a ParameterType, &'a str);

impl ToJson for Choice<'_> {
    fn write(&self, to: &mut Writer) {
        match self.1.parse::<i64>() {
            Ok(whole) if *self.0 == ParameterType::Number => to.int(whole),
            _ => to.text(self.1),
        }
    }
}

const INTERFACE: &str = "AWS::CloudFormation::Interface";

/// The template's own metadata, with labels and groups of the parameters in it.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-interface.html>
pub(super) fn metadata(stack: &StackGraph, to: &mut Writer) {
    let interface = Interface::of(stack);
    if interface.is_empty() && stack.metadata.is_empty() {
        return;
    }
    to.key("Metadata").map(|to| {
        stack.metadata.iter().for_each(|(key, value)| to.entry(key, &Written(stack, value)));
        let read = stack.metadata.iter().any(|(key, _)| key == INTERFACE);
        if !interface.is_empty() && !read {
            to.entry(INTERFACE, &interface);
        }
    });
}

struct Interface<'a> {
    groups: IndexMap<&'a str, Vec<&'a str>>,
    labels: Vec<(&'a str, &'a str)>,
}

impl<'a> Interface<'a> {
    fn of(stack: &'a StackGraph) -> Self {
        let mut interface = Interface { groups: IndexMap::new(), labels: Vec::new() };
        for (id, parameter) in &stack.parameters {
            if let Some(group) = &parameter.group {
                interface.groups.entry(group).or_default().push(id);
            }
            interface.labels.extend(parameter.label.as_ref().map(|label| (id.as_str(), &**label)));
        }
        interface
    }

    fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.labels.is_empty()
    }
}

impl ToJson for Interface<'_> {
    fn write(&self, to: &mut Writer) {
        let default = |to: &mut Writer, text: &str| to.map(|to| to.entry("default", text));
        to.map(|to| {
            if !self.groups.is_empty() {
                to.key("ParameterGroups").list(|to| {
                    for (name, parameters) in &self.groups {
                        to.item().map(|to| {
                            default(to.key("Label"), name);
                            to.entry("Parameters", parameters);
                        });
                    }
                });
            }
            if !self.labels.is_empty() {
                to.key("ParameterLabels").map(|to| {
                    self.labels.iter().for_each(|(id, label)| default(to.key(id), label));
                });
            }
        });
    }
}
