//! What a template says before anybody asks what it means: JSON and YAML alike.

pub(super) use crate::json::tree::{At, Data, Entry, Fault, Flaws, MAX_DEPTH, Tree, each_once};
use std::borrow::Cow;

/// What repetition may add to a document, in characters and values: aliases, loops and variables of `Fn::Sub` that stand
/// in many places. CloudFormation takes a megabyte of text.
pub(super) const MAX_REPEATED: usize = 4_000_000;

impl<'a> Tree<'a> {
    pub(super) fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Tree<'a>> {
        match &self.data {
            Data::Map(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }

    /// Text, numbers and flags as CloudFormation sees them where it wants text.
    pub(super) fn scalar(&self) -> Option<Cow<'_, str>> {
        Some(match &self.data {
            Data::Text(text) => Cow::Borrowed(text),
            Data::Bool(flag) => flag.to_string().into(),
            Data::Int(number) => number.to_string().into(),
            Data::Num(number) => number.to_string().into(),
            _ => return None,
        })
    }

    /// The function that is called, with what it is given.
    pub(super) fn function(&self) -> Option<(&str, &Tree<'a>)> {
        match &self.data {
            Data::Map(entries) => match entries.as_slice() {
                [Entry { key, value, .. }] if key == "Ref" || key.starts_with("Fn::") => Some((key, value)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether it may be a list: one as it stands, or a function.
    pub(super) fn may_be_list(&self) -> bool {
        matches!(self.data, Data::List(_) | Data::Lost) || self.function().is_some()
    }

    /// What it is, for messages.
    pub(super) fn sort(&self) -> &'static str {
        match &self.data {
            Data::Lost | Data::Null => "nothing",
            Data::Bool(_) => "a boolean",
            Data::Int(_) | Data::Num(_) => "a number",
            Data::Text(_) => "text",
            Data::List(_) => "a list",
            Data::Map(_) if self.function().is_some() => "a function",
            Data::Map(_) => "an object",
        }
    }

    /// How much it is, and how deep.
    pub(super) fn size(&self) -> (usize, usize) {
        let below = |sizes: &mut dyn Iterator<Item = (usize, usize)>| {
            sizes.fold((1, 1), |(size, depth), (more, below)| (size + more, depth.max(below + 1)))
        };
        match &self.data {
            Data::Text(text) => (1 + text.len(), 1),
            Data::List(items) => below(&mut items.iter().map(Tree::size)),
            Data::Map(entries) => below(&mut entries.iter().map(|entry| {
                let (size, depth) = entry.value.size();
                (1 + entry.key.len() + size, depth)
            })),
            _ => (1, 1),
        }
    }
}

/// A whole number without exponent, or one with a fraction, is a number. Every other notation stays as it was written:
/// CloudFormation hands `8.0` on as `8.0`, and a number that is too large for us is not too large for text.
pub(super) fn number(text: &str) -> Data<'_> {
    if let Ok(whole) = text.parse() {
        return Data::Int(whole);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number.fract() != 0.0 => Data::Num(number),
        Ok(number) if number.is_finite() && number.abs() >= 1e15 && text.contains(['.', 'e', 'E']) => Data::Num(number),
        _ => Data::Text(Cow::Borrowed(text)),
    }
}
