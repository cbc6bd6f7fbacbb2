//! What `iac-aws-schema` embeds: for every resource type what a template may write, from both packages.
//!
//! Their facts are joined. Where they differ, a value may have the types, the values and the properties that either
//! knows, and a property is required when the registry's schema says so: AWS makes properties optional, not required.

mod attributes;
mod chain;
mod extensions;
mod groups;
mod intern;
mod keywords;
mod lost;
mod node;
mod patterns;
mod property;
mod report;
mod trail;
mod types;
mod walk;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

pub use attributes::Attribute;
pub use node::{Bound, Flags, Node, NodeId, Property, Scalar, Size, TYPES};
pub use report::Report;

use crate::Result;
use crate::model::{Kinds, written_tags};
use crate::sources::{Lint, LintType};
use crate::spec::{Form, Resource, Spec, Tags};
use chain::At;
use trail::Trails;
use walk::{Side, Typed, Walk};

/// Every resource type.
#[derive(Debug, Default)]
pub struct Schemas {
    /// The types by name.
    pub types: BTreeMap<String, ResourceType>,
    /// What values must be like; all of them differ.
    pub nodes: Vec<Node>,
    /// What was left out.
    pub report: Report,
}

/// A resource type.
#[derive(Debug)]
pub struct ResourceType {
    /// Its properties.
    pub root: NodeId,
    /// What `Fn::GetAtt` gives.
    pub attributes: BTreeMap<String, Attribute>,
    /// What `Ref` gives.
    pub reference: Form,
    /// The properties or attributes that identify a resource.
    pub identifier: Vec<String>,
    /// How tags are written.
    pub tags: Tags,
    /// The transform that a template needs.
    pub transform: Option<String>,
    /// Whether it holds data that a replacement or a deletion loses.
    pub stateful: bool,
    /// The regions that have it.
    pub regions: BTreeSet<String>,
    /// What AWS announced about its end: a word and a date.
    pub lifecycle: Option<(String, String)>,
}

/// Joins the two packages.
///
/// # Errors
///
/// When a rule of `cfn-lint` has no place in a resource type.
pub fn build(spec: &Spec, lint: &Lint) -> Result<Schemas> {
    let rules = extensions::schemas(lint)?;
    let rules = extensions::placed(lint, &rules)?;
    let kinds = Kinds::new(spec);
    let mut schemas = Schemas::default();
    let names: BTreeSet<&String> = spec.resources.keys().chain(lint.types.keys()).collect();
    for cfn in names {
        let (ours, theirs) = (spec.resources.get(cfn), lint.types.get(cfn));
        let schema = theirs.map_or(&Value::Null, |t| &t.schema);
        let rules = rules.iter().filter(|r| r.cfn == cfn).map(|r| (r.path, r.code, r.schema));
        let mut walk = Walk {
            cfn,
            kinds: &kinds,
            nested: ours.map(|r| &r.types),
            trails: Trails::new(schema, rules),
            nodes: &mut schemas.nodes,
            report: &mut schemas.report,
            met: HashMap::new(),
        };
        let at = theirs.map(|t| At { root: &t.schema, value: &t.schema });
        let root = walk.trails.root();
        let root = walk.node(ours.map_or(Typed::No, |r| Typed::Object(&r.properties)), at, root, Side::Whole);
        let attributes = attributes::attributes(&mut walk, ours, lint, at);
        let unmet: Vec<String> = walk.trails.unmet().map(|path| format!("{cfn} {path}")).collect();
        schemas.report.unmet.extend(unmet);
        schemas.types.insert(cfn.clone(), resource(cfn, root, attributes, ours, theirs, lint, &kinds));
    }
    schemas.intern();
    Ok(schemas)
}

fn resource(
    cfn: &str,
    root: NodeId,
    attributes: BTreeMap<String, Attribute>,
    ours: Option<&Resource>,
    theirs: Option<&LintType>,
    lint: &Lint,
    kinds: &Kinds<'_>,
) -> ResourceType {
    let schema = theirs.map_or(&Value::Null, |t| &t.schema);
    let paths = schema.get("primaryIdentifier").and_then(Value::as_array).into_iter().flatten();
    let identifier = paths.filter_map(|p| Some(p.as_str()?.strip_prefix("/properties/")?.replace('/', "."))).collect();
    let lifecycle = |key: &str| schema.get("lifecycle")?.get(key)?.as_str();
    ResourceType {
        root,
        attributes,
        reference: kinds.reference(cfn),
        identifier: ours.map(|r| r.primary_identifier.clone()).filter(|i| !i.is_empty()).unwrap_or(identifier),
        tags: ours.map_or_else(|| lint_tags(schema), written_tags),
        transform: ours.and_then(|r| r.transform.clone()),
        stateful: ours.is_some_and(|r| r.stateful) || lint.stateful.contains(cfn),
        regions: theirs.map(|t| t.regions.clone()).unwrap_or_default(),
        lifecycle: lifecycle("status").map(|s| (s.to_owned(), lifecycle("date").unwrap_or_default().to_owned())),
    }
}

/// How tags are written, of a type that only the registry's schema has.
fn lint_tags(schema: &Value) -> Tags {
    let tagging = schema.get("tagging");
    let name = tagging.and_then(|t| t.get("tagProperty")?.as_str()?.strip_prefix("/properties/"));
    let at = At { root: schema, value: schema };
    let ty = name.and_then(|name| {
        let tags = at.at(schema.get("properties")?.get(name)?);
        tags.get("type")?.value.as_str()
    });
    match (name, ty) {
        (Some(name), Some("array")) => Tags::List(name.to_owned()),
        (Some(name), Some("object")) => Tags::Map(name.to_owned()),
        _ => Tags::None,
    }
}

impl Schemas {
    fn intern(&mut self) {
        let (nodes, place) = intern::intern(&self.nodes);
        self.nodes = nodes;
        for ty in self.types.values_mut() {
            ty.root = place[ty.root];
            ty.attributes.values_mut().for_each(|a| a.node = place[a.node]);
        }
    }
}
