//! Colours of the terminal, or none; and none that are not ours.

use std::borrow::Cow;

/// Text of a program or a template, its control characters as Rust writes them, but for those that are meant: a terminal
/// obeys them.
pub(crate) fn plain<'a>(text: &'a str, meant: &[char]) -> Cow<'a, str> {
    let is_odd = |char: char| char.is_control() && !meant.contains(&char);
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        if is_odd(char) { plain.extend(char.escape_default()) } else { plain.push(char) }
    }
    Cow::Owned(plain)
}

/// Paints, or leaves text as it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    colour: bool,
}

impl Style {
    pub(crate) fn new(colour: bool) -> Self {
        Style { colour }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(crate) fn error(self, text: &str) -> String {
        self.paint("1;31", text)
    }

    pub(crate) fn warning(self, text: &str) -> String {
        self.paint("1;33", text)
    }

    pub(crate) fn info(self, text: &str) -> String {
        self.paint("1;36", text)
    }

    /// Line numbers, arrows and frames.
    pub(crate) fn frame(self, text: &str) -> String {
        self.paint("1;34", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
