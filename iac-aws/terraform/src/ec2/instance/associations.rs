//! Associations of Systems Manager with an instance.

use crate::members::value;
use crate::prelude::*;

pub(super) const SSM_ASSOCIATIONS: To = To::Through("aws_ssm_association", ASSOCIATION, ssm_associations);

const ASSOCIATION: &[(&str, To)] =
    &[("AssociationParameters", To::By(parameters)), ("DocumentName", To::Attribute("name"))];

fn ssm_associations<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, association| {
        let Value::Map(fields) = association else { return };
        let document = value(fields, "DocumentName").map(|document| s.address_word(document));
        s.part("aws_ssm_association", &document.unwrap_or_default(), |s| {
            let instance = s.reference("id");
            s.block("targets", vec![("key", "InstanceIds".into()), ("values", Term::list([instance]))]);
            s.fields(fields, ASSOCIATION);
        });
    });
}

/// A parameter has a list of values in CloudFormation, and one text in Terraform.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssm_association>
fn parameters<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let mut all = Vec::new();
    s.each(&field.value, &mut |s, parameter| {
        let Value::Map(fields) = parameter else { return };
        match (value(fields, "Key"), value(fields, "Value")) {
            (Some(Value::Str(key)), Some(Value::List(values))) if values.len() == 1 => {
                let value = s.term(&values[0]);
                all.push((key.clone(), value));
            }
            _ => s.error(
                "unmapped",
                "a parameter of an association has not one value",
                "write one literal key and one value",
            ),
        }
    });
    s.set("parameters", Term::object(all));
}
