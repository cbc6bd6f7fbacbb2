//! Values of another type than the one that is wanted. Terraform converts them where it knows what is wanted; inside of
//! JSON it cannot.

use super::schema::Kind;
use super::scope::Scope;
use super::term::Term;
use crate::parameter::ParameterType;
use std::borrow::Cow;

impl<'g> Scope<'_, 'g> {
    /// A value as text.
    pub fn text(&mut self, term: Term<'g>) -> Term<'g> {
        match term {
            Term::Bool(flag) => Term::from(flag.to_string()),
            Term::Int(number) => Term::from(number.to_string()),
            Term::Num(number) => Term::from(number.to_string()),
            Term::When(condition, yes, no) => {
                let (yes, no) = (self.text(*yes), self.text(*no));
                Term::When(condition, Box::new(yes), Box::new(no))
            }
            Term::Expression(text) => match self.kind_of(&text) {
                Some(Kind::Number | Kind::Bool) => Term::Expression(format!("tostring({text})")),
                _ => Term::Expression(text),
            },
            other => other,
        }
    }

    /// A value as a number.
    pub fn number(&mut self, term: Term<'g>) -> Term<'g> {
        match term {
            Term::Text(text) => number(text),
            Term::When(condition, yes, no) => {
                let (yes, no) = (self.number(*yes), self.number(*no));
                Term::When(condition, Box::new(yes), Box::new(no))
            }
            Term::Expression(text) => match self.kind_of(&text) {
                Some(Kind::Number) => Term::Expression(text),
                _ => Term::Expression(format!("tonumber({text})")),
            },
            other => other,
        }
    }

    /// A value as `true` or `false`.
    pub fn flag(&mut self, term: Term<'g>) -> Term<'g> {
        match term {
            Term::Text(text) => flag(text),
            Term::When(condition, yes, no) => {
                let (yes, no) = (self.flag(*yes), self.flag(*no));
                Term::When(condition, Box::new(yes), Box::new(no))
            }
            Term::Expression(text) => match self.kind_of(&text) {
                Some(Kind::Bool) => Term::Expression(text),
                _ => Term::Expression(format!("tobool({text})")),
            },
            other => other,
        }
    }

    /// The type of a variable or of an attribute of a resource; of nothing else.
    fn kind_of(&mut self, expression: &str) -> Option<Kind> {
        if let Some(name) = expression.strip_prefix("var.") {
            let stacks = self.context.names.stacks.iter().zip(&self.context.graph.stacks);
            let number = stacks
                .flat_map(|(names, stack)| names.variables.iter().zip(stack.parameters.values()))
                .any(|(variable, parameter)| variable == name && parameter.parameter_type == ParameterType::Number);
            return Some(if number { Kind::Number } else { Kind::String });
        }
        let mut words = expression.split('.');
        let (Some(kind), Some(_), Some(attribute), None) = (words.next(), words.next(), words.next(), words.next())
        else {
            return None;
        };
        let mut named = self.context.names.stacks.iter().flat_map(|stack| &stack.resources);
        let terraform = named.find_map(|named| named.map.map(|map| map.terraform).filter(|name| *name == kind))?;
        Some(self.context.facts.get(terraform)?.attribute(attribute)?.kind)
    }
}

/// A literal in an attribute of this type.
pub(super) fn literal(kind: Option<Kind>, term: Term<'_>) -> Term<'_> {
    match (kind, term) {
        (Some(Kind::Bool), Term::Text(text)) => flag(text),
        (Some(Kind::Number), Term::Text(text)) => number(text),
        (_, term) => term,
    }
}

fn flag(text: Cow<'_, str>) -> Term<'_> {
    text.parse().map_or(Term::Text(text), Term::Bool)
}

fn number(text: Cow<'_, str>) -> Term<'_> {
    match (text.parse(), text.parse()) {
        (Ok(whole), _) => Term::Int(whole),
        (_, Ok(number)) => Term::Num(number),
        _ => Term::Text(text),
    }
}
