//! ECMAScript's spellings as those of the engine, which knows ASCII.

/// All characters beyond ASCII, which is what the engine knows of them.
pub(super) const BEYOND: &str = r"\x{80}-\x{10FFFF}";

/// In ECMAScript classes hold no classes and no operators, and `\d` and `\w` mean ASCII. Of a class of Unicode's the
/// characters of ASCII are exact; all others are taken for members of it where that permits more, and for none where it
/// would refuse more.
pub(super) fn ours(pattern: &str) -> String {
    let pattern = pattern.replace(r"(?![\s\S])", "$").replace(r"\A", "^").replace(r"\Z", r"\z");
    let mut result = String::with_capacity(pattern.len() + 16);
    let mut chars = pattern.chars().peekable();
    let (mut in_class, mut negated, mut after_class) = (false, false, false);
    while let Some(char) = chars.next() {
        let mut is_class = false;
        match char {
            '\\' => match chars.next() {
                Some('d') if in_class => result.push_str("0-9"),
                Some('w') if in_class => result.push_str("0-9A-Za-z_"),
                Some('d') => result.push_str("[0-9]"),
                Some('w') => result.push_str("[0-9A-Za-z_]"),
                Some(escaped @ ('p' | 'P')) if chars.next_if_eq(&'{').is_some() => {
                    let name: String = chars.by_ref().take_while(|char| *char != '}').collect();
                    match members(&name, escaped == 'P', negated) {
                        Some(members) if in_class => result.push_str(&members),
                        Some(members) => result.push_str(&format!("[{members}]")),
                        None => result.push_str(&format!(r"\{escaped}{{{name}}}")),
                    }
                    is_class = in_class;
                }
                Some(escaped) => result.extend(['\\', escaped]),
                None => result.push('\\'),
            },
            '[' if !in_class => {
                in_class = true;
                result.push('[');
                negated = chars.next_if_eq(&'^').is_some();
                if negated {
                    result.push('^');
                }
            }
            ']' if in_class => {
                (in_class, negated) = (false, false);
                result.push(']');
            }
            '[' | '&' | '~' if in_class => result.extend(['\\', char]),
            '-' if in_class && (after_class || next_is_class(&chars)) => result.push_str("\\-"),
            other => result.push(other),
        }
        if in_class {
            is_class |= result.ends_with("0-9") || result.ends_with("A-Za-z_") || result.ends_with("\\s");
        }
        after_class = is_class;
    }
    result
}

fn next_is_class(chars: &std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    let mut ahead = chars.clone();
    ahead.next() == Some('\\')
        && ahead.next().is_some_and(|char| matches!(char, 'd' | 'w' | 's' | 'D' | 'W' | 'S' | 'p' | 'P'))
}

/// The members of a class of Unicode's. <https://www.unicode.org/reports/tr44/#General_Category_Values>
fn members(name: &str, all_others: bool, negated: bool) -> Option<String> {
    const SYMBOLS: &[u8] = b"$+<=>^`|~";
    let is_member: fn(u8) -> bool = match name {
        "L" | "Letter" => |byte| byte.is_ascii_alphabetic(),
        "Lu" => |byte| byte.is_ascii_uppercase(),
        "Ll" => |byte| byte.is_ascii_lowercase(),
        "N" | "Nd" => |byte| byte.is_ascii_digit(),
        "Z" | "Zs" => |byte| byte == b' ',
        "S" => |byte| SYMBOLS.contains(&byte),
        "P" => |byte| byte.is_ascii_punctuation() && !SYMBOLS.contains(&byte),
        "M" | "Cf" => |_| false,
        "C" | "Cc" => |byte| byte.is_ascii_control(),
        "Print" => |byte| matches!(byte, b' '..=b'~'),
        "Graph" => |byte| byte.is_ascii_graphic(),
        "ASCII" => |byte| byte.is_ascii(),
        _ => return None,
    };
    let ascii = (0_u8..128).filter(|byte| is_member(*byte) != all_others);
    let mut members: String = ascii.map(|byte| format!(r"\x{byte:02x}")).collect();
    if !negated && (name != "ASCII" || all_others) {
        members.push_str(BEYOND);
    }
    Some(members)
}

#[cfg(test)]
mod tests {
    use super::super::Pattern;

    #[test]
    fn classes_of_unicode() {
        let fits = |pattern: &str, text: &str| Pattern::new(pattern).unwrap().fits(text);
        assert!(fits(r"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$", "Größe 1/2"));
        assert!(!fits(r"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$", "a#"));
        assert!(fits(r"^[^\p{C}]+$", "é ~") && !fits(r"^[^\p{C}]+$", "a\n"));
        assert!(fits(r"^\P{C}+$", "é") && !fits(r"^\P{C}+$", "\t"));
        assert!(fits(r"^[\p{L}-_]+$", "a-_") && fits(r"^[_-\p{L}]+$", "a-_"));
        assert!(!fits(r"^\p{ASCII}+$", "é") && fits(r"^[\p{P}]+$", "!?") && !fits(r"^[\p{P}]+$", "$"));
        assert!(Pattern::new(r"^\p{Script=Greek}$").is_none());
    }

    #[test]
    fn ends_of_other_languages() {
        assert!(Pattern::new(r"\Avpc-[a-f0-9]+\Z").unwrap().fits("vpc-1"));
        assert!(!Pattern::new(r"\Avpc-[a-f0-9]+\Z").unwrap().fits("vpc-1 "));
    }
}
