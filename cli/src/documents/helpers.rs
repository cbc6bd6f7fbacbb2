//! How text is written into a page.

/// Text of a page: what Markdown or a table would read as markup is not.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut code = false;
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '`' => {
                code = !code;
                escaped.push(c);
            }
            '|' => escaped.push_str("\\|"),
            '\n' | '\r' => escaped.push(' '),
            '*' | '[' | ']' if !code => escaped.extend(['\\', c]),
            // Inside of a word it is plain.
            '_' if code || (before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric())) => {
                escaped.push(c);
            }
            '_' => escaped.extend(['\\', c]),
            '<' if !code => escaped.push_str("&lt;"),
            _ => escaped.push(c),
        }
        before = c;
    }
    escaped
}

/// Code in a line, also in a table: as many backticks around it as it needs.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|").replace(['\n', '\r'], " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    match longest {
        _ if text.is_empty() => String::new(),
        0 => format!("`{text}`"),
        longest => {
            let fence = "`".repeat(longest + 1);
            format!("{fence} {text} {fence}")
        }
    }
}

/// One line.
fn line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// A value in a file of variables: in quotes where it is more than a word.
fn env(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@,%+=".contains(c);
    match text {
        _ if text.chars().all(plain) => text.to_owned(),
        _ if !text.contains(['\'', '\n']) => format!("'{text}'"),
        _ => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")),
    }
}

/// One word of a shell, whatever is in it.
pub(super) fn shell(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@,%+=".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A value in YAML: in double quotes, as JSON has them.
pub(super) fn yaml(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// `1 day`, `7 days`.
fn in_days(count: &str) -> String {
    format!("{count} day{}", if count == "1" { "" } else { "s" })
}

/// The helpers by their names.
pub(super) const HELPERS: &[(&str, super::book::Helper)] =
    &[("code", code), ("line", line), ("env", env), ("shell", shell), ("yaml", yaml), ("in_days", in_days)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_markup() {
        assert_eq!(
            escape("a|b <c> *d* _e_ f_g [h] `i|_j_`\nk"),
            "a\\|b &lt;c> \\*d\\* \\_e\\_ f_g \\[h\\] `i\\|_j_` k"
        );
    }

    #[test]
    fn code_has_as_many_backticks_as_it_needs() {
        assert_eq!(code("a|b"), "`a\\|b`");
        assert_eq!(code("a `b` c"), "`` a `b` c ``");
        assert_eq!(code(""), "");
    }

    #[test]
    fn values_survive_the_reader_that_they_are_for() {
        assert_eq!(env("a b"), "'a b'");
        assert_eq!(env("[\"a\"]"), "'[\"a\"]'");
        assert_eq!(env("it's \"x\""), "\"it's \\\"x\\\"\"");
        assert_eq!(shell("it's"), "'it'\\''s'");
        assert_eq!(shell(""), "''");
        assert_eq!(yaml("a: \"b\"\n"), "\"a: \\\"b\\\"\\n\"");
    }
}
