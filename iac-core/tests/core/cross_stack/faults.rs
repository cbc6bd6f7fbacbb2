//! References, circles and names that are refused.

use crate::support::{Alarm, Database, Topic, TopicRef, codes, findings, lines, text};
use iac_core::cfn_prelude::Handle;
use iac_core::prelude::*;

#[test]
fn of_every_wrong_sort_are_reported_in_one_run() {
    let mut base = Stack::new("base").in_region(Region::EU_CENTRAL_1);
    let topic = base.add("Alerts", Topic::new());
    let size = base.add("Size", Parameter::string());
    let condition = base.add("IsBig", Condition::equals(&size, "big"));
    let table = base.add("Table", Mapping::new().row("a", [("b", "c")]));
    let scope = base.scope();
    let mut absent = Stack::new("absent");
    let lost = absent.add("Lost", Topic::new());

    let mut service = Stack::new("service").in_region(Region::US_EAST_1);
    let line = line!();
    let own = service.add("Own", Topic::new()); // line + 1
    service.add("Absent", text(lost.topic_name()));
    service.add("Parameter", text(size.clone()));
    service.add("Mapping", text(table.find::<Str>("a", "b")));
    service.add("If", text(condition.then::<Str>("x", "y")));
    service.output("Output", lost.topic_arn());
    service.add("Condition", Condition::equals(size, "big"));
    service.add("Holds", Condition::holds(condition)); // line + 8
    service.modify(topic, |resource| resource.display_name("no"));
    service.append(topic, "Subscription", []);
    service.depends_on(own, topic); // reported where `Own` is added
    service.depends_on(own, lost);
    service.within(scope, |_| {}); // line + 13
    service.when(condition, |stack| stack.add("When", Topic::new()));
    let mut found = lines(App::new().with(base).with(service));
    found.sort_by_key(|(_, line)| *line);
    let expected = [
        ("foreign-resource", line + 1),
        ("foreign-reference", line + 1),
        ("foreign-reference", line + 2),
        ("foreign-reference", line + 3),
        ("foreign-reference", line + 4),
        ("foreign-reference", line + 5),
        ("foreign-reference", line + 6),
        ("foreign-reference", line + 7),
        ("foreign-reference", line + 8),
        ("foreign-resource", line + 9),
        ("foreign-resource", line + 10),
        ("foreign-construct", line + 13),
        ("foreign-condition", line + 14),
    ];
    assert_eq!(found, expected);
}

#[test]
fn across_regions_must_not_go_in_a_circle() {
    let mut one = Stack::new("one").in_region(Region::EU_CENTRAL_1);
    let mut other = Stack::new("other").in_region(Region::US_EAST_1);
    let (a, b) = (one.add("A", Topic::new()), other.add("B", Topic::new()));
    one.add("ReadsB", text(b.topic_arn()));
    other.add("ReadsA", text(a.topic_arn()));
    assert_eq!(codes(App::new().with(one).with(other)), ["stack-cycle"]);
}

#[test]
fn in_a_circle_name_the_lines_that_read() {
    let (mut one, mut other) = (Stack::new("one"), Stack::new("other"));
    let (a, b) = (one.add("A", Topic::new()), other.add("B", Topic::new()));
    let line = line!() + 1;
    one.add("ReadsB", text(b.topic_arn()));
    other.add("ReadsA", text(a.topic_arn()));
    let found = findings(App::new().with(one).with(other));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].code, "stack-cycle");
    assert_eq!(found[0].message, "the stacks need each other in a circle: one → other → one");
    assert_eq!(found[0].place.unwrap().line(), line);
    assert_eq!(found[0].related[0].0.line(), line + 1);
}

#[test]
fn two_stacks_of_one_name_are_refused_and_their_handles_do_no_harm() {
    let named = || Stack::new("main");
    let mut long = named();
    let mut scope = long.scope();
    let mut last = long.add("T", Topic::new());
    for index in 0..20 {
        last = long.add(format!("T{index}"), Topic::new());
        scope = long.scope_of(last);
    }
    let far = long.add("Far", Parameter::string());
    let further = long.add("Further", Parameter::string());
    let mut short = named();
    let own = short.add("Own", Topic::new());
    short.add("Mine", Parameter::string());
    short.within(scope, |stack| stack.tag("a", "b"));
    short.depends_on(own, last);
    short.modify(last, |resource| resource.display_name("x"));
    short.add("Reads", text(last.topic_arn()));
    short.add("Takes", text(further));
    short.add("TakesMine", text(far));
    let found = codes(App::new().with(long).with(short));
    assert_eq!(
        found,
        [
            "foreign-construct",
            "foreign-resource",
            "duplicate-stack",
            "foreign-reference",
            "foreign-reference",
            "foreign-reference",
        ]
    );
}

#[test]
fn that_would_make_one_output_of_two_values_are_an_error() {
    let mut base = Stack::new("base");
    let database = base.add("Db", Database::new());
    let other = base.add("DbEndpoint", Alarm::new());
    let mut service = Stack::new("service");
    service.add("One", text(database.endpoint_address()));
    service.add("Two", text(other.node().att::<Str>("Address")));
    assert_eq!(codes(App::new().with(base).with(service)), ["duplicate-id"]);
}

#[test]
fn names_of_stacks_and_an_empty_app() {
    assert_eq!(codes(App::new()), ["no-stack"]);
    for name in ["", "1st", "a b", "a_b", "größe"] {
        assert_eq!(codes(Stack::new(name)), ["bad-stack-name"], "{name}");
    }
    assert_eq!(codes(Stack::new("a".repeat(129))), ["bad-stack-name"]);
    assert_eq!(codes(Stack::new("a".repeat(128))), [""; 0]);
}

fn base() -> (Stack, TopicRef) {
    let mut stack = Stack::new("base");
    let topic = stack.add("Alerts", Topic::new());
    (stack, topic)
}

/// It would be a reference to whatever stands at the same position here.
#[test]
fn to_a_stack_of_the_same_name_that_was_thrown_away_lead_nowhere() {
    let (_, foreign) = base();
    let mut stack = Stack::new("base");
    stack.add("Other", text("x"));
    let line = line!() + 1;
    stack.output("Arn", foreign.topic_arn());
    assert_eq!(lines(stack), [("foreign-reference", line)]);
}

#[test]
fn a_program_makes_the_same_keys_in_every_run() {
    let ((one, topic), (other, same)) = (base(), base());
    assert_eq!(topic.node(), same.node());
    assert!(one.has(same) && other.has(topic));
    assert_ne!(Stack::new("base").scope(), one.scope());
}

#[test]
fn names_that_differ_in_case_alone_are_one_file_on_some_machines() {
    let (mut one, mut other) = (Stack::new("Main"), Stack::new("main"));
    one.add("Topic", Topic::new());
    other.add("Topic", Topic::new());
    let line = line!() - 3;
    let found = findings(App::new().with(one).with(other));
    assert_eq!((found.len(), found[0].code), (1, "duplicate-stack"));
    assert_eq!((found[0].place.unwrap().line(), found[0].related[0].0.line()), (line, line));
}

#[test]
fn what_is_wrong_with_a_whole_stack_points_at_the_line_that_made_it() {
    let line = line!() + 1;
    let mut stack = Stack::new("a b").description("x".repeat(1_025));
    stack.template_metadata("AWS::CloudFormation::Interface", iac_core::Value::Bool(true));
    stack.template_metadata("Region", region().into_plain_value());
    let mut found = lines(stack);
    found.sort();
    let expected = ["bad-metadata", "bad-stack-name", "duplicate-key", "limit"].map(|code| (code, line));
    assert_eq!(found, expected);
}

#[test]
fn regions_have_the_form_of_regions() {
    for code in
        ["eu-central-1", "us-gov-west-1", "us-iso-east-1", "ap-southeast-12", "eusc-de-east-1", "us-isob-east-1"]
    {
        assert_eq!(codes(Stack::new("main").in_region(Region::new(code))), [""; 0], "{code}");
    }
    let wrong = [
        "",
        "nonsense\n",
        "eu",
        "eu-1",
        "e-central-1",
        "eu-central-",
        "eu--1",
        "EU-CENTRAL-1",
        "eu-central-1\n",
        "eu-central1",
    ];
    for code in wrong {
        let line = line!() + 1;
        let stack = Stack::new("main").in_region(Region::new(code));
        assert_eq!(lines(stack), [("bad-region", line)], "{code}");
        let app = App::from(Stack::new("main")).terraform_state("bucket", Region::new(code));
        assert_eq!(codes(app), ["bad-region"], "{code}");
    }
}
