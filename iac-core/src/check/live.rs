//! What a world makes of conditions, for rules that read values as they are written.

use super::res::Res;
use super::truth::Truth;
use super::world::World;
use crate::stack::Node;
use crate::value::{Expr, Value};

impl<'g> World<'g> {
    /// Whether a condition holds; none where nobody can know it before the deployment.
    pub fn holds(&self, stack: usize, condition: Node) -> Option<bool> {
        match self.condition(stack, condition.index()) {
            Truth::Yes => Some(true),
            Truth::No => Some(false),
            Truth::Unknown => None,
        }
    }

    /// Calls `visit` for every expression of a value, except for those in branches that are not taken.
    pub fn for_each_live(&self, stack: usize, value: &'g Value, visit: &mut dyn FnMut(&'g Expr)) {
        match value {
            Value::Bool(_) | Value::Int(_) | Value::Num(_) | Value::Str(_) => {}
            Value::List(items) => items.iter().for_each(|item| self.for_each_live(stack, item, visit)),
            Value::Map(fields) => fields.iter().for_each(|field| self.for_each_live(stack, &field.value, visit)),
            Value::Expr(expr) => {
                visit(expr);
                match &**expr {
                    Expr::If(condition, yes, no) => {
                        let holds = self.holds(stack, *condition);
                        for (branch, taken) in [(yes, holds != Some(false)), (no, holds != Some(true))] {
                            if taken {
                                self.for_each_live(stack, branch, visit);
                            }
                        }
                    }
                    other => other.operands().for_each(|operand| self.for_each_live(stack, operand, visit)),
                }
            }
        }
    }

    /// A resource, whether it exists or not.
    pub fn resource<'w>(&'w self, node: Node) -> Option<Res<'w, 'g>> {
        self.index.locate(node).and_then(|at| Res::new(self, at))
    }
}
