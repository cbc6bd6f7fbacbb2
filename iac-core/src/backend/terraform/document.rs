//! The module as a document.

use super::body::Body;
use super::lower::Lowered;
use super::names::Names;
use super::settings::Settings;
use super::term::Term;
use super::variables::Variable;
use crate::graph::Graph;
use indexmap::IndexMap;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// A Terraform root module, ready to be written.
pub struct Module<'g> {
    pub(super) settings: Settings<'g>,
    pub(super) variables: Vec<Variable<'g>>,
    pub(super) locals: Vec<(String, Term<'g>)>,
    pub(super) ephemerals: IndexMap<(&'static str, String), Body<'g>>,
    pub(super) resources: Vec<Lowered<'g>>,
    /// What each resource waits for besides its references.
    pub(super) dependencies: Vec<Vec<String>>,
    pub(super) outputs: Vec<Output<'g>>,
    pub(super) names: Names,
    pub(super) graph: &'g Graph,
}

/// An output of the module.
pub(super) struct Output<'g> {
    pub(super) name: String,
    pub(super) description: Option<&'g str>,
    pub(super) value: Term<'g>,
}

impl Module<'_> {
    /// How many resources of the provider's it has.
    pub fn resources(&self) -> usize {
        self.resources.len()
    }
}

impl Serialize for Module<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("terraform", &self.settings.terraform)?;
        map.serialize_entry("provider", &Providers(&self.settings.providers))?;
        if !self.variables.is_empty() {
            map.serialize_entry("variable", &Named(self.variables.iter().map(|variable| (&*variable.name, variable))))?;
        }
        if !self.locals.is_empty() {
            map.serialize_entry("locals", &Named(self.locals.iter().map(|(name, term)| (&**name, term))))?;
        }
        if !self.settings.data.is_empty() {
            map.serialize_entry(
                "data",
                &grouped(self.settings.data.iter().map(|((kind, name), body)| (*kind, &**name, body))),
            )?;
        }
        if !self.ephemerals.is_empty() {
            map.serialize_entry(
                "ephemeral",
                &grouped(self.ephemerals.iter().map(|((kind, name), body)| (*kind, &**name, body))),
            )?;
        }
        let identities = self.settings.identities.iter().map(|name| ("terraform_data", &**name, Written::Empty));
        let resources = self.resources.iter().zip(&self.dependencies).map(|(lowered, waits)| {
            (lowered.terraform, &*lowered.name, Written::Resource { module: self, lowered, waits })
        });
        let resources = grouped(identities.chain(resources));
        if !resources.0.is_empty() {
            map.serialize_entry("resource", &resources)?;
        }
        if !self.outputs.is_empty() {
            map.serialize_entry("output", &Named(self.outputs.iter().map(|output| (&*output.name, output))))?;
        }
        map.end()
    }
}

/// Blocks by their type and name, types in the order in which they come first.
struct Grouped<'a, T>(IndexMap<&'a str, Vec<(&'a str, T)>>);

fn grouped<'a, T>(items: impl Iterator<Item = (&'a str, &'a str, T)>) -> Grouped<'a, T> {
    let mut groups: IndexMap<&str, Vec<(&str, T)>> = IndexMap::new();
    for (kind, name, item) in items {
        groups.entry(kind).or_default().push((name, item));
    }
    Grouped(groups)
}

impl<T: Serialize> Serialize for Grouped<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.0.iter().map(|(kind, items)| (kind, Named(items.iter().map(|(name, item)| (*name, item))))),
        )
    }
}

/// Entries of an object.
struct Named<I>(I);

impl<'a, T: Serialize, I: Iterator<Item = (&'a str, T)> + Clone> Serialize for Named<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.clone())
    }
}

struct Providers<'a, 'g>(&'a [Body<'g>]);

impl Serialize for Providers<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self.0 {
            [only] => map.serialize_entry("aws", only)?,
            several => map.serialize_entry("aws", several)?,
        }
        map.end()
    }
}

impl Serialize for Output<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(description) = self.description {
            map.serialize_entry("description", description)?;
        }
        map.serialize_entry("value", &self.value)?;
        map.end()
    }
}

enum Written<'a, 'g> {
    Empty,
    Resource { module: &'a Module<'g>, lowered: &'a Lowered<'g>, waits: &'a [String] },
}

impl Serialize for Written<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written::Resource { module, lowered, waits } = self else {
            return serializer.serialize_map(Some(0))?.end();
        };
        let (stack, index) = lowered.of;
        let mut map = serializer.serialize_map(None)?;
        let names = &module.names.stacks[stack];
        let condition = module.graph.stacks[stack].resources.get_index(index).and_then(|(_, node)| node.condition);
        if let Some(condition) = condition.filter(|_| !lowered.body.has("count")) {
            let name = names.conditions.get(condition.index()).map_or("", String::as_str);
            map.serialize_entry("count", &format!("${{local.{name} ? 1 : 0}}"))?;
        }
        if let Some(alias) = &names.alias {
            map.serialize_entry("provider", &format!("aws.{alias}"))?;
        }
        lowered.body.write(&mut map)?;
        if !waits.is_empty() {
            map.serialize_entry("depends_on", waits)?;
        }
        let lifecycle = &lowered.lifecycle;
        if !lifecycle.is_default() {
            map.serialize_entry("lifecycle", lifecycle)?;
        }
        map.end()
    }
}

impl Serialize for super::lower::Lifecycle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.create_before_destroy {
            map.serialize_entry("create_before_destroy", &true)?;
        }
        if self.prevent_destroy {
            map.serialize_entry("prevent_destroy", &true)?;
        }
        if !self.ignore_changes.is_empty() {
            map.serialize_entry("ignore_changes", &self.ignore_changes)?;
        }
        if !self.replace_triggered_by.is_empty() {
            map.serialize_entry("replace_triggered_by", &self.replace_triggered_by)?;
        }
        map.end()
    }
}
