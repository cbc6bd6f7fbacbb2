//! Where the value of a container's secret comes from.

use super::arn::tokens;
use super::pattern::{Token, of_arn, of_text};
use iac_core::check::{Eval, Res, World};

/// What a `ValueFrom` names, and what it takes to read it.
pub(crate) struct Secret<'w, 'g> {
    pub(crate) action: &'static str,
    /// The ARNs that it may have.
    pub(crate) targets: Vec<Vec<Token>>,
    /// The secret, where it is one of the template.
    pub(crate) res: Option<Res<'w, 'g>>,
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html>. None where nobody knows.
pub(crate) fn secret<'w, 'g>(world: &'w World<'g>, from: &Eval<'g>) -> Option<Secret<'w, 'g>> {
    // The key, stage and version after the ARN are no part of the secret's name.
    let first = match from {
        Eval::Joined(parts) => parts.first()?,
        whole => whole,
    };
    if let Some(reference) = first.reference() {
        let target = tokens(world, first);
        let res = reference.target(world)?;
        let action = match (res.kind(), reference.attribute) {
            ("AWS::SecretsManager::Secret" | "AWS::SecretsManager::SecretTargetAttachment", _) => GET_SECRET,
            (_, "MasterUserSecret.SecretArn") => GET_SECRET,
            ("AWS::SSM::Parameter", "Ref") => {
                let target = [of_arn("arn:*:ssm:*:*:parameter/"), target].concat();
                return Some(Secret { action: GET_PARAMETERS, targets: vec![target], res: Some(res) });
            }
            _ => return None,
        };
        let res = match world.target_of(&res.get("SecretId"), "AWS::SecretsManager::Secret") {
            Some(attached) => attached,
            None => res,
        };
        return Some(Secret { action, targets: vec![target], res: Some(res) });
    }
    let known = first.text()?;
    if !known.starts_with("arn:") {
        let parameter = [of_arn("arn:*:ssm:*:*:parameter/"), tokens(world, from)].concat();
        let without_slash = |text: &str| text.starts_with('/').then(|| of_text(&text[1..]));
        let target = match from.text().and_then(|text| without_slash(&text)) {
            Some(name) => [of_arn("arn:*:ssm:*:*:parameter/"), name].concat(),
            None => parameter,
        };
        return Some(Secret { action: GET_PARAMETERS, targets: vec![target], res: None });
    }
    let shown = from.shown();
    let mut target = tokens(world, from);
    if shown.contains(":parameter/") {
        return Some(Secret { action: GET_PARAMETERS, targets: vec![target], res: None });
    }
    let colons = target.iter().enumerate().filter(|(_, token)| **token == Token::Char(':'));
    if let Some((end, _)) = colons.clone().nth(6) {
        target.truncate(end);
    }
    // An ARN without the six characters at its end is taken too; a name may end as if it had them.
    let whole = [target.as_slice(), &of_text("-??????")].concat();
    let targets = if ends_in_six(&target) { vec![target, whole] } else { vec![whole] };
    shown.contains(":secret:").then_some(Secret { action: GET_SECRET, targets, res: None })
}

const GET_SECRET: &str = "secretsmanager:GetSecretValue";
const GET_PARAMETERS: &str = "ssm:GetParameters";

fn ends_in_six(target: &[Token]) -> bool {
    let plain = |token: &Token| matches!(token, Token::Char(one) if one.is_ascii_alphanumeric());
    match target {
        [.., Token::Char('-'), a, b, c, d, e, f] => [a, b, c, d, e, f].into_iter().all(plain),
        [.., last] => *last == Token::Any,
        [] => false,
    }
}
