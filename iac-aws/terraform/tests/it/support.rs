//! Templates in JSON as Terraform modules.

use iac_core::backend::terraform::{Deployment, module as lower};
use iac_core::cfn_prelude::{Bag, Handle, Node, Resource, TagStyle};
use iac_core::graph::Graph;
use iac_core::json::{Layout, to_bytes};
use iac_core::prelude::{App, Condition, Mapping, Parameter, Stack};
use iac_core::resolve::resolve;
use iac_core::{DeletionPolicy, ParameterType, Value};
use iac_core::{Diagnostic, Expr, Field, Pseudo, Region, SecretSource, Severity, Test};
use serde_json::Value as Json;
use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Command;

/// The Terraform document of a template that has no fault.
#[track_caller]
pub(crate) fn module(template: Json) -> Json {
    let (document, diagnostics) = lowered(&template);
    let errors: Vec<String> =
        diagnostics.iter().filter(|d| d.severity == Severity::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    document
}

/// What is wrong with a template's lowering, and what there is to say.
pub(crate) fn diagnostics(template: Json) -> Vec<Diagnostic> {
    lowered(&template).1
}

/// The Terraform document of an app that has no fault.
pub(crate) fn written(app: App) -> Json {
    let (graph, diagnostics) = resolve(app, "test");
    assert_eq!(diagnostics, []);
    document(&graph).0
}

fn lowered(template: &Json) -> (Json, Vec<Diagnostic>) {
    document(&graph(template))
}

fn document(graph: &Graph) -> (Json, Vec<Diagnostic>) {
    let deployment = Deployment { system: "shop", environment: "test", regions: &[Region::EU_CENTRAL_1] };
    let (module, diagnostics) = lower(graph, deployment, &iac_aws_terraform::PROVIDER);
    let bytes = to_bytes(&module, Layout::Indented);
    (serde_json::from_slice(&bytes).unwrap(), diagnostics)
}

/// Runs the real `terraform` over a module (`tfcheck --apply`), where that tool is: in `TFCHECK`, or beside the project.
#[track_caller]
pub(crate) fn check(module: &Json) {
    let default = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/tools/tfcheck/tfcheck");
    let tool = std::env::var_os("TFCHECK").map_or(default, |folder| PathBuf::from(folder).join("tfcheck"));
    if !tool.exists() {
        return skipped(&format!("there is no tfcheck at {}", tool.display()));
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("main.tf.json"), serde_json::to_vec_pretty(module).unwrap()).unwrap();
    let output = Command::new(&tool).arg("--apply").arg(folder.path()).output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && !text.contains("Warning:"), "{text}");
}

/// Says what was not tested to whoever reads the output of the tests.
#[expect(clippy::print_stderr, reason = "a test that skips says so")]
fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// A resource of any type; the type is put in once the graph is there.
struct Any;

#[derive(Clone, Copy)]
struct AnyRef(Node);

impl Handle for AnyRef {
    type Resource = Any;
    fn from_node(node: Node) -> Self {
        AnyRef(node)
    }
    fn node(self) -> Node {
        self.0
    }
}

impl Resource for Any {
    const TYPE: &'static str = "";
    const TAGS: TagStyle = TagStyle::None;
    type Handle = AnyRef;
    fn from_bag(_: Bag) -> Self {
        Any
    }
    fn into_bag(self) -> Bag {
        Bag::new()
    }
}

#[derive(Default)]
struct Nodes {
    parameters: HashMap<String, Node>,
    mappings: HashMap<String, Node>,
    conditions: HashMap<String, Node>,
    resources: HashMap<String, Node>,
}

fn section<'a>(template: &'a Json, name: &str) -> impl Iterator<Item = (&'a String, &'a Json)> {
    template.get(name).and_then(Json::as_object).into_iter().flatten()
}

/// The same steps as a program: everything is added, then values refer to it.
fn graph(template: &Json) -> Graph {
    let mut stack = Stack::new("main");
    let mut nodes = Nodes::default();
    for (id, parameter) in section(template, "Parameters") {
        let kind = match parameter["Type"].as_str().unwrap() {
            "Number" => ParameterType::Number,
            "CommaDelimitedList" => ParameterType::CommaDelimitedList,
            _ => ParameterType::String,
        };
        let added = stack.add(id.clone(), Parameter::<iac_core::kind::Str>::of_type(kind));
        let Value::Expr(expr) = added.into_plain_value() else { panic!("a parameter is an expression") };
        let Expr::Parameter(node) = *expr else { panic!("a parameter is a parameter") };
        nodes.parameters.insert(id.clone(), node);
    }
    for (id, _) in section(template, "Mappings") {
        let cell = stack.add(id.clone(), Mapping::new()).find::<iac_core::kind::Str>("a", "b");
        let Value::Expr(expr) = cell.into_plain_value() else { panic!("a cell is an expression") };
        let Expr::FindInMap(node, ..) = *expr else { panic!("a cell is looked up") };
        nodes.mappings.insert(id.clone(), node);
    }
    for (id, _) in section(template, "Conditions") {
        let condition = stack.add(id.clone(), Condition::equals("a", "b"));
        let Value::Expr(expr) = condition.then::<iac_core::kind::Str>("a", "b").into_plain_value() else {
            panic!("a choice is an expression")
        };
        let Expr::If(node, ..) = *expr else { panic!("a choice has a condition") };
        nodes.conditions.insert(id.clone(), node);
    }
    for (id, _) in section(template, "Resources") {
        nodes.resources.insert(id.clone(), stack.add(id.clone(), Any).node());
    }
    for (id, output) in section(template, "Outputs") {
        let value = nodes.value(&output["Value"]);
        stack.output(id.clone(), iac_core::Val::<iac_core::kind::Str>::of(value));
    }
    let (mut graph, _) = resolve(App::new().with(stack), "shop-test");
    fill(&mut graph, template, &nodes);
    graph
}

fn fill(graph: &mut Graph, template: &Json, nodes: &Nodes) {
    let stack = &mut graph.stacks[0];
    for (id, parameter) in section(template, "Parameters") {
        let node = stack.parameters.get_mut(id).unwrap();
        node.default = parameter["Default"].as_str().map(|text| text.to_owned().into());
        node.no_echo = parameter["NoEcho"].as_bool().unwrap_or(false);
    }
    for (id, mapping) in section(template, "Mappings") {
        let rows = mapping.as_object().unwrap().iter().map(|(key, cells)| {
            let Value::Map(cells) = nodes.value(cells) else { panic!("a row is an object") };
            (key.clone().into(), cells)
        });
        stack.mappings.get_mut(id).unwrap().rows = rows.collect();
    }
    for (id, condition) in section(template, "Conditions") {
        stack.conditions.get_mut(id).unwrap().test = nodes.test(condition);
    }
    for (id, resource) in section(template, "Resources") {
        let node = stack.resources.get_mut(id).unwrap();
        node.resource_type = resource["Type"].as_str().unwrap().to_owned().into();
        let Value::Map(fields) = nodes.value(resource.get("Properties").unwrap_or(&serde_json::json!({}))) else {
            panic!("properties are an object")
        };
        let tags = |name: &'static str| Some((name, &fields.iter().find(|field| field.name == name)?.value));
        node.tags = match ["Tags", "AccessPointTags", "FileSystemTags"].into_iter().find_map(tags) {
            Some((name, Value::Map(_))) => TagStyle::Map(name),
            Some((name, _)) => TagStyle::List(name),
            None => TagStyle::None,
        };
        node.properties = fields;
        node.condition = resource["Condition"].as_str().map(|id| nodes.conditions[id]);
        node.deletion_policy = resource["DeletionPolicy"].as_str().map(|policy| match policy {
            "Retain" => DeletionPolicy::Retain,
            "Snapshot" => DeletionPolicy::Snapshot,
            "RetainExceptOnCreate" => DeletionPolicy::RetainExceptOnCreate,
            _ => DeletionPolicy::Delete,
        });
        let first = resource["DependsOn"].as_array().cloned().unwrap_or_else(|| match &resource["DependsOn"] {
            Json::Null => Vec::new(),
            one => vec![one.clone()],
        });
        node.depends_on = first.iter().map(|id| nodes.resources[id.as_str().unwrap()]).collect();
    }
}

impl Nodes {
    fn value(&self, json: &Json) -> Value {
        match json {
            Json::Null => Expr::Pseudo(Pseudo::NoValue).into(),
            Json::Bool(flag) => Value::Bool(*flag),
            Json::Number(number) => number.as_i64().map_or_else(|| Value::Num(number.as_f64().unwrap()), Value::Int),
            Json::String(text) => self.text(text),
            Json::Array(items) => Value::List(items.iter().map(|item| self.value(item)).collect()),
            Json::Object(fields) => match fields.iter().next() {
                Some((name, argument)) if fields.len() == 1 && (name == "Ref" || name.starts_with("Fn::")) => {
                    self.function(name, argument)
                }
                _ => Value::Map(fields.iter().map(|(k, v)| Field::new(k.clone().into(), self.value(v))).collect()),
            },
        }
    }

    /// Text, or a dynamic reference to a secret by its ARN or the id of its resource.
    fn text(&self, text: &str) -> Value {
        let inner = text.strip_prefix("{{resolve:secretsmanager:").and_then(|rest| rest.strip_suffix("}}"));
        let Some((arn, field)) = inner.and_then(|inner| inner.split_once(":SecretString:")) else {
            return Value::Str(text.to_owned().into());
        };
        let arn = self.resources.get(arn).map_or_else(|| Value::Str(arn.to_owned().into()), |n| Expr::Ref(*n).into());
        Expr::Secret(SecretSource::SecretsManager { arn, field: Some(field.to_owned().into()) }).into()
    }

    fn function(&self, name: &str, argument: &Json) -> Value {
        let at = |index: usize| self.value(&argument[index]);
        let text = |index: usize| argument[index].as_str().unwrap().to_owned();
        let expr = match name {
            "Ref" => self.reference(argument.as_str().unwrap(), None),
            "Fn::GetAtt" => match argument.as_str().and_then(|text| text.split_once('.')) {
                Some((id, attribute)) => self.reference(id, Some(attribute)),
                None => self.reference(&text(0), Some(&text(1))),
            },
            "Fn::If" => Expr::If(self.conditions[&text(0)], at(1), at(2)),
            "Fn::Join" => Expr::Join(text(0).into(), at(1)),
            "Fn::Sub" => return self.substitution(argument.as_str().unwrap()),
            "Fn::Select" => Expr::Select(at(0), at(1)),
            "Fn::Split" => Expr::Split(text(0).into(), at(1)),
            "Fn::FindInMap" => Expr::FindInMap(self.mappings[&text(0)], at(1), at(2)),
            "Fn::GetAZs" => Expr::GetAZs(self.value(argument)),
            "Fn::Cidr" => Expr::Cidr(at(0), at(1), at(2)),
            "Fn::Base64" => Expr::Base64(self.value(argument)),
            other => panic!("{other} is not known here"),
        };
        expr.into()
    }

    fn reference(&self, id: &str, attribute: Option<&str>) -> Expr {
        let pseudo = match id {
            "AWS::AccountId" => Some(Pseudo::AccountId),
            "AWS::NoValue" => Some(Pseudo::NoValue),
            "AWS::Partition" => Some(Pseudo::Partition),
            "AWS::Region" => Some(Pseudo::Region),
            "AWS::StackId" => Some(Pseudo::StackId),
            "AWS::StackName" => Some(Pseudo::StackName),
            "AWS::URLSuffix" => Some(Pseudo::UrlSuffix),
            _ => None,
        };
        match (pseudo, self.parameters.get(id), attribute) {
            (Some(pseudo), ..) => Expr::Pseudo(pseudo),
            (_, Some(parameter), _) => Expr::Parameter(*parameter),
            (_, _, None) => Expr::Ref(self.resources[id]),
            (_, _, Some(attribute)) => Expr::GetAtt(self.resources[id], attribute.to_owned().into()),
        }
    }

    fn substitution(&self, text: &str) -> Value {
        let mut parts = Vec::new();
        for (index, piece) in text.split("${").enumerate() {
            let literal = match piece.split_once('}') {
                Some((name, after)) if index > 0 => {
                    let (id, attribute) = name.split_once('.').map_or((name, None), |(id, a)| (id, Some(a)));
                    parts.push(self.reference(id, attribute).into());
                    after
                }
                _ => piece,
            };
            parts.push(Value::Str(literal.to_owned().into()));
        }
        Expr::Join("".into(), Value::List(parts)).into()
    }

    fn test(&self, json: &Json) -> Test {
        let (name, argument) = json.as_object().unwrap().iter().next().unwrap();
        let tests = || argument.as_array().unwrap().iter().map(|test| self.test(test)).collect();
        match &**name {
            "Fn::Equals" => Test::Equals(self.value(&argument[0]), self.value(&argument[1])),
            "Fn::And" => Test::And(tests()),
            "Fn::Or" => Test::Or(tests()),
            "Fn::Not" => Test::Not(Box::new(self.test(&argument[0]))),
            _ => Test::Holds(self.conditions[argument.as_str().unwrap()]),
        }
    }
}
