//! What adds a database's address to the secret that holds its password: the next version of the same secret, with what
//! the version before it has and what CloudFormation would add.
//! Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html>

use super::VERSION;
use crate::prelude::*;
use iac_core::graph::ResourceNode;

pub(super) const TARGET_ATTACHMENT: ResourceMap =
    ResourceMap::new("AWS::SecretsManager::SecretTargetAttachment", VERSION)
        .reference("secret_id")
        .attributes(&[("Id", "secret_id")])
        .finish(finish)
        .properties(&[("TargetId", To::All(&[])), ("TargetType", To::All(&[]))]);

fn finish(s: &mut Scope<'_, '_>) {
    let (Some(secret), Some(target)) = (s.property("SecretId"), s.property("TargetId")) else { return };
    let Some(database) = Database::of(s, target) else {
        let help = "refer to an instance or a cluster of RDS of the same environment";
        return s.error("terraform", "the database of the secret has no mapping to Terraform", help);
    };
    let (text, writer) = s.secret_text(secret);
    for address in writer.into_iter().chain([database.host.to_hcl(), database.port.to_hcl()]) {
        s.replace_with(address);
    }
    let mut added = vec![("host", database.host), ("port", database.port), database.identifier];
    for (key, property) in [("engine", "Engine"), ("dbname", database.name)] {
        if let Some(value) = database.resource.property(property) {
            let term = s.term(value);
            let known = term.as_str().filter(|_| key == "engine").and_then(protocol);
            added.push((key, known.map_or(term, Term::from)));
        }
    }
    let added = Term::object(added).to_hcl();
    let before = format!("try(jsondecode({text}), {{password = {text}}})");
    s.set("secret_string_wo", Term::expression(format!("jsonencode(merge({before}, {added}))")));
    s.set("secret_string_wo_version", 1);
}

struct Database<'g> {
    resource: &'g ResourceNode,
    host: Term<'g>,
    port: Term<'g>,
    /// The key of the identifier, and the identifier.
    identifier: (&'static str, Term<'g>),
    /// The property of the database that is made with it.
    name: &'static str,
}

impl<'g> Database<'g> {
    fn of(s: &mut Scope<'_, 'g>, target: &'g Value) -> Option<Self> {
        let Value::Expr(expr) = target else { return None };
        let Expr::Ref(node) = **expr else { return None };
        let resource = s.resource_of(node)?;
        let (host, identifier, key, name) = match &*resource.resource_type {
            "AWS::RDS::DBInstance" => {
                // A member of a cluster is of another type.
                let host = if resource.property("DBClusterIdentifier").is_some() { "endpoint" } else { "address" };
                (host, "identifier", "dbInstanceIdentifier", "DBName")
            }
            "AWS::RDS::DBCluster" => ("endpoint", "cluster_identifier", "dbClusterIdentifier", "DatabaseName"),
            _ => return None,
        };
        let mut attribute = |attribute| s.attribute_of(target, &resource.resource_type, attribute);
        Some(Database {
            resource,
            host: attribute(host)?,
            port: attribute("port")?,
            identifier: (key, attribute(identifier)?),
            name,
        })
    }
}

/// Rotation functions know engines by what clients speak.
fn protocol(engine: &str) -> Option<&'static str> {
    match engine.split('-').next()? {
        "aurora" if engine == "aurora-postgresql" => Some("postgres"),
        "aurora" => Some("mysql"),
        "oracle" => Some("oracle"),
        "sqlserver" => Some("sqlserver"),
        _ => None,
    }
}
