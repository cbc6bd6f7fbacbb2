//! How expressions are written, `Fn::Sub` above all.

use crate::support::{Alarm, Topic, codes, template, written};
use iac_core::cfn_prelude::{Handle, Json, List};
use iac_core::json::read;
use iac_core::prelude::*;
use iac_core::{availability_zone, base64, join_list, select, split};
use proptest::prelude::*;
use serde_json::{Value, json};

fn with_topic() -> (Stack, crate::support::TopicRef) {
    let mut stack = Stack::new("main");
    let topic = stack.add("Alerts", Topic::new());
    (stack, topic)
}

#[test]
fn a_join_of_literals_and_references_is_a_sub() {
    let (mut stack, topic) = with_topic();
    let size = stack.add("Size", Parameter::string());
    let inner: Val<Str> = join!["[", topic.topic_name(), "|", size, "]"];
    let text: Val<Str> = join!["arn:", partition(), ":", inner, " ", topic.topic_arn()];
    assert_eq!(
        written(stack, text),
        json!({"Fn::Sub": "arn:${AWS::Partition}:[${Alerts.TopicName}|${Size}] ${Alerts}"})
    );
}

#[test]
fn what_looks_like_a_reference_in_a_literal_is_escaped() {
    let (stack, topic) = with_topic();
    assert_eq!(
        written(stack, join!["${PROP('a')} ${!b} $ {} ", topic.topic_arn()]),
        json!({"Fn::Sub": "${!PROP('a')} ${!!b} $ {} ${Alerts}"})
    );
    let (stack, topic) = with_topic();
    assert_eq!(written(stack, join!["price: $", topic.topic_arn()]), json!({"Fn::Sub": "price: $${Alerts}"}));
}

#[test]
fn what_a_sub_cannot_say_stays_a_join() {
    for [a, b] in [["$", "{x}"], ["x ${", "y"]] {
        let (stack, topic) = with_topic();
        let expected = json!({"Fn::Join": ["", [{"Ref": "Alerts"}, a, b]]});
        let parts = [topic.topic_arn(), Val::imported(a), Val::imported(b)];
        assert_eq!(written(stack, join_list("", parts)), expected);
    }
    let (stack, topic) = with_topic();
    let text: Val<Str> = join![topic.topic_arn(), Val::<Str>::no_value(), select(0, split(":", topic.topic_arn()))];
    assert_eq!(
        written(stack, text),
        json!({"Fn::Join": ["", [
            {"Ref": "Alerts"},
            {"Ref": "AWS::NoValue"},
            {"Fn::Select": [0, {"Fn::Split": [":", {"Ref": "Alerts"}]}]},
        ]]})
    );
}

#[test]
fn literals_in_a_row_are_one_and_alone_they_are_text() {
    let (stack, topic) = with_topic();
    assert_eq!(written(stack, join!["$", "{x} ", topic.topic_arn()]), json!({"Fn::Sub": "${!x} ${Alerts}"}));
    assert_eq!(written(Stack::new("main"), join!["a", join!["${b}", "$"], "{c}"]), "a${b}${c}");
}

#[test]
fn a_delimiter_stands_between_the_parts_and_a_list_parameter_is_joined() {
    let (mut stack, topic) = with_topic();
    let names = stack.add("Names", Parameter::comma_delimited_list());
    stack.output("Names", join_list("/", names));
    assert_eq!(
        written(stack, join_list("-", vec![topic.topic_name(), "x".to_owned().pipe(), region()])),
        json!({"Fn::Sub": "${Alerts.TopicName}-x-${AWS::Region}"})
    );
    let mut stack = Stack::new("main");
    let names = stack.add("Names", Parameter::comma_delimited_list());
    assert_eq!(written(stack, join_list("/", names)), json!({"Fn::Join": ["/", {"Ref": "Names"}]}));
}

trait Pipe {
    fn pipe(self) -> Val<Str>;
}
impl Pipe for String {
    fn pipe(self) -> Val<Str> {
        Val::imported(self)
    }
}

#[test]
fn functions_have_their_own_form() {
    let zones = json!({"Fn::GetAZs": ""});
    for (value, expected) in [
        (availability_zone(2), json!({"Fn::Select": [2, zones]})),
        (base64(join!["#!/bin/sh ", region()]), json!({"Fn::Base64": {"Fn::Sub": "#!/bin/sh ${AWS::Region}"}})),
        (account_id(), json!({"Ref": "AWS::AccountId"})),
        (url_suffix(), json!({"Ref": "AWS::URLSuffix"})),
        (iac_core::stack_id(), json!({"Ref": "AWS::StackId"})),
        (select(1, ["a", "b"]), json!({"Fn::Select": [1, ["a", "b"]]})),
    ] {
        assert_eq!(written(Stack::new("main"), value), expected);
    }
    let (stack, topic) = with_topic();
    assert_eq!(written(stack, topic.topic_name()), json!({"Fn::GetAtt": ["Alerts", "TopicName"]}));
}

#[test]
fn numbers_are_written_as_people_write_them() {
    let mut stack = Stack::new("main");
    for (index, number) in [60.0, -0.0, 0.1, 1e14, -2.5, 1e300].into_iter().enumerate() {
        stack.add(format!("N{index}"), Alarm::new().threshold(number));
    }
    stack.add("Int", Alarm::new().period(i64::MIN).threshold(7).actions_enabled(false));
    let document = crate::support::documents(stack).remove(0);
    for expected in [
        "\"Threshold\": 60\n",
        "\"Threshold\": 0\n",
        "\"Threshold\": 0.1\n",
        "\"Threshold\": 100000000000000\n",
        "\"Threshold\": -2.5\n",
        "\"Threshold\": 1e+300\n",
        "\"Period\": -9223372036854775808,\n    \"Threshold\": 7,\n    \"ActionsEnabled\": false\n",
    ] {
        assert!(document.contains(expected), "{expected} in {document}");
    }
}

#[test]
fn numbers_that_json_does_not_have_are_errors() {
    let mut stack = Stack::new("main");
    for (id, number) in [("A", f64::NAN), ("B", f64::INFINITY), ("C", f64::NEG_INFINITY)] {
        stack.add(id, Alarm::new().threshold(number));
    }
    assert_eq!(codes(stack), ["bad-number"; 3]);
}

#[test]
fn keys_that_stand_twice_are_errors() {
    let mut stack = Stack::new("main");
    stack.add("A", crate::support::SsmParameter::new().tags([("a", "1"), ("a", "2")]));
    assert_eq!(codes(stack), ["duplicate-key"]);
}

#[test]
fn documents_keep_what_they_say() {
    let mut stack = Stack::new("main");
    let document = read(r#"{"b": [1, 2.5, true, "x", {"y": null}], "a": {}}"#).unwrap();
    let alarm = stack.add("A", Alarm::new().dimensions(document));
    assert_eq!(
        template(stack)["Resources"]["A"]["Properties"]["Dimensions"],
        json!({
            "a": {}, "b": [1, 2.5, true, "x", {"y": {"Ref": "AWS::NoValue"}}],
        })
    );
    let _: Val<List<Json>> = alarm.node().att("X");
}

/// What CloudFormation makes of an `Fn::Sub`.
fn substituted(text: &str, topic: &str) -> String {
    let (mut done, mut rest) = (String::new(), text);
    while let Some(open) = rest.find("${") {
        let close = open + rest[open..].find('}').expect("a reference that is not closed");
        done.push_str(&rest[..open]);
        match &rest[open + 2..close] {
            "Alerts" => done.push_str(topic),
            name => done.push_str(&format!("${{{}}}", name.strip_prefix('!').expect("a reference that leads nowhere"))),
        }
        rest = &rest[close + 1..];
    }
    done + rest
}

proptest! {
    #[test]
    fn a_join_says_the_same_however_it_is_written(parts in prop::collection::vec(prop::option::of("[ab!${}]{0,6}"), 1..6)) {
        let (stack, topic) = with_topic();
        let values: Vec<Val<Str>> = parts.iter()
            .map(|part| part.as_ref().map_or(topic.topic_arn(), |part| Val::imported(part.clone())))
            .collect();
        let expected: String = parts.iter().map(|part| part.as_deref().unwrap_or("TOPIC")).collect();
        let said = match written(stack, join_list("", values)) {
            Value::Object(object) => match (object.get("Fn::Sub"), object.get("Fn::Join")) {
                (Some(text), _) => substituted(text.as_str().unwrap(), "TOPIC"),
                (_, Some(join)) => join[1].as_array().unwrap().iter().map(|part| part.as_str().unwrap_or("TOPIC")).collect(),
                _ if object["Ref"] == "Alerts" => "TOPIC".to_owned(),
                _ => panic!("neither"),
            },
            text => text.as_str().unwrap().to_owned(),
        };
        prop_assert_eq!(said, expected);
    }
}
