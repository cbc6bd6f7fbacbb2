//! JSON, written and read: every document is written here, byte for byte the same on every machine.
//! Source: <https://www.rfc-editor.org/rfc/rfc8259>

#[cfg(any(test, feature = "serde_json"))]
mod foreign;
mod format;
mod parse;
mod quote;
mod read;
mod string;
mod to_json;
pub(crate) mod tree;
mod writer;

pub use format::{Format, Layout};
pub use read::{Fault, read};
pub use to_json::ToJson;
pub use writer::Writer;

#[cfg(feature = "read")]
pub(crate) use parse::parse;
pub(crate) use quote::{escaped, float};

/// A document as text, with a newline at the end.
///
/// ```
/// use iac_core::json::{self, Layout, ToJson, Writer};
///
/// struct Topic(&'static str, u64);
///
/// impl ToJson for Topic {
///     fn write(&self, to: &mut Writer) {
///         to.map(|to| {
///             to.entry("name", self.0);
///             to.key("queues").list(|to| (0..self.1).for_each(|queue| to.item().uint(queue)));
///         });
///     }
/// }
///
/// assert_eq!(json::to_text(&Topic("alerts", 2), Layout::Compact), "{\"name\":\"alerts\",\"queues\":[0,1]}\n");
/// ```
pub fn to_text(document: &dyn ToJson, layout: Layout) -> String {
    written(document, Writer::new(layout)).0
}

/// A document as bytes, with a newline at the end.
pub fn to_bytes(document: &dyn ToJson, layout: Layout) -> Vec<u8> {
    to_text(document, layout).into_bytes()
}

/// A document as bytes, and how many it would have as [`Layout::Compact`].
pub fn measured(document: &dyn ToJson, layout: Layout) -> (Vec<u8>, usize) {
    let (text, blank) = written(document, Writer::new(layout));
    let least = text.len() - blank;
    (text.into_bytes(), least)
}

/// A document in a notation of one's own, with a newline at the end.
pub fn formatted(document: &dyn ToJson, format: Box<dyn Format>) -> Vec<u8> {
    written(document, Writer::with_format(format)).0.into_bytes()
}

fn written(document: &dyn ToJson, mut writer: Writer) -> (String, usize) {
    document.write(&mut writer);
    writer.finish()
}

#[cfg(test)]
mod tests;
