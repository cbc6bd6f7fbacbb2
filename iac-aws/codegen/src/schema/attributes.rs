//! What `Fn::GetAtt` gives.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::chain::At;
use super::node::NodeId;
use super::trail::Trail;
use super::walk::{Side, Typed, Walk};
use crate::sources::Lint;
use crate::spec::{Format, Resource};

/// Attributes whose names the user chooses.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html>
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html>
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html>
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-servicecatalog-cloudformationprovisionedproduct.html>
const CHOSEN: [(&str, &str); 4] = [
    ("AWS::CloudFormation::Stack", "Outputs.*"),
    ("AWS::CloudFormation::CustomResource", "*"),
    ("AWS::Serverless::Application", "Outputs.*"),
    ("AWS::ServiceCatalog::CloudFormationProvisionedProduct", "Outputs.*"),
];

/// An attribute.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its value.
    pub node: NodeId,
    /// What it identifies.
    pub identifies: Option<Format>,
}

/// The attributes of both packages, by name; `Outputs.*` is every name that starts with `Outputs.`.
pub(super) fn attributes<'a>(
    walk: &mut Walk<'a>,
    ours: Option<&'a Resource>,
    lint: &Lint,
    schema: Option<At<'a>>,
) -> BTreeMap<String, Attribute> {
    let mut found = BTreeMap::new();
    for (name, p) in ours.into_iter().flat_map(|r| &r.attributes) {
        let at = schema.and_then(|at| property(at, name.split('.')));
        let node = walk.node(Typed::Value(&p.ty), at, Trail::default(), Side::Branch);
        found.insert(name.clone(), Attribute { node, identifies: walk.kinds.of_attribute(walk.cfn, name, p) });
    }
    for (name, at) in schema.map(|at| listed(walk.cfn, lint, at)).unwrap_or_default() {
        found.entry(name).or_insert_with(|| {
            let node = walk.node(Typed::No, Some(at), Trail::default(), Side::Branch);
            Attribute { node, identifies: None }
        });
    }
    let cfn = walk.cfn;
    for (_, name) in CHOSEN.iter().filter(|(owner, _)| *owner == cfn) {
        let node = walk.node(Typed::No, None, Trail::default(), Side::Branch);
        found.entry((*name).to_owned()).or_insert(Attribute { node, identifies: None });
    }
    found
}

/// The attributes that a schema lists as read-only, and those of the tables.
fn listed<'a>(cfn: &str, lint: &Lint, schema: At<'a>) -> BTreeMap<String, At<'a>> {
    let read_only = schema.value.get("readOnlyProperties").and_then(Value::as_array);
    let mut paths: BTreeSet<String> = read_only
        .into_iter()
        .flatten()
        .filter_map(|p| Some(p.as_str()?.strip_prefix("/properties/")?.into()))
        .collect();
    paths.extend(lint.attributes.get(cfn).into_iter().flatten().cloned());
    if lint.all_attributes.contains(cfn) {
        let all = schema.value.get("properties").and_then(Value::as_object);
        paths.extend(all.into_iter().flatten().map(|(name, _)| name.clone()));
    }
    let mut found = BTreeMap::new();
    for path in paths {
        if let Some(at) = property(schema, path.split('/')) {
            leaves(path.replace('/', "."), at, &mut found);
        }
    }
    found
}

/// An object cannot be read, its members can; a map's can by any name.
fn leaves<'a>(name: String, at: At<'a>, found: &mut BTreeMap<String, At<'a>>) {
    let members: Vec<_> = at.get("properties").into_iter().filter_map(|p| p.value.as_object()).flatten().collect();
    // Only a recursive type goes deeper.
    if !members.is_empty() && name.matches('.').count() < 6 {
        for (member, value) in members {
            leaves(format!("{name}.{member}"), at.at(value), found);
        }
    } else if let Some(value) = at.get("patternProperties").and_then(|p| p.value.as_object()?.values().next()) {
        found.insert(format!("{name}.*"), at.at(value));
    } else {
        found.insert(name, at);
    }
}

fn property<'a, 'n>(at: At<'a>, path: impl Iterator<Item = &'n str>) -> Option<At<'a>> {
    path.into_iter().try_fold(at, |at, name| {
        at.views().into_iter().find_map(|view| Some(view.at(view.get("properties")?.value.get(name)?)))
    })
}
