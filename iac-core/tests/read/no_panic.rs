//! Nothing that a file holds makes the reader panic or lose what it has read.

use crate::reading::{FILE, around, read, report, stack, written, yaml};
use iac_core::json::Layout;
use proptest::prelude::*;

/// Reads a text and holds what must be true of any. The second reading sees what the first one has written.
fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (graph, findings) = read(bytes);
    prop_assert!(graph.is_some() || !findings.is_empty());
    prop_assert_eq!(&read(bytes).1, &findings);
    let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
    for finding in &findings {
        prop_assert!(!finding.message.is_empty() && finding.help.is_some(), "{}", finding);
        prop_assert!(!finding.path.is_empty(), "{}", finding);
        for place in finding.place.iter().chain(finding.related.iter().map(|(place, _)| place)) {
            prop_assert!(
                place.file() == FILE.as_str() && (1..=lines + 1).contains(&(place.line() as usize)),
                "{}",
                finding
            );
        }
    }
    for stack in graph.iter().flat_map(|graph| &graph.stacks) {
        let once = written(stack, Layout::Compact);
        let (again, findings) = read(&once);
        let again = again.map(|graph| written(&graph.stacks[0], Layout::Compact));
        prop_assert_eq!(again, Some(once), "{}\n{}", String::from_utf8_lossy(bytes), report(&findings));
    }
    Ok(())
}

/// What templates are made of, and what is near to it.
const PIECES: &[&str] = &[
    "Resources",
    "Parameters",
    "Conditions",
    "Mappings",
    "Outputs",
    "Rules",
    "Transform",
    "Metadata",
    "Hooks",
    "Description",
    "Type",
    "Properties",
    "DependsOn",
    "Condition",
    "Value",
    "Export",
    "Name",
    "Default",
    "AllowedValues",
    "String",
    "Assertions",
    "Assert",
    "AWS::SNS::Topic",
    "AWS::LanguageExtensions",
    "AWS::Serverless-2016-10-31",
    "A",
    "B",
    "${A}",
    "Fn::Sub",
    "Fn::Join",
    "Fn::If",
    "Fn::GetAtt",
    "Fn::ForEach::X",
    "Fn::Transform",
    "Fn::Foo",
    "Ref",
    "Fn::Equals",
    "Fn::And",
    "Fn::Not",
    "Fn::FindInMap",
    "Fn::Select",
    "Fn::Cidr",
    "!Ref",
    "!Sub",
    "!GetAtt",
    "!If",
    "!Condition",
    "!Equals",
    "!Join",
    "!Foo",
    "!!str",
    "{{resolve:ssm:a}}",
    "{{resolve:secretsmanager:a:b}}",
    "A.B",
    "AWS::Region",
    "AWS::NoValue",
    "iac",
    "suppress",
    "checkov",
    "cfn-lint",
    "AWS::CloudFormation::Interface",
    "ParameterLabels",
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    ",",
    "\n",
    "\n  ",
    "\n    ",
    "- ",
    "? ",
    "\"",
    "'",
    "&a ",
    "*a",
    "<<: ",
    "|\n",
    ">-\n",
    "#",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "\t",
    "\r\n",
    "\\u00",
    "\\ud83d",
    "\u{feff}",
    "\u{0}",
    "é",
    "😀",
    "0755",
    "1e400",
    "-0",
    "8.0",
    "null",
    "~",
    "yes",
    "2010-09-09",
    "=",
    "true",
    "1:30",
    ".inf",
    "@",
    "`",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

/// Templates that say something of everything, in both notations.
fn templates() -> Vec<String> {
    let rich = around("!Sub ['${Size}-${x}', {x: !If [IsLarge, !GetAtt Topic.TopicName, '{{resolve:ssm:a}}']}]")
        .replace("  Topic: {Type: AWS::SNS::Topic}", "  Topic:\n    Type: AWS::SNS::Topic\n    DependsOn: [Other]\n    DeletionPolicy: Retain\n    Metadata: {iac: {suppress: [{code: a, reason: b}]}}\n  Other: {Type: 'x', Condition: IsLarge}\n  Fn::ForEach::L: [N, [A, B], {'T${N}': {Type: x, Properties: {P: !Ref N}}}]")
        + "Rules:\n  R: {RuleCondition: !Equals [!Ref Size, a], Assertions: [{Assert: !Contains [[a], !Ref Size], AssertDescription: d}]}\nMetadata:\n  AWS::CloudFormation::Interface: {ParameterLabels: {Size: {default: s}}}\n";
    let stack = stack(&rich);
    vec![yaml(&stack), written(&stack, Layout::Indented), written(&stack, Layout::Compact), rich]
}

#[derive(Clone, Debug)]
enum Edit {
    Remove(usize, usize),
    Repeat(usize, usize),
    Insert(usize, &'static str),
    Byte(usize, u8),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let at = || any::<prop::sample::Index>().prop_map(|at| at.index(usize::MAX));
    let length = || 1..80_usize;
    let edit = prop_oneof![
        (at(), length()).prop_map(|(at, length)| Edit::Remove(at, length)),
        (at(), length()).prop_map(|(at, length)| Edit::Repeat(at, length)),
        (at(), prop::sample::select(PIECES)).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (at(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte(at, byte)),
    ];
    prop::collection::vec(edit, 1..5)
}

fn edited(text: &str, edits: &[Edit]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for edit in edits {
        let end = bytes.len();
        match edit {
            Edit::Remove(at, length) => drop(bytes.drain(at % (end + 1)..(at % (end + 1) + length).min(end))),
            Edit::Repeat(at, length) => {
                let from = at % (end + 1);
                let part = bytes[from..(from + length).min(end)].to_vec();
                bytes.splice(from..from, part);
            }
            Edit::Insert(at, piece) => drop(bytes.splice(at % (end + 1)..at % (end + 1), piece.bytes())),
            Edit::Byte(at, byte) => {
                if let Some(old) = bytes.get_mut(at % (end + 1)) {
                    *old = *byte;
                }
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4_000, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn on_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&bytes)?;
    }

    #[test]
    fn on_words(text in soup()) {
        check(text.as_bytes())?;
        check(format!("Resources: {text}").as_bytes())?;
        check(format!("Resources:\n  A:\n    Type: x\n    Properties:\n      P: {text}").as_bytes())?;
    }

    #[test]
    fn on_templates_with_mistakes(which in 0..4_usize, edits in edits()) {
        check(&edited(&templates()[which], &edits))?;
    }
}
