//! Lists of objects that hold just a name, which the provider takes as lists of names.

use crate::prelude::*;

/// The names; any other field is an error.
pub(super) fn names<'g>(s: &mut Scope<'_, 'g>, list: Term<'g>) -> Term<'g> {
    match list {
        Term::List(items) => Term::List(items.into_iter().map(|item| names(s, item)).collect()),
        Term::When(condition, yes, no) => {
            let (yes, no) = (names(s, *yes), names(s, *no));
            Term::When(condition, Box::new(yes), Box::new(no))
        }
        Term::Object(fields) => {
            let mut name = Term::Null;
            for (key, term) in fields {
                if key == "Name" {
                    name = term;
                } else {
                    let message = format!("`{key}`, beside a name, has no mapping to Terraform");
                    s.error("unmapped", message, "leave it out, or write CloudFormation only");
                }
            }
            name
        }
        Term::Expression(text) => Term::Expression(format!("[for item in {text} : item.Name]")),
        other => other,
    }
}
