//! Circles of references and of `DependsOn`.

use crate::support::{Topic, TopicRef, findings, text};
use iac_core::prelude::*;

#[test]
fn a_resource_that_waits_for_itself() {
    let mut stack = Stack::new("main");
    let line = line!() + 1;
    let topic = stack.add("Alerts", Topic::new());
    stack.modify(topic, |resource| resource.display_name(join!["about ", topic.topic_name()]));
    let found = findings(stack);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code, found[0].place.unwrap().line()), ("cycle", line));
    assert_eq!(found[0].message, "resources wait for each other in a circle: Alerts → Alerts");
}

#[test]
fn a_long_one_through_references_and_depends_on_names_every_line() {
    let mut stack = Stack::new("main");
    let first = line!() + 1;
    let a = stack.add("A", Topic::new());
    let b = stack.add("B", Topic::new().display_name(a.topic_name()));
    let c = stack.add("C", text(b.topic_arn()));
    stack.depends_on(a, c);
    stack.add("Outside", text(a.topic_arn()));
    let found = findings(stack);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].message, "resources wait for each other in a circle: A → C → B → A");
    let places = [found[0].place.unwrap().line(), found[0].related[0].0.line(), found[0].related[1].0.line()];
    assert_eq!(places, [first, first + 2, first + 1]);
    assert_eq!(found[0].related[0].1, "`C` is added here");
}

#[test]
fn two_that_are_apart_are_both_said() {
    let mut stack = Stack::new("main");
    let mut pair = |one: &'static str, other: &'static str| {
        let one = stack.add(one, Topic::new());
        let other = stack.add(other, Topic::new());
        stack.depends_on(one, other);
        stack.depends_on(other, one);
    };
    pair("A", "B");
    pair("C", "D");
    let messages: Vec<String> = findings(stack).into_iter().map(|found| found.message).collect();
    assert_eq!(
        messages,
        [
            "resources wait for each other in a circle: A → B → A",
            "resources wait for each other in a circle: C → D → C",
        ]
    );
}

/// A walk that called itself would need as much of the machine's stack as the chain is long.
#[test]
fn a_chain_of_20_000_is_none_until_it_is_closed() {
    let chain = |close: bool| {
        let mut stack = Stack::new("main");
        let topics: Vec<TopicRef> = (0..20_000).map(|index| stack.add(format!("T{index}"), Topic::new())).collect();
        for pair in topics.windows(2) {
            stack.depends_on(pair[0], pair[1]);
        }
        if close {
            stack.depends_on(topics[19_999], topics[0]);
        }
        findings(stack).iter().filter(|found| found.code == "cycle").count()
    };
    assert_eq!(chain(false), 0);
    assert_eq!(chain(true), 1);
}

#[test]
fn a_long_one_is_told_in_short() {
    let mut stack = Stack::new("main");
    let topics: Vec<TopicRef> = (0..16_000).map(|index| stack.add(format!("T{index}"), Topic::new())).collect();
    for (index, topic) in topics.iter().enumerate() {
        stack.depends_on(*topic, topics[(index + 1) % topics.len()]);
    }
    let cycle = findings(stack).into_iter().find(|found| found.code == "cycle").unwrap();
    assert_eq!(
        cycle.message,
        "resources wait for each other in a circle: T0 → T1 → T2 → T3 → … (15992 more) → T15996 → T15997 → T15998 → \
         T15999 → T0"
    );
    assert_eq!(cycle.related.len(), 7);
    assert_eq!(cycle.related[3].1, "`T15996` is added here");
}
