//! A template as YAML: what the writer of JSON says, laid out by indentation.
//!
//! CloudFormation reads YAML 1.1, where a plain `no`, `012` or `1e3` is not text: what is not clearly text is quoted.
//! Long text is not folded, so that what is searched for is found.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html>,
//! <https://yaml.org/spec/1.1/>

use iac_core::json::{Format, ToJson, formatted};
use std::fmt::Write as _;

pub(crate) fn to_bytes(document: &dyn ToJson) -> Vec<u8> {
    formatted(document, Box::new(Layout { is_inline: true, ..Layout::default() }))
}

#[derive(Default)]
struct Layout {
    depth: usize,
    /// What comes next stands behind a dash, or at the start.
    is_inline: bool,
    is_empty: bool,
}

impl Layout {
    fn line(&mut self, to: &mut String) {
        if !(self.is_empty && self.is_inline) {
            // Behind a colon with more below it; no text is written with a space at the end of a line.
            if to.ends_with(' ') {
                to.pop();
            }
            indent(to, self.depth - 1);
        }
        (self.is_empty, self.is_inline) = (false, false);
    }
}

impl Format for Layout {
    fn open(&mut self, _: &mut String, _: &'static str) {
        self.depth += 1;
        self.is_empty = true;
    }

    fn close(&mut self, to: &mut String, brackets: &'static str) {
        self.depth -= 1;
        if self.is_empty {
            to.push_str(brackets);
        }
        (self.is_empty, self.is_inline) = (false, false);
    }

    fn item(&mut self, to: &mut String) {
        self.line(to);
        self.is_inline = true;
        to.push_str("- ");
    }

    fn key(&mut self, to: &mut String, name: &str) {
        self.line(to);
        if is_plain(name) {
            to.push_str(name)
        } else {
            quoted(to, name)
        }
        to.push_str(": ");
    }

    fn text(&mut self, to: &mut String, text: &str) {
        if is_plain(text) {
            to.push_str(text);
        } else if self.depth > 0 && is_block(text) {
            block(to, text, self.depth);
        } else {
            quoted(to, text);
        }
    }
}

fn indent(to: &mut String, depth: usize) {
    to.push('\n');
    (0..depth).for_each(|_| to.push_str("  "));
}

/// Words of YAML 1.1 that are not text. <https://yaml.org/type/>
const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

/// Whether it is text without quotes: it starts with a letter or a slash, and has nothing in it that starts something
/// else.
fn is_plain(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '/')
        && text.chars().all(|char| char.is_alphanumeric() || (char.is_ascii() && !char.is_control()))
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether its lines can be written as they are.
fn is_block(text: &str) -> bool {
    let mut lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
    let is_readable = |char: char| matches!(char, '\t' | '\n' | ' '..='~') || char.is_alphanumeric();
    text.contains('\n')
        && text.chars().all(is_readable)
        && !text.starts_with([' ', '\t', '\n'])
        && !text.ends_with("\n\n")
        && lines.all(|line| !line.ends_with([' ', '\t']))
}

fn block(to: &mut String, text: &str, depth: usize) {
    let lines = text.strip_suffix('\n');
    to.push_str(if lines.is_some() { "|" } else { "|-" });
    for line in lines.unwrap_or(text).split('\n') {
        indent(to, if line.is_empty() { 0 } else { depth });
        to.push_str(line);
    }
}

fn quoted(to: &mut String, text: &str) {
    to.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => to.extend(['\\', char]),
            '\n' => to.push_str("\\n"),
            '\r' => to.push_str("\\r"),
            '\t' => to.push_str("\\t"),
            // Breaks of lines to YAML, and marks that a reader drops.
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(to, "\\u{:04x}", u32::from(char));
            }
            char if char.is_control() => {
                let _ = write!(to, "\\x{:02x}", u32::from(char));
            }
            char => to.push(char),
        }
    }
    to.push('"');
}

#[cfg(test)]
mod tests {
    use super::to_bytes;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[test]
    fn laid_out() {
        let value = json!({
            "A": {"Fn::Sub": "${B}-c"}, "D": [], "E": [{"F": 1, "G": [["h", {}]]}, true, null],
            "I": "#!/bin/sh\nexit\n", "J": "a\n\nb: c", "K": {"L": {"M": "n:o"}},
        });
        let text = String::from_utf8(to_bytes(&value)).unwrap();
        assert_eq!(
            text,
            r#"A:
  Fn::Sub: "${B}-c"
D: []
E:
  - F: 1
    G:
      - - h
        - {}
  - true
  - null
I: |
  #!/bin/sh
  exit
J: |-
  a

  b: c
K:
  L:
    M: n:o
"#
        );
    }

    fn value() -> impl Strategy<Value = Value> {
        let text = prop_oneof![any::<String>(), "[ -~\n]{0,12}", "[a-z:# \n-]{0,8}"];
        let leaf =
            prop_oneof![text.clone().prop_map(Value::from), any::<i64>().prop_map(Value::from), Just(Value::Null)];
        leaf.prop_recursive(4, 32, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((text.clone(), inner), 0..4).prop_map(|fields| fields.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in value()) {
            let read: Value = serde_norway::from_slice(&to_bytes(&value)).unwrap();
            prop_assert_eq!(read, value);
        }
    }
}
