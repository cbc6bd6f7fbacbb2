//! Statements of rules, which may hold each other. The provider's facts do not describe them, so that names are taken over
//! in snake case where nothing here says otherwise.
//! Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/wafv2_web_acl#statement-block>

use super::managed::{EXCLUDED_RULES, MANAGED};
use crate::prelude::*;

pub(super) const STATEMENT: &[(&str, To)] = &[
    ("AndStatement", To::Block("and_statement", &[("Statements", To::By(statement))])),
    ("ByteMatchStatement", To::Block("byte_match_statement", MATCH)),
    ("ManagedRuleGroupStatement", To::Block("managed_rule_group_statement", MANAGED)),
    ("NotStatement", To::Block("not_statement", &[("Statement", To::By(statement))])),
    ("OrStatement", To::Block("or_statement", &[("Statements", To::By(statement))])),
    ("RateBasedStatement", To::Block("rate_based_statement", &[("ScopeDownStatement", To::By(scope_down))])),
    ("RegexMatchStatement", To::Block("regex_match_statement", MATCH)),
    ("RegexPatternSetReferenceStatement", To::Block("regex_pattern_set_reference_statement", MATCH)),
    ("RuleGroupReferenceStatement", To::Block("rule_group_reference_statement", &[EXCLUDED_RULES])),
    ("SizeConstraintStatement", To::Block("size_constraint_statement", MATCH)),
    ("SqliMatchStatement", To::Block("sqli_match_statement", MATCH)),
    ("XssMatchStatement", To::Block("xss_match_statement", MATCH)),
];

const MATCH: &[(&str, To)] = &[
    ("FieldToMatch", To::Block("field_to_match", FIELD)),
    ("PreParseTextTransformations", To::Missing("leave them out")),
    ("SearchStringBase64", To::By(search_string)),
];

pub(super) const FIELD: &[(&str, To)] = &[
    ("SingleHeader", To::Block("single_header", LOWER_NAME)),
    ("SingleQueryArgument", To::Block("single_query_argument", LOWER_NAME)),
];

/// AWS WAF does not mind the case of these names, the provider wants them in lower case.
const LOWER_NAME: &[(&str, To)] = &[("Name", To::By(lower))];

fn lower<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let name = match s.term(&field.value) {
        Term::Text(name) => Term::from(name.to_lowercase()),
        name => Term::expression(format!("lower({})", name.to_hcl())),
    };
    s.set("name", name);
}

fn statement<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.to(field, &To::Block("statement", STATEMENT));
}

pub(super) fn scope_down<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.to(field, &To::Block("scope_down_statement", STATEMENT));
}

/// The provider encodes what it is given.
fn search_string<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let encoded = s.term(&field.value).to_hcl();
    s.set("search_string", Term::expression(format!("base64decode({encoded})")));
}
