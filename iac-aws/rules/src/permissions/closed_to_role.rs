use super::key_needs::{KeyUse, key_uses};
use super::statement::{Statement, statements};
use super::unreadable_secret::key_lets;
use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// A key is closed to a role, whatever the role's policies say.
    ///
    /// A key obeys its own policy. A role may use it where that policy names the role, or where it gives the account what
    /// is needed and the role's policies permit it: `Principal: {AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'}`.
    /// Without either, every use is denied with `AccessDeniedException`.
    ///
    /// Give the account, or the role, the actions in the key's policy. See
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam>.
    pub(crate) CLOSED_TO_ROLE: "closed-to-role", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for KeyUse { user, role, key, actions, why } in key_uses(world) {
        let Some(role) = world.target_of(&role, "AWS::IAM::Role") else { continue };
        // For its variables Lambda has a grant of its own: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
        if super::key_needs::key(world, &user.get("KmsKeyArn")) == Some(key) {
            continue;
        }
        let policy = key.get("KeyPolicy");
        let statements = statements(&policy);
        let closed = |action: &&&str| {
            let lets = |one: &Statement<'g>| one.allows() && one.may_act(action) && may_be_account(world, one);
            !statements.iter().any(lets) && !key_lets(world, key, role, action)
        };
        let Some(action) = actions.iter().find(closed).filter(|_| !statements.is_empty()) else { continue };
        let message = format!(
            "{} encrypts {why}, and its policy lets neither the role {} of {} nor the account `{action}`",
            key.path(),
            role.path(),
            user.path()
        );
        let help = format!("add a statement with `{}` for the account's root or for the role", actions.join("`, `"));
        let parts = [(user, "this uses the key"), (role, "the role that it has")];
        findings.between(key, "KeyPolicy", message, help, &parts);
    }
}

/// Whether a statement may be about the account: what nobody knows may.
fn may_be_account<'g>(world: &World<'g>, statement: &Statement<'g>) -> bool {
    let account = |one: &Eval<'g>| match one {
        Eval::Text(text) => text.ends_with(":root") || text == "*" || text.bytes().all(|sign| sign.is_ascii_digit()),
        // What an ARN ends with is what it names.
        Eval::Joined(parts) => parts.last().and_then(Eval::text).is_none_or(|end| end.ends_with(":root")),
        Eval::Ref(_) => world.target_of(one, "AWS::IAM::Role").is_none(),
        _ => true,
    };
    let who = statement.at("Principal");
    !statement.at("NotPrincipal").is_absent()
        || statement.is_unknown()
        || matches!(who, Eval::Unknown(_))
        || who.text().is_some_and(|who| who == "*")
        || who.at("AWS").items().iter().any(account)
}

#[cfg(test)]
mod tests {
    use super::CLOSED_TO_ROLE as RULE;
    use crate::testing::{finds, silent};

    fn queue(principal: &str, action: &str) -> String {
        format!(
            "Parameters: {{Who: {{Type: String}}}}\nResources:\n  \
             Key: {{Type: AWS::KMS::Key, Properties: {{KeyPolicy: {{Statement: [{{Effect: Allow, Principal: {principal}, Action: '{action}', Resource: '*'}}]}}}}}}\n  \
             Queue: {{Type: AWS::SQS::Queue, Properties: {{KmsMasterKeyId: !Ref Key}}}}\n  \
             Role: {{Type: AWS::IAM::Role, Properties: {{AssumeRolePolicyDocument: {{}}}}}}\n  \
             F: {{Type: AWS::Lambda::Function, Properties: {{Role: !GetAtt Role.Arn}}}}\n  \
             Source: {{Type: AWS::Lambda::EventSourceMapping, Properties: {{EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref F}}}}\n  \
             Nested: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: 'https://s3.amazonaws.com/b/t.yaml'}}}}\n"
        )
    }

    #[test]
    fn keys_of_others() {
        let words = "template/Key encrypts template/Queue, and its policy lets neither the role template/Role of template/Source";
        let admin = "{AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:role/admin'}";
        finds(RULE, &queue(admin, "kms:*"), "Key", words);
        finds(RULE, &queue("{Service: sns.amazonaws.com}", "kms:*"), "Key", words);
        finds(
            RULE,
            &queue("{AWS: 'arn:aws:iam::123456789012:root'}", "kms:Put*"),
            "Key",
            "nor the account `kms:Decrypt`",
        );
    }

    #[test]
    fn keys_that_are_open() {
        for principal in [
            "{AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'}",
            "{AWS: !Ref AWS::AccountId}",
            "{AWS: '123456789012'}",
            "{AWS: [!Sub 'arn:aws:iam::${AWS::AccountId}:role/admin', !GetAtt Role.Arn]}",
            "{AWS: !Ref Who}",
            "{AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:${Who}'}",
            "{AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:role/${Who}'}",
            "{AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:role/${Role}'}",
            "{AWS: !GetAtt Nested.Outputs.Admin}",
            "{AWS: '*'}",
            "'*'",
        ] {
            silent(RULE, &queue(principal, "kms:*"));
        }
        silent(RULE, &queue("'*'", "kms:*").replace("KmsMasterKeyId: !Ref Key", "KmsMasterKeyId: alias/other"));
        let variables = queue("{Service: sns.amazonaws.com}", "kms:*")
            .replace("KmsMasterKeyId: !Ref Key", "")
            .replace("{Role: !GetAtt Role.Arn}", "{Role: !GetAtt Role.Arn, KmsKeyArn: !GetAtt Key.Arn}");
        silent(RULE, &variables);
        silent(RULE, "Resources: {Key: {Type: AWS::KMS::Key}}");
    }
}
