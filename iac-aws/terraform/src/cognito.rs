//! Amazon Cognito.

use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::Cognito::IdentityPool", "aws_cognito_identity_pool")
        .attributes(&[("Name", "identity_pool_name")])
        .name(Name::Required("identity_pool_name", 128))
        .properties(&[("OpenIdConnectProviderARNs", To::Attribute("openid_connect_provider_arns"))]),
    ResourceMap::new("AWS::Cognito::IdentityPoolRoleAttachment", "aws_cognito_identity_pool_roles_attachment")
        .properties(&[("RoleMappings", To::Keyed("role_mapping", "identity_provider", ROLE_MAPPING))])
        .finish(roles),
    ResourceMap::new("AWS::Cognito::UserPool", "aws_cognito_user_pool")
        .attributes(USER_POOL_ATTRIBUTES)
        .name(Name::Required("name", 128))
        .properties(USER_POOL),
    ResourceMap::new("AWS::Cognito::UserPoolClient", "aws_cognito_user_pool_client")
        .attributes(&[("ClientId", "id")])
        .name(Name::Required("name", 128))
        .properties(USER_POOL_CLIENT),
    ResourceMap::new("AWS::Cognito::UserPoolDomain", "aws_cognito_user_pool_domain")
        .attributes(&[("CloudFrontDistribution", "cloudfront_distribution")])
        .properties(&[("CustomDomainConfig", To::Flatten(&[]))]),
    ResourceMap::new("AWS::Cognito::UserPoolGroup", "aws_cognito_user_group")
        .reference("name")
        .name(Name::Required("name", 128))
        .properties(&[("GroupName", To::Attribute("name"))]),
    ResourceMap::new("AWS::Cognito::UserPoolResourceServer", "aws_cognito_resource_server").reference("identifier"),
];

const USER_POOL_ATTRIBUTES: &[(&str, &str)] =
    &[("ProviderName", "endpoint"), ("ProviderURL", "https://${{}.endpoint}"), ("UserPoolId", "id")];

const USER_POOL: &[(&str, To)] = &[
    ("EmailAuthenticationMessage", To::Within("email_mfa_configuration", &To::Attribute("message"))),
    ("EmailAuthenticationSubject", To::Within("email_mfa_configuration", &To::Attribute("subject"))),
    ("EmailConfiguration", To::Block("email_configuration", &[("From", To::Attribute("from_email_address"))])),
    ("EnabledMfas", To::By(factors)),
    ("Policies", To::Flatten(&[])),
    ("UserPoolName", To::Attribute("name")),
    ("WebAuthnRelyingPartyID", To::Within("web_authn_configuration", &To::Attribute("relying_party_id"))),
    ("WebAuthnUserVerification", To::Within("web_authn_configuration", &To::Attribute("user_verification"))),
];

const USER_POOL_CLIENT: &[(&str, To)] = &[
    ("AllowedOAuthFlows", To::Attribute("allowed_oauth_flows")),
    ("AllowedOAuthFlowsUserPoolClient", To::Attribute("allowed_oauth_flows_user_pool_client")),
    ("AllowedOAuthScopes", To::Attribute("allowed_oauth_scopes")),
    ("ClientName", To::Attribute("name")),
];

/// A list of words here, blocks there. Messages to telephones have one of their own, `sms_configuration`.
fn factors<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, factor: &'g Value| match factor.as_str() {
        Some("SOFTWARE_TOKEN_MFA") => s.block("software_token_mfa_configuration", vec![("enabled", true.into())]),
        Some("EMAIL_OTP") => s.within("email_mfa_configuration", |_| {}),
        Some("SMS_MFA") => {}
        _ => s.error("unmapped", "this factor has no mapping to Terraform", "write the factors as literals"),
    });
}

const ROLE_MAPPING: &[(&str, To)] =
    &[("RulesConfiguration", To::Flatten(&[("Rules", To::Block("mapping_rule", &[]))]))];

fn roles(s: &mut Scope<'_, '_>) {
    s.default("roles", Term::object([] as [(&str, Term<'_>); 0]));
}
