//! Groups of rules that others manage.

use super::statement::scope_down;
use crate::prelude::*;

pub(super) const MANAGED: &[(&str, To)] = &[
    EXCLUDED_RULES,
    ("ManagedRuleGroupConfigs", To::Block("managed_rule_group_configs", CONFIGS)),
    ("ScopeDownStatement", To::By(scope_down)),
];

/// What counts a rule without acting on it, before there were overrides.
/// Source: <https://docs.aws.amazon.com/waf/latest/APIReference/API_ManagedRuleGroupStatement.html>
pub(super) const EXCLUDED_RULES: (&str, To) = ("ExcludedRules", To::By(excluded));

fn excluded<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.objects("rule_action_override", &field.value, &mut |s, fields| {
        s.fields(fields, &[]);
        s.within("action_to_use", |s| s.block("count", Vec::new()));
    });
}

const CONFIGS: &[(&str, To)] = &[
    ("AWSManagedRulesAntiDDoSRuleSet", To::Block("aws_managed_rules_anti_ddos_rule_set", &[])),
    (
        "AWSManagedRulesACFPRuleSet",
        To::Block(
            "aws_managed_rules_acfp_rule_set",
            &[(
                "RequestInspection",
                To::Block(
                    "request_inspection",
                    &[("AddressFields", To::By(addresses)), ("PhoneNumberFields", To::By(phone_numbers))],
                ),
            )],
        ),
    ),
];

fn addresses<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    identifiers(s, "address_fields", &field.value);
}

fn phone_numbers<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    identifiers(s, "phone_number_fields", &field.value);
}

/// Objects with one identifier each here, one block with all of them there.
fn identifiers<'g>(s: &mut Scope<'_, 'g>, block: &'static str, value: &'g Value) {
    let Value::List(fields) = value else {
        return s.error("unmapped", "the identifiers are no list", "list them");
    };
    let identifier = |field: &'g Value| match field {
        Value::Map(fields) => fields.first().map(|field| &field.value),
        _ => None,
    };
    let all: Vec<_> = fields.iter().filter_map(identifier).map(|value| s.term(value)).collect();
    s.block(block, vec![("identifiers", Term::list(all))]);
}
