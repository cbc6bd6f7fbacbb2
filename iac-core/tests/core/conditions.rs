//! Conditions, and what exists under them.

use crate::support::{Topic, codes, lines, template, text};
use iac_core::prelude::*;
use serde_json::json;

fn two_conditions(stack: &mut Stack) -> (ConditionRef, ConditionRef) {
    let stage = stack.add("Stage", Parameter::string());
    let prod = stack.add("IsProd", Condition::equals(&stage, "prod"));
    (prod, stack.add("InFrankfurt", Condition::equals(region(), "eu-central-1")))
}

#[test]
fn are_written_as_cloudformation_has_them() {
    let mut stack = Stack::new("main");
    let stage = stack.add("Stage", Parameter::string());
    let stages = stack.add("Stages", Mapping::new().row("prod", [("Size", "big")]));
    let named = stack.add("Named", Condition::not_empty(&stage));
    let big = Condition::equals(stages.find::<Str>(&stage, "Size"), "big");
    let other = Condition::equals(region(), "eu-central-1").negated();
    stack.add("All", Condition::holds(named).and(big.clone()).and(other.clone()));
    stack.add("Any", big.or(other.negated()).or(Condition::holds(named)));
    assert_eq!(
        template(stack)["Conditions"],
        json!({
            "Named": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Stage"}, ""]}]},
            "All": {"Fn::And": [
                {"Condition": "Named"},
                {"Fn::Equals": [{"Fn::FindInMap": ["Stages", {"Ref": "Stage"}, "Size"]}, "big"]},
                {"Fn::Not": [{"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-central-1"]}]},
            ]},
            "Any": {"Fn::Or": [
                {"Fn::Equals": [{"Fn::FindInMap": ["Stages", {"Ref": "Stage"}, "Size"]}, "big"]},
                {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-central-1"]},
                {"Condition": "Named"},
            ]},
        })
    );
}

/// `Fn::And` and `Fn::Or` take two to ten.
#[test]
fn of_many_parts_are_nested() {
    let mut stack = Stack::new("main");
    let one = || Condition::equals(region(), "eu-central-1");
    stack.add("All", (0..24).fold(one(), |all, _| all.and(one())));
    fn count(test: &serde_json::Value) -> usize {
        let Some(parts) = test["Fn::And"].as_array() else { return 1 };
        assert!((2..=10).contains(&parts.len()));
        parts.iter().map(count).sum()
    }
    assert_eq!(count(&template(stack)["Conditions"]["All"]), 25);
}

#[test]
fn apply_to_resources_and_outputs_that_are_added_under_them() {
    let mut stack = Stack::new("main");
    let (prod, _) = two_conditions(&mut stack);
    stack.when(prod, |stack| {
        let topic = stack.add("Alerts", Topic::new());
        stack.output("AlertsArn", topic.topic_arn());
    });
    stack.add("Always", Topic::new());
    let template = template(stack);
    assert_eq!(
        template["Resources"],
        json!({
            "Alerts": {"Type": "AWS::SNS::Topic", "Condition": "IsProd"},
            "Always": {"Type": "AWS::SNS::Topic"},
        })
    );
    assert_eq!(template["Outputs"], json!({"AlertsArn": {"Condition": "IsProd", "Value": {"Ref": "Alerts"}}}));
}

#[test]
fn that_are_nested_make_one_that_is_used_again() {
    let mut stack = Stack::new("main");
    let (prod, frankfurt) = two_conditions(&mut stack);
    stack.when(prod, |stack| {
        stack.when(frankfurt, |stack| stack.add("A", Topic::new()));
        stack.when(frankfurt, |stack| stack.add("B", Topic::new()));
        stack.when(prod, |stack| stack.add("C", Topic::new()));
    });
    let template = template(stack);
    let conditions = template["Conditions"].as_object().unwrap();
    assert_eq!(conditions.len(), 3);
    assert_eq!(
        conditions["IsProdAndInFrankfurt"],
        json!({"Fn::And": [{"Condition": "IsProd"}, {"Condition": "InFrankfurt"}]})
    );
    let of = |id: &str| template["Resources"][id]["Condition"].clone();
    assert_eq!([of("A"), of("B"), of("C")], ["IsProdAndInFrankfurt", "IsProdAndInFrankfurt", "IsProd"]);
}

#[test]
fn that_are_nested_do_not_take_another_test_for_theirs() {
    let mut stack = Stack::new("main");
    let (prod, frankfurt) = two_conditions(&mut stack);
    stack.add("IsProdAndInFrankfurt", Condition::equals("a", "b"));
    let line = line!() + 1;
    stack.when(prod, |stack| stack.when(frankfurt, |stack| stack.add("A", Topic::new())));
    assert_eq!(lines(stack), [("duplicate-id", line)]);
}

#[test]
fn choose_values() {
    let mut stack = Stack::new("main");
    let (prod, _) = two_conditions(&mut stack);
    stack.add("Topic", Topic::new().display_name(prod.then::<Str>("Production", stack_name())));
    stack.add("Quiet", Topic::new().display_name(prod.then_only::<Str>("Production")));
    let template = template(stack);
    let name = |id: &str| template["Resources"][id]["Properties"]["DisplayName"].clone();
    assert_eq!(name("Topic"), json!({"Fn::If": ["IsProd", "Production", {"Ref": "AWS::StackName"}]}));
    assert_eq!(name("Quiet"), json!({"Fn::If": ["IsProd", "Production", {"Ref": "AWS::NoValue"}]}));
}

#[test]
fn cannot_read_what_does_not_exist_yet_or_ask_what_only_rules_can() {
    let mut stack = Stack::new("main");
    let topic = stack.add("Topic", Topic::new());
    let list = stack.add("List", Parameter::comma_delimited_list());
    let line = line!() + 1;
    stack.add("Reads", Condition::equals(join!["x", topic.topic_arn()], "x"));
    stack.add("Contains", Condition::contains(list, "x").negated());
    assert_eq!(lines(stack), [("condition-on-resource", line), ("bad-condition", line + 1)]);
}

#[test]
fn rules_are_written_and_cannot_ask_for_conditions() {
    let build = || {
        let mut stack = Stack::new("main");
        let domain = stack.add("DomainName", Parameter::string().default(""));
        let certificate = stack.add("CertificateArn", Parameter::string().default(""));
        (stack, domain, certificate)
    };
    let (mut stack, domain, certificate) = build();
    let rule = ParameterRule::when(Condition::not_empty(&domain));
    stack.add(
        "DomainNeedsCertificate",
        rule.assert(Condition::not_empty(&certificate), "A domain needs a certificate."),
    );
    stack.add("Allowed", ParameterRule::always().assert(Condition::contains(["a", "b"], &domain), "a or b."));
    assert_eq!(
        template(stack)["Rules"],
        json!({
            "DomainNeedsCertificate": {
                "RuleCondition": {"Fn::Not": [{"Fn::Equals": [{"Ref": "DomainName"}, ""]}]},
                "Assertions": [{
                    "Assert": {"Fn::Not": [{"Fn::Equals": [{"Ref": "CertificateArn"}, ""]}]},
                    "AssertDescription": "A domain needs a certificate.",
                }],
            },
            "Allowed": {"Assertions": [{
                "Assert": {"Fn::Contains": [["a", "b"], {"Ref": "DomainName"}]},
                "AssertDescription": "a or b.",
            }]},
        })
    );

    let (mut stack, domain, _) = build();
    let condition = stack.add("Named", Condition::not_empty(&domain));
    stack.add("Wrong", ParameterRule::always().assert(Condition::holds(condition), "x"));
    stack.add("Empty", ParameterRule::when(Condition::not_empty(domain)));
    assert_eq!(codes(stack), ["bad-rule", "bad-rule"]);
}

#[test]
fn mappings_are_written_and_their_keys_checked() {
    let mut stack = Stack::new("main");
    let stage = stack.add("Stage", Parameter::string().allowed_values(["dev", "prod"]));
    let sizes = Mapping::new().row("dev", [("Cpu", "256")]).row("prod", [("Cpu", "1024")]);
    let sizes = stack.add("Sizes", sizes);
    stack.add("Zones", Mapping::new().row("eu-central-1", [("Ids", ["euc1-az1", "euc1-az2"])]));
    stack.add("Cpu", text(sizes.find::<Str>(stage, "Cpu")));
    let template = template(stack);
    assert_eq!(
        template["Mappings"],
        json!({
            "Sizes": {"dev": {"Cpu": "256"}, "prod": {"Cpu": "1024"}},
            "Zones": {"eu-central-1": {"Ids": ["euc1-az1", "euc1-az2"]}},
        })
    );
    let found = json!({"Fn::FindInMap": ["Sizes", {"Ref": "Stage"}, "Cpu"]});
    assert_eq!(template["Resources"]["Cpu"]["Properties"]["Value"], found);

    let mut stack = Stack::new("main");
    stack.add("Empty", Mapping::new());
    stack.add("Twice", Mapping::new().row("a", [("b", "1"), ("b", "2")]).row("a", [("b", "3")]));
    stack.add("Key", Mapping::new().row("a_b", [("", "1")]));
    assert_eq!(codes(stack), ["bad-mapping"; 5]);
}
