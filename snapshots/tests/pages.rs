//! What the pages tell people to type is what the templates take.
#![cfg(test)]

use cli::{Exit, Io, run_with};
use serde_json::Value;
use snapshots::systems::ENVIRONMENTS;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Everything that `synth --all` writes, and the folder of each environment.
fn written() -> (tempfile::TempDir, Vec<PathBuf>) {
    let out = tempfile::tempdir().unwrap();
    let args = ["stacks", "synth", "--all", "--out"].map(Into::into);
    let args = args.into_iter().chain([out.path().as_os_str().to_owned()]);
    let (mut text, mut err) = (Vec::new(), Vec::new());
    let mut io = Io { out: &mut text, err: &mut err, terminal: false, colour: false, folder: out.path().to_owned() };
    let exit = run_with(&iac_aws::PLATFORM, ENVIRONMENTS, args, &mut io);
    assert_eq!(exit, Exit::Success, "{}", String::from_utf8_lossy(&err));
    let folder = |one: &iac_core::Environment| out.path().join(one.system).join(one.name);
    let folders = ENVIRONMENTS.iter().map(folder).collect();
    (out, folders)
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The names of what has no default, and all names.
fn asked(blocks: &Value, default: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let all = blocks.as_object().into_iter().flatten();
    let required = all.clone().filter(|(_, one)| one.get(default).is_none());
    (required.map(|(name, _)| name.clone()).collect(), all.map(|(name, _)| name.clone()).collect())
}

/// `hosted_zone_id` of `hosted_zone_id = "…"`.
fn given(line: &str) -> Option<&str> {
    let (name, _) = line.trim_start().split_once('=')?;
    let name = name.trim_end();
    (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')).then_some(name)
}

fn section<'t>(page: &'t str, title: &str) -> &'t str {
    let start = page.split_once(&format!("\n## {title}\n")).unwrap_or_else(|| panic!("no section {title}")).1;
    start.split("\n## ").next().unwrap_or_default()
}

#[test]
fn values_that_a_runbook_gives_are_those_that_the_templates_take() {
    let (_out, folders) = written();
    for folder in folders {
        let page = fs::read_to_string(folder.join("docs/RUNBOOK.md")).unwrap();
        match page.contains("terraform plan") {
            true => terraform(&folder, &page),
            false => cloudformation(&folder, &page),
        }
    }
}

/// The blocks of a page that are shell.
fn blocks(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for line in page.lines() {
        let indent = line.len() - line.trim_start().len();
        match (&mut open, line.trim()) {
            (None, "```bash") => open = Some((indent, String::new())),
            (Some(_), "```") => blocks.extend(open.take().map(|(_, block)| block)),
            (Some((outer, block)), _) => *block += &format!("{}\n", line.get(*outer..).unwrap_or_default()),
            (None, _) => {}
        }
    }
    blocks
}

#[test]
fn blocks_are_shell_and_links_lead_somewhere() {
    let (_out, folders) = written();
    let mut faults = Vec::new();
    for folder in folders.iter().map(|folder| folder.join("docs")) {
        let pages = fs::read_dir(&folder).unwrap().map(|page| page.unwrap().path());
        for path in pages.filter(|page| page.extension().is_some_and(|of| of == "md")) {
            let page = fs::read_to_string(&path).unwrap();
            let mut fault = |text: String| faults.push(format!("{}: {text}", path.display()));
            for block in blocks(&page) {
                let said = Command::new("bash").args(["-n", "-c", &block]).output().unwrap();
                if block.trim().is_empty() || !said.status.success() {
                    fault(format!("{}\n{block}", String::from_utf8_lossy(&said.stderr)));
                }
            }
            for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
                let target = if file.is_empty() { path.clone() } else { folder.join(file) };
                let there = fs::read_to_string(&target).unwrap_or_default();
                let leads = there.lines().filter_map(anchor_of).any(|one| one == anchor);
                if there.is_empty() || !(anchor.is_empty() || leads) {
                    fault(format!("nothing is at {link}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// `the-first-deployment` of `## The first deployment`.
fn anchor_of(line: &str) -> Option<String> {
    let title = line.strip_prefix('#')?.trim_start_matches('#').trim().to_lowercase();
    let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    Some(kept.map(|c| if c == ' ' { '-' } else { c }).collect())
}

fn terraform(folder: &Path, page: &str) {
    let module = json(&folder.join("terraform/main.tf.json"));
    let (required, known) = asked(&module["variable"], "default");
    let first = section(page, "The first deployment");
    let file = first.split_once("<<END\n").and_then(|(_, rest)| rest.split_once("\nEND")).map_or("", |(file, _)| file);
    let exported = first.split("TF_VAR_").skip(1).filter_map(given);
    let named: BTreeSet<String> = file.lines().filter_map(given).chain(exported).map(str::to_owned).collect();
    assert!(required.is_subset(&named), "{}: {required:?} are required, the page gives {named:?}", folder.display());
    let more = section(page, "Change the infrastructure").split(" -var ").skip(1).filter_map(given).map(str::to_owned);
    let all: BTreeSet<String> = named.into_iter().chain(more).collect();
    assert!(all.is_subset(&known), "{}: {all:?} are given, the module has {known:?}", folder.display());
}

/// The commands that create stacks: each gets what its template asks for, behind what it imports.
fn cloudformation(folder: &Path, page: &str) {
    let mut exported: BTreeSet<String> = BTreeSet::new();
    let commands = section(page, "The first deployment").split("aws cloudformation deploy ").skip(1);
    let mut created = 0;
    for command in commands {
        let template = command.split_once("--template-file ").unwrap().1.split_whitespace().next().unwrap();
        let template = json(&folder.join("cloudformation").join(Path::new(template).file_name().unwrap()));
        let (required, known) = asked(&template["Parameters"], "Default");
        let lines = command.lines().skip(1).take_while(|line| line.starts_with("  "));
        let named: BTreeSet<String> = lines.filter_map(given).map(str::to_owned).collect();
        assert!(required.is_subset(&named), "{}: {required:?} are required, not {named:?}", folder.display());
        assert!(named.is_subset(&known), "{}: {named:?} are given, not {known:?}", folder.display());
        imports(&template, &mut |name| {
            assert!(exported.contains(name), "{}: nobody exports {name} before it is imported", folder.display());
        });
        let outputs = template["Outputs"].as_object().into_iter().flatten();
        exported.extend(outputs.filter_map(|(_, output)| Some(output["Export"]["Name"].as_str()?.to_owned())));
        created += 1;
    }
    let templates = fs::read_dir(folder.join("cloudformation")).unwrap().count();
    assert_eq!(created, templates, "{}: the page creates every stack", folder.display());
}

fn imports(value: &Value, visit: &mut dyn FnMut(&str)) {
    match value {
        Value::Object(fields) => {
            fields.get("Fn::ImportValue").and_then(Value::as_str).into_iter().for_each(&mut *visit);
            fields.values().for_each(|field| imports(field, visit));
        }
        Value::Array(items) => items.iter().for_each(|item| imports(item, visit)),
        _ => {}
    }
}

#[test]
fn a_restore_is_told_everything_that_a_database_is() {
    let (_out, folders) = written();
    for folder in folders {
        let page = fs::read_to_string(folder.join("docs/DISASTER_RECOVERY.md")).unwrap();
        assert!(!page.contains("add them in step 4"), "{}: a property without an option", folder.display());
    }
}
