//! The attributes that no schema lists, from two tables in `cfn-lint`'s own source.

use std::collections::{BTreeMap, BTreeSet};

use super::Archive;
use crate::Result;

const FILE: &str = "cfnlint/schema/_getatts.py";

/// The attributes of some types, by type.
type Attributes = BTreeMap<String, Vec<String>>;

/// The types whose every property is an attribute, and those with some that are.
pub(super) fn tables(archive: &mut Archive) -> Result<(BTreeSet<String>, Attributes)> {
    let text = archive.text(FILE)?;
    let all = literals(body(&text, "_all_property_types = [", "\n]")?).map(str::to_owned).collect();
    let mut some = Attributes::new();
    let mut owner = String::new();
    for literal in literals(body(&text, "_exceptions = {", "\n}")?) {
        if literal.contains("::") {
            owner = literal.to_owned();
        } else {
            some.entry(owner.clone()).or_default().push(literal.to_owned());
        }
    }
    Ok((all, some))
}

fn body<'a>(text: &'a str, start: &str, end: &str) -> Result<&'a str> {
    let body = text.split_once(start).and_then(|(_, rest)| rest.split_once(end));
    body.map(|(body, _)| body).ok_or_else(|| format!("cfn-lint: {FILE} has no `{start}`"))
}

/// The string literals of Python source that holds no comments and no escapes.
fn literals(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}
