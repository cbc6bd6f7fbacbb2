//! What is made before what.

use crate::cloudformation::{CloudFormation, Id};
use crate::compare::{NOTHING, Unlike, unlike};
use crate::expression::{Expression, For, template};
use crate::terraform::{Address, Terraform};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

type Graph<N> = BTreeMap<N, BTreeSet<N>>;

fn reached<N: Ord + Clone>(graph: &Graph<N>, from: &N) -> BTreeSet<N> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![from.clone()]);
    while let Some(node) = open.pop() {
        for next in graph.get(&node).into_iter().flatten() {
            if reached.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    reached
}

/// What CloudFormation waits for explicitly, and all it waits for.
fn asked(cloudformation: &CloudFormation<'_>) -> (Graph<Id>, Graph<Id>) {
    let (mut explicit, mut all) = (Graph::new(), Graph::new());
    for (id, json) in cloudformation.resources() {
        let of = |logical: &str| Id { stack: id.stack, logical: logical.to_owned() };
        let listed = match &json["DependsOn"] {
            Json::String(one) => vec![of(one)],
            other => other.as_array().into_iter().flatten().filter_map(Json::as_str).map(of).collect(),
        };
        let mut names = BTreeSet::new();
        mentioned(cloudformation, id.stack, &json["Properties"], &mut names);
        explicit.insert(id.clone(), listed.iter().cloned().collect::<BTreeSet<_>>());
        all.insert(id, names.into_iter().chain(listed).collect());
    }
    (explicit, all)
}

pub(crate) fn mentioned(cloudformation: &CloudFormation<'_>, stack: usize, json: &Json, names: &mut BTreeSet<Id>) {
    let add = |logical: &str, names: &mut BTreeSet<Id>| {
        if let Some((other, _, value)) = cloudformation.handed(stack, logical) {
            return mentioned(cloudformation, other, &value, names);
        }
        let id = Id { stack, logical: logical.to_owned() };
        if cloudformation.kind(&id).is_some() {
            names.insert(id);
        }
    };
    match json {
        Json::Object(members) => {
            for (key, member) in members {
                match (key.as_str(), member) {
                    ("Ref", Json::String(name)) => add(name, names),
                    ("Fn::GetAtt", Json::Array(path)) => {
                        add(path.first().and_then(Json::as_str).unwrap_or_default(), names)
                    }
                    ("Fn::Sub", Json::String(text)) => {
                        for hole in text.split("${").skip(1).filter_map(|hole| hole.split_once('}')) {
                            add(hole.0.split('.').next().unwrap_or_default(), names);
                        }
                    }
                    ("Fn::ImportValue", Json::String(name)) => {
                        for exporting in 0..cloudformation.stacks.len() {
                            for (_, output) in cloudformation.section(exporting, "Outputs") {
                                if output["Export"]["Name"].as_str() == Some(name) {
                                    mentioned(cloudformation, exporting, &output["Value"], names);
                                }
                            }
                        }
                    }
                    _ => mentioned(cloudformation, stack, member, names),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| mentioned(cloudformation, stack, item, names)),
        _ => {}
    }
}

/// Every block of the Terraform document and the blocks it names.
fn made(terraform: &Terraform<'_>) -> Graph<Address> {
    let mut graph = Graph::new();
    for section in ["resource", "data", "ephemeral"] {
        for ((kind, name), body) in terraform.section(section) {
            let kind = if section == "resource" { kind } else { format!("{section}.{kind}") };
            let mut names = BTreeSet::new();
            texts(body, &mut |text| {
                if let Ok(expression) = template(text) {
                    paths(&expression, &mut names);
                }
            });
            for text in body["depends_on"].as_array().into_iter().flatten().filter_map(Json::as_str) {
                names.extend(address(&text.split('.').map(str::to_owned).collect::<Vec<_>>()));
            }
            graph.insert((kind, name), names);
        }
    }
    for (name, value) in terraform.document["locals"].as_object().into_iter().flatten() {
        let mut names = BTreeSet::new();
        texts(value, &mut |text| {
            if let Ok(expression) = template(text) {
                paths(&expression, &mut names);
            }
        });
        graph.insert(("local".to_owned(), name.clone()), names);
    }
    graph
}

fn texts(json: &Json, visit: &mut dyn FnMut(&str)) {
    match json {
        Json::String(text) => visit(text),
        Json::Array(items) => items.iter().for_each(|item| texts(item, visit)),
        Json::Object(members) => members.values().for_each(|member| texts(member, visit)),
        _ => {}
    }
}

fn address(words: &[String]) -> Option<Address> {
    let word = |index: usize| words.get(index).cloned();
    match word(0)?.as_str() {
        "data" | "ephemeral" => Some((format!("{}.{}", word(0)?, word(1)?), word(2)?)),
        _ => Some((word(0)?, word(1)?)),
    }
}

fn paths(expression: &Expression, found: &mut BTreeSet<Address>) {
    use Expression as E;
    if let Some(words) = expression.words() {
        found.extend(address(&words));
        return;
    }
    let mut all = |parts: &[&Expression]| parts.iter().for_each(|part| paths(part, found));
    match expression {
        E::Literal(_) | E::Name(_) => {}
        E::Template(parts) | E::List(parts) | E::Call(_, parts) => parts.iter().for_each(|part| all(&[part])),
        E::Attribute(of, _) | E::Splat(of) | E::Not(of) => all(&[of]),
        E::Index(left, right) | E::Binary(_, left, right) => all(&[left, right]),
        E::Choice(condition, yes, no) => all(&[condition, yes, no]),
        E::Object(members) => members.iter().for_each(|(key, value)| all(&[key, value])),
        E::For(parts) => {
            let For { of, key, value, condition, .. } = parts.as_ref();
            all(&[of, value]);
            key.iter().chain(condition).for_each(|part| all(&[part]));
        }
    }
}

pub(crate) fn compare(
    cloudformation: &CloudFormation<'_>,
    terraform: &Terraform<'_>,
    say: &mut dyn FnMut(&str, Unlike),
) {
    let (explicit, all) = asked(cloudformation);
    let graph = made(terraform);
    let mut owned: BTreeMap<&Id, Vec<&Address>> = BTreeMap::new();
    terraform.owners.iter().for_each(|(address, id)| owned.entry(id).or_default().push(address));
    let of = |id: &Id| owned.get(id).cloned().unwrap_or_default();
    let main = |id: &Id| {
        let kind = cloudformation.kind(id).and_then(|(_, table)| table).map(|table| table.main.as_str());
        let (main, parts): (Vec<_>, Vec<_>) = of(id).into_iter().partition(|(found, _)| Some(found.as_str()) == kind);
        if main.is_empty() { parts } else { main }
    };
    let mut known: BTreeMap<Address, BTreeSet<Address>> = BTreeMap::new();
    for (id, before) in &all {
        for target in before {
            // What CloudFormation calls made has all of its parts.
            let parts = of(target);
            let listed = explicit[id].contains(target);
            let after: Vec<&Address> = match listed {
                true => main(id),
                false => {
                    of(id).into_iter().filter(|from| graph[*from].iter().any(|named| parts.contains(&named))).collect()
                }
            };
            for from in after {
                let reached = known.entry(from.clone()).or_insert_with(|| reached(&graph, from));
                for (kind, name) in parts.iter().filter(|address| !reached.contains(**address)) {
                    let path = format!("{}.{} after {kind}.{name}", from.0, from.1);
                    let why = format!(
                        "{} {}",
                        if listed { "depends on" } else { "refers to" },
                        cloudformation.display(target)
                    );
                    say(&cloudformation.display(id), unlike(&path, why, NOTHING));
                }
            }
        }
    }
    for ((kind, name), body) in terraform.section("resource") {
        let Some(id) = terraform.owners.get(&(kind.clone(), name.clone())) else { continue };
        let allowed = reached(&all, id);
        for text in body["depends_on"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            let target = address(&text.split('.').map(str::to_owned).collect::<Vec<_>>());
            let owner = target.and_then(|target| terraform.owners.get(&target));
            if owner.is_none_or(|owner| owner != id && !allowed.contains(owner)) {
                say(&cloudformation.display(id), unlike(&format!("{kind}.{name}/depends_on"), NOTHING, text));
            }
        }
    }
}
