//! One resource of CloudFormation's, and all that Terraform makes of it.

use crate::cloudformation::Id;
use crate::compare::{Made, Unlike, parts, unlike};
use crate::expected::{Part, expected};
use crate::picked;
use crate::secrets::attached;
use crate::settings::{kept, settle, silent, told};
use crate::table::Type;
use crate::terraform::{CLOUD_CONTROL, Terraform};
use crate::value::{Value, literal};
use crate::world::{Read, Stop, World, everywhere};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// How they differ, in every world.
pub(crate) fn resource_differences(terraform: &Terraform<'_>, id: &Id, json: &Json) -> Vec<Unlike> {
    let Some((kind, Some(table))) = terraform.cloudformation.kind(id) else {
        return vec![unlike("type", &json["Type"], "no table of the checker knows this type")];
    };
    let (mut worlds, mut found) = (0, BTreeMap::<Unlike, Vec<String>>::new());
    let read = everywhere(|world| {
        for unlike in in_world(terraform, id, json, table, world)? {
            found.entry(unlike).or_default().push(world.to_string());
        }
        worlds += 1;
        Ok(())
    });
    let told = found.into_iter().map(|(unlike, seen)| match seen.first().filter(|_| seen.len() < worlds) {
        Some(world) => Unlike { path: format!("{} (where {world})", unlike.path), ..unlike },
        None => unlike,
    });
    told.chain(read.err().map(|what| unlike(kind, what, "cannot be compared"))).collect()
}

fn in_world(terraform: &Terraform<'_>, id: &Id, json: &Json, table: &Type, world: &World) -> Read<Vec<Unlike>> {
    let wanted = wanted(terraform, id, json, table, world)?;
    let (mut actual, mut taken) = (Vec::new(), BTreeSet::new());
    for ((kind, name), body) in terraform.of(id) {
        if let Some(arguments) = terraform.body(body, world)? {
            let mut part = Part { kind, body: arguments };
            picked::settle(json, &mut part.body, &mut taken);
            settle(terraform, table, (json, body), &mut part, world)?;
            silent(terraform.cloudformation, table, id, &wanted, &mut part);
            actual.push(Made { name, part });
        }
    }
    Ok(parts(&wanted, &actual).into_iter().chain(regions(terraform, id)).collect())
}

/// What the provider should be told.
fn wanted(terraform: &Terraform<'_>, id: &Id, json: &Json, table: &Type, world: &World) -> Read<Vec<Part>> {
    let cloudformation = terraform.cloudformation;
    let Some(mut properties) = cloudformation.properties(id, json, world)? else { return Ok(Vec::new()) };
    let parts = if terraform.of(id).any(|((kind, _), _)| kind == CLOUD_CONTROL) {
        let state = Value::Json(Box::new(properties));
        let body = [("type_name".to_owned(), literal(&json["Type"])), ("desired_state".to_owned(), state)];
        Ok(vec![Part { kind: CLOUD_CONTROL.to_owned(), body: body.into() }])
    } else {
        if json["Type"] == "AWS::SecretsManager::SecretTargetAttachment" {
            properties = attached(cloudformation, &properties).map_err(Stop::Unreadable)?;
        }
        expected(table, &cloudformation.display(id), &properties)
            .and_then(|parts| told(cloudformation, table, id, parts))
    };
    parts.and_then(|parts| kept(table, json, parts)).map_err(Stop::Unreadable)
}

/// Whether everything of a resource is in its stack's region.
fn regions(terraform: &Terraform<'_>, id: &Id) -> Vec<Unlike> {
    let wanted = terraform.cloudformation.stacks[id.stack].region.as_deref();
    let wrong = terraform.of(id).filter_map(|((kind, name), body)| {
        let alias = body["provider"].as_str();
        let region = alias.and_then(|alias| terraform.provider(Some(alias))?["region"].as_str());
        let path = format!("{kind}.{name}/provider");
        let names = (wanted.unwrap_or("the environment's region"), alias.unwrap_or("the default provider"));
        (region != wanted || alias.is_some() != wanted.is_some()).then(|| unlike(&path, names.0, names.1))
    });
    wrong.collect()
}
