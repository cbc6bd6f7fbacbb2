//! Reads CloudFormation's templates.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html>

use crate::table::{Tables, Type};
use crate::value::{Value, join, literal, select, split};
use crate::world::{Read, World, unreadable};
use serde_json::{Value as Json, json};
use std::borrow::Cow;

/// A stack of an environment; a region where it is not the environment's own.
#[derive(Clone, Debug)]
pub(crate) struct Stack {
    pub name: String,
    pub region: Option<String>,
    pub document: Json,
}

pub(crate) struct CloudFormation<'d> {
    pub stacks: &'d [Stack],
    pub tables: &'d Tables,
}

/// A resource by its stack and logical id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id {
    pub stack: usize,
    pub logical: String,
}

impl<'d> CloudFormation<'d> {
    pub(crate) fn section(
        &self,
        stack: usize,
        section: &str,
    ) -> impl Iterator<Item = (&'d String, &'d Json)> + use<'d> {
        let members = self.stacks.get(stack).and_then(|stack| stack.document.get(section)).and_then(Json::as_object);
        members.into_iter().flatten()
    }

    pub(crate) fn resources(&self) -> impl Iterator<Item = (Id, &'d Json)> {
        (0..self.stacks.len()).flat_map(move |stack| {
            self.section(stack, "Resources").map(move |(logical, json)| (Id { stack, logical: logical.clone() }, json))
        })
    }

    /// What is in the first stack goes by its id, what is in another by stack and id.
    pub(crate) fn name(&self, stack: usize, id: &str) -> String {
        match stack {
            0 => id.to_owned(),
            stack => format!("{}/{id}", self.stacks[stack].name),
        }
    }

    pub(crate) fn display(&self, id: &Id) -> String {
        self.name(id.stack, &id.logical)
    }

    /// What is in a section of any stack, by these names.
    pub(crate) fn everywhere(&self, section: &str) -> Vec<(usize, String, &'d Json)> {
        let of = |stack| self.section(stack, section).map(move |(id, json)| (stack, self.name(stack, id), json));
        (0..self.stacks.len()).flat_map(of).collect()
    }

    /// A resource by the name that references have.
    pub(crate) fn resource(&self, name: &str) -> Option<&'d Json> {
        self.resources().find(|(id, _)| self.display(id) == name).map(|(_, json)| json)
    }

    pub(crate) fn kind(&self, id: &Id) -> Option<(&'d str, Option<&'d Type>)> {
        let kind = self.stacks[id.stack].document["Resources"].get(&id.logical)?["Type"].as_str()?;
        Some((kind, self.tables.0.get(kind)))
    }

    /// A value of a stack's template; members without a value are left out.
    pub(crate) fn value(&self, stack: usize, json: &Json, world: &World) -> Read<Value> {
        let all = |items: &Json| -> Read<Vec<Value>> {
            items.as_array().into_iter().flatten().map(|item| self.value(stack, item, world)).collect()
        };
        let members = match json {
            Json::Array(items) => {
                let items = items.iter().map(|item| self.value(stack, item, world)).collect::<Read<Vec<_>>>()?;
                return Ok(Value::List(items.into_iter().filter(|item| *item != Value::Null).collect()));
            }
            Json::Object(members) => members,
            Json::String(text) => return self.sub(stack, text, false),
            other => return Ok(literal(other)),
        };
        let Some((function, arguments)) = members.iter().next().filter(|_| members.len() == 1) else {
            return self.object(stack, members, world);
        };
        Ok(match (function.as_str(), arguments) {
            ("Ref", Json::String(name)) => self.reference(stack, name, "Ref")?,
            ("Fn::GetAtt", Json::Array(path)) => {
                let words: Vec<&str> = path.iter().filter_map(Json::as_str).collect();
                self.reference(stack, words.first().unwrap_or(&""), &words[1..].join("."))?
            }
            ("Fn::Sub", Json::String(text)) => self.sub(stack, text, true)?,
            ("Fn::Join", _) => {
                match (&arguments[0], self.value(stack, &arguments[1], world)?) {
                    (Json::String(separator), Value::List(parts)) => {
                        let between = Value::text(separator);
                        join(parts.into_iter().enumerate().flat_map(|(index, part)| {
                            [if index == 0 { Value::text("") } else { between.clone() }, part]
                        }))
                    }
                    (separator, list) => Value::call("join", [literal(separator), list]),
                }
            }
            ("Fn::Select", _) => {
                let index = self.value(stack, &arguments[0], world)?;
                select(&self.value(stack, &arguments[1], world)?, &index)
            }
            ("Fn::Split", _) => {
                split(&self.value(stack, &arguments[0], world)?, &self.value(stack, &arguments[1], world)?)
            }
            ("Fn::GetAZs", of) if of != "" && *of != serde_json::json!({ "Ref": "AWS::Region" }) => {
                return unreadable(format!("the zones of {of}"));
            }
            ("Fn::GetAZs", _) => self.stacks[stack].region.as_ref().map_or_else(
                || Value::given("availability zones"),
                |region| Value::Given(format!("availability zones of {region}")),
            ),
            ("Fn::FindInMap", _) => {
                let [map, first, second] = <[Value; 3]>::try_from(all(arguments)?)
                    .or_else(|_| unreadable("Fn::FindInMap takes three arguments here"))?;
                let Some(map) = map.plain() else { return unreadable(format!("the mapping {map}")) };
                Value::call("lookup", [Value::Text(self.name(stack, &map)), first, second])
            }
            ("Fn::Cidr", _) => {
                let (block, bits) = (&arguments[0], &arguments[2]);
                Value::call("cidrs", [self.value(stack, block, world)?, self.value(stack, bits, world)?])
            }
            ("Fn::Base64", _) => Value::call("base64encode", [self.value(stack, arguments, world)?]),
            ("Fn::ImportValue", Json::String(name)) => self.import(name, world)?,
            ("Fn::If", _) => {
                let condition = arguments[0].as_str().unwrap_or_default();
                let branch = if self.condition(stack, condition, world)? { 1 } else { 2 };
                self.value(stack, &arguments[branch], world)?
            }
            (name, _) if name.starts_with("Fn::") => return unreadable(format!("{name} of {arguments}")),
            _ => return self.object(stack, members, world),
        })
    }

    fn object(&self, stack: usize, members: &serde_json::Map<String, Json>, world: &World) -> Read<Value> {
        let mut object = crate::value::Object::new();
        for (key, member) in members {
            let value = self.value(stack, member, world)?;
            if value != Value::Null {
                object.insert(key.clone(), value);
            }
        }
        Ok(Value::Object(object))
    }

    /// Text with `${…}` when it is an argument of Fn::Sub, and with dynamic references in either case.
    fn sub(&self, stack: usize, text: &str, holes: bool) -> Read<Value> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find("${").filter(|_| holes) {
            parts.push(Value::text(&rest[..start]));
            let end = rest[start..].find('}').map_or(rest.len(), |length| start + length);
            let name = &rest[start + 2..end];
            parts.push(match (name.strip_prefix('!'), name.split_once('.')) {
                (Some(kept), _) => Value::Text(format!("${{{kept}}}")),
                (_, Some((resource, attribute))) => self.reference(stack, resource, attribute)?,
                _ => self.reference(stack, name, "Ref")?,
            });
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        parts.push(Value::text(rest));
        let whole = join(parts);
        match &whole {
            Value::Join(parts) => match (parts.first(), parts.get(1), parts.get(2)) {
                (Some(Value::Text(start)), Some(secret), Some(Value::Text(end)))
                    if start == "{{resolve:secretsmanager:" && parts.len() == 3 =>
                {
                    let key = end.strip_prefix(":SecretString:").and_then(|end| end.strip_suffix("}}"));
                    let key = key.map(|key| key.trim_end_matches(':'));
                    let Some(key) = key else { return unreadable(format!("{text}: which secret?")) };
                    Ok(Value::call("secret", [secret.clone(), Value::text(key)]))
                }
                _ => Ok(whole),
            },
            Value::Text(text) if text.contains("{{resolve:") => unreadable(format!("{text}: a dynamic reference")),
            _ => Ok(whole),
        }
    }

    /// The value of another stack that a parameter stands for, by what its description says, and the output that whoever
    /// deploys reads it from, where there is one.
    pub(crate) fn handed(&self, stack: usize, parameter: &str) -> Option<(usize, Option<&'d String>, Cow<'d, Json>)> {
        let (_, parameter) = self.section(stack, "Parameters").find(|(id, _)| *id == parameter)?;
        let said = parameter["Description"].as_str()?.strip_suffix('.')?;
        if let Some((id, name)) = said.strip_prefix("The same as ").and_then(|said| said.split_once(" of the stack ")) {
            let other = self.stacks.iter().position(|stack| stack.name == name)?;
            return Some((other, None, Cow::Owned(json!({"Ref": id}))));
        }
        if said == "What `aws lightsail get-relational-database` gives as `masterEndpoint.address`" {
            let database = |stack| {
                let mut all = self.section(stack, "Resources");
                let (id, _) = all.find(|(_, resource)| resource["Type"] == "AWS::Lightsail::Database")?;
                Some((stack, None, Cow::Owned(json!({"Fn::GetAtt": [id, "MasterEndpoint.Address"]}))))
            };
            return (0..self.stacks.len()).find_map(database);
        }
        let (output, said) = said.strip_prefix("The output ")?.split_once(" of the stack ")?;
        let (name, region) = said.split_once(" in ")?;
        let of = |stack: &Stack| stack.region.clone().unwrap_or("its region".to_owned());
        let other = self.stacks.iter().position(|stack| stack.name == name && of(stack) == region)?;
        let (id, output) = self.section(other, "Outputs").find(|(id, _)| *id == output)?;
        Some((other, Some(id), Cow::Borrowed(&output["Value"])))
    }

    fn import(&self, name: &str, world: &World) -> Read<Value> {
        for stack in 0..self.stacks.len() {
            for (_, output) in self.section(stack, "Outputs") {
                if output["Export"]["Name"].as_str() == Some(name) {
                    return self.value(stack, &output["Value"], world);
                }
            }
        }
        unreadable(format!("nothing exports {name}"))
    }

    pub(crate) fn reference(&self, stack: usize, name: &str, attribute: &str) -> Read<Value> {
        let here = &self.stacks[stack];
        let region = || here.region.as_ref().map_or(Value::given("region"), |region| Value::text(region));
        Ok(match name {
            "AWS::NoValue" => Value::Null,
            "AWS::Region" => region(),
            "AWS::AccountId" => Value::given("account"),
            "AWS::Partition" => Value::given("partition"),
            "AWS::URLSuffix" => Value::given("dns suffix"),
            "AWS::StackId" if stack == 0 => Value::given("stack id"),
            "AWS::StackId" => Value::Given(format!("stack id of {}", here.name)),
            "AWS::StackName" if stack == 0 => Value::given("stack name"),
            "AWS::StackName" => join([Value::given("stack name"), Value::Text(format!("-{}", here.name))]),
            _ if here.document["Parameters"].get(name).is_some() => {
                if let Some((other, _, value)) = self.handed(stack, name) {
                    return self.value(other, &value, &World::default());
                }
                Value::Given(format!("variable {}", self.name(stack, name)))
            }
            _ => {
                let id = Id { stack, logical: name.to_owned() };
                let Some((kind, table)) = self.kind(&id) else { return unreadable(format!("{name} is nothing")) };
                let Some(known) = table.and_then(|table| table.attributes.get(attribute)) else {
                    return unreadable(format!("what does {attribute} of {kind} ({name}) return?"));
                };
                let resource = self.display(&id);
                let parts = known.split("${").enumerate().flat_map(|(index, part)| match part.split_once('}') {
                    Some((attribute, text)) if index > 0 => {
                        vec![Value::Reference(resource.clone(), attribute.to_owned()), Value::text(text)]
                    }
                    _ if known.contains("${") => vec![Value::text(part)],
                    _ => vec![Value::Reference(resource.clone(), part.to_owned())],
                });
                join(parts)
            }
        })
    }

    /// A block of addresses, or that of a VPC.
    pub(crate) fn block(&self, value: &Value) -> Option<String> {
        match value {
            Value::Reference(vpc, attribute) if attribute == "cidr_block" => {
                self.resource(vpc)?["Properties"]["CidrBlock"].as_str().map(str::to_owned)
            }
            other => other.plain(),
        }
    }
}
