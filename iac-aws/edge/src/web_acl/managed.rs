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
    /// Those of its rules that look into bodies.
    bodies: &'static [&'static str],
    counted: Vec<Text>,
}

macro_rules! groups {
    ($($(#[$doc:meta])* $function:ident $name:literal $capacity:literal [$($body:literal),*])*) => {
        impl ManagedRules {
            $(
                $(#[$doc])*
                pub fn $function() -> Self {
                    ManagedRules { name: $name, capacity: $capacity, bodies: &[$($body),*], counted: Vec::new() }
                }
            )*
        }
    };
}

groups! {
    /// Attacks of the OWASP lists: cross-site scripting, inclusion of files, oversized requests. 700 capacity units.
    common "AWSManagedRulesCommonRuleSet" 700
        ["SizeRestrictions_BODY", "EC2MetaDataSSRF_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "CrossSiteScripting_BODY"]
    /// Requests that exploit known holes, such as the one in Log4j. 200 capacity units.
    known_bad_inputs "AWSManagedRulesKnownBadInputsRuleSet" 200
        ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY", "ReactJSRCE_BODY"]
    /// Addresses from which Amazon saw attacks. 25 capacity units.
    amazon_ip_reputation "AWSManagedRulesAmazonIpReputationList" 25 []
    /// Addresses of anonymisers and of hosting companies. Blocks users of VPNs. 50 capacity units.
    anonymous_ip "AWSManagedRulesAnonymousIpList" 50 []
    /// Injection of SQL. 200 capacity units.
    sql_database "AWSManagedRulesSQLiRuleSet" 200 ["SQLi_BODY", "SQLiExtendedPatterns_BODY"]
    /// Inclusion of files of Linux. 200 capacity units.
    linux "AWSManagedRulesLinuxRuleSet" 200 []
    /// Injection of commands for a POSIX shell. 100 capacity units.
    posix "AWSManagedRulesUnixRuleSet" 100 ["UNIXShellCommandsVariables_BODY"]
    /// Pages for administrators that are open by mistake. 100 capacity units.
    admin_protection "AWSManagedRulesAdminProtectionRuleSet" 100 []
}

impl ManagedRules {
    /// Counts what a rule of this group finds instead of blocking it. The name is the rule's, such as
    /// `SizeRestrictions_BODY`.
    pub fn count(mut self, rule: impl Into<Text>) -> Self {
        self.counted.push(rule.into());
        self
    }

    /// Counts what the group's rules find in bodies instead of blocking it: for an application that takes text about
    /// attacks, source code or documents. What stands in headers, paths and queries is blocked as before.
    /// Source: <https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html>
    pub fn count_bodies(self) -> Self {
        self.bodies.iter().copied().fold(self, ManagedRules::count)
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
