//! How much of each CloudFormation type has a place in Terraform: counted, not claimed.

use super::schema::{Block, Facts, Kind};
use super::snake::{singular, snake_case};
use super::table::{Provider, Retain, To};
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

/// One type's properties, at every depth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// CloudFormation's type.
    pub cloudformation: &'static str,
    /// The provider's type.
    pub terraform: &'static str,
    /// The properties by their paths, such as `BucketEncryption.ServerSideEncryptionConfiguration`.
    pub properties: Vec<(String, PropertyState)>,
    /// The attributes for `Fn::GetAtt` that have no counterpart.
    pub missing_attributes: Vec<&'static str>,
    /// What becomes of a resource whose deletion policy is `Retain`: the setting that keeps it.
    pub kept_by: &'static str,
}

/// What becomes of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyState {
    /// It has a place.
    Mapped,
    /// It has none and needs none: why.
    Ignored(&'static str),
    /// The provider has no counterpart. Using it is an error that says so.
    Lacking,
    /// It should have a place. Using it is an error.
    Missing,
}

/// The coverage of every type of the provider's tables, by the name of the type.
pub fn coverage(provider: &Provider) -> Vec<Coverage> {
    let types = read(provider.cloudformation);
    let mut facts = Facts::new(provider.facts, provider.additions);
    let lacking: IndexSet<&str> = provider.lacking.lines().collect();
    let mut all = Vec::new();
    for map in provider.tables.iter().flat_map(|table| table.iter()) {
        let schema = facts.get(map.terraform);
        let other = map.other.and_then(|(_, other)| facts.get(other.terraform));
        let Some(of) = types.get(map.cloudformation) else { continue };
        let missing_attributes = of
            .attributes
            .iter()
            .copied()
            .filter(|name| map.attributes.iter().all(|(known, _)| known != name))
            .filter(|name| {
                let known = |schema: &Option<Rc<Block>>| {
                    schema.as_ref().is_some_and(|schema| schema.attribute(&snake_case(name)).is_some())
                };
                schema.is_some() && !known(&schema) && !known(&other)
            })
            .collect();
        let mut walk = Walk { facts: &mut facts, of, properties: Vec::new(), inside: Vec::new() };
        walk.fields("", &of.properties, map.properties, schema);
        let mut properties = std::mem::take(&mut walk.properties);
        if let Some((_, other)) = map.other {
            let schema = walk.facts.get(other.terraform);
            walk.fields("", &of.properties, other.properties, schema);
            found_there(&mut properties, &walk.properties);
        }
        for (path, state) in properties.iter_mut().filter(|(_, state)| *state == PropertyState::Missing) {
            if lacking.contains(&*format!("{} {path}", map.cloudformation)) {
                *state = PropertyState::Lacking;
            }
        }
        all.push(Coverage {
            cloudformation: map.cloudformation,
            terraform: map.terraform,
            properties,
            missing_attributes,
            kept_by: match map.retain {
                Retain::PreventDestroy => "prevent_destroy",
                Retain::Attribute(attribute) => attribute,
            },
        });
    }
    all.sort_by_key(|coverage| coverage.cloudformation);
    all
}

/// What has no place in one type, but has one in the other type that the resource may be of.
fn found_there(properties: &mut [(String, PropertyState)], there: &[(String, PropertyState)]) {
    let missing = properties.iter_mut().filter(|(_, state)| *state == PropertyState::Missing);
    for (path, state) in missing {
        if let Some((_, found)) = there.iter().find(|(other, _)| other == path) {
            *state = *found;
        }
    }
}

/// A property's name and type, as the facts write it.
type Fields = Vec<(&'static str, &'static str)>;

#[derive(Default)]
struct Type {
    properties: Fields,
    attributes: Vec<&'static str>,
    nested: IndexMap<&'static str, Fields>,
}

fn read(text: &'static str) -> IndexMap<&'static str, Type> {
    let mut types: IndexMap<&str, Type> = IndexMap::new();
    let (mut name, mut nested) = ("", "");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words = line.trim_start();
        let depth = line.len() - words.len();
        if depth == 0 {
            name = words;
        }
        let of = types.entry(name).or_default();
        match (depth, words.split_once(' ')) {
            (1, None) if words.starts_with('.') => nested = words,
            (1, None) => of.attributes.extend(words.strip_prefix('@')),
            (1, Some(property)) => of.properties.push(property),
            (2, Some(property)) => of.nested.entry(nested).or_default().push(property),
            _ => {}
        }
    }
    types
}

struct Walk<'a> {
    facts: &'a mut Facts,
    of: &'a Type,
    properties: Vec<(String, PropertyState)>,
    /// The nested types above, so that one that holds itself ends.
    inside: Vec<&'static str>,
}

type Schema = Option<Rc<Block>>;

impl Walk<'_> {
    fn fields(&mut self, path: &str, fields: &Fields, table: &'static [(&'static str, To)], schema: Schema) {
        for (name, code) in fields {
            let path = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
            match table.iter().find(|(known, _)| known == name) {
                Some((_, to)) => self.to(&path, code, to, &schema),
                None => self.derive(&path, name, code, &schema),
            }
        }
    }

    fn add(&mut self, path: &str, mapped: bool) {
        let state = if mapped { PropertyState::Mapped } else { PropertyState::Missing };
        self.properties.push((path.to_owned(), state));
    }

    fn to(&mut self, path: &str, code: &'static str, to: &'static To, schema: &Schema) {
        match to {
            To::Attribute(name)
            | To::Items(name, _)
            | To::WriteOnly(name)
            | To::Json(name)
            | To::Pairs(name, ..)
            | To::Values(name, _) => {
                let known =
                    schema.as_ref().is_none_or(|schema| schema.is_unknown() || schema.attribute(name).is_some());
                self.add(path, known);
            }
            To::Block(name, table) => {
                let nested = schema.as_ref().and_then(|schema| schema.nested(name).map(|nested| nested.block.clone()));
                self.inside(path, code, table, nested.or_else(|| Some(Rc::default())));
            }
            To::Flatten(table) => self.inside(path, code, table, schema.clone()),
            To::Within(name, to) => {
                let nested = schema.as_ref().and_then(|schema| schema.nested(name).map(|nested| nested.block.clone()));
                self.to(path, code, to, &nested);
            }
            To::Part(part) => match part.item {
                Some(_) => self.add(path, true),
                None => {
                    let schema = self.facts.get(part.terraform);
                    self.inside(path, code, part.fields, schema);
                }
            },
            To::Ignored(reason) => self.properties.push((path.to_owned(), PropertyState::Ignored(reason))),
            To::All(several) => {
                if let Some(to) = several.first() {
                    self.to(path, code, to, schema);
                }
            }
            To::Keyed(name, _, table) => {
                let nested = schema.as_ref().and_then(|schema| schema.nested(name).map(|nested| nested.block.clone()));
                self.inside(path, code, table, nested.or_else(|| Some(Rc::default())));
            }
            To::Through(name, table, _) => {
                let nested = schema.as_ref().and_then(|schema| schema.nested(name).map(|nested| nested.block.clone()));
                let schema = nested.or_else(|| self.facts.get(name)).or_else(|| Some(Rc::default()));
                self.inside(path, code, table, schema);
            }
            To::Missing(_) => self.add(path, false),
            To::ByKey(..) | To::By(_) => self.add(path, true),
        }
    }

    /// The property itself, and those of the object that it holds.
    fn inside(&mut self, path: &str, code: &'static str, table: &'static [(&'static str, To)], schema: Schema) {
        self.add(path, true);
        let Some(name) = nested(code).filter(|name| !self.inside.contains(name)) else { return };
        let Some(fields) = self.of.nested.get(name).cloned() else { return };
        self.inside.push(name);
        self.fields(path, &fields, table, schema);
        self.inside.pop();
    }

    fn derive(&mut self, path: &str, name: &str, code: &'static str, schema: &Schema) {
        let Some(schema) = schema.as_ref().filter(|schema| !schema.is_unknown()) else {
            return self.inside(path, code, &[], None);
        };
        let snake = snake_case(name);
        if let Some(attribute) = schema.attribute(&snake) {
            let object = nested(code).is_some();
            let list = code.starts_with('[');
            let fits = match attribute.kind {
                Kind::Map | Kind::Dynamic => true,
                Kind::String => !list,
                Kind::List(_) => list && !object,
                Kind::Number | Kind::Bool => !list && !object,
            };
            return self.add(path, fits);
        }
        let block = schema.nested(&snake).or_else(|| singular(&snake).and_then(|name| schema.nested(&name)));
        match block {
            Some(block) => self.inside(path, code, &[], Some(block.block.clone())),
            None => self.add(path, name.ends_with("Tags") && schema.attribute("tags").is_some()),
        }
    }
}

/// The nested type in a code, such as `.Tag` in `[.Tag!`.
fn nested(code: &'static str) -> Option<&'static str> {
    let code = code.trim_start_matches(['[', '{']).trim_end_matches('!');
    code.starts_with('.').then_some(code)
}
