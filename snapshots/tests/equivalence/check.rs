//! The comparison of an environment's stacks with its Terraform document.

use crate::cloudformation::{CloudFormation, Id, Stack};
use crate::compare::{Made, NOTHING, Unlike, parts, unlike};
use crate::expected::{Part, expected, find, located, put};
use crate::secrets::attached;
use crate::table::{Tables, Type, When};
use crate::terraform::{CLOUD_CONTROL, Terraform, squashed};
use crate::value::{Object, Value, literal};
use crate::world::{Read, Stop, World, everywhere};
use crate::{edges, interface, variables};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

#[derive(Clone)]
pub(crate) struct Environment {
    pub name: String,
    pub regions: Vec<String>,
    pub stacks: Vec<Stack>,
    pub terraform: Json,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Difference {
    pub environment: String,
    pub id: String,
    pub unlike: Unlike,
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unlike { path, cloudformation, terraform } = &self.unlike;
        write!(
            out,
            "{} {} {path}\n    CloudFormation: {cloudformation}\n    Terraform:      {terraform}",
            self.environment, self.id
        )
    }
}

pub(crate) fn differences(environment: &Environment, tables: &Tables) -> Vec<Difference> {
    let cloudformation = CloudFormation { stacks: &environment.stacks, tables };
    let terraform = Terraform::new(&environment.terraform, &cloudformation);
    let mut found = BTreeSet::new();
    let mut say = |id: &str, unlike: Unlike| {
        found.insert(Difference { environment: environment.name.clone(), id: id.to_owned(), unlike });
    };
    for (id, resource) in cloudformation.resources() {
        for unlike in resource_differences(&cloudformation, &terraform, &id, resource) {
            say(&cloudformation.display(&id), unlike);
        }
    }
    for ((kind, name), _) in terraform.section("resource") {
        let owned = terraform.owners.contains_key(&(kind.clone(), name.clone()));
        if !owned && (kind.as_str(), name.as_str()) != ("terraform_data", "stack") {
            say(&name, unlike(&format!("{kind}.{name}"), NOTHING, "a resource"));
        }
    }
    edges::compare(&cloudformation, &terraform, &mut say);
    interface::compare(&cloudformation, &terraform, &mut say);
    variables::region(&environment.regions, &environment.terraform, &mut say);
    found.into_iter().collect()
}

/// One resource, in every world.
pub(crate) fn resource_differences(
    cloudformation: &CloudFormation<'_>,
    terraform: &Terraform<'_>,
    id: &Id,
    json: &Json,
) -> Vec<Unlike> {
    let Some((kind, Some(table))) = cloudformation.kind(id) else {
        return vec![unlike("type", &json["Type"], "no table of the checker knows this type")];
    };
    let mut found: BTreeMap<Unlike, String> = BTreeMap::new();
    let read = everywhere(|world| {
        for unlike in in_world(cloudformation, terraform, id, json, table, world)? {
            found.entry(unlike).or_insert_with(|| world.to_string());
        }
        Ok(())
    });
    let mut unlikes: Vec<Unlike> = found
        .into_iter()
        .map(|(unlike, world)| match world.is_empty() {
            true => unlike,
            false => Unlike { path: format!("{} (where {world})", unlike.path), ..unlike },
        })
        .collect();
    unlikes.extend(read.err().map(|what| unlike(kind, what, "cannot be compared")));
    unlikes
}

fn in_world(
    cloudformation: &CloudFormation<'_>,
    terraform: &Terraform<'_>,
    id: &Id,
    json: &Json,
    table: &Type,
    world: &World,
) -> Read<Vec<Unlike>> {
    let wanted = match cloudformation.properties(id, json, world)? {
        Some(properties) if cloud_control(terraform, id) => {
            let state = Value::Json(Box::new(properties));
            let body = [("type_name".to_owned(), literal(&json["Type"])), ("desired_state".to_owned(), state)];
            kept(table, json, vec![Part { kind: CLOUD_CONTROL.to_owned(), body: body.into() }])
                .map_err(Stop::Unreadable)?
        }
        Some(mut properties) => {
            if json["Type"] == "AWS::SecretsManager::SecretTargetAttachment" {
                properties = attached(cloudformation, id, &properties).map_err(Stop::Unreadable)?;
            }
            let mut parts = expected(table, &cloudformation.display(id), &properties).map_err(Stop::Unreadable)?;
            told(cloudformation, table, id, &mut parts).map_err(Stop::Unreadable)?;
            kept(table, json, parts).map_err(Stop::Unreadable)?
        }
        None => Vec::new(),
    };
    let mut actual = Vec::new();
    for (address, body) in terraform.section("resource") {
        if terraform.owners.get(&address) != Some(id) {
            continue;
        }
        if let Some(arguments) = terraform.body(body, world)? {
            let (kind, name) = address;
            let mut part = Part { kind, body: arguments };
            settle(terraform, table, body, &mut part, world)?;
            actual.push(Made { name, part });
        }
    }
    // What the provider may be told besides is left out where nothing is expected.
    for made in &mut actual {
        let same: Vec<&Part> = wanted.iter().filter(|part| part.kind == made.part.kind).collect();
        for (path, value, _) in table.allowed.iter().filter(|(.., when)| applies(cloudformation, id, when.as_ref())) {
            let (kind, path) = located(path, &table.main);
            if kind == made.part.kind && !same.iter().any(|part| find(&part.body, &path).is_some()) {
                allow(&mut made.part.body, &path, value.as_deref());
            }
        }
    }
    let mut found = parts(&wanted, &actual);
    found.extend(provider(cloudformation, terraform, id));
    Ok(found)
}

/// Whether a line of the tables applies to a resource.
fn applies(cloudformation: &CloudFormation<'_>, id: &Id, when: Option<&When>) -> bool {
    let resources = &cloudformation.stacks[id.stack].document["Resources"];
    fn inside(json: &Json, property: &str, wanted: &Json) -> bool {
        match json {
            Json::Object(members) => members
                .iter()
                .any(|(key, member)| key == property && member == wanted || inside(member, property, wanted)),
            Json::Array(items) => items.iter().any(|item| inside(item, property, wanted)),
            _ => false,
        }
    }
    match when {
        None => true,
        Some(When::Named(property)) => inside(resources, property, &serde_json::json!({ "Ref": id.logical })),
        Some(When::Without(property)) => resources[&id.logical]["Properties"].get(property).is_none(),
    }
}

fn cloud_control(terraform: &Terraform<'_>, id: &Id) -> bool {
    terraform.owners.iter().any(|((kind, _), owner)| kind == CLOUD_CONTROL && owner == id)
}

/// What the provider has to be told besides.
fn told(cloudformation: &CloudFormation<'_>, table: &Type, id: &Id, parts: &mut [Part]) -> Result<(), String> {
    for (path, value, _) in table.required.iter().filter(|(.., when)| applies(cloudformation, id, when.as_ref())) {
        let (kind, path) = located(path, &table.main);
        let words: Vec<String> = path.split('/').map(str::to_owned).collect();
        for part in parts.iter_mut().filter(|part| part.kind == kind && find(&part.body, &path).is_none()) {
            let value = match (value.as_str(), value.strip_prefix('$')) {
                ("*", _) => Value::call("any", []),
                (_, Some(attribute)) => Value::Reference(cloudformation.display(id), attribute.to_owned()),
                (text, _) => serde_json::from_str(text).map_or_else(|_| Value::text(text), |json| literal(&json)),
            };
            put(&mut part.body, &words, value)?;
        }
    }
    Ok(())
}

/// The deletion policy as arguments of the provider's.
fn kept(table: &Type, json: &Json, mut parts: Vec<Part>) -> Result<Vec<Part>, String> {
    // <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html>
    let snapshot = matches!(json["Type"].as_str(), Some("AWS::RDS::DBCluster"))
        || json["Type"] == "AWS::RDS::DBInstance" && json["Properties"]["DBClusterIdentifier"].is_null();
    let policy = json["DeletionPolicy"].as_str().unwrap_or(if snapshot { "Snapshot" } else { "Delete" });
    for (index, part) in parts.iter_mut().enumerate() {
        if index == 0 && policy.starts_with("Retain") {
            part.body.insert("#kept".to_owned(), Value::Bool(true));
        }
        for (_, path, value) in table.deletion.iter().filter(|(when, ..)| index == 0 && when == policy) {
            let value = match value.as_str() {
                "*" => Value::call("any", []),
                text => Value::text(text),
            };
            put(&mut part.body, &path.split('/').map(str::to_owned).collect::<Vec<_>>(), value)?;
        }
    }
    Ok(parts)
}

/// Arguments of Terraform's own and tags of the provider, as arguments of the resource.
fn settle(terraform: &Terraform<'_>, table: &Type, body: &Json, part: &mut Part, world: &World) -> Read<()> {
    let main = part.kind == table.main;
    let kept =
        body["lifecycle"]["prevent_destroy"] == true || part.body.get("skip_destroy") == Some(&Value::Bool(true));
    part.body.remove("skip_destroy");
    if main && kept {
        part.body.insert("#kept".to_owned(), Value::Bool(true));
    }
    for (key, value) in body["lifecycle"].as_object().into_iter().flatten() {
        if !matches!(key.as_str(), "prevent_destroy" | "create_before_destroy") {
            let argument = literal(value);
            put(&mut part.body, &["lifecycle".to_owned(), key.clone()], argument).map_err(Stop::Unreadable)?;
        }
    }
    let provider = terraform.provider(body["provider"].as_str());
    if let Some(defaults) = provider.and_then(|provider| one(&provider["default_tags"])?.get("tags"))
        && main
        && !(table.untagged && !part.body.contains_key("tags"))
    {
        let Value::Object(mut tags) = terraform.value(defaults, world)? else { return Ok(()) };
        if let Some(Value::Object(own)) = part.body.remove("tags") {
            tags.extend(own);
        }
        part.body.insert("tags".to_owned(), Value::Object(tags));
    }
    Ok(())
}

/// Blocks, whether they are one, several or none.
pub(crate) fn several(json: &Json) -> &[Json] {
    match json {
        Json::Array(items) => items,
        Json::Null => &[],
        other => std::slice::from_ref(other),
    }
}

/// A block, whether it is written alone or in a list.
pub(crate) fn one(json: &Json) -> Option<&Json> {
    match json {
        Json::Array(items) => items.first(),
        Json::Null => None,
        other => Some(other),
    }
}

fn allow(body: &mut Object, path: &str, value: Option<&str>) {
    match path.split_once('/') {
        None => {
            let fits = body.get(path).is_some_and(|found| match value {
                None => true,
                // A name that is made up has to be this stack's own.
                Some("{}") => *found == Value::List(vec![Value::Object(Object::new())]),
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

/// Whether everything of a resource is in its stack's region.
fn provider(cloudformation: &CloudFormation<'_>, terraform: &Terraform<'_>, id: &Id) -> Vec<Unlike> {
    let wanted = cloudformation.stacks[id.stack].region.as_deref();
    let mine = terraform.section("resource").filter(|(address, _)| terraform.owners.get(address) == Some(id));
    let wrong = mine.filter_map(|((kind, name), body)| {
        let alias = body["provider"].as_str();
        let region = alias.and_then(|alias| terraform.provider(Some(alias))?["region"].as_str());
        let fits = match (wanted, alias) {
            (None, None) => true,
            (Some(wanted), Some(_)) => region.is_some_and(|region| squashed(region) == squashed(wanted)),
            _ => false,
        };
        let path = format!("{kind}.{name}/provider");
        (!fits).then(|| {
            unlike(&path, wanted.unwrap_or("the environment's region"), alias.unwrap_or("the default provider"))
        })
    });
    wrong.collect()
}
