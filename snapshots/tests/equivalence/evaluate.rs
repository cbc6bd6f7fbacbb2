//! What an expression of Terraform's comes to in a world.
//! <https://developer.hashicorp.com/terraform/language/functions>

use crate::expression::{Expression, For};
use crate::picked;
use crate::scope::Scope;
use crate::secrets::plain_secret;
use crate::value::{Object, Value, join, number, parsed, select, split};
use crate::world::{Read, Stop, unreadable};

impl Scope<'_> {
    pub(crate) fn expression(&self, expression: &Expression) -> Read<Value> {
        use Expression as E;
        Ok(match expression {
            E::Literal(value) => value.clone(),
            E::Template(parts) => join(self.all(parts)?),
            E::Name(name) => match self.names.get(name) {
                Some(value) => value.clone(),
                None => return unreadable(format!("what is {name}?")),
            },
            E::Attribute(of, name) => self.member(expression, of, &Value::text(name))?,
            E::Index(of, index) => self.member(expression, of, &self.expression(index)?)?,
            E::Splat(of) => Value::List(vec![self.expression(of)?]),
            E::Not(of) => Value::Bool(!self.truth(of)?),
            E::Binary(operator, left, right) => self.binary(operator, left, right)?,
            E::Choice(condition, yes, no) => self.expression(if self.truth(condition)? { yes } else { no })?,
            E::List(items) => Value::List(self.all(items)?),
            E::Object(members) => {
                let mut object = Object::new();
                for (key, member) in members {
                    object.insert(self.key(key)?, self.expression(member)?);
                }
                Value::Object(object)
            }
            E::For(parts) => self.comprehension(parts)?,
            E::Call(name, arguments) => self.call(name, arguments)?,
        })
    }

    fn all(&self, parts: &[Expression]) -> Read<Vec<Value>> {
        parts.iter().map(|part| self.expression(part)).collect()
    }

    fn truth(&self, condition: &Expression) -> Read<bool> {
        self.world.truth(&self.expression(condition)?)
    }

    fn key(&self, key: &Expression) -> Read<String> {
        let key = self.expression(key)?;
        key.plain().map_or_else(|| unreadable(format!("the key {key}")), Ok)
    }

    /// `of.name` or `of[index]`. A path that starts at a name of the document is looked up as a whole.
    fn member(&self, whole: &Expression, of: &Expression, index: &Value) -> Read<Value> {
        if let Some(words) = whole.words()
            && let Some((root, rest)) = words.split_first()
            && !self.names.contains_key(root)
        {
            let length = match root.as_str() {
                "var" | "local" => 1,
                "data" | "ephemeral" => 3,
                _ => 2,
            };
            if rest.len() == length || (rest.len() > length && root.starts_with("aws_")) {
                return self.path(root, rest);
            }
            if rest.len() < length {
                return unreadable(format!("{} is no value", words.join(".")));
            }
        }
        let of = self.expression(of)?;
        Ok(match (&of, index.plain()) {
            (Value::Object(members), Some(key)) => match members.get(&key) {
                Some(member) => member.clone(),
                None => return unreadable(format!("there is no {key} in {of}")),
            },
            (Value::Call(name, arguments), _) if name == "lookup" && arguments.len() < 3 => {
                Value::call("lookup", [arguments.as_slice(), std::slice::from_ref(index)].concat())
            }
            (Value::Call(name, arguments), _) if name == "secret" && arguments.len() == 1 => {
                Value::call("secret", [arguments[0].clone(), index.clone()])
            }
            (Value::Call(name, arguments), Some(key)) if name == "properties" => self.property(arguments, &key)?,
            (Value::Reference(resource, path), Some(key)) => {
                Value::Reference(resource.clone(), format!("{path}.{key}"))
            }
            _ => select(&of, index),
        })
    }

    /// What Cloud Control says of a resource's property: what GetAtt returns.
    fn property(&self, path: &[Value], key: &str) -> Read<Value> {
        let path = [path, &[Value::text(key)]].concat();
        let words: Vec<String> = path.iter().filter_map(Value::plain).collect();
        let stack = words[0].parse().unwrap_or_default();
        let found = self.terraform.cloudformation.reference(stack, &words[1], &words[2..].join("."));
        Ok(found.unwrap_or_else(|_| Value::call("properties", path)))
    }

    fn binary(&self, operator: &str, left: &Expression, right: &Expression) -> Read<Value> {
        let truth = match operator {
            "&&" => self.truth(left)? && self.truth(right)?,
            "||" => self.truth(left)? || self.truth(right)?,
            _ => {
                let (left, right) = (self.expression(left)?, self.expression(right)?);
                match operator {
                    "==" => self.world.equal(&left, &right)?,
                    "!=" => !self.world.equal(&left, &right)?,
                    "<" | ">" | "<=" | ">=" => self.world.holds(format!("{left} {operator} {right}"))?,
                    _ => match (left.plain(), right.plain(), operator) {
                        (Some(left), Some(right), "+" | "-") => {
                            let whole = |text: &str| text.parse::<i64>().map_err(|_| Stop::Unreadable(text.to_owned()));
                            let right = whole(&right)? * if operator == "-" { -1 } else { 1 };
                            return Ok(number(&(whole(&left)? + right).to_string()));
                        }
                        _ => return Ok(Value::call(operator, [left, right])),
                    },
                }
            }
        };
        Ok(Value::Bool(truth))
    }

    fn comprehension(&self, parts: &For) -> Read<Value> {
        let of = self.expression(&parts.of)?;
        let pairs: Vec<(Value, Value)> = match of {
            Value::List(items) => {
                items.into_iter().enumerate().map(|(index, item)| (number(&index.to_string()), item)).collect()
            }
            Value::Object(members) => members.into_iter().map(|(key, member)| (Value::Text(key), member)).collect(),
            Value::Reference(resource, list) => match parts.condition.as_ref().and_then(picks) {
                Some((key, text)) if parts.key.is_none() => {
                    let member = Value::Reference(resource, picked::named(&list, &key, &text));
                    let mut inner = self.clone();
                    parts.names.iter().for_each(|name| drop(inner.names.insert(name.clone(), member.clone())));
                    return Ok(Value::List(vec![inner.expression(&parts.value)?]));
                }
                _ => return unreadable(format!("for … in {resource}.{list}")),
            },
            other => return unreadable(format!("for … in {other}")),
        };
        let (mut items, mut members) = (Vec::new(), Object::new());
        for (key, item) in pairs {
            let mut inner = self.clone();
            match parts.names.as_slice() {
                [name] => drop(inner.names.insert(name.clone(), item)),
                [first, second] => {
                    inner.names.insert(first.clone(), key);
                    inner.names.insert(second.clone(), item);
                }
                _ => return unreadable("for with other than one or two names"),
            }
            if let Some(condition) = &parts.condition
                && !inner.truth(condition)?
            {
                continue;
            }
            let value = inner.expression(&parts.value)?;
            match &parts.key {
                Some(key) => drop(members.insert(inner.key(key)?, value)),
                None => items.push(value),
            }
        }
        Ok(if parts.key.is_some() { Value::Object(members) } else { Value::List(items) })
    }

    fn call(&self, name: &str, arguments: &[Expression]) -> Read<Value> {
        let values = self.all(arguments)?;
        let plain = |index: usize| values.get(index).and_then(Value::plain);
        Ok(match (name, values.as_slice()) {
            ("jsonencode", [value]) => Value::Json(Box::new(value.clone())),
            ("jsondecode", [secret @ Value::Call(call, _)]) if call == "secret" || call == "properties" => {
                secret.clone()
            }
            ("jsondecode", [text]) => parsed(text).unwrap_or_else(|| Value::call(name, values)),
            ("tostring" | "tonumber" | "tobool" | "tolist" | "toset" | "tomap" | "sensitive", [value, ..]) => {
                value.clone()
            }
            ("try", [first, other]) if plain_secret(self.terraform.cloudformation, first, other) => first.clone(),
            ("one", [Value::Reference(resource, path)]) => Value::Reference(resource.clone(), format!("one({path})")),
            ("one", [value]) => value.items().first().cloned().unwrap_or(Value::Null),
            ("concat" | "flatten" | "compact", lists) => Value::List(lists.iter().flat_map(Value::items).collect()),
            ("coalesce", values) => {
                let nothing = |value: &&Value| !matches!(value, Value::Null) && value.plain().as_deref() != Some("");
                values.iter().find(nothing).cloned().unwrap_or(Value::Null)
            }
            ("merge", objects) => {
                let (known, unknown): (Vec<_>, Vec<_>) =
                    objects.iter().cloned().partition(|value| value.object().is_some());
                let merged = Value::Object(known.iter().filter_map(Value::object).flatten().map(own).collect());
                if unknown.is_empty() { merged } else { Value::call(name, [unknown, vec![merged]].concat()) }
            }
            ("join", [separator, Value::List(items)]) => {
                let between = |index| if index == 0 { Value::text("") } else { separator.clone() };
                join(items.iter().enumerate().flat_map(|(index, item)| [between(index), item.clone()]))
            }
            // Where an end is cut off, it is also put on: what is in between is the reference.
            ("trimprefix", [value, end]) if *end == Value::text("https://") => value.clone(),
            ("trimsuffix", [value, end]) if *end == Value::text("/") => value.clone(),
            ("split", [separator, text]) => split(separator, text),
            ("element", [Value::Reference(resource, path), index]) => {
                Value::Reference(resource.clone(), format!("{path}.{index}"))
            }
            ("element", [list, index]) => select(list, index),
            ("length", [Value::List(items)]) => number(&items.len().to_string()),
            ("length", [Value::Text(text)]) => number(&text.chars().count().to_string()),
            ("contains", [Value::List(items), item]) => Value::Bool(
                items
                    .iter()
                    .try_fold(false, |so_far, other| Ok::<bool, Stop>(so_far || self.world.equal(other, item)?))?,
            ),
            ("cidrsubnet", [block, _, index]) => {
                let known = self.terraform.cloudformation.block(block);
                let prefix = known.and_then(|block| block.split_once('/')?.1.parse::<i64>().ok());
                let bits = plain(1).and_then(|bits| bits.parse::<i64>().ok());
                match (prefix, bits) {
                    // As Fn::Cidr says it: the bits that are left to hosts.
                    (Some(prefix), Some(bits)) => {
                        let hosts = number(&(32 - prefix - bits).to_string());
                        Value::call("select", [Value::call("cidrs", [block.clone(), hosts]), index.clone()])
                    }
                    _ => Value::call(name, values),
                }
            }
            ("lower", [_]) => {
                plain(0).map_or_else(|| Value::call(name, values), |text| Value::Text(text.to_lowercase()))
            }
            _ => Value::call(name, values),
        })
    }
}

fn own((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

/// The key and the text of `item.key == "text"`.
fn picks(condition: &Expression) -> Option<(String, String)> {
    match condition {
        Expression::Binary("==", left, right) => match (left.as_ref(), right.as_ref()) {
            (Expression::Attribute(_, key), Expression::Literal(text)) => Some((key.clone(), text.plain()?)),
            _ => None,
        },
        _ => None,
    }
}
