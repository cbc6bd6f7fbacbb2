//! Macros: what they may add to a template.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html>

use super::tree::{Data, Entry, Tree};

/// Whether a macro may add ids, sections and attributes that others then refer to. AWS's own for functions of the
/// language, secrets and deployments add none.
pub(super) fn adds_names(sections: &[Entry<'_>]) -> bool {
    let closed = |name: &str| {
        name == "AWS::LanguageExtensions"
            || name == "AWS::CodeDeployBlueGreen"
            || name.starts_with("AWS::SecretsManager-")
    };
    let Some(transform) = sections.iter().find(|section| section.key == "Transform") else { return false };
    let one = std::slice::from_ref(&transform.value);
    let macros = match &transform.value.data {
        Data::List(macros) => macros.as_slice(),
        Data::Null => &[],
        _ => one,
    };
    !macros.iter().all(|name| name.text().or_else(|| named(name)).is_some_and(closed))
}

fn named<'t>(tree: &'t Tree<'_>) -> Option<&'t str> {
    match &tree.data {
        Data::Map(entries) => entries.iter().find(|entry| entry.key == "Name")?.value.text(),
        _ => None,
    }
}
