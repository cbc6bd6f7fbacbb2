//! A template as YAML: what the writer of JSON says, laid out by indentation.
//!
//! CloudFormation reads YAML 1.1, where a plain `no`, `012` or `1e3` is not text: what is not clearly text is quoted.
//! Long text is not folded, so that what is searched for is found.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html>,
//! <https://yaml.org/spec/1.1/>

pub(crate) mod flow;

use flow::Flow;
use iac_core::json::{Format, ToJson, formatted};
use std::fmt::Write as _;

pub(crate) fn to_bytes(document: &dyn ToJson) -> Vec<u8> {
    formatted(document, Box::new(Layout { is_inline: true, ..Layout::default() }))
}

/// The same with JSON's punctuation, which takes less where much is nested.
pub(crate) fn like_json(document: &dyn ToJson, break_above: usize) -> Vec<u8> {
    formatted(document, Box::new(Flow::new(break_above)))
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
        let start = to.len();
        if is_plain(name) {
            to.push_str(name)
        } else {
            quoted(to, name)
        }
        if to.len() - start > MOST_OF_KEY {
            to.insert_str(start, "? ");
            indent(to, self.depth - 1);
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

    fn float(&mut self, to: &mut String, number: &str) {
        float(to, number);
    }
}

/// A key that is longer stands behind a question mark: readers look for a colon in 1,024 characters.
/// Source: <https://yaml.org/spec/1.1/>
const MOST_OF_KEY: usize = 1_000;

/// A float has a point, or it is text. Source: <https://yaml.org/type/float.html>
fn float(to: &mut String, number: &str) {
    match number.split_once('e') {
        Some((digits, exponent)) if !digits.contains('.') => to.extend([digits, ".0e", exponent]),
        _ => to.push_str(number),
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
            char if char.is_control() || "\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}".contains(char) => {
                let _ = write!(to, "\\u{:04x}", u32::from(char));
            }
            char => to.push(char),
        }
    }
    to.push('"');
}

#[cfg(test)]
mod tests {
    use super::{flow, like_json, to_bytes};
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

    /// A float of YAML 1.1 has a point, and a sign in its exponent. <https://yaml.org/type/float.html>
    #[test]
    fn numbers_are_numbers_in_yaml_1_1() {
        let value = json!([1e-7, 1e300, -2.5e-9, 1.5, 1e-5, 3, 2.5e17]);
        let text = String::from_utf8(to_bytes(&value)).unwrap();
        assert_eq!(text, "- 1.0e-7\n- 1.0e+300\n- -2.5e-9\n- 1.5\n- 0.00001\n- 3\n- 2.5e+17\n");
    }

    /// Longer ones are keys behind a question mark only.
    #[test]
    fn keys_may_be_longer_than_1024_characters() {
        let (plain, odd) = ("k".repeat(2_000), "k: ".repeat(500));
        let value = json!({plain.clone(): {odd.clone(): [1], "b": {}}, "c": [{odd: {plain: "x\ny"}}, {"d": "e".repeat(2_000)}]});
        for written in [to_bytes(&value), like_json(&value, flow::LINES), like_json(&value, flow::COMPACT)] {
            assert_eq!(serde_norway::from_slice::<Value>(&written).unwrap(), value);
        }
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
            for written in [to_bytes(&value), like_json(&value, flow::LINES), like_json(&value, flow::COMPACT)] {
                prop_assert_eq!(serde_norway::from_slice::<Value>(&written).unwrap(), value.clone());
            }
            prop_assert_eq!(serde_json::from_slice::<Value>(&like_json(&value, flow::LINES)).unwrap(), value);
        }
    }
}
