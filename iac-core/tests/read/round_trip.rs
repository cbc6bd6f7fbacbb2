//! What is written, read and written again is the same document, and the same is wrong with it.

use crate::program::Program;
use crate::reading::{around, read, report, stack, written, yaml};
use iac_core::graph::StackGraph;
use iac_core::json::Layout;
use iac_core::prelude::*;
use iac_core::resolve::resolve;
use iac_core::{App, Expr, Field, Node, Pseudo, SecretSource, Severity, Value};
use proptest::prelude::*;

/// A stack, written and read, in both notations.
fn again(stack: &StackGraph) -> Result<(), TestCaseError> {
    let document = written(stack, Layout::Compact);
    for text in [document.clone(), yaml(stack)] {
        prop_assert_eq!(&written(&known(&text)?, Layout::Compact), &document, "{}", text);
    }
    Ok(())
}

fn known(text: &str) -> Result<StackGraph, TestCaseError> {
    let (graph, findings) = read(text);
    let fault = || TestCaseError::fail(format!("{}\n{text}", report(&findings)));
    graph.and_then(|mut graph| graph.stacks.pop()).ok_or_else(fault)
}

/// Names of one part of an ARN, of a parameter, of a field.
const NAME: &str = "[a-zA-Z0-9/_-]{1,8}";
/// What needs care: braces, dollars, quotation marks, dynamic references, white space, numbers, words of YAML.
const TEXT: &str = r#"([a-z ]{0,6}|[$!{}"'\\:#&*%@`|>~,-]{1,4}|\$\{[A-Z]\}|\$\{![a-z]\}|\{\{resolve:|\}\}|[\t\r\n é😀\x00\x7f\u{85}\u{feff}]|[0-9.e+:_-]{1,5}|yes|no|null|true|~|<<|=){0,3}"#;

fn text() -> impl Strategy<Value = Value> {
    TEXT.prop_map(|text| Value::Str(text.into()))
}

fn leaf(node: Node) -> impl Strategy<Value = Value> {
    let pseudo = [Pseudo::Region, Pseudo::AccountId, Pseudo::NoValue, Pseudo::UrlSuffix, Pseudo::StackId];
    prop_oneof![
        4 => text(),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => any::<i64>().prop_map(Value::Int),
        1 => any::<f64>().prop_filter("JSON has no other", |number| number.is_finite()).prop_map(Value::Num),
        1 => (-1e17..1e17).prop_map(|number: f64| Value::Num(number.trunc())),
        1 => prop::sample::select(pseudo.to_vec()).prop_map(|pseudo| Expr::Pseudo(pseudo).into()),
        1 => Just(Expr::Ref(node).into()),
        1 => Just(Expr::Parameter(node).into()),
        1 => "[A-Z][a-zA-Z]{0,4}(\\.[a-zA-Z]{1,4})?".prop_map(move |name| Expr::GetAtt(node, name.into()).into()),
        1 => NAME.prop_map(|name| Expr::Secret(SecretSource::SsmSecure(name.into())).into()),
        1 => NAME.prop_map(|name| Expr::Opaque("resolve:ssm".into(), Value::Str(name.into())).into()),
        1 => (secret(node), prop::option::of(NAME)).prop_map(|(arn, field)| {
            Expr::Secret(SecretSource::SecretsManager { arn, field: field.map(Into::into) }).into()
        }),
    ]
}

fn secret(node: Node) -> impl Strategy<Value = Value> {
    let arn =
        |name: String| Value::Str(format!("arn:aws:secretsmanager:eu-central-1:123456789012:secret:{name}").into());
    let here = move |name: String| {
        let parts = [
            Value::Str("arn:aws:secretsmanager:".into()),
            Expr::Pseudo(Pseudo::Region).into(),
            Value::Str(format!(":1:secret:{name}").into()),
        ];
        Expr::Join("".into(), Value::List(parts.into())).into()
    };
    let named = |name: String| Value::Str(name.into());
    prop_oneof![
        NAME.prop_map(named),
        NAME.prop_map(arn),
        NAME.prop_map(here),
        Just(Expr::Ref(node).into()),
        Just(Expr::ImportValue(Value::Str("x".into())).into()),
    ]
}

/// Every value that a program or a template can have.
fn values(node: Node) -> impl Strategy<Value = Value> {
    leaf(node).prop_recursive(4, 40, 5, move |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List);
        let fields = prop::collection::btree_map("[A-Za-z :<é]{1,5}", inner.clone(), 0..4);
        let listed = prop_oneof![list.clone(), Just(Expr::Parameter(node).into())];
        let index = prop_oneof![any::<i64>().prop_map(Value::Int), Just(Expr::Parameter(node).into())];
        let function = prop::sample::select(vec!["Fn::Length", "Fn::ToJsonString", "Fn::Transform", "Fn::Foo"]);
        prop_oneof![
            list,
            fields.prop_map(|fields| Value::map(fields.into_iter())),
            (TEXT, listed.clone()).prop_map(|(delimiter, list)| Expr::Join(delimiter.into(), list).into()),
            (prop::sample::select(vec!["", "${", ",\n"]), prop::collection::vec(inner.clone(), 0..4))
                .prop_map(|(by, list)| { Expr::Join(by.into(), Value::List(list)).into() }),
            (index.clone(), listed).prop_map(|(index, list)| Expr::Select(index, list).into()),
            (TEXT, inner.clone()).prop_map(|(delimiter, text)| Expr::Split(delimiter.into(), text).into()),
            (inner.clone(), inner.clone()).prop_map(move |(yes, no)| Expr::If(node, yes, no).into()),
            (inner.clone(), inner.clone()).prop_map(move |(row, cell)| Expr::FindInMap(node, row, cell).into()),
            inner.clone().prop_map(|name| Expr::ImportValue(name).into()),
            (inner.clone(), index.clone(), index).prop_map(|(net, count, bits)| Expr::Cidr(net, count, bits).into()),
            inner.clone().prop_map(|region| Expr::GetAZs(region).into()),
            inner.clone().prop_map(|text| Expr::Base64(text).into()),
            (function, inner).prop_map(|(function, arguments)| Expr::Opaque(function.into(), arguments).into()),
        ]
    })
}

/// What programs say where CloudFormation sees text: texts and expressions, no numbers, flags and lists.
fn as_said(value: &mut Value) {
    match value {
        Value::List(items) => items.iter_mut().for_each(as_said),
        Value::Map(fields) => fields.iter_mut().for_each(|field| as_said(&mut field.value)),
        Value::Expr(expr) => match &mut **expr {
            Expr::Join(_, Value::List(parts)) => parts.iter_mut().for_each(as_text),
            Expr::Split(_, value) | Expr::ImportValue(value) | Expr::Base64(value) => as_text(value),
            Expr::Select(_, value) | Expr::Join(_, value) | Expr::Opaque(_, value) | Expr::GetAZs(value) => {
                as_said(value)
            }
            Expr::Cidr(value, ..) => as_said(value),
            Expr::FindInMap(_, row, cell) => [row, cell].into_iter().for_each(as_text),
            Expr::If(_, yes, no) => [yes, no].into_iter().for_each(as_said),
            _ => {}
        },
        _ => {}
    }
}

fn as_text(value: &mut Value) {
    as_said(value);
    if !matches!(value, Value::Str(_) | Value::Expr(_)) {
        *value = Value::Str("text".into());
    }
}

/// The first thing of each sort in `around`'s template.
fn first() -> Node {
    let mut first = None;
    stack(around("!Ref Topic")).resources["Probe"].property("Value").unwrap().for_each_expr(&mut |expr| {
        if let Expr::Ref(node) = expr {
            first = Some(*node);
        }
    });
    first.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn of_every_value(mut value in values(first())) {
        let mut stack = stack(around("x"));
        // Whatever a template says is the same from the first reading on.
        put(&mut stack, &value);
        again(&known(&written(&stack, Layout::Compact))?)?;
        // What programs say is the same at once. They write no dynamic reference of their own.
        as_said(&mut value);
        if !format!("{value:?}").contains("{{resolve:") {
            put(&mut stack, &value);
            again(&stack)?;
        }
    }
}

fn put(stack: &mut StackGraph, value: &Value) {
    let probe = stack.resources.get_mut("Probe").unwrap();
    let field = |name: &'static str| vec![Field::new(name.into(), value.clone())];
    (probe.attributes, probe.metadata, probe.properties) = (field("UpdatePolicy"), field("Any"), field("Value"));
    stack.outputs.get_mut("Out").unwrap().value = value.clone();
}

proptest! {
    #[test]
    fn of_programs(bytes in prop::collection::vec(any::<u8>(), 0..200), sensible: bool) {
        let (mut stack, mut program) = (Stack::new("template"), if sensible { Program::sensible() } else { Program::wild() });
        program.run(&mut stack, &bytes);
        let (graph, findings) = resolve(App::new().with(stack), "test-dev");
        if findings.iter().all(|finding| finding.severity < Severity::Error) {
            again(&graph.stacks[0])?;
        }
    }
}

/// What the resolver finds in a program, it finds in the template of that program.
#[test]
fn the_same_is_wrong_with_both() {
    use crate::support::{Topic, text};
    let mut stack = Stack::new("template");
    let secret = stack.add("Secret", Parameter::secret());
    stack.add("Choice", Parameter::string().default("c").allowed_values(["a", "b"]));
    stack.add("Table", Mapping::new().row("a b", [("x", "y")]));
    stack.add("Empty", ParameterRule::always());
    let first = stack.add("First", Topic::new());
    let second = stack.add("Second", Topic::new().display_name(first.topic_name()));
    stack.depends_on(first, second);
    stack.metadata(first, "Secret", iac_core::IntoSecret::into_value(secret));
    stack.add("OnResource", Condition::equals(second.topic_name(), "a"));
    for index in 0..500 {
        stack.add(format!("Text{index}"), text("x"));
    }
    let (graph, expected) = resolve(App::new().with(stack), "test-dev");
    let (read, found) = read(written(&graph.stacks[0], Layout::Indented));
    assert!(read.is_some());
    let short = |finding: &iac_core::Diagnostic| (finding.code, finding.path.clone(), finding.message.clone());
    let expected: Vec<_> = expected.iter().map(short).collect();
    let codes: Vec<_> = expected.iter().map(|(code, ..)| *code).collect();
    let all = ["open-secret", "condition-on-resource", "cycle", "bad-mapping", "bad-rule", "bad-parameter", "limit"];
    assert_eq!(codes, all);
    assert_eq!(found.iter().map(short).collect::<Vec<_>>(), expected);
    assert!(found.iter().all(|finding| finding.place.is_some() || finding.code == "limit"));
}
