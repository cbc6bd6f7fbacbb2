//! Whether the checker reads everything: every argument of every resource is changed in every way there is, one at a
//! time. A change that it does not see has to be in a short list.

use crate::check::Environment;
use crate::cloudformation::CloudFormation;
use crate::expected::located;
use crate::resource::resource_differences;
use crate::table::{Tables, When};
use crate::terraform::Terraform;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Every other form of a value: without each member, with each word and number changed.
fn others(json: &Json, path: &str, say: &mut dyn FnMut(&str, Json)) {
    match json {
        Json::Object(members) => {
            for (key, member) in members.iter().filter(|(key, _)| *key != "depends_on") {
                let below = format!("{path}/{key}");
                let mut without = members.clone();
                without.remove(key);
                say(&below, without.into());
                others(member, &below, &mut |path, other| {
                    let mut changed = members.clone();
                    changed.insert(key.clone(), other);
                    say(path, changed.into());
                });
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let mut without = items.clone();
                without.remove(index);
                say(path, without.into());
                others(item, path, &mut |path, other| {
                    let mut changed = items.clone();
                    changed[index] = other;
                    say(path, changed.into());
                });
            }
        }
        Json::Bool(value) => say(path, (!value).into()),
        Json::Number(value) => say(path, (value.as_f64().unwrap_or_default() + 1.0).into()),
        Json::String(text) => words(text).for_each(|end| {
            let mut changed = text.clone();
            changed.insert(end, 'x');
            say(path, changed.into());
        }),
        Json::Null => {}
    }
}

/// Where the words of a text end.
fn words(text: &str) -> impl Iterator<Item = usize> + '_ {
    let word = |c: char| c.is_ascii_alphanumeric();
    let ends = text.char_indices().filter(move |(at, c)| word(*c) && !text[at + 1..].starts_with(word));
    ends.map(|(at, _)| at + 1)
}

fn survivors(environment: &Environment, tables: &Tables) -> (usize, BTreeSet<String>) {
    let cloudformation = CloudFormation { stacks: &environment.stacks, tables };
    let sound = Terraform::new(&environment.terraform, &cloudformation);
    let (mut count, mut survivors, mut document) = (0, BTreeSet::new(), environment.terraform.clone());
    for ((kind, name), body) in sound.section("resource") {
        let Some(id) = sound.owners.get(&(kind.clone(), name.clone())) else { continue };
        let json = &environment.stacks[id.stack].document["Resources"][&id.logical];
        others(body, &kind, &mut |path, other| {
            count += 1;
            document["resource"][&kind][&name] = other;
            let broken =
                Terraform { document: &document, cloudformation: &cloudformation, owners: sound.owners.clone() };
            if resource_differences(&broken, id, json).is_empty() {
                survivors.insert(path.to_owned());
            }
        });
        document["resource"][&kind][&name] = body.clone();
    }
    (count, survivors)
}

/// What the tables let the provider be told, whatever it is: the short list.
fn taken_as_it_is(tables: &Tables) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for table in tables.0.values() {
        let any = |value: &&(String, String, Option<When>)| value.1 == "*";
        let told = table.required.iter().filter(any).map(|(path, ..)| path);
        let kept = table.deletion.iter().filter(|(.., value)| value == "*").map(|(_, path, _)| path);
        for path in table.allowed.iter().map(|(path, ..)| path).chain(told).chain(kept) {
            let (kind, path) = located(path, &table.main);
            paths.insert(format!("{kind}/{path}"));
        }
    }
    paths
}

/// Whether a replacement is made first is Terraform's own affair: CloudFormation always does so where it can.
const REPLACEMENT: [&str; 2] = ["/lifecycle", "/lifecycle/create_before_destroy"];

#[test]
#[expect(clippy::print_stderr, reason = "the number is what readers look for")]
fn every_argument_is_read() {
    let tables = Tables::load().unwrap();
    let taken = taken_as_it_is(&tables);
    for environment in crate::ENVIRONMENTS.iter().chain(crate::CASES.iter()) {
        let (count, mut survivors) = survivors(environment, &tables);
        survivors.retain(|path| {
            let known = taken.iter().any(|taken| path == taken || path.starts_with(&format!("{taken}/")));
            !known && !REPLACEMENT.iter().any(|end| path.ends_with(end))
        });
        eprintln!("{}: {count} changes", environment.name);
        assert!(survivors.is_empty(), "{}: nobody sees a change of {survivors:#?}", environment.name);
    }
}
