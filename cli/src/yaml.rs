//! A template as YAML: what the writer of JSON says, laid out by indentation.
//!
//! CloudFormation reads YAML 1.1, where a plain `no`, `012` or `1e3` is not text: what is not clearly text is quoted.
//! Long text is not folded, so that what is searched for is found.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html>,
//! <https://yaml.org/spec/1.1/>

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, Serializer};
use std::io::{Result, Write};

pub(crate) fn to_bytes(value: &impl Serialize) -> std::result::Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(16 * 1024);
    let layout = Layout { is_inline: true, ..Layout::default() };
    value.serialize(&mut Serializer::with_formatter(&mut bytes, layout)).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    // Behind a colon or a dash with more below it; no text is written with a space at the end of a line.
    let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    Ok(text.replace(" \n", "\n").into_bytes())
}

#[derive(Default)]
struct Layout {
    depth: usize,
    /// What comes next stands behind a dash, or at the start.
    is_inline: bool,
    is_empty: bool,
    is_key: bool,
    text: String,
}

impl Layout {
    fn begin(&mut self) -> Result<()> {
        self.depth += 1;
        self.is_empty = true;
        Ok(())
    }

    fn end<W: Write + ?Sized>(&mut self, writer: &mut W, nothing: &[u8]) -> Result<()> {
        self.depth -= 1;
        if self.is_empty {
            writer.write_all(nothing)?;
        }
        self.is_empty = false;
        Ok(())
    }

    fn line<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        let stays = first && self.is_inline;
        (self.is_empty, self.is_inline) = (false, false);
        if stays { Ok(()) } else { indent(writer, self.depth - 1) }
    }
}

impl Formatter for Layout {
    fn begin_array<W: Write + ?Sized>(&mut self, _: &mut W) -> Result<()> {
        self.begin()
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.end(writer, b"[]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.line(writer, first)?;
        self.is_inline = true;
        writer.write_all(b"- ")
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> Result<()> {
        self.is_inline = false;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, _: &mut W) -> Result<()> {
        self.begin()
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.end(writer, b"{}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.is_key = true;
        self.line(writer, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        self.is_key = false;
        writer.write_all(b": ")
    }

    fn begin_string<W: Write + ?Sized>(&mut self, _: &mut W) -> Result<()> {
        self.text.clear();
        Ok(())
    }

    fn write_string_fragment<W: Write + ?Sized>(&mut self, _: &mut W, fragment: &str) -> Result<()> {
        self.text.push_str(fragment);
        Ok(())
    }

    fn write_char_escape<W: Write + ?Sized>(&mut self, _: &mut W, escape: CharEscape) -> Result<()> {
        self.text.push(match escape {
            CharEscape::Quote => '"',
            CharEscape::ReverseSolidus => '\\',
            CharEscape::Solidus => '/',
            CharEscape::Backspace => '\u{8}',
            CharEscape::FormFeed => '\u{c}',
            CharEscape::LineFeed => '\n',
            CharEscape::CarriageReturn => '\r',
            CharEscape::Tab => '\t',
            CharEscape::AsciiControl(byte) => char::from(byte),
        });
        Ok(())
    }

    fn end_string<W: Write + ?Sized>(&mut self, writer: &mut W) -> Result<()> {
        if is_plain(&self.text) {
            writer.write_all(self.text.as_bytes())
        } else if self.depth > 0 && !self.is_key && is_block(&self.text) {
            block(writer, &self.text, self.depth)
        } else {
            quoted(writer, &self.text)
        }
    }
}

fn indent<W: Write + ?Sized>(writer: &mut W, depth: usize) -> Result<()> {
    write!(writer, "\n{:1$}", "", depth * 2)
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

fn block<W: Write + ?Sized>(writer: &mut W, text: &str, depth: usize) -> Result<()> {
    let lines = text.strip_suffix('\n');
    writer.write_all(if lines.is_some() { b"|" } else { b"|-" })?;
    for line in lines.unwrap_or(text).split('\n') {
        indent(writer, if line.is_empty() { 0 } else { depth })?;
        writer.write_all(line.as_bytes())?;
    }
    Ok(())
}

fn quoted<W: Write + ?Sized>(writer: &mut W, text: &str) -> Result<()> {
    writer.write_all(b"\"")?;
    for char in text.chars() {
        match char {
            '"' | '\\' => write!(writer, "\\{char}")?,
            '\n' => writer.write_all(b"\\n")?,
            '\r' => writer.write_all(b"\\r")?,
            '\t' => writer.write_all(b"\\t")?,
            // Breaks of lines to YAML, and marks that a reader drops.
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                write!(writer, "\\u{:04x}", u32::from(char))?
            }
            char if char.is_control() => write!(writer, "\\x{:02x}", u32::from(char))?,
            char => write!(writer, "{char}")?,
        }
    }
    writer.write_all(b"\"")
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
        let text = String::from_utf8(to_bytes(&value).unwrap()).unwrap();
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
            let read: Value = serde_norway::from_slice(&to_bytes(&value).unwrap()).unwrap();
            prop_assert_eq!(read, value);
        }
    }
}
