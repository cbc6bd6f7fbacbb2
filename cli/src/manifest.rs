//! `manifest.json`: what was written. Other tools read it, and the next run, to know what is no longer made.

use iac_core::Value;
use iac_core::json::{self, ToJson, Writer};

pub(crate) const FILE_NAME: &str = "manifest.json";

/// The JSON schema of the manifest.
pub(crate) const SCHEMA: &str = include_str!("manifest.schema.json");

const VERSION: i64 = 1;

/// What stands for the environment where files are of a whole system.
pub(crate) const PIPELINE: &str = "pipeline";

/// The name of a system's pipeline among the entries.
pub(crate) fn pipeline_of(system: &str) -> String {
    format!("{system}/{PIPELINE}")
}

/// The files of every environment, and of every system's pipeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    pub(crate) environments: Vec<Entry>,
}

/// One environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) system: String,
    pub(crate) environment: String,
    pub(crate) regions: Vec<String>,
    pub(crate) files: Vec<File>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) format: String,
    /// None where a file has all stacks.
    pub(crate) stack: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) sha256: String,
    pub(crate) bytes: u64,
    pub(crate) resources: u64,
}

impl Entry {
    /// The entry of a system's pipeline.
    pub(crate) fn pipeline(system: &str, files: Vec<File>) -> Self {
        Entry { system: system.to_owned(), environment: PIPELINE.to_owned(), regions: Vec::new(), files }
    }

    fn is_pipeline(&self) -> bool {
        self.environment == PIPELINE
    }

    pub(crate) fn name(&self) -> String {
        format!("{}/{}", self.system, self.environment)
    }
}

impl Manifest {
    /// Reads a manifest. Nothing where it is not one: then it cannot say what may be deleted.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Manifest> {
        let document = json::read(std::str::from_utf8(bytes).ok()?).ok()?;
        (document.get("version")?.as_int()? == VERSION).then_some(())?;
        let mut environments: Vec<Entry> =
            document.get("environments")?.as_list()?.iter().map(entry).collect::<Option<_>>()?;
        let pipelines = document.get("pipelines").and_then(Value::as_list).into_iter().flatten();
        environments.extend(pipelines.map(pipeline).collect::<Option<Vec<_>>>()?);
        Some(Manifest { environments })
    }

    /// What the manifest says once `made` is written: the entries named by `order` first, those of `made` replaced.
    /// Entries that `order` does not name are of environments that the program had once; `keep` keeps them.
    pub(crate) fn merged(&self, made: Vec<Entry>, order: &[String], keep: bool) -> Manifest {
        let kept = self.environments.iter().filter(|old| !made.iter().any(|new| new.name() == old.name())).cloned();
        let rank = |entry: &Entry| order.iter().position(|name| *name == entry.name());
        let mut environments: Vec<Entry> = kept.filter(|old| keep || rank(old).is_some()).chain(made.clone()).collect();
        environments.retain(|entry| !(entry.is_pipeline() && entry.files.is_empty()));
        environments.sort_by_key(|entry| rank(entry).unwrap_or(order.len()));
        Manifest { environments }
    }

    /// The files that this manifest lists and the next one does not.
    pub(crate) fn no_longer_in<'a>(&'a self, next: &'a Manifest) -> impl Iterator<Item = &'a str> {
        let now: std::collections::BTreeSet<&str> = next.paths().collect();
        self.paths().filter(move |path| !now.contains(path))
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.environments.iter().flat_map(|entry| &entry.files).map(|file| &*file.path)
    }
}

fn entry(value: &Value) -> Option<Entry> {
    let (system, environment) = (text(value, "system")?, text(value, "environment")?);
    let regions = value.get("regions")?.as_list()?.iter().map(|region| Some(region.as_str()?.to_owned()));
    let files = value.get("files")?.as_list()?.iter().map(|value| file(value, &system, &environment));
    let (regions, files) = (regions.collect::<Option<_>>()?, files.collect::<Option<_>>()?);
    Some(Entry { system, environment, regions, files })
}

fn pipeline(value: &Value) -> Option<Entry> {
    let system = text(value, "system")?;
    let files = value.get("files")?.as_list()?.iter().map(|value| file(value, &system, PIPELINE));
    Some(Entry::pipeline(&system, files.collect::<Option<_>>()?))
}

fn file(value: &Value, system: &str, environment: &str) -> Option<File> {
    let file = File {
        path: text(value, "path")?,
        format: text(value, "format")?,
        stack: text(value, "stack"),
        region: text(value, "region"),
        sha256: text(value, "sha256")?,
        bytes: count(value, "bytes")?,
        resources: count(value, "resources")?,
    };
    is_ours(&file.path, system, environment).then_some(file)
}

/// Names with a dot in front that `synth` writes.
const HIDDEN: [&str; 2] = [".env.example", ".github"];

/// Whether a path is one that `synth` writes: `<system>/<environment>/<format>/<file>`, or deeper for a pipeline. A
/// listed file may be deleted, so a path that leads elsewhere makes the manifest worthless.
fn is_ours(path: &str, system: &str, environment: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let shown = |part: &&str| !part.starts_with('.') || HIDDEN.contains(part);
    let plain = |part: &&str| !part.is_empty() && shown(part) && !part.contains(['\\', ':', '\0']);
    let deep = if environment == PIPELINE { 3..=5 } else { 4..=4 };
    deep.contains(&parts.len()) && parts[0] == system && parts[1] == environment && parts.iter().all(plain)
}

fn count(value: &Value, key: &str) -> Option<u64> {
    value.get(key)?.as_int()?.try_into().ok()
}

fn text(value: &Value, key: &str) -> Option<String> {
    Some(value.get(key)?.as_str()?.to_owned())
}

impl ToJson for Manifest {
    fn write(&self, to: &mut Writer) {
        let (pipelines, environments): (Vec<&Entry>, Vec<&Entry>) =
            self.environments.iter().partition(|entry| entry.is_pipeline());
        to.map(|to| {
            to.key("version").int(VERSION);
            to.entry("environments", &environments);
            to.entry("pipelines", &pipelines);
        });
    }
}

impl ToJson for Entry {
    fn write(&self, to: &mut Writer) {
        to.map(|to| {
            to.entry("system", &self.system);
            if !self.is_pipeline() {
                to.entry("environment", &self.environment);
                to.entry("regions", &self.regions);
            }
            to.entry("files", &self.files);
        });
    }
}

impl ToJson for File {
    fn write(&self, to: &mut Writer) {
        to.map(|to| {
            to.entry("path", &self.path);
            to.entry("format", &self.format);
            to.entry("stack", &self.stack);
            to.entry("region", &self.region);
            to.entry("sha256", &self.sha256);
            to.entry("bytes", &self.bytes);
            to.entry("resources", &self.resources);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iac_core::json::{Layout, to_bytes};
    use proptest::prelude::*;

    fn files() -> impl Strategy<Value = Vec<(String, Option<String>, u32)>> {
        prop::collection::vec(("[A-Za-z][A-Za-z0-9-]{0,8}", prop::option::of("[a-z0-9-]{1,9}"), any::<u32>()), 0..4)
    }

    fn entries() -> impl Strategy<Value = Vec<Entry>> {
        prop::collection::vec(("[a-z0-9-]{1,6}", "[a-z0-9-]{1,6}", files()), 0..4).prop_map(|entries| {
            let entry = |(system, environment, files): (String, String, Vec<_>)| {
                let file = |(stack, region, number): (String, Option<String>, u32)| File {
                    path: format!("{system}/{environment}/cloudformation/{stack}.json"),
                    format: "cloudformation".to_owned(),
                    sha256: format!("{number:064x}"),
                    bytes: number.into(),
                    resources: number.into(),
                    stack: Some(stack),
                    region,
                };
                let files = files.into_iter().map(file).collect();
                Entry { regions: vec!["eu-central-1".to_owned()], files, system, environment }
            };
            entries.into_iter().map(entry).collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(environments in entries()) {
            let manifest = Manifest { environments };
            let bytes = to_bytes(&manifest, Layout::Indented);
            prop_assert_eq!(Manifest::parse(&bytes), Some(manifest));
        }

        #[test]
        fn nothing_outside_the_environment_is_ours(path in "[a./\\\\:]{0,12}") {
            let inside = path.strip_prefix("a/a/a/").is_some_and(|name| !name.is_empty() && !name.starts_with('.'));
            let plain = inside && path.matches('/').count() == 3 && !path.contains(['\\', ':']);
            prop_assert_eq!(is_ours(&path, "a", "a"), plain);
        }

        #[test]
        fn anything_may_be_in_the_file(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            prop_assert_eq!(Manifest::parse(&bytes), None);
        }
    }
}
