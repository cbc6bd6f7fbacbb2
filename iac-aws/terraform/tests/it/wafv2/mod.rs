mod statement;

use crate::support::{check, diagnostics, module};
use serde_json::{Value, json};

fn visibility(name: &str) -> Value {
    json!({"CloudWatchMetricsEnabled": true, "SampledRequestsEnabled": false, "MetricName": name})
}

fn visible(name: &str) -> Value {
    json!({"cloudwatch_metrics_enabled": true, "sampled_requests_enabled": false, "metric_name": name})
}

#[test]
fn a_web_acl() {
    let module = module(json!({
        "Resources": {"Acl": {"Type": "AWS::WAFv2::WebACL", "Properties": {
            "Scope": "REGIONAL",
            "DefaultAction": {"Block": {"CustomResponse": {
                "ResponseCode": 403, "CustomResponseBodyKey": "no",
                "ResponseHeaders": [{"Name": "x-why", "Value": "no"}]}}},
            "CustomResponseBodies": {"no": {"Content": "No", "ContentType": "TEXT_PLAIN"}},
            "AssociationConfig": {"RequestBody": {"API_GATEWAY": {"DefaultSizeInspectionLimit": "KB_32"}}},
            "CaptchaConfig": {"ImmunityTimeProperty": {"ImmunityTime": 300}},
            "TokenDomains": ["example.com"],
            "Tags": [{"Key": "Product", "Value": "shop"}],
            "VisibilityConfig": visibility("acl"),
            "Rules": [{
                "Name": "common", "Priority": 1, "OverrideAction": {"None": {}}, "RuleLabels": [{"Name": "seen"}],
                "VisibilityConfig": visibility("common"),
                "Statement": {"ManagedRuleGroupStatement": {
                    "VendorName": "AWS", "Name": "AWSManagedRulesCommonRuleSet",
                    "RuleActionOverrides": [{"Name": "GenericLFI_BODY", "ActionToUse": {"Count": {}}}]}}}]}}}
    }));
    assert_eq!(
        module["resource"]["aws_wafv2_web_acl"]["acl"],
        json!({
            "name_prefix": "${var.stack_name}-acl-",
            "scope": "REGIONAL",
            "default_action": {"block": {"custom_response": {
                "response_code": 403, "custom_response_body_key": "no",
                "response_header": [{"name": "x-why", "value": "no"}]}}},
            "custom_response_body": [{"key": "no", "content": "No", "content_type": "TEXT_PLAIN"}],
            "association_config":
                {"request_body": [{"api_gateway": {"default_size_inspection_limit": "KB_32"}}]},
            "captcha_config": {"immunity_time_property": {"immunity_time": 300}},
            "token_domains": ["example.com"],
            "tags": {"Product": "shop"},
            "visibility_config": visible("acl"),
            "lifecycle": {"create_before_destroy": true},
            "rule": [{
                "name": "common", "priority": 1, "override_action": {"none": {}}, "rule_label": [{"name": "seen"}],
                "visibility_config": visible("common"),
                "statement": [{"managed_rule_group_statement": [{
                    "vendor_name": "AWS", "name": "AWSManagedRulesCommonRuleSet",
                    "rule_action_override":
                        [{"name": "GenericLFI_BODY", "action_to_use": [{"count": [{}]}]}]}]}]
            }]
        })
    );
}

#[test]
fn what_terraform_lacks_is_an_error_that_names_it() {
    let found = diagnostics(json!({"Resources": {"Acl": {"Type": "AWS::WAFv2::WebACL", "Properties": {
        "Scope": "REGIONAL", "DefaultAction": {"Allow": {}}, "VisibilityConfig": visibility("acl"),
        "Rules": [{"Name": "one", "Priority": 0, "Action": {"Block": {}}, "VisibilityConfig": visibility("one"),
            "Statement": {"XssMatchStatement": {
                "FieldToMatch": {"Body": {}}, "TextTransformations": [{"Priority": 0, "Type": "NONE"}],
                "PreParseTextTransformations": [{"Priority": 0, "Type": "NONE"}]}}}]}}}}));
    assert!(found.iter().any(|one| one.message.contains("`PreParseTextTransformations`")), "{found:?}");
}

#[test]
fn terraform_takes_all_of_it() {
    let transformations = json!([{"Priority": 0, "Type": "NONE"}]);
    let rule = |name: &str, priority: i64, statement: Value| {
        json!({"Name": name, "Priority": priority, "Statement": statement, "Action": {"Count": {}},
               "VisibilityConfig": visibility(name)})
    };
    let module = module(json!({
        "Parameters": {"Network": {"Type": "String", "Default": "0.0.0.0/0"}},
        "Conditions": {"Everywhere": {"Fn::Equals": [{"Ref": "Network"}, "0.0.0.0/0"]}},
        "Resources": {
            "Networks": {"Type": "AWS::WAFv2::IPSet", "Properties": {
                "Scope": "REGIONAL", "IPAddressVersion": "IPV4", "Description": "Buyers",
                "Addresses": [{"Fn::If": ["Everywhere", "0.0.0.0/1", {"Ref": "Network"}]},
                              {"Fn::If": ["Everywhere", "128.0.0.0/1", {"Ref": "AWS::NoValue"}]}]}},
            "Paths": {"Type": "AWS::WAFv2::RegexPatternSet", "Properties": {
                "Scope": "REGIONAL", "RegularExpressionList": ["^/admin", "^/internal"]}},
            "Group": {"Type": "AWS::WAFv2::RuleGroup", "Properties": {
                "Scope": "REGIONAL", "Capacity": 50, "VisibilityConfig": visibility("group"),
                "Rules": [
                    rule("paths", 0, json!({"RegexPatternSetReferenceStatement": {
                        "Arn": {"Fn::GetAtt": "Paths.Arn"}, "FieldToMatch": {"UriPath": {}},
                        "TextTransformations": transformations}})),
                    rule("size", 1, json!({"SizeConstraintStatement": {
                        "ComparisonOperator": "GT", "Size": 8192, "FieldToMatch": {"Body": {"OversizeHandling": "MATCH"}},
                        "TextTransformations": transformations}})),
                    rule("json", 2, json!({"SqliMatchStatement": {
                        "SensitivityLevel": "HIGH", "TextTransformations": transformations,
                        "FieldToMatch": {"JsonBody": {"MatchPattern": {"All": {}}, "MatchScope": "ALL"}}}})),
                    rule("headers", 3, json!({"XssMatchStatement": {
                        "TextTransformations": transformations, "FieldToMatch": {"Headers": {
                            "MatchPattern": {"IncludedHeaders": ["accept"]}, "MatchScope": "VALUE",
                            "OversizeHandling": "CONTINUE"}}}})),
                    rule("regex", 4, json!({"RegexMatchStatement": {
                        "RegexString": "a+", "FieldToMatch": {"SingleHeader": {"Name": "Accept"}},
                        "TextTransformations": transformations}})),
                    rule("asn", 5, json!({"AsnMatchStatement": {"AsnList": [64500]}}))]}},
            "Acl": {"Type": "AWS::WAFv2::WebACL", "Properties": {
                "Scope": "REGIONAL", "DefaultAction": {"Allow": {}}, "VisibilityConfig": visibility("acl"),
                "DataProtectionConfig": {"DataProtections": [{
                    "Action": "HASH", "Field": {"FieldType": "SINGLE_HEADER", "FieldKeys": ["cookie"]}}]},
                "Rules": [
                    rule("networks", 0, json!({"NotStatement": {"Statement": {
                        "IPSetReferenceStatement": {"Arn": {"Fn::GetAtt": "Networks.Arn"}}}}})),
                    rule("or", 1, json!({"OrStatement": {"Statements": [
                        {"NotStatement": {"Statement": {"GeoMatchStatement": {"CountryCodes": ["DE"]}}}},
                        {"LabelMatchStatement": {"Scope": "LABEL", "Key": "seen"}}]}})),
                    {"Fn::If": ["Everywhere", rule("rate", 2, json!({"RateBasedStatement": {
                        "Limit": 2000, "AggregateKeyType": "IP",
                        "ScopeDownStatement": {"ByteMatchStatement": {
                            "PositionalConstraint": "STARTS_WITH", "SearchStringBase64": "L2FwaQ==",
                            "FieldToMatch": {"UriPath": {}}, "TextTransformations": transformations}}}})),
                        {"Ref": "AWS::NoValue"}]},
                    {"Name": "group", "Priority": 3, "OverrideAction": {"None": {}},
                     "VisibilityConfig": visibility("group"),
                     "Statement": {"RuleGroupReferenceStatement": {
                         "Arn": {"Fn::GetAtt": "Group.Arn"}, "ExcludedRules": [{"Name": "size"}]}}}]}},
            "Association": {"Type": "AWS::WAFv2::WebACLAssociation", "Properties": {
                "ResourceArn": "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/front/1",
                "WebACLArn": {"Fn::GetAtt": "Acl.Arn"}}},
            "Logging": {"Type": "AWS::WAFv2::LoggingConfiguration", "Properties": {
                "ResourceArn": {"Fn::GetAtt": "Acl.Arn"},
                "LogDestinationConfigs": ["arn:aws:logs:eu-central-1:123456789012:log-group:aws-waf-logs-front"],
                "LoggingFilter": {"DefaultBehavior": "DROP", "Filters": [{
                    "Behavior": "KEEP", "Requirement": "MEETS_ANY",
                    "Conditions": [{"ActionCondition": {"Action": "BLOCK"}},
                                   {"LabelNameCondition": {"LabelName": "seen"}}]}]},
                "RedactedFields": [{"SingleHeader": {"Name": "Authorization"}}, {"QueryString": {}}]}}
        },
        "Outputs": {
            "Acl": {"Value": {"Ref": "Acl"}}, "Namespace": {"Value": {"Fn::GetAtt": "Acl.LabelNamespace"}},
            "Capacity": {"Value": {"Fn::GetAtt": "Acl.Capacity"}}
        }
    }));
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_wafv2_ip_set"]["networks"],
        json!({
            "name_prefix": "${var.stack_name}-networks-", "scope": "REGIONAL", "ip_address_version": "IPV4",
            "description": "Buyers", "lifecycle": {"create_before_destroy": true},
            "addresses": "${[for item in [local.everywhere ? \"0.0.0.0/1\" : var.network, \
                          local.everywhere ? \"128.0.0.0/1\" : null] : item if item != null]}"
        })
    );
    assert_eq!(
        resources["aws_wafv2_regex_pattern_set"]["paths"]["regular_expression"],
        json!([{"regex_string": "^/admin"}, {"regex_string": "^/internal"}])
    );
    assert_eq!(
        resources["aws_wafv2_web_acl_logging_configuration"]["logging"]["redacted_fields"],
        json!([{"single_header": {"name": "authorization"}}, {"query_string": {}}])
    );
    assert_eq!(
        module["output"]["acl"]["value"],
        "${aws_wafv2_web_acl.acl.name}|${aws_wafv2_web_acl.acl.id}|${aws_wafv2_web_acl.acl.scope}"
    );
    assert_eq!(
        module["output"]["namespace"]["value"],
        "awswaf:${split(\":\", aws_wafv2_web_acl.acl.arn)[4]}:webacl:${aws_wafv2_web_acl.acl.name}:"
    );
    check(&module);
}
