//! One resource of the graph as resources of the provider's, by its type's table.

use super::body::{Body, Guarded};
use super::context::{Context, Plan, Spot};
use super::schema::Block;
use super::table::{Name, ResourceMap, Retain, To};
use super::term::Term;
use crate::graph::ResourceNode;
use crate::place::Place;
use crate::policy::DeletionPolicy;
use crate::stack::Node;
use crate::value::{Field, Value};
use std::borrow::Cow;
use std::rc::Rc;

/// A resource of the provider's.
pub(super) struct Lowered<'g> {
    pub(super) terraform: &'static str,
    pub(super) name: String,
    pub(super) body: Body<'g>,
    /// The stack and the resource of the graph that it comes from.
    pub(super) of: (usize, usize),
    pub(super) lifecycle: Lifecycle,
}

impl Lowered<'_> {
    pub(super) fn address(&self) -> String {
        format!("{}.{}", self.terraform, self.name)
    }
}

/// What Terraform is told about replacing, changing and deleting.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lifecycle {
    pub(super) create_before_destroy: bool,
    pub(super) prevent_destroy: bool,
    pub(super) ignore_changes: Vec<&'static str>,
    pub(super) replace_triggered_by: Vec<String>,
}

impl Lifecycle {
    pub(super) fn is_default(&self) -> bool {
        *self == Lifecycle::default()
    }
}

/// What the functions of a table work on: a resource of the graph, and the block that is being written.
pub struct Scope<'a, 'g> {
    pub(super) context: &'a mut Context<'g>,
    pub(super) spot: Spot<'g>,
    pub(super) resource: &'g ResourceNode,
    pub(super) index: usize,
    pub(super) map: &'static ResourceMap,
    pub(super) name: String,
    /// The block that is being written, what the provider says of it, and the conditions that it stands under.
    pub(super) body: Body<'g>,
    pub(super) schema: Option<Rc<Block>>,
    pub(super) guards: Vec<String>,
    /// The object whose fields are being lowered.
    pub(super) object: &'g [Field],
    pub(super) parts: Vec<Lowered<'g>>,
    pub(super) lifecycle: Lifecycle,
    pub(super) plan: Plan,
}

/// The resource itself, and what became resources of their own.
pub(super) fn resource<'g>(
    context: &mut Context<'g>,
    stack: usize,
    (index, id, resource): (usize, &'g str, &'g ResourceNode),
    map: &'static ResourceMap,
    defaults: &[(&'g str, &'g Value)],
) -> Vec<Lowered<'g>> {
    let place = context.stack(stack).place(resource);
    let key = std::ptr::from_ref(map) as usize;
    let plan = context.plans.swap_remove(&key);
    let plan = plan.unwrap_or_else(|| Plan { schema: context.facts.get(map.terraform), derived: Vec::new() });
    let name = context.names.stacks[stack].resources[index].name.clone();
    let spot = Spot { stack, id, resource: Some(resource), place };
    let mut scope = Scope {
        context: &mut *context,
        spot,
        resource,
        index,
        map,
        name,
        body: Body::with_capacity(resource.properties.len() + 2),
        schema: plan.schema.clone(),
        guards: Vec::new(),
        object: &resource.properties,
        parts: Vec::new(),
        lifecycle: Lifecycle { create_before_destroy: map.replace_first, ..Lifecycle::default() },
        plan,
    };
    for field in &resource.properties {
        scope.property_field(field, defaults);
    }
    scope.spot.place = place;
    scope.retention();
    scope.default_name();
    if let Some(finish) = map.finish {
        finish(&mut scope);
    }
    let Scope { body, lifecycle, name, plan, mut parts, .. } = scope;
    context.plans.insert(key, plan);
    let main = Lowered { terraform: map.terraform, name, body, of: (stack, index), lifecycle };
    let mut all = if map.parts_only { Vec::new() } else { vec![main] };
    all.append(&mut parts);
    all
}

/// A resource of a type without a native counterpart: through Cloud Control where the stack opts in.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudcontrolapi_resource>
pub(super) fn without_map<'g>(
    context: &mut Context<'g>,
    stack: usize,
    (index, id, resource): (usize, &'g str, &'g ResourceNode),
) -> Vec<Lowered<'g>> {
    let place = context.stack(stack).place(resource);
    let spot = Spot { stack, id, resource: Some(resource), place };
    let cloud_control = context.stack(stack).cloud_control;
    if !cloud_control {
        let message = format!("{} has no native counterpart in Terraform here", resource.resource_type);
        let help =
            "let the stack use Cloud Control for it: `stack.terraform_cloud_control()`, or write CloudFormation only";
        context.error(spot, "unmapped-type", message, help);
        return Vec::new();
    }
    let message = format!("{} is written as aws_cloudcontrolapi_resource", resource.resource_type);
    let mut note = crate::Diagnostic::warning("cloud-control", context.path(spot), message).at(place);
    note.severity = crate::Severity::Info;
    context.diagnostics.push(note);
    let mut body = Body::default();
    body.set("type_name".into(), Term::from(&resource.resource_type), place);
    let state = context.object(spot, &resource.properties);
    body.set("desired_state".into(), Term::Json(Box::new(state)), place);
    let mut lifecycle = Lifecycle::default();
    use DeletionPolicy::{Retain as Keep, RetainExceptOnCreate, Snapshot};
    lifecycle.prevent_destroy = matches!(resource.deletion_policy, Some(Keep | RetainExceptOnCreate | Snapshot));
    let name = context.names.stacks[stack].resources[index].name.clone();
    vec![Lowered { terraform: "aws_cloudcontrolapi_resource", name, body, of: (stack, index), lifecycle }]
}

impl<'g> Scope<'_, 'g> {
    fn property_field(&mut self, field: &'g Field, defaults: &[(&'g str, &'g Value)]) {
        if let Some((attribute, kind)) = self.plan.find(&field.name) {
            let before = self.spot.place;
            self.at(field.place);
            self.attribute(attribute, Some(kind), &field.value);
            self.spot.place = before;
            return;
        }
        let entry = self.map.properties.iter().find(|(name, _)| *name == field.name);
        match entry {
            Some((_, to)) => self.to(field, to),
            None if self.resource.tags.property() == Some(&*field.name) => self.tags(field, defaults),
            None => {
                if let Some((attribute, kind)) = self.derive(field)
                    && let Some((address, length)) = Plan::key(&field.name)
                {
                    self.plan.derived.push((address, length, attribute, kind));
                }
            }
        }
    }

    /// What a deletion policy means.
    fn retention(&mut self) {
        use DeletionPolicy::{Retain as Keep, RetainExceptOnCreate};
        if let Some(Keep | RetainExceptOnCreate) = self.resource.deletion_policy {
            match self.map.retain {
                Retain::PreventDestroy => self.lifecycle.prevent_destroy = true,
                Retain::Attribute(attribute) => self.set(attribute, true),
            }
        }
    }

    /// A name from the deployment's and the id, as CloudFormation makes one up.
    fn default_name(&mut self) {
        let (attribute, taken, longest, end) = match self.map.name {
            Name::None => return,
            Name::Required(attribute, longest) => (attribute, attribute, longest, ""),
            Name::Prefix(prefix, name, longest) => (prefix, name, longest.saturating_sub(UNIQUE), "-"),
        };
        if self.body.has(attribute) || self.body.has(taken) {
            return;
        }
        let own = &self.name[self.context.names.stacks[self.spot.stack].prefix.len()..];
        let room = longest.saturating_sub(self.context.deployment.room() + 1 + end.len());
        if room == 0 && !end.is_empty() {
            let start = own[..own.len().min(longest.saturating_sub(end.len()))].trim_end_matches('_');
            self.body.set_first(attribute, Term::from(format!("{start}{end}").replace('_', "-")));
            return;
        }
        let mut text = String::with_capacity(own.len() + 2);
        text.push('-');
        match self.map.name {
            // What the provider appends keeps those apart that begin alike.
            Name::Prefix(..) => text.push_str(own[..own.len().min(room)].trim_end_matches('_')),
            _ => text.push_str(&shortened(own, room)),
        }
        text.push_str(end);
        let text = Term::from(text.replace('_', "-"));
        let name = match self.context.stack_name(self.spot.stack) {
            Term::Template(mut parts) => {
                parts.push(text);
                Term::Template(parts)
            }
            prefix => Term::Template(vec![prefix, text]),
        };
        self.body.set_first(attribute, name);
    }

    /// The value of an attribute.
    pub fn term(&mut self, value: &'g Value) -> Term<'g> {
        self.context.term(self.spot, value)
    }

    /// A value as text of JSON. Text stays what it is.
    pub fn json(&mut self, value: &'g Value) -> Term<'g> {
        encoded(self.term(value))
    }

    /// Sets an attribute of the block that is being written.
    pub fn set(&mut self, attribute: impl Into<Cow<'g, str>>, term: impl Into<Term<'g>>) {
        let term = match self.guard() {
            Some(guard) => Term::When(guard, Box::new(term.into()), Box::new(Term::Null)),
            None => term.into(),
        };
        self.body.set(attribute.into(), term, self.spot.place);
    }

    /// What an attribute of the block that is being written is set to; in [`finish`](super::ResourceMap::finish) also the
    /// name that it got.
    pub fn get(&self, attribute: &str) -> Option<&Term<'g>> {
        self.body.attribute(attribute)
    }

    /// Whether the block that is being written has an attribute or a nested block.
    pub fn has(&self, name: &str) -> bool {
        self.body.has(name)
    }

    /// Adds a nested block with these attributes.
    pub fn block(&mut self, name: &'static str, attributes: Vec<(&'static str, Term<'g>)>) {
        let mut body = Body::default();
        for (name, term) in attributes {
            body.set(Cow::Borrowed(name), term, self.spot.place);
        }
        self.push_block(name.into(), body);
    }

    /// What the closure sets goes into a nested block, the same for every call with this name. Under a condition, only
    /// what is set stands under it where the block is there anyway, else the block.
    pub fn within(&mut self, name: &'static str, inside: impl FnOnce(&mut Self)) {
        if let Some(body) = self.body.take_block(name, None) {
            let guards = self.guards.clone();
            let body = self.nested(name, body, |scope| {
                scope.guards = guards;
                inside(scope);
            });
            let guards = std::mem::take(&mut self.guards);
            self.push_block(name.into(), body);
            self.guards = guards;
            return;
        }
        let guard = self.guard();
        let body = self.body.take_block(name, guard.as_deref()).unwrap_or_default();
        let body = self.nested(name, body, inside);
        self.push_block(name.into(), body);
    }

    /// Completes the nested blocks of a name that are there, under whatever condition.
    pub fn complete(&mut self, name: &'static str, inside: impl Fn(&mut Self)) {
        for Guarded { guard, body } in self.body.take_blocks(name) {
            let body = self.nested(name, body, &inside);
            let single =
                self.schema.as_ref().and_then(|schema| schema.nested(name)).is_some_and(|nested| nested.single);
            self.body.block(name.into(), single, Guarded { guard, body }, self.spot.place);
        }
    }

    /// Adds a nested block with what the closure sets.
    pub fn append(&mut self, name: &'static str, inside: impl FnOnce(&mut Self)) {
        let body = self.nested(name, Body::default(), inside);
        self.push_block(name.into(), body);
    }

    pub(super) fn nested(&mut self, name: &str, body: Body<'g>, inside: impl FnOnce(&mut Self)) -> Body<'g> {
        let schema = self.schema.as_ref().and_then(|schema| schema.nested(name).map(|nested| nested.block.clone()));
        let outer = (std::mem::replace(&mut self.body, body), std::mem::replace(&mut self.schema, schema));
        let guards = std::mem::take(&mut self.guards);
        inside(self);
        self.schema = outer.1;
        self.guards = guards;
        std::mem::replace(&mut self.body, outer.0)
    }

    pub(super) fn push_block(&mut self, name: Cow<'g, str>, body: Body<'g>) {
        let single = self.schema.as_ref().and_then(|schema| schema.nested(&name)).is_some_and(|nested| nested.single);
        let guarded = Guarded { guard: self.guard(), body };
        self.body.block(name, single, guarded, self.spot.place);
    }

    /// The conditions that what is written stands under.
    pub(super) fn guard(&self) -> Option<String> {
        (!self.guards.is_empty()).then(|| self.guards.join(" && "))
    }

    /// Another resource of the provider's for the same resource: of the same name, with a suffix where there are several.
    pub fn part(&mut self, terraform: &'static str, suffix: &str, inside: impl FnOnce(&mut Self)) {
        let schema = self.context.facts.get(terraform);
        let outer = (std::mem::take(&mut self.body), std::mem::replace(&mut self.schema, schema));
        let mut guards = std::mem::take(&mut self.guards);
        inside(self);
        let mut body = std::mem::replace(&mut self.body, outer.0);
        self.schema = outer.1;
        if !guards.is_empty() {
            body.set_first("count", Term::Expression(self.count(&guards)));
        }
        std::mem::swap(&mut self.guards, &mut guards);
        let name = match suffix {
            "" => self.name.clone(),
            suffix => format!("{}_{suffix}", self.name),
        };
        let of = (self.spot.stack, self.index);
        self.parts.push(Lowered { terraform, name, body, of, lifecycle: Lifecycle::default() });
    }

    /// `1 or 0`, with the condition of the resource itself.
    fn count(&self, guards: &[String]) -> String {
        let own = self.resource.condition.map(|condition| self.context.condition(self.spot.stack, condition));
        let all: Vec<&str> = own.iter().chain(guards).map(String::as_str).collect();
        format!("{} ? 1 : 0", all.join(" && "))
    }

    /// A block that is kept in no state, under the resource's name; returns its address.
    pub fn ephemeral(&mut self, terraform: &'static str, suffix: &str, inside: impl FnOnce(&mut Self)) -> String {
        let outer = (std::mem::take(&mut self.body), self.schema.take());
        inside(self);
        let mut body = std::mem::replace(&mut self.body, outer.0);
        self.schema = outer.1;
        let mut index = "";
        if let Some(condition) = self.resource.condition {
            let condition = self.context.condition(self.spot.stack, condition);
            body.set_first("count", Term::Expression(format!("{condition} ? 1 : 0")));
            index = "[0]";
        }
        let name = if suffix.is_empty() { self.name.clone() } else { format!("{}_{suffix}", self.name) };
        let address = format!("ephemeral.{terraform}.{name}{index}");
        self.context.ephemerals.insert((terraform, name), body);
        address
    }

    /// An attribute of the main resource.
    pub fn reference(&self, attribute: &str) -> Term<'g> {
        let index = if self.resource.condition.is_some() { "[0]" } else { "" };
        Term::Expression(format!("{}.{}{index}.{attribute}", self.map.terraform, self.name))
    }

    /// The address of a part, of the suffix that it has.
    pub fn part_address(&self, terraform: &str, suffix: &str) -> String {
        let index = if self.resource.condition.is_some() { "[0]" } else { "" };
        let separator = if suffix.is_empty() { "" } else { "_" };
        format!("{terraform}.{}{separator}{suffix}{index}", self.name)
    }

    /// The name of the resource in addresses.
    pub fn address_name(&self) -> &str {
        &self.name
    }

    /// A property of the resource.
    pub fn property(&self, name: &str) -> Option<&'g Value> {
        self.resource.property(name)
    }

    /// What becomes of the resource when it is deleted.
    pub fn deletion_policy(&self) -> Option<DeletionPolicy> {
        self.resource.deletion_policy
    }

    /// Terraform leaves an attribute alone when something else changed it.
    pub fn ignore_changes(&mut self, attribute: &'static str) {
        self.lifecycle.ignore_changes.push(attribute);
    }

    /// The resource is replaced with another resource, or when an attribute of another one changes.
    /// Source: <https://developer.hashicorp.com/terraform/language/meta-arguments#lifecycle>
    pub fn replace_with(&mut self, address: impl Into<String>) {
        self.lifecycle.replace_triggered_by.push(address.into());
    }

    /// The resource's node.
    pub fn node(&self) -> Node {
        Node::new(self.context.stack(self.spot.stack).key, self.index as u32)
    }

    /// The resources of the stack, with their logical ids.
    pub fn resources(&self) -> impl Iterator<Item = (&'g str, &'g ResourceNode)> + use<'g> {
        self.context.stack(self.spot.stack).resources.iter().map(|(id, resource)| (id.as_str(), resource))
    }

    /// The resource of a node of this environment.
    pub fn resource_of(&self, node: Node) -> Option<&'g ResourceNode> {
        let stack = self.context.stack_of(node.stack())?;
        self.context.stack(stack).resources.get_index(node.index()).map(|(_, resource)| resource)
    }

    /// An error at the property that is being written.
    pub fn error(&mut self, code: &'static str, message: impl Into<String>, help: &str) {
        self.context.error(self.spot, code, message.into(), help);
    }

    /// Something that the user should know, though nothing is wrong.
    pub fn note(&mut self, message: impl Into<String>) {
        let (path, place) = (self.context.path(self.spot), self.spot.place);
        let mut note = crate::Diagnostic::warning("terraform-note", path, message).at(place);
        note.severity = crate::Severity::Info;
        self.context.diagnostics.push(note);
    }

    pub(super) fn at(&mut self, place: Option<Place>) {
        self.spot.place = place.or(self.spot.place);
    }

    /// Lowers fields into the block that is being written: by a table first, then by their names.
    pub fn fields(&mut self, fields: &'g [Field], table: &'static [(&'static str, To)]) {
        let outer = std::mem::replace(&mut self.object, fields);
        for field in fields {
            match table.iter().find(|(name, _)| *name == field.name) {
                Some((_, to)) => self.to(field, to),
                None => {
                    self.derive(field);
                }
            }
        }
        self.object = outer;
    }
}

/// What the provider appends to a prefix.
const UNIQUE: usize = 26;

/// Text of JSON, on each side of a choice. What is text already stays what it is.
pub(super) fn encoded(document: Term<'_>) -> Term<'_> {
    match document {
        Term::Null => Term::Null,
        Term::When(condition, yes, no) => Term::When(condition, Box::new(encoded(*yes)), Box::new(encoded(*no))),
        text @ (Term::Text(_) | Term::Template(_)) => text,
        expression @ Term::Expression(_) => expression,
        document => Term::Json(Box::new(document)),
    }
}

/// A name of at most so many characters; a hash keeps those apart that begin alike.
fn shortened(name: &str, longest: usize) -> Cow<'_, str> {
    if name.len() <= longest {
        return Cow::Borrowed(name);
    }
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = format!("{:06x}", hash >> 40);
    let keep = longest.saturating_sub(hash.len() + 1);
    let start = name[..keep.min(name.len())].trim_end_matches('_');
    Cow::Owned(if start.is_empty() { hash[..longest.min(6)].to_owned() } else { format!("{start}_{hash}") })
}
