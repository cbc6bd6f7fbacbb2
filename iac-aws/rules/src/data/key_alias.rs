use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// An alias of a key has a name that KMS does not take.
    ///
    /// It begins with `alias/`, and not with `alias/aws/`: those are of the keys that AWS makes.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html>
    pub(crate) KEY_ALIAS: "key-alias", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for alias in world.all("AWS::KMS::Alias") {
        let name = alias.get("AliasName");
        // What nobody knows may begin so.
        let begins = match &name {
            Eval::Joined(parts) => match parts.first() {
                Some(Eval::Text(first)) => Some(first.to_string()),
                Some(Eval::Unknown(unknown)) if unknown.starts_with("AWS::") => Some("…".to_owned()),
                _ => None,
            },
            known => known.text().map(std::borrow::Cow::into_owned),
        };
        let Some(begins) = begins else { continue };
        let (message, help) = if begins.starts_with("alias/aws/") {
            ("begins as those of AWS's own keys do", "leave `aws/` out")
        } else if !begins.starts_with("alias/") {
            ("does not begin with `alias/`", "write `alias/` before it")
        } else {
            continue;
        };
        findings.at(alias, "AliasName", format!("the name `{}` of {} {message}", name.shown(), alias.path()), help);
    }
}

#[cfg(test)]
mod tests {
    use super::KEY_ALIAS;
    use crate::testing::{finds, silent};

    fn alias(name: &str) -> String {
        format!(
            "Parameters:\n  P: {{Type: String}}\nResources:\n  A: {{Type: AWS::KMS::Alias, Properties: {{TargetKeyId: k, AliasName: {name}}}}}\n"
        )
    }

    #[test]
    fn names() {
        finds(KEY_ALIAS, &alias("orders"), "A", "does not begin with `alias/`");
        finds(KEY_ALIAS, &alias("!Sub '${AWS::StackName}/orders'"), "A", "does not begin with `alias/`");
        finds(KEY_ALIAS, &alias("!Sub 'alias/aws/${P}'"), "A", "AWS's own keys");
        silent(KEY_ALIAS, &alias("alias/orders"));
        silent(KEY_ALIAS, &alias("!Sub 'alias/${AWS::StackName}'"));
        silent(KEY_ALIAS, &alias("!Sub '${P}/orders'"));
    }
}
