//! Groups of rules that AWS keeps up to date.

use super::rule::rule;
use iac_aws_cfn::wafv2::web_acl::{
    CountAction, ManagedRuleGroupStatement, OverrideAction, Rule, RuleAction, RuleActionOverride, Statement,
};
use iac_core::{Stack, Text, Value};

/// A group of rules that AWS keeps up to date, each one a rule of the list.
/// Source: <https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html>
#[derive(Clone, Debug)]
pub struct ManagedRules {
    pub(super) name: &'static str,
    pub(super) capacity: u32,
    rules: &'static [&'static str],
    counted: Vec<Text>,
}

macro_rules! groups {
    ($($(#[$doc:meta])* $function:ident $name:literal $capacity:literal [$($rule:literal),*])*) => {
        impl ManagedRules {
            $(
                $(#[$doc])*
                pub fn $function() -> Self {
                    ManagedRules { name: $name, capacity: $capacity, rules: &[$($rule),*], counted: Vec::new() }
                }
            )*
        }
    };
}

// The rules in the order of AWS's pages. The version that runs may be older than the page's: a name that changed is there
// in both forms.
groups! {
    /// Attacks of the OWASP lists: cross-site scripting, inclusion of files, oversized requests. 700 capacity units.
    common "AWSManagedRulesCommonRuleSet" 700 [
        "NoUserAgent_HEADER", "UserAgent_BadBots_HEADER", "SizeRestrictions_QUERYSTRING",
        "SizeRestrictions_Cookie_HEADER", "SizeRestrictions_BODY", "SizeRestrictions_URIPATH", "EC2MetaDataSSRF_BODY",
        "EC2MetaDataSSRF_COOKIE", "EC2MetaDataSSRF_URIPATH", "EC2MetaDataSSRF_QUERYARGUMENTS",
        "GenericLFI_QUERYARGUMENTS", "GenericLFI_URIPATH", "GenericLFI_BODY", "RestrictedExtensions_URIPATH",
        "RestrictedExtensions_QUERYARGUMENTS", "GenericRFI_QUERYARGUMENTS", "GenericRFI_BODY", "GenericRFI_URIPATH",
        "CrossSiteScripting_COOKIE", "CrossSiteScripting_QUERYARGUMENTS", "CrossSiteScripting_BODY",
        "CrossSiteScripting_URIPATH"
    ]
    /// Requests that exploit known holes, such as the one in Log4j. 200 capacity units.
    known_bad_inputs "AWSManagedRulesKnownBadInputsRuleSet" 200 [
        "JavaDeserializationRCE_HEADER", "JavaDeserializationRCE_BODY", "JavaDeserializationRCE_URIPATH",
        "JavaDeserializationRCE_QUERYSTRING", "Host_localhost_HEADER", "PROPFIND_METHOD", "ExploitablePaths_URIPATH",
        "Log4JRCE_HEADER", "Log4JRCE_QUERYSTRING", "Log4JRCE_BODY", "Log4JRCE_URIPATH", "ReactJSRCE_BODY"
    ]
    /// Addresses from which Amazon saw attacks. 25 capacity units.
    amazon_ip_reputation "AWSManagedRulesAmazonIpReputationList" 25
        ["AWSManagedIPReputationList", "AWSManagedReconnaissanceList", "AWSManagedIPDDoSList"]
    /// Addresses of anonymisers and of hosting companies. Blocks users of VPNs. 50 capacity units.
    anonymous_ip "AWSManagedRulesAnonymousIpList" 50 ["AnonymousIPList", "HostingProviderIPList"]
    /// Injection of SQL. 200 capacity units.
    sql_database "AWSManagedRulesSQLiRuleSet" 200 [
        "SQLi_QUERYARGUMENTS", "SQLiExtendedPatterns_QUERYARGUMENTS", "SQLi_BODY", "SQLiExtendedPatterns_BODY",
        "SQLiExtendedPatterns_HEADER", "SQLiExtendedPatterns_URIPATH", "SQLi_COOKIE", "SQLi_URIPATH"
    ]
    /// Inclusion of files of Linux. 200 capacity units.
    linux "AWSManagedRulesLinuxRuleSet" 200 ["LFI_URIPATH", "LFI_QUERYSTRING", "LFI_QUERYARGUMENTS", "LFI_HEADER"]
    /// Injection of commands for a POSIX shell. 100 capacity units.
    posix "AWSManagedRulesUnixRuleSet" 100 [
        "UNIXShellCommandsVariables_QUERYSTRING", "UNIXShellCommandsVariables_QUERYARGUMENTS",
        "UNIXShellCommandsVariables_BODY", "UNIXShellCommandsVariables_HEADER"
    ]
    /// Pages for administrators that are open by mistake. 100 capacity units.
    admin_protection "AWSManagedRulesAdminProtectionRuleSet" 100 ["AdminProtection_URIPATH"]
}

impl ManagedRules {
    /// Counts what a rule of this group finds instead of blocking it. The name is the rule's, such as
    /// `SizeRestrictions_BODY`; its label is written in another case.
    pub fn count(mut self, rule: impl Into<Text>) -> Self {
        self.counted.push(rule.into());
        self
    }

    /// Counts what the group's rules find in bodies instead of blocking it: for an application that takes text about
    /// attacks, source code or documents. What stands in headers, paths and queries is blocked as before.
    /// Source: <https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html>
    pub fn count_bodies(self) -> Self {
        self.rules.iter().copied().filter(|rule| rule.ends_with("_BODY")).fold(self, ManagedRules::count)
    }

    /// Reports rules to count that the group does not have. WAF ignores them, and what was meant goes on blocking.
    /// Source: <https://docs.aws.amazon.com/waf/latest/APIReference/API_RuleActionOverride.html>
    pub(super) fn check(&self, stack: &mut Stack) {
        // AWS tries the next form of a rule beside it, under a name with this end.
        let known = |rule: &Text| self.rules.contains(&rule.strip_suffix("_RC_COUNT").unwrap_or(rule));
        for rule in self.counted.iter().filter(|rule| !known(rule)) {
            let part = |name: &str| name.rsplit_once('_').map(|(_, part)| part.to_ascii_uppercase());
            let alike: Vec<&str> = self.rules.iter().copied().filter(|name| part(name) == part(rule)).collect();
            let names = if alike.is_empty() { self.rules.join(", ") } else { alike.join(", ") };
            let message = format!("{} has no rule `{rule}`", self.name);
            stack.error("unknown-managed-rule", message, format!("it has {names}"));
        }
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
