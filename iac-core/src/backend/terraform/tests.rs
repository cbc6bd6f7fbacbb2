//! What conditions and rules ask, as expressions.

use super::context::{Context, Spot};
use super::term::Term;
use crate::condition::Test;
use crate::parameter::ParameterType;
use crate::value::{Expr, Value};

impl<'g> Context<'g> {
    /// Whether a test holds, as an expression in parentheses where it needs them.
    pub(super) fn test(&mut self, spot: Spot<'g>, test: &'g Test) -> String {
        match test {
            Test::Equals(a, b) => format!("{} == {}", self.compared(spot, a), self.compared(spot, b)),
            Test::Contains(list, text) => {
                let (list, text) = (self.members(spot, list), self.compared(spot, text));
                format!("contains({list}, {text})")
            }
            Test::And(tests) => self.tests(spot, tests, " && "),
            Test::Or(tests) => self.tests(spot, tests, " || "),
            Test::Not(test) => self.negated(spot, test),
            Test::Holds(node) => self.condition(spot.stack, *node),
            Test::Opaque(function, _) => self.opaque(spot, function).to_hcl(),
        }
    }

    /// Whether a test does not hold: `!` binds to the first operand of a comparison alone.
    pub(super) fn negated(&mut self, spot: Spot<'g>, test: &'g Test) -> String {
        match test {
            Test::Equals(a, b) => format!("{} != {}", self.compared(spot, a), self.compared(spot, b)),
            Test::Not(inner) => self.test(spot, inner),
            Test::And(_) | Test::Or(_) | Test::Holds(_) | Test::Contains(..) | Test::Opaque(..) => {
                format!("!{}", self.test(spot, test))
            }
        }
    }

    fn tests(&mut self, spot: Spot<'g>, tests: &'g [Test], operator: &str) -> String {
        let tests: Vec<String> = tests.iter().map(|test| self.test(spot, test)).collect();
        format!("({})", tests.join(operator))
    }

    /// One side of a comparison: CloudFormation compares text.
    fn compared(&mut self, spot: Spot<'g>, value: &'g Value) -> String {
        match self.term(spot, value) {
            Term::Int(number) => format!("\"{number}\""),
            Term::Num(number) => format!("\"{number}\""),
            Term::Bool(flag) => format!("\"{flag}\""),
            term if self.may_be_number(spot.stack, value) => format!("tostring({})", term.to_hcl()),
            term => term.to_operand(),
        }
    }

    /// The members of a list that a text is looked for in.
    fn members(&mut self, spot: Spot<'g>, list: &'g Value) -> String {
        match self.term(spot, list).to_hcl() {
            members if self.may_be_number(spot.stack, list) => format!("[for item in {members} : tostring(item)]"),
            members => members,
        }
    }

    /// Whether Terraform may have something else than text here, or a list of it.
    fn may_be_number(&self, stack: usize, value: &Value) -> bool {
        match value {
            Value::Bool(_) | Value::Int(_) | Value::Num(_) => true,
            Value::Str(_) => false,
            Value::List(items) => items.iter().any(|item| self.may_be_number(stack, item)),
            Value::Map(fields) => fields.iter().any(|field| self.may_be_number(stack, &field.value)),
            Value::Expr(expr) => match &**expr {
                Expr::Parameter(node) => {
                    let at = self.stack_of(node.stack()).unwrap_or(stack);
                    let parameter = self.stack(at).parameters.get_index(node.index());
                    parameter.is_some_and(|(_, parameter)| match &parameter.from {
                        Some(from) => self.may_be_number(at, &from.value),
                        None => matches!(parameter.parameter_type, ParameterType::Number | ParameterType::NumberList),
                    })
                }
                Expr::Select(_, list) => self.may_be_number(stack, list),
                Expr::If(_, yes, no) => self.may_be_number(stack, yes) || self.may_be_number(stack, no),
                Expr::FindInMap(mapping, ..) => {
                    let mapping = self.stack(stack).mappings.get_index(mapping.index());
                    let mut cells = mapping.iter().flat_map(|(_, mapping)| &mapping.rows).flat_map(|(_, cells)| cells);
                    cells.any(|cell| self.may_be_number(stack, &cell.value))
                }
                _ => false,
            },
        }
    }
}

/// The first parameter that a test reads.
pub(super) fn first_parameter(test: &Test) -> Option<usize> {
    let mut first = None;
    for value in test.values() {
        value.for_each_expr(&mut |expr| {
            if let (None, Expr::Parameter(node)) = (first, expr) {
                first = Some(node.index());
            }
        });
    }
    first
}
