//! Patterns of IAM: texts with wildcards and with parts that nobody knows, matched against each other.

use iac_core::check::Eval;

/// A part of a name or of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    Char(char),
    /// `?`
    One,
    /// `*`, or what nobody knows.
    Any,
    /// Anything without a colon.
    Part,
    /// The region, the account, the partition: one word.
    Word,
    /// The name that a resource is given when it is made, told apart by the resource's key.
    Made((usize, usize)),
}

/// What an action is on that knows no resources: only `*` in a policy covers it.
pub(crate) const NO_RESOURCE: &[Token] = &[Token::Made((usize::MAX, usize::MAX))];

/// The tokens of a text.
pub(crate) fn of_text(text: &str) -> Vec<Token> {
    let token = |one| match one {
        '*' => Token::Any,
        '?' => Token::One,
        one => Token::Char(one),
    };
    text.chars().map(token).collect()
}

/// The tokens of an ARN of which region, account and partition are left open.
pub(crate) fn of_arn(text: &str) -> Vec<Token> {
    let part = |token| if token == Token::Any { Token::Part } else { token };
    of_text(text).into_iter().map(part).collect()
}

/// Whether some text is matched by both. A made name is its own resource's and no other's; it is matched by a pattern
/// with a wildcard in that part, for it begins with the stack's name.
pub(crate) fn may_match(a: &[Token], b: &[Token]) -> bool {
    if a == [Token::Any] || b == [Token::Any] || a == b {
        return true;
    }
    // What is plain text on both sides is compared at once: most differ there.
    let both = |(a, b): &(&Token, &Token)| matches!((a, b), (Token::Char(_), Token::Char(_)));
    let plain = a.iter().zip(b).take_while(both).count();
    if a[..plain] != b[..plain] {
        return false;
    }
    let (a, b) = (&a[plain..], &b[plain..]);
    let width = b.len() + 1;
    let mut reached = vec![false; (a.len() + 1) * width];
    reached[0] = true;
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if !reached[i * width + j] {
                continue;
            }
            let mut reach = |i: usize, j: usize| reached[i * width + j] = true;
            let (left, right) = (a.get(i), b.get(j));
            if left.is_some_and(Token::is_many) {
                reach(i + 1, j);
                if takes(left, right) {
                    reach(i, j + 1);
                }
            }
            if right.is_some_and(Token::is_many) {
                reach(i, j + 1);
                if takes(right, left) {
                    reach(i + 1, j);
                }
            }
            let (Some(left), Some(right)) = (left, right) else { continue };
            if left == right || *left == Token::One || *right == Token::One {
                reach(i + 1, j + 1);
            }
            if matches!(left, Token::Made(_)) {
                wild_parts(&b[j..]).for_each(|length| reach(i + 1, j + length));
            }
            if matches!(right, Token::Made(_)) {
                wild_parts(&a[i..]).for_each(|length| reach(i + length, j + 1));
            }
        }
    }
    reached.last().copied().unwrap_or_default()
}

impl Token {
    fn is_many(&self) -> bool {
        matches!(self, Token::Any | Token::Part | Token::Word)
    }
}

fn takes(many: Option<&Token>, other: Option<&Token>) -> bool {
    other.is_some_and(|other| match many {
        Some(Token::Word) => !matches!(other, Token::Char(':' | '/')),
        Some(Token::Part) => *other != Token::Char(':'),
        _ => true,
    })
}

/// The lengths of the beginnings that lie within one part of an ARN and have a wildcard.
fn wild_parts(tokens: &[Token]) -> impl Iterator<Item = usize> {
    let inner = |token: &&Token| !matches!(token, Token::Char(':' | '/') | Token::Made(_));
    let part = tokens.iter().take_while(inner).count();
    let wild = tokens[..part].iter().position(|token| token.is_many() || *token == Token::One);
    wild.into_iter().flat_map(move |wild| wild + 1..=part)
}

/// Whether an action, which may have wildcards, is matched by another. Case does not matter.
pub(crate) fn may_act(pattern: &Eval<'_>, action: &str) -> bool {
    match pattern {
        Eval::Text(text) => covers(text, action),
        Eval::Joined(_) | Eval::Unknown(_) | Eval::Secret | Eval::Ref(_) => true,
        _ => false,
    }
}

/// Whether a pattern covers an action.
pub(crate) fn covers(pattern: &str, action: &str) -> bool {
    if pattern == "*" || pattern.eq_ignore_ascii_case(action) {
        return true;
    }
    pattern.contains(['*', '?']) && glob(pattern.as_bytes(), action.as_bytes())
}

/// Goes back to the last `*` where the rest does not fit.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut from, mut star) = (0, 0, None);
    while from < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(one) if *one == b'?' || one.eq_ignore_ascii_case(&text[from]) => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((before, taken)) = star else { return false };
                star = Some((before, taken + 1));
                at = before + 1;
                from = taken + 1;
            }
        }
    }
    pattern[at..].iter().all(|one| *one == b'*')
}

#[cfg(test)]
mod tests {
    use super::{Token, covers, may_match, of_text};

    #[test]
    fn wildcards() {
        for (pattern, action, expected) in [
            ("s3:Get*", "s3:GetObject", true),
            ("S3:GET*", "s3:getobject", true),
            ("s3:*Object", "s3:GetObject", true),
            ("s3:*Object", "s3:GetObjectAcl", false),
            ("s3:Get?bject", "s3:GetObject", true),
            ("s3:Put*", "s3:GetObject", false),
            ("s3:*t*t", "s3:GetObject", true),
            ("s3:*t*x", "s3:GetObject", false),
            ("*", "s3:GetObject", true),
        ] {
            assert_eq!(covers(pattern, action), expected, "{pattern} {action}");
        }
    }

    #[test]
    fn made_names() {
        let own = [of_text("arn:aws:s3:::"), vec![Token::Made((0, 1))], of_text("/*")].concat();
        let other = [of_text("arn:aws:s3:::"), vec![Token::Made((0, 2))], of_text("/*")].concat();
        assert!(may_match(&own, &own));
        assert!(!may_match(&own, &other));
        assert!(may_match(&of_text("arn:aws:s3:::stack-*/*"), &own));
        assert!(may_match(&of_text("arn:aws:s3:::*Bucket*/*"), &own));
        assert!(may_match(&of_text("arn:aws:s3:::*"), &own));
        assert!(!may_match(&of_text("arn:aws:s3:::reports/*"), &own));
        assert!(!may_match(&of_text("arn:aws:sqs:*:*:*"), &own));
        let word = [of_text("arn:aws:s3:::logs-"), vec![Token::Word]].concat();
        assert!(may_match(&word, &of_text("arn:aws:s3:::logs-123456789012")));
        assert!(!may_match(&word, &of_text("arn:aws:s3:::logs-123456789012/key")));
    }
}
