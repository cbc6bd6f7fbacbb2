//! How a connection signs its requests. The provider keeps these secrets in its state, so that only what is no secret
//! can be written.

use crate::prelude::*;
use crate::secrets::secret_in_state;

pub(super) const AUTH_PARAMETERS: &[(&str, To)] = &[
    ("ApiKeyAuthParameters", To::Block("api_key", API_KEY)),
    ("BasicAuthParameters", To::Block("basic", &[("Password", To::By(secret_in_state))])),
    ("InvocationHttpParameters", To::Block("invocation_http_parameters", HTTP)),
    ("OAuthParameters", To::Block("oauth", OAUTH)),
];

const API_KEY: &[(&str, To)] = &[("ApiKeyName", To::Attribute("key")), ("ApiKeyValue", To::By(secret_in_state))];

const OAUTH: &[(&str, To)] = &[
    (
        "ClientParameters",
        To::Block(
            "client_parameters",
            &[("ClientID", To::Attribute("client_id")), ("ClientSecret", To::By(secret_in_state))],
        ),
    ),
    ("OAuthHttpParameters", To::Block("oauth_http_parameters", HTTP)),
];

const HTTP: &[(&str, To)] = &[
    ("BodyParameters", To::Block("body", PARAMETER)),
    ("HeaderParameters", To::Block("header", PARAMETER)),
    ("QueryStringParameters", To::Block("query_string", PARAMETER)),
];

const PARAMETER: &[(&str, To)] = &[("IsValueSecret", To::By(is_value_secret))];

fn is_value_secret<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    match field.value {
        Value::Bool(false) => s.set("is_value_secret", false),
        _ => secret_in_state(s, field),
    }
}
