//! Texts, before they are templates: what is read of them, and that nothing makes the reader stop without a word.

use crate::reading::{read, report, stack, value};
use iac_core::{Severity, Value};

/// The findings of a text: severity, code and place.
fn findings(text: impl AsRef<[u8]>) -> Vec<String> {
    let place = |finding: &iac_core::Diagnostic| {
        let place = finding.place.unwrap();
        format!("{} {} {}:{}", finding.severity, finding.code, place.line(), place.column())
    };
    read(text).1.iter().map(place).collect()
}

fn is_nothing(text: impl AsRef<[u8]>, expected: &str) {
    let (graph, found) = read(&text);
    assert!(graph.is_none() && found.len() == 1, "{}", report(&found));
    assert_eq!(findings(text), [expected]);
}

const TOPIC: &str = "{\"Resources\": {\"Topic\": {\"Type\": \"AWS::SNS::Topic\"}}}";

#[test]
fn what_is_no_object_is_no_template() {
    for text in ["", "\u{feff}", "# only a comment\n", "text", "[1, 2]", "12", "null", "\"text\""] {
        is_nothing(text, "error not-a-template 1:1");
    }
    is_nothing("---\n", "error not-a-template 1:4");
    is_nothing("---\n- a\n", "error not-a-template 2:1");
    is_nothing("{\"a\": ", "error syntax 1:7");
    is_nothing("{\"a\": [1, 2}", "error syntax 1:12");
    is_nothing("{\"a\": \"b", "error syntax 1:7");
    is_nothing("a: b\n c: d\n", "error syntax 2:3");
    is_nothing("a: !Base64 !Sub b\n", "error syntax 1:12");
    is_nothing("a:\n\t- b\n", "error syntax 2:2");
}

#[test]
fn marks_line_ends_and_encodings() {
    for text in [format!("\u{feff}{TOPIC}"), format!("\r\n\t {TOPIC}\r\n"), TOPIC.replace(' ', "\n\t")] {
        assert_eq!(stack(text).resources.len(), 1);
    }
    let yaml = "\u{feff}Resources:\r\n  Topic:\r\n    Type: AWS::SNS::Topic\r\n    Properties:\r\n      TopicName: |\r\n        a\r\n        b\r\n";
    assert_eq!(stack(yaml).resources["Topic"].property("TopicName").unwrap().as_str(), Some("a\nb\n"));
    let latin = b"Resources:\n  Topic:\n    Type: AWS::SNS::Topic # f\xfcr\n";
    assert_eq!(findings(latin), ["error not-utf8 3:30"]);
    assert_eq!(read(latin).0.unwrap().stacks[0].resources.len(), 1);
    let utf_16: Vec<u8> = TOPIC.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(read(&utf_16).1.len() < 3);
}

#[test]
fn escapes_of_json() {
    let text = |json: &str| {
        let template = format!("{{\"Resources\": {{\"T\": {{\"Type\": \"x\", \"Properties\": {{\"P\": {json}}}}}}}}}");
        let (graph, found) = read(&template);
        let value = graph.map(|graph| graph.stacks[0].resources["T"].properties[0].value.clone());
        (value.and_then(|value| value.as_str().map(str::to_owned)), found.len())
    };
    let fine = |text: &str| (Some(text.to_owned()), 0);
    assert_eq!(text(r#""\"\\\/\b\f\n\r\t""#), fine("\"\\/\u{8}\u{c}\n\r\t"));
    assert_eq!(text(r#""\u00e4\u20AC\ud83d\ude00!""#), fine("ä€😀!"));
    assert_eq!(text("\"ä\u{2028}😀\""), fine("ä\u{2028}😀"));
    assert_eq!(text(r#""\ud83d-\ude00""#), (Some("\u{fffd}-\u{fffd}".into()), 2));
    assert_eq!(text(r#""\ud83d\u0041""#), (Some("\u{fffd}A".into()), 1));
    assert_eq!(text("\"a\tb\""), (Some("a\tb".into()), 1));
    for wrong in [r#""\x""#, r#""\u12""#, r#""\u12g4""#, "tru", "01", "1.", "-", "+1", ".5", "1e", "'a'", "{a: 1}x"] {
        assert!(text(wrong).1 > 0, "{wrong}");
    }
}

#[test]
fn a_brace_begins_json() {
    let (graph, found) = read("{Resources: {Topic: {Type: AWS::SNS::Topic}}}");
    assert_eq!(graph.unwrap().stacks[0].resources.len(), 1);
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["syntax"]);
    let trailing_comma = TOPIC.replace("\"}}}", "\"},}}");
    assert_eq!(findings(&trailing_comma), ["error syntax 1:53"]);
    assert!(read(&trailing_comma).0.is_some());
}

#[test]
fn scalars_are_those_of_yaml_1_1() {
    for yes in ["yes", "True", "ON", "true", "!!bool yes"] {
        assert_eq!(value(yes), Value::Bool(true), "{yes}");
    }
    for no in ["no", "False", "off", "FALSE"] {
        assert_eq!(value(no), Value::Bool(false), "{no}");
    }
    for (text, number) in [("12", 12), ("-3", -3), ("+4", 4), ("0", 0), ("0x1F", 31), ("0b101", 5), ("1_000", 1000)] {
        assert_eq!(value(text), Value::Int(number), "{text}");
    }
    assert_eq!(value("1.5"), Value::Num(1.5));
    assert_eq!(value("-.25"), Value::Num(-0.25));
    assert_eq!(value("1.5e-3"), Value::Num(0.0015));
    for text in [
        "y",
        "n",
        "2010-09-09",
        "2012-10-17",
        "08",
        "012345678901",
        "1.2.3",
        "10.0.0.0/16",
        "03:00-04:00",
        "1e400",
        "18446744073709551616",
        "8.0",
        "1e3",
        "'yes'",
        "\"12\"",
        "!!str 12",
        "00:30:00",
        ".",
        "0x",
        "1:60",
    ] {
        let bare = text.trim_start_matches("!!str ").trim_matches(['\'', '"']);
        assert_eq!(value(text).as_str(), Some(bare), "{text}");
    }
}

#[test]
fn numbers_that_are_not_what_they_look_like_are_told() {
    let of = |text: &str| {
        let (graph, found) = read(crate::reading::around(text));
        let value = graph.unwrap().stacks[0].resources["Probe"].property("Value").unwrap().clone();
        (value, found.iter().map(|found| (found.severity, found.message.clone())).collect::<Vec<_>>())
    };
    let told = |message: &str| vec![(Severity::Warning, message.to_owned())];
    let octal = told("`0755` is the number 493 in YAML 1.1, which CloudFormation reads");
    assert_eq!(of("0755"), (Value::Int(493), octal));
    let time = told("`22:30` is the number 1350 in YAML 1.1, which CloudFormation reads");
    assert_eq!(of("22:30"), (Value::Int(1350), time));
}

#[test]
fn numbers_of_json_keep_what_they_say() {
    let of = |number: &str| {
        let text = format!("{{\"Resources\": {{\"T\": {{\"Type\": \"x\", \"Properties\": {{\"P\": {number}}}}}}}}}");
        stack(text).resources["T"].properties[0].value.clone()
    };
    assert_eq!(of("-0"), Value::Int(0));
    assert_eq!(of("9223372036854775807"), Value::Int(i64::MAX));
    assert_eq!(of("0.1"), Value::Num(0.1));
    assert_eq!(of("1e300"), Value::Num(1e300));
    for text in ["9223372036854775808", "8.0", "1e400", "1E2", "1e-400"] {
        assert_eq!(of(text).as_str(), Some(text));
    }
}

#[test]
fn aliases_and_merges_are_followed_and_told() {
    let text = "
Resources:
  A: &a
    Type: AWS::SNS::Topic
    Properties: &p {TopicName: a, DisplayName: d}
  B:
    <<: *a
    Properties: {<<: *p, TopicName: b}
  C: *a
";
    let (graph, found) = read(text);
    let codes: Vec<_> = found.iter().map(|found| (found.code, found.severity, found.place.unwrap().line())).collect();
    let warning = |line| ("yaml-alias", Severity::Warning, line);
    assert_eq!(codes, [warning(7), warning(8), warning(7)]);
    let stack = &graph.unwrap().stacks[0];
    let of = |id: &str, name: &str| stack.resources[id].property(name).unwrap().as_str().unwrap().to_owned();
    assert_eq!(
        (of("B", "TopicName"), of("B", "DisplayName"), of("C", "TopicName")),
        ("b".into(), "d".into(), "a".into())
    );
    assert_eq!(
        findings("Resources: {A: {Type: &x [*x]}, B: {Type: *y}}").len(),
        4,
        "what contains itself, what is not there"
    );
}

#[test]
fn the_first_of_several_documents_is_read() {
    let text = "Resources: {A: {Type: x}}\n---\nResources: {B: {Type: x}}\n";
    assert_eq!(findings(text), ["error several-documents 2:1"]);
    assert_eq!(read(text).0.unwrap().stacks[0].resources.keys().collect::<Vec<_>>(), ["A"]);
    assert_eq!(stack("---\nResources: {A: {Type: x}}\n...\n").resources.len(), 1);
}

#[test]
fn keys_that_stand_twice_hold_the_last_value() {
    for (text, expected) in [
        ("Resources:\n  A: {Type: x, Properties: {P: 1, Q: 2, P: 3}}\n", "error duplicate-key 2:41"),
        // Nothing is lost of these.
        ("Resources:\n  A: {Type: x, Properties: {P: 3, Q: 2, P: 3}}\n", "warning duplicate-key 2:41"),
        ("Resources:\n  A: {Type: x, Properties: {P: null, Q: 2, P: 3}}\n", "warning duplicate-key 2:44"),
        (
            "{\"Resources\": {\"A\": {\"Type\": \"x\", \"Properties\": {\"P\": 1, \"Q\": 2, \"P\": 3}}}}",
            "error duplicate-key 1:66",
        ),
    ] {
        let (graph, found) = read(text);
        let value = graph.unwrap().stacks[0].resources["A"].property("P").unwrap().clone();
        assert_eq!((value, findings(text)), (Value::Int(3), vec![expected.to_owned()]));
        assert_eq!(found[0].related.len(), 1);
    }
    let many: String = (0..40).map(|index| format!("K{}: {index}, ", index % 20)).collect();
    assert_eq!(findings(format!("Resources: {{A: {{Type: x, Properties: {{{many}}}}}}}")).len(), 20);
}

#[test]
fn keys_are_text() {
    let read = stack("Resources: {A: {Type: x, Properties: {yes: 1, 012: 2, ~: 3, 'a b': 4}}}");
    let names: Vec<_> = read.resources["A"].properties.iter().map(|field| field.name.to_string()).collect();
    assert_eq!(names, ["yes", "012", "~", "a b"]);
    assert_eq!(findings("Resources: {A: {Type: x, ? [a]: b}}"), ["error bad-key 1:28"]);
}
