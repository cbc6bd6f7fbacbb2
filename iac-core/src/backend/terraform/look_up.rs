//! What the functions of a table ask for besides the field that they lower.

use super::scope::Scope;
use super::term::Term;
use crate::value::{Expr, Pseudo, Value};

impl<'g> Scope<'_, 'g> {
    /// A field of the object that is being lowered, which is the resource itself or something inside of it.
    pub fn field(&self, name: &str) -> Option<&'g Value> {
        self.object.iter().find(|field| field.name == name).map(|field| &field.value)
    }

    /// A value that AWS provides.
    pub fn pseudo(&mut self, pseudo: Pseudo) -> Term<'g> {
        self.context.pseudo(self.spot, pseudo)
    }

    /// An attribute of the provider's of what a value refers to: where the value is the `Ref` of a resource of this type
    /// of CloudFormation's, or a choice between such.
    pub fn attribute_of(&mut self, value: &'g Value, resource_type: &str, attribute: &str) -> Option<Term<'g>> {
        let Value::Expr(expr) = value else { return None };
        match &**expr {
            Expr::Ref(node) if self.resource_of(*node)?.resource_type == resource_type => {
                let stack = self.context.stack_of(node.stack())?;
                let named = self.context.names.resource(stack, *node)?;
                let index = if self.resource_of(*node)?.condition.is_some() { "[0]" } else { "" };
                let address = format!("{}.{}{index}.{attribute}", named.map?.terraform, named.name);
                Some(Term::Expression(address))
            }
            Expr::If(condition, yes, no) => {
                let condition = self.context.condition(self.spot.stack, *condition);
                let mut side = |value| match self.attribute_of(value, resource_type, attribute) {
                    None if *value == Expr::Pseudo(Pseudo::NoValue).into() => Some(Term::Null),
                    term => term,
                };
                Some(Term::When(condition, Box::new(side(yes)?), Box::new(side(no)?)))
            }
            _ => None,
        }
    }

    /// A map, from a list of objects with `Key` and `Value`.
    pub fn key_values(&mut self, pairs: &'g Value) -> Term<'g> {
        self.pairs(pairs, "Key", "Value", &|_, _| true)
    }

    /// Sets an attribute that nothing has set, also for the case in which a condition leaves it out.
    pub fn default(&mut self, attribute: &'static str, term: impl Into<Term<'g>>) {
        let term = term.into();
        match self.body.attribute_mut(attribute) {
            Some(given) => *given = std::mem::replace(given, Term::Null).or(&term),
            None => self.set(attribute, term),
        }
    }
}
