//! Values below lists.

use iac_core::check::{Eval, Res};

/// The values at a path of a resource, of every member of the lists on the way: `Targets.RoleArn`.
pub(crate) fn each<'g>(res: Res<'_, 'g>, path: &str) -> Vec<Eval<'g>> {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let mut found = res.get(first).items().to_vec();
    for name in rest.split('.').filter(|name| !name.is_empty()) {
        found = found.iter().flat_map(|value| value.at(name).items().to_vec()).collect();
    }
    found
}
