//! Workflows of GitHub Actions as identities that AWS trusts.

use iac_aws_cfn::{iam, kind};
use iac_core::prelude::*;
use iac_core::{IntoVal, Text, Value};

/// Who signs the tokens of GitHub's workflows.
const ISSUER: &str = "token.actions.githubusercontent.com";

/// GitHub's issuer of tokens, known to the account (`AWS::IAM::OIDCProvider`). A workflow trades its token for
/// credentials of a role that end by themselves, so that no access key exists that could leak.
///
/// An account has **one** per issuer: a second one fails. So one stack of the account creates it, and all others say
/// [`GitHubProvider::existing`]. It costs nothing. It is kept when its stack is deleted, because roles of other stacks
/// need it too; who creates the stack again imports it or says `existing`.
///
/// AWS checks the issuer's certificate by its own list of authorities, so that no thumbprint is given.
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut account = Stack::new("account");
/// let github = account.add("GitHub", GitHubProvider::new());
/// account.output("GitHubProviderArn", github.arn());
///
/// let elsewhere = GitHubProvider::existing();
/// # let _ = elsewhere;
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct GitHubProvider(());

impl GitHubProvider {
    /// What conditions of trust ask of every token: the key, and its value.
    #[doc(hidden)]
    pub fn audience() -> (String, &'static str) {
        (key("aud"), AUDIENCE)
    }

    /// Makes the issuer known to the account.
    pub fn new() -> Self {
        GitHubProvider(())
    }

    /// The one that another stack of this account created.
    pub fn existing() -> GitHubProviderHandle {
        GitHubProviderHandle { provider: None }
    }
}

/// GitHub's issuer of tokens in an account.
#[derive(Clone, Copy, Debug)]
pub struct GitHubProviderHandle {
    /// The resource, where this stack has it.
    pub provider: Option<iam::OidcProviderRef>,
}

impl GitHubProviderHandle {
    /// Its ARN, which follows from the account.
    pub fn arn(&self) -> Val<Arn<kind::IamOidcProvider>> {
        match self.provider {
            Some(provider) => provider.arn(),
            None => join!["arn:", partition(), ":iam::", account_id(), ":oidc-provider/", ISSUER].untyped(),
        }
    }
}

impl Construct for GitHubProvider {
    type Handle = GitHubProviderHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> GitHubProviderHandle {
        let provider =
            iam::OidcProvider::new().url(format!("https://{ISSUER}")).client_id_list([Text::Borrowed(AUDIENCE)]);
        let provider = stack.add("", provider);
        stack.on_delete(provider, DeletionPolicy::Retain);
        GitHubProviderHandle { provider: Some(provider) }
    }
}

/// For whom the tokens are.
const AUDIENCE: &str = "sts.amazonaws.com";

/// Which runs of which repository: the subject of their tokens.
///
/// A repository is `owner/name`. GitHub puts numbers that never change into the subjects of repositories that were
/// created, renamed or transferred since July 15, 2026: there, give `owner@owner-id/name@repository-id`, as
/// `gh api repos/OWNER/NAME/actions/oidc/customization/sub` says. Where whoever deploys knows it, make it a parameter:
/// [`GitHubSubject::repository_parameter`].
/// Source: <https://docs.github.com/en/actions/reference/security/oidc>
#[derive(Clone, Debug)]
pub struct GitHubSubject {
    repository: Value,
    context: &'static str,
    name: Text,
}

impl GitHubSubject {
    /// Jobs that name this GitHub environment, such as `production`, whatever their branch. The environment's rules
    /// (reviewers, branches) decide which runs get there.
    pub fn environment(repository: impl IntoVal<Str>, name: impl Into<Text>) -> Self {
        GitHubSubject { repository: repository.into_value(), context: "environment:", name: name.into() }
    }

    /// Runs on one branch, such as `main`, whose jobs name no GitHub environment.
    pub fn branch(repository: impl IntoVal<Str>, name: impl Into<Text>) -> Self {
        GitHubSubject { repository: repository.into_value(), context: "ref:refs/heads/", name: name.into() }
    }

    /// Runs on tags that match a pattern with `*`, such as `v*`, whose jobs name no GitHub environment. Whoever may push
    /// such a tag may deliver: protect the pattern by a rule of the repository.
    pub fn tags(repository: impl IntoVal<Str>, pattern: impl Into<Text>) -> Self {
        GitHubSubject { repository: repository.into_value(), context: "ref:refs/tags/", name: pattern.into() }
    }

    /// A parameter for the repository, without default.
    pub fn repository_parameter() -> Parameter<Str> {
        Parameter::string()
            .description(
                "GitHub repository whose workflows may deliver: owner/name, or owner@owner-id/name@repository-id for \
                 one that was created or renamed since July 15, 2026",
            )
            .allowed_pattern(r"^[A-Za-z0-9-]+(@[0-9]+)?/[A-Za-z0-9._-]+(@[0-9]+)?$")
            .constraint_description("must be owner/name or owner@owner-id/name@repository-id")
    }

    /// The operator, key and value of the condition on tokens.
    #[doc(hidden)]
    pub fn condition(self, stack: &mut Stack) -> (&'static str, String, Val<Str>) {
        if let Some(repository) = self.repository.as_str() {
            check_repository(stack, repository);
        }
        let pattern = self.context == "ref:refs/tags/" && self.name.contains('*');
        let alone = self.name.trim_matches('*').is_empty();
        if alone || self.name.contains(['?', '$', ' ']) || (self.name.contains('*') && !pattern) {
            let message = format!("`{}{}` does not say which runs are trusted", self.context, self.name);
            stack.error("bad-subject", message, "name one branch or environment, or tags by a pattern such as `v*`");
        }
        let subject = join!["repo:", Val::<Str>::of(self.repository), ":", self.context, self.name];
        (if pattern { "StringLike" } else { "StringEquals" }, key("sub"), subject)
    }
}

/// The key of a claim in conditions.
fn key(claim: &str) -> String {
    format!("{ISSUER}:{claim}")
}

/// `owner/name`, each with a number after `@` where GitHub writes one.
fn check_repository(stack: &mut Stack, repository: &str) {
    let plain = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || more.contains(c))
    };
    let part = |text: &str, more: &str| match text.split_once('@') {
        Some((name, id)) => plain(name, more) && !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()),
        None => plain(text, more),
    };
    let parts = repository.split_once('/');
    if !parts.is_some_and(|(owner, name)| part(owner, "") && part(name, "._")) {
        let message = format!("`{repository}` is no repository of GitHub's");
        stack.error("bad-repository", message, "give `owner/name`, or `owner@owner-id/name@repository-id`");
    }
}
