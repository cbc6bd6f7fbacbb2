//! The handle of a resource in a stack.

use super::ty::Scope;
use crate::model::Resource;

pub(super) fn text(resource: &Resource, scope: &Scope) -> String {
    let (name, node, val) = (&resource.item.name, scope.core("Node"), scope.core("Val"));
    let reference = scope.ty(&resource.reference.ty);
    let mut out = format!(
        "/// A resource of type `{}` in a stack.\n#[derive(Clone, Copy, Debug)]\npub struct {name}Ref({node});\n\nimpl {name}Ref {{\n",
        resource.cfn
    );
    for method in std::iter::once("ref_").chain(resource.reference.name.as_deref()) {
        out.push_str(&format!(
            "    /// What `Ref` gives.\n    pub fn {method}(self) -> {val}<{reference}> {{ self.0.r() }}\n"
        ));
    }
    for a in &resource.attributes {
        let ty = scope.ty(&a.ty);
        out.push_str(&format!(
            "    /// `{}`.\n    pub fn {}(self) -> {val}<{ty}> {{ self.0.att(\"{}\") }}\n",
            a.cfn, a.name, a.cfn
        ));
    }
    out.push_str(&format!(
        "}}\n\nimpl {} for {name}Ref {{\n    type Resource = {name};\n    fn from_node(n: {node}) -> Self {{ Self(n) }}\n    fn node(self) -> {node} {{ self.0 }}\n}}\n",
        scope.core("Handle")
    ));
    out
}
