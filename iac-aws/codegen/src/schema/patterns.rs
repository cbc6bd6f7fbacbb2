//! Regular expressions as Rust's crates read them. AWS writes them for JavaScript, Java or Python.

/// Spellings that no crate takes, or takes for something else.
const SPELLINGS: [(&str, &str); 4] = [
    // Characters beyond U+FFFF, as the pairs that JavaScript and Java make of them, in and out of order.
    (r"\uD800\uDC00-\uDBFF\uDFFF", r"\u{10000}-\u{10FFFF}"),
    (r"\uD800\uDBFF-\uDC00\uDFFF", r"\u{10000}-\u{10FFFF}"),
    (r"\uD83C-\uDBFF\uDC00-\uDFFF", r"\u{1F000}-\u{10FFFF}"),
    // To look ahead twice is to look ahead.
    (r"(?!\.)+", r"(?!\.)"),
];

/// The expression for Rust.
pub(super) fn rust(pattern: &str) -> String {
    let pattern = SPELLINGS.iter().fold(pattern.to_owned(), |text, (from, to)| text.replace(from, to));
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern.as_str();
    let mut in_class = false;
    while let Some(c) = rest.chars().next() {
        let width = if c == '\\' { escape(rest) } else { c.len_utf8() };
        let (token, after) = rest.split_at(width);
        // Rust's classes have classes in them: `[[:alpha:]]`, and as in Java `[a-z&&[^x]]`.
        if in_class && c == '[' && !after.starts_with(':') && !out.ends_with("&&") {
            out.push('\\');
        }
        out.push_str(&ascii(token, in_class));
        in_class = match c {
            '[' => true,
            ']' => false,
            _ => in_class,
        };
        // A dash behind a set of characters starts no range.
        let set = token.starts_with(r"\w")
            || token.starts_with(r"\s")
            || token.starts_with(r"\d")
            || token.starts_with(r"\p");
        rest = after;
        if in_class && set && after.starts_with('-') {
            out.push_str(r"\-");
            rest = after.strip_prefix('-').unwrap_or(after);
        }
    }
    out
}

/// Digits and words are ASCII's to AWS, but Unicode's to Rust, which takes a hundred times as long to compile.
fn ascii(token: &str, in_class: bool) -> String {
    let set = match token {
        r"\d" => "0-9",
        r"\w" => "0-9A-Za-z_",
        other => return other.to_owned(),
    };
    if in_class { set.to_owned() } else { format!("[{set}]") }
}

/// How long the escape is that the text starts with.
fn escape(text: &str) -> usize {
    let braces = text.starts_with(r"\p{") || text.starts_with(r"\P{") || text.starts_with(r"\u{");
    let end = text.find('}').filter(|_| braces).map(|end| end + 1);
    end.unwrap_or_else(|| text.chars().take(2).map(char::len_utf8).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_are_left_alone() {
        for same in [r"^(?!\s*$)[^[:space:]]+$", r"^[\p{Print}&&[^|:/]]+$", r"\[[a-z]\]", r"^é-[ö]$", "", r"\"] {
            assert_eq!(rust(same), same);
        }
    }

    #[test]
    fn the_others_are_spelled_anew() {
        for (theirs, ours) in [
            (r"[\w-.~]+", r"[0-9A-Za-z_\-.~]+"),
            (r"^\w[\d-]$", r"^[0-9A-Za-z_][0-9\-]$"),
            (r"[\p{L}\p{N}-_]", r"[\p{L}\p{N}\-_]"),
            (r"[a,@[\]+=]*", r"[a,@\[\]+=]*"),
            (r"[\u0020-\uD7FF\uD800\uDC00-\uDBFF\uDFFF\t]", r"[\u0020-\uD7FF\u{10000}-\u{10FFFF}\t]"),
        ] {
            assert_eq!(rust(theirs), ours);
        }
    }
}
