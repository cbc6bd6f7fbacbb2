//! Tags for everything below a construct.

use crate::support::{Alarm, AutoScalingGroup, SsmParameter, Topic, lines, template, text};
use iac_core::prelude::*;
use serde_json::{Value, json};

fn properties(stack: Stack) -> Value {
    let mut template = template(stack);
    let resources = template["Resources"].as_object_mut().unwrap();
    resources.iter_mut().map(|(id, resource)| (id.clone(), resource["Properties"].take())).collect()
}

struct Tagged;

impl Construct for Tagged {
    type Handle = iac_core::Scope;
    fn build(self, stack: &mut Stack) -> Self::Handle {
        stack.add("Before", Topic::new());
        stack.tag("Team", "payments");
        stack.tag("Team", "billing");
        stack.add("After", Topic::new().tags([Tag::new("Owner", "own")]));
        stack.scope()
    }
}

#[test]
fn are_inherited_and_the_innermost_wins() {
    let mut stack = Stack::new("main");
    stack.add("Outer", Topic::new());
    stack.add("Inner", Tagged);
    stack.tag("Owner", "everybody");
    stack.tag("Team", "all");
    let tag = |key: &str, value: &str| json!({"Key": key, "Value": value});
    assert_eq!(
        properties(stack),
        json!({
            "Outer": {"Tags": [tag("Owner", "everybody"), tag("Team", "all")]},
            "InnerBefore": {"Tags": [tag("Team", "billing"), tag("Owner", "everybody")]},
            "InnerAfter": {"Tags": [tag("Owner", "own"), tag("Team", "billing")]},
        })
    );
}

#[test]
fn stand_as_each_type_takes_them() {
    let mut stack = Stack::new("main");
    stack.tag("Stage", stack_name());
    stack.add("List", Topic::new());
    stack.add("Map", SsmParameter::new().tags([("Own", "1")]));
    stack.add("Group", AutoScalingGroup::new().max_size("2"));
    stack.add("None", Alarm::new().period(60));
    let value = json!({"Ref": "AWS::StackName"});
    assert_eq!(
        properties(stack),
        json!({
            "List": {"Tags": [{"Key": "Stage", "Value": value}]},
            "Map": {"Tags": {"Own": "1", "Stage": value}},
            "Group": {"MaxSize": "2", "Tags": [{"Key": "Stage", "Value": value, "PropagateAtLaunch": true}]},
            "None": {"Period": 60},
        })
    );
}

#[test]
fn of_one_construct_leave_the_others_without() {
    let mut stack = Stack::new("main");
    stack.add("Outer", Topic::new());
    let scope = stack.add("Inner", Tagged);
    stack.within(scope, |stack| stack.tag("Late", "yes"));
    let properties = properties(stack);
    assert_eq!(properties["Outer"], Value::Null);
    assert_eq!(properties["InnerBefore"]["Tags"][1], json!({"Key": "Late", "Value": "yes"}));
}

#[test]
fn under_a_condition_count_as_set() {
    let mut stack = Stack::new("main");
    let condition = stack.add("InFrankfurt", Condition::equals(region(), "eu-central-1"));
    let own: Val<Tag> = condition.then_only(Tag::new("Owner", "frankfurt"));
    stack.add("Alerts", Topic::new().tags([own]));
    stack.tag("Owner", "everybody");
    assert_eq!(properties(stack)["Alerts"]["Tags"].as_array().unwrap().len(), 1);
}

#[test]
fn that_are_an_expression_cannot_be_added_to() {
    let build = |stack: &mut Stack| {
        let condition = stack.add("InFrankfurt", Condition::equals(region(), "eu-central-1"));
        let tags: Val<List<Tag>> = condition.then_only([Tag::new("Owner", "frankfurt")]);
        stack.add("Alerts", Topic::new().display_name("x").tags(tags));
        line!() - 1
    };
    let mut stack = Stack::new("main");
    build(&mut stack);
    template(stack);

    let mut stack = Stack::new("main");
    let line = build(&mut stack);
    stack.tag("Team", "all");
    assert_eq!(lines(stack), [("lost-tags", line)]);
}

/// 20,000 constructs, each with a tag of its own: looking through all tags for each would take minutes.
#[test]
fn of_many_constructs_are_found_in_linear_time() {
    struct Small;
    impl Construct for Small {
        type Handle = ();
        fn build(self, stack: &mut Stack) {
            stack.tag("Own", "1");
            stack.add("", text("x"));
        }
    }
    let mut stack = Stack::new("main");
    for index in 0..20_000 {
        stack.add(format!("S{index}"), Small);
    }
    let (graph, _) = iac_core::resolve::resolve(stack.into(), "test");
    assert!(graph.stacks[0].resources.values().all(|resource| resource.property("Tags").is_some()));
}
