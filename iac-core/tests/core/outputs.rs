//! Names of exports.

use crate::support::{Topic, lines, template};
use iac_core::prelude::*;

/// The codes of what is wrong with an export of this name, which is added on line 1 of nothing else.
fn found(name: impl FnOnce(&mut Stack) -> Val<Str>) -> Vec<&'static str> {
    let mut stack = Stack::new("main");
    stack.add("Topic", Topic::new());
    let name = name(&mut stack);
    let line = line!() + 1;
    stack.add("Out", Output::new("x").export(name));
    let found = lines(stack);
    assert!(found.iter().all(|(_, at)| *at == line), "{found:?}");
    found.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn have_letters_digits_colons_and_hyphens() {
    for name in ["shop-prod:Url:1", "A"] {
        assert_eq!(found(|_| Val::imported(name)), [""; 0], "{name}");
    }
    assert_eq!(found(|_| Val::imported("x".repeat(255))), [""; 0]);
    for name in ["", "has space", "a&b", "ünïcode", "a/b", "a\n", "a.b", "a_b"] {
        assert_eq!(found(|_| Val::imported(name)), ["bad-export"], "{name}");
    }
    assert_eq!(found(|_| Val::imported("x".repeat(256))), ["bad-export"]);
    assert_eq!(found(|_| join![stack_name(), " url"]), ["bad-export"]);
}

#[test]
fn are_known_before_anything_exists() {
    assert_eq!(found(|_| join![stack_name(), "-", region(), ":url"]), [""; 0]);
    assert_eq!(found(|stack| join![stack.add("Stage", Parameter::string()), "-url"]), [""; 0]);
    assert_eq!(found(|stack| stack.add("Other", Topic::new()).topic_name()), ["bad-export"]);
    assert_eq!(found(|stack| join!["a-", stack.add("Other", Topic::new()).topic_arn()]), ["bad-export"]);
    assert_eq!(found(|_| iac_core::availability_zone(0)), ["bad-export"]);
}

#[test]
fn may_be_chosen() {
    let mut stack = Stack::new("main");
    stack.add("Topic", Topic::new());
    let home = stack.add("IsHome", Condition::equals(region(), "eu-central-1"));
    stack.add("Out", Output::new("x").export(home.then::<Str>("home", "away")));
    template(stack);
}
