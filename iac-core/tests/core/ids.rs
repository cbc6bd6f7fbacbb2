//! Logical ids: frozen, made of the path alone.

use crate::support::{Topic, TopicRef, lines, template};
use iac_core::prelude::*;
use proptest::prelude::*;

struct Group<F>(F);

impl<T, F: FnOnce(&mut Stack) -> T> Construct for Group<F> {
    type Handle = T;
    fn build(self, stack: &mut Stack) -> T {
        (self.0)(stack)
    }
}

fn ids(stack: Stack) -> Vec<String> {
    template(stack)["Resources"].as_object().map(|all| all.keys().cloned().collect()).unwrap_or_default()
}

/// Ids of stacks that are deployed somewhere. A line that has to change here is data that is lost there.
#[test]
fn are_frozen() {
    let mut stack = Stack::new("main");
    stack.add("Alerts", Topic::new());
    stack.add(
        "Network",
        Group(|stack: &mut Stack| {
            stack.add("", Topic::new());
            stack.add("Public1", Topic::new());
            stack.add("Public", Group(|stack: &mut Stack| stack.add("2", Topic::new())));
            stack.add("", Group(|stack: &mut Stack| stack.add("Logs", Topic::new())));
        }),
    );
    stack.add(
        "",
        Group(|stack: &mut Stack| stack.add("Deep", Group(|stack: &mut Stack| stack.add("x9", Topic::new())))),
    );
    let mut expected = ["Alerts", "Network", "NetworkPublic1", "NetworkPublic2", "NetworkLogs", "Deepx9"];
    expected.sort();
    assert_eq!(ids(stack), expected);
}

#[test]
fn continue_the_path_within_a_construct() {
    let mut stack = Stack::new("main");
    let scope = stack.add("Service", Group(|stack: &mut Stack| stack.scope()));
    stack.within(scope, |stack| {
        stack.add("Ingress", Topic::new());
        assert_eq!(stack.path(), "main/Service");
        assert_eq!(stack.logical_id(), "Service");
        assert_eq!(stack.scope(), scope);
    });
    assert_eq!(ids(stack), ["ServiceIngress"]);
}

#[test]
fn two_that_are_equal_are_an_error_that_names_both_lines() {
    let mut stack = Stack::new("main");
    let first = line!() + 1;
    stack.add("Network1", Topic::new());
    let second = line!() + 1;
    stack.add("Network", Group(|stack: &mut Stack| stack.add("1", Topic::new())));
    let found = crate::support::findings(stack).remove(0);
    assert_eq!(found.code, "duplicate-id");
    assert_eq!(found.path, "main/Network/1");
    assert!(found.message.contains("`Network1`"), "{}", found.message);
    // `Network` is not sealed, so the second line is the one that adds `1` inside of it: here the same line.
    assert_eq!(found.place.unwrap().line(), second);
    assert_eq!(found.related[0].0.line(), first);
}

#[test]
fn one_id_may_be_taken_in_each_section_but_not_by_a_parameter_and_a_resource() {
    let mut stack = Stack::new("main");
    let topic = stack.add("Same", Topic::new());
    stack.output("Same", topic.topic_arn());
    stack.add("Same", Condition::equals(region(), "eu-central-1"));
    stack.add("Same", Mapping::new().row("a", [("b", "c")]));
    template(stack);

    let mut stack = Stack::new("main");
    stack.add("Same", Topic::new());
    let line = line!() + 1;
    stack.add("Same", Parameter::string());
    assert_eq!(lines(stack), [("duplicate-id", line)]);
}

#[test]
fn that_cloudformation_does_not_take_are_each_reported() {
    let mut stack = Stack::new("main");
    let line = line!() + 1;
    stack.add("with-hyphen", Topic::new());
    stack.add("Größe", Parameter::string());
    stack.output("", "x");
    stack.add("x".repeat(256), Topic::new());
    stack.add("x".repeat(255), Topic::new());
    let expected: Vec<_> = (0..4).map(|after| ("bad-id", line + after)).collect();
    assert_eq!(lines(stack), expected);
}

#[test]
fn a_handle_survives_a_duplicate_id() {
    let mut stack = Stack::new("main");
    let first: TopicRef = stack.add("A", Topic::new());
    let second = stack.add("A", Topic::new());
    assert_ne!(first.topic_arn(), second.topic_arn());
}

proptest! {
    #[test]
    fn do_not_depend_on_the_order_of_adds(names in prop::collection::hash_set("[A-Z][a-z]{1,6}", 1..8)) {
        let build = |names: &mut dyn Iterator<Item = &String>| {
            let mut stack = Stack::new("main");
            for name in names {
                stack.add(name.clone(), Group(|stack: &mut Stack| stack.add("Topic", Topic::new())));
            }
            let mut ids = ids(stack);
            ids.sort();
            ids
        };
        let names: Vec<String> = names.into_iter().collect();
        prop_assert_eq!(build(&mut names.iter()), build(&mut names.iter().rev()));
    }

    /// A function adds nothing to the path, and neither does a level with an empty id.
    #[test]
    fn do_not_change_when_code_is_moved_into_a_function_or_a_transparent_level(
        path in prop::collection::vec("[A-Z][a-z0-9]{0,5}", 1..5), levels in prop::collection::vec(any::<bool>(), 5),
    ) {
        fn build(stack: &mut Stack, path: &[String], levels: &[bool]) {
            let inside = |stack: &mut Stack| match path {
                [] => {}
                [last] => { stack.add(last.clone(), Topic::new()); }
                [first, rest @ ..] => {
                    stack.add(first.clone(), Group(|stack: &mut Stack| build(stack, rest, levels.get(1..).unwrap_or(&[]))));
                }
            };
            match levels.first() {
                Some(true) => stack.add("", Group(inside)),
                _ => inside(stack),
            }
        }
        let of = |levels: &[bool]| {
            let mut stack = Stack::new("main");
            build(&mut stack, &path, levels);
            ids(stack)
        };
        prop_assert_eq!(of(&levels), of(&[]));
        prop_assert_eq!(of(&[]), [path.concat()]);
    }
}

#[test]
fn two_paths_that_make_one_id_are_both_named() {
    let mut stack = Stack::new("main");
    stack.add("A", Group(|stack: &mut Stack| stack.add("BC", Topic::new())));
    stack.add("AB", Group(|stack: &mut Stack| stack.add("C", Topic::new())));
    let found = crate::support::findings(stack).remove(0);
    assert_eq!(found.path, "main/AB/C");
    assert!(found.related[0].1.contains("main/A/BC"), "{found}");
}
