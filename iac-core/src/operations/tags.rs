//! The tags that releases give images: one source for the workflows that push them and the parameters that take them.

use super::{Release, Trigger};
use crate::parameter::Parameter;
use crate::prelude::Str;

/// A parameter for the tag of an image that these releases push: exactly their tags, so that whoever deploys can always
/// give the tag that runs. It has no default.
///
/// ```
/// use iac_core::operations::{Release, image_tag};
/// let releases = [Release::on_branch("main"), Release::on_tag("v*")];
/// let tag = image_tag(&releases).label("Tag of the API's image");
/// # let _ = tag;
/// ```
pub fn image_tag(releases: &[Release]) -> Parameter<Str> {
    let forms = sorts(releases).into_iter().map(|sort| sort.unwrap_or("sha- and the commit")).collect::<Vec<_>>();
    let forms = forms.join(", or ");
    Parameter::string()
        .label("Tag of the image")
        .group("Application")
        .description(format!("The tag that a release pushed: {forms}."))
        .allowed_pattern(tag_pattern(releases))
        .constraint_description(format!("must be a tag that a release pushes: {forms}"))
}

/// What the tags of these releases match: `^(sha-[0-9a-f]{7,40}|v[A-Za-z0-9._-]*)$`. Bash reads it as CloudFormation and
/// Terraform do.
pub fn tag_pattern(releases: &[Release]) -> String {
    let form = |sort: Option<&str>| match sort {
        None => "sha-[0-9a-f]{7,40}".to_owned(),
        Some(glob) => glob.replace('.', "[.]").replace('*', "[A-Za-z0-9._-]*"),
    };
    format!("^({})$", sorts(releases).into_iter().map(form).collect::<Vec<_>>().join("|"))
}

/// Each sort of tag once: a pattern of the sources' tags, or none for their commits.
fn sorts(releases: &[Release]) -> Vec<Option<&str>> {
    let mut sorts = Vec::new();
    for release in releases {
        let sort = match &release.trigger {
            Trigger::Tag(pattern) => Some(&**pattern),
            Trigger::Branch(_) | Trigger::Manual => None,
        };
        if !sorts.contains(&sort) {
            sorts.push(sort);
        }
    }
    sorts.sort();
    sorts
}
