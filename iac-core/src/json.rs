//! The one JSON writer: every document is written here, byte for byte the same on every machine.

use serde::Serialize;
use serde_json::ser::Formatter;
use std::io::{self, Write};

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

/// A document as bytes, with a newline at the end.
///
/// # Errors
/// When a key of the document is not text; no document of this library has such a one.
pub fn to_bytes(document: &impl Serialize, layout: Layout) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::with_capacity(16 * 1024);
    let formatter = Lines { break_above: layout.depth(), depth: 0, filled: false };
    document.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, formatter))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Breaks lines down to a depth.
struct Lines {
    break_above: usize,
    depth: usize,
    filled: bool,
}

impl Lines {
    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        writer.write_all(bracket)
    }

    fn item<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        self.new_line(writer, self.depth)
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled && self.depth < self.break_above {
            self.indent(writer, self.depth)?;
        }
        self.filled = true;
        writer.write_all(bracket)
    }

    fn new_line<W: ?Sized + Write>(&self, writer: &mut W, depth: usize) -> io::Result<()> {
        if depth <= self.break_above { self.indent(writer, depth) } else { Ok(()) }
    }

    fn indent<W: ?Sized + Write>(&self, writer: &mut W, depth: usize) -> io::Result<()> {
        const SPACES: &[u8] = &[b' '; 64];
        writer.write_all(b"\n")?;
        let mut left = depth;
        while left > 0 {
            let now = left.min(SPACES.len());
            writer.write_all(&SPACES[..now])?;
            left -= now;
        }
        Ok(())
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.item(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.item(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let colon: &[u8] = if self.break_above == 0 {
            b":"
        } else if self.depth <= self.break_above {
            b": "
        } else {
            b":"
        };
        writer.write_all(colon)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[test]
    fn layouts() {
        let document = json!({"Resources": {"A": {"Type": "T", "Properties": {"L": [1, 2]}}, "B": {}}});
        let text = |layout| String::from_utf8(to_bytes(&document, layout).unwrap()).unwrap();
        let compact = r#"{"Resources":{"A":{"Properties":{"L":[1,2]},"Type":"T"},"B":{}}}"#;
        assert_eq!(text(Layout::Compact), format!("{compact}\n"));
        assert_eq!(
            text(Layout::Lines),
            "{\n \"Resources\": {\n  \"A\": {\"Properties\":{\"L\":[1,2]},\"Type\":\"T\"},\n  \"B\": {}\n }\n}\n"
        );
        let pretty = serde_json::ser::PrettyFormatter::with_indent(b" ");
        let mut expected = Vec::new();
        document.serialize(&mut serde_json::Serializer::with_formatter(&mut expected, pretty)).unwrap();
        assert_eq!(text(Layout::Indented), String::from_utf8(expected).unwrap() + "\n");
    }

    fn documents() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".*".prop_map(Value::from)
        ];
        leaf.prop_recursive(5, 64, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::btree_map(".*", inner, 0..5).prop_map(|map| map.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_layout_says_the_same(document in documents()) {
            for layout in [Layout::Indented, Layout::Lines, Layout::Compact] {
                let bytes = to_bytes(&document, layout).unwrap();
                prop_assert_eq!(&serde_json::from_slice::<Value>(&bytes).unwrap(), &document);
            }
        }
    }
}
