//! Values that are nested deeper than any document is read again: an error, never the end of the program.

use crate::support::{Topic, findings, lines, text, written};
use iac_core::prelude::*;
use iac_core::{Value, account_id};

/// A list in a list in a list …
fn lists(levels: usize) -> Value {
    (0..levels).fold(Value::Int(1), |inner, _| Value::List(vec![inner]))
}

/// The program's own threads have 2 MB.
fn in_a_thread<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap()
}

#[test]
fn a_script_that_is_built_line_by_line_stays_flat() {
    in_a_thread(|| {
        let mut script: Val<Str> = join!["#!/bin/sh\n", "# "];
        for _ in 0..10_000 {
            script = join![script, "\nline ", account_id()];
        }
        let Value::Expr(join) = script.value() else { panic!("{script:?}") };
        let Some(Value::List(parts)) = join.operands().next() else { panic!("{script:?}") };
        assert_eq!(parts.len(), 20_000);
        assert_eq!(parts[0], Value::Str("#!/bin/sh\n# \nline ".into()));
    });
    let inner = || join!["a", region(), "b"];
    let flat = join!["x", inner(), "y", inner()];
    assert_eq!(flat, join!["xa", region(), "bya", region(), "b"]);
    assert_eq!(written(Stack::new("main"), flat), serde_json::json!({"Fn::Sub": "xa${AWS::Region}bya${AWS::Region}b"}));
}

#[test]
fn a_join_with_a_delimiter_stays_as_it_is() {
    let list = iac_core::join_list(",", [region(), account_id()]);
    let expected = serde_json::json!({"Fn::Sub": "x${AWS::Region},${AWS::AccountId}"});
    assert_eq!(written(Stack::new("main"), join!["x", list]), expected);
}

#[test]
fn too_many_levels_are_an_error_at_their_line() {
    in_a_thread(|| {
        let (before, after) = ("a".to_owned(), "b");
        let mut stack = Stack::new("main");
        let home = stack.add("IsHome", Condition::equals(region(), "eu-central-1"));
        let nested = |levels: usize| {
            let first: Val<Str> = join![&before, region(), after];
            (0..levels).fold(first, |inner, _| home.then::<Str>("x", inner))
        };
        let line = line!() + 1;
        stack.add("Deep", text(nested(5_000)));
        stack.add("Joins", text((0..2_000).fold(region(), |inner, _| iac_core::join_list(",", [inner]))));
        stack.add("Fine", text(nested(30)));
        let topic = stack.add("Topic", Topic::new());
        stack.metadata(topic, "Key", lists(5_000));
        stack.tag("Deep", nested(5_000));
        stack.template_metadata("Key", lists(5_000));
        let found = lines(stack);
        let of = |line: u32| found.iter().filter(|(code, at)| *code == "too-deep" && *at == line).count();
        assert_eq!(found.len(), 5, "{found:?}");
        assert_eq!([line, line + 1, line + 3, line + 5].map(of), [1, 1, 1, 1], "{found:?}");
    });
}

#[test]
fn conditions_are_counted_too() {
    in_a_thread(|| {
        let mut stack = Stack::new("main");
        stack.add("Topic", Topic::new());
        let is = || Condition::equals(region(), "eu-central-1");
        let line = line!() + 1;
        stack.add("Deep", (0..2_000).fold(is(), |inner, _| Condition::or(is().negated(), inner).negated()));
        let deep = (0..2_000).fold(region(), |inner, _| iac_core::join_list(",", [inner]));
        stack.add("Value", Condition::equals(deep, "x")); // line + 2
        stack.add("Fine", (0..20).fold(is(), |inner, _| Condition::or(is(), inner)));
        assert_eq!(lines(stack), [("too-deep", line), ("too-deep", line + 2)]);
    });
}

/// What passes is read again.
#[cfg(feature = "read")]
#[test]
fn the_limit_is_the_readers() {
    use iac_core::{App, json, resolve};
    for levels in [40, 90, 96, 97, 98, 110] {
        let mut stack = Stack::new("main");
        let topic = stack.add("Topic", Topic::new());
        stack.append(topic, "Subscription", [lists(levels)]);
        let (graph, found) = resolve::resolve(App::from(stack), "test");
        let is_refused = found.iter().any(|found| found.code == "too-deep");
        let document = iac_core::backend::cloudformation::template(&graph.stacks[0]);
        let bytes = json::to_bytes(&document, json::Layout::Compact);
        let (_, found) = iac_core::read::template(iac_core::FileName::of(&"x.json"), &bytes);
        assert!(found.is_empty(), "{levels}: {found:#?}");
        assert_eq!(is_refused, levels > 95, "{levels}");
    }
}

#[test]
fn files_are_counted_too() {
    let mut stack = Stack::new("main");
    stack.add("Topic", Topic::new());
    stack.file("a/b.json", &lists(5_000));
    let found = findings(stack);
    assert_eq!((found.len(), found[0].code), (1, "bad-file"));
    assert!(found[0].message.contains("deeper than 100 levels"), "{}", found[0].message);
}
