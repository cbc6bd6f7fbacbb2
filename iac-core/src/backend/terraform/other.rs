//! What one resource of the graph has besides its main resource: other resources, data sources and what is kept in no
//! state, with their addresses.

use super::body::Body;
use super::lower::{Lifecycle, Lowered};
use super::scope::Scope;
use super::term::Term;

impl<'g> Scope<'_, 'g> {
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
        self.parts.push(Lowered { terraform, name, body, of, lifecycle: Lifecycle::default(), needed: false });
    }

    /// A part that the main resource refers to, such as the object with the code of a function: who waits for the main
    /// resource waits for it anyway.
    pub fn needed_part(&mut self, terraform: &'static str, suffix: &str, inside: impl FnOnce(&mut Self)) {
        self.part(terraform, suffix, inside);
        if let Some(part) = self.parts.last_mut() {
            part.needed = true;
        }
    }

    /// An attribute of another resource of this one that [`Scope::part`] made under this suffix, without guards.
    pub fn reference_to_part(&self, terraform: &'static str, suffix: &str, attribute: &str) -> Term<'g> {
        let name = if suffix.is_empty() { self.name.clone() } else { format!("{}_{suffix}", self.name) };
        let index = if self.resource.condition.is_some() { "[0]" } else { "" };
        Term::Expression(format!("{terraform}.{name}{index}.{attribute}"))
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

    /// A data source, the same for all that ask for this type and name; returns its address.
    pub fn data(&mut self, terraform: &'static str, name: &str, attributes: Vec<(&'static str, Term<'g>)>) -> String {
        let names = &self.context.names.stacks[self.spot.stack];
        let name = format!("{}{name}", names.prefix);
        let mut body = Body::default();
        if let Some(alias) = &names.alias {
            body.set("provider".into(), Term::from(format!("aws.{alias}")), None);
        }
        for (attribute, term) in attributes {
            body.set(attribute.into(), term, self.spot.place);
        }
        let address = format!("data.{terraform}.{name}");
        self.context.sources.entry((terraform, name)).or_insert(body);
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
}
