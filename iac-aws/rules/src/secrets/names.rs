//! Names under which people keep secrets.

/// What the name of a secret ends with, in small letters and without separators.
const ENDS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "secretkey",
    "privatekey",
    "accesskey",
    "signingkey",
    "secretkeybase",
    "dbpass",
    "userpass",
    "credentials",
];

/// Whether a name is that of a secret itself, `DB_PASSWORD` or `apiKey`; not that of its ARN, name or age.
pub(crate) fn is_secret(name: &str) -> bool {
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    // A shell keeps its folder in `PWD`.
    let is_folder = plain == "pwd" || plain == "oldpwd";
    !is_folder && (ENDS.iter().any(|end| plain.ends_with(end)) || name.to_ascii_lowercase().ends_with("_pass"))
}

/// Whether a text under such a name is a secret, and no switch, number, address or place where one is kept.
pub(crate) fn is_value(name: &str, text: &str) -> bool {
    const WORDS: &[&str] =
        &["true", "false", "none", "null", "enabled", "disabled", "required", "optional", "yes", "no", "jwt", "bearer"];
    let text = text.trim();
    let name = name.to_ascii_lowercase();
    let is_path = text.contains('/') && !text.contains(|c: char| c.is_ascii_uppercase() || "+=!$#%&".contains(c));
    let is_password = name.contains("pass") || name.contains("pwd");
    let is_number = text.parse::<f64>().is_ok() && !is_password;
    // The name of a secret under a name that ends so: `DB_SECRET=prod-db-secret`.
    let points = ["secret", "credentials"].iter().any(|end| name.ends_with(end));
    let is_named =
        points && ["secret", "credential"].iter().any(|word| text.contains(word)) && text.contains(['-', '_']);
    // What somebody still fills in: `xxx`, `****`, `<password>`.
    let is_gap = text.starts_with('<') && text.ends_with('>')
        || text.len() > 2
            && text.chars().next().is_some_and(|first| "xX*.-_?".contains(first) && text.chars().all(|c| c == first));
    let is_elsewhere =
        ["arn:", "{{", "${", "$(", "/", "http://", "https://"].iter().any(|start| text.starts_with(start));
    !(text.is_empty()
        || is_named
        || is_gap
        || is_path
        || is_number
        || is_elsewhere
        || WORDS.contains(&&*text.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_secrets() {
        for name in ["DB_PASSWORD", "MasterUserPassword", "API_KEY", "JwtSecret", "PGPASSWORD", "SMTP_PASS", "TOKEN2"] {
            assert!(super::is_secret(name), "{name}");
        }
        for name in ["DB_SECRET_ARN", "PasswordLength", "TOKEN_TTL", "PWD", "PUBLIC_KEY", "KmsKey", "SecretName"] {
            assert!(!super::is_secret(name), "{name}");
        }
    }

    #[test]
    fn what_only_points_at_one() {
        for text in
            ["arn:aws:secretsmanager:x", "/app/prod/password", "prod/db", "true", "4096", "", "xxxx", "<secret>"]
        {
            assert!(!super::is_value("APP_SECRET", text), "{text}");
        }
        assert!(super::is_value("DB_PASSWORD", "12345678"));
        assert!(super::is_value("APP_SECRET", "hunter2"));
    }
}
