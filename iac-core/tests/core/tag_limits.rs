//! What AWS does not take as tags.

use crate::support::{AutoScalingGroup, SsmParameter, Topic, findings, lines, template};
use iac_core::prelude::*;

fn tags(count: usize) -> Vec<Tag> {
    (0..count).map(|index| Tag::new(format!("k{index}"), "v")).collect()
}

#[test]
fn at_most_fifty_with_those_of_the_stack() {
    let build = |own: usize, all: usize| {
        let mut stack = Stack::new("main");
        let line = line!() + 1;
        stack.add("Topic", Topic::new().tags(tags(own)));
        (0..all).for_each(|index| stack.tag(format!("all{index}"), "v"));
        (stack, line)
    };
    template(build(50, 0).0);
    template(build(30, 20).0);
    for (own, all) in [(51, 0), (30, 21)] {
        let (stack, line) = build(own, all);
        let found = findings(stack);
        assert_eq!((found.len(), found[0].code, found[0].place.unwrap().line()), (1, "bad-tags", line));
        assert!(found[0].message.contains("51 tags"), "{}", found[0].message);
    }
}

#[test]
fn no_key_is_awss_own() {
    let mut stack = Stack::new("main");
    let line = line!() + 1;
    stack.add("Topic", Topic::new().tags([Tag::new("aws:x", "v"), Tag::new("Aws", "fine"), Tag::new("awsx", "fine")]));
    stack.add("Parameter", SsmParameter::new().tags([("AWS:x", "v")]));
    stack.add("Group", AutoScalingGroup::new());
    stack.tag("Fine", "aws:fine");
    stack.tag("aWs:y", "v"); // line + 4
    assert_eq!(lines(stack), [("bad-tags", line + 4), ("bad-tags", line), ("bad-tags", line + 1)]);
}

#[test]
fn no_key_stands_twice() {
    let mut stack = Stack::new("main");
    let line = line!() + 1;
    stack.add("Topic", Topic::new().tags([Tag::new("a", "1"), Tag::new("b", "2"), Tag::new("a", "3")]));
    stack.add("Cases", Topic::new().tags([Tag::new("a", "1"), Tag::new("A", "2")]));
    let home = stack.add("IsHome", Condition::equals(region(), "eu-central-1"));
    let either: [Val<Tag>; 2] =
        [home.then_only(Tag::new("a", "1")), home.then(Val::<Tag>::no_value(), Tag::new("a", "2"))];
    stack.add("Either", Topic::new().tags(either));
    let found = findings(stack);
    assert_eq!((found.len(), found[0].code, found[0].place.unwrap().line()), (1, "bad-tags", line), "{found:#?}");
    assert!(found[0].message.contains("`a`"), "{}", found[0].message);
}
