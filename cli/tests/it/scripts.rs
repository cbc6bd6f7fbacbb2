//! The scripts of pipelines, against a stand-in for AWS that takes one service and one site through releases.

mod site;

use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ARN: &str = "arn:aws:ecs:eu-central-1:111122223333:task-definition/shop";
const SCRIPTS: [&str; 7] = ["register", "migrate", "task", "deploy", "rollback", "keep", "site"];

/// A service whose newest revision runs, and a folder for the release.
struct Service(tempfile::TempDir);

impl Service {
    /// One revision for each image, as the infrastructure registers them. None where a tool that the scripts need is not
    /// there.
    fn new(images: &[&str]) -> Option<Self> {
        for tool in ["bash", "jq"] {
            if Command::new(tool).arg("--version").output().is_err() {
                let _ = writeln!(std::io::stderr(), "skipped: there is no {tool}");
                return None;
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let of = |path: &str| folder.path().join(path);
        for made in ["bin", "scripts", "revisions"] {
            std::fs::create_dir(of(made)).unwrap();
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for script in SCRIPTS {
            let from = root.join(format!("src/documents/pipeline/{script}.sh.hbs"));
            std::fs::copy(from, of(&format!("scripts/{script}.sh"))).unwrap();
        }
        executable(&of("bin/aws"), &std::fs::read_to_string(root.join("tests/it/scripts/aws")).unwrap());
        executable(&of("bin/sleep"), "#!/bin/sh\n");
        for (index, image) in images.iter().enumerate() {
            let number = index + 1;
            let revision = json!({
                "taskDefinitionArn": format!("{ARN}:{number}"), "revision": number, "status": "ACTIVE", "family": "shop",
                "registeredAt": "2026-01-01", "registeredBy": "somebody", "compatibilities": ["FARGATE"],
                "requiresAttributes": [{"name": "x"}], "cpu": "256",
                "containerDefinitions": [
                    {"name": "sidecar", "image": "sidecar:1"},
                    {"name": "api", "image": image, "environment": [{"name": "A", "value": "b c"}, {"name": "VERSION", "value": "?"}]},
                ],
                "tags": [{"key": "Product", "value": "shop"}, {"key": "aws:cloudformation:stack-name", "value": "shop"}],
            });
            let text = if image.is_empty() { String::new() } else { revision.to_string() };
            std::fs::write(of(&format!("revisions/{number}.json")), text).unwrap();
        }
        std::fs::write(of("current"), format!("{ARN}:{}\n", images.len())).unwrap();
        Some(Service(folder))
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    /// A script, with the verb that it may have: `deploy start`.
    fn run(&self, command: &str, args: &[&str], variables: &[(&str, &str)]) -> Output {
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap_or_default());
        let (script, verb) = command.split_once(' ').unwrap_or((command, ""));
        Command::new("bash")
            .arg(self.path(&format!("scripts/{script}.sh")))
            .args(Some(verb).filter(|verb| !verb.is_empty()))
            .args(args)
            .current_dir(self.0.path())
            .env("PATH", path)
            .env("AWS_STATE", self.0.path())
            .env("DEPLOYMENT_SECONDS", "5")
            .envs(variables.iter().copied())
            .output()
            .unwrap()
    }

    #[track_caller]
    fn ok(&self, command: &str, args: &[&str]) {
        let output = self.run(command, args, &[]);
        assert!(output.status.success(), "{}", said(&output));
    }

    #[track_caller]
    fn fails(&self, command: &str, args: &[&str], variables: &[(&str, &str)], why: &str) {
        let output = self.run(command, args, variables);
        assert!(!output.status.success(), "{}", said(&output));
        assert!(said(&output).contains(why), "{}", said(&output));
    }

    /// The image of the revision that runs.
    fn runs(&self) -> String {
        let current = self.read("current");
        let number = current.trim().rsplit(':').next().unwrap();
        let revision: Value = serde_json::from_str(&self.read(&format!("revisions/{number}.json"))).unwrap();
        revision["containerDefinitions"][1]["image"].as_str().unwrap().to_owned()
    }

    /// Another run of a workflow, which knows nothing of the one before.
    fn another_run(&self) {
        let _ = std::fs::remove_dir_all(self.path(".release"));
    }

    #[track_caller]
    fn release(&self, image: &str, good: bool) {
        self.another_run();
        self.ok("register", &["api", "c", "s", "api", image, "trying"]);
        self.ok("deploy start", &API);
        self.ok("deploy wait", &API);
        match good {
            true => self.ok("keep", &["api"]),
            false => self.ok("rollback undo", &UNDO),
        }
    }
}

const API: [&str; 3] = ["api", "c", "s"];
const UNDO: [&str; 4] = ["api", "c", "s", "api"];
const BACK: [&str; 5] = ["api", "c", "s", "api", ""];

#[cfg(unix)]
fn executable(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn executable(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn a_revision_is_the_one_that_runs_with_another_image() {
    let Some(service) = Service::new(&["shop:1"]) else { return };
    service.ok("register", &["api", "c", "s", "api", "shop:v2", "trying", "VERSION"]);
    let registered: Value = serde_json::from_str(&service.read("registered.json")).unwrap();
    let expected = json!({
        "family": "shop", "cpu": "256",
        "tags": [{"key": "Product", "value": "shop"}, {"key": "release", "value": "trying"}],
        "containerDefinitions": [
            {"name": "sidecar", "image": "sidecar:1"},
            {"name": "api", "image": "shop:v2", "environment": [{"name": "A", "value": "b c"}, {"name": "VERSION", "value": "v2"}]},
        ],
    });
    assert_eq!(registered, expected);
    assert_eq!(service.read(".release/api.old"), "shop:1\n");
    assert_eq!(service.read(".release/api.new"), format!("{ARN}:2\n"));
    service.fails("register", &["web", "c", "s", "web", "shop:2", "trying"], &[], "has no container web");
}

#[test]
fn a_release_that_fails_takes_back_what_runs_and_what_jobs_start() {
    let Some(service) = Service::new(&["shop:1"]) else { return };
    service.release("shop:2", false);
    assert_eq!((service.read("current"), service.runs()), (format!("{ARN}:3\n"), "shop:1".to_owned()));
    service.ok("deploy wait", &API);
    // Before anything was registered there is nothing to take back.
    service.another_run();
    service.ok("rollback undo", &UNDO);
    assert_eq!(service.read("current"), format!("{ARN}:3\n"));
}

#[test]
fn a_deployment_that_ecs_took_back_is_a_failure() {
    let Some(service) = Service::new(&["shop:1"]) else { return };
    let taken_back = [("OUTCOME", "ROLLBACK_SUCCESSFUL")];
    service.ok("register", &["api", "c", "s", "api", "shop:2", "trying"]);
    assert!(service.run("deploy start", &API, &taken_back).status.success());
    service.fails("deploy wait", &API, &taken_back, "ROLLBACK_SUCCESSFUL: why not");
    // What ran before runs: there is nothing to deploy, and jobs start it again.
    service.ok("rollback undo", &UNDO);
    service.ok("deploy wait", &API);
    assert_eq!(service.read("updated"), format!("{ARN}:2\n"));
    assert!(service.read("registered.json").contains("shop:1"));
}

#[test]
fn a_deployment_that_does_not_end_or_cannot_be_seen_is_a_failure() {
    let Some(service) = Service::new(&["shop:1"]) else { return };
    for (outcome, why) in [("IN_PROGRESS", "still not deployed"), ("FORGOTTEN", "ExpiredToken")] {
        let hurry = [("OUTCOME", outcome), ("DEPLOYMENT_SECONDS", if outcome == "FORGOTTEN" { "60" } else { "1" })];
        service.another_run();
        let _ = std::fs::remove_file(service.path("updated"));
        service.ok("register", &["api", "c", "s", "api", "shop:2", "trying"]);
        assert!(service.run("deploy start", &API, &hurry).status.success());
        service.fails("deploy wait", &API, &hurry, why);
    }
}

#[test]
fn a_rollback_goes_to_the_last_release_that_succeeded() {
    let Some(service) = Service::new(&["shop:v1", ""]) else { return };
    std::fs::write(service.path("current"), format!("{ARN}:1\n")).unwrap();
    service.release("shop:v2", true);
    service.release("shop:v3", false);
    service.release("shop:v4", true);
    service.another_run();
    service.ok("rollback back", &BACK);
    assert_eq!(service.runs(), "shop:v2", "v3 was taken back");
    service.another_run();
    service.ok("rollback back", &BACK);
    assert_eq!(service.runs(), "shop:v1", "revision 2 was deleted");
    service.another_run();
    service.ok("rollback back", &[&BACK[..], &["v4"]].concat());
    assert_eq!(service.runs(), "shop:v4");
    service.fails("rollback back", &[&BACK[..], &["v9"]].concat(), &[], "there is no earlier release with the tag v9");
}

#[test]
fn a_migration_runs_in_the_new_revision_and_its_exit_code_counts() {
    let Some(service) = Service::new(&["shop:1"]) else { return };
    service.ok("register", &["api", "c", "s", "api", "shop:2", "trying"]);
    let migrate = ["migrate", "api", "c", "s", "api", "alembic", "upgrade", "head", "it's"];
    service.ok("migrate", &migrate);
    let ran: Value = serde_json::from_str(&service.read("ran")).unwrap();
    let command = json!([{"name": "api", "command": ["alembic", "upgrade", "head", "it's"]}]);
    assert_eq!(
        ran,
        json!({
            "cluster": "c", "taskDefinition": format!("{ARN}:2"), "launchType": "FARGATE",
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
            "overrides": {"containerOverrides": command},
        })
    );
    service.fails("migrate", &migrate, &[("EXIT_CODE", "3")], "api: exit code 3 : ended");
    service.fails("migrate", &migrate, &[("EXIT_CODE", "none-started")], "no capacity");
    // Of a task of its own, every container counts.
    service.fails("task", &["dump", "{}"], &[("SIDECAR_CODE", "1")], "sidecar: exit code 1");
    assert!(service.run("task", &["dump", "{}"], &[("SIDECAR_CODE", "0")]).status.success());
    assert_eq!(service.read("updated"), "", "a task deploys nothing");
}
