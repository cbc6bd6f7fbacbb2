//! What workflows name is there: scripts, and variables that a script fills in.
#![cfg(test)]

use cli::{Exit, Io, run_with};
use snapshots::systems::ENVIRONMENTS;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Variables that only a person knows.
const ASKED: [&str; 1] = ["PRODUCT_ID"];

/// The pipelines that `synth --all` writes.
fn pipelines() -> (tempfile::TempDir, Vec<PathBuf>) {
    let out = tempfile::tempdir().unwrap();
    let args = ["stacks", "synth", "--all", "--out"].map(Into::into);
    let args = args.into_iter().chain([out.path().as_os_str().to_owned()]);
    let (mut text, mut err) = (Vec::new(), Vec::new());
    let mut io = Io { out: &mut text, err: &mut err, terminal: false, colour: false, folder: out.path().to_owned() };
    let exit = run_with(&iac_aws::PLATFORM, ENVIRONMENTS, args, &mut io);
    assert_eq!(exit, Exit::Success, "{}", String::from_utf8_lossy(&err));
    let systems: BTreeSet<&str> = ENVIRONMENTS.iter().map(|one| one.system).collect();
    let folders = systems.into_iter().map(|system| out.path().join(system).join("pipeline"));
    let folders = folders.filter(|folder| folder.exists()).collect();
    (out, folders)
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

/// The words of a text that come after a mark: `NAME` of `vars.NAME`.
fn after<'t>(text: &'t str, mark: &'t str, word: fn(char) -> bool) -> impl Iterator<Item = &'t str> {
    text.split(mark).skip(1).map(move |rest| &rest[..rest.find(|c| !word(c)).unwrap_or(rest.len())])
}

/// By environment, the variables that a script gives.
fn given(script: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let cases = script.split_once("case \"$environment\" in\n").unwrap().1;
    let one = |case| -> Option<(&str, BTreeSet<&str>)> {
        let (name, body) = str::trim_start(case).split_once(")\n")?;
        Some((name, after(body, "  give ", |c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_').collect()))
    };
    cases.split(";;").filter_map(one).collect()
}

#[test]
fn what_workflows_name_is_there() {
    let (_out, pipelines) = pipelines();
    assert!(!pipelines.is_empty());
    let mut faults = Vec::new();
    for folder in pipelines {
        let (scripts, workflows) = (files(&folder.join("scripts")), files(&folder.join(".github/workflows")));
        let given = given(&scripts["variables.sh"]);
        let of_script = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        let texts = workflows.values().chain(scripts.values()).flat_map(|text| {
            after(text, "scripts/", of_script).chain(after(text, "\"$here/", of_script)).chain(after(
                text,
                "\"$(dirname \"$0\")/",
                of_script,
            ))
        });
        let called: BTreeSet<&str> = texts.chain(["variables.sh"]).collect();
        let there: BTreeSet<&str> = scripts.keys().map(String::as_str).collect();
        if called != there {
            faults.push(format!("{}: called {called:?}, there {there:?}", folder.display()));
        }
        for (file, text) in &workflows {
            // Each job names its environment before its variables.
            for job in text.split("    environment:\n      name: ").skip(1) {
                let environment = job.lines().next().unwrap();
                let none = BTreeSet::new();
                let given = given.get(environment).unwrap_or(&none);
                for name in after(job, "vars.", |c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_') {
                    if !given.contains(name) && !ASKED.contains(&name) {
                        faults.push(format!("{file}: nothing gives {name} to {environment}"));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
