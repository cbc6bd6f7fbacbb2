use crate::support::{check, module};
use serde_json::json;

#[test]
fn users_and_identities() {
    let module = module(json!({
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {
                "AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]},
                "AdminCreateUserConfig": {
                    "AllowAdminCreateUserOnly": true, "InviteMessageTemplate": {"SMSMessage": "{username} {####}"}},
                "AutoVerifiedAttributes": ["email"], "DeletionProtection": "ACTIVE",
                "EmailAuthenticationSubject": "Your code",
                "EmailConfiguration": {
                    "EmailSendingAccount": "DEVELOPER", "From": "shop@example.com",
                    "SourceArn": "arn:aws:ses:eu-central-1:123456789012:identity/example.com"},
                "EnabledMfas": ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"], "MfaConfiguration": "OPTIONAL",
                "LambdaConfig": {
                    "KMSKeyID": "arn:aws:kms:eu-central-1:123456789012:key/1",
                    "CustomSMSSender": {
                        "LambdaArn": "arn:aws:lambda:eu-central-1:123456789012:function:f", "LambdaVersion": "V1_0"}},
                "Policies": {"PasswordPolicy": {"MinimumLength": 12, "RequireSymbols": true},
                             "SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD"]}},
                "Schema": [{"Name": "team", "AttributeDataType": "String",
                            "StringAttributeConstraints": {"MaxLength": "20"}}],
                "UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"},
                "WebAuthnRelyingPartyID": "example.com", "WebAuthnUserVerification": "required"}},
            "Web": {"Type": "AWS::Cognito::UserPoolClient", "Properties": {
                "UserPoolId": {"Ref": "Users"}, "AllowedOAuthFlows": ["code"], "AllowedOAuthFlowsUserPoolClient": true,
                "AllowedOAuthScopes": ["openid"], "CallbackURLs": ["https://example.com"],
                "LogoutURLs": ["https://example.com/bye"], "DefaultRedirectURI": "https://example.com",
                "AccessTokenValidity": 1, "TokenValidityUnits": {"AccessToken": "hours"}}},
            "Domain": {"Type": "AWS::Cognito::UserPoolDomain", "Properties": {
                "UserPoolId": {"Ref": "Users"}, "Domain": "login.example.com", "CustomDomainConfig": {
                    "CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/1"}}},
            "Staff": {"Type": "AWS::Cognito::UserPoolGroup", "Properties": {
                "UserPoolId": {"Ref": "Users"}, "Precedence": 1}},
            "Server": {"Type": "AWS::Cognito::UserPoolResourceServer", "Properties": {
                "UserPoolId": {"Ref": "Users"}, "Identifier": "orders", "Name": "Orders",
                "Scopes": [{"ScopeName": "read", "ScopeDescription": "Read them"}]}},
            "Identities": {"Type": "AWS::Cognito::IdentityPool", "Properties": {
                "AllowUnauthenticatedIdentities": false,
                "CognitoIdentityProviders": [{
                    "ClientId": {"Ref": "Web"}, "ProviderName": {"Fn::GetAtt": "Users.ProviderName"},
                    "ServerSideTokenCheck": true}],
                "OpenIdConnectProviderARNs": ["arn:aws:iam::123456789012:oidc-provider/example.com"]}},
            "Roles": {"Type": "AWS::Cognito::IdentityPoolRoleAttachment", "Properties": {
                "IdentityPoolId": {"Ref": "Identities"},
                "Roles": {"authenticated": "arn:aws:iam::123456789012:role/user"},
                "RoleMappings": {"graph.facebook.com": {
                    "Type": "Rules", "AmbiguousRoleResolution": "Deny",
                    "RulesConfiguration": {"Rules": [{
                        "Claim": "team", "MatchType": "Equals", "Value": "staff",
                        "RoleARN": "arn:aws:iam::123456789012:role/staff"}]}}}}},
            "NoRoles": {"Type": "AWS::Cognito::IdentityPoolRoleAttachment", "Properties": {
                "IdentityPoolId": {"Ref": "Identities"},
                "RoleMappings": {"users": {"IdentityProvider": "idp:client", "Type": "Token"}}}}
        },
        "Outputs": {
            "Issuer": {"Value": {"Fn::GetAtt": "Users.ProviderURL"}},
            "Front": {"Value": {"Fn::GetAtt": "Domain.CloudFrontDistribution"}}
        }
    }));
    let of = |name: &str, at: &str| module["resource"][name][at].clone();
    assert_eq!(
        of("aws_cognito_user_pool", "users"),
        json!({
            "name": "${var.stack_name}-users",
            "account_recovery_setting": {"recovery_mechanism": [{"name": "verified_email", "priority": 1}]},
            "admin_create_user_config": {
                "allow_admin_create_user_only": true, "invite_message_template": {"sms_message": "{username} {####}"}},
            "auto_verified_attributes": ["email"], "deletion_protection": "ACTIVE",
            "email_mfa_configuration": {"subject": "Your code"},
            "email_configuration": {
                "email_sending_account": "DEVELOPER", "from_email_address": "shop@example.com",
                "source_arn": "arn:aws:ses:eu-central-1:123456789012:identity/example.com"},
            "software_token_mfa_configuration": {"enabled": true}, "mfa_configuration": "OPTIONAL",
            "lambda_config": {
                "kms_key_id": "arn:aws:kms:eu-central-1:123456789012:key/1",
                "custom_sms_sender": {
                    "lambda_arn": "arn:aws:lambda:eu-central-1:123456789012:function:f", "lambda_version": "V1_0"}},
            "password_policy": {"minimum_length": 12, "require_symbols": true},
            "sign_in_policy": {"allowed_first_auth_factors": ["PASSWORD"]},
            "schema": [{"name": "team", "attribute_data_type": "String",
                        "string_attribute_constraints": {"max_length": "20"}}],
            "user_pool_add_ons": {"advanced_security_mode": "ENFORCED"},
            "web_authn_configuration": {"relying_party_id": "example.com", "user_verification": "required"}
        })
    );
    assert_eq!(
        of("aws_cognito_user_pool_client", "web"),
        json!({
            "name": "${var.stack_name}-web", "user_pool_id": "${aws_cognito_user_pool.users.id}",
            "allowed_oauth_flows": ["code"], "allowed_oauth_flows_user_pool_client": true,
            "allowed_oauth_scopes": ["openid"], "callback_urls": ["https://example.com"],
            "logout_urls": ["https://example.com/bye"], "default_redirect_uri": "https://example.com",
            "access_token_validity": 1, "token_validity_units": [{"access_token": "hours"}]
        })
    );
    assert_eq!(
        of("aws_cognito_user_pool_domain", "domain")["certificate_arn"],
        "arn:aws:acm:us-east-1:123456789012:certificate/1"
    );
    let identities = of("aws_cognito_identity_pool", "identities");
    assert_eq!(identities["identity_pool_name"], "${var.stack_name}-identities");
    assert_eq!(
        identities["openid_connect_provider_arns"],
        json!(["arn:aws:iam::123456789012:oidc-provider/example.com"])
    );
    assert_eq!(identities["cognito_identity_providers"][0]["provider_name"], "${aws_cognito_user_pool.users.endpoint}");
    assert_eq!(
        of("aws_cognito_identity_pool_roles_attachment", "roles")["role_mapping"],
        json!([{
            "identity_provider": "graph.facebook.com", "type": "Rules", "ambiguous_role_resolution": "Deny",
            "mapping_rule": [{
                "claim": "team", "match_type": "Equals", "value": "staff",
                "role_arn": "arn:aws:iam::123456789012:role/staff"}]
        }])
    );
    assert_eq!(
        of("aws_cognito_identity_pool_roles_attachment", "no_roles"),
        json!({
            "identity_pool_id": "${aws_cognito_identity_pool.identities.id}", "roles": {},
            "role_mapping": [{"identity_provider": "idp:client", "type": "Token"}]
        })
    );
    assert_eq!(module["output"]["issuer"]["value"], "https://${aws_cognito_user_pool.users.endpoint}");
    check(&module);
}
