//! Patterns of ECMAScript, <https://tc39.es/ecma262/#sec-patterns>, without an engine that can take forever: a look
//! around becomes a condition of its own. What cannot be said so is left out, and a text that it alone refuses fits.

mod around;
mod spelling;

use regex_lite::Regex;

/// A compiled pattern: a text fits where it meets all conditions of a branch.
pub(crate) struct Pattern(Vec<Vec<(Regex, bool)>>);

impl Pattern {
    /// None where it does not compile: then nothing is known.
    pub(crate) fn new(pattern: &str) -> Option<Self> {
        let branches = around::branches(&spelling::ours(pattern));
        let branch = |conditions: Vec<around::Condition>| conditions.iter().map(compiled).collect::<Option<Vec<_>>>();
        Some(Pattern(branches.into_iter().map(branch).collect::<Option<_>>()?))
    }

    /// Whether it is somewhere in a text.
    pub(crate) fn fits(&self, text: &str) -> bool {
        self.0.iter().any(|branch| branch.iter().all(|(regex, wanted)| regex.is_match(text) == *wanted))
    }
}

fn compiled(condition: &around::Condition) -> Option<(Regex, bool)> {
    // Where less would match, more would be refused.
    let pattern = if condition.wanted { bounded(&condition.pattern) } else { condition.pattern.clone() };
    Some((Regex::new(&pattern).ok()?, condition.wanted))
}

/// Without the upper bounds of long repetitions, each of which would be compiled to as many copies. More texts fit then,
/// so that nothing right is refused; how long a text may be, schemas mostly say themselves.
fn bounded(pattern: &str) -> String {
    let mut parts = pattern.split('{');
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let bounds = part.split_once('}').and_then(|(bounds, rest)| Some((bounds.split_once(',')?, rest)));
        let number = |text: &str| text.parse::<u32>().ok();
        result.push('{');
        match bounds.map(|((least, end), rest)| (number(least), number(end), rest)) {
            Some((Some(least), Some(end), rest)) if end > MOST && !result.ends_with("\\{") => {
                result.push_str(&format!("{},}}{rest}", least.min(MOST)));
            }
            _ => result.push_str(part),
        }
    }
    result
}

/// The longest repetition that is compiled as it is.
const MOST: u32 = 128;

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[track_caller]
    fn fits(pattern: &str, text: &str) -> bool {
        Pattern::new(pattern).unwrap().fits(text)
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
        assert!(Pattern::new("(").is_none());
        assert!(Pattern::new("^(?!").is_none());
        assert!(Pattern::new(r"^(a)\1$").is_none());
    }
}
