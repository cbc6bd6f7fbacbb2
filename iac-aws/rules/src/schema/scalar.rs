//! Text, a number or a flag beside its schema.

use super::faults::Kind;
use super::formats;
use super::model::Node;
use super::path::{Path, listed};
use super::walk::Walk;
use iac_aws_schema::{JsonType, Number, Property, nearest};
use iac_core::check::Eval;

impl<'g> Walk<'_, 'g> {
    pub(super) fn scalar(&mut self, value: &Eval<'g>, node: &Node, path: &Path<'_>, of: Option<&Property>) {
        let schema = &node.schema;
        let Some(text) = value.text() else {
            self.unsure |= schema.values.is_some() || schema.pattern.is_some() || schema.format.is_some();
            return self.partly(value, node, path);
        };
        if !node.allows(&text) {
            let grows = of.is_some_and(grows) && may_be_new(&text, node);
            let conditional = self.conditional;
            let say = || bad_value(&text, node, conditional);
            match grows {
                true => self.likely(Kind::Value, path, say),
                false => self.fault(Kind::Value, path, say),
            }
            return;
        }
        self.range(value, node, path);
        let is_text = match value {
            Eval::Text(_) => schema.types.allow(JsonType::String),
            _ => schema.types.allow(JsonType::String) && !schema.types.is_any(),
        };
        if is_text {
            self.length(&text, node, path);
            self.shape(&text, node, path);
        }
    }

    /// Of text that is known in parts the least length is known.
    fn partly(&mut self, value: &Eval<'g>, node: &Node, path: &Path<'_>) {
        let Eval::Joined(parts) = value else { return };
        let least: usize = parts.iter().filter_map(Eval::text).map(|part| part.chars().count()).sum();
        if let Some(most) = node.schema.max_length.filter(|most| least as u64 > *most) {
            self.fault(Kind::Length, path, || {
                let message = format!("has more than {least} characters, but {most} at most are legal");
                (message, "shorten it".to_owned())
            });
        }
    }

    fn range(&mut self, value: &Eval<'g>, node: &Node, path: &Path<'_>) {
        let schema = &node.schema;
        let numeric = schema.types.allow(JsonType::Integer) || schema.types.allow(JsonType::Number);
        let Some(number) = value.num().filter(|_| numeric) else { return };
        let least = schema.minimum.filter(|least| number < least.to_f64());
        let most = schema.maximum.filter(|most| number > most.to_f64());
        let above = schema.exclusive_minimum.filter(|bound| number <= bound.to_f64());
        let below = schema.exclusive_maximum.filter(|bound| number >= bound.to_f64());
        let step = schema.multiple_of.filter(|step| step.to_f64() > 0.0 && (number / step.to_f64()).fract() != 0.0);
        let out = [("at least", least), ("at most", most), ("more than", above), ("less than", below)];
        let out = out.into_iter().chain([("a multiple of", step)]).find_map(|(what, bound)| Some((what, bound?)));
        if let Some((what, bound)) = out {
            self.fault(Kind::Range, path, || {
                (format!("is {}, but must be {what} {bound}", value.shown()), bounds(node))
            });
        }
    }

    fn length(&mut self, text: &str, node: &Node, path: &Path<'_>) {
        let schema = &node.schema;
        if schema.min_length.is_none() && schema.max_length.is_none() {
            return;
        }
        let length = text.chars().count() as u64;
        let out = match (schema.min_length, schema.max_length) {
            (Some(least), _) if length < least => Some(format!("{least} at least")),
            (_, Some(most)) if length > most => Some(format!("{most} at most")),
            _ => None,
        };
        if let Some(legal) = out {
            self.fault(Kind::Length, path, || {
                let help = if length == 0 { "leave it out or fill it in" } else { "write a text of a legal length" };
                (format!("has {length} characters, but {legal} are legal"), help.to_owned())
            });
        }
    }

    /// What the text looks like. One that CloudFormation still replaces is not yet it.
    fn shape(&mut self, text: &str, node: &Node, path: &Path<'_>) {
        if text.contains("{{resolve:") {
            self.unsure = true;
            return;
        }
        // A format has a name, which says more than a pattern: what fits neither is told once.
        if let Some(wanted) = node.schema.format.and_then(|format| formats::wanted(format, text)) {
            self.fault(Kind::Format, path, || {
                (format!("is `{text}`, which is not {wanted}"), format!("write {wanted}"))
            });
        } else if let Some(pattern) = node.schema.pattern.filter(|pattern| !self.model.fits(pattern, text)) {
            self.fault(Kind::Pattern, path, || {
                (format!("is `{text}`, which does not have the form of it"), format!("it must match `{pattern}`"))
            });
        }
    }
}

/// Whether AWS adds values. The schemas do not say it of every size of machine and version.
fn grows(property: &Property) -> bool {
    const KINDS: [&str; 6] = ["InstanceType", "InstanceTypes", "NodeType", "InstanceClass", "EngineVersion", "Runtime"];
    property.grows || KINDS.iter().any(|kind| property.name.ends_with(kind))
}

/// Whether a value may be newer than the list: not where only the case of letters is wrong, nor where it is a machine
/// of a size that no machine has.
fn may_be_new(text: &str, node: &Node) -> bool {
    if node.texts().any(|known| known.eq_ignore_ascii_case(text)) {
        return false;
    }
    let size = |name: &str| name.rsplit_once('.').map(|(_, size)| size.to_owned());
    let is_machine =
        node.texts().all(|known| known.contains('.')) && node.texts().any(|known| known.ends_with(".large"));
    let Some(given) = size(text).filter(|_| is_machine) else { return !is_machine };
    let numbered = |given: &str| given.trim_start_matches(|char: char| char.is_ascii_digit()) == "xlarge";
    numbered(&given) || given.starts_with("metal") || node.texts().any(|known| size(known).as_ref() == Some(&given))
}

fn bad_value(text: &str, node: &Node, conditional: bool) -> (String, String) {
    /// More are not read.
    const MOST: usize = 12;
    let near = nearest(text, node.texts());
    let values: Vec<String> =
        node.schema.values.into_iter().flat_map(|all| all.iter()).map(|one| one.to_string()).collect();
    let help = match near.first() {
        Some(near) => format!("write `{near}`"),
        None if values.len() <= MOST => format!("write {}", listed(values.iter().map(String::as_str), "or")),
        None => format!("write one of {} …", listed(values.iter().take(MOST).map(String::as_str), "or")),
    };
    let when = if conditional { " beside what else is set here" } else { "" };
    (format!("is `{text}`, which is not one of its values{when}"), help)
}

fn bounds(node: &Node) -> String {
    let schema = &node.schema;
    let show = |number: Option<Number>| number.map(|number| number.to_string());
    match (show(schema.minimum), show(schema.maximum)) {
        (Some(least), Some(most)) => format!("write a number from {least} to {most}"),
        (Some(least), None) => format!("write {least} or more"),
        (None, Some(most)) => format!("write {most} or less"),
        (None, None) => "write another number".to_owned(),
    }
}
