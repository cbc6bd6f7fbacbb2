use super::keys::{of_secret, secret, sources};
use iac_core::SecretSource;
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A secret and its database do not belong together.
    ///
    /// An attachment writes the address of a database into the secret of that database. Where it is of another one,
    /// whoever reads the secret sends one database's password to the other, and a rotation changes the wrong one. A
    /// rotation of a secret without an attachment, or without a host in its text, does not find its database.
    pub(crate) SECRET_ATTACHMENT: "secret-attachment", Error, check
}

/// What an attachment calls what it attaches to, and the types that are meant.
const TARGETS: &[&str] = &[
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBProxy",
    "AWS::DocDB::DBInstance",
    "AWS::DocDB::DBCluster",
    "AWS::Redshift::Cluster",
    "AWS::RedshiftServerless::Namespace",
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    // Each database with the secret that its password is of.
    let mut given: Vec<(Res<'_, 'g>, Res<'_, 'g>)> = Vec::new();
    for kind in TARGETS {
        for database in world.all(kind) {
            let Some(value) = database.node().property("MasterUserPassword") else { continue };
            sources(value, &mut |source| {
                let SecretSource::SecretsManager { arn, .. } = source else { return };
                given.extend(secret(world, &database.eval(arn)).map(|secret| (secret, database)));
            });
        }
    }
    let mut attached = Vec::new();
    for attachment in world.all("AWS::SecretsManager::SecretTargetAttachment") {
        let Some(secret) = secret(world, &attachment.get("SecretId")) else { continue };
        attached.push(secret);
        let Some(target) = world.target(&attachment.get("TargetId")) else { continue };
        let named = attachment.get("TargetType");
        if let Some(name) = named.text().filter(|name| TARGETS.contains(&&**name) && **name != *target.kind()) {
            let message =
                format!("{} says `{name}` of {}, which is a `{}`", attachment.path(), target.path(), target.kind());
            findings.at(attachment, "TargetType", message, format!("write `TargetType: {}`", target.kind()));
        }
        let of_other = |(own, database): &&(Res<'_, 'g>, Res<'_, 'g>)| *own == secret && *database != target;
        let of_this = given.iter().any(|(own, database)| *own == secret && *database == target);
        if let Some((_, database)) = given.iter().find(of_other).filter(|_| !of_this) {
            let message = format!(
                "{} attaches {} to {}, but it is the password of {}",
                attachment.path(),
                secret.path(),
                target.path(),
                database.path()
            );
            let others = [(secret, "the secret"), (*database, "takes its password from it")];
            findings.between(
                attachment,
                "TargetId",
                message,
                "attach it to the database that it is the password of",
                &others,
            );
        }
    }
    for rotation in world.all("AWS::SecretsManager::RotationSchedule") {
        if rotation.get("HostedRotationLambda").is_absent() {
            continue;
        }
        let Some(secret) = secret(world, &rotation.get("SecretId")).filter(|secret| !attached.contains(secret)) else {
            continue;
        };
        if of_secret(world, secret).is_some_and(|keys| !keys.iter().any(|key| key == "host")) {
            let message = format!("{} rotates {}, which is attached to no database", rotation.path(), secret.path());
            let help = "add an `AWS::SecretsManager::SecretTargetAttachment`, and let the rotation depend on it";
            findings.between(rotation, "SecretId", message, help, &[(secret, "has no host in its text")]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SECRET_ATTACHMENT;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Resources:
  Secret: {Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {SecretStringTemplate:
    '{"username":"app"}', GenerateStringKey: password}}}
  Db: {Type: AWS::RDS::DBInstance, Properties: {MasterUserPassword: !Sub '{{resolve:secretsmanager:${Secret}:SecretString:password}}'}}
  Other: {Type: AWS::RDS::DBInstance, Properties: {MasterUserPassword: !Sub '{{resolve:secretsmanager:other:SecretString:password}}'}}
  At: {Type: AWS::SecretsManager::SecretTargetAttachment, Properties: {SecretId: !Ref Secret, TargetId: !Ref Db,
    TargetType: AWS::RDS::DBInstance}}
  Rotation: {Type: AWS::SecretsManager::RotationSchedule, Properties: {SecretId: !Ref Secret, HostedRotationLambda: {RotationType: a}}}
"#;

    #[test]
    fn of_one_another() {
        silent(SECRET_ATTACHMENT, TEMPLATE);
    }

    #[test]
    fn of_another_one() {
        let other = TEMPLATE.replace("TargetId: !Ref Db", "TargetId: !Ref Other");
        finds(SECRET_ATTACHMENT, &other, "At", "but it is the password of template/Db");
        let kind = TEMPLATE.replace("TargetType: AWS::RDS::DBInstance", "TargetType: AWS::RDS::DBCluster");
        finds(SECRET_ATTACHMENT, &kind, "At", "which is a `AWS::RDS::DBInstance`");
    }

    #[test]
    fn attached_to_none() {
        let none = TEMPLATE.replace("SecretId: !Ref Secret, TargetId", "SecretId: other, TargetId");
        finds(SECRET_ATTACHMENT, &none, "Rotation", "attached to no database");
    }
}
