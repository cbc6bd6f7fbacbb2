//! Groups of rules that AWS keeps up to date.

use super::rule::rule;
use iac_aws_cfn::wafv2::web_acl::{
    CountAction, ManagedRuleGroupStatement, OverrideAction, Rule, RuleAction, RuleActionOverride, Statement,
};
use iac_core::{Text, Value};

/// A group of rules that AWS keeps up to date, each one a rule of the list.
/// Source: <https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html>
#[derive(Clone, Debug)]
pub struct ManagedRules {
    pub(super) name: &'static str,
    pub(super) capacity: u32,
    counted: Vec<Text>,
}

macro_rules! groups {
    ($($(#[$doc:meta])* $function:ident $name:literal $capacity:literal)*) => {
        impl ManagedRules {
            $(
                $(#[$doc])*
                pub fn $function() -> Self {
                    ManagedRules { name: $name, capacity: $capacity, counted: Vec::new() }
                }
            )*
        }
    };
}

groups! {
    /// Attacks of the OWASP lists: cross-site scripting, inclusion of files, oversized requests. 700 capacity units.
    common "AWSManagedRulesCommonRuleSet" 700
    /// Requests that exploit known holes, such as the one in Log4j. 200 capacity units.
    known_bad_inputs "AWSManagedRulesKnownBadInputsRuleSet" 200
    /// Addresses from which Amazon saw attacks. 25 capacity units.
    amazon_ip_reputation "AWSManagedRulesAmazonIpReputationList" 25
    /// Addresses of anonymisers and of hosting companies. Blocks users of VPNs. 50 capacity units.
    anonymous_ip "AWSManagedRulesAnonymousIpList" 50
    /// Injection of SQL. 200 capacity units.
    sql_database "AWSManagedRulesSQLiRuleSet" 200
    /// Inclusion of files of Linux. 200 capacity units.
    linux "AWSManagedRulesLinuxRuleSet" 200
    /// Injection of commands for a POSIX shell. 100 capacity units.
    posix "AWSManagedRulesUnixRuleSet" 100
    /// Pages for administrators that are open by mistake. 100 capacity units.
    admin_protection "AWSManagedRulesAdminProtectionRuleSet" 100
}

impl ManagedRules {
    /// Counts what a rule of this group finds instead of blocking it. The name is the rule's, such as
    /// `SizeRestrictions_BODY`.
    pub fn count(mut self, rule: impl Into<Text>) -> Self {
        self.counted.push(rule.into());
        self
    }

    pub(super) fn into_rule(self) -> Rule {
        let mut group = ManagedRuleGroupStatement::new(self.name, "AWS");
        if !self.counted.is_empty() {
            let count = |name| RuleActionOverride::new(RuleAction::new().count(CountAction::new()), name);
            group = group.rule_action_overrides(self.counted.into_iter().map(count).collect::<Vec<_>>());
        }
        rule(self.name, Statement::new().managed_rule_group_statement(group))
            .override_action(OverrideAction::new().none(Value::Map(Vec::new())))
    }
}
