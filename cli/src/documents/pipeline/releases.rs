//! The workflows that change an environment: its releases, its preview, its rollback.

use super::jobs::{Job, text};
use iac_core::operations::{Release, Trigger};
use serde_json::Value;

impl Job<'_> {
    /// The tag of a release's images, as an expression: the sources' tag where releases are tagged, else their commit.
    pub(super) fn tag(&self) -> &'static str {
        let tagged = |release: &Release| matches!(release.trigger, Trigger::Tag(_));
        let releases = &self.operations.releases;
        match (releases.iter().any(tagged), releases.iter().all(tagged)) {
            (_, true) => "${{ github.ref_name }}",
            (false, _) => "sha-${{ github.sha }}",
            (true, false) => "${{ github.ref_type == 'tag' && github.ref_name || format('sha-{0}', github.sha) }}",
        }
    }

    /// The releases that need a workflow of their own: every standing one can be started by hand too.
    fn kept(&self) -> Vec<&Value> {
        let all = self.list("releases");
        let same = |one: &Value, other: &Value| ["approver", "tests"].iter().all(|key| one[*key] == other[*key]);
        let covered = |manual: &Value| {
            let mut others = all.iter().filter(|one| text(one, "sort") != "manual" && one["ephemeral"] != true);
            others.any(|other| same(manual, other))
        };
        all.iter().filter(|one| text(one, "sort") != "manual" || !covered(one)).collect()
    }

    /// A workflow for each release, by its file.
    pub(super) fn releases(&self, unchecked: bool) -> Vec<(String, Value)> {
        let mut made: Vec<(String, Value)> = Vec::new();
        for release in self.kept() {
            let mut data = self.common();
            for (key, value) in release.as_object().into_iter().flatten() {
                data[key] = value.clone();
            }
            let name = self.environment.name;
            let (sort, what) = (text(release, "sort"), text(release, "what"));
            data["pushed"] = (sort != "manual").into();
            data["checks"] = (!unchecked).into();
            data["tests_name"] = release["tests"]["name"].clone();
            data["title"] = match sort {
                "manual" => format!("Release to {name}"),
                _ if self.kept().len() == 1 => format!("Release to {name}"),
                _ => format!("Release to {name}, {sort} {what}"),
            }
            .into();
            made.push((self.file(release, &made), data));
        }
        made
    }

    /// `release-prod.yml`; with the trigger where there are several.
    fn file(&self, release: &Value, taken: &[(String, Value)]) -> String {
        let name = self.environment.name;
        if self.kept().len() == 1 {
            return format!("release-{name}.yml");
        }
        let file = format!("release-{name}-{}.yml", text(release, "sort"));
        match taken.iter().filter(|(other, _)| other.starts_with(file.trim_end_matches(".yml"))).count() {
            0 => file,
            more => format!("release-{name}-{}-{}.yml", text(release, "sort"), more + 1),
        }
    }

    pub(super) fn preview(&self, unchecked: bool) -> Value {
        let mut data = self.common();
        data["checks"] = (!unchecked).into();
        // What a task did to a database would stay when the pull request is gone.
        data["tasks"] = Value::Null;
        data["described"] = Value::Null;
        data["ref"] = "${{ github.event.pull_request.head.sha }}".into();
        data["title"] = format!("Preview in {}", self.environment.name).into();
        let mut taken = Vec::new();
        for release in self.kept() {
            let file = self.file(release, &taken);
            if text(release, "sort") == "branch" && release["ephemeral"] != true {
                data["standing"] = object!({"file": file, "branch": text(release, "what")});
                break;
            }
            taken.push((file, Value::Null));
        }
        data
    }

    /// The files of the workflows that change this environment.
    fn workflows(&self) -> Vec<String> {
        let mut taken = Vec::new();
        for release in self.kept() {
            taken.push((self.file(release, &taken), Value::Null));
        }
        let preview = self.operations.previews.then(|| self.preview_file());
        taken.into_iter().map(|(file, _)| file).chain(preview).collect()
    }

    pub(super) fn preview_file(&self) -> String {
        format!("preview-{}.yml", self.environment.name)
    }

    pub(super) fn rollback(&self) -> Value {
        let mut data = self.common();
        let tagged = self.operations.releases.iter().any(|release| matches!(release.trigger, Trigger::Tag(_)));
        data["tagged"] = tagged.into();
        data["of_tag"] = if tagged { "github.ref_name" } else { "format('sha-{0}', github.sha)" }.into();
        data["workflows"] = self.workflows().into();
        data
    }
}
