use super::documents::{Document, documents};
use super::statement::statements;
use iac_core::check::{Eval, Findings, World};
use std::collections::BTreeMap;

iac_core::rule! {
    /// A policy names an action that does not exist.
    ///
    /// An action is `prefix:Action`, and the prefix is often not the name that a service has elsewhere: those of EFS are
    /// `elasticfilesystem:…`, those of Step Functions `states:…`. IAM takes whatever is written, and the statement permits,
    /// or denies, nothing. S3 and other services refuse it in the policies of their resources.
    ///
    /// Write the action as the service's page does. Facts:
    /// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
    /// and, for what is said of such a policy,
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>.
    pub(crate) ACTION_NAME: "action-name", Error, check
}

/// Every prefix of the Service Authorization Reference, and the actions of those that most templates have.
const ACTIONS: &str = include_str!("actions.txt");

/// Names of services, of their clients or of their endpoints that are no prefix.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("apigatewayv2", "apigateway"),
    ("cloudwatchlogs", "logs"),
    ("efs", "elasticfilesystem"),
    ("elb", "elasticloadbalancing"),
    ("elbv2", "elasticloadbalancing"),
    ("emr", "elasticmapreduce"),
    ("eventbridge", "events"),
    ("msk", "kafka"),
    ("sfn", "states"),
    ("stepfunctions", "states"),
];

/// Shorter prefixes are so close to each other that a new one looks like a misspelt one.
const LONG: usize = 5;

/// The actions of each prefix, with spaces between them.
struct Known(BTreeMap<&'static str, &'static str>);

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let lines = || ACTIONS.lines().map(|line| line.split_once(' ').unwrap_or((line, "")));
    let known = world.once_for_all(|_| Known(lines().collect()));
    for document in documents(world) {
        for statement in statements(&document.value) {
            for name in ["Action", "NotAction"] {
                for action in statement.at(name).items() {
                    exists(findings, &known, &document, action);
                }
            }
        }
    }
}

fn exists<'g>(findings: &mut Findings<'_, 'g>, known: &Known, document: &Document<'_, 'g>, action: &Eval<'g>) {
    let start = match action {
        Eval::Joined(parts) => parts.first().and_then(Eval::text),
        whole => whole.text(),
    };
    let Some((prefix, name)) = start.as_deref().and_then(|text| text.split_once(':')) else { return };
    let prefix = prefix.to_ascii_lowercase();
    if prefix.is_empty() || prefix.contains(['*', '?']) {
        return;
    }
    let (res, property, shown) = (document.res, document.property, action.shown());
    if let Some(actions) = known.0.get(&*prefix) {
        let wild = name.contains(['*', '?']) || matches!(action, Eval::Joined(_));
        let actions = actions.split(' ').filter(|one| !one.is_empty());
        if wild || actions.clone().any(|one| one.eq_ignore_ascii_case(name)) {
            return;
        }
        if let Some(meant) = nearest(name, actions) {
            let message =
                format!("a policy of {} has the action `{shown}`, which no service is known to have", res.path());
            findings.warning(res, property, message, format!("write `{prefix}:{meant}`"));
        }
        return;
    }
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == prefix).map(|(_, meant)| *meant);
    // A newer service has the name of an older one with another number, or with more behind it: `inspector2`, `s3tables`.
    let family = |text: &str| text.trim_end_matches(|sign: char| sign.is_ascii_digit()).to_owned();
    if known.0.keys().any(|known| family(known) == family(&prefix)) {
        return;
    }
    let close = || nearest(&prefix, known.0.keys().copied().filter(|known| !prefix.starts_with(known)));
    let Some(meant) = other.or_else(close) else { return };
    let message =
        format!("a policy of {} has the action `{shown}`, but no service has the prefix `{prefix}`", res.path());
    let help = format!("write `{meant}:{name}`");
    if other.is_some() || prefix.len() >= LONG {
        findings.at(res, property, message, help);
    } else {
        findings.warning(res, property, message, help);
    }
}

/// The nearest name that is at most two letters away; one letter from a short name.
fn nearest(name: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let most = if name.len() < LONG { 1 } else { 2 };
    let near = names.filter(|other| other.len().abs_diff(name.len()) <= most);
    let (edits, nearest) = near.map(|other| (edits(&name, &other.to_ascii_lowercase()), other)).min()?;
    (edits <= most).then_some(nearest)
}

/// How many letters must be inserted, removed or replaced.
fn edits(name: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, left) in name.bytes().enumerate() {
        let mut next = vec![at + 1];
        for (right, (above, beside)) in other.bytes().zip(row.iter().zip(row.iter().skip(1))) {
            let before = next.last().copied().unwrap_or_default();
            next.push((above + usize::from(left != right)).min(beside + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::ACTION_NAME as RULE;
    use crate::testing::{finds, silent, warns};

    fn policy(action: &str) -> String {
        format!(
            "Parameters: {{P: {{Type: String, Default: s3, AllowedValues: [s3, dynamo]}}, Q: {{Type: String}}}}\n\
             Resources: {{R: {{Type: AWS::IAM::ManagedPolicy, Properties: {{PolicyDocument: {{Version: '2012-10-17', \
             Statement: [{{Effect: Allow, Resource: '*', Action: {action}}}]}}}}}}}}"
        )
    }

    #[test]
    fn services_that_do_not_exist() {
        for (action, words) in [
            ("'dynamo:GetItem'", "has the action `dynamo:GetItem`, but no service has the prefix `dynamo`"),
            (
                "['s3:GetObject', 'dynamodb2:*', 'secretmanager:GetSecretValue']",
                "no service has the prefix `secretmanager`",
            ),
            ("'Lamda:Invoke*'", "no service has the prefix `lamda`"),
            ("'cloudwach:*'", "the prefix `cloudwach`"),
            ("!Sub 'kinessis:${Q}'", "the prefix `kinessis`"),
            ("!Sub '${P}:GetItem'", "the prefix `dynamo`, with P = dynamo"),
            ("'efs:ClientMount'", "the prefix `efs`"),
            ("'stepfunctions:StartExecution'", "the prefix `stepfunctions`"),
        ] {
            finds(RULE, &policy(action), "R", words);
        }
        warns(RULE, &policy("'sqz:SendMessage'"), "R", "the prefix `sqz`");
    }

    #[test]
    fn actions_that_do_not_exist() {
        warns(RULE, &policy("'s3:GetObjects'"), "R", "`s3:GetObjects`, which no service is known to have");
        warns(RULE, &policy("'kms:Decript'"), "R", "`kms:Decript`");
        let denied =
            policy("'sqs:SendMesage'").replace("Effect: Allow", "Effect: Deny").replace(" Action:", " NotAction:");
        warns(RULE, &denied, "R", "`sqs:SendMesage`");
    }

    #[test]
    fn what_exists_or_may() {
        for action in [
            "'*'",
            "'s3:*'",
            "'*:Get*'",
            "'d*:GetItem'",
            "['S3:getobject', 'dynamodb:GetItem', 'elasticfilesystem:ClientMount', 'ssmmessages:CreateControlChannel']",
            "'s3tables2:GetTable'",
            "'inspector3:List'",
            "'lambda:InvokeByAnotherWay'",
            "'kms:Decr*'",
            "'glue:GetTabel'",
            "!Sub 's3:Get${Q}'",
            "!Ref Q",
            "!Sub '${Q}:Get'",
            "'brandnew:Do'",
        ] {
            silent(RULE, &policy(action));
        }
    }

    #[test]
    fn letters_apart() {
        for (a, b, count) in [("dynamo", "dynamodb", 2), ("lamda", "lambda", 1), ("sqs", "sns", 1), ("abc", "abc", 0)] {
            assert_eq!(super::edits(a, b), count, "{a} {b}");
        }
    }

    #[test]
    fn no_other_name_is_a_prefix() {
        for (name, meant) in super::OTHER_NAMES {
            let known = |text: &str| super::ACTIONS.lines().any(|line| line.split(' ').next() == Some(text));
            assert!(!known(name) && known(meant), "{name}");
        }
    }
}
