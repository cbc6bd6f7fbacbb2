//! A closed set of values.

use super::ty::Scope;
use crate::model::Enum;

pub(super) fn text(item: &Enum, scope: &Scope) -> String {
    let name = &item.name;
    let used_by = item.used_by.iter().map(|u| format!("`{u}`")).collect::<Vec<_>>().join(", ");
    let mut out = format!(
        "\n/// The values of {used_by}.\n#[derive(Clone, Copy, PartialEq, Eq)]\n#[non_exhaustive]\npub enum {name} {{\n"
    );
    for (variant, value) in &item.variants {
        out.push_str(&format!("    /// `{value}`.\n    {variant},\n"));
    }
    let values: Vec<String> = item.variants.iter().map(|(_, value)| format!("{value:?}")).collect();
    let (lit, value) = (scope.core("Lit"), scope.core("Value"));
    // `derive(Debug)` would take twice as long to compile as this, for the 4,000 of them.
    out.push_str(&format!(
        "}}\n\nimpl {name} {{\n    /// CloudFormation's spelling.\n    pub const fn as_str(self) -> &'static str {{ [{}][self as usize] }}\n}}\n\n\
         impl std::fmt::Debug for {name} {{\n    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{ f.write_str(self.as_str()) }}\n}}\n\n\
         impl {lit} for {name} {{\n    fn lit(self) -> {value} {{ {value}::Str(self.as_str().into()) }}\n}}\n",
        values.join(", ")
    ));
    out
}
