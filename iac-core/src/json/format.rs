//! Where lines are broken.

use super::quote::quote;

/// How a document is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One space per level: for readers and for reviews.
    Indented,
    /// One line per resource, parameter and output: much smaller, and a review still shows what changed.
    Lines,
    /// No white space.
    Compact,
}

impl Layout {
    /// How deep lines are broken.
    const fn depth(self) -> usize {
        match self {
            Layout::Indented => usize::MAX,
            Layout::Lines => 2,
            Layout::Compact => 0,
        }
    }
}

/// How a document is punctuated, and its text quoted. Whole numbers, flags and `null` are the same in every notation.
pub trait Format {
    /// A list or an object begins.
    fn open(&mut self, to: &mut String, brackets: &'static str);
    /// It ends; the brackets are those of a list, `[]`, or of an object, `{}`.
    fn close(&mut self, to: &mut String, brackets: &'static str);
    /// A key, and what stands between it and its value.
    fn key(&mut self, to: &mut String, name: &str);
    /// What stands in front of a member of a list.
    fn item(&mut self, to: &mut String);
    /// A text.
    fn text(&mut self, to: &mut String, text: &str);
    /// A number that has a point or an exponent, as JSON writes it; or `null`.
    fn float(&mut self, to: &mut String, number: &str) {
        to.push_str(number);
    }
}

/// JSON, its lines broken down to a depth.
pub(super) struct Lines {
    break_above: usize,
    depth: usize,
    filled: bool,
    /// White space so far, in bytes.
    pub(super) blank: usize,
}

impl Lines {
    pub(super) fn new(layout: Layout) -> Self {
        Lines { break_above: layout.depth(), depth: 0, filled: false, blank: 0 }
    }

    fn new_line(&mut self, to: &mut String) {
        const SPACES: &str = "                                                                ";
        self.blank += 1 + self.depth;
        to.push('\n');
        let mut left = self.depth;
        while left > 0 {
            let now = left.min(SPACES.len());
            to.push_str(&SPACES[..now]);
            left -= now;
        }
    }
}

impl Format for Lines {
    #[inline]
    fn open(&mut self, to: &mut String, brackets: &'static str) {
        self.depth += 1;
        self.filled = false;
        to.push_str(&brackets[..1]);
    }

    #[inline]
    fn close(&mut self, to: &mut String, brackets: &'static str) {
        self.depth -= 1;
        if self.filled && self.depth < self.break_above {
            self.new_line(to);
        }
        self.filled = true;
        to.push_str(&brackets[1..]);
    }

    #[inline]
    fn key(&mut self, to: &mut String, name: &str) {
        self.item(to);
        quote(name, to);
        let spaced = self.depth <= self.break_above;
        self.blank += usize::from(spaced);
        to.push_str(if spaced { ": " } else { ":" });
    }

    #[inline]
    fn item(&mut self, to: &mut String) {
        if self.filled {
            to.push(',');
        }
        self.filled = true;
        if self.depth <= self.break_above {
            self.new_line(to);
        }
    }

    #[inline]
    fn text(&mut self, to: &mut String, text: &str) {
        quote(text, to);
    }
}
