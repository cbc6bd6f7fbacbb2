//! Web access control lists.

use crate::common::{assert_template, faults, template};
use crate::{certificate, messages, stack};
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn defaults() {
    let (mut stack, _) = stack();
    let web_acl = stack.add("WebAcl", WebAcl::regional());
    stack.output("MetricName", web_acl.metric_name());
    assert_template(stack, include_str!("web_acl/defaults.json"));
}

#[test]
fn behind_cloudfront_from_one_network_with_a_limit_and_logs() {
    let (mut stack, _) = stack();
    let allowed = stack.add("AllowedCidr", Parameter::<Cidr4>::of_type(iac_core::ParameterType::String));
    let web_acl = WebAcl::behind_cloudfront()
        .admit("Allowed", allowed)
        .admit("Office", cidr!("203.0.113.0/24"))
        .rate_limit(1_000)
        .managed(ManagedRules::common().count("SizeRestrictions_BODY").count("GenericLFI_BODY"))
        .managed(ManagedRules::sql_database())
        .logs(LogGroup::new(Retention::Days30));
    stack.add("WebAcl", web_acl);
    assert_template(stack, include_str!("web_acl/behind_cloudfront.json"));
}

#[test]
fn everywhere_is_two_halves() {
    let (mut stack, _) = stack();
    stack.add("WebAcl", WebAcl::regional().admit("All", Cidr::ANYWHERE));
    let all = template(stack);
    assert_eq!(all["Resources"]["WebAclNetworks"]["Properties"]["Addresses"], json!(["0.0.0.0/1", "128.0.0.0/1"]));
}

#[test]
fn a_group_is_left_out() {
    let (mut stack, _) = stack();
    stack.add("WebAcl", WebAcl::regional().without(ManagedRules::amazon_ip_reputation()));
    let all = template(stack);
    let names: Vec<_> = all["Resources"]["WebAcl"]["Properties"]["Rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| (rule["Name"].as_str().unwrap().to_owned(), rule["Priority"].as_i64().unwrap()))
        .collect();
    let expected = [("AWSManagedRulesKnownBadInputsRuleSet", 0), ("AWSManagedRulesCommonRuleSet", 1)];
    assert_eq!(names, expected.map(|(name, priority)| (name.to_owned(), priority)));
}

/// Questions about attacks arrive in bodies; the same text in a header is still an attack.
#[test]
fn bodies_are_counted() {
    let (mut stack, _) = stack();
    let rules = WebAcl::regional().managed(ManagedRules::known_bad_inputs().count_bodies());
    stack.add("WebAcl", rules);
    let all = template(stack);
    let known = &all["Resources"]["WebAcl"]["Properties"]["Rules"][1]["Statement"]["ManagedRuleGroupStatement"];
    let count = |rule: &str| json!({ "ActionToUse": { "Count": {} }, "Name": rule });
    let counted = ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY", "ReactJSRCE_BODY"].map(count);
    assert_eq!(known["Name"], "AWSManagedRulesKnownBadInputsRuleSet");
    assert_eq!(known["RuleActionOverrides"], json!(counted));
}

/// WAF ignores an override of a rule that does not exist, and the rule that was meant goes on blocking.
#[test]
fn a_rule_that_is_counted_is_one_of_its_group() {
    let said = |rules: ManagedRules| {
        let mut stack = Stack::new("main");
        stack.add("WebAcl", WebAcl::regional().managed(rules));
        faults(stack)
    };
    assert_eq!(
        said(ManagedRules::common().count("SizeRestriction_BODY")),
        ["unknown-managed-rule: AWSManagedRulesCommonRuleSet has no rule `SizeRestriction_BODY` \
          (it has SizeRestrictions_BODY, EC2MetaDataSSRF_BODY, GenericLFI_BODY, GenericRFI_BODY, \
          CrossSiteScripting_BODY)"]
    );
    assert_eq!(
        said(ManagedRules::anonymous_ip().count("HostingProviders")),
        ["unknown-managed-rule: AWSManagedRulesAnonymousIpList has no rule `HostingProviders` \
          (it has AnonymousIPList, HostingProviderIPList)"]
    );
    // The label of a rule is written in another case than its name.
    let label = said(ManagedRules::common().count("NoUserAgent_Header"));
    assert!(label.len() == 1 && label[0].contains("(it has NoUserAgent_HEADER,"), "{label:?}");
    assert_eq!(said(ManagedRules::known_bad_inputs().count("SQLi_BODY")).len(), 1, "a rule of another group");
    for rules in [
        ManagedRules::common().count("NoUserAgent_HEADER").count("RestrictedExtensions_URIPATH"),
        ManagedRules::known_bad_inputs().count("Host_localhost_HEADER").count("PROPFIND_METHOD"),
        ManagedRules::amazon_ip_reputation().count("AWSManagedIPDDoSList"),
        ManagedRules::sql_database().count("SQLi_COOKIE").count("SQLiExtendedPatterns_HEADER_RC_COUNT"),
        ManagedRules::linux().count("LFI_QUERYSTRING"),
        ManagedRules::posix().count("UNIXShellCommandsVariables_QUERYARGUMENTS"),
        ManagedRules::admin_protection().count("AdminProtection_URIPATH"),
    ] {
        assert_eq!(said(rules.clone()), [""; 0], "{rules:?}");
    }
}

#[test]
fn bodies_of_each_group() {
    let counted = |rules: ManagedRules| {
        let mut stack = Stack::new("main");
        stack.add("WebAcl", WebAcl::regional().managed(rules.count_bodies()));
        let rules = template(stack)["Resources"]["WebAcl"]["Properties"]["Rules"].take();
        let group = rules.as_array().unwrap().last().unwrap()["Statement"]["ManagedRuleGroupStatement"].clone();
        let names = group["RuleActionOverrides"].as_array().cloned().unwrap_or_default();
        names.iter().map(|one| one["Name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        counted(ManagedRules::common()),
        [
            "SizeRestrictions_BODY",
            "EC2MetaDataSSRF_BODY",
            "GenericLFI_BODY",
            "GenericRFI_BODY",
            "CrossSiteScripting_BODY"
        ]
    );
    assert_eq!(counted(ManagedRules::sql_database()), ["SQLi_BODY", "SQLiExtendedPatterns_BODY"]);
    assert_eq!(counted(ManagedRules::posix()), ["UNIXShellCommandsVariables_BODY"]);
    assert_eq!(counted(ManagedRules::linux()), [""; 0]);
}

#[test]
fn what_is_wrong_is_said() {
    let (mut stack, vpc) = stack();
    stack.add("Slow", WebAcl::regional().rate_limit(9));
    stack.add(
        "Large",
        [ManagedRules::linux(), ManagedRules::posix(), ManagedRules::sql_database(), ManagedRules::admin_protection()]
            .into_iter()
            .fold(WebAcl::regional(), WebAcl::managed),
    );
    let global = stack.add("Global", WebAcl::cloudfront());
    let regional = stack.add("Regional", WebAcl::regional());
    stack.add("Alb", Alb::internet_facing(vpc.public(), certificate()).web_acl(&global));
    let alb = stack.add("Internal", Alb::internal(vpc.private(), AlbListener::Http));
    stack.add("Cdn", Distribution::before(&alb, vpc.public()).web_acl(&regional));
    let said = messages(stack);
    assert_eq!(
        said,
        [
            "bad-rate-limit: the rate limit is 9 requests in five minutes",
            "web-acl-capacity: the managed groups take 1525 capacity units",
            "web-acl-scope: a list for CloudFront cannot protect a balancer",
            "web-acl-scope: a list for balancers cannot protect a distribution",
        ]
    );
}
