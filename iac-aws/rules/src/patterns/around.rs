//! Looking ahead and behind as conditions of their own. Where a look starts at a place that is the same for every text,
//! such as its start, its end or behind `arn:`, it is a pattern that the text must fit as well, or must not.

/// A pattern without looks, and whether a text must fit it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Condition {
    pub(super) pattern: String,
    pub(super) wanted: bool,
}

/// The branches of a pattern, of which a text must meet one.
pub(super) fn branches(pattern: &str) -> Vec<Vec<Condition>> {
    if !looks(pattern) {
        return vec![vec![wanted(pattern.to_owned())]];
    }
    alternatives(pattern).into_iter().flat_map(|branch| read(branch, Start::default())).collect()
}

fn wanted(pattern: String) -> Condition {
    Condition { pattern, wanted: true }
}

/// What of a branch is read: of a length that is the same for every text.
#[derive(Default, Clone)]
struct Start {
    text: String,
    anchored: bool,
    conditions: Vec<Condition>,
}

fn read(branch: &str, mut start: Start) -> Vec<Vec<Condition>> {
    let mut rest = branch;
    while let Some(length) = atom(rest) {
        let (one, after) = rest.split_at(length);
        if let Some((inside, is_wanted)) = ahead(one) {
            if is_wanted && inside.starts_with('^') && !start.anchored {
                start.anchored = true;
                start.text.push('^');
            }
            // A class of Unicode's is read as too wide, and what looks itself is not read.
            if !looks(inside) && (is_wanted || !inside.contains(super::spelling::BEYOND)) {
                let pattern = format!("^{}(?:{inside})", start.text);
                start.conditions.push(Condition { pattern, wanted: is_wanted });
            }
        } else if one == "^" {
            start.anchored = true;
            start.text.push('^');
        } else if let Some(inside) = group(one)
            && looks(inside)
            && (matches!(after, "" | "$") || after.starts_with('^'))
        {
            let branches = alternatives(inside).into_iter();
            return branches.flat_map(|branch| read(&format!("{branch}{after}"), start.clone())).collect();
        } else if !start.anchored || one.starts_with('(') || after.starts_with(['*', '+', '?', '{']) {
            break;
        } else {
            start.text.push_str(one);
        }
        rest = after;
    }
    let Start { text, anchored, mut conditions } = start;
    // A pattern that may start anywhere finds another start for what it must not see.
    if !anchored && !rest.trim_start_matches('(').starts_with('^') {
        conditions.clear();
    }
    if let Some((inside, is_wanted)) = last(rest) {
        conditions.push(Condition { pattern: format!("(?:{inside})$"), wanted: is_wanted });
    }
    conditions.push(wanted(text + &without_looks(rest)));
    vec![conditions]
}

fn looks(pattern: &str) -> bool {
    ["(?!", "(?=", "(?<!", "(?<="].iter().any(|look| pattern.contains(look))
}

/// The inside of a look ahead, and whether it must be seen.
fn ahead(atom: &str) -> Option<(&str, bool)> {
    let inside = atom.strip_suffix(')')?;
    Some(match inside.strip_prefix("(?!") {
        Some(inside) => (inside, false),
        None => (inside.strip_prefix("(?=")?, true),
    })
}

/// The inside of a group.
fn group(atom: &str) -> Option<&str> {
    let inside = atom.strip_prefix('(')?.strip_suffix(')')?;
    Some(inside.strip_prefix("?:").unwrap_or(inside)).filter(|inside| !inside.starts_with('?'))
}

/// The inside of a look behind at the end, and whether it must be seen.
fn last(rest: &str) -> Option<(&str, bool)> {
    let rest = rest.strip_suffix('$')?;
    let mut at = rest;
    let mut found = None;
    while let Some(length) = atom(at) {
        (found, at) = (Some(&at[..length]), &at[length..]);
    }
    let inside = found.filter(|_| at.is_empty())?.strip_suffix(')')?;
    let (inside, is_wanted) = match inside.strip_prefix("(?<!") {
        Some(inside) => (inside, false),
        None => (inside.strip_prefix("(?<=")?, true),
    };
    Some((inside, is_wanted)).filter(|_| !looks(inside))
}

/// How long the first atom is: a group, a class, an escape or a character.
fn atom(pattern: &str) -> Option<usize> {
    let (mut depth, mut in_class, mut escaped) = (0_usize, false, false);
    for (at, char) in pattern.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' => {
                escaped = true;
                continue;
            }
            '[' if !in_class => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 && !in_class {
            return Some(at + char.len_utf8());
        }
    }
    None
}

/// The alternatives outside of all groups.
fn alternatives(pattern: &str) -> Vec<&str> {
    let (mut found, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(length) = atom(&pattern[at..]) {
        if pattern[at..].starts_with('|') {
            found.push(&pattern[start..at]);
            start = at + 1;
        }
        at += length;
    }
    found.push(&pattern[start..]);
    found
}

/// Without the looks in its midst: more texts fit.
fn without_looks(pattern: &str) -> String {
    let mut result = String::new();
    let mut rest = pattern;
    while let Some(length) = atom(rest) {
        let (one, after) = rest.split_at(length);
        rest = after;
        if ["(?!", "(?=", "(?<!", "(?<="].iter().any(|look| one.starts_with(look)) {
            continue;
        }
        match group(one) {
            Some(inside) if looks(inside) => result.push_str(&format!("(?:{})", without_looks(inside))),
            _ => result.push_str(one),
        }
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::super::Pattern;

    #[track_caller]
    fn is(pattern: &str, right: &[&str], wrong: &[&str]) {
        let compiled = Pattern::new(pattern).unwrap();
        for text in right {
            assert!(compiled.fits(text), "{pattern} {text}");
        }
        for text in wrong {
            assert!(!compiled.fits(text), "{pattern} {text}");
        }
    }

    #[test]
    fn from_the_start() {
        is(r"^(?!aws:)(?!memorydb:)[a-z:]{1,128}$", &["a", "my:aws:"], &["aws:a", "memorydb:", ""]);
        is(r"^(?=.*[a-z])(?=.*[A-Z]).{3,}$", &["aAa"], &["aaa", "AAA", "aA"]);
        is(r"(?!^[.-])^([a-z.-]+)$", &["a.-"], &[".a", ""]);
        is(r"(?=^.{3,5}$)(?!^([0-9]+\.)+[0-9]+$)(^[a-z0-9.]+$)", &["a.b", "123"], &["ab", "1.2"]);
        is(r"(?=^.{2,9}$)(?!.*x)[a-z]*$", &["ab"], &["a", "ax", "/ab"]);
        is("^(?=^.{2,9}$)((?=.*[0-9])(?=.*[a-z])|(?=.*[A-Z]))^.*$", &["a1", "AA"], &["a", "aa"]);
        is(r"^((?!aws:)[\p{L}:]*)$", &["éa", ""], &["aws:a", "1"]);
    }

    #[test]
    fn behind_what_is_always_as_long() {
        is(r"^/(?!/)(?!.*/$)[a-z/]+$", &["/a/b"], &["//a", "/a/"]);
        is(r"^[A-Za-z](?!.*--)[a-z-]*[^-]$", &["ab-c"], &["a--c", "ab-"]);
    }

    #[test]
    fn at_the_end() {
        is(r"^[a-z.]*(?<!\.)$", &["a.b", ""], &["a."]);
        is(r"^(?! )[a ]*(?<! )$", &["a a"], &[" a", "a "]);
        is(r"^\S([\s\S]*\S)?(?![\s\S])", &["a b"], &["a ", " a"]);
    }

    #[test]
    fn in_one_of_several() {
        is(r"^(?![0-9_])\w+$|^_\w*[a-z]\w*$", &["a1", "_a"], &["1a", "_1"]);
        is(r"^((?!.*\.\.)[a-z.]+|[0-9])$", &["a.b", "1"], &["a..b", "12"]);
        is(r"^(?:(?!-)[a-z-]+(?<!-))$", &["a-b"], &["-a", "a-"]);
    }

    #[test]
    fn what_cannot_be_said_fits() {
        is(r"^((?![:*$])[\x00-\x7F]){1,255}$", &["abc", "a:"], &["é"]);
        is(r"(?!\s*$).+", &["a", " "], &[""]);
        is(r"^(?!a(?!b))[a-c]+$", &["ab", "ac"], &["d"]);
    }
}
