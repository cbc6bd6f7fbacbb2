//! Mappings: their keys, and what may look a cell up.

use crate::support::{Topic, codes, findings, lines, template, text};
use iac_core::prelude::*;

/// What is wrong with a stack that has this mapping alone.
fn faults(mapping: Mapping) -> Vec<String> {
    let mut stack = Stack::new("main");
    stack.add("Topic", Topic::new());
    stack.add("Sizes", mapping);
    findings(stack).into_iter().map(|found| format!("{}: {}", found.code, found.message)).collect()
}

#[test]
fn take_hyphens_and_dots_in_the_keys_of_rows_only() {
    assert_eq!(faults(Mapping::new().row("eu-central-1.a", [("Size1", "x")])), [""; 0]);
    assert_eq!(
        faults(Mapping::new().row("eu-central-1", [("us-east-1", "x"), ("v1.2", "y"), ("ok", "z"), ("", "e")])),
        [
            "bad-mapping: `us-east-1` cannot be a key of the row `eu-central-1` of the mapping `Sizes`",
            "bad-mapping: `v1.2` cannot be a key of the row `eu-central-1` of the mapping `Sizes`",
            "bad-mapping: `` cannot be a key of the row `eu-central-1` of the mapping `Sizes`",
        ]
    );
    assert_eq!(
        faults(Mapping::new().row("10.0.0.0/16", [("a", "x")])),
        ["bad-mapping: `10.0.0.0/16` cannot be a key of the mapping `Sizes`"]
    );
}

#[test]
fn have_rows_with_cells_and_keys_that_are_not_too_long() {
    let none: [(&str, &str); 0] = [];
    assert_eq!(faults(Mapping::new().row("a", none)), ["bad-mapping: the row `a` of the mapping `Sizes` has no cell"]);
    assert_eq!(faults(Mapping::new().row("x".repeat(255), [("y".repeat(255), "z")])), [""; 0]);
    let found = faults(Mapping::new().row("x".repeat(256), [("y".repeat(256), "z")]));
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|fault| fault.contains("256 characters, of 255 allowed")), "{found:?}");
}

#[test]
fn are_looked_up_by_literals_parameters_and_cells() {
    let mut stack = Stack::new("main");
    let size = stack.add("Size", Parameter::string().default("a").allowed_values(["a"]));
    let sizes = stack.add("Sizes", Mapping::new().row("a", [("Cpu", "1"), ("Next", "a")]));
    let next: Val<Str> = sizes.find(&size, "Next");
    stack.add("Nested", text(sizes.find::<Str>(next, "Cpu")));
    stack.add("Region", text(sizes.find::<Str>(region(), "Cpu")));
    template(stack);
}

#[test]
fn are_not_looked_up_by_other_functions() {
    let mut stack = Stack::new("main");
    let size = stack.add("Size", Parameter::string().default("a").allowed_values(["a"]));
    let is_a = stack.add("IsA", Condition::equals(&size, "a"));
    let sizes = stack.add("Sizes", Mapping::new().row("xa", [("Cpu", "1")]));
    let line = line!() + 1;
    stack.add("Joined", text(sizes.find::<Str>(join!["x", &size], "Cpu")));
    stack.add("Chosen", text(sizes.find::<Str>("xa", is_a.then::<Str>("Cpu", "Memory"))));
    stack.add("InTest", Condition::equals(sizes.find::<Str>(join!["x", &size], "Cpu"), "1"));
    let mut found = lines(stack);
    found.sort();
    assert_eq!(found, [("bad-lookup", line), ("bad-lookup", line + 1), ("bad-lookup", line + 2)]);
}

#[test]
fn a_choice_is_no_part_of_a_condition_or_rule() {
    let mut stack = Stack::new("main");
    stack.add("Topic", Topic::new());
    let is_home = stack.add("IsHome", Condition::equals(region(), "eu-central-1"));
    let line = line!() + 1;
    stack.add("Chosen", Condition::equals(is_home.then::<Str>("1", "2"), "2"));
    let choice = join!["a", is_home.then::<Str>("1", "2")];
    stack.add("Rule", ParameterRule::always().assert(Condition::equals(choice, "2"), "why"));
    assert_eq!(lines(stack), [("bad-condition", line), ("bad-condition", line + 2)]);
}

#[test]
fn without_rows_are_refused() {
    let mut stack = Stack::new("main");
    stack.add("Topic", Topic::new());
    stack.add("Sizes", Mapping::new());
    assert_eq!(codes(stack), ["bad-mapping"]);
}
