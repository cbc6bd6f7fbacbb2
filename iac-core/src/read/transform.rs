//! Macros: what they may add to a template.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html>

use super::tree::{Data, Entry, Tree};

pub(super) const EXTENSIONS: &str = "AWS::LanguageExtensions";

/// The macros that the whole template goes through; `None` for one whose name is not known.
pub(super) fn names<'t>(sections: &'t [Entry<'_>]) -> impl Iterator<Item = Option<&'t str>> {
    let transform = sections.iter().find(|section| section.key == "Transform").map(|section| &section.value);
    let macros = match transform.map(|tree| &tree.data) {
        Some(Data::List(macros)) => macros.as_slice(),
        Some(Data::Null) => &[],
        _ => transform.map_or(&[][..], std::slice::from_ref),
    };
    macros.iter().map(|name| name.text().or_else(|| name.get("Name").and_then(Tree::text)))
}

/// Whether a macro may add ids, sections and attributes that others then refer to. AWS's own for functions of the
/// language, secrets and deployments add none.
pub(super) fn adds_names(sections: &[Entry<'_>]) -> bool {
    let closed = |name: &str| {
        name == EXTENSIONS || name == "AWS::CodeDeployBlueGreen" || name.starts_with("AWS::SecretsManager-")
    };
    !names(sections).all(|name| name.is_some_and(closed))
}
