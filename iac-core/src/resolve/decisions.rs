//! What is decided before anything exists: conditions, rules and cells of mappings.

use super::nodes::Sort;
use super::references::{Pass, Spot};
use crate::condition::Test;
use crate::value::{Expr, Value};
use std::mem::replace;

/// The levels of a function and its list.
const LEVELS: usize = 2;

impl Pass<'_> {
    /// Conditions take every function but `Fn::If`, and nothing that reads a resource.
    /// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html>
    pub(super) fn test(&mut self, test: &mut Test, spot: Spot<'_>, in_rule: bool, room: usize) {
        let Some(room) = room.checked_sub(LEVELS) else {
            discard(test);
            return self.too_deep(spot);
        };
        match test {
            Test::And(tests) | Test::Or(tests) => {
                tests.iter_mut().for_each(|test| self.test(test, spot, in_rule, room));
            }
            Test::Not(test) => self.test(test, spot, in_rule, room),
            Test::Holds(_) if in_rule => {
                let help = "write the test itself: rules are checked before conditions";
                self.fault("bad-rule", spot, "a rule cannot ask for a condition of the stack".into(), help);
            }
            Test::Holds(node) => self.must_be_own(Sort::Condition, *node, spot),
            Test::Contains(..) if !in_rule => {
                let message = "a condition cannot ask whether a list contains something; only a rule can".into();
                self.fault("bad-condition", spot, message, "compare with each value, joined by `or`");
            }
            Test::Equals(a, b) | Test::Contains(a, b) => [a, b].into_iter().for_each(|of| self.tested(of, spot, room)),
            Test::Opaque(_, value) => self.tested(value, spot, room),
        }
    }

    fn tested(&mut self, value: &mut Value, spot: Spot<'_>, room: usize) {
        if value.cut(room) {
            self.too_deep(spot);
        }
        value.for_each_expr(&mut |expr| match expr {
            Expr::Ref(_) | Expr::GetAtt(..) | Expr::ImportValue(_) | Expr::Secret(_) => {
                let message = "this is decided before any resource exists, but it reads one".into();
                let help = "compare parameters, mappings and pseudo parameters";
                self.fault("condition-on-resource", spot, message, help);
            }
            Expr::If(..) => {
                let message = "a condition or rule compares what another condition chooses (`Fn::If`)".into();
                let help = "join the conditions: `Condition::holds(…).and(…)`, or compare what they are made of";
                self.fault("bad-condition", spot, message, help);
            }
            other => self.no_reference(other, spot),
        });
    }

    /// Without language extensions, cells are found by literals, `Ref` of parameters, and `Fn::FindInMap`.
    /// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap-enhancements.html>
    pub(super) fn look_up(&mut self, keys: [&Value; 2], spot: Spot<'_>) {
        // A template that was read may ask for the extensions.
        if !self.own.is_program {
            return;
        }
        for (key, what) in keys.into_iter().zip(["row", "cell"]) {
            let given = match key {
                Value::Bool(_) | Value::Int(_) | Value::Num(_) | Value::Str(_) => continue,
                Value::List(_) | Value::Map(_) => "a list or an object",
                Value::Expr(expr) => match &**expr {
                    Expr::Parameter(_) | Expr::Pseudo(_) | Expr::FindInMap(..) => continue,
                    Expr::Join(..) => "text that is put together",
                    Expr::If(..) => "what a condition chooses",
                    Expr::Ref(_) | Expr::GetAtt(..) => "a value of a resource",
                    _ => "what a function yields",
                },
            };
            let message = format!("the {what} of a mapping is looked up by {given}");
            let help =
                "look up by a literal, a parameter, a pseudo parameter or another cell, and choose between cells";
            self.fault("bad-lookup", spot, message, help);
        }
    }
}

/// Makes it a test of nothing, and drops what it was from the outside in.
fn discard(test: &mut Test) {
    let nothing = || Test::And(Vec::new());
    let mut rest = vec![replace(test, nothing())];
    while let Some(mut test) = rest.pop() {
        match &mut test {
            Test::And(tests) | Test::Or(tests) => rest.append(tests),
            Test::Not(inner) => rest.push(replace(inner, nothing())),
            Test::Equals(a, b) | Test::Contains(a, b) => [a, b].into_iter().for_each(Value::discard),
            Test::Opaque(_, value) => value.discard(),
            Test::Holds(_) => {}
        }
    }
}
