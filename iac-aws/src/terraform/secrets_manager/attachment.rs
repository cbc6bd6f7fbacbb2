//! What adds a database's address to the secret that holds its password: the next version of the same secret, with what
//! the version before it has and what CloudFormation would add.
//! Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html>

use super::VERSION;
use crate::terraform::prelude::*;

pub(super) const TARGET_ATTACHMENT: ResourceMap =
    ResourceMap::new("AWS::SecretsManager::SecretTargetAttachment", VERSION)
        .reference("secret_id")
        .attributes(&[("Id", "secret_id")])
        .finish(finish)
        .properties(&[("TargetId", To::All(&[])), ("TargetType", To::All(&[]))]);

fn finish(s: &mut Scope<'_, '_>) {
    let (Some(secret), Some(target)) = (s.property("SecretId"), s.property("TargetId")) else { return };
    let node = match target {
        Value::Expr(expr) => match **expr {
            Expr::Ref(node) => Some(node),
            _ => None,
        },
        _ => None,
    };
    let target = node.and_then(|node| Some((node, s.resource_of(node)?)));
    let Some((node, database)) = target else { return unknown(s) };
    let (identifier, name) = match &*database.resource_type {
        "AWS::RDS::DBInstance" => ("dbInstanceIdentifier", "DBName"),
        "AWS::RDS::DBCluster" => ("dbClusterIdentifier", "DatabaseName"),
        _ => return unknown(s),
    };
    let (host, port) = (s.get_att(node, "Endpoint.Address"), s.get_att(node, "Endpoint.Port"));
    let (text, writer) = s.secret_text(secret);
    for address in writer.into_iter().chain([host.to_hcl(), port.to_hcl()]) {
        s.replace_with(address);
    }
    let mut added = vec![("host", host), ("port", port), (identifier, s.get_att(node, "Ref"))];
    if let Some(engine) = database.property("Engine") {
        let term = s.term(engine);
        added.push(("engine", term.as_str().and_then(protocol).map_or(term.clone(), Term::from)));
    }
    if let Some(name) = database.property(name) {
        added.push(("dbname", s.term(name)));
    }
    let added = Term::object(added).to_hcl();
    s.set("secret_string_wo", Term::expression(format!("jsonencode(merge(jsondecode({text}), {added}))")));
    s.set("secret_string_wo_version", 1);
}

fn unknown(s: &mut Scope<'_, '_>) {
    let help = "refer to an instance or a cluster of RDS of the same environment";
    s.error("terraform", "the database of the secret has no mapping to Terraform", help);
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
