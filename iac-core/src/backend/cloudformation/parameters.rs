//! Parameters, and how the console shows them.

use super::value::{Number, fields, one};
use crate::graph::{ParameterNode, StackGraph};
use crate::parameter::ParameterType;
use crate::value::Value;
use indexmap::IndexMap;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

pub(super) struct Parameter<'a>(pub(super) &'a ParameterNode);

impl Serialize for Parameter<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parameter = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("Type", &parameter.parameter_type.to_string())?;
        entry(&mut map, "Description", &parameter.description)?;
        let choice = |text| Choice(&parameter.parameter_type, text);
        entry(&mut map, "Default", &parameter.default.as_deref().map(choice))?;
        if !parameter.allowed_values.is_empty() {
            let values: Vec<_> = parameter.allowed_values.iter().map(|text| choice(text)).collect();
            map.serialize_entry("AllowedValues", &values)?;
        }
        entry(&mut map, "AllowedPattern", &parameter.allowed_pattern)?;
        entry(&mut map, "ConstraintDescription", &parameter.constraint_description)?;
        entry(&mut map, "MinLength", &parameter.min_length)?;
        entry(&mut map, "MaxLength", &parameter.max_length)?;
        entry(&mut map, "MinValue", &parameter.min_value.map(Number))?;
        entry(&mut map, "MaxValue", &parameter.max_value.map(Number))?;
        if parameter.no_echo {
            map.serialize_entry("NoEcho", &true)?;
        }
        map.end()
    }
}

fn entry<M: SerializeMap>(map: &mut M, name: &'static str, value: &Option<impl Serialize>) -> Result<(), M::Error> {
    value.as_ref().map_or(Ok(()), |value| map.serialize_entry(name, value))
}

/// A value that a parameter may have. Whole numbers are written as numbers, here and there alike: cfn-lint does not find
/// the number 2 among texts.
struct Choice<'a>(&'a ParameterType, &'a str);

impl Serialize for Choice<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.1.parse::<i64>() {
            Ok(whole) if *self.0 == ParameterType::Number => serializer.serialize_i64(whole),
            _ => serializer.serialize_str(self.1),
        }
    }
}

const INTERFACE: &str = "AWS::CloudFormation::Interface";

/// The template's own metadata, with labels and groups of the parameters in it.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-interface.html>
pub(super) fn metadata<M: SerializeMap>(stack: &StackGraph, map: &mut M) -> Result<(), M::Error> {
    let interface = Interface::of(stack);
    if interface.is_empty() && stack.metadata.is_empty() {
        return Ok(());
    }
    map.serialize_entry("Metadata", &Metadata(stack, interface))
}

struct Metadata<'a>(&'a StackGraph, Interface<'a>);

impl Serialize for Metadata<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.0.metadata {
            match value {
                Value::Map(inner) => map.serialize_entry(key, &fields(self.0, inner))?,
                other => map.serialize_entry(key, &super::value::Written(self.0, other))?,
            }
        }
        let read = self.0.metadata.iter().any(|(key, _)| key == INTERFACE);
        if !self.1.is_empty() && !read {
            map.serialize_entry(INTERFACE, &self.1)?;
        }
        map.end()
    }
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

impl Serialize for Interface<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.groups.is_empty() {
            let groups: Vec<_> = self.groups.iter().map(|(name, parameters)| Group(name, parameters)).collect();
            map.serialize_entry("ParameterGroups", &groups)?;
        }
        if !self.labels.is_empty() {
            map.serialize_entry("ParameterLabels", &Labels(&self.labels))?;
        }
        map.end()
    }
}

struct Group<'a>(&'a str, &'a [&'a str]);

impl Serialize for Group<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("Label", &one("default", self.0))?;
        map.serialize_entry("Parameters", self.1)?;
        map.end()
    }
}

struct Labels<'a>(&'a [(&'a str, &'a str)]);

impl Serialize for Labels<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, label)| (id, one("default", label))))
    }
}
