//! Patterns of ECMAScript as ours. <https://tc39.es/ecma262/#sec-patterns>

/// A compiled pattern. Most need little, and are compiled in a fiftieth of the time that all of it takes.
pub(super) enum Pattern {
    Plain(regex_lite::Regex),
    Full(fancy_regex::Regex),
}

impl Pattern {
    /// Whether it is somewhere in a text; where that takes too long, it is.
    pub(super) fn fits(&self, text: &str) -> bool {
        match self {
            Pattern::Plain(regex) => regex.is_match(text),
            Pattern::Full(regex) => regex.is_match(text).unwrap_or(true),
        }
    }
}

/// None where it does not compile: then nothing is known.
pub(super) fn compile(pattern: &str) -> Option<Pattern> {
    let pattern = bounded(translated(pattern));
    let full = || fancy_regex::RegexBuilder::new(&pattern).backtrack_limit(100_000).build().ok();
    match regex_lite::Regex::new(&pattern) {
        Ok(plain) => Some(Pattern::Plain(plain)),
        Err(_) => full().map(Pattern::Full),
    }
}

/// Without the upper bounds of long repetitions, each of which would be compiled to as many copies. More texts fit then,
/// so that nothing right is refused; how long a text may be, schemas mostly say themselves. Behind a negation more would
/// be less.
fn bounded(pattern: String) -> String {
    if pattern.contains("(?!") || pattern.contains("(?<!") {
        return pattern;
    }
    // The classes of Unicode are large.
    let most = if pattern.contains("\\p{") || pattern.contains("\\P{") { 16 } else { 128 };
    let mut parts = pattern.split('{');
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let bounds = part.split_once('}').and_then(|(bounds, rest)| Some((bounds.split_once(',')?, rest)));
        let number = |text: &str| text.parse::<u32>().ok();
        result.push('{');
        match bounds.map(|((least, end), rest)| (number(least), number(end), rest)) {
            Some((Some(least), Some(end), rest)) if end > most && !result.ends_with("\\{") => {
                result.push_str(&format!("{},}}{rest}", least.min(most)));
            }
            _ => result.push_str(part),
        }
    }
    result
}

/// In ECMAScript classes hold no classes and no operators, and `\d` and `\w` mean ASCII.
fn translated(pattern: &str) -> String {
    let mut result = String::with_capacity(pattern.len() + 16);
    let mut chars = pattern.chars().peekable();
    let (mut in_class, mut after_class) = (false, false);
    while let Some(char) = chars.next() {
        let mut is_class = false;
        match char {
            '\\' => match chars.next() {
                Some('d') if in_class => result.push_str("0-9"),
                Some('w') if in_class => result.push_str("0-9A-Za-z_"),
                Some('d') => result.push_str("[0-9]"),
                Some('w') => result.push_str("[0-9A-Za-z_]"),
                Some(escaped) => result.extend(['\\', escaped]),
                None => result.push('\\'),
            },
            '[' if !in_class => {
                in_class = true;
                result.push('[');
                if chars.next_if_eq(&'^').is_some() {
                    result.push('^');
                }
            }
            ']' if in_class => {
                in_class = false;
                result.push(']');
            }
            '[' | '&' | '~' if in_class => result.extend(['\\', char]),
            '-' if in_class && (after_class || next_is_class(&chars)) => result.push_str("\\-"),
            other => result.push(other),
        }
        if in_class {
            is_class = result.ends_with("0-9") || result.ends_with("A-Za-z_") || result.ends_with("\\s");
        }
        after_class = is_class;
    }
    result
}

fn next_is_class(chars: &std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    let mut ahead = chars.clone();
    ahead.next() == Some('\\') && ahead.next().is_some_and(|char| matches!(char, 'd' | 'w' | 's' | 'D' | 'W' | 'S'))
}

#[cfg(test)]
mod tests {
    use super::compile;

    #[track_caller]
    fn fits(pattern: &str, text: &str) -> bool {
        compile(pattern).unwrap().fits(text)
    }

    #[test]
    fn classes_are_plain_sets() {
        assert!(fits(r"^[[&&a]+$", "[&a"));
        assert!(fits(r"^[\w-.]+$", "a-b.c"));
        assert!(!fits(r"^[\w-.]+$", "a b"));
        assert!(fits(r"^[a-z0-9-]+$", "a-9"));
        assert!(fits(r"^[.-\d]+$", "1-."));
    }

    #[test]
    fn digits_and_letters_are_ascii() {
        assert!(!fits(r"^\d$", "٣"));
        assert!(!fits(r"^\w$", "é"));
        assert!(fits(r"^(?!aws:)\S+$", "mine"));
        assert!(!fits(r"^(?!aws:)\S+$", "aws:mine"));
    }

    #[test]
    fn long_repetitions_have_no_end() {
        assert!(fits("^[a-z]{1,2000}$", &"a".repeat(2001)));
        assert!(!fits("^[a-z]{1,2000}$", ""));
        assert!(!fits("^[a-z]{1,64}$", &"a".repeat(65)));
        assert!(!fits("^(?!.{300,400}$)", &"a".repeat(300)));
        assert!(fits(r"^a\{1,900}$", "a{1,900}"));
    }

    #[test]
    fn what_does_not_compile_is_nothing() {
        assert!(compile("(").is_none());
    }
}
