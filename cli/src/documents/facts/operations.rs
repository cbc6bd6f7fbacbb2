//! What people know of a system, as pages and pipelines are filled with it.

use super::Facts;
use iac_core::operations::{Checks, Language, Operations, Trigger, Work};
use serde_json::Value;

impl Facts<'_> {
    pub(in crate::documents) fn operations(&self, of: &Operations) -> Value {
        let health = of.health.as_ref().map(|(url, path)| {
            let mut health = self.reference(url);
            health["path"] = Value::from(&**path);
            health
        });
        let builds = of.builds.iter().map(|build| {
            let arguments = build.arguments.iter().map(
                |(name, value)| object!({"assignment": format!("{name}={value}"), "name": &**name, "value": &**value}),
            );
            object!({
                "name": &*build.name,
                "repository": self.reference(&build.repository),
                "context": &*build.context,
                "dockerfile": &*build.dockerfile,
                "platform": &*build.platform,
                "arguments": arguments.collect::<Vec<_>>(),
                "scan": build.scan,
                "tested_in": build.tested_in.as_deref(),
            })
        });
        let copies = of.copies.iter().map(|copy| {
            object!({"name": &*copy.name, "source": &*copy.source, "repository": self.reference(&copy.repository)})
        });
        let steps = of.steps.iter().map(|step| {
            let variables = step.variables.iter().map(|(name, value)| {
                let of = value.as_ref().map_or_else(|| object!({"asked": true}), |value| self.reference(value));
                object!({"name": &**name, "of": of})
            });
            let commands: Vec<&str> = step.commands.iter().map(|command| &**command).collect();
            object!({"name": &*step.name, "variables": variables.collect::<Vec<_>>(), "commands": commands})
        });
        let services = of.services.iter().map(|service| {
            let at = |key: &str| {
                let found = service.at.iter().find(|(name, _)| name == key);
                found.map_or(Value::Null, |(_, value)| self.reference(value))
            };
            object!({
                "name": &*service.name,
                "sort": &*service.sort,
                "ecs": service.sort == "ecs",
                "container": &*service.container,
                "image": service.image.as_deref(),
                "version": service.version.as_deref().unwrap_or_default(),
                "cluster": at("Cluster"),
                "service": at("Service"),
            })
        });
        let tasks = of.before_release.iter().map(|task| match &task.work {
            Work::Command(service, command) => {
                let command: Value = command.iter().map(|word| &**word).collect();
                let text = command.to_string();
                object!({"name": &*task.name, "service": &**service, "command": command, "json": text})
            }
            Work::Input(input) => object!({"name": &*task.name, "input": self.reference(input)}),
        });
        let sites = of.sites.iter().map(|site| {
            object!({
                "name": &*site.name,
                "bucket": self.reference(&site.bucket),
                "distribution": self.reference(&site.distribution),
                "folder": &*site.folder,
                "commands": site.commands.iter().map(|command| &**command).collect::<Vec<_>>(),
                "files": &*site.files,
                "hashed": &*site.hashed,
                "setup": setup(&site.language),
            })
        });
        let releases = of.releases.iter().map(|release| {
            let (sort, what) = match &release.trigger {
                Trigger::Branch(branch) => ("branch", &**branch),
                Trigger::Tag(pattern) => ("tag", &**pattern),
                Trigger::Manual => ("manual", ""),
            };
            object!({
                "sort": sort,
                "what": what,
                "approver": release.approver.as_deref(),
                "ephemeral": release.ephemeral,
                "tests": release.tests.as_ref().map(checks),
            })
        });
        let recovery = of.recovery.as_ref().map(|recovery| {
            let notes: Vec<&str> = recovery.notes.iter().map(|note| &**note).collect();
            object!({"rto": &*recovery.rto, "rpo": &*recovery.rpo, "drills": recovery.drills.as_deref(), "notes": notes})
        });
        let costs = of.costs.iter().map(|cost| object!({"what": &*cost.what, "least": cost.least, "most": cost.most}));
        let troubles = of.troubles.iter().map(|trouble| {
            let cause = trouble.cause.trim_end_matches('.');
            object!({"symptom": &*trouble.symptom, "cause": cause, "cure": &*trouble.cure})
        });
        let contacts = of.contacts.iter().map(|(role, reached)| object!({"role": &**role, "reached": &**reached}));
        object!({
            "title": &*of.title,
            "summary": &*of.summary,
            "health": health,
            "answers": of.answers.iter().map(|url| &**url).collect::<Vec<_>>(),
            "recovery": recovery,
            "builds": builds.collect::<Vec<_>>(),
            "copies": copies.collect::<Vec<_>>(),
            "steps": steps.collect::<Vec<_>>(),
            "services": services.collect::<Vec<_>>(),
            "before_release": tasks.collect::<Vec<_>>(),
            "sites": sites.collect::<Vec<_>>(),
            "checks": of.checks.iter().map(checks).collect::<Vec<_>>(),
            "releases": releases.collect::<Vec<_>>(),
            "previews": of.previews,
            "ci_role": of.ci_role.as_ref().map(|arn| self.reference(arn)),
            "contacts": contacts.collect::<Vec<_>>(),
            "costs": costs.collect::<Vec<_>>(),
            "cost_least": of.costs.iter().map(|cost| cost.least).sum::<u32>(),
            "cost_most": of.costs.iter().map(|cost| cost.most).sum::<u32>(),
            "troubles": troubles.collect::<Vec<_>>(),
            "notes": of.notes.iter().map(|note| &**note).collect::<Vec<_>>(),
        })
    }
}

/// What a job installs before commands run.
fn setup(language: &Language) -> Value {
    let (language, version) = match *language {
        Language::Python(version) => ("python", version),
        Language::Node(version) => ("node", version),
        Language::Shell => ("", ""),
    };
    object!({"language": language, "version": version})
}

pub(in crate::documents) fn checks(of: &Checks) -> Value {
    object!({
        "name": &*of.name,
        "setup": setup(&of.language),
        "folder": &*of.folder,
        "commands": of.commands.iter().map(|command| &**command).collect::<Vec<_>>(),
    })
}
