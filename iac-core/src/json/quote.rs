//! Text and numbers in JSON's notation.

/// Control characters by their numbers.
const CONTROL: [&str; 32] = [
    "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007", "\\b", "\\t", "\\n",
    "\\u000b", "\\f", "\\r", "\\u000e", "\\u000f", "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014", "\\u0015",
    "\\u0016", "\\u0017", "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f",
];

/// A text between quotation marks.
#[inline]
pub(super) fn quote(text: &str, to: &mut String) {
    to.push('"');
    escape(text, to);
    to.push('"');
}

/// The text as it stands between the quotation marks.
pub(crate) fn escaped(text: &str) -> String {
    let mut to = String::with_capacity(text.len());
    escape(text, &mut to);
    to
}

/// What needs no escape is copied in one piece.
fn escape(text: &str, to: &mut String) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            control if control < b' ' => CONTROL[usize::from(control)],
            _ => continue,
        };
        to.push_str(&text[copied..at]);
        to.push_str(escape);
        copied = at + 1;
    }
    to.push_str(&text[copied..]);
}

/// A number with a point or an exponent: as few digits as tell it from every other, and an exponent where it is shorter
/// so. JSON has no notation for what is no number, or infinite.
pub(crate) fn float(number: f64) -> String {
    match number.abs() {
        size if !size.is_finite() => "null".to_owned(),
        size if (1e-5..1e-4).contains(&size) => number.to_string(),
        size if size >= 1e16 => format!("{number:?}").replace('e', "e+"),
        _ => format!("{number:?}"),
    }
}
