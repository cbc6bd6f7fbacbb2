//! CloudFormation's documents and Terraform's say the same infrastructure. The checker knows both formats from their
//! public references and nothing of the program that writes them.
#![cfg(test)]

mod archive;
mod cases;
mod changes;
mod check;
mod cloudformation;
mod compare;
mod conditions;
mod delivery;
mod edges;
mod evaluate;
mod expected;
mod expression;
mod faults;
mod interface;
mod parse;
mod picked;
mod resource;
mod scope;
mod secrets;
mod settings;
mod table;
mod terraform;
mod unread;
mod value;
mod variables;
mod world;

use check::{Environment, differences};
use cli::{Exit, Io, run_with};
use cloudformation::Stack;
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use table::Tables;

fn read(path: &Path) -> Json {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// What `synth` writes for every environment.
static ENVIRONMENTS: LazyLock<Vec<Environment>> = LazyLock::new(|| made(snapshots::systems::ENVIRONMENTS));

/// The same for the program of the cases.
static CASES: LazyLock<Vec<Environment>> = LazyLock::new(|| made(cases::ENVIRONMENTS));

fn made(program: &[iac_core::Environment]) -> Vec<Environment> {
    let folder = tempfile::tempdir().unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io { out: &mut out, err: &mut err, terminal: false, colour: false, folder: folder.path().to_owned() };
    let exit =
        run_with(&iac_aws::PLATFORM, program, ["stacks", "synth", "--all", "--no-proof"].map(Into::into), &mut io);
    assert_eq!(exit, Exit::Success, "{}", String::from_utf8_lossy(&err));
    environments(&folder.path().join("out"))
}

fn environments(folder: &Path) -> Vec<Environment> {
    let manifest = read(&folder.join("manifest.json"));
    let environment = |environment: &Json| {
        let files = environment["files"].as_array().unwrap();
        let of = |format: &'static str| files.iter().filter(move |file| file["format"] == format);
        let document = |file: &Json| read(&folder.join(file["path"].as_str().unwrap()));
        Environment {
            name: format!(
                "{}/{}",
                environment["system"].as_str().unwrap(),
                environment["environment"].as_str().unwrap()
            ),
            regions: serde_json::from_value(environment["regions"].clone()).unwrap(),
            stacks: of("cloudformation")
                .map(|file| Stack {
                    name: file["stack"].as_str().unwrap().to_owned(),
                    region: file["region"].as_str().map(str::to_owned),
                    document: with_policies(document(file)),
                })
                .collect(),
            terraform: of("terraform").map(document).next().unwrap_or_default(),
        }
    };
    manifest["environments"].as_array().unwrap().iter().map(environment).collect()
}

/// What happens to instances while they are made and changed is compared as if it were a property.
fn with_policies(mut template: Json) -> Json {
    let resources = template["Resources"].as_object_mut().into_iter().flatten();
    for resource in resources.filter_map(|(_, resource)| resource.as_object_mut()) {
        for name in ["CreationPolicy", "UpdatePolicy"] {
            if let Some(policy) = resource.remove(name) {
                resource["Properties"][name] = policy;
            }
        }
    }
    template
}

/// Pairs written by hand: what no environment has.
static PAIRS: LazyLock<Vec<Environment>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/equivalence/pairs");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let pair = |path: &PathBuf| {
        let pair = read(path);
        Environment {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            regions: vec!["eu-central-1".to_owned()],
            stacks: pair["stacks"].as_array().unwrap().iter().map(stack).collect(),
            terraform: pair["terraform"].clone(),
        }
    };
    names.iter().map(pair).collect()
});

fn stack(json: &Json) -> Stack {
    Stack {
        name: json["name"].as_str().unwrap().to_owned(),
        region: json["region"].as_str().map(str::to_owned),
        document: json["document"].clone(),
    }
}

fn same(environments: &[Environment]) {
    let tables = Tables::load().unwrap();
    let found: Vec<String> = environments
        .iter()
        .flat_map(|environment| differences(environment, &tables))
        .map(|difference| difference.to_string())
        .collect();
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}

#[test]
fn pairs_written_by_hand_are_the_same() {
    same(&PAIRS);
}

#[test]
fn cases_are_the_same_in_both_formats() {
    same(&CASES);
}

#[test]
fn every_environment_is_the_same_in_both_formats() {
    same(&ENVIRONMENTS);
}
