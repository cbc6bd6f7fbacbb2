//! Everything that is read knows its line and column.

use crate::reading::{read, stack};
use iac_core::{Field, Place, Value};

fn at(place: Option<Place>) -> String {
    place.unwrap().to_string()
}

/// The places of all fields below a value.
fn fields(fields: &[Field], places: &mut Vec<(String, String)>) {
    for field in fields {
        places.push((field.name.to_string(), at(field.place)));
        values(&field.value, places);
    }
}

fn values(value: &Value, places: &mut Vec<(String, String)>) {
    match value {
        Value::List(items) => items.iter().for_each(|item| values(item, places)),
        Value::Map(inner) => fields(inner, places),
        Value::Expr(expr) => expr.operands().for_each(|operand| values(operand, places)),
        _ => {}
    }
}

const YAML: &str = "\
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Size: {Type: String}
  Ümlaut: {Type: String}
Rules:
  Some:
    Assertions:
    - Assert: !Equals [!Ref Size, a]
Mappings:
  Sizes:
    small: {Cpu: 1}
Conditions:
  Is: !Equals [!Ref Size, a]
Resources:
  Topic:
    Type: AWS::SNS::Topic
    UpdatePolicy:
      Never: true
    Metadata:
      Why: because
    Properties:
      Subscription:
      - Protocol: !If
        - Is
        - {Deep: 1}
        - x
        'Endpoint': a
Outputs:
  Out: {Value: !Ref Topic}
";

#[test]
fn in_yaml() {
    let (graph, findings) = read(YAML);
    assert_eq!(findings.len(), 1, "an id with an umlaut");
    assert_eq!(at(findings[0].place), "stacks/template.yaml:4:3");
    let stack = &graph.unwrap().stacks[0];
    assert_eq!(stack.name, "template");
    assert_eq!(at(stack.parameters["Size"].place), "stacks/template.yaml:3:3");
    assert_eq!(at(stack.rules["Some"].place), "stacks/template.yaml:6:3");
    assert_eq!(at(stack.mappings["Sizes"].place), "stacks/template.yaml:10:3");
    assert_eq!(at(stack.mappings["Sizes"].rows[0].1[0].place), "stacks/template.yaml:11:13");
    assert_eq!(at(stack.conditions["Is"].place), "stacks/template.yaml:13:3");
    assert_eq!(at(stack.outputs["Out"].place), "stacks/template.yaml:29:3");
    let topic = &stack.resources["Topic"];
    assert_eq!(at(stack.place(topic)), "stacks/template.yaml:15:3");
    assert_eq!(stack.path_of(topic), "template/Topic");
    assert_eq!(at(stack.place_of_property(topic, "Subscription")), "stacks/template.yaml:22:7");
    assert_eq!(at(stack.place_of_property(topic, "TopicName")), "stacks/template.yaml:15:3");
    let mut found = Vec::new();
    fields(&topic.attributes, &mut found);
    fields(&topic.metadata, &mut found);
    fields(&topic.properties, &mut found);
    let expected = [
        ("UpdatePolicy", "17:5"),
        ("Never", "18:7"),
        ("Why", "20:7"),
        ("Subscription", "22:7"),
        ("Protocol", "23:9"),
        ("Deep", "25:12"),
        ("Endpoint", "27:9"),
    ];
    assert_eq!(found, expected.map(|(name, place)| (name.into(), format!("stacks/template.yaml:{place}"))));
}

#[test]
fn in_json() {
    let text = "{\r\n\t\"Resources\": {\"Ä\\u00e4\": \"ü\",\r\n\t\t\"B\": {\"Type\": \"é\", \"Properties\": {\"x\": [{\"y\":1}]}}}}";
    let (graph, findings) = read(text);
    let places: Vec<_> = findings.iter().map(|finding| (finding.code, at(finding.place))).collect();
    // The id is no id, the resource is no object.
    assert_eq!(places[0], ("bad-id", "stacks/template.yaml:2:16".into()));
    assert_eq!(places[1], ("wrong-shape", "stacks/template.yaml:2:27".into()));
    let stack = &graph.unwrap().stacks[0];
    let mut found = Vec::new();
    fields(&stack.resources["B"].properties, &mut found);
    let expected = [("x", "3:37"), ("y", "3:44")];
    assert_eq!(found, expected.map(|(name, place)| (name.into(), format!("stacks/template.yaml:{place}"))));
}

#[test]
fn of_what_a_loop_makes_are_in_the_loop() {
    let text = "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Topics:\n  - Name\n  - [A, B]\n  - Topic${Name}:\n      Type: AWS::SNS::Topic\n      Properties: {TopicName: !Ref Name}\n";
    let stack = stack(text);
    for (id, name) in [("TopicA", "A"), ("TopicB", "B")] {
        let topic = &stack.resources[id];
        assert_eq!(at(stack.place(topic)), "stacks/template.yaml:6:5");
        assert_eq!(at(stack.place_of_property(topic, "TopicName")), "stacks/template.yaml:8:20");
        assert_eq!(topic.property("TopicName").unwrap().as_str(), Some(name));
    }
}
