//! A method with its integration and its responses: one resource in CloudFormation, up to four kinds in Terraform.

use super::member;
use crate::prelude::*;

pub(super) const METHOD: &[(&str, To)] = &[
    ("AuthorizationType", To::Attribute("authorization")),
    ("Integration", To::Through("aws_api_gateway_integration", INTEGRATION, integration)),
    ("MethodResponses", To::Through("aws_api_gateway_method_response", &[], responses)),
];

const INTEGRATION: &[(&str, To)] = &[
    ("IntegrationResponses", To::Ignored("resources of their own hold them")),
    ("TimeoutInMillis", To::Attribute("timeout_milliseconds")),
];

pub(super) fn finish(s: &mut Scope<'_, '_>) {
    s.default("authorization", "NONE");
}

fn integration<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, integration: &'g Value| {
        let Value::Map(fields) = integration else {
            return s.error(
                "terraform",
                "the integration is known only when it is deployed",
                "write the object itself",
            );
        };
        s.part("aws_api_gateway_integration", "", |s| {
            of_method(s);
            s.fields(fields, INTEGRATION);
        });
        if let Some(responses) = member(integration, "IntegrationResponses") {
            s.each(responses, &mut integration_response);
        }
    });
}

/// It needs the integration, and the response of the method that has the same status.
fn integration_response<'g>(s: &mut Scope<'_, 'g>, response: &'g Value) {
    let (Value::Map(fields), Some(status)) = (response, member(response, "StatusCode")) else { return };
    let word = s.address_word(status);
    let same = |other: &Value| member(other, "StatusCode") == Some(status);
    let declared = match s.property("MethodResponses") {
        Some(Value::List(responses)) => responses.iter().any(same),
        _ => false,
    };
    s.part("aws_api_gateway_integration_response", &word, |s| {
        of_method(s);
        let integration = s.part_address("aws_api_gateway_integration", "");
        s.set("http_method", Term::expression(format!("{integration}.http_method")));
        s.fields(fields, &[]);
        if declared {
            let response = s.part_address("aws_api_gateway_method_response", &word);
            s.set("status_code", Term::expression(format!("{response}.status_code")));
        }
    });
}

fn responses<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, response: &'g Value| {
        let (Value::Map(fields), Some(status)) = (response, member(response, "StatusCode")) else { return };
        let word = s.address_word(status);
        s.part("aws_api_gateway_method_response", &word, |s| {
            of_method(s);
            s.fields(fields, &[]);
        });
    });
}

fn of_method(s: &mut Scope<'_, '_>) {
    for attribute in ["rest_api_id", "resource_id", "http_method"] {
        let term = s.reference(attribute);
        s.set(attribute, term);
    }
}
