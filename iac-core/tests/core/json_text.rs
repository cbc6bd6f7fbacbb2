//! JSON inside a text property.

use crate::support::{Topic, written};
use iac_core::prelude::*;
use iac_core::{Expr, Field, Value, join_list, json_text};
use proptest::prelude::*;
use serde_json::json;

fn of(stack: Stack, document: &Value) -> serde_json::Value {
    written(stack, json_text(document))
}

#[test]
fn is_compact_and_keeps_expressions() {
    let mut stack = Stack::new("main");
    let topic = stack.add("Alerts", Topic::new());
    let document = Value::map([
        ("a", Value::List(vec![Value::Int(1), Value::Num(2.5), Value::Bool(true), Value::Str("\"q\" ${x}".into())])),
        ("arn", topic.topic_arn().into_plain_value()),
        ("said", join_list("\n", [join!["\"", topic.topic_name(), "\""], region()]).into_plain_value()),
    ]);
    assert_eq!(
        of(stack, &document),
        json!({"Fn::Sub": "{\"a\":[1,2.5,true,\"\\\"q\\\" ${!x}\"],\"arn\":\"${Alerts}\",\"said\":\"\\\"${Alerts.TopicName}\\\"\\n${AWS::Region}\"}"})
    );
}

#[test]
fn without_expressions_is_plain_text() {
    let document = Value::map([("${a}", Value::List(Vec::new()))]);
    assert_eq!(of(Stack::new("main"), &document), "{\"${a}\":[]}");
}

#[test]
fn branches_are_documents_and_no_value_is_left_out() {
    let mut stack = Stack::new("main");
    let frankfurt = stack.add("InFrankfurt", Condition::equals(region(), "eu-central-1"));
    let nothing = || Val::<Str>::no_value().into_plain_value();
    let document = Value::map([
        ("none", nothing()),
        ("list", Value::List(vec![nothing(), Value::Int(1), nothing()])),
        ("number", frankfurt.then::<Int>(1, 2).into_plain_value()),
        ("text", frankfurt.then_only::<Str>("\"x\"").into_plain_value()),
    ]);
    assert_eq!(
        of(stack, &document),
        json!({"Fn::Join": ["", [
            "{\"list\":[1],\"number\":",
            {"Fn::If": ["InFrankfurt", "1", "2"]},
            ",\"text\":",
            {"Fn::If": ["InFrankfurt", "\"\\\"x\\\"\"", "null"]},
            "}",
        ]]})
    );
}

/// What the text is once it is deployed: references yield `REF`, conditions hold.
fn deployed(value: &Value) -> String {
    match value {
        Value::Str(text) => text.to_string(),
        Value::Expr(expr) => match &**expr {
            Expr::Join(delimiter, Value::List(parts)) => parts.iter().map(deployed).collect::<Vec<_>>().join(delimiter),
            Expr::If(_, yes, _) => deployed(yes),
            _ => "REF".to_owned(),
        },
        other => panic!("{other:?}"),
    }
}

/// The document as it should be read back.
fn read(value: &Value) -> serde_json::Value {
    match value {
        Value::Bool(flag) => json!(flag),
        Value::Int(number) => json!(number),
        Value::Num(number) => json!(number),
        Value::Str(text) => json!(text),
        Value::List(items) => items.iter().map(read).collect(),
        Value::Map(fields) => fields.iter().map(|field| (field.name.to_string(), read(&field.value))).collect(),
        Value::Expr(expr) => match &**expr {
            Expr::If(_, yes, _) => read(yes),
            _ => json!(deployed(value)),
        },
    }
}

fn texts() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![".{0,8}".prop_map(|text| Value::Str(text.into())), Just(region().into_plain_value())];
    leaf.prop_recursive(3, 12, 3, |inner| {
        (prop_oneof![Just(""), Just("\"\n")], prop::collection::vec(inner, 0..4))
            .prop_map(|(delimiter, parts)| Expr::Join(delimiter.into(), Value::List(parts)).into())
    })
}

fn documents() -> impl Strategy<Value = Value> {
    let condition = || {
        let mut stack = Stack::new("main");
        stack.add("C", Condition::equals("a", "b"))
    };
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        // Quarters: what reads the text back in this test rounds the last digit of others.
        any::<i32>().prop_map(|quarters| Value::Num(f64::from(quarters) / 4.0)),
        texts(),
    ];
    leaf.prop_recursive(4, 32, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            prop::collection::btree_map(".{0,6}", inner.clone(), 0..4).prop_map(|map| Value::Map(
                map.into_iter().map(|(key, value)| Field::new(key.into(), value)).collect()
            )),
            (inner.clone(), inner)
                .prop_map(move |(yes, no)| condition().then::<Value>(Plain(yes), Plain(no)).into_plain_value()),
        ]
    })
}

struct Plain(Value);
impl iac_core::IntoVal<Value> for Plain {
    fn into_value(self) -> Value {
        self.0
    }
}

proptest! {
    #[test]
    fn parses_back_to_the_document_whatever_it_holds(document in documents()) {
        let text = deployed(json_text(&document).value());
        let parsed: serde_json::Value = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
        prop_assert_eq!(parsed, read(&document));
    }
}
