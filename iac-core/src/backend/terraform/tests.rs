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
                let (list, text) = (self.term(spot, list).to_hcl(), self.term(spot, text).to_hcl());
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
        let number = match value {
            Value::Expr(expr) => match &**expr {
                Expr::Parameter(node) => {
                    let parameter = self.stack(spot.stack).parameters.get_index(node.index());
                    parameter.is_some_and(|(_, parameter)| parameter.parameter_type == ParameterType::Number)
                }
                _ => false,
            },
            _ => false,
        };
        let text = match self.term(spot, value) {
            Term::Int(number) => format!("\"{number}\""),
            Term::Bool(flag) => format!("\"{flag}\""),
            term => term.to_operand(),
        };
        if number { format!("tostring({text})") } else { text }
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
