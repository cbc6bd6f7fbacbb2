//! What is written and read, against serde_json.

use super::parse::parse;
use super::quote::float;
use super::tree::{At, Data, Flaws};
use super::{Layout, ToJson, Writer, measured, read, to_text};
use crate::value::{Expr, Pseudo, Value};
use proptest::prelude::*;
use serde_json::{Value as J, json};

fn text(document: &J, layout: Layout) -> String {
    to_text(document, layout)
}

#[test]
fn layouts() {
    let document = json!({"Resources": {"A": {"Type": "T", "Properties": {"L": [1, 2]}}, "B": {}}, "C": []});
    let compact = r#"{"C":[],"Resources":{"A":{"Properties":{"L":[1,2]},"Type":"T"},"B":{}}}"#;
    assert_eq!(text(&document, Layout::Compact), format!("{compact}\n"));
    assert_eq!(
        text(&document, Layout::Lines),
        "{\n \"C\": [],\n \"Resources\": {\n  \"A\": {\"Properties\":{\"L\":[1,2]},\"Type\":\"T\"},\n  \"B\": {}\n }\n}\n"
    );
}

#[test]
fn numbers() {
    for (number, written) in [
        (1.0, "1.0"),
        (-0.0, "-0.0"),
        (1e15, "1000000000000000.0"),
        (1e16, "1e+16"),
        (-1.5e300, "-1.5e+300"),
        (1e-5, "0.00001"),
        (1.25e-5, "0.0000125"),
        (1e-7, "1e-7"),
        (f64::NAN, "null"),
        (f64::NEG_INFINITY, "null"),
    ] {
        assert_eq!(float(number), written);
        assert_eq!(float(number), J::from(number).to_string());
    }
    let number = |number| to_text(&Number(number), Layout::Compact);
    assert_eq!(number(300.0), "300\n");
    assert_eq!(number(-0.5), "-0.5\n");
    assert_eq!(number(1e15), "1000000000000000.0\n");
}

struct Number(f64);

impl ToJson for Number {
    fn write(&self, to: &mut Writer) {
        to.number(self.0);
    }
}

#[test]
fn what_is_no_document() {
    for (text, fault) in [
        ("", "the document ends before its last bracket (line 1, column 1)"),
        ("{\n  \"a\": 1,\n}", "a key in quotation marks is expected here (line 3, column 1)"),
        ("[01]", "`01` is no number of JSON (line 1, column 2)"),
        ("[\"ä\", 1e999]", "this number is too large (line 1, column 7)"),
        ("\"a\tb\"", "a control character stands in a text: JSON takes them as escapes only (line 1, column 3)"),
        ("\"\\ud800\"", "this escape is half of a character (line 1, column 2)"),
        ("{} x", "text after the end of the document (line 1, column 4)"),
    ] {
        assert_eq!(read(text).unwrap_err().to_string(), fault);
        assert!(serde_json::from_str::<J>(text).is_err());
    }
}

#[test]
fn depth_is_limited() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(read(&nested(100)).is_ok());
    assert_eq!(
        read(&nested(101)).unwrap_err().to_string(),
        "this is nested deeper than 100 levels (line 1, column 101)"
    );
    assert!(read(&nested(1_000_000)).is_err());
    assert!(read(&"[".repeat(1_000_000)).is_err());
}

#[test]
fn the_last_of_two_keys_counts() {
    let document = read(r#"{"a": 1, "b": 2, "a": 3}"#).unwrap();
    assert_eq!(document.get("a").and_then(Value::as_int), Some(3));
    assert_eq!(document.as_map().map(<[_]>::len), Some(2));
}

fn same(value: &Value, json: &J) -> bool {
    match (value, json) {
        (Value::Bool(flag), J::Bool(other)) => flag == other,
        // `-0`, which is a whole number to us.
        (Value::Int(0), J::Number(other)) => other.as_f64() == Some(0.0),
        (Value::Int(number), J::Number(other)) => Some(*number) == other.as_i64(),
        (Value::Num(number), J::Number(other)) => {
            other.as_i64().is_none() && (number - other.as_f64().unwrap()).abs() <= number.abs() * 1e-15
        }
        (Value::Str(text), J::String(other)) => text == other,
        (Value::List(items), J::Array(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(one, other)| same(one, other))
        }
        (Value::Map(fields), J::Object(others)) => {
            fields.len() == others.len()
                && fields.iter().all(|field| others.get(&*field.name).is_some_and(|other| same(&field.value, other)))
        }
        (Value::Expr(expr), J::Null) => **expr == Expr::Pseudo(Pseudo::NoValue),
        _ => false,
    }
}

/// Nothing is wrong.
struct Sound;

impl Flaws for Sound {
    fn wrong(&mut self, _: &'static str, _: At, message: &str, _: &str) {
        panic!("{message}");
    }

    fn repeated(&mut self, _: &str, _: At, _: At, _: bool) {}
}

/// Control characters, quotation marks and what lies beyond ASCII, more often than by chance.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::collection::vec(prop_oneof!["[\u{0}-\u{7f}]", "[\"\\\\/\u{80}\u{2028}€😀]"], 0..40)
            .prop_map(|parts| parts.concat())
    ]
}

/// What documents are made of: often one, often nearly one.
fn parts() -> impl Strategy<Value = String> {
    let texts = prop_oneof!["\"[a-c]{0,2}\"", "\"\\\\[\"\\\\/bfnrtux]\"", "\"\\\\u[0-9a-dA-D]{4}\""];
    let values = prop_oneof![texts.clone(), "-?[0-9]{1,2}(\\.5)?(e-?1)?", "true|false|null|nul"].boxed();
    let entry = (texts, values.clone()).prop_map(|(name, value)| format!("{name}: {value}"));
    prop_oneof![
        values.clone(),
        prop::collection::vec(values, 0..3).prop_map(|items| format!("[{}]", items.join(", "))),
        prop::collection::vec(entry, 0..3).prop_map(|entries| format!("{{{}}}", entries.join(","))),
        "[\\[\\]{}:, \n]",
    ]
}

fn numbers_of_any_size() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<u64>().prop_map(f64::from_bits),
        any::<f64>(),
        (any::<i32>(), -24..24).prop_map(|(digits, exponent)| f64::from(digits) * 10_f64.powi(exponent)),
    ]
}

fn documents() -> impl Strategy<Value = J> {
    let leaf = prop_oneof![
        Just(J::Null),
        any::<bool>().prop_map(J::from),
        any::<i64>().prop_map(J::from),
        any::<u64>().prop_map(J::from),
        // Quarters: other numbers have a test of their own.
        any::<i32>().prop_map(|quarters| J::from(f64::from(quarters) / 4.0)),
        texts().prop_map(J::from),
    ];
    leaf.prop_recursive(5, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(J::from),
            prop::collection::btree_map(texts(), inner, 0..5).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn written_as_serde_json_does(document in documents()) {
        prop_assert_eq!(text(&document, Layout::Compact), format!("{document}\n"));
        let mut indented = Vec::new();
        let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
        serde::Serialize::serialize(&document, &mut serde_json::Serializer::with_formatter(&mut indented, formatter)).unwrap();
        prop_assert_eq!(text(&document, Layout::Indented), String::from_utf8(indented).unwrap() + "\n");
    }

    #[test]
    fn texts_are_quoted_as_serde_json_does(text in texts()) {
        prop_assert_eq!(to_text(&text, Layout::Compact), J::from(text).to_string() + "\n");
    }

    #[test]
    fn numbers_are_written_as_serde_json_does(number in numbers_of_any_size()) {
        let (ours, theirs) = (float(number), J::from(number).to_string());
        // Halfway between two numbers of as many digits, either is right.
        let is_half_way = ours.len() == theirs.len() && ours.parse() == Ok(number) && theirs.parse() == Ok(number);
        prop_assert!(ours == theirs || is_half_way, "{} {}", ours, theirs);
    }

    #[test]
    fn every_layout_says_the_same(document in documents()) {
        let compact = text(&document, Layout::Compact);
        for layout in [Layout::Indented, Layout::Lines, Layout::Compact] {
            let (bytes, least) = measured(&document, layout);
            prop_assert_eq!(least, compact.len());
            prop_assert!(same(&read(&String::from_utf8(bytes).unwrap()).unwrap(), &document));
        }
    }

    #[test]
    fn what_is_a_number_is_one_for_serde_json(text in "-?[0-9eE.+-]{0,6}") {
        let is_number = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
        let read = parse(&text, &mut Sound, |_| Data::Null);
        prop_assert_eq!(read.is_ok(), is_number, "{}", text);
    }

    #[test]
    fn what_is_read_is_a_document_for_serde_json(parts in prop::collection::vec(parts(), 1..4)) {
        let text = parts.concat();
        match (read(&text), serde_json::from_str::<J>(&text)) {
            (Ok(value), Ok(json)) => prop_assert!(same(&value, &json), "{} {:?}", text, value),
            (Err(_), Err(_)) => {}
            (ours, theirs) => prop_assert!(false, "{} {:?} {:?}", text, ours, theirs),
        }
    }
}
