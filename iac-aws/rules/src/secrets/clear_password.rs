use super::clear_secret::echoed;
use iac_core::check::{Eval, Findings, World};
use iac_core::{Value, json};

iac_core::rule! {
    /// A password of a resource stands in clear.
    ///
    /// The property takes a password or token, and it is written out, or a parameter that is shown to everyone who may
    /// describe the stack.
    ///
    /// Let Secrets Manager generate it and refer to it, `{{resolve:secretsmanager:…}}`; let RDS manage it
    /// (`ManageMasterUserPassword`); or at least give the parameter `NoEcho: true`.
    pub(crate) CLEAR_PASSWORD: "clear-password", Error, check
}

/// Properties that take secrets. Source: the resource types' own pages in
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html>
const PASSWORDS: &[(&str, &[&str])] = &[
    ("AWS::RDS::DBInstance", &["MasterUserPassword", "TdeCredentialPassword"]),
    ("AWS::RDS::DBCluster", &["MasterUserPassword"]),
    ("AWS::DocDB::DBCluster", &["MasterUserPassword"]),
    ("AWS::Redshift::Cluster", &["MasterUserPassword"]),
    ("AWS::RedshiftServerless::Namespace", &["AdminUserPassword"]),
    ("AWS::ElastiCache::ReplicationGroup", &["AuthToken"]),
    ("AWS::ElastiCache::User", &["Passwords", "AuthenticationMode.Passwords"]),
    ("AWS::MemoryDB::User", &["AuthenticationMode.Passwords"]),
    ("AWS::SecretsManager::Secret", &["SecretString"]),
    ("AWS::DMS::Endpoint", &["Password"]),
    ("AWS::AmazonMQ::Broker", &["Users.Password"]),
    ("AWS::DirectoryService::SimpleAD", &["Password"]),
    ("AWS::DirectoryService::MicrosoftAD", &["Password"]),
    ("AWS::IAM::User", &["LoginProfile.Password"]),
    ("AWS::OpenSearchService::Domain", &["AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword"]),
    ("AWS::EMR::Cluster", &["KerberosAttributes.KdcAdminPassword"]),
    ("AWS::FSx::FileSystem", &["WindowsConfiguration.SelfManagedActiveDirectoryConfiguration.Password"]),
    ("AWS::Cognito::UserPoolIdentityProvider", &["ProviderDetails.client_secret"]),
    ("AWS::CodeBuild::SourceCredential", &["Token"]),
    ("AWS::CodePipeline::Webhook", &["AuthenticationConfiguration.SecretToken"]),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (kind, properties) in PASSWORDS {
        for res in world.all(kind) {
            for property in *properties {
                for value in values(&res.get(first(property)), rest(property)) {
                    let what = format!("`{property}` of {}", res.path());
                    let help = "refer to a secret that Secrets Manager generates: `{{resolve:secretsmanager:…}}`";
                    if in_clear(&value) {
                        findings.at(res, property, format!("{what} stands in clear"), help);
                    } else if let Some(name) = shown_parameter(res, &value) {
                        let message = format!("{what} is the parameter `{name}`, which is shown to everyone");
                        findings.at(res, property, message, "give the parameter `NoEcho: true`, or generate a secret");
                    }
                }
            }
        }
    }
}

/// Whether any secret part of a value is written out. A secret's JSON may name the user and leave out the rest.
fn in_clear(value: &Eval<'_>) -> bool {
    let Some(text) = value.text() else { return false };
    match json::read(&text) {
        Ok(Value::Map(fields)) => fields.iter().any(|field| {
            let text = field.value.as_str().unwrap_or_default();
            super::names::is_secret(&field.name) && super::names::is_value(&field.name, text)
        }),
        _ => !text.is_empty() && !text.contains("{{resolve:") && !text.to_ascii_lowercase().contains("placeholder"),
    }
}

/// The parameter that a password is, where its value is shown. Whatever its name is: what it is given to says enough.
fn shown_parameter(res: iac_core::check::Res<'_, '_>, value: &Eval<'_>) -> Option<String> {
    if let Some(name) = echoed(res, value) {
        return Some(name);
    }
    let Eval::Unknown(name) = value else { return None };
    let name = name.strip_prefix("the parameter ")?;
    let parameter = res.stack().parameters.get(name)?;
    (!parameter.no_echo && parameter.parameter_type.to_string() == "String").then(|| name.to_owned())
}

fn first(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

fn rest(path: &str) -> &str {
    path.split_once('.').map_or("", |(_, rest)| rest)
}

/// The values below a path, of every member where there is a list on the way.
fn values<'g>(value: &Eval<'g>, path: &str) -> Vec<Eval<'g>> {
    value.items().iter().flat_map(|one| one.at(path).items().to_vec()).collect()
}

#[cfg(test)]
mod tests {
    use super::CLEAR_PASSWORD;
    use crate::testing::{finds, silent};

    fn database(password: &str) -> String {
        format!(
            r#"
Parameters: {{Plain: {{Type: String}}, Hidden: {{Type: String, NoEcho: true}}, Old: {{Type: String, Default: hunter22}},
  Place: {{Type: 'AWS::SSM::Parameter::Value<String>', Default: /a}}}}
Conditions: {{Small: !Equals [!Ref Old, x]}}
Resources:
  Secret: {{Type: AWS::SecretsManager::Secret, Properties: {{GenerateSecretString: {{}}}}}}
  Db: {{Type: AWS::RDS::DBInstance, Properties: {{MasterUserPassword: {password}}}}}
"#
        )
    }

    #[test]
    fn passwords_in_clear() {
        for password in
            ["hunter22", "!Ref Old", "!If [Small, '{{resolve:secretsmanager:a}}', hunter22]", "!Sub '${Old}'"]
        {
            finds(CLEAR_PASSWORD, &database(password), "Db", "`MasterUserPassword` of template/Db stands in clear");
        }
        finds(CLEAR_PASSWORD, &database("!Ref Plain"), "Db", "is the parameter `Plain`, which is shown");
        let user = "Resources: {U: {Type: AWS::ElastiCache::User, Properties: {Passwords: [hunter2hunter2hunter2]}}}";
        finds(CLEAR_PASSWORD, user, "U", "`Passwords` of template/U stands in clear");
        let broker = "Resources: {B: {Type: AWS::AmazonMQ::Broker, Properties: {Users: [{Username: a, Password: b}]}}}";
        finds(CLEAR_PASSWORD, broker, "B", "stands in clear");
        let secret =
            "Resources: {S: {Type: AWS::SecretsManager::Secret, Properties: {SecretString: '{\"password\":\"x\"}'}}}";
        finds(CLEAR_PASSWORD, secret, "S", "stands in clear");
    }

    #[test]
    fn passwords_by_reference() {
        for password in ["!Ref Hidden", "!Sub '{{resolve:secretsmanager:${Secret}}}'", "!ImportValue pw", "!Ref Place"]
        {
            silent(CLEAR_PASSWORD, &database(password));
        }
        let secret =
            "Resources: {S: {Type: AWS::SecretsManager::Secret, Properties: {SecretString: '{\"host\":\"x\"}'}}}";
        silent(CLEAR_PASSWORD, secret);
    }
}
