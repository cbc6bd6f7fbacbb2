//! A stack as a CloudFormation template.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html>

mod attributes;
mod dynamic;
mod parameters;
mod substitution;
mod value;

use crate::condition::Test;
use crate::graph::{OutputNode, ResourceNode, RuleNode, StackGraph};
use crate::value::{Field, Value};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use value::{Written, fields};

#[cfg(feature = "read")]
pub(crate) use attributes::Tool;

/// What CloudFormation takes inline, in bytes; a larger template must be given by its address in S3.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
pub const INLINE_BYTES: usize = 51_200;
/// The largest template that CloudFormation takes from S3, in bytes.
pub const MAX_BYTES: usize = 1_000_000;

/// The template of a stack, ready to be written.
pub fn template(stack: &StackGraph) -> impl Serialize {
    Template(stack)
}

struct Template<'a>(&'a StackGraph);

impl Serialize for Template<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stack = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("AWSTemplateFormatVersion", "2010-09-09")?;
        if let Some(description) = &stack.description {
            map.serialize_entry("Description", description)?;
        }
        if let Some(transform) = stack.section("Transform") {
            map.serialize_entry("Transform", &Written(stack, transform))?;
        }
        parameters::metadata(stack, &mut map)?;
        section(stack, &mut map, "Parameters", stack.parameters.iter(), parameters::Parameter)?;
        section(stack, &mut map, "Rules", stack.rules.iter(), |rule| Rule(stack, rule))?;
        section(stack, &mut map, "Mappings", stack.mappings.iter(), |mapping| Rows(stack, &mapping.rows))?;
        section(stack, &mut map, "Conditions", stack.conditions.iter(), |condition| Condition(stack, &condition.test))?;
        section(stack, &mut map, "Resources", stack.resources.iter(), |resource| Resource(stack, resource))?;
        section(stack, &mut map, "Outputs", stack.outputs.iter(), |output| Output(stack, output))?;
        for section in stack.sections.iter().filter(|section| !written_above(&section.name)) {
            map.serialize_entry(&section.name, &Written(stack, &section.value))?;
        }
        map.end()
    }
}

fn written_above(section: &str) -> bool {
    matches!(section, "Transform" | "Parameters" | "Rules" | "Mappings" | "Conditions" | "Resources" | "Outputs")
}

/// A section of the template; one that is empty is left out.
fn section<'a, M: SerializeMap, N: 'a, D: Serialize>(
    stack: &'a StackGraph,
    map: &mut M,
    name: &'static str,
    nodes: impl ExactSizeIterator<Item = (&'a String, &'a N)> + Clone,
    document: impl Fn(&'a N) -> D,
) -> Result<(), M::Error> {
    let more = match stack.section(name) {
        Some(Value::Map(more)) => more.as_slice(),
        _ => &[],
    };
    if nodes.len() == 0 && more.is_empty() {
        return Ok(());
    }
    map.serialize_entry(name, &Entries { nodes, document, stack, more })
}

struct Entries<'a, I, F> {
    nodes: I,
    document: F,
    stack: &'a StackGraph,
    /// What macros and loops add.
    more: &'a [Field],
}

impl<'a, N: 'a, D: Serialize, I, F> Serialize for Entries<'a, I, F>
where
    I: ExactSizeIterator<Item = (&'a String, &'a N)> + Clone,
    F: Fn(&'a N) -> D,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.nodes.len() + self.more.len()))?;
        for (id, node) in self.nodes.clone() {
            map.serialize_entry(id, &(self.document)(node))?;
        }
        for field in self.more {
            map.serialize_entry(&field.name, &Written(self.stack, &field.value))?;
        }
        map.end()
    }
}

struct Resource<'a>(&'a StackGraph, &'a ResourceNode);

impl Serialize for Resource<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Resource(stack, resource) = *self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("Type", &resource.resource_type)?;
        attributes::write(stack, resource, &mut map)?;
        if !resource.properties.is_empty() {
            map.serialize_entry("Properties", &fields(stack, &resource.properties))?;
        }
        map.end()
    }
}

struct Rows<'a>(&'a StackGraph, &'a [(crate::Text, Vec<Field>)]);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.1.iter().map(|(key, cells)| (key, fields(self.0, cells))))
    }
}

struct Condition<'a>(&'a StackGraph, &'a Test);

impl Serialize for Condition<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Condition(stack, test) = *self;
        let mut map = serializer.serialize_map(Some(1))?;
        match test {
            Test::Equals(a, b) => map.serialize_entry("Fn::Equals", &(Written(stack, a), Written(stack, b)))?,
            Test::Contains(list, text) => {
                map.serialize_entry("Fn::Contains", &(Written(stack, list), Written(stack, text)))?
            }
            Test::And(tests) => map.serialize_entry("Fn::And", &Conditions(stack, tests))?,
            Test::Or(tests) => map.serialize_entry("Fn::Or", &Conditions(stack, tests))?,
            Test::Not(test) => map.serialize_entry("Fn::Not", &[Condition(stack, test)])?,
            Test::Opaque(function, arguments) => map.serialize_entry(&**function, &Written(stack, arguments))?,
            Test::Holds(node) => map.serialize_entry("Condition", value::condition_id(stack, *node))?,
        }
        map.end()
    }
}

struct Conditions<'a>(&'a StackGraph, &'a [Test]);

impl Serialize for Conditions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.1.iter().map(|test| Condition(self.0, test)))
    }
}

struct Rule<'a>(&'a StackGraph, &'a RuleNode);

impl Serialize for Rule<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Rule(stack, rule) = *self;
        let mut map = serializer.serialize_map(None)?;
        if let Some(when) = &rule.when {
            map.serialize_entry("RuleCondition", &Condition(stack, when))?;
        }
        let assertions: Vec<_> = rule.assertions.iter().map(|(test, text)| Assertion(stack, test, text)).collect();
        map.serialize_entry("Assertions", &assertions)?;
        map.end()
    }
}

struct Assertion<'a>(&'a StackGraph, &'a Test, &'a str);

impl Serialize for Assertion<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("Assert", &Condition(self.0, self.1))?;
        if !self.2.is_empty() {
            map.serialize_entry("AssertDescription", self.2)?;
        }
        map.end()
    }
}

struct Output<'a>(&'a StackGraph, &'a OutputNode);

impl Serialize for Output<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Output(stack, output) = *self;
        let mut map = serializer.serialize_map(None)?;
        if let Some(condition) = output.condition {
            map.serialize_entry("Condition", value::condition_id(stack, condition))?;
        }
        if let Some(description) = &output.description {
            map.serialize_entry("Description", description)?;
        }
        map.serialize_entry("Value", &Written(stack, &output.value))?;
        if let Some(export) = &output.export {
            map.serialize_entry("Export", &value::one("Name", Written(stack, export)))?;
        }
        map.end()
    }
}
