use super::pattern::covers;
use super::statement::{Statement, statements};
use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// Nobody whose tokens a role trusts can ever be this role.
    ///
    /// Tokens of an issuer such as GitHub's are traded for a role by `sts:AssumeRoleWithWebIdentity`; `sts:AssumeRole` does
    /// not take them. `StringEquals` compares letter by letter, so that a `*` in it is a star and no wildcard. The audience of
    /// the tokens that AWS's own actions ask for is `sts.amazonaws.com`. The deployment succeeds, and the first workflow
    /// fails with "Not authorized to perform sts:AssumeRoleWithWebIdentity".
    ///
    /// Use that action, `StringLike` for patterns, and the subject as GitHub writes it:
    /// `repo:owner/name:ref:refs/heads/main`, `repo:owner/name:environment:production`.
    /// Source: <https://docs.github.com/en/actions/reference/security/oidc>
    pub(crate) DEAD_FEDERATION: "dead-federation", Error, check
}

const ISSUER: &str = "token.actions.githubusercontent.com";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for role in world.all("AWS::IAM::Role") {
        for statement in statements(&role.get("AssumeRolePolicyDocument")) {
            if statement.is_unknown() || !statement.allows() || !is_federated(&statement) {
                continue;
            }
            if let Some((message, help)) = fault(&statement) {
                findings.at(role, "AssumeRolePolicyDocument", message, help);
            }
        }
    }
}

/// Issuers of OpenID Connect; SAML has an action of its own.
fn is_federated(statement: &Statement<'_>) -> bool {
    let issuers = statement.at("Principal.Federated").items();
    !issuers.is_empty() && issuers.iter().all(|one| one.shown().contains("oidc-provider/"))
}

fn fault(statement: &Statement<'_>) -> Option<(String, &'static str)> {
    let actions = statement.at("Action").items();
    let web = |pattern: &Eval<'_>| pattern.text().is_none_or(|text| covers(&text, "sts:AssumeRoleWithWebIdentity"));
    if statement.at("NotAction").is_absent() && !actions.iter().any(web) {
        let given = actions.iter().map(Eval::shown).collect::<Vec<_>>().join(", ");
        let message = format!("the role trusts an issuer of tokens, for `{given}`, which takes no tokens");
        return Some((message, "use `sts:AssumeRoleWithWebIdentity`"));
    }
    for operator in statement.at("Condition").members() {
        // `ForAnyValue:StringEquals`, `StringEqualsIfExists`
        let exact = operator.name.contains("StringEquals");
        for key in operator.value.members() {
            let Some(claim) = key.name.strip_prefix(ISSUER).and_then(|rest| rest.strip_prefix(':')) else { continue };
            let values = key.value.items();
            let all = |wrong: &dyn Fn(&str) -> bool| {
                !values.is_empty() && values.iter().all(|value| value.text().is_some_and(|text| wrong(&text)))
            };
            let shown = || values.iter().map(Eval::shown).collect::<Vec<_>>().join(", ");
            if claim == "sub" && exact && all(&|text| text.contains(['*', '?'])) {
                let message = format!("no token has the subject `{}`: `{}` knows no wildcards", shown(), operator.name);
                return Some((message, "use `StringLike`, or name the branch, tag or environment"));
            }
            if claim == "sub" && all(&is_no_subject) {
                let message = format!("no workflow of GitHub's has the subject `{}`", shown());
                let help = "write `repo:owner/name:ref:refs/heads/main` or `repo:owner/name:environment:production`";
                return Some((message, help));
            }
            if claim == "aud" && all(&|text| text.starts_with("https://token.actions")) {
                let message = format!("the audience `{}` is the issuer of the tokens", shown());
                return Some((message, "write the audience that workflows ask for: `sts.amazonaws.com`"));
            }
        }
    }
    None
}

/// Subjects begin with `repo:` unless an organization chose other claims, and those have names too. A branch is `ref:refs/heads/…`.
fn is_no_subject(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("repo:") else {
        return !text.contains(':') && !text.contains(['*', '?']);
    };
    let Some((repository, context)) = rest.split_once(':') else { return !rest.contains('*') };
    let branch = context.strip_prefix("ref:");
    !repository.contains(['/', '*'])
        || branch.is_some_and(|branch| !branch.starts_with("refs/") && !branch.starts_with('*'))
}

#[cfg(test)]
mod tests {
    use super::DEAD_FEDERATION as RULE;
    use crate::testing::{finds, silent};

    fn trust(action: &str, condition: &str) -> String {
        format!(
            r#"
Parameters:
  Repository: {{Type: String, Default: acme/shop}}
  Action: {{Type: String, Default: "sts:AssumeRole"}}
Resources:
  GitHub: {{Type: AWS::IAM::OIDCProvider, Properties: {{Url: "https://token.actions.githubusercontent.com"}}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {{Version: 2012-10-17, Statement: [{{Effect: Allow, Action: {action},
        Principal: {{Federated: !Sub "arn:aws:iam::${{AWS::AccountId}}:oidc-provider/token.actions.githubusercontent.com"}},
        Condition: {{{condition}}}}}]}}
"#
        )
    }

    fn sub(operator: &str, subject: &str) -> String {
        format!("{operator}: {{\"token.actions.githubusercontent.com:sub\": {subject}}}")
    }

    const WEB: &str = "\"sts:AssumeRoleWithWebIdentity\"";

    #[test]
    fn tokens_are_traded_by_their_own_action() {
        let condition = sub("StringEquals", "\"repo:acme/shop:ref:refs/heads/main\"");
        silent(RULE, &trust(WEB, &condition));
        silent(RULE, &trust("\"sts:*\"", &condition));
        silent(RULE, &trust("[\"sts:TagSession\", \"sts:AssumeRoleWithWebIdentity\"]", &condition));
        finds(RULE, &trust("\"sts:AssumeRole\"", &condition), "Role", "for `sts:AssumeRole`, which takes no tokens");
        finds(RULE, &trust("!Ref Action", &condition), "Role", "takes no tokens");
        let saml = trust("\"sts:AssumeRoleWithSAML\"", &condition).replace("oidc-provider/", "saml-provider/");
        silent(RULE, &saml);
    }

    #[test]
    fn equal_is_equal() {
        for star in ["\"repo:acme/shop:*\"", "[\"repo:acme/shop:*\"]", "!Sub \"repo:${Repository}:*\""] {
            finds(RULE, &trust(WEB, &sub("StringEquals", star)), "Role", "knows no wildcards");
            silent(RULE, &trust(WEB, &sub("StringLike", star)));
        }
        finds(RULE, &trust(WEB, &sub("\"ForAnyValue:StringEquals\"", "\"repo:acme/*\"")), "Role", "no token has");
        // One of two can match.
        silent(RULE, &trust(WEB, &sub("StringEquals", "[\"repo:a/b:*\", \"repo:a/b:environment:prod\"]")));
    }

    #[test]
    fn subjects_are_githubs() {
        for right in [
            "\"repo:acme@1/shop@2:environment:prod\"",
            "\"repo:acme/shop:pull_request\"",
            "\"repository_owner:acme:environment:prod\"",
            "!Sub \"repo:${Repository}:ref:refs/tags/v1\"",
        ] {
            silent(RULE, &trust(WEB, &sub("StringEquals", right)));
        }
        silent(RULE, &trust(WEB, &sub("StringLike", "\"repo:acme/*\"")));
        for wrong in ["acme/shop", "repo:acme/shop", "repo:shop:ref:refs/heads/main", "repo:acme/shop:ref:main"] {
            let template = trust(WEB, &sub("StringEquals", &format!("\"{wrong}\"")));
            finds(RULE, &template, "Role", &format!("no workflow of GitHub's has the subject `{wrong}`"));
        }
    }

    #[test]
    fn the_audience_is_not_the_issuer() {
        let audience =
            |text: &str| format!("StringEquals: {{\"token.actions.githubusercontent.com:aud\": \"{text}\"}}");
        silent(RULE, &trust(WEB, &audience("sts.amazonaws.com")));
        silent(RULE, &trust(WEB, &audience("https://github.com/acme")));
        let issuer = audience("https://token.actions.githubusercontent.com");
        finds(RULE, &trust(WEB, &issuer), "Role", "is the issuer of the tokens");
    }
}
