//! The sections of a template.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html>

use super::findings::Findings;
use super::names::{Names, is_made, nearest};
use super::reader::Reader;
use super::tree::{Data, Entry, Tree};
use super::{interface, transform};
use crate::graph::StackGraph;
use crate::place::FileName;
use crate::value::{Field, Text, Value};

const INTERFACE: &str = "AWS::CloudFormation::Interface";
const SECTIONS: [&str; 11] = [
    "AWSTemplateFormatVersion",
    "Description",
    "Transform",
    "Metadata",
    "Parameters",
    "Rules",
    "Mappings",
    "Conditions",
    "Resources",
    "Outputs",
    "Hooks",
];

pub(super) fn stack(
    name: &'static str,
    file: FileName,
    tree: &Tree<'_>,
    findings: &mut Findings,
) -> Option<StackGraph> {
    let Data::Map(sections) = &tree.data else { return None };
    let mut stack = StackGraph::new(Text::Borrowed(name), None);
    stack.source = Some(file);
    let mut reader = Reader::new(stack.key, Names::of(sections), findings);
    let makes = |entry: &Entry<'_>| match &entry.value.data {
        Data::Map(entries) => SECTIONS.contains(&&*entry.key) && entries.iter().any(|entry| is_made(&entry.key)),
        _ => false,
    };
    let made = |section: &Entry<'_>| is_made(&section.key) || makes(section);
    reader.open = transform::adds_names(sections) || sections.iter().any(made);
    stack.open = reader.open;
    reader.extended = transform::names(sections).any(|name| name == Some(transform::EXTENSIONS));
    // In the order in which the back end writes them, so that findings come in one order.
    for name in SECTIONS {
        if let Some(section) = sections.iter().find(|section| section.key == name) {
            reader.section(&mut stack, section);
        }
    }
    for section in sections.iter().filter(|section| !SECTIONS.contains(&&*section.key)) {
        reader.unknown_section(&mut stack, section);
    }
    if stack.resources.is_empty() && stack.section("Resources").is_none() && !reader.open {
        let help = "CloudFormation wants at least one resource: add the section `Resources`";
        reader.error("missing-section", tree.at, "the template has no resource", help);
    }
    if let Some(at) = stack.metadata.iter().position(|(key, _)| key == INTERFACE)
        && interface::apply(&stack.metadata[at].1, &mut stack.parameters)
    {
        stack.metadata.remove(at);
    }
    Some(stack)
}

impl Reader<'_> {
    fn section(&mut self, stack: &mut StackGraph, section: &Entry<'_>) {
        let tree = &section.value;
        match &*section.key {
            "AWSTemplateFormatVersion" => {
                let version = self.text("`AWSTemplateFormatVersion`", tree);
                if version.is_some_and(|version| version != "2010-09-09") {
                    let message = "this version of the format does not exist";
                    self.error("bad-version", tree.at, message, "write `2010-09-09`");
                }
            }
            "Description" => stack.description = self.text("`Description`", tree),
            "Metadata" => {
                for entry in self.object("`Metadata`", tree) {
                    let value = self.literal(&entry.value);
                    stack.metadata.push((Text::Owned(entry.key.to_string()), value));
                }
            }
            "Transform" | "Hooks" => {
                stack.sections.push(self.field(section, |reader, tree| reader.value(tree)));
            }
            "Parameters" => {
                self.each(stack, section, |reader, stack, entry| {
                    let node = reader.parameter(entry);
                    stack.parameters.insert(entry.key.to_string(), node);
                });
            }
            "Rules" => {
                self.each(stack, section, |reader, stack, entry| {
                    let node = reader.rule(entry);
                    stack.rules.insert(entry.key.to_string(), node);
                });
            }
            "Mappings" => {
                self.each(stack, section, |reader, stack, entry| {
                    let node = reader.mapping_node(entry);
                    stack.mappings.insert(entry.key.to_string(), node);
                });
            }
            "Conditions" => {
                self.each(stack, section, |reader, stack, entry| {
                    let node = reader.condition_node(entry);
                    stack.conditions.insert(entry.key.to_string(), node);
                });
            }
            "Resources" => {
                self.each(stack, section, |reader, stack, entry| {
                    let place = reader.findings.place(entry.at);
                    let scope = stack.scopes.push(0, Text::Owned(entry.key.to_string()), place);
                    let node = reader.resource_node(entry, scope);
                    stack.resources.insert(entry.key.to_string(), node);
                });
            }
            _ => {
                self.each(stack, section, |reader, stack, entry| {
                    let node = reader.output_node(entry);
                    stack.outputs.insert(entry.key.to_string(), node);
                });
            }
        }
    }

    /// Reads the entries of a section; what macros and loops make of it is kept beside.
    fn each(
        &mut self,
        stack: &mut StackGraph,
        section: &Entry<'_>,
        mut read: impl FnMut(&mut Self, &mut StackGraph, &Entry<'_>),
    ) {
        let mut made = Vec::new();
        for entry in self.object(&format!("`{}`", section.key), &section.value) {
            if is_made(&entry.key) {
                made.push(self.made(entry));
                continue;
            }
            self.within(&entry.key, |reader| {
                let fault = crate::id::fault(&entry.key).filter(|_| !reader.open);
                // Names of conditions may have these, too.
                let is_fine =
                    || section.key == "Conditions" && crate::id::fault(&entry.key.replace(['&', '_'], "A")).is_none();
                if let Some(fault) = fault.filter(|_| !is_fine()) {
                    reader.error("bad-id", entry.at, fault, "choose an id of letters and digits");
                }
                read(reader, stack, entry);
            });
        }
        if !made.is_empty() {
            let name = Text::Owned(section.key.to_string());
            let place = Some(self.findings.place(section.at));
            stack.sections.push(Field { name, value: Value::Map(made), place });
        }
    }

    fn unknown_section(&mut self, stack: &mut StackGraph, section: &Entry<'_>) {
        if !self.open && !is_made(&section.key) {
            let message = format!("a template has no section `{}`", section.key);
            let help = match nearest(&section.key, SECTIONS) {
                Some(meant) => format!("it may be `{meant}` that is meant"),
                None => format!("its sections are {}", SECTIONS.join(", ")),
            };
            self.error("unknown-section", section.at, message, help);
        }
        let field = self.made(section);
        stack.sections.push(field);
    }
}
