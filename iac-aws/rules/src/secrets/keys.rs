//! The keys of a secret's JSON text.

use iac_core::check::{Eval, Res, World};
use iac_core::graph::ResourceNode;
use iac_core::{Expr, SecretSource, Value, json};
use std::collections::BTreeSet;

/// What an attachment adds. Source:
/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html>
const ATTACHED: &[&str] =
    &["engine", "host", "port", "dbname", "dbInstanceIdentifier", "dbClusterIdentifier", "masterarn"];

/// The secrets that are attached to a database.
pub(crate) type Attached = BTreeSet<*const ResourceNode>;

pub(crate) fn attached(world: &World<'_>) -> Attached {
    let all = world.all("AWS::SecretsManager::SecretTargetAttachment");
    all.filter_map(|one| secret(world, &one.get("SecretId"))).map(|secret| std::ptr::from_ref(secret.node())).collect()
}

/// The keys that a secret is known to have; none where nobody can know them all. A plain text has no keys at all.
pub(crate) fn of_secret(attached: &Attached, secret: Res<'_, '_>) -> Option<Vec<String>> {
    let generate = secret.get("GenerateSecretString");
    let mut keys = if !generate.is_absent() {
        let (template, key) = (generate.at("SecretStringTemplate"), generate.at("GenerateStringKey"));
        match (template.is_absent(), key.is_absent()) {
            (true, true) if !generate.is_unknown() => return Some(Vec::new()),
            (false, false) => {
                let mut keys = of_text(template)?;
                keys.push(key.text()?.into_owned());
                keys
            }
            _ => return None,
        }
    } else {
        of_text(&secret.get("SecretString"))?
    };
    if attached.contains(&std::ptr::from_ref(secret.node())) {
        keys.extend(ATTACHED.iter().map(|key| (*key).to_owned()));
    }
    Some(keys)
}

/// The keys of a JSON text, of which values may be unknown.
fn of_text(value: &Eval<'_>) -> Option<Vec<String>> {
    let text = match value {
        // Parts that nobody knows stand inside of values; one that is a whole field makes the text no JSON.
        Eval::Joined(parts) => parts.iter().map(|part| part.text().unwrap_or("0".into()).into_owned()).collect(),
        known => known.text()?.into_owned(),
    };
    match json::read(&text) {
        Ok(Value::Map(fields)) => Some(fields.into_iter().map(|field| field.name.into_owned()).collect()),
        Ok(_) => Some(Vec::new()),
        Err(_) if matches!(value, Eval::Joined(_)) => None,
        Err(_) => Some(Vec::new()),
    }
}

/// A place where a key of a secret is asked for.
pub(crate) struct Asked<'w, 'g> {
    pub(crate) by: Res<'w, 'g>,
    pub(crate) property: &'g str,
    pub(crate) secret: Eval<'g>,
    pub(crate) key: String,
}

/// Every key that dynamic references ask for.
pub(crate) fn asked<'w, 'g>(world: &'w World<'g>) -> Vec<Asked<'w, 'g>> {
    let mut found = Vec::new();
    for by in world.resources() {
        for field in &by.node().properties {
            sources(&field.value, &mut |source| {
                if let SecretSource::SecretsManager { arn, field: Some(key) } = source {
                    found.push(Asked { by, property: &field.name, secret: by.eval(arn), key: key.to_string() });
                }
            });
        }
    }
    found
}

/// Every reference to a secret in a value. Both branches of a condition: the one that is not taken is taken elsewhere.
pub(crate) fn sources<'g>(value: &'g Value, found: &mut dyn FnMut(&'g SecretSource)) {
    match value {
        Value::List(items) => items.iter().for_each(|item| sources(item, found)),
        Value::Map(fields) => fields.iter().for_each(|field| sources(&field.value, found)),
        Value::Expr(expr) => match &**expr {
            Expr::Secret(source) => found(source),
            Expr::Join(_, list) | Expr::Split(_, list) | Expr::Base64(list) | Expr::Select(_, list) => {
                sources(list, found)
            }
            Expr::If(_, yes, no) => [yes, no].into_iter().for_each(|branch| sources(branch, found)),
            _ => {}
        },
        _ => {}
    }
}

/// The secret of the template that a value means, by reference or by its name.
pub(crate) fn secret<'w, 'g>(world: &'w World<'g>, value: &Eval<'g>) -> Option<Res<'w, 'g>> {
    let target = world.target(value);
    match target.map(|target| (target, target.kind())) {
        Some((secret, "AWS::SecretsManager::Secret")) => Some(secret),
        Some((attachment, "AWS::SecretsManager::SecretTargetAttachment")) => {
            world.target_of(&attachment.get("SecretId"), "AWS::SecretsManager::Secret")
        }
        Some(_) => None,
        None => {
            let name = value.text()?;
            world.all("AWS::SecretsManager::Secret").find(|one| one.get("Name").text().is_some_and(|own| own == name))
        }
    }
}
