//! A stack as a CloudFormation template.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html>

mod attributes;
mod dynamic;
mod parameters;
mod substitution;
mod value;

use crate::condition::Test;
use crate::graph::{OutputNode, ResourceNode, RuleNode, StackGraph};
use crate::json::{ToJson, Writer};
use crate::value::Value;
use indexmap::IndexMap;
use value::{Written, call, condition_id, fields, object};

#[cfg(feature = "read")]
pub(crate) use attributes::Tool;

/// What CloudFormation takes inline, in bytes; a larger template must be given by its address in S3.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
pub const INLINE_BYTES: usize = 51_200;
/// The largest template that CloudFormation takes from S3, in bytes.
pub const MAX_BYTES: usize = 1_000_000;

/// The template of a stack, ready to be written.
pub fn template(stack: &StackGraph) -> impl ToJson {
    Template(stack)
}

struct Template<'a>(&'a StackGraph);

impl ToJson for Template<'_> {
    fn write(&self, to: &mut Writer) {
        let stack = self.0;
        to.map(|to| {
            to.entry("AWSTemplateFormatVersion", "2010-09-09");
            if let Some(description) = &stack.description {
                to.entry("Description", description);
            }
            if let Some(transform) = stack.section("Transform") {
                to.entry("Transform", &Written(stack, transform));
            }
            parameters::metadata(stack, to);
            section(stack, to, "Parameters", &stack.parameters, parameters::parameter);
            section(stack, to, "Rules", &stack.rules, |rule, to| self::rule(stack, rule, to));
            section(stack, to, "Mappings", &stack.mappings, |mapping, to| {
                to.map(|to| mapping.rows.iter().for_each(|(key, cells)| object(stack, cells, to.key(key))));
            });
            section(stack, to, "Conditions", &stack.conditions, |node, to| condition(stack, &node.test, to));
            section(stack, to, "Resources", &stack.resources, |resource, to| self::resource(stack, resource, to));
            section(stack, to, "Outputs", &stack.outputs, |output, to| self::output(stack, output, to));
            for section in stack.sections.iter().filter(|section| !written_above(&section.name)) {
                to.entry(&section.name, &Written(stack, &section.value));
            }
        });
    }
}

fn written_above(section: &str) -> bool {
    matches!(section, "Transform" | "Parameters" | "Rules" | "Mappings" | "Conditions" | "Resources" | "Outputs")
}

/// A section of the template, with what macros and loops add; one that is empty is left out.
fn section<N>(
    stack: &StackGraph,
    to: &mut Writer,
    name: &str,
    nodes: &IndexMap<String, N>,
    write: impl Fn(&N, &mut Writer),
) {
    let more = stack.section(name).and_then(Value::as_map).unwrap_or_default();
    if nodes.is_empty() && more.is_empty() {
        return;
    }
    to.key(name).map(|to| {
        nodes.iter().for_each(|(id, node)| write(node, to.key(id)));
        fields(stack, more, to);
    });
}

fn resource(stack: &StackGraph, resource: &ResourceNode, to: &mut Writer) {
    to.map(|to| {
        to.entry("Type", &resource.resource_type);
        attributes::write(stack, resource, to);
        if !resource.properties.is_empty() {
            object(stack, &resource.properties, to.key("Properties"));
        }
    });
}

fn condition(stack: &StackGraph, test: &Test, to: &mut Writer) {
    let w = |value| Written(stack, value);
    let conditions = |to: &mut Writer, tests: &[Test]| {
        to.list(|to| tests.iter().for_each(|test| condition(stack, test, to.item())));
    };
    to.map(|to| match test {
        Test::Equals(a, b) => call(to, "Fn::Equals", &[&w(a), &w(b)]),
        Test::Contains(list, text) => call(to, "Fn::Contains", &[&w(list), &w(text)]),
        Test::And(tests) => conditions(to.key("Fn::And"), tests),
        Test::Or(tests) => conditions(to.key("Fn::Or"), tests),
        Test::Not(test) => to.key("Fn::Not").list(|to| condition(stack, test, to.item())),
        Test::Opaque(function, arguments) => to.entry(function, &w(arguments)),
        Test::Holds(node) => to.entry("Condition", condition_id(stack, *node)),
    });
}

fn rule(stack: &StackGraph, rule: &RuleNode, to: &mut Writer) {
    let assertion = |to: &mut Writer, test, text: &str| {
        to.map(|to| {
            condition(stack, test, to.key("Assert"));
            if !text.is_empty() {
                to.entry("AssertDescription", text);
            }
        });
    };
    to.map(|to| {
        if let Some(when) = &rule.when {
            condition(stack, when, to.key("RuleCondition"));
        }
        to.key("Assertions")
            .list(|to| rule.assertions.iter().for_each(|(test, text)| assertion(to.item(), test, text)));
    });
}

fn output(stack: &StackGraph, output: &OutputNode, to: &mut Writer) {
    to.map(|to| {
        if let Some(condition) = output.condition {
            to.entry("Condition", condition_id(stack, condition));
        }
        if let Some(description) = &output.description {
            to.entry("Description", description);
        }
        to.entry("Value", &Written(stack, &output.value));
        if let Some(export) = &output.export {
            to.key("Export").map(|to| to.entry("Name", &Written(stack, export)));
        }
    });
}
