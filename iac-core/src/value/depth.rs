//! How deep values are nested. Whatever walks a value calls itself once for each level, and so does dropping one: what is
//! nested deeper than any template is read again is cut off before anything walks it.

use super::Value;
pub(crate) use crate::json::tree::MAX_DEPTH;
use std::mem::replace;

impl Value {
    /// How many objects and lists of a template the value is around what it holds.
    pub(crate) fn levels(&self) -> usize {
        match self {
            Value::Bool(_) | Value::Int(_) | Value::Num(_) | Value::Str(_) => 0,
            Value::List(_) | Value::Map(_) => 1,
            Value::Expr(_) => 2,
        }
    }

    /// Cuts off what is nested deeper than this; whether something was.
    pub(crate) fn cut(&mut self, room: usize) -> bool {
        let Some(room) = room.checked_sub(self.levels()) else {
            self.discard();
            return true;
        };
        let mut is_cut = false;
        self.each_mut(|inner| is_cut |= inner.cut(room));
        is_cut
    }

    /// Makes it empty text, and drops what it was from the outside in.
    pub(crate) fn discard(&mut self) {
        let empty = || Value::Str("".into());
        let mut rest = vec![replace(self, empty())];
        while let Some(mut value) = rest.pop() {
            value.each_mut(|inner| rest.push(replace(inner, empty())));
        }
    }

    fn each_mut(&mut self, mut visit: impl FnMut(&mut Value)) {
        match self {
            Value::Bool(_) | Value::Int(_) | Value::Num(_) | Value::Str(_) => {}
            Value::List(items) => items.iter_mut().for_each(visit),
            Value::Map(fields) => fields.iter_mut().for_each(|field| visit(&mut field.value)),
            Value::Expr(expr) => expr.operands_mut().for_each(visit),
        }
    }
}
