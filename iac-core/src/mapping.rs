//! Mappings: tables that are looked up when the stack is deployed.

use crate::construct::Construct;
use crate::graph::MappingNode;
use crate::stack::{Node, Stack};
use crate::value::kind::Str;
use crate::value::{Expr, Field, IntoVal, Text, Val, Value};

/// A table with two keys, such as sizes by name. Adding it to a stack returns a reference to look things up with.
///
/// ```
/// use iac_core::prelude::*;
/// let mut stack = Stack::new("main");
/// let size = stack.add("Size", Parameter::string().default("small").allowed_values(["small", "large"]));
/// let sizes = stack.add("Sizes", Mapping::new().row("small", [("Cpu", "256")]).row("large", [("Cpu", "1024")]));
/// let cpu: Val<Str> = sizes.find(size, "Cpu");
/// # let _ = cpu;
/// ```
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    rows: Vec<(Text, Vec<Field>)>,
}

impl Mapping {
    /// An empty table.
    pub fn new() -> Self {
        Mapping::default()
    }

    /// A row: its key, of letters, digits, hyphens and dots, and its cells by their keys, of letters and digits alone.
    /// Sources: <https://github.com/aws-cloudformation/cfn-lint/issues/2004>, <https://github.com/aws/aws-cdk/issues/16866>
    pub fn row<K: Into<Text>, V: Into<MappingValue>>(
        mut self,
        key: impl Into<Text>,
        cells: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let cells = cells.into_iter().map(|(name, value)| Field::new(name.into(), value.into().0)).collect();
        self.rows.push((key.into(), cells));
        self
    }
}

/// What a cell of a mapping may hold: text or a list of texts.
#[derive(Clone, Debug)]
pub struct MappingValue(Value);

impl From<&'static str> for MappingValue {
    fn from(text: &'static str) -> Self {
        MappingValue(Value::Str(text.into()))
    }
}

impl From<String> for MappingValue {
    fn from(text: String) -> Self {
        MappingValue(Value::Str(text.into()))
    }
}

impl<const N: usize> From<[&'static str; N]> for MappingValue {
    fn from(texts: [&'static str; N]) -> Self {
        MappingValue(Value::List(texts.into_iter().map(|text| Value::Str(text.into())).collect()))
    }
}

/// A mapping of a stack.
#[derive(Clone, Copy, Debug)]
pub struct MappingRef(Node);

impl MappingRef {
    /// The cell of a row, by the keys of both. A key that the table does not have fails the deployment, so a parameter
    /// that is used as a key needs allowed values. Keys are literals, parameters, pseudo parameters and other cells.
    /// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap-enhancements.html>
    pub fn find<T>(self, row: impl IntoVal<Str>, cell: impl IntoVal<Str>) -> Val<T> {
        Val::of(Expr::FindInMap(self.0, row.into_value(), cell.into_value()).into())
    }
}

impl Construct for Mapping {
    type Handle = MappingRef;

    fn build(self, stack: &mut Stack) -> MappingRef {
        let id = stack.claim("mapping", |graph, id| graph.mappings.get(id).map(|mapping| mapping.place));
        let place = stack.place();
        let (index, _) = stack.graph.mappings.insert_full(id, MappingNode { rows: self.rows, place });
        MappingRef(Node::new(stack.graph.key, index as u32))
    }
}
