//! The module as a document.

use super::body::Body;
use super::lower::Lowered;
use super::names::Names;
use super::settings::Settings;
use super::term::Term;
use super::variables::Variable;
use crate::graph::Graph;
use crate::json::{ToJson, Writer};
use indexmap::IndexMap;

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

impl ToJson for Module<'_> {
    fn write(&self, to: &mut Writer) {
        to.map(|to| {
            to.entry("terraform", &self.settings.terraform);
            to.key("provider").map(|to| match &*self.settings.providers {
                [only] => to.entry("aws", only),
                several => to.entry("aws", several),
            });
            named(to, "variable", &self.variables, |variable| &variable.name, Variable::write);
            named(to, "locals", &self.locals, |(name, _)| name, |(_, term), to| term.write(to));
            grouped(to, "data", self.settings.data.iter().map(|((kind, name), body)| (*kind, &**name, body)));
            grouped(to, "ephemeral", self.ephemerals.iter().map(|((kind, name), body)| (*kind, &**name, body)));
            let identities = self.settings.identities.iter().map(|name| ("terraform_data", &**name, Written::Empty));
            let resources = self.resources.iter().zip(&self.dependencies).map(|(lowered, waits)| {
                (lowered.terraform, &*lowered.name, Written::Resource { module: self, lowered, waits })
            });
            grouped(to, "resource", identities.chain(resources));
            named(to, "output", &self.outputs, |output| &output.name, Output::write);
        });
    }
}

/// Blocks by their name; a section that is empty is left out.
fn named<T>(to: &mut Writer, section: &str, blocks: &[T], name: fn(&T) -> &String, write: fn(&T, &mut Writer)) {
    if !blocks.is_empty() {
        to.key(section).map(|to| blocks.iter().for_each(|block| write(block, to.key(name(block)))));
    }
}

/// Blocks by their type and name, types in the order in which they come first.
fn grouped<'a, T: ToJson>(to: &mut Writer, section: &str, items: impl Iterator<Item = (&'a str, &'a str, T)>) {
    let mut groups: IndexMap<&str, Vec<(&str, T)>> = IndexMap::new();
    for (kind, name, item) in items {
        groups.entry(kind).or_default().push((name, item));
    }
    if groups.is_empty() {
        return;
    }
    to.key(section).map(|to| {
        for (kind, items) in &groups {
            to.key(kind).map(|to| items.iter().for_each(|(name, item)| to.entry(name, item)));
        }
    });
}

impl ToJson for Output<'_> {
    fn write(&self, to: &mut Writer) {
        to.map(|to| {
            self.description.iter().for_each(|description| to.entry("description", description));
            to.entry("value", &self.value);
        });
    }
}

enum Written<'a, 'g> {
    Empty,
    Resource { module: &'a Module<'g>, lowered: &'a Lowered<'g>, waits: &'a [String] },
}

impl ToJson for Written<'_, '_> {
    fn write(&self, to: &mut Writer) {
        let Written::Resource { module, lowered, waits } = self else { return to.map(|_| ()) };
        let (stack, index) = lowered.of;
        let names = &module.names.stacks[stack];
        let condition = module.graph.stacks[stack].resources.get_index(index).and_then(|(_, node)| node.condition);
        to.map(|to| {
            if let Some(condition) = condition.filter(|_| !lowered.body.has("count")) {
                let name = names.conditions.get(condition.index()).map_or("", String::as_str);
                to.entry("count", &format!("${{local.{name} ? 1 : 0}}"));
            }
            if let Some(alias) = &names.alias {
                to.entry("provider", &format!("aws.{alias}"));
            }
            lowered.body.entries_to(to);
            if !waits.is_empty() {
                to.entry("depends_on", *waits);
            }
            if !lowered.lifecycle.is_default() {
                to.entry("lifecycle", &lowered.lifecycle);
            }
        });
    }
}

impl ToJson for super::lower::Lifecycle {
    fn write(&self, to: &mut Writer) {
        to.map(|to| {
            if self.create_before_destroy {
                to.entry("create_before_destroy", &true);
            }
            if self.prevent_destroy {
                to.entry("prevent_destroy", &true);
            }
            if !self.ignore_changes.is_empty() {
                to.entry("ignore_changes", &self.ignore_changes);
            }
            if !self.replace_triggered_by.is_empty() {
                to.entry("replace_triggered_by", &self.replace_triggered_by);
            }
        });
    }
}
