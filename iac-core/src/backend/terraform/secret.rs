//! What the functions of a table ask of secrets.

use super::scope::Scope;
use super::term::Term;
use crate::value::{Expr, Value};

impl<'g> Scope<'_, 'g> {
    /// The text of a secret while Terraform runs, for write-only attributes alone, and the address of the resource that
    /// wrote it, where that is one of this module's.
    pub fn secret_text(&mut self, arn: &'g Value) -> (String, Option<String>) {
        self.context.secret_text(self.spot, arn)
    }

    /// A secret for an attribute that the provider keeps in the state. What comes from a variable can stand there; what
    /// is read from Secrets Manager while Terraform runs cannot, and is an error.
    pub fn kept_secret(&mut self, value: &'g Value) -> Option<Term<'g>> {
        let mut readable = true;
        let stack = self.spot.stack;
        value.for_each_expr(&mut |expr| match expr {
            Expr::Parameter(node) => {
                let name = self.context.variable_of(stack, *node);
                self.context.needs.kept.extend(name);
            }
            Expr::Secret(_) => readable = false,
            _ => {}
        });
        if !readable {
            let help = "take it from a parameter that is not echoed, or write CloudFormation only: \
                        `--format cloudformation`";
            self.error("secret-in-state", "Terraform would keep the secret in its state", help);
        }
        readable.then(|| self.term(value))
    }
}
