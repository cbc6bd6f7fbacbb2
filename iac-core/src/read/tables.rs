//! Mappings and outputs.
//! Sources: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html>,
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html>

use super::reader::Reader;
use super::tree::{Data, Entry, Tree};
use crate::graph::{MappingNode, OutputNode};
use crate::value::{Expr, Pseudo, Text, Value};

impl Reader<'_> {
    pub(super) fn mapping_node(&mut self, entry: &Entry<'_>) -> MappingNode {
        let mut rows = Vec::new();
        for row in self.object("a mapping", &entry.value) {
            let cells = self.object("a row of a mapping", &row.value);
            let is_macro = row.key == "Fn::Transform";
            let cells = cells.iter().map(|cell| {
                if !is_macro && !is_cell(&cell.value) {
                    let message = format!("`{}` is {}, which no mapping holds", cell.key, cell.value.sort());
                    self.error("bad-mapping", cell.at, message, "write a literal, or a list of literals");
                }
                self.field(cell, |reader, tree| reader.literal(tree))
            });
            rows.push((Text::Owned(row.key.to_string()), cells.collect()));
        }
        MappingNode { rows, place: Some(self.findings.place(entry.at)) }
    }

    pub(super) fn output_node(&mut self, entry: &Entry<'_>) -> OutputNode {
        let mut output = OutputNode {
            value: Expr::Pseudo(Pseudo::NoValue).into(),
            description: None,
            export: None,
            condition: None,
            internal: false,
            place: Some(self.findings.place(entry.at)),
        };
        for Entry { key, at, value } in self.object("an output", &entry.value) {
            match &**key {
                "Value" => output.value = self.value(value),
                "Description" => output.description = self.text("`Description`", value),
                "Condition" => {
                    let name = self.text("`Condition`", value);
                    output.condition = name.and_then(|name| self.condition(&name, value.at));
                }
                "Export" => output.export = self.export(value),
                other => self.unknown_key("an output", other, *at, "Value, Description, Condition and Export"),
            }
        }
        let what = format!("the output `{}`", entry.key);
        self.required(&what, entry.at, &entry.value, "Value", "say what it tells: `Value: !Ref …`");
        output
    }

    fn export(&mut self, tree: &Tree<'_>) -> Option<Value> {
        let mut name = None;
        for Entry { key, at, value } in self.object("`Export`", tree) {
            match &**key {
                "Name" => name = Some(self.value(value)),
                other => self.unknown_key("`Export`", other, *at, "Name"),
            }
        }
        self.required("an export", tree.at, tree, "Name", "name what other stacks import");
        name
    }
}

fn is_cell(tree: &Tree<'_>) -> bool {
    match &tree.data {
        Data::List(items) => items.iter().all(|item| item.scalar().is_some() || matches!(item.data, Data::Lost)),
        _ => tree.scalar().is_some() || matches!(tree.data, Data::Lost | Data::Null),
    }
}
