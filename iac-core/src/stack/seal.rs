//! The lines of a library's own code: nobody who reads a finding can change them.

use crate::place::Place;
use crate::value::Value;

/// Forgets lines inside of a value that are not of the crate in which the user's line is. What the user gave a construct,
/// such as an object of a generated type, keeps its own.
pub(super) fn forget_foreign_lines(value: &mut Value, user: Place) {
    match value {
        Value::Map(fields) => fields.iter_mut().for_each(|field| {
            field.place = own(field.place, user);
            forget_foreign_lines(&mut field.value, user);
        }),
        Value::List(items) => items.iter_mut().for_each(|item| forget_foreign_lines(item, user)),
        _ => {}
    }
}

/// The line, if it is of the user's crate.
pub(super) fn own(place: Option<Place>, user: Place) -> Option<Place> {
    place.filter(|place| same_crate(place.file(), user.file()))
}

fn same_crate(one: &str, other: &str) -> bool {
    one == other || folder(one) == folder(other)
}

/// The folder of the crate that a file of its sources, tests or examples is in.
fn folder(file: &str) -> &str {
    let is_root = |part: &str| matches!(part, "src" | "tests" | "examples" | "benches");
    let mut rest = file;
    while let Some(at) = rest.rfind(['/', '\\']) {
        if is_root(&rest[at + 1..]) {
            return &file[..=at];
        }
        rest = &rest[..at];
    }
    if is_root(rest) { "" } else { file }
}

#[cfg(test)]
mod tests {
    use super::{folder, same_crate};

    #[test]
    fn a_crate_is_what_is_above_its_sources() {
        assert_eq!(folder("stacks/src/systems/shop/main.rs"), "stacks/");
        assert_eq!(folder("src/main.rs"), "");
        assert_eq!(
            folder("/home/a/.cargo/registry/src/index/iac-aws-edge-0.1.0/src/alb/mod.rs"),
            "/home/a/.cargo/registry/src/index/iac-aws-edge-0.1.0/"
        );
        assert_eq!(folder("app\\src\\main.rs"), "app\\");
        assert!(same_crate("src/main.rs", "src/network.rs"));
        assert!(!same_crate("src/main.rs", "/home/a/.cargo/registry/src/index/iac-aws-edge-0.1.0/src/alb/mod.rs"));
    }
}
