//! CloudFormation's limits: one more is an error, the limit itself is not.

use crate::support::{Topic, codes, findings, lines, text};
use iac_core::prelude::*;

fn full(more: usize) -> Stack {
    let mut stack = Stack::new("main").description("é".repeat(512 + more));
    for index in 0..500 + more {
        stack.add(format!("R{index}"), Topic::new());
    }
    for index in 0..200 + more {
        stack.add(format!("P{index}"), Parameter::string());
        stack.add(format!("M{index}"), Mapping::new().row("a", [("b", "c")]));
    }
    for index in 0..200 + more {
        stack.output(format!("O{index}"), "x");
    }
    stack
}

#[test]
fn are_said_with_what_is_there_and_what_is_allowed() {
    assert_eq!(codes(full(0)), [""; 0]);
    let messages: Vec<String> = findings(full(1)).into_iter().map(|found| found.message).collect();
    assert_eq!(
        messages,
        [
            "the stack has 501 resources; CloudFormation takes at most 500",
            "the stack has 201 parameters; CloudFormation takes at most 200",
            "the stack has 201 outputs; CloudFormation takes at most 200",
            "the stack has 201 mappings; CloudFormation takes at most 200",
            "the description of the stack has 1026 bytes, of 1024 allowed",
        ]
    );
}

/// The first that is too many, and where the whole stack was made.
#[test]
fn point_at_what_is_too_much() {
    let mut stack = Stack::new("main");
    (0..500).for_each(|index| _ = stack.add(format!("R{index}"), Topic::new()));
    let line = line!() + 1;
    stack.add("OneMore", Topic::new());
    stack.add("YetOneMore", Topic::new());
    (0..200).for_each(|index| stack.output(format!("O{index}"), "x"));
    stack.output("OneMore", "x");
    assert_eq!(lines(stack), [("limit", line), ("limit", line + 3)]);
}

#[test]
fn count_the_outputs_that_other_stacks_need() {
    let mut base = full(0);
    let topic = base.add("", text("x").description("y"));
    let mut service = Stack::new("service");
    service.add("Reads", text(topic.name()));
    let found = findings(App::new().with(base).with(service));
    assert!(found.iter().any(|found| found.message.contains("201 outputs")), "{found:#?}");
}

#[test]
fn of_descriptions_and_exports() {
    let mut stack = Stack::new("main");
    stack.add("Output", Output::new("x").description("x".repeat(1_025)));
    assert_eq!(codes(stack), ["limit"]);
    let mut base = Stack::new("base");
    let topic = base.add("x".repeat(250), Topic::new());
    let mut service = Stack::new("service");
    service.add("Reads", text(topic.topic_arn()));
    assert_eq!(codes(App::new().with(base).with(service)), ["limit"]);
}
