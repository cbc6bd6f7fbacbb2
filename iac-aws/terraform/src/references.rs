//! Who refers to a resource: some of its attributes are then changed by others.

use super::prelude::*;

/// Whether a resource of the same stack, of a type, refers to this one in a property.
pub(super) fn is_named_in(s: &Scope<'_, '_>, resource_type: &str, property: &str) -> bool {
    let node = s.node();
    s.resources().filter(|(_, resource)| resource.resource_type == resource_type).any(|(_, resource)| {
        let mut found = false;
        if let Some(value) = resource.property(property) {
            value.for_each_expr(&mut |expr| {
                found |= matches!(expr, Expr::Ref(named) | Expr::GetAtt(named, _) if *named == node);
            });
        }
        found
    })
}
