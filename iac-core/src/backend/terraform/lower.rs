//! One resource of the graph as resources of the provider's, by its type's table.

use super::body::Body;
use super::coerce::literal;
use super::context::{Context, Plan, Spot};
use super::scope::Scope;
use super::table::{ResourceMap, Retain};
use super::term::Term;
use super::validate::misfit;
use crate::graph::ResourceNode;
use crate::policy::DeletionPolicy;
use crate::value::{Field, Value};

/// A resource of the provider's.
pub(super) struct Lowered<'g> {
    pub(super) terraform: &'static str,
    pub(super) name: String,
    pub(super) body: Body<'g>,
    /// The stack and the resource of the graph that it comes from.
    pub(super) of: (usize, usize),
    pub(super) lifecycle: Lifecycle,
    /// Whether the main resource needs it, rather than the other way round.
    pub(super) needed: bool,
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
    let main = Lowered { terraform: map.terraform, name, body, of: (stack, index), lifecycle, needed: false };
    let mut all = if map.parts_only { Vec::new() } else { vec![main] };
    all.append(&mut parts);
    all
}

impl<'g> Scope<'_, 'g> {
    fn property_field(&mut self, field: &'g Field, defaults: &[(&'g str, &'g Value)]) {
        if let Some((attribute, kind)) = self.plan.find(&field.name) {
            let before = self.spot.place;
            self.at(field.place);
            match literal(Some(kind), self.literal(&field.value)) {
                Term::Null => self.attribute(attribute, Some(kind), &field.value),
                term if misfit(&term, kind).is_some() => self.attribute(attribute, Some(kind), &field.value),
                term => self.body.set_sound(attribute, term, self.spot.place),
            }
            self.spot.place = before;
            return;
        }
        let entry = self.map.properties.iter().find(|(name, _)| *name == field.name);
        match entry {
            Some((_, to)) => self.to(field, to),
            None if self.holds_tags(&field.name) => self.tags(field, defaults),
            None => {
                if let Some((attribute, kind)) = self.derive(field)
                    && let Some((address, length)) = Plan::key(&field.name)
                {
                    self.plan.derived.push((address, length, attribute, kind));
                }
            }
        }
    }

    /// What is a literal; nothing for what is not.
    fn literal(&self, value: &'g Value) -> Term<'g> {
        match value {
            Value::Bool(flag) => Term::Bool(*flag),
            Value::Int(number) => Term::Int(*number),
            Value::Str(text) if !text.contains("{{resolve:") => Term::from(text),
            _ => Term::Null,
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
}
