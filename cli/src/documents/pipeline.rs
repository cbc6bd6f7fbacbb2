//! The pipeline of a system: workflows of GitHub, and the scripts that they call.

mod jobs;
mod releases;

use super::{Page, Pages, helpers};
use iac_core::Environment;
use iac_core::operations::{Operations, Tool, Work};
use jobs::Job;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the pipeline is made of, by names that no page has.
pub(super) const PAGES: &[(&str, &str)] = &[
    ("check.yml", include_str!("pipeline/check.yml.hbs")),
    ("release.yml", include_str!("pipeline/release.yml.hbs")),
    ("preview.yml", include_str!("pipeline/preview.yml.hbs")),
    ("rollback.yml", include_str!("pipeline/rollback.yml.hbs")),
    ("steps", include_str!("pipeline/steps.hbs")),
    ("build", include_str!("pipeline/build.hbs")),
    ("deploy", include_str!("pipeline/deploy.hbs")),
    ("undo", include_str!("pipeline/undo.hbs")),
    ("setup", include_str!("pipeline/setup.hbs")),
    ("login.sh", include_str!("pipeline/login.sh.hbs")),
    ("copy.sh", include_str!("pipeline/copy.sh.hbs")),
    ("build.sh", include_str!("pipeline/build.sh.hbs")),
    ("register.sh", include_str!("pipeline/register.sh.hbs")),
    ("migrate.sh", include_str!("pipeline/migrate.sh.hbs")),
    ("task.sh", include_str!("pipeline/task.sh.hbs")),
    ("keep.sh", include_str!("pipeline/keep.sh.hbs")),
    ("clear.sh", include_str!("pipeline/clear.sh.hbs")),
    ("deploy.sh", include_str!("pipeline/deploy.sh.hbs")),
    ("rollback.sh", include_str!("pipeline/rollback.sh.hbs")),
    ("smoke.sh", include_str!("pipeline/smoke.sh.hbs")),
    ("site.sh", include_str!("pipeline/site.sh.hbs")),
    ("variables.sh", include_str!("pipeline/variables.sh.hbs")),
];

/// The pipeline of a system, from the operations of all of its environments; nothing where no environment has releases.
pub(crate) fn pipeline(pages: &Pages, environments: &[&Environment]) -> Result<Vec<Page>, String> {
    let mut jobs: Vec<Job<'_>> = environments.iter().filter_map(|environment| Job::of(environment)).collect();
    let checks = checks(&jobs);
    let unchecked = checks.is_empty();
    jobs.retain(|Job { operations, .. }| !operations.releases.is_empty() || operations.previews);
    let Some(system) = jobs.first().map(|job| job.environment.system) else { return Ok(Vec::new()) };
    let mut made = Made { pages, folder: format!("{system}/pipeline"), made: Vec::new() };
    made.workflow("check.yml", "check.yml", &object!({"checks": checks, "builds": builds(&jobs)}))?;
    for job in &jobs {
        job.releases(unchecked).into_iter().try_for_each(|(file, data)| made.workflow("release.yml", &file, &data))?;
        if job.operations.previews {
            made.workflow("preview.yml", &job.preview_file(), &job.preview(unchecked))?;
        }
    }
    let can_go_back = |job: &&Job<'_>| !job.services().is_empty() || !job.operations.sites.is_empty();
    if let Some(last) = jobs.iter().rfind(can_go_back) {
        let first = last.environment.name;
        let environments: Vec<Value> = jobs.iter().filter(can_go_back).map(Job::rollback).collect();
        let pad = " ".repeat(12_usize.saturating_sub(first.len()));
        made.workflow(
            "rollback.yml",
            "rollback.yml",
            &object!({
                "first": first,
                "pad": pad,
                "tagged": environments.iter().any(|one| one["tagged"] == true),
                "environments": environments,
            }),
        )?;
    }
    let used = |test: fn(&Operations) -> bool| jobs.iter().any(|job| test(&job.operations));
    let scripts = [
        ("login.sh", used(|of| !of.builds.is_empty() || !of.copies.is_empty())),
        ("copy.sh", used(|of| !of.builds.is_empty() || !of.copies.is_empty())),
        ("build.sh", used(|of| !of.builds.is_empty())),
        ("register.sh", used(|of| !of.services.is_empty())),
        ("migrate.sh", used(|of| of.before_release.iter().any(|task| matches!(task.work, Work::Command(..))))),
        ("task.sh", used(|of| !of.before_release.is_empty())),
        ("keep.sh", used(|of| !of.services.is_empty())),
        ("clear.sh", used(|of| !of.services.is_empty() || !of.sites.is_empty())),
        ("deploy.sh", used(|of| !of.services.is_empty())),
        ("rollback.sh", used(|of| !of.services.is_empty())),
        ("smoke.sh", used(|of| of.health.is_some())),
        ("site.sh", used(|of| !of.sites.is_empty())),
    ];
    for (script, _) in scripts.into_iter().filter(|(_, used)| *used) {
        made.page(&format!("scripts/{script}"), script, &Value::Null)?;
    }
    let by = |tool: Tool| jobs.iter().any(|job| job.operations.tool == tool);
    let data = object!({
        "terraform": by(Tool::Terraform),
        "cloudformation": by(Tool::CloudFormation),
        "environments": jobs.iter().map(Job::variables).collect::<Vec<_>>(),
    });
    made.page("scripts/variables.sh", "variables.sh", &data)?;
    Ok(made.made)
}

struct Made<'a> {
    pages: &'a Pages,
    folder: String,
    made: Vec<Page>,
}

impl Made<'_> {
    fn workflow(&mut self, page: &str, file: &str, data: &Value) -> Result<(), String> {
        self.page(&format!(".github/workflows/{file}"), page, data)
    }

    fn page(&mut self, path: &str, page: &str, data: &Value) -> Result<(), String> {
        let text = self.pages.0.render(page, data)?;
        self.made.push(Page { path: format!("{}/{path}", self.folder), text });
        Ok(())
    }
}

/// The checks of all environments, each once.
fn checks(jobs: &[Job<'_>]) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for checks in jobs.iter().flat_map(|job| &job.operations.checks) {
        let mut checks = super::facts::checks(checks);
        checks["id"] = Value::from(identifier(checks["name"].as_str().unwrap_or_default()));
        if !found.contains(&checks) {
            found.push(checks);
        }
    }
    found
}

/// The images of all environments, each once by its name.
fn builds(jobs: &[Job<'_>]) -> Vec<Value> {
    let mut found: BTreeMap<String, Value> = BTreeMap::new();
    for build in jobs.iter().flat_map(Job::builds) {
        found.entry(build["name"].as_str().unwrap_or_default().to_owned()).or_insert(build);
    }
    found.into_values().collect()
}

/// A name as that of a job.
fn identifier(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    name.chars().map(plain).collect()
}

/// A name as that of a variable: `celery-worker` and `CLUSTER` are `CELERY_WORKER_CLUSTER`.
fn variable(words: &[&str]) -> String {
    identifier(&words.join("-")).to_ascii_uppercase().replace('-', "_")
}

/// A literal in YAML.
fn quoted(text: &str) -> String {
    helpers::yaml(text)
}
