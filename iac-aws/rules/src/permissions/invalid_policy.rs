use super::arn::is_name;
use super::documents::{About, Document, documents};
use super::statement::{Statement, statements};
use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// IAM refuses the policy, or the policy does nothing.
    ///
    /// A statement has `Effect` (`Allow` or `Deny`), actions such as `s3:GetObject`, and, by where it is: in a role's or a
    /// user's policy resources and no principal; in a role's trust a principal and no resources; in the policy of a bucket,
    /// a queue or a key a principal. A resource is an ARN or `*`: the name that `Ref` gives of many types is none.
    ///
    /// See <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>.
    pub(crate) INVALID_POLICY: "invalid-policy", Error, check
}

const VERSIONS: [&str; 2] = ["2012-10-17", "2008-10-17"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for document in documents(world) {
        if !matches!(document.value, Eval::Map(_)) {
            continue;
        }
        version(findings, &document);
        let statements = statements(&document.value);
        if statements.is_empty() {
            findings.at(
                document.res,
                document.property,
                "the policy has no statement",
                "add one, or remove the policy",
            );
        }
        for (number, statement) in statements.iter().enumerate().filter(|(_, statement)| !statement.is_unknown()) {
            if let Some((what, help)) = wrong(world, &document, statement) {
                let which = match statement.at("Sid").text() {
                    Some(sid) => format!("the statement `{sid}`"),
                    None => format!("statement {}", number + 1),
                };
                findings.at(document.res, document.property, format!("{which} of the policy {what}"), help);
            }
        }
    }
}

fn version<'g>(findings: &mut Findings<'_, 'g>, document: &Document<'_, 'g>) {
    let (res, property) = (document.res, document.property);
    let help = "write `Version: \"2012-10-17\"`";
    let given = document.value.at("Version");
    let text = given.text();
    let version = text.as_deref().map(|text| text.get(..10).unwrap_or(text));
    match version {
        // YAML reads an unquoted date as what CloudFormation turns into a time.
        Some(version) if !VERSIONS.contains(&version) => {
            let version = given.shown();
            findings.at(res, property, format!("the policy's `Version` is {version}, which IAM does not have"), help);
        }
        Some("2012-10-17") => {}
        // Nothing else tells the two versions apart.
        _ if (given.is_absent() || version.is_some()) && has_variable(&document.value) => {
            let message =
                "the policy is of the version of 2008, where its variables such as `${aws:username}` are text";
            findings.at(res, property, message, help);
        }
        _ => {}
    }
}

/// Whether text has a variable of IAM in it: `${aws:username}`, and not `${AWS::Region}`.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>
fn has_variable(value: &Eval<'_>) -> bool {
    let is_variable = |rest: &str| {
        rest.split_once('}').is_some_and(|(name, _)| name == "*" || (name.contains(':') && !name.contains("::")))
    };
    match value {
        Eval::Text(text) => text.split("${").skip(1).any(is_variable),
        Eval::List(parts) | Eval::Joined(parts) => parts.iter().any(has_variable),
        Eval::Map(members) => members.iter().any(|member| has_variable(&member.value)),
        _ => false,
    }
}

/// What is wrong with a statement, and what to do.
fn wrong<'g>(
    world: &World<'g>,
    document: &Document<'_, 'g>,
    statement: &Statement<'g>,
) -> Option<(String, &'static str)> {
    let has = |name: &str| !statement.at(name).is_absent();
    let effect = statement.at("Effect");
    if effect.is_absent() || effect.text().is_some_and(|effect| effect != "Allow" && effect != "Deny") {
        return Some((format!("has the effect {}", effect.shown()), "write `Allow` or `Deny`"));
    }
    if !has("Action") && !has("NotAction") {
        return Some(("has no actions".to_owned(), "set `Action`"));
    }
    let principal = has("Principal") || has("NotPrincipal");
    let resource = has("Resource") || has("NotResource");
    match document.about {
        About::Identity if principal => {
            return Some(("has a principal, in a policy of what somebody may do".to_owned(), "remove `Principal`"));
        }
        About::Identity if !resource => return Some(("has no resources".to_owned(), "set `Resource` to ARNs or `*`")),
        About::Trust if resource => {
            return Some(("has resources, in a policy of who is trusted".to_owned(), "remove `Resource`"));
        }
        About::Resource if !resource && matches!(document.res.kind(), "AWS::S3::BucketPolicy" | "AWS::KMS::Key") => {
            return Some(("has no resources".to_owned(), "set `Resource`; in the policy of a key it is `*`"));
        }
        About::Trust | About::Resource if !principal => {
            return Some(("has no principal".to_owned(), "set `Principal` to who is permitted"));
        }
        _ => {}
    }
    for action in ["Action", "NotAction"].into_iter().flat_map(|name| statement.at(name).items()) {
        let Some(text) = action.text() else { continue };
        if text != "*" && !text.contains(':') {
            return Some((
                format!("has the action `{text}`, without its service"),
                "write `service:Action`, such as `s3:GetObject`",
            ));
        }
        if document.about == About::Trust && text != "*" && !text.to_ascii_lowercase().starts_with("sts:") {
            let help = "only `sts:AssumeRole` and its like are in a trust";
            return Some((format!("has the action `{text}`, in a policy of who is trusted"), help));
        }
    }
    let resources = ["Resource", "NotResource"].into_iter().flat_map(|name| statement.at(name).items());
    let named = resources.into_iter().find(|one| is_no_arn(world, one))?;
    let shown = match world.target(first(named)) {
        Some(res) => format!("the name of {}", res.path()),
        None => format!("`{}`", named.shown()),
    };
    Some((format!("has as its resource {shown}, which is no ARN"), "use the attribute `Arn`, an ARN, or `*`"))
}

fn first<'a, 'g>(value: &'a Eval<'g>) -> &'a Eval<'g> {
    match value {
        Eval::Joined(parts) => parts.first().unwrap_or(value),
        whole => whole,
    }
}

fn is_no_arn<'g>(world: &World<'g>, resource: &Eval<'g>) -> bool {
    match first(resource) {
        Eval::Ref(reference) => is_name(world, *reference),
        Eval::Text(text) => {
            let start = text.get(..4).unwrap_or(text);
            !super::pattern::covers(start, "arn:") && !text.starts_with('*')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::INVALID_POLICY as RULE;
    use crate::testing::{finds, silent};

    const ROLE: &str = r#"
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Topic: {Type: AWS::SNS::Topic}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: lambda.amazonaws.com}}]}
      Policies:
        - PolicyName: p
          PolicyDocument: {Version: "2012-10-17", Statement: [{Sid: Read, Effect: Allow, Action: ["s3:Get*"], Resource: !Sub "${Bucket.Arn}/*"}]}
  Open:
    Type: AWS::S3::BucketPolicy
    Properties: {Bucket: !Ref Bucket, PolicyDocument: {Version: "2012-10-17", Statement: {Effect: Deny, Action: "s3:*", Principal: "*", Resource: !GetAtt Bucket.Arn}}}
"#;

    #[test]
    fn what_iam_takes() {
        silent(RULE, ROLE);
        silent(RULE, &ROLE.replace(r#"Resource: !Sub "${Bucket.Arn}/*""#, r#"Resource: [!Ref Topic, "*"]"#));
        silent(
            RULE,
            &ROLE.replace(
                r#"Resource: !Sub "${Bucket.Arn}/*""#,
                r#"Resource: !Sub "arn:${AWS::Partition}:s3:::${Bucket}/*""#,
            ),
        );
        silent(RULE, &ROLE.replace("Action: [", "NotAction: ["));
        silent(RULE, &ROLE.replace("Version: \"2012-10-17\", ", "").replace("Version: 2012-10-17, ", ""));
        silent(RULE, &ROLE.replace("/*\"}]}\n", "/${!aws:username}/*\"}]}\n"));
    }

    #[test]
    fn what_it_does_not() {
        for (from, to, id, words) in [
            (
                "Sid: Read, Effect: Allow,",
                "Sid: Read,",
                "Role",
                "the statement `Read` of the policy has the effect nothing",
            ),
            ("Sid: Read, Effect: Allow,", "Effect: Permit,", "Role", "statement 1 of the policy has the effect Permit"),
            (r#"Action: ["s3:Get*"], "#, "", "Role", "has no actions"),
            (r#"["s3:Get*"]"#, "GetObject", "Role", "has the action `GetObject`, without its service"),
            (r#", Resource: !Sub "${Bucket.Arn}/*""#, "", "Role", "has no resources"),
            ("Sid: Read,", "Principal: \"*\",", "Role", "has a principal"),
            (
                "Principal: {Service",
                "Resource: \"*\", Principal: {Service",
                "Role",
                "has resources, in a policy of who is trusted",
            ),
            ("sts:AssumeRole", "lambda:InvokeFunction", "Role", "in a policy of who is trusted"),
            (", Principal: {Service: lambda.amazonaws.com}", "", "Role", "has no principal"),
            ("Principal: \"*\", Resource: !GetAtt Bucket.Arn", "Principal: \"*\"", "Open", "has no resources"),
            ("Principal: \"*\", ", "", "Open", "has no principal"),
            (r#"!Sub "${Bucket.Arn}/*""#, "!Ref Bucket", "Role", "the name of template/Bucket, which is no ARN"),
            (r#"!Sub "${Bucket.Arn}/*""#, r#"!Sub "${Bucket}/*""#, "Role", "the name of template/Bucket"),
            (r#"!Sub "${Bucket.Arn}/*""#, "my-bucket", "Role", "`my-bucket`, which is no ARN"),
            (
                "Version: \"2012-10-17\", Statement: [",
                "Version: \"2021-10-17\", Statement: [",
                "Role",
                "which IAM does not have",
            ),
            (
                r#"Version: "2012-10-17", Statement: [{Sid: Read, Effect: Allow, Action: ["s3:Get*"], Resource: !Sub "${Bucket.Arn}/*""#,
                r#"Statement: [{Sid: Read, Effect: Allow, Action: ["s3:Get*"], Resource: !Sub "${Bucket.Arn}/${!aws:username}/*""#,
                "Role",
                "its variables such as",
            ),
            (
                "Statement: {Effect: Deny, Action: \"s3:*\", Principal: \"*\", Resource: !GetAtt Bucket.Arn}",
                "Statement: []",
                "Open",
                "has no statement",
            ),
        ] {
            assert!(ROLE.contains(from), "{from}");
            finds(RULE, &ROLE.replace(from, to), id, words);
        }
    }
}
