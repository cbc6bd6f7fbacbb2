//! Secrets. Their values are in no state and in no plan: they are made while Terraform runs, or come from a variable that
//! is not kept, and are written once.
//! Source: <https://developer.hashicorp.com/terraform/language/manage-sensitive-data/write-only>

use super::VERSION;
use crate::members::value;
use crate::prelude::*;

pub(super) const SECRET: ResourceMap = ResourceMap::new("AWS::SecretsManager::Secret", "aws_secretsmanager_secret")
    .reference("arn")
    .attributes(&[("Id", "arn")])
    .name(Name::Prefix("name_prefix", "name", 512))
    .finish(finish)
    .properties(&[
        ("GenerateSecretString", To::By(generated)),
        ("ReplicaRegions", To::Block("replica", &[])),
        ("SecretString", To::By(given)),
    ]);

const GENERATOR: &[(&str, To)] = &[("GenerateStringKey", To::All(&[])), ("SecretStringTemplate", To::All(&[]))];

fn generated<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let Value::Map(fields) = &field.value else {
        return s.error("terraform", "its fields are known only when it is deployed", "write the object itself");
    };
    let address = s.ephemeral("aws_secretsmanager_random_password", "", |s| s.fields(fields, GENERATOR));
    let password = Term::expression(format!("{address}.random_password"));
    let text = match (value(fields, "SecretStringTemplate"), value(fields, "GenerateStringKey")) {
        (Some(template), Some(Value::Str(key))) => {
            let (template, password) = (s.term(template).to_hcl(), Term::object([(&**key, password)]).to_hcl());
            Term::expression(format!("jsonencode(merge(jsondecode({template}), {password}))"))
        }
        (Some(_), Some(_)) => {
            let help = "write the name of the field as a literal";
            return s.error("terraform", "the field of the password is known only when it is deployed", help);
        }
        _ => password,
    };
    // Another definition makes CloudFormation generate another value. The provider's numbers may have 32 bits.
    let definition = s.term(&field.value).to_hcl();
    let hash =
        definition.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    version(s, text, i64::from(hash >> 1));
}

fn given<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let text = s.json(&field.value);
    version(s, text, 1);
    let address = format!("{VERSION}.{}", s.address_name());
    s.note(format!("its value is written once; another one is written with `terraform apply -replace={address}`"));
}

fn version<'g>(s: &mut Scope<'_, 'g>, text: Term<'g>, number: i64) {
    let id = s.reference("id");
    s.part(VERSION, "", |s| {
        s.set("secret_id", id);
        s.set("secret_string_wo", text);
        s.set("secret_string_wo_version", number);
    });
}

/// CloudFormation deletes a secret at once, so that its name is free for another.
/// Source: <https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1999>
fn finish(s: &mut Scope<'_, '_>) {
    if matches!(s.deletion_policy(), None | Some(DeletionPolicy::Delete)) {
        s.set("recovery_window_in_days", 0);
    }
}
