//! One setter.

use super::ty::Scope;
use crate::model::{Property, Takes};
use crate::spec::Replacement;

pub(super) fn text(property: &Property, scope: &Scope) -> String {
    let Property { cfn, name, takes, .. } = property;
    let bound = scope.takes(takes);
    let value = match takes {
        Takes::Secrets => {
            let (value, secret) = (scope.core("Value"), scope.core("IntoSecret"));
            format!("{value}::List(v.into_iter().map({secret}::into_value).collect())")
        }
        _ => "v.into_value()".into(),
    };
    let doc = doc(property);
    format!(
        "    /// {doc}\n    #[track_caller]\n    pub fn {name}(mut self, v: impl {bound}) -> Self {{ self.0.put(\"{cfn}\", {value}); self }}\n"
    )
}

/// The facts about a property, in a line.
pub(super) fn doc(property: &Property) -> String {
    let mut doc = format!("`{}`.", property.cfn);
    if property.required {
        doc.push_str(" Required.");
    }
    if !property.numbers.is_empty() {
        let numbers: Vec<String> = property.numbers.iter().map(i64::to_string).collect();
        doc.push_str(&format!(" One of {}.", numbers.join(", ")));
    }
    if let Some(default) = property.default.as_ref().filter(|d| !d.contains(['`', '\n']) && !d.is_empty()) {
        doc.push_str(&format!(" Default: `{default}`."));
    }
    match property.replacement {
        Replacement::No => {}
        Replacement::Yes => doc.push_str(" Changing it replaces the resource."),
        Replacement::Maybe => doc.push_str(" Changing it may replace the resource."),
    }
    doc
}
