//! Which choices of the parameters are tried, and what a finding says of them.

use iac_core::check::{Findings, Report, Rule, World, check};
use iac_core::{FileName, Severity, read};
use std::fmt::Write as _;

iac_core::rule! {
    /// A task has memory for its processors: from two to eight times as much.
    TASK: "task", Error, tasks
}

fn tasks<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for task in world.all("A::B::Task") {
        let (Some(cpu), Some(memory)) = (task.get("Cpu").int(), task.get("Memory").int()) else { continue };
        if !(2 * cpu..=8 * cpu).contains(&memory) {
            findings.at(task, "Memory", format!("`{memory}` is no memory for {cpu}"), "choose another");
        }
    }
}

iac_core::rule! {
    /// Memory is small.
    SMALL: "small", Error, small
}

fn small<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for task in world.all("A::B::Task").filter(|task| task.get("Memory").int().is_some_and(|memory| memory > 50)) {
        findings.at(task, "Memory", "above the maximum", "choose another");
    }
}

fn report(template: &str) -> Report {
    proven(template, &[TASK])
}

fn proven(template: &str, rules: &[Rule]) -> Report {
    let (graph, findings) = read::template(FileName::of(&"template.yaml"), template.as_bytes());
    assert!(findings.iter().all(|one| one.code == "limit"), "{findings:?}");
    check(&graph.unwrap(), rules)
}

/// The findings with their severities.
fn told(template: &str) -> Vec<String> {
    report(template).findings.iter().map(|one| format!("{}: {}", one.severity, one.message)).collect()
}

const LISTS: &str = "
Parameters:
  Cpu: {Type: String, Default: 1, AllowedValues: [1, 2, 4, 8]}
  Memory: {Type: String, Default: 4, AllowedValues: [2, 4, 8, 16, 32, 64]}
";
const PLAIN: &str = "
Resources:
  Task: {Type: 'A::B::Task', Properties: {Cpu: !Ref Cpu, Memory: !Ref Memory}}
";

#[test]
fn what_only_a_combination_breaks_is_a_warning_that_names_it() {
    // Three of the six memories are fine for each.
    assert_eq!(
        told(&format!("{LISTS}{PLAIN}")),
        ["warning: `16` is no memory for 1, with Cpu = 1 and Memory = 16 (and 11 more choices)"]
    );
}

#[test]
fn what_a_value_always_breaks_is_an_error() {
    let lists = LISTS.replace("4, 8]}\n", "4, 8, 99]}\n");
    let told = told(&format!("{lists}{PLAIN}"));
    assert_eq!(told[0], "error: `4` is no memory for 99, with Cpu = 99");
    assert!(told[1].starts_with("warning: ") && told.len() == 2, "{told:?}");
}

#[test]
fn a_value_that_breaks_beside_the_defaults_alone_is_no_such_value() {
    // `2` is too little for 2, too; `16` and more are not, but too much for the default.
    let lists = LISTS.replace("[1, 2, 4, 8]", "[1, 2, 4]").replace("[2, 4", "[1, 4");
    let told = told(&format!("{lists}{PLAIN}"));
    let errors: Vec<&String> = told.iter().filter(|one| one.starts_with("error: ")).collect();
    assert_eq!(errors, ["error: `1` is no memory for 1, with Memory = 1 (and 1 more choice)"]);
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn the_defaults_are_no_choice() {
    let lists = LISTS.replace("Default: 4", "Default: 64");
    assert_eq!(told(&format!("{lists}{PLAIN}")), ["error: `64` is no memory for 1"]);
}

#[test]
fn without_a_default_nothing_goes_without_saying() {
    let lists = LISTS.replace("Default: 4, AllowedValues: [2", "AllowedValues: [64, 2");
    let told = told(&format!("{lists}{PLAIN}"));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("warning: ") && told[0].contains("Cpu = 1 and Memory = "), "{told:?}");
}

#[test]
fn lists_of_which_one_pair_breaks_are_meant_to_work() {
    let lists = "
Parameters:
  Cpu: {Type: String, Default: 1, AllowedValues: [1, 2]}
  Memory: {Type: String, Default: 4, AllowedValues: [2, 4, 8]}
";
    assert_eq!(told(&format!("{lists}{PLAIN}")), ["error: `2` is no memory for 2, with Cpu = 2 and Memory = 2"]);
}

#[test]
fn rules_exclude_choices() {
    let rules = "
Rules:
  Small: {RuleCondition: !Equals [!Ref Cpu, 1], Assertions: [{Assert: !Contains [[2, 4, 8], !Ref Memory]}]}
  Two: {RuleCondition: !Equals [!Ref Cpu, 2], Assertions: [{Assert: !Contains [[4, 8, 16], !Ref Memory]}]}
  Four: {RuleCondition: !Equals [!Ref Cpu, 4], Assertions: [{Assert: !Contains [[8, 16, 32], !Ref Memory]}]}
  Eight: {RuleCondition: !Equals [!Ref Cpu, 8], Assertions: [{Assert: !Contains [[16, 32, 64], !Ref Memory]}]}
";
    assert_eq!(told(&format!("{LISTS}{rules}{PLAIN}")), [""; 0]);
    // Who excludes what breaks forgot this one.
    let hole = rules.replace("[16, 32, 64]", "[2, 16, 32, 64]");
    let told = told(&format!("{LISTS}{hole}{PLAIN}"));
    assert_eq!(told, ["error: `2` is no memory for 8, with Cpu = 8 and Memory = 2"]);
}

#[test]
fn what_a_condition_names_is_an_error() {
    let template = "
Parameters:
  Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
  Large: {Type: String, Default: 'no', AllowedValues: ['yes', 'no']}
Conditions: {Both: !And [!Equals [!Ref Stage, prod], !Equals [!Ref Large, 'yes']]}
Resources:
  Task: {Type: 'A::B::Task', Properties: {Cpu: 1, Memory: !If [Both, 99, 4]}}
";
    assert_eq!(told(template), ["error: `99` is no memory for 1, with Stage = prod and Large = yes"]);
}

#[test]
fn what_is_not_made_is_not_mended() {
    let template = "
Parameters:
  Make: {Type: String, Default: 'no', AllowedValues: ['yes', 'no']}
  Memory: {Type: String, Default: 4, AllowedValues: [4, 99]}
Conditions: {Made: !Equals [!Ref Make, 'yes']}
Resources:
  Topic: {Type: 'AWS::SNS::Topic'}
  Task: {Type: 'A::B::Task', Condition: Made, Properties: {Cpu: 1, Memory: !Ref Memory}}
";
    assert_eq!(told(template), ["error: `99` is no memory for 1, with Make = yes and Memory = 99"]);
}

#[test]
fn switches_that_need_each_other_are_a_warning() {
    let template = "
Parameters:
  Token: {Type: String, Default: '', NoEcho: true}
  Large: {Type: String, Default: 'false', AllowedValues: ['true', 'false']}
Conditions: {HasToken: !Not [!Equals [!Ref Token, '']], IsLarge: !Equals [!Ref Large, 'true']}
Resources:
  Task: {Type: 'A::B::Task', Properties: {Cpu: !If [HasToken, 8, 2], Memory: !If [IsLarge, 16, 8]}}
";
    let told = told(template);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("warning: ") && told[0].contains("Token is not empty and Large = false"), "{told:?}");
}

/// A template with this many pairs of lists.
fn pairs(count: usize) -> String {
    let (mut parameters, mut resources) = ("Parameters:\n".to_owned(), "Resources:\n".to_owned());
    for number in 0..count {
        let _ = writeln!(parameters, "  Cpu{number}: {{Type: String, Default: 1, AllowedValues: [1, 2, 4, 8]}}");
        let _ = writeln!(parameters, "  Memory{number}: {{Type: String, Default: 4, AllowedValues: [2, 4, 8, 16]}}");
        let _ = writeln!(
            resources,
            "  Task{number}: {{Type: 'A::B::Task', Properties: {{Cpu: !Ref Cpu{number}, Memory: !Ref Memory{number}}}}}"
        );
    }
    format!("{parameters}{resources}")
}

#[test]
fn what_a_rule_does_not_read_multiplies_nothing() {
    let more: String = (0..40)
        .map(|number| format!("  P{number}: {{Type: String, Default: a, AllowedValues: [a, b, c, d, e, f, g, h]}}\n"))
        .collect();
    let read: Vec<String> = (0..40).map(|number| format!("!Ref P{number}")).collect();
    let other = format!("  Other: {{Type: 'A::B::C', Properties: {{Tags: [{}]}}}}\n", read.join(", "));
    let with = format!("{}{other}", pairs(1).replace("Resources:\n", &format!("{more}Resources:\n")));
    let report = report(&with);
    assert_eq!((report.choices, report.bounded), (16, false));
}

#[test]
fn the_bound_is_told_and_pairs_that_stand_together_are_tried() {
    let report = report(&pairs(12));
    assert!(report.bounded);
    for number in 0..12 {
        let found =
            report.findings.iter().filter(|one| one.path.ends_with(&format!("/Task{number}"))).collect::<Vec<_>>();
        assert!(found.iter().any(|one| one.message.contains(&format!("with Cpu{number} = "))), "{number}: {found:?}");
        assert!(found.iter().all(|one| one.severity == Severity::Warning), "{found:?}");
    }
}

#[test]
#[expect(clippy::disallowed_types, reason = "a proof without an end must not hang the tests")]
fn hostile_templates_end() {
    let start = std::time::Instant::now();
    report(&pairs(2_000));
    // Conditions that ask for each other, and choices inside of choices.
    let mut template =
        "Parameters: {P: {Type: String, Default: a}}\nConditions:\n  C0: !Equals [!Ref P, a]\n".to_owned();
    for number in 1..3_000 {
        let _ = writeln!(template, "  C{number}: !And [!Condition C{0}, !Equals [!Ref P, x{number}]]", number - 1);
    }
    let _ = writeln!(template, "  Region: !Equals [!Ref 'AWS::Region', x]");
    let mut value = "1".to_owned();
    for _ in 0..40 {
        value = format!("!If [Region, {value}, 2]");
    }
    let _ = writeln!(template, "Resources:\n  Task: {{Type: 'A::B::Task', Properties: {{Cpu: 1, Memory: {value}}}}}");
    report(&template);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn what_nobody_can_know_is_listed() {
    let template = "
Parameters:
  Vpc: {Type: 'AWS::EC2::VPC::Id'}
  Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /a}
  Gap: {Type: String, Default: ''}
  Size: {Type: String, Default: small, AllowedValues: [small, large]}
  Known: {Type: String, Default: x}
  Password: {Type: String, NoEcho: true}
  Unread: {Type: String}
Resources:
  It:
    Type: 'A::B::C'
    Properties:
      All: [!Ref Vpc, !Ref Image, !Ref Gap, !Ref Size, !Ref Known, !Ref Password, !ImportValue network,
        '{{resolve:ssm:/a}}', {'Fn::Transform': {Name: Own, Parameters: {}}}]
Outputs: {Other: {Value: !Ref Unread}}
";
    let all = report(template).assumed;
    let told: Vec<String> = all.iter().map(|one| format!("{}: {}", one.path, one.what)).collect();
    assert_eq!(
        told,
        [
            "template/It: what is exported as `network` exists, and fits",
            "template/It: `resolve:ssm` gives what is needed",
            "template/It: `Fn::Transform` gives what is needed",
            "template/Vpc: the value that the deployment gives exists, and fits",
            "template/Image: the value that Systems Manager gives exists, and fits",
            "template/Gap: the value that the deployment gives exists, and fits",
        ]
    );
}

#[test]
fn what_a_rule_of_its_own_says_is_not_said_twice() {
    let of = |cpu: u32, memory: u32| {
        let task = format!("{{Cpu: {cpu}, Memory: {memory}}}");
        let template = format!("Resources: {{Task: {{Type: 'A::B::Task', Properties: {task}}}}}");
        let report = proven(&template, &[SMALL.general(), TASK]);
        report.findings.iter().map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(of(1, 60), ["task"]);
    assert_eq!(of(10, 60), ["small"]);
}
