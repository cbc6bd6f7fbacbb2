use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// A key's policy locks everybody out.
    ///
    /// A key obeys its own policy alone. Where no user, role or account may change that policy, KMS refuses it; where it
    /// does not, nobody can ever change or delete the key.
    ///
    /// Let the account do everything with it: `Principal: {AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'}`,
    /// `Action: kms:*`, and its IAM policies decide.
    pub(crate) KEY_POLICY: "key-policy", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for key in world.all("AWS::KMS::Key") {
        let path = key.path();
        let statements = key.get("KeyPolicy.Statement");
        let skips = key.get("BypassPolicyLockoutSafetyCheck").bool() == Some(true);
        let open = statements.is_unknown() || statements.items().iter().any(may_change);
        if !open && !statements.items().is_empty() && !skips {
            let message = format!("the policy of {path} lets nobody change it");
            findings.at(key, "KeyPolicy", message, "let the account's root do `kms:*`");
        }
        if let Some(days) = key.get("PendingWindowInDays").int().filter(|days| !(7..=30).contains(days)) {
            let message = format!("{path} is deleted after {days} days");
            findings.at(key, "PendingWindowInDays", message, "it takes 7 to 30 days");
        }
        let spec = key.get("KeySpec");
        let symmetric = spec.is_absent() || spec.text().is_some_and(|spec| &*spec == "SYMMETRIC_DEFAULT");
        let rotation = key.get("EnableKeyRotation");
        let outside = key.get("Origin").text().is_some_and(|origin| &*origin != "AWS_KMS");
        if symmetric && !outside && (rotation.is_absent() || rotation.bool() == Some(false)) {
            let message = format!("{path} is never renewed");
            findings.warning(key, "EnableKeyRotation", message, "set `EnableKeyRotation: true`");
        } else if spec.text().is_some() && !symmetric && rotation.bool() == Some(true) {
            let message = format!("{path} is a `{}`, which cannot be renewed", spec.shown());
            findings.at(key, "EnableKeyRotation", message, "leave `EnableKeyRotation` out");
        }
    }
}

/// Whether a statement lets someone change the policy; what is not known does.
fn may_change(statement: &Eval<'_>) -> bool {
    if statement.is_unknown() {
        return true;
    }
    let allows = statement.at("Effect").text().is_none_or(|effect| &*effect == "Allow");
    let covers = |action: &Eval<'_>| {
        action.text().is_none_or(|action| {
            let small = action.to_ascii_lowercase();
            match small.split_once('*') {
                Some((start, _)) => "kms:putkeypolicy".starts_with(start),
                None => small == "kms:putkeypolicy",
            }
        })
    };
    let who = statement.at("Principal");
    let someone = who.is_unknown() || who.text().is_some() || !who.at("AWS").is_absent();
    let other = !statement.at("NotAction").is_absent() || !statement.at("NotPrincipal").is_absent();
    allows && (other || someone && statement.at("Action").items().iter().any(covers))
}

#[cfg(test)]
mod tests {
    use super::KEY_POLICY;
    use crate::testing::{finds, silent};

    fn key(statement: &str, properties: &str) -> String {
        format!(
            "Resources: {{K: {{Type: AWS::KMS::Key, Properties: {{{properties}KeyPolicy: {{Statement: [{statement}]}}}}}}}}"
        )
    }

    const ROOT: &str =
        "{Effect: Allow, Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}, Action: 'kms:*', Resource: '*'}";

    #[test]
    fn keys_that_lock_out() {
        let service = "{Effect: Allow, Principal: {Service: logs.amazonaws.com}, Action: 'kms:*', Resource: '*'}";
        finds(KEY_POLICY, &key(service, ""), "K", "lets nobody change it");
        finds(KEY_POLICY, &key(&ROOT.replace("kms:*", "kms:Decrypt"), ""), "K", "lets nobody change it");
        finds(KEY_POLICY, &key(&ROOT.replace("Allow", "Deny"), ""), "K", "lets nobody change it");
        finds(KEY_POLICY, &key(ROOT, "PendingWindowInDays: 3, "), "K", "after 3 days");
        finds(KEY_POLICY, &key(ROOT, ""), "K", "is never renewed");
    }

    #[test]
    fn keys_that_are_kept() {
        silent(KEY_POLICY, &key(ROOT, "EnableKeyRotation: true, "));
        silent(KEY_POLICY, &key(&ROOT.replace("'kms:*'", "['kms:Create*', 'kms:Put*']"), "EnableKeyRotation: true, "));
        silent(KEY_POLICY, "Resources: {K: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true}}}");
    }
}
