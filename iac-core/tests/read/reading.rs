//! Short ways from a text to its graph, its findings and its document.

use iac_core::backend::cloudformation;
use iac_core::graph::{Graph, StackGraph};
use iac_core::json::{self, Layout, to_text};
use iac_core::{Diagnostic, FileName, Value, read};
use serde::{Serialize, Serializer};

pub(crate) const FILE: FileName = FileName::of(&"stacks/template.yaml");

pub(crate) fn read(text: impl AsRef<[u8]>) -> (Option<Graph>, Vec<Diagnostic>) {
    read::template(FILE, text.as_ref())
}

/// The stack of a text in which nothing is wrong.
#[track_caller]
pub(crate) fn stack(text: impl AsRef<[u8]>) -> StackGraph {
    let (graph, findings) = read(text);
    assert!(findings.is_empty(), "{}", report(&findings));
    graph.unwrap().stacks.remove(0)
}

pub(crate) fn report(findings: &[Diagnostic]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

pub(crate) fn written(stack: &StackGraph, layout: Layout) -> String {
    to_text(&cloudformation::template(stack), layout)
}

/// A document as `synth --yaml` writes it.
pub(crate) fn yaml(stack: &StackGraph) -> String {
    let options = serde_saphyr::ser_options! { folded_wrap_chars: usize::MAX, yaml_12: false };
    let mut text = String::new();
    let document = json::read(&written(stack, Layout::Compact)).unwrap();
    serde_saphyr::to_fmt_writer_with_options(&mut text, &Document(&document), options).unwrap();
    text
}

/// A document in the order in which it was written.
struct Document<'a>(&'a Value);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Int(number) => serializer.serialize_i64(*number),
            Value::Num(number) => serializer.serialize_f64(*number),
            Value::Str(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items.iter().map(Document)),
            Value::Map(fields) => {
                serializer.collect_map(fields.iter().map(|field| (&*field.name, Document(&field.value))))
            }
            Value::Expr(_) => serializer.serialize_none(),
        }
    }
}

/// A template with one thing of each sort, and a value in it.
pub(crate) fn around(value: &str) -> String {
    format!(
        "Transform: AWS::LanguageExtensions
Parameters:
  Size: {{Type: String, Default: small, AllowedValues: [small, large]}}
  Subnets: {{Type: 'List<AWS::EC2::Subnet::Id>'}}
Mappings:
  Sizes: {{small: {{Cpu: 256}}, large: {{Cpu: 1024}}}}
Conditions:
  IsLarge: !Equals [!Ref Size, large]
Resources:
  Topic: {{Type: AWS::SNS::Topic}}
  Probe:
    Type: AWS::SSM::Parameter
    Properties:
      Things: [!Ref Size, !Ref Subnets]
      Value: {value}
Outputs:
  Out: {{Value: x}}
"
    )
}

/// What a value is read as.
#[track_caller]
pub(crate) fn value(value: &str) -> Value {
    let stack = stack(around(value));
    if value.starts_with(r#"{""#) {
        let document = written(&self::stack(around("PROBE")), Layout::Indented).replace(r#""PROBE""#, value);
        assert_eq!(
            self::stack(document).resources["Probe"].property("Value"),
            stack.resources["Probe"].property("Value"),
            "{value} in JSON"
        );
    }
    let again = self::stack(written(&stack, Layout::Indented));
    assert_eq!(written(&again, Layout::Indented), written(&stack, Layout::Indented), "{value}");
    stack.resources["Probe"].property("Value").unwrap().clone()
}
