//! What each section of a template becomes.

use crate::reading::{read, stack, written};
use iac_core::json::Layout;
use iac_core::{DeletionPolicy, Expr, ParameterType, Test, Value};

const TOPIC: &str = "Resources:\n  Topic: {Type: AWS::SNS::Topic}\n";

/// The document that a template is written back as.
fn document(text: &str) -> serde_json::Value {
    serde_json::from_str(&written(&stack(text), Layout::Compact)).unwrap()
}

fn text(text: &'static str) -> Value {
    Value::Str(text.into())
}

#[test]
fn parameters() {
    let stack = stack(format!(
        "{TOPIC}
Parameters:
  A:
    Type: String
    Default: 112233445566
    AllowedValues: [112233445566, true, x]
    AllowedPattern: .*
    ConstraintDescription: c
    Description: d
    MinLength: '1'
    MaxLength: 20
    NoEcho: 'true'
  B: {{Type: Number, Default: 1.5, MinValue: 0.5, MaxValue: 9007199254740993, NoEcho: false}}
  C: {{Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /ami}}
  D: {{Type: 'List<AWS::EC2::Subnet::Id>'}}
  E: {{Type: 'AWS::Some::Thing', MinLength: 1}}
  F: {{Type: AWS::SSM::Parameter::Name}}
"
    ));
    let a = &stack.parameters["A"];
    assert_eq!(a.default.as_deref(), Some("112233445566"));
    assert_eq!(a.allowed_values, ["112233445566", "true", "x"]);
    assert_eq!((a.min_length, a.max_length, a.no_echo), (Some(1), Some(20), true));
    let texts = [&a.allowed_pattern, &a.constraint_description, &a.description].map(|text| text.as_deref());
    assert_eq!(texts, [Some(".*"), Some("c"), Some("d")]);
    let b = &stack.parameters["B"];
    assert_eq!((b.default.as_deref(), b.no_echo), (Some("1.5"), false));
    let sorts = ["C", "D", "E", "F"].map(|id| stack.parameters[id].parameter_type.clone());
    let aws = |name: &'static str| ParameterType::Aws(name.into());
    let value = ParameterType::SsmValue("AWS::EC2::Image::Id".into());
    assert_eq!(sorts, [value, aws("List<AWS::EC2::Subnet::Id>"), aws("AWS::Some::Thing"), ParameterType::SsmName]);
    let document: serde_json::Value = serde_json::from_str(&written(&stack, Layout::Compact)).unwrap();
    assert_eq!(document["Parameters"]["B"]["MinValue"].to_string(), "0.5");
    assert_eq!(document["Parameters"]["B"]["MaxValue"].to_string(), "9007199254740993");
    assert_eq!(document["Parameters"]["C"]["Type"], "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>");
}

#[test]
fn labels_and_groups_are_those_of_the_parameters() {
    let template = |interface: &str| {
        format!(
            "{TOPIC}Metadata:\n  Version: 1\n  AWS::CloudFormation::Interface: {interface}\nParameters: {{A: {{Type: String}}, B: {{Type: String}}, C: {{Type: String}}}}\n"
        )
    };
    let exact = "{ParameterGroups: [{Label: {default: X}, Parameters: [A, C]}, {Label: {default: Y}, Parameters: [B]}], ParameterLabels: {B: {default: Bee}}}";
    // What the parameters cannot say, in that order or at all, stays as it was written, too.
    for interface in [
        "{ParameterGroups: [{Label: {default: Y}, Parameters: [B]}, {Label: {default: X}, Parameters: [A, C]}], ParameterLabels: {B: {default: Bee}}}",
        "{ParameterGroups: [{Label: {default: X}, Parameters: [A, C, Nobody]}, {Label: {default: Y}, Parameters: [B]}], ParameterLabels: {B: {default: Bee}}}",
        "{ParameterGroups: [{Label: {default: X}, Parameters: [A, C]}, {Label: {default: Y}, Parameters: [B]}], ParameterLabels: {B: {default: Bee}, Nobody: {default: x}}}",
        exact,
    ] {
        let stack = stack(template(interface));
        let of = |id: &str| (stack.parameters[id].label.as_deref(), stack.parameters[id].group.as_deref());
        assert_eq!([of("A"), of("B"), of("C")], [(None, Some("X")), (Some("Bee"), Some("Y")), (None, Some("X"))]);
        assert_eq!(stack.metadata.len(), if interface == exact { 1 } else { 2 }, "{interface}");
        let plain: serde_json::Value = serde_json::from_str(
            &serde_json::to_string(&document(&template(interface))["Metadata"]["AWS::CloudFormation::Interface"])
                .unwrap(),
        )
        .unwrap();
        assert_eq!(plain["ParameterGroups"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn conditions_and_rules() {
    let stack = stack(format!(
        "{TOPIC}
Parameters: {{A: {{Type: String}}}}
Conditions:
  First: !Equals [!Ref A, true]
  Second: !And [Condition: First, !Not [!Condition First], !Or [Fn::Equals: [a, 1], !Condition First]]
  Third: {{'Fn::Transform': {{Name: M}}}}
Rules:
  R:
    RuleCondition: !Equals [!Ref A, x]
    Assertions:
    - Assert: !Contains [[a, b], !Ref A]
      AssertDescription: d
    - Assert: !EachMemberIn [!ValueOfAll [AWS::EC2::Subnet::Id, VpcId], !RefAll AWS::EC2::VPC::Id]
"
    ));
    let tests: Vec<_> = stack.conditions.values().map(|condition| &condition.test).collect();
    let Test::Equals(parameter, yes) = tests[0] else { panic!("{tests:?}") };
    assert!(matches!(parameter, Value::Expr(expr) if matches!(**expr, Expr::Parameter(_))));
    assert_eq!(*yes, text("true"), "conditions compare texts");
    let Test::And(all) = tests[1] else { panic!("{tests:?}") };
    let Test::Holds(first) = &all[0] else { panic!("{tests:?}") };
    assert_eq!(all[1], Test::Not(Box::new(Test::Holds(*first))));
    assert_eq!(all[2], Test::Or(vec![Test::Equals(text("a"), text("1")), Test::Holds(*first)]));
    assert_eq!(*tests[2], Test::Opaque("Fn::Transform".into(), Value::map([("Name", text("M"))])));
    let rule = &stack.rules["R"];
    assert!(rule.when.is_some());
    assert_eq!(rule.assertions[0].1, "d");
    assert!(matches!(&rule.assertions[0].0, Test::Contains(Value::List(list), _) if list.len() == 2));
    assert!(
        matches!(&rule.assertions[1], (Test::Opaque(name, Value::List(list)), text) if name == "Fn::EachMemberIn" && list.len() == 2 && text.is_empty())
    );
}

#[test]
fn what_is_said_about_resources() {
    let text = "
Transform: AWS::LanguageExtensions
Parameters: {P: {Type: String}}
Conditions: {C_1&2: !Equals [a, b]}
Resources:
  A:
    Type: AWS::AutoScaling::AutoScalingGroup
    DependsOn: B
    Condition: C_1&2
    CreationPolicy: {ResourceSignal: {Count: 1, Timeout: PT15M}}
    UpdatePolicy: {AutoScalingReplacingUpdate: {WillReplace: !Ref P}}
    DeletionPolicy: RetainExceptOnCreate
    UpdateReplacePolicy: Retain
  B: {Type: Custom::Thing, Version: 1.0, DependsOn: [D, D], DeletionPolicy: !Ref P}
  D: {Type: AWS::SNS::Topic}
";
    let stack = stack(text);
    let [a, b] = ["A", "B"].map(|id| &stack.resources[id]);
    assert_eq!(a.depends_on.iter().map(|node| node.index()).collect::<Vec<_>>(), [1]);
    assert_eq!(b.depends_on.len(), 1);
    assert!(a.condition.is_some());
    assert_eq!(a.deletion_policy, Some(DeletionPolicy::RetainExceptOnCreate));
    assert_eq!(a.update_replace_policy, Some(DeletionPolicy::Retain));
    let names =
        |attributes: &[iac_core::Field]| attributes.iter().map(|field| field.name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&a.attributes), ["CreationPolicy", "UpdatePolicy"]);
    assert_eq!(names(&b.attributes), ["Version", "DeletionPolicy"]);
    let document = document(text);
    assert_eq!(document["Resources"]["B"]["DeletionPolicy"], serde_json::json!({"Ref": "P"}));
    assert_eq!(document["Resources"]["A"]["CreationPolicy"]["ResourceSignal"]["Timeout"], "PT15M");
}

#[test]
fn suppressions_are_read_as_they_are_written() {
    let of = |metadata: &str| {
        let (graph, found) = read(format!("Resources: {{A: {{Type: x, Metadata: {metadata}}}}}"));
        let resource = graph.unwrap().stacks[0].resources["A"].clone();
        let suppressed: Vec<_> = resource.suppressions.iter().map(|s| format!("{}: {}", s.code, s.reason)).collect();
        let codes: Vec<_> = found.iter().map(|found| found.code).collect();
        (suppressed.join(", "), resource.metadata.len(), codes.join(", "))
    };
    let (skip, ignore) =
        ("checkov: {skip: [{id: CKV_AWS_1, comment: why}]}", "cfn-lint: {config: {ignore_checks: [W1001]}}");
    let own = "iac: {suppress: [{code: W1001, reason: r}, {code: open-port, reason: s}]}";
    let all = "CKV_AWS_1: why, W1001: r, open-port: s".to_owned();
    assert_eq!(of(&format!("{{Other: x, {skip}, {ignore}, {own}}}")), (all, 1, String::new()));
    assert_eq!(of("{cfn-lint: {config: {ignore_checks: [E3012]}}}"), (String::new(), 1, String::new()));
    assert_eq!(of("{checkov: {skip: [{id: CKV_AWS_1}]}}"), (String::new(), 1, String::new()));
    for wrong in
        ["{iac: {suppress: [{code: a}]}}", "{iac: {suppress: [{code: a, reason: ' '}]}}", "{iac: {ignore: [a]}}"]
    {
        assert_eq!(of(wrong), (String::new(), 1, "bad-suppression".into()), "{wrong}");
    }
}

#[test]
fn macros_may_add_what_is_referred_to() {
    let sam = "
Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions]
Globals: {Function: {Timeout: 3}}
Resources:
  Function: {Type: AWS::Serverless::Function, Connectors: {C: {Properties: {}}}, Properties: {Role: !GetAtt FunctionRole.Arn}}
Outputs:
  Url: {Value: !Sub 'https://${ServerlessRestApi}.x/${Function}'}
";
    let read = stack(sam);
    assert_eq!(read.section("Globals"), Some(&Value::map([("Function", Value::map([("Timeout", Value::Int(3))]))])));
    let document = document(sam);
    assert_eq!(document["Transform"][0], "AWS::Serverless-2016-10-31");
    assert_eq!(document["Globals"]["Function"]["Timeout"], 3);
    assert_eq!(
        document["Resources"]["Function"]["Properties"]["Role"],
        serde_json::json!({"Fn::GetAtt": "FunctionRole.Arn"})
    );
    for text in [
        "Transform: {Name: AWS::Include, Parameters: {Location: s3://b/k}}\nResources: {A: {Type: x, DependsOn: B, Properties: {P: !Ref C}}}",
        "Resources:\n  Fn::Transform: {Name: M}\n  A: {Type: x, Properties: {P: !Ref C}}",
        "Fn::Transform: {Name: AWS::Include}\nResources: {A: {Type: x, Properties: {P: !Ref C}}}",
        "Resources: {A: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: !Ref Any}}}}",
        "Mappings: {M: {Fn::Transform: {Name: AWS::Include}}}\nResources: {A: {Type: x, Properties: {P: !FindInMap [M, a, b]}}}",
        "Resources: {M: {Type: 'A::B::C::MODULE'}, A: {Type: x, Properties: {P: !Ref MBucket, Q: !GetAtt MBucket.Arn}}}",
        "Resources: {Fn::ForEach::L: [N, !Ref P, {'T${N}': {Type: x, Properties: {P: !Ref N}}}], A: {Type: x, Properties: {P: !Ref TA}}}\nParameters: {P: {Type: CommaDelimitedList}}\nTransform: AWS::LanguageExtensions",
    ] {
        let read = stack(text);
        assert_eq!(read.open, text.contains("!Ref C}") || text.contains("Fn::ForEach"), "{text}");
    }
    let (_, found) = crate::reading::read(
        "Transform: [AWS::LanguageExtensions, AWS::CodeDeployBlueGreen]\nHooks: {H: {Type: x}}\nResources: {A: {Type: x, Properties: {P: !Ref C}}}",
    );
    assert_eq!(found.len(), 1, "these add no ids");
}

#[test]
fn loops_over_what_is_known_are_written_out() {
    let text = "
Transform: AWS::LanguageExtensions
Mappings: {Buckets: {Prod: {Ids: [A, B]}}}
Resources:
  Fn::ForEach::Buckets:
  - Id
  - !FindInMap [Buckets, Prod, Ids]
  - 'Bucket${Id}': {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'x-${Id}-${AWS::Region}'}}
  Fn::ForEach::Groups:
  - [Name, Port]
  - {Web: 443, 'S-S-H': 22}
  - 'Group&{Name}': {Type: AWS::EC2::SecurityGroup, Properties: {Port: !Ref Port, Fn::ForEach::P: [K, [a, b], {'${K}${Name}': !Ref K}]}}
Outputs:
  Fn::ForEach::Outputs:
  - Id
  - [A, B]
  - Fn::ForEach::Attributes:
    - Property
    - [Arn, DomainName]
    - 'Bucket${Id}${Property}': {Value: !GetAtt [!Sub 'Bucket${Id}', !Ref Property]}
";
    let document = document(text);
    let keys = |section: &str| document[section].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys("Resources"), ["BucketA", "BucketB", "GroupSSH", "GroupWeb"]);
    assert_eq!(keys("Outputs"), ["BucketAArn", "BucketADomainName", "BucketBArn", "BucketBDomainName"]);
    assert_eq!(document["Resources"]["BucketB"]["Properties"]["BucketName"]["Fn::Sub"], "x-B-${AWS::Region}");
    assert_eq!(
        document["Resources"]["GroupSSH"]["Properties"],
        serde_json::json!({"Port": 22, "aS-S-H": "a", "bS-S-H": "b"})
    );
    assert_eq!(document["Outputs"]["BucketBArn"]["Value"], serde_json::json!({"Fn::GetAtt": ["BucketB", "Arn"]}));
}
