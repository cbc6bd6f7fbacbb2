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
    let mut rest = text;
    loop {
        let plain = plain(rest.as_bytes());
        to.push_str(&rest[..plain]);
        let Some(byte) = rest.as_bytes().get(plain) else { return };
        to.push_str(match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            control => CONTROL.get(usize::from(*control)).unwrap_or(&""),
        });
        rest = &rest[plain + 1..];
    }
}

/// How many bytes from the start need no escape: eight at a time, since most texts have none that do.
fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = ONES << 7;
    let has_less = |word: u64, than: u64| word.wrapping_sub(ONES * than) & !word & HIGH != 0;
    let has = |word: u64, byte: u8| has_less(word ^ (ONES * u64::from(byte)), 1);
    let needs_none = |word: &&[u8; 8]| {
        let word = u64::from_le_bytes(**word);
        !(has_less(word, 0x20) || has(word, b'"') || has(word, b'\\'))
    };
    let start = 8 * bytes.as_chunks().0.iter().take_while(needs_none).count();
    let needs_one = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'\\');
    bytes[start..].iter().position(needs_one).map_or(bytes.len(), |at| start + at)
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
