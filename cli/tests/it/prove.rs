//! `check` and `explain`, with one rule of the test's own.

use crate::support::{BROKEN, Folder, TABLE, environment};
use cli::{Exit, Io, run_with};
use iac_core::check::{Findings, Rule, World};
use iac_core::{Environment, Platform};
use serde_json::{Value, json};

iac_core::rule! {
    /// A topic is called shop.
    ///
    /// There is another shop.
    SHOP: "shop", Error, shop
}

fn shop<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for topic in world.all("AWS::SNS::Topic") {
        if topic.get("TopicName").text().as_deref() == Some("shop") {
            findings.at(topic, "TopicName", "the topic is called shop", "call it something else");
        }
        findings.assume(topic, "somebody listens");
        findings.flow("the internet", topic.path(), "tcp 443", false);
    }
}

const RULES: &[Rule] = &[SHOP];

fn run(folder: &Folder, environments: &[Environment], args: &[&str]) -> (Exit, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io { out: &mut out, err: &mut err, terminal: false, colour: false, folder: folder.path().to_owned() };
    let platform = Platform { rules: RULES, ..Platform::NONE };
    let exit = run_with(&platform, environments, ["stacks"].iter().chain(args).map(Into::into), &mut io);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

const TEMPLATE: &str = "\
Parameters:
  Name: {Type: String, AllowedValues: [market, shop], Default: market}
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !Ref Name
";

#[test]
fn a_template_is_proven_for_every_choice() {
    let folder = Folder::new();
    folder.write("topic.yaml", TEMPLATE);
    let (exit, out, err) = run(&folder, &[], &["check", "topic.yaml", "--flows"]);
    assert_eq!(exit, Exit::Findings);
    assert_eq!(
        err,
        "\
error[shop]: the topic is called shop, with Name = shop
  --> topic.yaml:7:7
  |
7 |       TopicName: !Ref Name
  |       ^
  = in: topic/Topic of topic.yaml
  = help: call it something else

"
    );
    assert_eq!(
        out,
        "\
topic.yaml: 1 error, 1 resource in 2 choices; 0 flows proven, 1 open without need, 1 assumed
  open: the internet -> topic/Topic: tcp 443
  assumed: topic/Topic: somebody listens
"
    );
}

#[test]
fn findings_for_programs() {
    let folder = Folder::new();
    folder.write("topic.yaml", TEMPLATE);
    let of = |format| run(&folder, &[], &["check", "topic.yaml", "--format", format]).1;
    let report: Value = serde_json::from_str(&of("json")).unwrap();
    assert_eq!(
        report,
        json!({
            "findings": [{
                "code": "shop", "severity": "error", "resource": "Topic", "path": "topic/Topic",
                "file": "topic.yaml", "line": 7, "message": "the topic is called shop, with Name = shop",
                "help": "call it something else",
            }],
            "assumed": [{"code": "shop", "resource": "Topic", "path": "topic/Topic", "message": "somebody listens"}],
            "suppressed": [],
        })
    );
    let sarif: Value = serde_json::from_str(&of("sarif")).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&json!("shop"), &json!("error")));
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 7);
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][0]["id"], "shop");
    assert_eq!(
        of("github"),
        "::error file=topic.yaml,line=7,col=7,title=shop::topic/Topic: the topic is called shop, with Name = shop%0A\
         call it something else\n"
    );
}

#[test]
fn a_suppression_is_told_with_its_reason() {
    let folder = Folder::new();
    let metadata = "    Metadata: {iac: {suppress: [{code: shop, reason: it is the shop}]}}\n";
    folder.write("topic.yaml", &(TEMPLATE.to_owned() + metadata));
    let (exit, out, err) = run(&folder, &[], &["check", "topic.yaml"]);
    assert_eq!((exit, &*err), (Exit::Success, ""));
    assert!(out.contains("  suppressed shop at topic/Topic: it is the shop\n"), "{out}");
}

#[test]
fn what_cannot_be_read_is_a_failure() {
    let folder = Folder::new();
    folder.write("list.yaml", "- 1\n");
    for (target, told) in [("missing.yaml", "cannot read `missing.yaml`"), ("list.yaml", "`list.yaml` is no template")]
    {
        let (exit, out, err) = run(&folder, &[], &["check", target]);
        assert_eq!((exit, &*out), (Exit::Failure, ""), "{target}");
        assert!(err.contains(told), "{err}");
    }
    assert_eq!(run(&folder, TABLE, &["check", "nowhere"]).0, Exit::Failure);
}

#[test]
fn environments_are_proven_too_and_nothing_wrong_is_written() {
    let folder = Folder::new();
    assert_eq!(run(&folder, TABLE, &["check", "--all"]).0, Exit::Success);
    assert_eq!(run(&folder, &[BROKEN], &["check", "broken"]).0, Exit::Findings);
    let (exit, out, _) = run(&folder, &[environment("shop", "prod", iac_core::prelude::App::new)], &["check", "prod"]);
    assert_eq!(exit, Exit::Findings, "{out}");
}

#[test]
fn explain_prints_what_a_rule_is_for() {
    let folder = Folder::new();
    let (exit, out, _) = run(&folder, &[], &["explain", "shop"]);
    assert_eq!((exit, &*out), (Exit::Success, "error[shop]\n\nA topic is called shop.\n\nThere is another shop.\n"));
    assert_eq!(run(&folder, &[], &["explain"]).1, "shop  error  A topic is called shop.\n");
    let (exit, _, err) = run(&folder, &[], &["explain", "shopp"]);
    assert_eq!(exit, Exit::Failure);
    assert!(err.contains("the most like it is `shop`"), "{err}");
}
