//! What a listener or a rule does with a request.

use crate::prelude::*;

pub(super) const ACTION: &[(&str, To)] = &[
    ("AuthenticateCognitoConfig", To::Block("authenticate_cognito", &[])),
    ("AuthenticateOidcConfig", To::Block("authenticate_oidc", &[])),
    ("FixedResponseConfig", To::Block("fixed_response", &[])),
    (
        "ForwardConfig",
        To::Block(
            "forward",
            &[
                ("TargetGroupStickinessConfig", To::By(stickiness)),
                ("TargetGroups", To::Block("target_group", &[("TargetGroupArn", To::Attribute("arn"))])),
            ],
        ),
    ),
    ("JwtValidationConfig", To::Block("jwt_validation", &[])),
    ("RedirectConfig", To::Block("redirect", &[])),
];

/// The provider wants a duration always, the API only where there is stickiness.
fn stickiness<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let said = |name: &str| match &field.value {
        Value::Map(fields) => fields.iter().find(|field| field.name == name).map(|field| &field.value),
        _ => None,
    };
    if matches!(&field.value, Value::Map(_)) && said("DurationSeconds").is_none() {
        match said("Enabled").map(|enabled| s.term(enabled)) {
            None | Some(Term::Bool(false)) => return,
            _ => {}
        }
    }
    s.to(field, &To::Block("stickiness", &[("DurationSeconds", To::Attribute("duration"))]));
}
