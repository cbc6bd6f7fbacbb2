//! Values as Terraform writes them: JSON with template strings, and native expressions inside of those.
//! Source: <https://developer.hashicorp.com/terraform/language/syntax/json>

use super::hcl::interpolate;
use crate::json::{ToJson, Writer};
use crate::value::Text;
use std::borrow::Cow;

/// A value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Term<'g> {
    /// Nothing: as if it were not given.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Num(f64),
    /// Text that is no template, whatever is in it.
    Text(Cow<'g, str>),
    /// An expression in Terraform's own language.
    Expression(String),
    /// Text and expressions in a row.
    Template(Vec<Term<'g>>),
    /// A list.
    List(Vec<Term<'g>>),
    /// An object or a map.
    Object(Vec<(Cow<'g, str>, Term<'g>)>),
    /// A value where a condition holds, and another, or nothing, where it does not.
    When(String, Box<Term<'g>>, Box<Term<'g>>),
    /// Text: a value written as JSON.
    Json(Box<Term<'g>>),
}

impl<'g> Term<'g> {
    /// An expression in Terraform's own language.
    pub fn expression(text: impl Into<String>) -> Self {
        Term::Expression(text.into())
    }

    /// A list.
    pub fn list(items: impl IntoIterator<Item = Term<'g>>) -> Self {
        Term::List(items.into_iter().collect())
    }

    /// An object.
    pub fn object(fields: impl IntoIterator<Item = (impl Into<Cow<'g, str>>, Term<'g>)>) -> Self {
        Term::Object(fields.into_iter().map(|(name, term)| (name.into(), term)).collect())
    }

    /// Parts in a row as one text.
    pub fn joined(parts: impl IntoIterator<Item = Term<'g>>) -> Self {
        let mut all: Vec<Term<'g>> = Vec::new();
        let mut push = |part: Term<'g>| match (all.last_mut(), part) {
            (Some(Term::Text(text)), Term::Text(more)) => text.to_mut().push_str(&more),
            (_, Term::Text(text)) if text.is_empty() => {}
            (_, part) => all.push(part),
        };
        for part in parts {
            match part {
                Term::Template(inner) => inner.into_iter().for_each(&mut push),
                Term::Int(number) => push(Term::from(number.to_string())),
                Term::Bool(flag) => push(Term::from(flag.to_string())),
                part => push(part),
            }
        }
        match all.len() {
            0 => Term::from(""),
            1 if matches!(all[0], Term::Text(_)) => all.remove(0),
            _ => Term::Template(all),
        }
    }

    /// The text, where this is a literal.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Term::Text(text) => Some(text),
            _ => None,
        }
    }

    /// This, with another value wherever it would be nothing.
    pub(super) fn or(self, other: &Term<'g>) -> Self {
        match self {
            Term::Null => other.clone(),
            Term::When(condition, yes, no) => Term::When(condition, Box::new(yes.or(other)), Box::new(no.or(other))),
            given => given,
        }
    }

    /// Whether it may be nothing, so that a list or an object leaves it out.
    pub(super) fn is_optional(&self) -> bool {
        match self {
            Term::Null => true,
            Term::When(_, yes, no) => yes.is_optional() || no.is_optional(),
            _ => false,
        }
    }

    pub(super) fn is_composite(&self) -> bool {
        match self {
            Term::List(_) | Term::Object(_) => true,
            Term::When(_, yes, no) => yes.is_composite() || no.is_composite(),
            _ => false,
        }
    }
}

/// A literal in a JSON string, which Terraform reads as a template.
fn escape(literal: &str) -> Cow<'_, str> {
    match literal.contains("${") || literal.contains("%{") {
        true => Cow::Owned(literal.replace("${", "$${").replace("%{", "%%{")),
        false => Cow::Borrowed(literal),
    }
}

impl ToJson for Term<'_> {
    fn write(&self, to: &mut Writer) {
        match self {
            Term::Null => to.null(),
            Term::Bool(flag) => to.bool(*flag),
            Term::Int(number) => to.int(*number),
            Term::Num(number) => to.number(*number),
            Term::Text(literal) => to.text(&escape(literal)),
            Term::Template(parts) => to.text(&template(parts)),
            Term::List(items) if !items.iter().any(Term::is_optional) => to.items(items),
            Term::Object(fields) if !fields.iter().any(|(_, term)| term.is_optional()) => {
                to.map(|to| fields.iter().for_each(|(name, term)| to.entry(&escape(name), term)));
            }
            Term::Expression(expression) => {
                let mut text = String::with_capacity(expression.len() + 3);
                text.push_str("${");
                text.push_str(expression);
                text.push('}');
                to.text(&text);
            }
            expression => {
                let mut text = String::with_capacity(256);
                text.push_str("${");
                expression.append(&mut text, false);
                text.push('}');
                to.text(&text);
            }
        }
    }
}

fn template(parts: &[Term<'_>]) -> String {
    let mut text = String::with_capacity(64);
    interpolate(parts, &mut text, |literal, text| text.push_str(&escape(literal)));
    text
}

impl From<&'static str> for Term<'_> {
    fn from(text: &'static str) -> Self {
        Term::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Term<'_> {
    fn from(text: String) -> Self {
        Term::Text(Cow::Owned(text))
    }
}

impl<'g> From<&'g Text> for Term<'g> {
    fn from(text: &'g Text) -> Self {
        Term::Text(Cow::Borrowed(text))
    }
}

impl From<bool> for Term<'_> {
    fn from(flag: bool) -> Self {
        Term::Bool(flag)
    }
}

impl From<i64> for Term<'_> {
    fn from(number: i64) -> Self {
        Term::Int(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Layout, to_text};

    fn json(term: &Term<'_>) -> String {
        to_text(term, Layout::Compact).trim_end().to_owned()
    }

    fn reference() -> Term<'static> {
        Term::expression("aws_vpc.main.id")
    }

    #[test]
    fn literals_are_no_templates() {
        assert_eq!(json(&"costs ${price} and 5 %{x}".into()), r#""costs $${price} and 5 %%{x}""#);
        assert_eq!(Term::from("a \"b\" ${c}\n").to_hcl(), r#""a \"b\" $${c}\n""#);
    }

    #[test]
    fn text_and_expressions() {
        let term = Term::Template(vec!["id ".into(), reference()]);
        assert_eq!(json(&term), r#""id ${aws_vpc.main.id}""#);
        assert_eq!(json(&Term::list([term, reference()])), r#"["id ${aws_vpc.main.id}","${aws_vpc.main.id}"]"#);
    }

    #[test]
    fn what_may_be_nothing_is_left_out() {
        let maybe = Term::When("local.a".into(), Box::new(reference()), Box::new(Term::Null));
        assert_eq!(json(&maybe), r#""${local.a ? aws_vpc.main.id : null}""#);
        assert_eq!(
            Term::list(["x".into(), maybe.clone()]).to_hcl(),
            r#"[for item in ["x", local.a ? aws_vpc.main.id : null] : item if item != null]"#
        );
        assert_eq!(
            Term::object([("k", maybe)]).to_hcl(),
            "{for key, value in {k = local.a ? aws_vpc.main.id : null} : key => value if value != null}"
        );
    }

    #[test]
    fn the_sides_of_a_choice_inside_of_json_may_differ() {
        let sides = (Box::new(Term::list(["a".into()])), Box::new(Term::from("b")));
        let term = Term::Json(Box::new(Term::When("local.a".into(), sides.0, sides.1)));
        assert_eq!(term.to_hcl(), r#"jsonencode(jsondecode(local.a ? jsonencode(["a"]) : jsonencode("b")))"#);
    }
}
