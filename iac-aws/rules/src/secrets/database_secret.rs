use super::keys::{asked, secret};
use crate::data::database_name::is_reserved_user;
use crate::data::engines::{Family, databases, is_restored};
use iac_core::check::{Eval, Findings, Res, World};
use iac_core::{Value, json};
use std::collections::HashSet;

iac_core::rule! {
    /// A database cannot use the secret that it is given.
    ///
    /// A password has at least eight signs, and none of `/`, `"`, `@` and space; a generated one has any of them that
    /// `ExcludeCharacters` does not name. The user name in a secret's template is no name that the engine reserves. The
    /// secret `MasterUserSecret` exists only with `ManageMasterUserPassword`.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html>,
    /// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html>.
    pub(crate) DATABASE_SECRET: "database-secret", Error, check
}

const DATABASES: [&str; 2] = ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for one in asked(world).into_iter().filter(|one| DATABASES.contains(&one.by.kind())) {
        let Some(secret) = secret(world, &one.secret) else { continue };
        match one.property {
            "MasterUserPassword" => password(findings, one.by, secret),
            "MasterUsername" => user(findings, one.by, secret, &one.key),
            _ => {}
        }
    }
    unmanaged(world, findings);
    for (database, _) in databases(world).filter(|(database, _)| !is_restored(*database)) {
        without(findings, database);
    }
}

/// A user of the template without a password, of any source.
fn without<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>) {
    let of_another = ["DBClusterIdentifier", "GlobalClusterIdentifier"];
    let (user, password) = (database.get("MasterUsername"), database.get("MasterUserPassword"));
    let managed = database.get("ManageMasterUserPassword");
    let is_member = database.kind() == DATABASES[0] && !database.get(of_another[0]).is_absent();
    let unmanaged = managed.is_absent() || managed.bool() == Some(false);
    if !user.is_absent()
        && password == Eval::Absent
        && unmanaged
        && !is_member
        && database.get(of_another[1]).is_absent()
    {
        let message = format!("{} has the user {} and no password", database.path(), user.shown());
        findings.at(
            database,
            "MasterUsername",
            message,
            "set `ManageMasterUserPassword: true`, or `MasterUserPassword`",
        );
    }
}

fn password<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>, secret: Res<'_, 'g>) {
    let generate = secret.get("GenerateSecretString");
    if !matches!(generate, Eval::Map(_)) {
        return;
    }
    let path = secret.path();
    let beside = &[(database, "the database")];
    if let Some(length) = generate.at("PasswordLength").int().filter(|length| (1..8).contains(length)) {
        let message = format!("{path} generates {length} signs, and a database's password has 8 or more");
        findings.between(secret, "GenerateSecretString", message, "set `PasswordLength: 32`", beside);
    }
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    let longest = match database.get("Engine").text().and_then(|engine| Family::of(&engine)) {
        Some(family) if family.is_mysql() => Some(41),
        Some(Family::Oracle) => Some(30),
        _ => None,
    };
    if let (Some(longest), Some(length)) = (longest, generate.at("PasswordLength").int())
        && length > longest
    {
        let message =
            format!("{path} generates {length} signs, and a password of {} has {longest} at most", database.path());
        findings.between(secret, "GenerateSecretString", message, "set `PasswordLength: 30`", beside);
    }
    let excluded = generate.at("ExcludeCharacters");
    let excluded = match excluded.text() {
        Some(text) => text.into_owned(),
        None if excluded.is_absent() => String::new(),
        None => return,
    };
    let possible: String = ['"', '@', '/'].into_iter().filter(|sign| !excluded.contains(*sign)).collect();
    if !possible.is_empty() && generate.at("ExcludePunctuation").is_absent() {
        let message = format!("{path} may generate `{possible}`, which {} refuses in a password", database.path());
        findings.warning(secret, "GenerateSecretString", message, "set `ExcludeCharacters: '\"@/\\'`");
    }
}

fn user<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>, secret: Res<'_, 'g>, key: &str) {
    let generate = secret.get("GenerateSecretString");
    let Some(text) = generate.at("SecretStringTemplate").text() else { return };
    let Ok(template) = json::read(&text) else { return };
    let (Some(name), Some(family)) =
        (template.get(key).and_then(Value::as_str), database.get("Engine").text().and_then(|one| Family::of(&one)))
    else {
        return;
    };
    if is_reserved_user(family, name) {
        let message =
            format!("{} takes its user `{name}` from {}: the engine reserves it", database.path(), secret.path());
        let help = format!("write another `{key}` into `SecretStringTemplate`, such as `app`");
        findings.between(database, "MasterUsername", message, help, &[(secret, "the secret")]);
    }
}

/// Whoever asks for the secret of a database that has none.
fn unmanaged<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let without = |one: &Res<'_, 'g>| {
        let managed = one.get("ManageMasterUserPassword");
        managed.is_absent() || managed.bool() == Some(false)
    };
    let all = DATABASES.into_iter().flat_map(|kind| world.all(kind));
    let without: HashSet<_> = all.filter(without).map(Res::key).collect();
    if without.is_empty() {
        return;
    }
    for res in world.resources() {
        for field in &res.node().properties {
            let value = res.eval(&field.value);
            let mut asks = None;
            value.visit(&mut |part| {
                let reference = part.reference().filter(|one| one.attribute.starts_with("MasterUserSecret"));
                asks = asks.or(reference.and_then(|one| one.target(world)).filter(|one| without.contains(&one.key())));
            });
            if let Some(database) = asks {
                let message =
                    format!("{} asks for the managed secret of {}, which has none", res.path(), database.path());
                let help = "set `ManageMasterUserPassword: true` at the database";
                findings.between(res, &field.name, message, help, &[(database, "the database")]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DATABASE_SECRET;
    use crate::testing::{finds, silent};

    fn database(generate: &str, managed: &str) -> String {
        format!(
            r#"Resources:
  S: {{Type: AWS::SecretsManager::Secret, Properties: {{GenerateSecretString: {{GenerateStringKey: password, {generate}}}}}}}
  Db: {{Type: AWS::RDS::DBInstance, Properties: {{Engine: postgres, {managed}MasterUsername: !Sub '{{{{resolve:secretsmanager:${{S}}:SecretString:username}}}}',
    MasterUserPassword: !Sub '{{{{resolve:secretsmanager:${{S}}:SecretString:password}}}}'}}}}
  P: {{Type: AWS::SSM::Parameter, Properties: {{Value: !GetAtt Db.MasterUserSecret.SecretArn}}}}"#
        )
    }

    const FINE: &str = r#"SecretStringTemplate: '{"username": "app"}', ExcludeCharacters: '"@/'"#;

    #[test]
    fn secrets_that_do_not_fit() {
        let managed = "ManageMasterUserPassword: true, ";
        finds(DATABASE_SECRET, &database(&format!("{FINE}, PasswordLength: 5"), managed), "S", "generates 5 signs");
        let loose = r#"SecretStringTemplate: '{"username": "app"}', ExcludeCharacters: '@'"#;
        finds(DATABASE_SECRET, &database(loose, managed), "S", "may generate `\"/`");
        let reserved = FINE.replace("app", "rdsadmin");
        finds(DATABASE_SECRET, &database(&reserved, managed), "Db", "the engine reserves it");
        finds(DATABASE_SECRET, &database(FINE, ""), "P", "which has none");
    }

    #[test]
    fn secrets_that_fit() {
        silent(DATABASE_SECRET, &database(FINE, "ManageMasterUserPassword: true, "));
        let plain = r#"SecretStringTemplate: '{"username": "app"}', ExcludePunctuation: true"#;
        silent(DATABASE_SECRET, &database(plain, "ManageMasterUserPassword: true, "));
    }

    #[test]
    fn a_user_without_a_password() {
        let database = |more: &str| {
            format!(
                "Resources:\n  D: {{Type: AWS::RDS::DBCluster, Properties: {{Engine: aurora-mysql, MasterUsername: keeper{more}}}}}\n"
            )
        };
        finds(DATABASE_SECRET, &database(""), "D", "has the user keeper and no password");
        silent(DATABASE_SECRET, &database(", ManageMasterUserPassword: true"));
        silent(DATABASE_SECRET, &database(", MasterUserPassword: !ImportValue p"));
        silent(DATABASE_SECRET, &database(", SnapshotIdentifier: s"));
    }
}
