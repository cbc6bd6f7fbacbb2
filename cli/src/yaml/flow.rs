//! YAML that is JSON too, for templates that fit into a limit only so: its text has no character that a reader of YAML
//! would take for something else.

use super::{MOST_OF_KEY, float, quoted};
use iac_core::json::Format;

/// The depth down to which lines are broken: one for each resource, or none.
pub(crate) const LINES: usize = 2;
pub(crate) const COMPACT: usize = 0;

pub(super) struct Flow {
    break_above: usize,
    depth: usize,
    filled: bool,
}

impl Flow {
    pub(super) fn new(break_above: usize) -> Self {
        Flow { break_above, depth: 0, filled: false }
    }

    fn line(&self, to: &mut String) {
        to.push('\n');
        (0..self.depth).for_each(|_| to.push(' '));
    }
}

impl Format for Flow {
    fn open(&mut self, to: &mut String, brackets: &'static str) {
        self.depth += 1;
        self.filled = false;
        to.push_str(&brackets[..1]);
    }

    fn close(&mut self, to: &mut String, brackets: &'static str) {
        self.depth -= 1;
        if self.filled && self.depth < self.break_above {
            self.line(to);
        }
        self.filled = true;
        to.push_str(&brackets[1..]);
    }

    fn item(&mut self, to: &mut String) {
        if self.filled {
            to.push(',');
        }
        self.filled = true;
        if self.depth <= self.break_above {
            self.line(to);
        }
    }

    fn key(&mut self, to: &mut String, name: &str) {
        self.item(to);
        let start = to.len();
        quoted(to, name);
        // The one thing that JSON has no notation for.
        if to.len() - start > MOST_OF_KEY {
            to.insert_str(start, "? ");
            to.push(' ');
        }
        to.push(':');
    }

    fn text(&mut self, to: &mut String, text: &str) {
        quoted(to, text);
    }

    fn float(&mut self, to: &mut String, number: &str) {
        float(to, number);
    }
}
