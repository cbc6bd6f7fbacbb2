//! The one writer.

use super::format::{Format, Layout, Lines};
use super::quote::float;
use super::to_json::ToJson;
use std::fmt::Write as _;

/// Takes a document from its start to its end. It is no tree, and makes none.
pub struct Writer {
    done: String,
    notation: Notation,
}

/// JSON is not behind a pointer: what is written most often is written without asking how.
enum Notation {
    Json(Lines),
    Other(Box<dyn Format>),
}

macro_rules! punctuate {
    ($writer:ident.$method:ident($($argument:expr),*)) => {
        match &mut $writer.notation {
            Notation::Json(lines) => lines.$method(&mut $writer.done, $($argument),*),
            Notation::Other(format) => format.$method(&mut $writer.done, $($argument),*),
        }
    };
}

impl Writer {
    pub(super) fn new(layout: Layout) -> Self {
        Writer { done: String::with_capacity(16 * 1024), notation: Notation::Json(Lines::new(layout)) }
    }

    pub(super) fn with_format(format: Box<dyn Format>) -> Self {
        Writer { done: String::with_capacity(16 * 1024), notation: Notation::Other(format) }
    }

    /// The document, and how many bytes of it are white space that JSON has no need of.
    pub(super) fn finish(mut self) -> (String, usize) {
        self.done.push('\n');
        match self.notation {
            Notation::Json(lines) => (self.done, lines.blank),
            Notation::Other(_) => (self.done, 0),
        }
    }

    /// An object with the entries that the function writes, each with its [`Writer::key`].
    pub fn map(&mut self, entries: impl FnOnce(&mut Writer)) {
        self.open("{}");
        entries(self);
        self.close("{}");
    }

    /// A list with the members that the function writes, each behind an [`Writer::item`].
    pub fn list(&mut self, items: impl FnOnce(&mut Writer)) {
        self.open("[]");
        items(self);
        self.close("[]");
    }

    /// A list with these members.
    pub fn items<T: ToJson>(&mut self, items: impl IntoIterator<Item = T>) {
        self.open("[]");
        items.into_iter().for_each(|item| item.write(self.item()));
        self.close("[]");
    }

    /// A key and its value.
    pub fn entry(&mut self, name: &str, value: &(impl ToJson + ?Sized)) {
        value.write(self.key(name));
    }

    /// A key; its value is to be written next.
    pub fn key(&mut self, name: &str) -> &mut Self {
        punctuate!(self.key(name));
        self
    }

    /// Begins a member of a list; its value is to be written next.
    pub fn item(&mut self) -> &mut Self {
        punctuate!(self.item());
        self
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        punctuate!(self.text(text));
    }

    /// A whole number.
    pub fn int(&mut self, number: i64) {
        let _ = write!(self.done, "{number}");
    }

    /// A whole number that is not negative.
    pub fn uint(&mut self, number: u64) {
        let _ = write!(self.done, "{number}");
    }

    /// A number; a whole one without a point.
    pub fn number(&mut self, number: f64) {
        if number.fract() == 0.0 && number.abs() < 1e15 { self.int(number as i64) } else { self.float(number) }
    }

    /// A number that has a point or an exponent; what is no number is `null`.
    pub fn float(&mut self, number: f64) {
        let number = float(number);
        punctuate!(self.float(&number));
    }

    /// `true` or `false`.
    pub fn bool(&mut self, flag: bool) {
        self.done.push_str(if flag { "true" } else { "false" });
    }

    /// `null`.
    pub fn null(&mut self) {
        self.done.push_str("null");
    }

    fn open(&mut self, brackets: &'static str) {
        punctuate!(self.open(brackets));
    }

    fn close(&mut self, brackets: &'static str) {
        punctuate!(self.close(brackets));
    }
}
