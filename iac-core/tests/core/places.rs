//! Which line a finding points at.

use crate::support::{Topic, TopicRef, findings, lines, text};
use iac_core::prelude::*;
use iac_core::resolve::resolve;

const INSIDE_OPEN: u32 = line!() + 8;

struct Open;
struct Sealed;

impl Construct for Open {
    type Handle = TopicRef;
    fn build(self, stack: &mut Stack) -> TopicRef {
        stack.add("Topic", Topic::new().display_name("x"))
    }
}

impl Construct for Sealed {
    type Handle = TopicRef;
    const SEALED: bool = true;
    fn build(self, stack: &mut Stack) -> TopicRef {
        stack.add("Inner", Open)
    }
}

fn place_of_name(stack: Stack, id: &str) -> u32 {
    let (graph, _) = resolve(stack.into(), "test");
    let resource = &graph.stacks[0].resources[id];
    graph.stacks[0].place_of_property(resource, "DisplayName").unwrap().line()
}

#[test]
fn a_property_of_the_programs_own_is_the_line_that_set_it() {
    let mut stack = Stack::new("main");
    let topic = Topic::new();
    let topic = topic.display_name("x");
    let line = line!() - 1;
    stack.add("Topic", topic);
    assert_eq!(place_of_name(stack, "Topic"), line);
}

#[test]
fn inside_an_open_construct_it_is_the_line_inside() {
    let mut stack = Stack::new("main");
    stack.add("Mine", Open);
    assert_eq!(place_of_name(stack, "MineTopic"), INSIDE_OPEN);
}

#[test]
fn inside_a_sealed_construct_it_is_the_line_that_added_the_construct() {
    let mut stack = Stack::new("main");
    let line = line!() + 1;
    stack.add("Theirs", Sealed);
    assert_eq!(place_of_name(stack, "TheirsInnerTopic"), line);
}

#[test]
fn a_property_that_the_program_changes_inside_a_sealed_construct_is_its_own() {
    let mut stack = Stack::new("main");
    let topic = stack.add("Theirs", Sealed);
    let line = line!() + 1;
    stack.modify(topic, |resource| resource.display_name("y"));
    assert_eq!(place_of_name(stack, "TheirsInnerTopic"), line);
}

#[test]
fn a_property_that_a_sealed_construct_changes_is_not_the_constructs_line() {
    struct Connects(TopicRef);
    impl Construct for Connects {
        type Handle = ();
        const SEALED: bool = true;
        fn build(self, stack: &mut Stack) {
            stack.modify(self.0, |resource| resource.display_name("y"));
        }
    }
    let mut stack = Stack::new("main");
    let line = line!() + 1;
    let topic = stack.add("Topic", Topic::new());
    stack.add("Connects", Connects(topic));
    assert_eq!(place_of_name(stack, "Topic"), line);
}

#[test]
fn what_is_added_within_a_construct_is_the_line_of_the_call() {
    let mut stack = Stack::new("main");
    let scope = stack.add("Mine", Open);
    let scope = stack.scope_of(scope);
    let line = line!() + 1;
    stack.within(scope, |stack| {
        stack.add("wrong-id", Topic::new());
    });
    assert_eq!(lines(stack), [("bad-id", line)]);
}

#[test]
fn what_a_construct_reports_is_the_line_that_added_it_and_outside_the_call() {
    struct Picky;
    impl Construct for Picky {
        type Handle = ();
        fn build(self, stack: &mut Stack) {
            stack.error("picky", "no", "yes");
        }
    }
    let mut stack = Stack::new("main");
    let line = line!() + 1;
    stack.add("Picky", Picky);
    stack.warn("careful", "no", "yes");
    let topic = stack.add("Topic", Topic::new());
    stack.suppress(topic, "CKV_AWS_26", " ");
    assert_eq!(lines(stack), [("picky", line), ("careful", line + 1), ("bad-suppression", line + 3)]);
}

#[test]
fn changes_that_do_not_fit_are_the_line_that_asked_for_them() {
    let mut stack = Stack::new("main");
    let names = stack.add("Names", Parameter::comma_delimited_list());
    let topic = stack.add("Topic", Topic::new().subscription(names.untyped()));
    let line = line!() + 1;
    stack.append(topic, "Subscription", []);
    assert_eq!(lines(stack), [("not-a-list", line)]);
}

#[test]
fn a_reference_is_found_in_what_was_appended_and_edited() {
    let mut absent = Stack::new("absent");
    let lost = absent.add("Lost", Topic::new());
    let mut stack = Stack::new("main");
    let line = line!() + 1;
    let topic = stack.add("Topic", Topic::new());
    stack.append(topic, "Subscription", [lost.topic_arn().into_plain_value()]);
    let other = stack.add("Other", text("x"));
    stack.edit(other, "Value", |value| *value = lost.topic_arn().into_plain_value());
    assert_eq!(lines(stack), [("foreign-reference", line), ("foreign-reference", line + 2)]);
}

#[test]
fn a_finding_is_shown_with_everything_that_helps() {
    let mut stack = Stack::new("main");
    let first = line!() + 1;
    stack.add("Topic", Topic::new());
    stack.add("Topic", Topic::new());
    let shown = findings(stack)[0].to_string();
    let file = file!();
    assert_eq!(
        shown,
        format!(
            "error[duplicate-id]: the logical id `Topic` is already taken\n  --> {file}:{}:11\n  in main/Topic\n  \
         {file}:{first}:11: the first resource `Topic` is added here\n  \
         help: give one of the two another id; a logical id is the path's ids in a row",
            first + 1,
        )
    );
}

#[test]
fn properties_can_be_read_back_from_their_own_stack_only() {
    let mut stack = Stack::new("main");
    let topic = stack.add("Topic", Topic::new().display_name("x"));
    assert_eq!(stack.property(topic, "DisplayName").and_then(|value| value.as_str()), Some("x"));
    assert_eq!(stack.property(topic, "Tags"), None);
    assert_eq!(Stack::new("other").property(topic, "DisplayName"), None);
}
