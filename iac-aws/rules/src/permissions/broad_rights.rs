use super::documents::{About, documents};
use super::statement::{Statement, statements};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A role may do far more than it needs.
    ///
    /// Who has every action on every resource, or may change policies, keys of users or the trust of any role, is the
    /// administrator of the account: so is everybody who breaks into what has the role. `iam:PassRole` and
    /// `sts:AssumeRole` on `*` give the rights of every role that trusts the service or the account.
    ///
    /// Name the actions and the ARNs; limit `iam:PassRole` with a condition on `iam:PassedToService`. See
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege>.
    pub(crate) BROAD_RIGHTS: "broad-rights", Error, check
}

/// Each makes its owner an administrator, where it is on everything.
const ESCALATES: [&str; 13] = [
    "iam:CreatePolicyVersion",
    "iam:SetDefaultPolicyVersion",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:AttachGroupPolicy",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:PutGroupPolicy",
    "iam:UpdateAssumeRolePolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:UpdateLoginProfile",
    "iam:AddUserToGroup",
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for document in documents(world).into_iter().filter(|one| one.about == About::Identity) {
        for statement in statements(&document.value).iter().filter(|one| !one.is_unknown()) {
            if statement.allows() && statement.is_on_all() && !statement.is_conditional() {
                let limited = !document.res.get("PermissionsBoundary").is_absent() || deploys(world, document.res);
                of_statement(findings, document.res, document.property, statement, limited);
            }
        }
    }
    for kind in ["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"] {
        for holder in world.all(kind) {
            let administers = |policy: &Eval<'_>| policy.shown().ends_with(":iam::aws:policy/AdministratorAccess");
            if holder.get("ManagedPolicyArns").items().iter().any(administers) {
                let message = format!("{} is an administrator of the account (AdministratorAccess)", holder.path());
                findings.warning(holder, "ManagedPolicyArns", message, "attach a policy with what it needs");
            }
        }
    }
}

/// Whether it belongs to a role with which stacks are deployed, which needs whatever they have.
fn deploys<'g>(world: &World<'g>, policy: Res<'_, 'g>) -> bool {
    let trusts = |role: Res<'_, 'g>| {
        let trust = statements(&role.get("AssumeRolePolicyDocument"));
        trust.iter().any(|one| one.allows() && one.may_concern_service(world, "cloudformation.amazonaws.com"))
    };
    match policy.kind() {
        "AWS::IAM::Role" => trusts(policy),
        _ => policy.get("Roles").items().iter().filter_map(|role| world.target(role)).any(trusts),
    }
}

fn of_statement<'g>(
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    property: &str,
    statement: &Statement<'g>,
    limited: bool,
) {
    let path = res.path();
    let mut tell = |grave: bool, message: String, help: &str| match grave && !limited {
        true => findings.at(res, property, message, help),
        false => findings.warning(res, property, message, help),
    };
    if !statement.at("NotAction").is_absent() {
        let message = format!("{path} permits every action but those of `NotAction`, on everything");
        return tell(false, message, "name the actions that are needed with `Action`");
    }
    let actions = statement.at("Action").items().iter().filter_map(Eval::text);
    for action in actions {
        if action == "*" || action == "*:*" {
            let message = format!("{path} permits every action on everything (`Action: {action}`, `Resource: *`)");
            return tell(true, message, "name the actions and the ARNs that are needed");
        }
        let covered = ESCALATES.iter().find(|one| super::pattern::covers(&action, one));
        if let Some(escalates) = covered {
            let message =
                format!("{path} permits `{action}` on everything: with `{escalates}` its owner is an administrator");
            return tell(true, message, "name the ARNs that it is about, or remove the action");
        }
        if super::pattern::covers(&action, "iam:PassRole") {
            let message =
                format!("{path} permits `{action}` on everything: its owner may give any role to any service");
            return tell(false, message, "name the roles, and add a condition on `iam:PassedToService`");
        }
        if super::pattern::covers(&action, "sts:AssumeRole") {
            let message =
                format!("{path} permits `{action}` on everything: its owner is every role that trusts the account");
            return tell(false, message, "name the roles");
        }
        if action.ends_with(":*") {
            let message = format!("{path} permits `{action}` on everything");
            return tell(false, message, "name the actions and the ARNs that are needed");
        }
        if let Some(what) = reads_secrets(&action) {
            let message = format!("{path} permits `{action}` on everything: every {what} of the account");
            return tell(false, message, "name the ARNs that are needed");
        }
    }
}

/// What is read where an action is on everything.
fn reads_secrets(action: &str) -> Option<&'static str> {
    let reads = [
        ("secretsmanager:GetSecretValue", "secret"),
        ("ssm:GetParameters", "parameter"),
        ("kms:Decrypt", "key"),
        ("s3:GetObject", "object"),
        ("s3:DeleteObject", "object"),
    ];
    reads.into_iter().find(|(name, _)| super::pattern::covers(action, name)).map(|(_, what)| what)
}

#[cfg(test)]
mod tests {
    use super::BROAD_RIGHTS as RULE;
    use crate::testing::{finds, report, silent};
    use iac_core::Severity;

    fn role(action: &str, resource: &str) -> String {
        format!(
            r#"
Parameters:
  All: {{Type: String, Default: "*"}}
Resources:
  Bucket: {{Type: AWS::S3::Bucket}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {{Version: 2012-10-17, Statement: []}}
      Policies: [{{PolicyName: p, PolicyDocument: {{Version: 2012-10-17, Statement: [
        {{Effect: Allow, Action: {action}, Resource: {resource}}}]}}}}]
"#
        )
    }

    #[test]
    fn administrators() {
        for action in [
            "\"*\"",
            "[\"s3:ListBucket\", \"*\"]",
            "\"iam:*\"",
            "\"iam:CreatePolicyVersion\"",
            "\"iam:Attach*\"",
            "\"iam:PutRolePolicy\"",
            "!Ref All",
        ] {
            let template = role(action, "\"*\"");
            finds(RULE, &template, "Role", "on everything");
            assert!(report(RULE, &template).findings.iter().any(|one| one.severity == Severity::Error), "{action}");
        }
        let deployer = role("\"*\"", "\"*\"").replace(
            "Statement: []",
            "Statement: [{Effect: Allow, Action: \"sts:AssumeRole\", Principal: {Service: cloudformation.amazonaws.com}}]",
        );
        assert!(report(RULE, &deployer).findings.iter().all(|one| one.severity == Severity::Warning));
        let own = role("\"*\"", "\"*\"")
            .replace("AWS::IAM::Role\n", "AWS::IAM::ManagedPolicy\n")
            .replace("Policies: [{PolicyName: p, ", "")
            .replace("}]}}]", "}]}");
        finds(RULE, &own, "Role", "permits every action on everything");
    }

    #[test]
    fn too_much() {
        for (action, words) in [
            ("\"iam:PassRole\"", "any role to any service"),
            ("\"sts:AssumeRole\"", "every role that trusts"),
            ("\"dynamodb:*\"", "permits `dynamodb:*` on everything"),
            ("\"secretsmanager:GetSecretValue\"", "every secret of the account"),
            ("\"kms:Decrypt\"", "every key of the account"),
        ] {
            let template = role(action, "\"*\"");
            finds(RULE, &template, "Role", words);
            assert!(report(RULE, &template).findings.iter().all(|one| one.severity == Severity::Warning), "{action}");
        }
        finds(RULE, &role("x, NotAction: \"iam:*\"", "\"*\""), "Role", "but those of `NotAction`");
        let managed = role("\"s3:GetObject\"", "!Ref Bucket").replace("      Policies", "      ManagedPolicyArns: [!Sub \"arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess\"]\n      Policies");
        finds(RULE, &managed, "Role", "is an administrator");
    }

    #[test]
    fn what_is_needed() {
        silent(RULE, &role("[\"s3:GetObject\", \"s3:PutObject\"]", "!Sub \"${Bucket.Arn}/*\""));
        silent(RULE, &role("\"s3:*\"", "[!GetAtt Bucket.Arn, !Sub \"${Bucket.Arn}/*\"]"));
        silent(
            RULE,
            &role("[\"ec2:DescribeInstances\", \"ecr:GetAuthorizationToken\", \"cloudwatch:PutMetricData\"]", "\"*\""),
        );
        silent(
            RULE,
            &role(
                "\"iam:PassRole\"",
                "\"*\", Condition: {StringEquals: {\"iam:PassedToService\": ecs-tasks.amazonaws.com}}",
            ),
        );
        silent(RULE, &role("\"*\"", "\"*\"").replace("Effect: Allow", "Effect: Deny"));
    }
}
