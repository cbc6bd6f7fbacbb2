//! A closed set of values.

use super::ty::Scope;
use crate::model::Enum;

pub(super) fn text(item: &Enum, scope: &Scope) -> String {
    let name = &item.name;
    let used_by = item.used_by.iter().map(|u| format!("`{u}`")).collect::<Vec<_>>().join(", ");
    let mut out = format!(
        "\n/// The values of {used_by}.\n#[derive(Clone, Copy, Debug)]\n#[non_exhaustive]\npub enum {name} {{\n"
    );
    for (variant, value) in &item.variants {
        out.push_str(&format!("    /// `{value}`.\n    {variant},\n"));
    }
    let values: Vec<String> = item.variants.iter().map(|(_, value)| format!("{value:?}")).collect();
    let (lit, value) = (scope.core("Lit"), scope.core("Value"));
    out.push_str(&format!(
        "}}\n\nimpl {lit} for {name} {{\n    fn lit(self) -> {value} {{ {value}::Str([{}][self as usize].into()) }}\n}}\n",
        values.join(", ")
    ));
    out
}
