//! What a user gives and gets: variables, mappings, conditions, rules, outputs, and the regions.

use crate::cloudformation::CloudFormation;
use crate::compare::{NOTHING, Unlike, trees, unlike};
use crate::expression::template;
use crate::terraform::{Terraform, one, several, squashed};
use crate::value::{Value, literal};
use crate::variables;
use crate::world::{Read, Stop, World, everywhere};
use serde_json::Value as Json;

pub(crate) type Say<'s> = &'s mut dyn FnMut(&str, Unlike);

/// What a module may hold.
const SECTIONS: [&str; 9] =
    ["terraform", "provider", "variable", "locals", "data", "ephemeral", "resource", "output", "//"];

pub(crate) fn compare(cloudformation: &CloudFormation<'_>, terraform: &Terraform<'_>, say: Say<'_>) {
    for key in terraform.document.as_object().into_iter().flatten().map(|(key, _)| key) {
        if !SECTIONS.contains(&key.as_str()) {
            say(key, unlike("section", NOTHING, key));
        }
    }
    for block in several(&terraform.document["provider"]["aws"]) {
        for key in block.as_object().into_iter().flatten().map(|(key, _)| key) {
            if !["region", "alias", "default_tags"].contains(&key.as_str()) {
                say("provider", unlike(&format!("aws/{key}"), NOTHING, &block[key]));
            }
        }
    }
    let region = terraform.provider(None).map(|provider| &provider["region"]);
    if region.is_none_or(|region| region != "${var.region}") {
        say("provider", unlike("aws/region", "the environment's region", region.unwrap_or(&Json::Null)));
    }
    variables::compare(cloudformation, terraform, say);
    mappings(cloudformation, terraform, say);
    for (stack, name, formula) in cloudformation.everywhere("Conditions") {
        condition(cloudformation, terraform, (stack, formula), &name, say);
    }
    rules(cloudformation, terraform, say);
    outputs(cloudformation, terraform, say);
}

pub(crate) fn named<'j>(terraform: &'j Terraform<'_>, section: &str, name: &str) -> Option<(&'j String, &'j Json)> {
    let members = terraform.document[section].as_object()?;
    members.iter().find(|(found, _)| squashed(found) == squashed(name))
}

fn mappings(cloudformation: &CloudFormation<'_>, terraform: &Terraform<'_>, say: Say<'_>) {
    for (_, name, mapping) in cloudformation.everywhere("Mappings") {
        let Some((_, local)) = named(terraform, "locals", &name) else {
            say(&name, unlike("mapping", mapping, NOTHING));
            continue;
        };
        match terraform.value(local, &World::default()) {
            Ok(local) => {
                let unlikes = trees("mapping", &Value::Map(keyed(mapping)), &local);
                unlikes.into_iter().for_each(|unlike| say(&name, unlike));
            }
            Err(fault) => say(&name, unlike("mapping", mapping, format!("{fault:?}"))),
        }
    }
}

fn keyed(mapping: &Json) -> crate::value::Object {
    let rows = mapping.as_object().into_iter().flatten();
    rows.map(|(key, row)| {
        let Value::Object(row) = literal(row) else { return (key.clone(), literal(row)) };
        (key.clone(), Value::Map(row))
    })
    .collect()
}

/// Two formulas, in every world: what CloudFormation's says, and what Terraform's.
fn formulas(mut both: impl FnMut(&World) -> Read<(bool, bool)>) -> Option<(String, String)> {
    let mut found = None;
    let read = everywhere(|world| {
        let (left, right) = both(world)?;
        if left != right {
            found = Some((format!("{left} where {world}"), right.to_string()));
        }
        Ok(())
    });
    read.err().map(|what| (what, "cannot be compared".to_owned())).or(found)
}

fn condition(
    cloudformation: &CloudFormation<'_>,
    terraform: &Terraform<'_>,
    (stack, formula): (usize, &Json),
    name: &str,
    say: Say<'_>,
) {
    // A condition that nothing of Terraform's names may be written where it is used, or be used by a rule alone.
    let Some((_, local)) = named(terraform, "locals", name) else { return };
    let unlike_formulas = formulas(|world| {
        let left = cloudformation.formula(stack, formula, world)?;
        Ok((left, world.truth(&terraform.value(local, world)?)?))
    });
    if let Some((left, right)) = unlike_formulas {
        say(name, unlike("condition", left, right));
    }
}

/// A rule is a validation, or a precondition, that says the same; and no other condition is there.
fn rules(cloudformation: &CloudFormation<'_>, terraform: &Terraform<'_>, say: Say<'_>) {
    let mut conditions = variables::others(terraform);
    for ((kind, name), body) in terraform.section("resource") {
        for block in several(&body["lifecycle"]["precondition"]) {
            conditions.push((format!("{kind}.{name}"), block["condition"].as_str().unwrap_or_default().to_owned()));
        }
    }
    for stack in 0..cloudformation.stacks.len() {
        for (name, rule) in cloudformation.section(stack, "Rules") {
            for assertion in rule["Assertions"].as_array().into_iter().flatten() {
                let says = |(_, condition): &(String, String)| {
                    let unlike = formulas(|world| {
                        let asked = match &rule["RuleCondition"] {
                            Json::Null => true,
                            condition => cloudformation.formula(stack, condition, world)?,
                        };
                        let left = !asked || cloudformation.formula(stack, &assertion["Assert"], world)?;
                        let condition = template(condition).map_err(Stop::Unreadable)?;
                        Ok((left, world.truth(&terraform.scope(world).expression(&condition)?)?))
                    });
                    unlike.is_none()
                };
                match conditions.iter().position(says) {
                    Some(index) => drop(conditions.remove(index)),
                    None => say(name, unlike("rule", &assertion["AssertDescription"], "no validation says this")),
                }
            }
        }
    }
    for (name, condition) in conditions {
        say(&name, unlike("condition", NOTHING, condition));
    }
}

fn outputs(cloudformation: &CloudFormation<'_>, terraform: &Terraform<'_>, say: Say<'_>) {
    let mut known = Vec::new();
    let parameters = (0..cloudformation.stacks.len())
        .flat_map(|stack| cloudformation.section(stack, "Parameters").map(move |(id, _)| (stack, id)));
    let handed = parameters.filter_map(|(stack, id)| cloudformation.handed(stack, id));
    let handed: Vec<String> = handed.filter_map(|(stack, id, _)| Some(cloudformation.name(stack, id?))).collect();
    let outputs = cloudformation.everywhere("Outputs").into_iter();
    for (stack, name, output) in
        outputs.filter(|(_, name, output)| output["Export"].is_null() && !handed.contains(name))
    {
        known.push(squashed(&name));
        let Some((_, body)) = named(terraform, "output", &name) else {
            say(&name, unlike("output", &output["Value"], NOTHING));
            continue;
        };
        let body = one(body).unwrap_or(&Json::Null);
        if output["Description"] != body["description"] {
            say(&name, unlike("output/description", &output["Description"], &body["description"]));
        }
        let read = everywhere(|world| {
            let exists = match output["Condition"].as_str() {
                Some(condition) => cloudformation.condition(stack, condition, world)?,
                None => true,
            };
            let left = if exists { cloudformation.value(stack, &output["Value"], world)? } else { Value::Null };
            let right = terraform.value(&body["value"], world)?;
            trees("output", &left, &right).into_iter().for_each(|unlike| say(&name, unlike));
            Ok(())
        });
        read.err().into_iter().for_each(|what| say(&name, unlike("output", what, "cannot be compared")));
    }
    for (name, body) in terraform.document["output"].as_object().into_iter().flatten() {
        if !known.contains(&squashed(name)) {
            say(name, unlike("output", NOTHING, body));
        }
    }
}
