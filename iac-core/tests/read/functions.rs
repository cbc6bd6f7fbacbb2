//! Each function in the short and in the long form, in YAML and in JSON.

use crate::reading::{stack, value};
use iac_core::{Expr, Field, Node, Pseudo, SecretSource, Value};

fn text(text: &'static str) -> Value {
    Value::Str(text.into())
}

fn list<const N: usize>(items: [Value; N]) -> Value {
    Value::List(items.into())
}

fn join<const N: usize>(delimiter: &'static str, items: [Value; N]) -> Value {
    Expr::Join(delimiter.into(), list(items)).into()
}

fn opaque(function: &'static str, arguments: Value) -> Value {
    Expr::Opaque(function.into(), arguments).into()
}

fn pseudo(pseudo: Pseudo) -> Value {
    Expr::Pseudo(pseudo).into()
}

/// What `support::around` has one of each sort of, and a second parameter.
struct Things {
    size: Value,
    subnets: Value,
    topic: Value,
    topic_name: Value,
    first: Node,
}

fn things() -> Things {
    let mut nodes = Vec::new();
    stack(crate::reading::around("x")).resources["Probe"].properties[0].value.for_each_expr(&mut |expr| {
        if let Expr::Parameter(node) = expr {
            nodes.push(*node);
        }
    });
    // A node is a position among the things of its sort: the first of each is the same node.
    let [first, second] = nodes.try_into().unwrap();
    Things {
        size: Expr::Parameter(first).into(),
        subnets: Expr::Parameter(second).into(),
        topic: Expr::Ref(first).into(),
        topic_name: Expr::GetAtt(first, "TopicName".into()).into(),
        first,
    }
}

/// The same value in every form.
#[track_caller]
fn same(expected: &Value, forms: &[&str]) {
    for form in forms {
        assert_eq!(value(form), *expected, "{form}");
    }
}

#[test]
fn references() {
    let it = things();
    same(&it.size, &["!Ref Size", "{Ref: Size}", "\n        Ref: Size", r#"{"Ref": "Size"}"#]);
    same(&it.topic, &["!Ref Topic", r#"{"Ref": "Topic"}"#]);
    same(&pseudo(Pseudo::UrlSuffix), &["!Ref AWS::URLSuffix", r#"{"Ref": "AWS::URLSuffix"}"#]);
    same(&opaque("Ref", text("AWS::NotificationARNs")), &["!Ref AWS::NotificationARNs"]);
    let outputs: Value = Expr::GetAtt(it.first, "Outputs.Name".into()).into();
    same(
        &it.topic_name,
        &[
            "!GetAtt Topic.TopicName",
            "!GetAtt [Topic, TopicName]",
            "{'Fn::GetAtt': Topic.TopicName}",
            r#"{"Fn::GetAtt": ["Topic", "TopicName"]}"#,
            "!GetAtt [!Sub Topic, TopicName]",
        ],
    );
    same(&outputs, &["!GetAtt Topic.Outputs.Name", r#"{"Fn::GetAtt": ["Topic", "Outputs.Name"]}"#]);
    let chosen = opaque("Fn::GetAtt", list([it.topic.clone(), it.size.clone()]));
    same(&chosen, &["!GetAtt [Topic, !Ref Size]", r#"{"Fn::GetAtt": ["Topic", {"Ref": "Size"}]}"#]);
}

#[test]
fn sub_becomes_the_parts_that_programs_join() {
    let it = things();
    let arn = join("", [text("arn:"), pseudo(Pseudo::Partition), text(":x:"), it.topic_name.clone(), text("!")]);
    same(
        &arn,
        &[
            "!Sub arn:${AWS::Partition}:x:${Topic.TopicName}!",
            "!Sub ['arn:${AWS::Partition}:${x}:${name}!', {x: x, name: !GetAtt Topic.TopicName}]",
            r#"{"Fn::Sub": "arn:${AWS::Partition}:x:${Topic.TopicName}!"}"#,
            r#"{"Fn::Sub": ["arn:${AWS::Partition}:x:${Name}!", {"Name": {"Fn::GetAtt": ["Topic", "TopicName"]}}]}"#,
            r#"{"Fn::Sub": ["arn:${Inner}!", {"Inner": {"Fn::Sub": "${AWS::Partition}:x:${Topic.TopicName}"}}]}"#,
        ],
    );
    same(&it.size, &["!Sub ${Size}", "!Sub '${ Size }'", "!Sub ['${a}', {a: !Ref Size}]"]);
    same(&text("plain"), &["!Sub plain", "!Sub ['${a}', {a: plain}]"]);
    same(&text("${Size} $ {} ${open"), &["!Sub '${!Size} $ {} ${open'"]);
    same(&text("a-80-true"), &["!Sub ['a-${n}-${b}', {n: 80, b: true}]"]);
    same(&text("ab"), &["!Sub a${AWS::NoValue}b"]);
    // A variable hides what has its name.
    same(&join("", [text("1"), it.topic]), &["!Sub ['${Size}${Topic}', {Size: 1}]"]);
}

#[test]
fn text_and_lists() {
    let it = things();
    let parts = [text("a"), it.size.clone(), text("c")];
    same(
        &join("-", parts),
        &[
            "!Join ['-', [a, !Ref Size, c]]",
            "!Join\n        - '-'\n        - - a\n          - Ref: Size\n          - c",
            r#"{"Fn::Join": ["-", ["a", {"Ref": "Size"}, "c"]]}"#,
        ],
    );
    let joined: Value = Expr::Join(",".into(), it.subnets.clone()).into();
    same(&joined, &["!Join [',', !Ref Subnets]", r#"{"Fn::Join": [",", {"Ref": "Subnets"}]}"#]);
    let second: Value = Expr::Select(Value::Int(1), it.subnets.clone()).into();
    same(&second, &["!Select [1, !Ref Subnets]", r#"{"Fn::Select": ["1", {"Ref": "Subnets"}]}"#]);
    let chosen: Value = Expr::Select(it.size.clone(), list([text("a"), text("b")])).into();
    same(&chosen, &["!Select [!Ref Size, [a, b]]"]);
    let split: Value = Expr::Split("|".into(), it.size.clone()).into();
    same(&split, &["!Split ['|', !Ref Size]", r#"{"Fn::Split": ["|", {"Ref": "Size"}]}"#]);
    let encoded: Value = Expr::Base64(join("", [text("x"), it.size.clone()])).into();
    same(&encoded, &["{'Fn::Base64': !Sub 'x${Size}'}", r#"{"Fn::Base64": {"Fn::Sub": "x${Size}"}}"#]);
    let zones: Value = Expr::GetAZs(text("")).into();
    same(&zones, &["!GetAZs ''", "!GetAZs", r#"{"Fn::GetAZs": ""}"#]);
    let here: Value = Expr::GetAZs(pseudo(Pseudo::Region)).into();
    same(&here, &[r#"{"Fn::GetAZs": {"Ref": "AWS::Region"}}"#, "{'Fn::GetAZs': !Ref AWS::Region}"]);
    let networks: Value = Expr::Cidr(text("10.0.0.0/16"), Value::Int(4), Value::Int(8)).into();
    same(&networks, &["!Cidr [10.0.0.0/16, 4, '8']", r#"{"Fn::Cidr": ["10.0.0.0/16", "4", 8]}"#]);
    let two = opaque("Fn::Cidr", list([text("10.0.0.0/16"), Value::Int(4)]));
    same(&two, &["!Cidr [10.0.0.0/16, 4]"]);
}

#[test]
fn choices_and_other_stacks() {
    let it = things();
    let chosen: Value = Expr::If(it.first, Value::Int(2), pseudo(Pseudo::NoValue)).into();
    same(&chosen, &["!If [IsLarge, 2, !Ref AWS::NoValue]", r#"{"Fn::If": ["IsLarge", 2, {"Ref": "AWS::NoValue"}]}"#]);
    let nested: Value = Expr::If(it.first, chosen.clone(), list([chosen.clone()])).into();
    same(&nested, &["!If [IsLarge, !If [IsLarge, 2, !Ref AWS::NoValue], [!If [IsLarge, 2, !Ref AWS::NoValue]]]"]);
    let found: Value = Expr::FindInMap(it.first, it.size.clone(), text("Cpu")).into();
    let three: Value = Expr::FindInMap(it.first, text("3"), text("true")).into();
    same(&three, &["!FindInMap [Sizes, 3, true]"]);
    same(&found, &["!FindInMap [Sizes, !Ref Size, Cpu]", r#"{"Fn::FindInMap": ["Sizes", {"Ref": "Size"}, "Cpu"]}"#]);
    let imported: Value = Expr::ImportValue(join("", [it.size.clone(), text("-vpc")])).into();
    same(&imported, &["{'Fn::ImportValue': !Sub '${Size}-vpc'}", r#"{"Fn::ImportValue": {"Fn::Sub": "${Size}-vpc"}}"#]);
    let output = Value::map([("StackName", text("network")), ("OutputName", text("Vpc"))]);
    same(&opaque("Fn::GetStackOutput", output), &["!GetStackOutput {StackName: network, OutputName: Vpc}"]);
}

#[test]
fn what_the_graph_has_no_words_for_is_kept() {
    let it = things();
    same(&opaque("Fn::Length", list([text("a")])), &["!Length [a]", r#"{"Fn::Length": ["a"]}"#]);
    let document = Value::map([("a", it.size.clone())]);
    same(&opaque("Fn::ToJsonString", document), &["!ToJsonString {a: !Ref Size}"]);
    let with_default = [text("Sizes"), it.size.clone(), text("Cpu"), Value::map([("DefaultValue", Value::Int(256))])];
    same(&opaque("Fn::FindInMap", list(with_default)), &["!FindInMap [Sizes, !Ref Size, Cpu, {DefaultValue: 256}]"]);
    let chosen = [it.size.clone(), text("small"), text("Cpu")];
    same(&opaque("Fn::FindInMap", list(chosen)), &["!FindInMap [!Ref Size, small, Cpu]"]);
    let included = Value::map([
        ("Name", text("AWS::Include")),
        ("Parameters", Value::map([("Location", text("s3://b/k")), ("Made", opaque("Ref", text("ByMacro")))])),
    ]);
    same(
        &opaque("Fn::Transform", included),
        &["!Transform {Name: 'AWS::Include', Parameters: {Location: s3://b/k, Made: !Ref ByMacro}}"],
    );
    let beside = Value::Map(vec![
        Field::new("Cpu".into(), Value::Int(1)),
        Field::new("Fn::Transform".into(), Value::map([("Name", text("Macro"))])),
    ]);
    same(&beside, &["{Cpu: 1, 'Fn::Transform': {Name: Macro}}"]);
    let made = opaque("Fn::Transform", Value::map([("Name", text("Macro"))]));
    same(&opaque("Fn::Sub", made), &["{'Fn::Sub': {'Fn::Transform': {Name: Macro}}}"]);
    // A policy's own conditions are no conditions of the template.
    let policy = Value::map([("Condition", Value::map([("Bool", text("x"))]))]);
    same(&policy, &["{Condition: {Bool: x}}"]);
}

#[test]
fn dynamic_references() {
    let it = things();
    let secret = |arn: Value, field: Option<&'static str>| -> Value {
        Expr::Secret(SecretSource::SecretsManager { arn, field: field.map(Into::into) }).into()
    };
    same(
        &secret(text("db"), Some("password")),
        &[
            "'{{resolve:secretsmanager:db:SecretString:password}}'",
            "'{{resolve:secretsmanager:db:SecretString:password:AWSCURRENT}}'",
            "'{{resolve:secretsmanager:db:SecretString:password::}}'",
            "!Sub '{{resolve:secretsmanager:db::password}}'",
        ],
    );
    same(
        &secret(text("db"), None),
        &["'{{resolve:secretsmanager:db}}'", "'{{resolve:secretsmanager:db:SecretString}}'"],
    );
    same(
        &secret(it.topic.clone(), Some("password")),
        &[
            "!Sub '{{resolve:secretsmanager:${Topic}:SecretString:password}}'",
            r#"!Join ["", ["{{resolve:secretsmanager:", {"Ref": "Topic"}, ":SecretString:password}}"]]"#,
            r#"!Join [":", ["{{resolve:secretsmanager", {"Ref": "Topic"}, "SecretString", "password}}"]]"#,
        ],
    );
    let arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-a1b2c3";
    same(&secret(text(arn), Some("user")), &[&format!("'{{{{resolve:secretsmanager:{arn}:SecretString:user}}}}'")]);
    let here = join("", [text("arn:aws:secretsmanager:"), pseudo(Pseudo::Region), text(":1:secret:db")]);
    same(
        &secret(here, Some("user")),
        &["!Sub '{{resolve:secretsmanager:arn:aws:secretsmanager:${AWS::Region}:1:secret:db:SecretString:user}}'"],
    );
    let secure: Value = Expr::Secret(SecretSource::SsmSecure("/app/key:3".into())).into();
    same(&secure, &["'{{resolve:ssm-secure:/app/key:3}}'"]);
    same(&opaque("resolve:ssm", text("/app/ami")), &["'{{resolve:ssm:/app/ami}}'"]);
    let chosen = opaque("resolve:ssm", join("", [text("/"), it.size.clone(), text("/ami")]));
    same(&chosen, &["!Sub '{{resolve:ssm:/${Size}/ami}}'"]);
    let older = opaque("resolve:secretsmanager", text("db:SecretString:password:AWSPREVIOUS"));
    same(&older, &["'{{resolve:secretsmanager:db:SecretString:password:AWSPREVIOUS}}'"]);
    let url = join("", [text("redis://:"), secret(text("db"), Some("p")), text("@host")]);
    same(&url, &["'redis://:{{resolve:secretsmanager:db:SecretString:p}}@host'"]);
    same(&text("{{resolve:"), &["'{{resolve:'"]);
}
