//! What the provider is told besides the properties, and what Terraform is told besides the arguments.

use crate::cloudformation::{CloudFormation, Id};
use crate::edges::mentioned;
use crate::expected::{Part, find, located, put};
use crate::table::{Type, When};
use crate::terraform::{CLOUD_CONTROL, Terraform, one};
use crate::value::{Object, Value, literal};
use crate::world::{Read, Stop, World};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Where a resource is kept when its stack is deleted, in either format.
const KEPT: &str = "kept when the stack is deleted";

/// Whether a line of the tables applies to a resource.
fn applies(cloudformation: &CloudFormation<'_>, id: &Id, when: Option<&When>) -> bool {
    let resources = &cloudformation.stacks[id.stack].document["Resources"];
    let given = |property: &str| resources[&id.logical]["Properties"].get(property).is_some();
    match when {
        None | Some(When::Beside) => true,
        Some(When::Named(property)) => named(cloudformation, id, property, resources),
        Some(When::With(property)) => given(property),
        Some(When::Without(property)) => !given(property),
    }
}

/// Whether a property of this name, somewhere in `json`, refers to a resource.
fn named(cloudformation: &CloudFormation<'_>, id: &Id, property: &str, json: &Json) -> bool {
    match json {
        Json::Array(items) => items.iter().any(|item| named(cloudformation, id, property, item)),
        Json::Object(members) => members.iter().any(|(key, member)| {
            let mut names = BTreeSet::new();
            mentioned(cloudformation, id.stack, member, &mut names);
            key == property && names.contains(id) || named(cloudformation, id, property, member)
        }),
        _ => false,
    }
}

/// What the provider has to be told besides.
pub(crate) fn told(
    cloudformation: &CloudFormation<'_>,
    table: &Type,
    id: &Id,
    mut parts: Vec<Part>,
) -> Result<Vec<Part>, String> {
    for (path, value, when) in table.required.iter().filter(|(.., when)| applies(cloudformation, id, when.as_ref())) {
        let (kind, path) = located(path, &table.main);
        let words: Vec<String> = path.split('/').map(str::to_owned).collect();
        for part in parts.iter_mut().filter(|part| part.kind == kind && find(&part.body, &path).is_none()) {
            let block = path.rsplit_once('/').is_none_or(|(block, _)| find(&part.body, block).is_some());
            if matches!(when, Some(When::Beside)) && !block {
                continue;
            }
            let value = match (value.as_str(), value.strip_prefix('$')) {
                ("*", _) => Value::call("any", []),
                (_, Some(attribute)) => Value::Reference(cloudformation.display(id), attribute.to_owned()),
                (text, _) => serde_json::from_str(text).map_or_else(|_| Value::text(text), |json| literal(&json)),
            };
            put(&mut part.body, &words, value)?;
        }
    }
    Ok(parts)
}

/// The deletion policy as arguments of the provider's.
pub(crate) fn kept(table: &Type, json: &Json, mut parts: Vec<Part>) -> Result<Vec<Part>, String> {
    let policy = policy(json);
    if policy == "Snapshot" && !table.deletion.iter().any(|(when, ..)| when == policy) {
        return Err(format!("what is the last snapshot of {}?", json["Type"]));
    }
    for part in parts.iter_mut().filter(|part| leads(table, part)) {
        if policy.starts_with("Retain") {
            part.body.insert(KEPT.to_owned(), Value::Bool(true));
        }
        for (_, path, value) in table.deletion.iter().filter(|(when, ..)| when == policy) {
            let value = if value == "*" { Value::call("any", []) } else { Value::text(value) };
            put(&mut part.body, &path.split('/').map(str::to_owned).collect::<Vec<_>>(), value)?;
        }
    }
    Ok(parts)
}

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html>
fn policy(json: &Json) -> &str {
    let snapshot = json["Type"] == "AWS::RDS::DBCluster"
        || json["Type"] == "AWS::RDS::DBInstance" && json["Properties"]["DBClusterIdentifier"].is_null();
    json["DeletionPolicy"].as_str().unwrap_or(if snapshot { "Snapshot" } else { "Delete" })
}

/// Whether a part is the resource itself, as all parts are where none is the main one.
fn leads(table: &Type, part: &Part) -> bool {
    part.kind == table.main || part.kind == CLOUD_CONTROL || table.main == "-"
}

/// Arguments of Terraform's own and tags of the provider, as arguments of the resource.
pub(crate) fn settle(
    terraform: &Terraform<'_>,
    table: &Type,
    (json, body): (&Json, &Json),
    part: &mut Part,
    world: &World,
) -> Read<()> {
    let skipped = part.body.remove("skip_destroy") == Some(Value::Bool(true));
    let kept = body["lifecycle"]["prevent_destroy"] == true || skipped;
    // A part may be kept with what it belongs to.
    if kept && (leads(table, part) || !policy(json).starts_with("Retain")) {
        part.body.insert(KEPT.to_owned(), Value::Bool(true));
    }
    for (key, value) in body["lifecycle"].as_object().into_iter().flatten() {
        if !matches!(key.as_str(), "prevent_destroy" | "create_before_destroy") {
            let argument = literal(value);
            put(&mut part.body, &["lifecycle".to_owned(), key.clone()], argument).map_err(Stop::Unreadable)?;
        }
    }
    let provider = terraform.provider(body["provider"].as_str());
    if let Some(defaults) = provider.and_then(|provider| one(&provider["default_tags"])?.get("tags"))
        && leads(table, part)
        && (!table.untagged || part.body.contains_key("tags"))
    {
        let Value::Object(mut tags) = terraform.value(defaults, world)? else { return Ok(()) };
        if let Some(Value::Object(own)) = part.body.remove("tags") {
            tags.extend(own);
        }
        part.body.insert("tags".to_owned(), Value::Object(tags));
    }
    Ok(())
}

/// What the provider may be told besides is left out where nothing is expected.
pub(crate) fn silent(cloudformation: &CloudFormation<'_>, table: &Type, id: &Id, wanted: &[Part], part: &mut Part) {
    for (path, value, _) in table.allowed.iter().filter(|(.., when)| applies(cloudformation, id, when.as_ref())) {
        let (kind, path) = located(path, &table.main);
        let asked = |wanted: &Part| wanted.kind == kind && find(&wanted.body, &path).is_some();
        if kind == part.kind && !wanted.iter().any(asked) {
            allow(&mut part.body, &path, value.as_deref());
        }
    }
}

fn allow(body: &mut Object, path: &str, value: Option<&str>) {
    match path.split_once('/') {
        None => {
            let fits = body.get(path).is_some_and(|found| match value {
                None => true,
                Some("{}") => *found == Value::List(vec![Value::Object(Object::new())]),
                // A name that is made up has to be this stack's own.
                Some("named") => {
                    found.mentions(&|part| matches!(part, Value::Given(name) if name.starts_with("stack")))
                }
                Some(text) => {
                    found.items().iter().all(|found| text.split('|').any(|text| Some(text) == found.plain().as_deref()))
                }
            });
            if fits {
                body.remove(path);
            }
        }
        Some((first, rest)) => match body.get_mut(first) {
            Some(Value::Object(inner)) => {
                allow(inner, rest, value);
                if inner.is_empty() {
                    body.remove(first);
                }
            }
            Some(Value::List(blocks)) => blocks.iter_mut().for_each(|block| {
                if let Value::Object(block) = block {
                    allow(block, rest, value);
                }
            }),
            _ => {}
        },
    }
}
