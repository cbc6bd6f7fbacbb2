//! Listeners, their certificates and rules.

use super::{attributes, one};
use crate::support;
use serde_json::json;

#[test]
fn a_listener() {
    let actual = one(
        "Listener",
        "aws_lb_listener",
        json!({
            "LoadBalancerArn": "arn:lb",
            "Port": 443,
            "Protocol": "HTTPS",
            "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
            "AlpnPolicy": ["HTTP2Preferred"],
            "Certificates": [{ "CertificateArn": "arn:cert:1" }],
            "MutualAuthentication": { "Mode": "verify", "TrustStoreArn": "arn:store", "IgnoreClientCertificateExpiry": false, "AdvertiseTrustStoreCaNames": "on" },
            "ListenerAttributes": attributes(&[
                ("routing.http.response.server.enabled", "false"),
                ("routing.http.response.x_frame_options.header_value", "DENY"),
                ("routing.http.request.x_amzn_tls_version.header_name", "tls-version")
            ]),
            "DefaultActions": [
                { "Type": "authenticate-cognito", "Order": 1, "AuthenticateCognitoConfig": {
                    "UserPoolArn": "arn:pool", "UserPoolClientId": "client", "UserPoolDomain": "users", "Scope": "openid",
                    "SessionTimeout": "3600", "OnUnauthenticatedRequest": "deny", "AuthenticationRequestExtraParams": { "Display": "page" }
                }},
                { "Type": "fixed-response", "Order": 2, "FixedResponseConfig": { "StatusCode": "404", "ContentType": "text/plain", "MessageBody": "Not found" } }
            ]
        }),
    );
    assert_eq!(
        actual,
        json!({
            "load_balancer_arn": "arn:lb",
            "port": 443,
            "protocol": "HTTPS",
            "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
            "alpn_policy": "HTTP2Preferred",
            "certificate_arn": "arn:cert:1",
            "mutual_authentication": { "mode": "verify", "trust_store_arn": "arn:store", "ignore_client_certificate_expiry": false, "advertise_trust_store_ca_names": "on" },
            "routing_http_response_server_enabled": false,
            "routing_http_response_x_frame_options_header_value": "DENY",
            "routing_http_request_x_amzn_tls_version_header_name": "tls-version",
            "default_action": [
                { "type": "authenticate-cognito", "order": 1, "authenticate_cognito": {
                    "user_pool_arn": "arn:pool", "user_pool_client_id": "client", "user_pool_domain": "users", "scope": "openid",
                    "session_timeout": 3600, "on_unauthenticated_request": "deny", "authentication_request_extra_params": { "Display": "page" }
                }},
                { "type": "fixed-response", "order": 2, "fixed_response": { "status_code": "404", "content_type": "text/plain", "message_body": "Not found" } }
            ]
        })
    );
}

#[test]
fn the_other_actions() {
    let actual = one(
        "Listener",
        "aws_lb_listener",
        json!({ "LoadBalancerArn": "arn:lb", "DefaultActions": [
            { "Type": "jwt-validation", "JwtValidationConfig": { "Issuer": "https://i", "JwksEndpoint": "https://j", "AdditionalClaims": [
                { "Format": "single-string", "Name": "aud", "Values": ["me"] }
            ]}},
            { "Type": "forward", "ForwardConfig": {
                "TargetGroups": [{ "TargetGroupArn": "arn:tg:1", "Weight": 1 }, { "TargetGroupArn": "arn:tg:2", "Weight": 0 }],
                "TargetGroupStickinessConfig": { "Enabled": true, "DurationSeconds": 60 }
            }},
            { "Type": "forward", "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": "arn:tg:1" }], "TargetGroupStickinessConfig": { "Enabled": false } } },
            { "Type": "forward", "TargetGroupArn": "arn:tg:3" },
            { "Type": "redirect", "RedirectConfig": { "StatusCode": "HTTP_301", "Protocol": "HTTPS", "Port": "443", "Host": "#{host}" } }
        ]}),
    );
    assert_eq!(
        actual["default_action"],
        json!([
            { "type": "jwt-validation", "jwt_validation": { "issuer": "https://i", "jwks_endpoint": "https://j", "additional_claim": [
                { "format": "single-string", "name": "aud", "values": ["me"] }
            ]}},
            { "type": "forward", "forward": {
                "target_group": [{ "arn": "arn:tg:1", "weight": 1 }, { "arn": "arn:tg:2", "weight": 0 }],
                "stickiness": { "enabled": true, "duration": 60 }
            }},
            { "type": "forward", "forward": { "target_group": [{ "arn": "arn:tg:1" }] } },
            { "type": "forward", "target_group_arn": "arn:tg:3" },
            { "type": "redirect", "redirect": { "status_code": "HTTP_301", "protocol": "HTTPS", "port": "443", "host": "#{host}" } }
        ])
    );
}

#[test]
fn certificates_beside_the_first_are_resources_of_their_own() {
    let module = support::module(json!({ "Resources": {
        "Web": { "Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
            "LoadBalancerArn": "arn:lb",
            "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "arn:tg" }],
            "Certificates": [{ "CertificateArn": "arn:cert:1" }, { "CertificateArn": "arn:cert:2" }]
        }},
        "More": { "Type": "AWS::ElasticLoadBalancingV2::ListenerCertificate", "Properties": {
            "ListenerArn": { "Ref": "Web" },
            "Certificates": [{ "CertificateArn": "arn:cert:3" }, { "CertificateArn": "arn:cert:4" }]
        }}
    }}));
    assert_eq!(module["resource"]["aws_lb_listener"]["web"]["certificate_arn"], json!("arn:cert:1"));
    let (listener, first) = ("${aws_lb_listener.web.arn}", ["aws_lb_listener_certificate.web_2"]);
    assert_eq!(
        module["resource"]["aws_lb_listener_certificate"],
        json!({
            "web_2": { "listener_arn": listener, "certificate_arn": "arn:cert:2" },
            "more": { "listener_arn": listener, "certificate_arn": "arn:cert:3", "depends_on": first },
            "more_2": { "listener_arn": listener, "certificate_arn": "arn:cert:4", "depends_on": first }
        })
    );
}

#[test]
fn a_rule() {
    let actual = one(
        "ListenerRule",
        "aws_lb_listener_rule",
        json!({
            "ListenerArn": "arn:listener",
            "Priority": 10,
            "Actions": [{ "Type": "forward", "TargetGroupArn": "arn:tg" }],
            "Conditions": [
                { "Field": "path-pattern", "PathPatternConfig": { "Values": ["/api/*"] } },
                { "Field": "host-header", "HostHeaderConfig": { "Values": ["example.com"] } },
                { "Field": "http-header", "HttpHeaderConfig": { "HttpHeaderName": "X-Beta", "Values": ["1"] } },
                { "Field": "http-request-method", "HttpRequestMethodConfig": { "Values": ["GET"] } },
                { "Field": "query-string", "QueryStringConfig": { "Values": [{ "Key": "a", "Value": "1" }, { "Value": "2" }] } },
                { "Field": "source-ip", "SourceIpConfig": { "Values": ["10.0.0.0/8"] } },
                { "Field": "host-header", "Values": ["old.example.com"] },
                { "Field": "path-pattern", "RegexValues": ["^/v[0-9]+"] }
            ],
            "Transforms": [{ "Type": "url-rewrite", "UrlRewriteConfig": { "Rewrites": [{ "Regex": "^/api/", "Replace": "/" }] } }]
        }),
    );
    assert_eq!(
        actual,
        json!({
            "listener_arn": "arn:listener",
            "priority": 10,
            "action": [{ "type": "forward", "target_group_arn": "arn:tg" }],
            "condition": [
                { "path_pattern": { "values": ["/api/*"] } },
                { "host_header": { "values": ["example.com"] } },
                { "http_header": { "http_header_name": "X-Beta", "values": ["1"] } },
                { "http_request_method": { "values": ["GET"] } },
                { "query_string": [{ "key": "a", "value": "1" }, { "value": "2" }] },
                { "source_ip": { "values": ["10.0.0.0/8"] } },
                { "host_header": { "values": ["old.example.com"] } },
                { "path_pattern": { "regex_values": ["^/v[0-9]+"] } }
            ],
            "transform": [{ "type": "url-rewrite", "url_rewrite_config": { "rewrite": { "regex": "^/api/", "replace": "/" } } }]
        })
    );
}

#[test]
fn what_deployments_shift_is_left_to_them() {
    let module = support::module(json!({ "Resources": {
        "Listener": { "Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
            "LoadBalancerArn": "arn:lb", "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "arn:tg" }]
        }},
        "Rule": { "Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": {
            "ListenerArn": { "Ref": "Listener" }, "Actions": [{ "Type": "forward", "TargetGroupArn": "arn:tg" }],
            "Conditions": [{ "Field": "path-pattern", "PathPatternConfig": { "Values": ["/*"] } }]
        }},
        "App": { "Type": "AWS::ECS::Service", "Properties": { "LoadBalancers": [{
            "ContainerName": "app", "ContainerPort": 80, "TargetGroupArn": "arn:tg",
            "AdvancedConfiguration": {
                "AlternateTargetGroupArn": "arn:tg:2", "ProductionListenerRule": { "Ref": "Rule" }, "RoleArn": "arn:aws:iam::1:role/ecs"
            }
        }]}}
    }}));
    let resources = &module["resource"];
    assert_eq!(resources["aws_lb_listener_rule"]["rule"]["lifecycle"], json!({ "ignore_changes": ["action"] }));
    assert_eq!(resources["aws_lb_listener"]["listener"]["lifecycle"], json!(null));
    let advanced = &resources["aws_ecs_service"]["app"]["load_balancer"][0]["advanced_configuration"];
    assert_eq!(advanced["production_listener_rule"], json!("${aws_lb_listener_rule.rule.arn}"));
}

#[test]
fn a_client_secret_would_be_in_the_state() {
    let said = support::diagnostics(json!({ "Resources": { "Web": {
        "Type": "AWS::ElasticLoadBalancingV2::Listener",
        "Properties": { "LoadBalancerArn": "arn:lb", "DefaultActions": [{ "Type": "authenticate-oidc", "AuthenticateOidcConfig": {
            "AuthorizationEndpoint": "https://a", "ClientId": "me", "Issuer": "https://i", "TokenEndpoint": "https://t",
            "UserInfoEndpoint": "https://u", "ClientSecret": "{{resolve:secretsmanager:arn:x:SecretString:secret}}"
        }}]}
    }}}));
    assert!(said.iter().any(|fault| fault.to_string().contains("`client_secret` would keep a secret")), "{said:?}");
}
