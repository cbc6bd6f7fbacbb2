use super::visibility;
use crate::support::module;
use serde_json::{Value, json};

/// The statement of the only rule of a web ACL.
fn statement(statement: Value) -> Value {
    let module = module(json!({
        "Parameters": {"Text": {"Type": "String"}},
        "Resources": {"Acl": {"Type": "AWS::WAFv2::WebACL", "Properties": {
            "Scope": "REGIONAL", "DefaultAction": {"Allow": {}}, "VisibilityConfig": visibility("acl"),
            "Rules": [{"Name": "one", "Priority": 0, "Statement": statement, "Action": {"Block": {}},
                       "VisibilityConfig": visibility("one")}]}}}
    }));
    module["resource"]["aws_wafv2_web_acl"]["acl"]["rule"][0]["statement"][0].clone()
}

#[test]
fn statements_in_statements() {
    let addresses = json!({"IPSetReferenceStatement": {
        "Arn": "arn:set", "IPSetForwardedIPConfig":
            {"FallbackBehavior": "NO_MATCH", "HeaderName": "X-Forwarded-For", "Position": "LAST"}}});
    let set = json!([{
        "arn": "arn:set",
        "ip_set_forwarded_ip_config":
            [{"fallback_behavior": "NO_MATCH", "header_name": "X-Forwarded-For", "position": "LAST"}]
    }]);
    assert_eq!(
        statement(json!({"AndStatement": {"Statements": [
            {"NotStatement": {"Statement": addresses}},
            {"GeoMatchStatement": {"CountryCodes": ["DE"]}}]}})),
        json!({"and_statement": [{"statement": [
            {"not_statement": [{"statement": [{"ip_set_reference_statement": set}]}]},
            {"geo_match_statement": [{"country_codes": ["DE"]}]}]}]})
    );
    assert_eq!(
        statement(json!({"RateBasedStatement": {
            "Limit": 2000, "AggregateKeyType": "CUSTOM_KEYS", "EvaluationWindowSec": 300,
            "CustomKeys": [{"IP": {}}, {"HTTPMethod": {}}, {"Cookie": {
                "Name": "s", "TextTransformations": [{"Priority": 0, "Type": "NONE"}]}}],
            "ForwardedIPConfig": {"FallbackBehavior": "MATCH", "HeaderName": "X-Forwarded-For"},
            "ScopeDownStatement": {"LabelMatchStatement": {"Scope": "LABEL", "Key": "seen"}}}})),
        json!({"rate_based_statement": [{
            "limit": 2000, "aggregate_key_type": "CUSTOM_KEYS", "evaluation_window_sec": 300,
            "custom_key": [{"ip": [{}]}, {"http_method": [{}]}, {"cookie": [{
                "name": "s", "text_transformation": [{"priority": 0, "type": "NONE"}]}]}],
            "forwarded_ip_config": [{"fallback_behavior": "MATCH", "header_name": "X-Forwarded-For"}],
            "scope_down_statement": [{"label_match_statement": [{"scope": "LABEL", "key": "seen"}]}]
        }]})
    );
}

#[test]
fn what_is_looked_at() {
    let of = |field: Value, search: (&str, Value)| {
        statement(json!({"ByteMatchStatement": {
            "FieldToMatch": field, "PositionalConstraint": "EXACTLY", search.0: search.1,
            "TextTransformations": [{"Priority": 0, "Type": "LOWERCASE"}]}}))["byte_match_statement"][0]
            .clone()
    };
    assert_eq!(
        of(json!({"SingleHeader": {"Name": "User-Agent"}}), ("SearchString", json!("bad"))),
        json!({
            "field_to_match": [{"single_header": [{"name": "user-agent"}]}],
            "positional_constraint": "EXACTLY", "search_string": "bad",
            "text_transformation": [{"priority": 0, "type": "LOWERCASE"}]
        })
    );
    let encoded = of(json!({"SingleQueryArgument": {"Name": {"Ref": "Text"}}}), ("SearchStringBase64", json!("YmFk")));
    assert_eq!(encoded["field_to_match"], json!([{"single_query_argument": [{"name": "${lower(var.text)}"}]}]));
    assert_eq!(encoded["search_string"], "${base64decode(\"YmFk\")}");
    assert_eq!(
        of(json!({"JA3Fingerprint": {"FallbackBehavior": "MATCH"}}), ("SearchString", json!("a")))["field_to_match"],
        json!([{"ja3_fingerprint": [{"fallback_behavior": "MATCH"}]}])
    );
    assert_eq!(of(json!({"UriPath": {}}), ("SearchString", json!("a")))["field_to_match"], json!([{"uri_path": [{}]}]));
}

#[test]
fn groups_that_others_manage() {
    let group = |fields: Value| {
        let mut group = json!({"VendorName": "AWS", "Name": "G"});
        group.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        statement(json!({"ManagedRuleGroupStatement": group}))["managed_rule_group_statement"][0].clone()
    };
    assert_eq!(
        group(json!({"ExcludedRules": [{"Name": "NoUserAgent_HEADER"}]}))["rule_action_override"],
        json!([{"name": "NoUserAgent_HEADER", "action_to_use": [{"count": [{}]}]}])
    );
    let fields = json!({"Identifier": "/name"});
    assert_eq!(
        group(json!({"ManagedRuleGroupConfigs": [
            {"AWSManagedRulesBotControlRuleSet": {"InspectionLevel": "COMMON"}},
            {"AWSManagedRulesAntiDDoSRuleSet": {
                "SensitivityToBlock": "LOW", "ClientSideActionConfig": {"Challenge": {
                    "UsageOfAction": "ENABLED", "ExemptUriRegularExpressions": [{"RegexString": "/api"}]}}}},
            {"AWSManagedRulesACFPRuleSet": {
                "CreationPath": "/new", "RegistrationPagePath": "/register",
                "RequestInspection": {"PayloadType": "JSON", "UsernameField": fields, "AddressFields": [fields]}}}
        ]}))["managed_rule_group_configs"],
        json!([
            {"aws_managed_rules_bot_control_rule_set": [{"inspection_level": "COMMON"}]},
            {"aws_managed_rules_anti_ddos_rule_set": [{
                "sensitivity_to_block": "LOW", "client_side_action_config": [{"challenge": [{
                    "usage_of_action": "ENABLED", "exempt_uri_regular_expression": [{"regex_string": "/api"}]}]}]}]},
            {"aws_managed_rules_acfp_rule_set": [{
                "creation_path": "/new", "registration_page_path": "/register",
                "request_inspection": [{
                    "payload_type": "JSON", "username_field": [{"identifier": "/name"}],
                    "address_fields": [{"identifiers": ["/name"]}]}]}]}
        ])
    );
}
