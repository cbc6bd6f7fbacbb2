//! Faults planted into the real documents. The checker has to name the resource of each; what it lets pass, it would
//! let pass in the program's documents too.

mod compute;
mod data;
mod identity;
mod interface;
mod network;
mod pairs;

use crate::check::{Environment, differences};
use crate::table::Tables;
use serde_json::Value as Json;

/// What is wrong, in which environment, where the checker has to see it, and how it comes about.
pub(crate) struct Fault(&'static str, &'static str, &'static str, fn(&mut Json));

/// A place of the document: `aws_vpc.network/tags/Name`, or `/local/sizes` and the like from the top.
fn pointer(path: &str) -> String {
    match path.strip_prefix('/') {
        Some(_) => path.to_owned(),
        None => format!("/resource/{}", path.replacen('.', "/", 1)),
    }
}

fn at<'j>(document: &'j mut Json, path: &str) -> &'j mut Json {
    document.pointer_mut(&pointer(path)).unwrap_or_else(|| panic!("there is no {path}"))
}

fn set(document: &mut Json, path: &str, value: impl Into<Json>) {
    *at(document, path) = value.into();
}

fn split(path: &str) -> (String, String) {
    let pointer = pointer(path);
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    (parent.to_owned(), key.to_owned())
}

/// A member that was not there.
fn put(document: &mut Json, path: &str, value: impl Into<Json>) {
    let (parent, key) = split(path);
    let parent = document.pointer_mut(&parent).and_then(Json::as_object_mut).unwrap_or_else(|| panic!("no {path}"));
    assert!(parent.insert(key, value.into()).is_none(), "{path} is there");
}

/// A member or an item that is gone.
fn lose(document: &mut Json, path: &str) -> Json {
    let (parent, key) = split(path);
    match document.pointer_mut(&parent) {
        Some(Json::Object(members)) => members.remove(&key).unwrap_or_else(|| panic!("there is no {path}")),
        Some(Json::Array(items)) => items.remove(key.parse().unwrap()),
        _ => panic!("there is no {path}"),
    }
}

fn rename(document: &mut Json, from: &str, to: &str) {
    let value = lose(document, from);
    put(document, to, value);
}

fn swap(document: &mut Json, one: &str, other: &str) {
    let value = at(document, one).clone();
    let value = std::mem::replace(at(document, other), value);
    set(document, one, value);
}

/// Other words in a text.
fn edit(document: &mut Json, path: &str, from: &str, to: &str) {
    let value = at(document, path);
    let text = value.as_str().unwrap_or_else(|| panic!("{path} is no text"));
    assert!(text.contains(from), "{path} does not say {from}: {text}");
    *value = text.replacen(from, to, 1).into();
}

/// The position of an item.
fn position(document: &mut Json, path: &str, wanted: impl Fn(&Json) -> bool) -> usize {
    at(document, path).as_array().unwrap().iter().position(wanted).unwrap()
}

#[test]
#[expect(clippy::print_stderr, reason = "the number is what readers look for")]
fn every_planted_fault_is_found_where_it_is() {
    let tables = Tables::load().unwrap();
    let groups = [network::FAULTS, identity::FAULTS, data::FAULTS, compute::FAULTS, interface::FAULTS, pairs::FAULTS];
    let (mut caught, mut missed) = (0, Vec::new());
    for Fault(what, name, id, plant) in groups.into_iter().flatten() {
        let mut known = crate::ENVIRONMENTS.iter().chain(crate::PAIRS.iter()).chain(crate::CASES.iter());
        // A bare name is an environment of the system that the faults were written for.
        let named = |found: &str| {
            found == *name || ["cloud-optimizer", "cases"].iter().any(|system| found == format!("{system}/{name}"))
        };
        let sound = known.find(|environment| named(&environment.name)).unwrap();
        let mut broken = Environment { name: (*what).to_owned(), ..sound.clone() };
        plant(&mut broken.terraform);
        assert_ne!(broken.terraform, sound.terraform, "{what} changes nothing");
        let found = differences(&broken, &tables);
        if found.iter().any(|difference| difference.id == *id) {
            caught += 1;
        } else {
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            missed.push(format!("{what}: nothing said of {id}, but {found:?}"));
        }
    }
    eprintln!("{caught} planted faults caught, {} missed", missed.len());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
