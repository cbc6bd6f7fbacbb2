//! What the generator could not take over, and where the packages differ.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::walk::Typed;
use crate::spec::Type;

/// What happened on the way.
#[derive(Debug, Default)]
pub struct Report {
    /// Constraints that cannot be represented, by keyword: the resource type, and which one of it.
    pub left_out: BTreeMap<String, BTreeSet<(String, usize)>>,
    /// Paths about which something is said, but which lead nowhere.
    pub unmet: Vec<String>,
    /// Properties that one package requires and the other does not.
    pub required_differ: BTreeSet<String>,
    /// Values that are an object, a list or a scalar in one package only.
    pub types_differ: BTreeSet<String>,
}

impl Report {
    pub(super) fn left_out(&mut self, cfn: &str, key: &str, value: &Value) {
        let which = std::ptr::from_ref(value) as usize;
        self.left_out.entry(key.to_owned()).or_default().insert((cfn.to_owned(), which));
    }

    pub(super) fn required_differ(&mut self, cfn: &str, nested: Option<&str>, name: &str, required: bool) {
        let by = if required { "cfn-lint" } else { "aws-service-spec" };
        self.required_differ.insert(format!("{by}: {cfn} {}.{name}", nested.unwrap_or_default()));
    }

    pub(super) fn types_differ(&mut self, cfn: &str, typed: Typed<'_>) {
        let ty: &dyn std::fmt::Debug = match &typed {
            Typed::Value(Type::String(_)) => &"String",
            Typed::Value(ty) => ty,
            Typed::No | Typed::Object(_) => &"the resource",
        };
        self.types_differ.insert(format!("{cfn} {ty:?}"));
    }
}
