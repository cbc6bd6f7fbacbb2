//! CloudFormation's conditions.

use crate::cloudformation::{CloudFormation, Id};
use crate::value::Value;
use crate::world::{Read, World, unreadable};
use serde_json::Value as Json;

impl CloudFormation<'_> {
    pub(crate) fn condition(&self, stack: usize, name: &str, world: &World) -> Read<bool> {
        match self.stacks[stack].document["Conditions"].get(name) {
            Some(formula) => self.formula(stack, formula, world),
            None => unreadable(format!("there is no condition {name}")),
        }
    }

    pub(crate) fn formula(&self, stack: usize, formula: &Json, world: &World) -> Read<bool> {
        let Some((function, arguments)) = formula.as_object().and_then(|object| object.iter().next()) else {
            return unreadable(format!("{formula} is no condition"));
        };
        let mut all = arguments.as_array().into_iter().flatten();
        Ok(match function.as_str() {
            "Condition" => self.condition(stack, arguments.as_str().unwrap_or_default(), world)?,
            "Fn::Not" => !self.formula(stack, &arguments[0], world)?,
            "Fn::And" => all.try_fold(true, |so_far, next| Ok(so_far && self.formula(stack, next, world)?))?,
            "Fn::Or" => all.try_fold(false, |so_far, next| Ok(so_far || self.formula(stack, next, world)?))?,
            "Fn::Equals" => {
                let (left, right) = (&arguments[0], &arguments[1]);
                world.equal(&self.value(stack, left, world)?, &self.value(stack, right, world)?)?
            }
            other => return unreadable(format!("{other} in a condition")),
        })
    }

    /// The properties of a resource in a world in which it exists.
    pub(crate) fn properties(&self, id: &Id, json: &Json, world: &World) -> Read<Option<Value>> {
        if let Some(condition) = json["Condition"].as_str()
            && !self.condition(id.stack, condition, world)?
        {
            return Ok(None);
        }
        match json.get("Properties") {
            Some(properties) => self.value(id.stack, properties, world).map(Some),
            None => Ok(Some(Value::Object(Default::default()))),
        }
    }
}
