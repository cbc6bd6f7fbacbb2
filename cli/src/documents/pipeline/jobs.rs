//! What the jobs of one environment do.

use super::{quoted, variable};
use crate::documents::facts::Facts;
use iac_core::Environment;
use iac_core::operations::{Operations, tag_pattern};
use serde_json::Value;

/// An environment that the pipeline works on.
pub(super) struct Job<'a> {
    pub(super) environment: &'a Environment,
    pub(super) operations: Operations,
    /// The operations, as the pages have them.
    pub(super) described: Value,
}

impl<'a> Job<'a> {
    /// Keeps nothing else of the graph, which is large.
    pub(super) fn of(environment: &'a Environment) -> Option<Self> {
        let (graph, _) = environment.resolve();
        let described = Facts::of(environment, &graph).operations(graph.operations.as_ref()?);
        Some(Job { environment, operations: graph.operations?, described })
    }

    pub(super) fn list(&self, name: &str) -> &[Value] {
        self.described[name].as_array().map_or(&[], Vec::as_slice)
    }

    /// Names that workflows read, each with what it is known as and how it is looked up.
    fn names(&self) -> Vec<(String, &Value)> {
        let mut names = vec![("AWS_ROLE_ARN".to_owned(), &self.described["ci_role"])];
        names.push(("BASE_URL".to_owned(), &self.described["health"]));
        for build in self.list("builds") {
            names.push((variable(&[text(build, "name"), "repository"]), &build["repository"]));
        }
        for copy in self.list("copies") {
            names.push((variable(&[text(copy, "name"), "repository"]), &copy["repository"]));
        }
        for one in self.list("steps").iter().flat_map(|step| step["variables"].as_array().into_iter().flatten()) {
            names.push((text(one, "name").to_owned(), &one["of"]));
        }
        for service in self.list("services").iter().filter(|service| service["ecs"] == true) {
            names.push((variable(&[text(service, "name"), "cluster"]), &service["cluster"]));
            names.push((variable(&[text(service, "name"), "service"]), &service["service"]));
        }
        for task in self.list("before_release").iter().filter(|task| !task["input"].is_null()) {
            names.push((variable(&[text(task, "name"), "input"]), &task["input"]));
        }
        for site in self.list("sites") {
            names.push((variable(&[text(site, "name"), "bucket"]), &site["bucket"]));
            names.push((variable(&[text(site, "name"), "distribution"]), &site["distribution"]));
        }
        names.retain(|(_, of)| !of.is_null());
        names
    }

    /// The environment of the job: what is known as it is, the rest from the variables of GitHub's environment.
    fn environment_variables(&self) -> Vec<Value> {
        let names = self.names().into_iter().filter(|(name, _)| name != "AWS_ROLE_ARN");
        let row = |(name, of): (String, &Value)| {
            let value = match of["known"].as_str() {
                Some(known) => quoted(known),
                None => format!("${{{{ vars.{name} }}}}"),
            };
            object!({"name": name, "value": value})
        };
        names.map(row).collect()
    }

    /// What the script that fills in the variables gives.
    pub(super) fn variables(&self) -> Value {
        let Environment { system, name, .. } = *self.environment;
        // Only whoever deploys it knows which of several regions it is in.
        let home = match self.environment.regions {
            [only] => only.code(),
            _ => "\"$AWS_REGION\"",
        };
        let given = (self.environment.regions.len() > 1).then(
            || object!({"name": "AWS_REGION", "read": "echo \"${AWS_REGION:?the region that it is deployed in}\""}),
        );
        let row = |(variable, of): (String, &Value)| {
            let output = of["output"].as_str()?;
            let stack = of["stack"].as_str().unwrap_or_default();
            let region = of["region"].as_str().unwrap_or(home);
            let shell = match self.operations.tool {
                iac_core::operations::Tool::Terraform => format!("out {output}"),
                iac_core::operations::Tool::CloudFormation => {
                    format!("stack {region} {system}-{name}-{stack} {output}")
                }
            };
            Some(object!({"name": variable, "read": shell}))
        };
        let variables: Vec<Value> = given.into_iter().chain(self.names().into_iter().filter_map(row)).collect();
        let terraform = self.operations.tool == iac_core::operations::Tool::Terraform;
        object!({"name": name, "terraform": terraform, "module": format!("{system}/{name}/terraform"), "variables": variables})
    }

    pub(super) fn builds(&self) -> Vec<Value> {
        let row = |build: &Value| {
            let arguments = build["arguments"].as_array().into_iter().flatten();
            let arguments =
                arguments.map(|one| object!({"assignment": format!("{}={}", text(one, "name"), text(one, "value"))}));
            let mut build = build.clone();
            build["variable"] = variable(&[text(&build, "name"), "repository"]).into();
            build["arguments"] = arguments.collect::<Vec<_>>().into();
            build
        };
        self.list("builds").iter().map(row).collect()
    }

    fn copies(&self) -> Vec<Value> {
        let row = |copy: &Value| {
            let mut row = copy.clone();
            row["variable"] = variable(&[text(copy, "name"), "repository"]).into();
            row
        };
        self.list("copies").iter().map(row).collect()
    }

    /// The services that a release replaces.
    pub(super) fn services(&self) -> Vec<Value> {
        let of_image = |service: &&Value| service["ecs"] == true && service["image"].is_string();
        let row = |service: &Value| {
            let name = text(service, "name");
            object!({
                "name": name,
                "container": service["container"].clone(),
                "version": service["version"].clone(),
                "cluster": variable(&[name, "cluster"]),
                "service": variable(&[name, "service"]),
                "image": variable(&[text(service, "image"), "repository"]),
            })
        };
        self.list("services").iter().filter(of_image).map(row).collect()
    }

    fn tasks(&self) -> Vec<Value> {
        let services = self.services();
        let row = |task: &Value| {
            let service = services.iter().find(|service| service["name"] == task["service"])?;
            let mut row = service.clone();
            row["of"] = service["name"].clone();
            row["name"] = task["name"].clone();
            row["command"] = task["command"].clone();
            Some(row)
        };
        self.list("before_release").iter().filter_map(row).collect()
    }

    /// Tasks of the stack: they need no revision, and run before jobs start the new one.
    fn described(&self) -> Vec<Value> {
        let names = self.list("before_release").iter().filter(|task| !task["input"].is_null());
        let row = |name: &str| object!({"name": name, "input": variable(&[name, "input"])});
        names.map(|task| row(text(task, "name"))).collect()
    }

    fn sites(&self) -> Vec<Value> {
        let row = |site: &Value| {
            let name = text(site, "name");
            let path = match text(site, "folder") {
                "." => text(site, "files").to_owned(),
                folder => format!("{folder}/{}", text(site, "files")),
            };
            let mut row = site.clone();
            row["bucket"] = variable(&[name, "bucket"]).into();
            row["distribution"] = variable(&[name, "distribution"]).into();
            row["path"] = path.into();
            row
        };
        self.list("sites").iter().map(row).collect()
    }

    /// What every workflow of the environment has.
    pub(super) fn common(&self) -> Value {
        let regions = self.environment.regions;
        let region = match regions {
            [only] => only.code().to_owned(),
            several => {
                format!("${{{{ vars.AWS_REGION || '{}' }}}}", several.first().map_or("", |region| region.code()))
            }
        };
        let health = &self.described["health"];
        let url = match (health.is_null(), health["known"].as_str()) {
            (true, _) => None,
            (_, Some(known)) => Some(quoted(known)),
            _ => Some("${{ vars.BASE_URL }}".to_owned()),
        };
        let services = self.services();
        let ghcr = self
            .list("builds")
            .iter()
            .any(|build| build["repository"]["known"].as_str().is_some_and(|name| name.starts_with("ghcr.io/")));
        object!({
            "environment": self.environment.name,
            "name": self.environment.name,
            "group": format!("release-{}", self.environment.name),
            "region": region,
            "url": url,
            "ghcr": ghcr,
            "health": health["path"].clone(),
            "answers": self.described["answers"].clone(),
            "variables": self.environment_variables(),
            "builds": self.builds(),
            "changes": !services.is_empty() || !self.list("sites").is_empty(),
            "tag": self.tag(),
            "tag_pattern": tag_pattern(&self.operations.releases),
            "backwards": services.iter().rev().cloned().collect::<Vec<_>>(),
            "copies": self.copies(),
            "steps": self.described["steps"].clone(),
            "services": services,
            "described": self.described(),
            "tasks": self.tasks(),
            "sites": self.sites(),
        })
    }
}

pub(super) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}
