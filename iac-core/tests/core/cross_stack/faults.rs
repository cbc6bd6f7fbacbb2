//! References, circles and names that are refused.

use crate::support::{Alarm, Database, Topic, codes, findings, lines, text};
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
    let mut long = Stack::new("main");
    let mut scope = long.scope();
    let mut last = long.add("T", Topic::new());
    for index in 0..20 {
        last = long.add(format!("T{index}"), Topic::new());
        scope = long.scope_of(last);
    }
    let far = long.add("Far", Parameter::string());
    let further = long.add("Further", Parameter::string());
    let mut short = Stack::new("main");
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
