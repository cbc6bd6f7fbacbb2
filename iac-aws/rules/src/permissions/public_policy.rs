use super::documents::{About, Document, documents};
use super::pattern::covers;
use super::statement::{Statement, statements};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// Anybody in the world is permitted.
    ///
    /// `Principal: "*"` in an `Allow` means every account of AWS, and for a bucket everybody without one. A condition on
    /// the account, the organization, the source or the endpoint closes it again; one on encryption in transit does not.
    /// `NotPrincipal` with `Allow` permits everybody but those it names.
    ///
    /// Name the accounts, roles or services, or add a condition such as `aws:SourceArn`, `aws:SourceAccount` or
    /// `aws:PrincipalOrgID`.
    pub(crate) PUBLIC_POLICY: "public-policy", Error, check
}

/// Conditions that say nothing of who asks.
const NO_CLOSURE: [&str; 5] =
    ["aws:SecureTransport", "s3:x-amz-server-side-encryption", "s3:x-amz-acl", "aws:CurrentTime", "s3:TlsVersion"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for document in documents(world) {
        for statement in statements(&document.value).iter().filter(|one| !one.is_unknown() && one.allows()) {
            of_statement(world, findings, &document, statement);
        }
    }
    for permission in world.all("AWS::Lambda::Permission") {
        of_lambda(findings, permission);
    }
}

fn of_statement<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    document: &Document<'_, 'g>,
    statement: &Statement<'g>,
) {
    let (res, property) = (document.res, document.property);
    let help = "name who is permitted, or add a condition on the source, the account or the organization";
    if document.about == About::Identity {
        return;
    }
    if !statement.at("NotPrincipal").is_absent() {
        let message = "the policy permits everybody but those of `NotPrincipal`";
        return findings.at(res, property, message, "use `Principal` with those who are permitted");
    }
    if document.about == About::Trust && is_open_federation(statement) {
        let message =
            "the role trusts every repository of GitHub: no condition on `token.actions.githubusercontent.com:sub`";
        return findings.at(res, property, message, "add `StringLike` with the `sub` of the repository");
    }
    if !is_everybody(statement.at("Principal")) || is_closed(statement.at("Condition")) {
        return;
    }
    let actions = statement.at("Action").items().iter().map(Eval::shown).collect::<Vec<_>>().join(", ");
    if document.about == About::Trust {
        return findings.at(res, property, "anybody in any account may be this role: it trusts `*`", help);
    }
    let of = match ["Bucket", "Queues", "Topics", "SecretId"]
        .iter()
        .find_map(|name| world.target(res.get(name).items().first()?))
    {
        Some(target) => target.path(),
        None => res.path(),
    };
    let message = format!("anybody may {actions} on {of}: the principal is `*`, without a condition that closes it");
    let only_reads =
        || statement.at("Action").items().iter().all(|one| one.text().is_some_and(|it| covers("s3:GetObject*", &it)));
    match res.kind() {
        // A page for everybody, on a bucket that was opened for it on purpose.
        "AWS::S3::BucketPolicy" if only_reads() && is_opened(world, res) => {
            findings.warning(res, property, message, help)
        }
        "AWS::EFS::FileSystem" | "AWS::Backup::BackupVault" => findings.warning(res, property, message, help),
        _ => findings.at(res, property, message, help),
    }
}

/// The bucket's own block of public policies is lifted, or nobody knows.
fn is_opened<'g>(world: &World<'g>, policy: Res<'_, 'g>) -> bool {
    match world.target_of(&policy.get("Bucket"), "AWS::S3::Bucket") {
        Some(bucket) => {
            let block = bucket.get("PublicAccessBlockConfiguration");
            !block.is_absent() && !block.at("BlockPublicPolicy").bool().unwrap_or_default()
        }
        None => true,
    }
}

fn is_everybody(principal: &Eval<'_>) -> bool {
    let star = |value: &Eval<'_>| value.items().iter().any(|one| one.text().is_some_and(|text| text == "*"));
    star(principal) || star(principal.at("AWS"))
}

fn is_closed(condition: &Eval<'_>) -> bool {
    if condition.is_unknown() {
        return true;
    }
    let mut keys = condition.members().iter().flat_map(|operator| operator.value.members());
    keys.any(|key| !NO_CLOSURE.iter().any(|name| name.eq_ignore_ascii_case(key.name)))
}

fn is_open_federation(statement: &Statement<'_>) -> bool {
    const ISSUER: &str = "token.actions.githubusercontent.com";
    let github = statement.at("Principal.Federated").items().iter().any(|one| one.shown().ends_with(ISSUER));
    let condition = statement.at("Condition");
    let mut keys = condition.members().iter().flat_map(|operator| operator.value.members());
    let limits = |name: &str| name.eq_ignore_ascii_case(&format!("{ISSUER}:sub")) || name.ends_with(":repository");
    github && !condition.is_unknown() && !keys.any(|key| limits(key.name))
}

fn of_lambda<'g>(findings: &mut Findings<'_, 'g>, permission: Res<'_, 'g>) {
    let has = |name: &str| !permission.get(name).is_absent();
    if has("SourceArn")
        || has("SourceAccount")
        || has("PrincipalOrgID")
        || has("FunctionUrlAuthType")
        || has("EventSourceToken")
    {
        return;
    }
    let Some(principal) = permission.get("Principal").text().map(|text| text.into_owned()) else { return };
    let help = "set `SourceArn` to what invokes the function, or `SourceAccount`";
    if principal == "*" {
        let message = "anybody in any account may invoke the function: the principal is `*`";
        findings.at(permission, "Principal", message, help);
    } else if principal.ends_with(".amazonaws.com") && !principal.starts_with("elasticloadbalancing") {
        let message =
            format!("{principal} may invoke the function for every account: no `SourceArn`, no `SourceAccount`");
        findings.warning(permission, "Principal", message, help);
    }
}
