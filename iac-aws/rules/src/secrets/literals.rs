//! Texts that are secrets by their look, whatever their name is.

use iac_core::check::Eval;

/// Stands for what nobody knows in a text; neither sign is in any template.
const UNKNOWN: char = '\u{1}';
const SECRET: char = '\u{2}';

/// What is secret in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Found {
    /// A password between a user's name and `@`, written out.
    Address,
    /// A password there that is fetched from a secret, but ends where the text does.
    Resolved,
    /// The id of an access key.
    AccessKey,
    /// A private key.
    PrivateKey,
    /// A token of a known service.
    Token,
}

impl Found {
    pub(crate) const fn what(self) -> &'static str {
        match self {
            Found::Address => "an address with its password",
            Found::Resolved => "an address with the password of a secret",
            Found::AccessKey => "an AWS access key",
            Found::PrivateKey => "a private key",
            Found::Token => "a token",
        }
    }
}

/// Whether a literal is worth a closer look: most are not.
pub(crate) fn may_hold(text: &str) -> bool {
    let is_sign = |three: &[u8]| matches!(three, b"://" | b"AKI" | b"ASI" | b"PRI" | b"ghp" | b"xox" | b"sk_");
    text.as_bytes().windows(3).any(is_sign)
}

/// The text as one, with a sign for each part that is not known.
pub(crate) fn flat(value: &Eval<'_>) -> String {
    match value {
        Eval::Joined(parts) => parts.iter().map(flat).collect(),
        Eval::Secret => SECRET.to_string(),
        Eval::Ref(_) | Eval::Unknown(_) => UNKNOWN.to_string(),
        known => known.text().unwrap_or_default().into_owned(),
    }
}

/// Whether a part of a flat text is fetched from a secret.
pub(crate) fn has_secret(text: &str) -> bool {
    text.contains(SECRET)
}

pub(crate) fn find(text: &str) -> Option<Found> {
    if text.contains("-----BEGIN") && text.contains("PRIVATE KEY-----") {
        return Some(Found::PrivateKey);
    }
    let long = |start: &str, length: usize, of: fn(char) -> bool| {
        text.match_indices(start)
            .any(|(at, _)| text[at + start.len()..].chars().take_while(|c| of(*c)).count() >= length)
    };
    let upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    if long("AKIA", 16, upper) || long("ASIA", 16, upper) {
        return Some(Found::AccessKey);
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if long("ghp_", 36, plain) || long("xoxb-", 20, plain) || long("xoxp-", 20, plain) || long("sk_live_", 20, plain) {
        return Some(Found::Token);
    }
    text.match_indices("://").find_map(|(at, _)| password(&text[at + 3..]))
}

/// What stands between a user's name and `@` at the beginning of an address.
fn password(rest: &str) -> Option<Found> {
    let end = rest.find(|c: char| "/?#\"'<> \n\t".contains(c)).unwrap_or(rest.len());
    let (user, _) = rest[..end].rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    let is_variable = ["$", "{", "%", "*", "<"].iter().any(|start| password.starts_with(start));
    match password {
        "" => None,
        _ if has_secret(password) => Some(Found::Resolved),
        _ if is_variable || password.contains(UNKNOWN) => None,
        _ => Some(Found::Address),
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, find};

    #[test]
    fn secrets_by_their_look() {
        assert_eq!(find("postgres://app:hunter2@db:5432/app"), Some(Found::Address));
        assert_eq!(find("redis://:hunter2@cache:6379"), Some(Found::Address));
        assert_eq!(find("key = AKIAIOSFODNN7EXAMPLE"), Some(Found::AccessKey));
        assert_eq!(find("-----BEGIN RSA PRIVATE KEY-----\nMII"), Some(Found::PrivateKey));
    }

    #[test]
    fn what_looks_alike() {
        for text in ["https://example.com:8443/a@b", "postgres://app@db/app", "http://${USER}:${PW}@db", "AKIA"] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
