//! The struct of a resource or nested type, with `new` and its setters.

use super::property;
use super::ty::Scope;
use crate::model::{Property, Struct};

/// With more required properties than this, `new` takes them by name, in a struct.
const MOST_ARGUMENTS: usize = 3;

/// The struct; `doc` is its documentation.
pub(super) fn text(item: &Struct, doc: &str, scope: &Scope) -> String {
    let (name, bag) = (&item.name, scope.core("Bag"));
    let required: Vec<&Property> = item.properties.iter().filter(|p| p.required).collect();
    let by_name = required.len() > MOST_ARGUMENTS;
    let mut out = if by_name { required_struct(name, &required) } else { String::new() };
    out.push_str(&format!("/// {doc}\npub struct {name}({bag});\n\nimpl {name} {{\n"));
    let bounds = required.iter().map(|p| format!("impl {}", scope.takes(&p.takes)));
    let arguments = if by_name {
        format!("required: {name}Required<{}>", bounds.collect::<Vec<_>>().join(", "))
    } else {
        bounds.zip(&required).map(|(bound, p)| format!("{}: {bound}", p.name)).collect::<Vec<_>>().join(", ")
    };
    let from = if by_name { "required." } else { "" };
    let sets: String = required.iter().map(|p| format!(".{0}({from}{0})", p.name)).collect();
    let (track, doc) = match required.len() {
        0 => ("", "Without properties."),
        _ => ("    #[track_caller]\n", "With its required properties."),
    };
    out.push_str(&format!(
        "    /// {doc}\n{track}    pub fn new({arguments}) -> Self {{ Self({bag}::new()){sets} }}\n"
    ));
    for p in &item.properties {
        out.push_str(&property::text(p, scope));
    }
    out.push_str("}\n\n");
    out
}

fn required_struct(name: &str, required: &[&Property]) -> String {
    let parameters: Vec<String> = (1..=required.len()).map(|n| format!("T{n}")).collect();
    let list = parameters.join(", ");
    let mut out = format!("/// What [`{name}::new`] takes.\npub struct {name}Required<{list}> {{\n");
    for (p, parameter) in required.iter().zip(&parameters) {
        out.push_str(&format!("    /// {}\n    pub {}: {parameter},\n", property::doc(p), p.name));
    }
    out.push_str("}\n\n");
    out
}
