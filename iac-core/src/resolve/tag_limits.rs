//! What AWS does not take as tags of any resource: more than fifty, keys of its own, and a key that stands twice.
//! Sources: <https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/allocation-tag-restrictions.html>,
//! <https://docs.aws.amazon.com/sdk-for-python/v4/reference/clients/ecs/structures/Tag/>

use super::keys::repeated;
use crate::diagnostic::Diagnostic;
use crate::graph::{ResourceNode, StackGraph};
use crate::value::Value;

const MOST: usize = 50;

/// The keys that the program gives, each at its line: this is before resources inherit them.
pub(super) fn keys(stack: &StackGraph, diagnostics: &mut Vec<Diagnostic>) {
    for tag in stack.tags.iter().filter(|tag| is_reserved(&tag.key)) {
        diagnostics.push(reserved(&tag.key, stack.path(tag.scope)).at(tag.place));
    }
    for resource in stack.resources.values() {
        let fault = |fault: Diagnostic, property| fault.at(stack.place_of_property(resource, property));
        match own(resource) {
            Some((property, Value::List(tags))) => {
                // What has no key that is known, such as a choice, has an empty one here.
                let keys = tags.iter().map(|tag| key(tag).unwrap_or_default());
                for key in keys.clone().filter(|key| is_reserved(key)) {
                    diagnostics.push(fault(reserved(key, stack.path_of(resource)), property));
                }
                for key in repeated(keys).into_iter().filter(|key| !key.is_empty()) {
                    let message = format!("the tag `{key}` stands twice");
                    let twice = Diagnostic::error("bad-tags", stack.path_of(resource), message);
                    diagnostics.push(fault(twice.help("give each key once"), property));
                }
            }
            Some((property, Value::Map(tags))) => {
                for tag in tags.iter().filter(|tag| is_reserved(&tag.name)) {
                    diagnostics.push(fault(reserved(&tag.name, stack.path_of(resource)), property));
                }
            }
            _ => {}
        }
    }
}

/// How many tags resources have with those that they inherit.
pub(super) fn counts(stack: &StackGraph, diagnostics: &mut Vec<Diagnostic>) {
    for resource in stack.resources.values() {
        let (property, count) = match own(resource) {
            Some((property, Value::List(tags))) if tags.len() > MOST => {
                (property, tags.iter().filter(|tag| key(tag).is_some()).count())
            }
            Some((property, Value::Map(tags))) => (property, tags.len()),
            _ => continue,
        };
        if count > MOST {
            let message = format!("it has {count} tags; AWS takes at most {MOST}");
            diagnostics.push(
                Diagnostic::error("bad-tags", stack.path_of(resource), message)
                    .at(stack.place_of_property(resource, property))
                    .help("leave some out, of its own or of the constructs that it is in"),
            );
        }
    }
}

fn own(resource: &ResourceNode) -> Option<(&'static str, &Value)> {
    let property = resource.tags.property()?;
    Some((property, resource.property(property)?))
}

fn key(tag: &Value) -> Option<&str> {
    let Value::Map(fields) = tag else { return None };
    fields.iter().find(|field| field.name == "Key")?.value.as_str()
}

fn is_reserved(key: &str) -> bool {
    key.as_bytes().get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"aws:"))
}

fn reserved(key: &str, path: String) -> Diagnostic {
    Diagnostic::error("bad-tags", path, format!("the tag `{key}` has a key that is AWS's own"))
        .help("choose a key that does not start with `aws:`, in upper or lower case")
}
