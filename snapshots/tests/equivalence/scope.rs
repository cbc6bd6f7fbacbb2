//! What the names in an expression stand for.

use crate::expression::template;
use crate::terraform::{CLOUD_CONTROL, Terraform, squashed};
use crate::value::{Object, Value, literal, number};
use crate::world::{Read, Stop, World, unreadable};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Where an expression is read: a world, and what `for` has named.
#[derive(Clone)]
pub(crate) struct Scope<'s> {
    pub terraform: &'s Terraform<'s>,
    pub world: &'s World,
    pub names: BTreeMap<String, Value>,
}

impl Scope<'_> {
    pub(crate) fn json(&self, json: &Json) -> Read<Value> {
        Ok(match json {
            Json::String(text) => self.expression(&template(text).map_err(Stop::Unreadable)?)?,
            Json::Array(items) => Value::List(items.iter().map(|item| self.json(item)).collect::<Read<_>>()?),
            Json::Object(members) => {
                let mut object = Object::new();
                for (key, member) in members {
                    if key == "dynamic" {
                        self.dynamic(member, &mut object)?;
                    } else if key != "//" {
                        let value = self.json(member)?;
                        if value != Value::Null {
                            add(&mut object, key, value)?;
                        }
                    }
                }
                Value::Object(object)
            }
            other => literal(other),
        })
    }

    /// Blocks that are there once for every item of a list.
    fn dynamic(&self, blocks: &Json, object: &mut Object) -> Read<()> {
        for (name, bodies) in blocks.as_object().into_iter().flatten() {
            let bodies = bodies.as_array().cloned().unwrap_or_else(|| vec![bodies.clone()]);
            let mut made = Vec::new();
            for body in &bodies {
                let items = self.json(&body["for_each"])?;
                let Value::List(items) = &items else { return unreadable(format!("for_each of {name}: {items}")) };
                let iterator = body["iterator"].as_str().unwrap_or(name);
                for item in items {
                    let mut inner = self.clone();
                    let each = Object::from([("value".to_owned(), item.clone()), ("key".to_owned(), item.clone())]);
                    inner.names.insert(iterator.to_owned(), Value::Object(each));
                    made.push(inner.json(&body["content"])?);
                }
            }
            if !made.is_empty() {
                add(object, name, Value::List(made))?;
            }
        }
        Ok(())
    }

    /// `local`, `var`, a resource … and the words after it.
    pub(crate) fn path(&self, root: &str, words: &[String]) -> Read<Value> {
        let first = words.first().map_or("", String::as_str);
        let second = words.get(1).map_or("", String::as_str);
        Ok(match (root, first, second) {
            ("var", "region", _) => Value::given("region"),
            ("var", "stack_name", _) => Value::given("stack name"),
            ("var", name, _) => Value::Given(format!("variable {}", self.parameter(name))),
            ("local", name, _) => self.local(name)?,
            ("data", kind, name) if self.terraform.document["data"][kind].get(name).is_some() => {
                self.data(kind, name, words.get(2).map_or("", String::as_str))?
            }
            ("terraform_data", name, "id") => match self.terraform.stack_of_id(name) {
                Some(of) => Value::Given(format!("stack's unique id{of}")),
                None => return unreadable(format!("what is terraform_data.{name}.id?")),
            },
            ("ephemeral", kind, name) => self.ephemeral(kind, name, words.get(2).map_or("", String::as_str))?,
            (kind, name, _) if kind.starts_with("aws_") => self.attribute(kind, name, &words[1..])?,
            _ => return unreadable(format!("what is {root}.{}?", words.join("."))),
        })
    }

    fn data(&self, kind: &str, name: &str, attribute: &str) -> Read<Value> {
        let arguments = self.terraform.document["data"][kind][name].as_object().into_iter().flatten();
        if kind != "aws_availability_zones" && arguments.map(|(key, _)| key).any(|key| key != "provider") {
            return unreadable(format!("data.{kind}.{name} is asked for another thing"));
        }
        Ok(match (kind, attribute) {
            ("aws_region", "region") => self.terraform.place(kind, name, "region"),
            ("aws_caller_identity", "account_id") => Value::given("account"),
            ("aws_partition", "partition") => Value::given("partition"),
            ("aws_partition", "dns_suffix") => Value::given("dns suffix"),
            ("aws_availability_zones", "names") => match self.terraform.place(kind, name, "") {
                _ if !self.terraform.ordinary_zones(name) => {
                    return unreadable("these are not the zones of Fn::GetAZs");
                }
                Value::Text(region) => Value::Given(format!("availability zones of {region}")),
                _ => Value::given("availability zones"),
            },
            _ => return unreadable(format!("what is data.{kind}.{name}.{attribute}?")),
        })
    }

    fn parameter(&self, variable: &str) -> String {
        let names = self.terraform.cloudformation.everywhere("Parameters").into_iter().map(|(_, name, _)| name);
        let found = names.into_iter().find(|name| squashed(name) == squashed(variable));
        found.unwrap_or_else(|| format!("{variable} (no parameter)"))
    }

    /// A mapping stays a name, so that it is compared once; every other local value is what it says.
    fn local(&self, name: &str) -> Read<Value> {
        let mappings = self.terraform.cloudformation.everywhere("Mappings");
        if let Some((_, mapping, _)) = mappings.into_iter().find(|(_, mapping, _)| squashed(mapping) == squashed(name))
        {
            return Ok(Value::call("lookup", [Value::Text(mapping)]));
        }
        let locals = match &self.terraform.document["locals"] {
            Json::Array(blocks) => blocks.iter().find(|block| block.get(name).is_some()),
            block => Some(block),
        };
        match locals.and_then(|locals| locals.get(name)) {
            Some(value) => self.terraform.scope(self.world).json(value),
            None => unreadable(format!("there is no local {name}")),
        }
    }

    fn ephemeral(&self, kind: &str, name: &str, attribute: &str) -> Read<Value> {
        let body = &self.terraform.document["ephemeral"][kind][name];
        match (kind, attribute) {
            ("aws_secretsmanager_secret_version", "secret_string") if !body.is_null() => {
                let secret = self.terraform.value(&body["secret_id"], self.world)?;
                Ok(Value::call("secret", [secret]))
            }
            ("aws_secretsmanager_random_password", "random_password") if !body.is_null() => {
                let settings = self.terraform.value(body, self.world)?;
                Ok(Value::call("random password", [settings]))
            }
            _ => unreadable(format!("what is ephemeral.{kind}.{name}.{attribute}?")),
        }
    }

    fn attribute(&self, kind: &str, name: &str, words: &[String]) -> Read<Value> {
        let address = (kind.to_owned(), name.to_owned());
        let Some(owner) = self.terraform.owners.get(&address) else {
            return unreadable(format!("{kind}.{name} belongs to no resource"));
        };
        let given = self.terraform.cloudformation;
        let resource = given.display(owner);
        if kind == CLOUD_CONTROL {
            return match words.first().map(String::as_str) {
                Some("id") => given.reference(owner.stack, &owner.logical, "Ref"),
                _ => Ok(Value::call("properties", [number(&owner.stack.to_string()), Value::text(&owner.logical)])),
            };
        }
        let known = given.kind(owner).and_then(|(_, known)| known);
        let main = known.is_some_and(|known| known.main == kind);
        let attribute = words.join(".");
        let attribute = if main { attribute } else { format!("{kind}.{attribute}") };
        let same = known.and_then(|known| known.same.get(&attribute)).cloned();
        Ok(Value::Reference(resource, same.unwrap_or(attribute)))
    }
}

/// A block may be written several times; an argument may not.
fn add(object: &mut Object, key: &str, value: Value) -> Read<()> {
    match (object.get_mut(key), value) {
        (None, value) => drop(object.insert(key.to_owned(), value)),
        (Some(Value::List(blocks)), Value::List(more)) => blocks.extend(more),
        _ => return unreadable(format!("{key} twice")),
    }
    Ok(())
}
