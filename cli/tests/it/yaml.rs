//! `synth --yaml`: CloudFormation reads YAML 1.1, where much that looks like text is not.

use crate::support::{Folder, environment};
use iac_core::prelude::*;

/// Text that a reader of YAML 1.1 would take for something else if it were not quoted.
/// Source: <https://yaml.org/type/>
#[rustfmt::skip]
const NOT_PLAIN: &[&str] = &[
    "yes", "No", "on", "OFF", "y", "N", "true", "False", "null", "Null", "~", "", "012", "0o17", "0x1F", "0b101", "1e3",
    "1_000", "190:20:30", "12:30", ".5", "5.", "+1", "-0", ".inf", "-.INF", ".nan", "2010-09-09", "2001-12-14 21:59:43",
    "=", "<<", "- a", "? b", "a: b", "a #b", "#c", "&d", "*e", "!f", "!Ref x", "|", ">", "@g", "`h", "%i", "\"j", "'k",
    "{l", "[m", "]", "}", ",", ":", "-", "---", "...", " n", "o ", "\t", "p\t", "123456789012", "a:",
];

/// Text with line breaks and long text, as in user data and policies.
const LONG: &[&str] = &[
    "one\ntwo",
    "one\n",
    "\none",
    "  one\ntwo",
    "one\n\n",
    "\n",
    "one\r\ntwo",
    "tab\tin\nit",
    "ends with space \nx",
    "a long line of more than eighty characters that a writer might be tempted to fold in two at a space in it, or not",
    "é ü 漢字 \u{1F600} \u{85} \u{2028} \u{feff} \u{7f} \u{1}",
];

fn document() -> App {
    let mut stack = Stack::new("main");
    for (index, text) in NOT_PLAIN.iter().chain(LONG).enumerate() {
        stack.output(format!("Text{index}"), *text);
    }
    for name in ["Yes", "No", "On", "Off", "Y", "N", "True", "Null", "1e3"] {
        stack.output(name, "a key");
    }
    stack.into()
}

#[test]
fn says_the_same_as_the_json() {
    let table = [environment("shop", "prod", document)];
    let folder = Folder::new();
    let yaml = folder.ok(&table, &["synth", "shop", "--stdout", "--yaml"]);
    let json = folder.ok(&table, &["synth", "shop", "--stdout"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let read: serde_json::Value = serde_norway::from_str(&yaml).unwrap();
    assert_eq!(read, json);
}

#[test]
fn text_that_is_something_else_in_yaml_1_1_is_quoted() {
    let folder = Folder::new();
    let yaml = folder.ok(&[environment("shop", "prod", document)], &["synth", "shop", "--stdout", "--yaml"]);
    for (index, text) in NOT_PLAIN.iter().enumerate() {
        let (_, rest) = yaml.split_once(&format!("  Text{index}:\n    Value: ")).unwrap();
        assert!(rest.starts_with(['"', '\'']), "{text:?} is written as {:?}", rest.lines().next());
    }
    for key in ["Yes", "No", "On", "Off", "Y", "N", "True", "Null", "1e3"] {
        assert!(!yaml.contains(&format!("  {key}:\n")), "{key}");
    }
}

#[test]
fn takes_the_place_of_the_json() {
    let table = [environment("shop", "prod", document)];
    let folder = Folder::new();
    folder.ok(&table, &["synth", "shop"]);
    let out = folder.ok(&table, &["synth", "shop", "--yaml"]);
    assert!(out.contains("removed    out/shop/prod/cloudformation/main.json\n"), "{out}");
    let made = ["out/shop/prod/cloudformation/main.yaml", "out/shop/prod/terraform/main.tf.json"];
    assert_eq!(folder.files(), ["out/manifest.json", made[0], made[1]]);
}

/// What fits as JSON must not need a bucket because it is asked for in YAML, which takes more for deep nesting.
#[test]
fn is_written_like_json_where_only_that_fits() {
    fn app() -> App {
        let texts = ["a \u{7f}", "b: \u{2028}", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
        let row = |mapping: Mapping, index: usize| mapping.row(format!("row{index}"), [("cell", texts)]);
        let mut stack = Stack::new("main");
        stack.add("Mapping", (0..400).fold(Mapping::new(), row));
        stack.into()
    }
    let table = [environment("shop", "prod", app)];
    let folder = Folder::new();
    let as_json = folder.ok(&table, &["synth", "shop", "--stdout"]);
    let out = folder.ok(&table, &["synth", "shop", "--yaml"]);
    let yaml = folder.read("out/shop/prod/cloudformation/main.yaml");
    assert!(yaml.len() <= 51_200, "{}", yaml.len());
    assert!(out.contains("bytes  inline, written like JSON\n"), "{out}");
    assert!(yaml.starts_with("{") && !yaml.contains(['\u{7f}', '\u{2028}']));
    let json: serde_json::Value = serde_json::from_str(&as_json).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&yaml).unwrap(), json);
    assert_eq!(serde_norway::from_str::<serde_json::Value>(&yaml).unwrap(), json);
}
