//! AWS WAF.

mod managed;
mod statement;

use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    named("AWS::WAFv2::IPSet", "aws_wafv2_ip_set"),
    ResourceMap::new("AWS::WAFv2::LoggingConfiguration", "aws_wafv2_web_acl_logging_configuration")
        .reference("resource_arn")
        .properties(&[("RedactedFields", To::Block("redacted_fields", statement::FIELD))]),
    named("AWS::WAFv2::RegexPatternSet", "aws_wafv2_regex_pattern_set")
        .properties(&[("RegularExpressionList", To::By(expressions))]),
    named("AWS::WAFv2::RuleGroup", "aws_wafv2_rule_group")
        .attributes(&[("LabelNamespace", "awswaf:${split(\":\", {}.arn)[4]}:rulegroup:${{}.name}:")])
        .properties(RULE_GROUP),
    named("AWS::WAFv2::WebACL", "aws_wafv2_web_acl")
        .attributes(&[("LabelNamespace", "awswaf:${split(\":\", {}.arn)[4]}:webacl:${{}.name}:")])
        .properties(WEB_ACL),
    ResourceMap::new("AWS::WAFv2::WebACLAssociation", "aws_wafv2_web_acl_association"),
];

/// `Ref` is three things in one. What rules refer to cannot be deleted before they refer to its replacement.
const fn named(cloudformation: &'static str, terraform: &'static str) -> ResourceMap {
    ResourceMap::new(cloudformation, terraform)
        .reference("${{}.name}|${{}.id}|${{}.scope}")
        .name(Name::Prefix("name_prefix", "name", 128))
        .replace_first()
}

const RULE_GROUP: &[(&str, To)] = &[
    ("AvailableLabels", To::Ignored("only AWS writes it")),
    ("ConsumedLabels", To::Ignored("only AWS writes it")),
    CUSTOM_RESPONSE_BODIES,
    RULES,
    VISIBILITY,
];

const WEB_ACL: &[(&str, To)] = &[("AssociationConfig", ASSOCIATION), CUSTOM_RESPONSE_BODIES, RULES, VISIBILITY];

const ASSOCIATION: To = To::Block("association_config", &[("RequestBody", To::By(request_body))]);

/// An object by the kind of resource, whose names are those of blocks there.
fn request_body<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    const KINDS: &[(&str, To)] = &[
        ("API_GATEWAY", To::Block("api_gateway", &[])),
        ("APP_RUNNER_SERVICE", To::Block("app_runner_service", &[])),
        ("CLOUDFRONT", To::Block("cloudfront", &[])),
        ("COGNITO_USER_POOL", To::Block("cognito_user_pool", &[])),
        ("VERIFIED_ACCESS_INSTANCE", To::Block("verified_access_instance", &[])),
    ];
    s.to(field, &To::Block("request_body", KINDS));
}

const CUSTOM_RESPONSE_BODIES: (&str, To) = ("CustomResponseBodies", To::Keyed("custom_response_body", "key", &[]));

const VISIBILITY: (&str, To) = (
    "VisibilityConfig",
    To::Block("visibility_config", &[("CloudWatchMetricsEnabled", To::Attribute("cloudwatch_metrics_enabled"))]),
);

const RULES: (&str, To) =
    ("Rules", To::Block("rule", &[("Statement", To::Block("statement", statement::STATEMENT)), VISIBILITY]));

/// Text here, blocks with text there.
fn expressions<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, expression: &'g Value| {
        let expression = s.term(expression);
        s.block("regular_expression", vec![("regex_string", expression)]);
    });
}
