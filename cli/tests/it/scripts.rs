//! The scripts of pipelines, against a stand-in for AWS that takes one service through releases.

use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ARN: &str = "arn:aws:ecs:eu-central-1:111122223333:task-definition/shop";

/// A service whose newest revision runs, and a folder for the release.
struct Service(tempfile::TempDir);

impl Service {
    /// None where a tool that the scripts need is not there.
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
        for script in ["register", "migrate", "deploy", "rollback"] {
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
                    {"name": "api", "image": image, "environment": [{"name": "A", "value": "b c"}]},
                ],
            });
            if !image.is_empty() {
                std::fs::write(of(&format!("revisions/{number}.json")), revision.to_string()).unwrap();
            }
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

    fn run(&self, script: &str, args: &[&str], variables: &[(&str, &str)]) -> Output {
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap_or_default());
        Command::new("bash")
            .arg(self.path(&format!("scripts/{script}.sh")))
            .args(["api", "cluster", "service"])
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
    fn ok(&self, script: &str, args: &[&str]) {
        let output = self.run(script, args, &[]);
        assert!(output.status.success(), "{}", said(&output));
    }

    #[track_caller]
    fn fails(&self, script: &str, args: &[&str], variables: &[(&str, &str)], why: &str) {
        let output = self.run(script, args, variables);
        assert!(!output.status.success(), "{}", said(&output));
        assert!(said(&output).contains(why), "{}", said(&output));
    }
}

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
    service.ok("register", &["api", "shop:2"]);
    let registered: Value = serde_json::from_str(&service.read("registered.json")).unwrap();
    let expected = json!({
        "family": "shop", "cpu": "256", "tags": [{"key": "Product", "value": "shop"}],
        "containerDefinitions": [
            {"name": "sidecar", "image": "sidecar:1"},
            {"name": "api", "image": "shop:2", "environment": [{"name": "A", "value": "b c"}]},
        ],
    });
    assert_eq!(registered, expected);
    assert_eq!(service.read(".release/api.old"), format!("{ARN}:1\n"));
    assert_eq!(service.read(".release/api.new"), format!("{ARN}:9\n"));
    service.fails("register", &["web", "shop:2"], &[], "there is no container web");
}

#[test]
fn a_release_deploys_what_was_registered_and_goes_back_to_what_ran() {
    let Some(service) = Service::new(&["shop:1"]) else { return };
    service.ok("register", &["api", "shop:2"]);
    service.ok("deploy", &[]);
    assert_eq!(service.read("current"), format!("{ARN}:9\n"));
    service.ok("rollback", &["api"]);
    assert_eq!(service.read("current"), format!("{ARN}:1\n"));
}

#[test]
fn a_deployment_that_ecs_took_back_is_a_failure() {
    let Some(service) = Service::new(&["shop:1"]) else { return };
    service.ok("register", &["api", "shop:2"]);
    service.fails("deploy", &[], &[("OUTCOME", "ROLLBACK_SUCCESSFUL")], "ROLLBACK_SUCCESSFUL: why not");
    // What ran before runs: there is nothing to deploy.
    service.ok("rollback", &["api"]);
    assert_eq!(service.read("updated"), format!("{ARN}:9\n"));
}

#[test]
fn a_deployment_that_does_not_end_is_a_failure() {
    let Some(service) = Service::new(&["shop:1"]) else { return };
    service.ok("register", &["api", "shop:2"]);
    let hurry = [("OUTCOME", "IN_PROGRESS"), ("DEPLOYMENT_SECONDS", "1")];
    service.fails("deploy", &[], &hurry, "still not deployed");
}

#[test]
fn a_rollback_by_hand_finds_the_revision_before_or_that_of_a_tag() {
    let images = ["shop:v1", "", "shop:v2", "shop:v3"];
    let Some(service) = Service::new(&images) else { return };
    service.ok("rollback", &["api"]);
    assert_eq!(service.read("current"), format!("{ARN}:3\n"));
    // Revision 2 was deleted.
    service.ok("rollback", &["api", "v1"]);
    assert_eq!(service.read("current"), format!("{ARN}:1\n"));
    service.fails("rollback", &["api", "v9"], &[], "there is no earlier revision with the tag v9");
}

#[test]
fn a_migration_runs_in_the_new_revision_and_its_exit_code_counts() {
    let Some(service) = Service::new(&["shop:1"]) else { return };
    service.ok("register", &["api", "shop:2"]);
    service.ok("migrate", &["api", "alembic", "upgrade", "head", "it's"]);
    let ran = service.read("ran");
    let overrides =
        r#"--overrides {"containerOverrides":[{"name":"api","command":["alembic","upgrade","head","it's"]}]}"#;
    for part in
        [overrides, &format!("--task-definition {ARN}:9"), r#"{"awsvpcConfiguration":{"subnets":["subnet-1"]}}"#]
    {
        assert!(ran.contains(part), "{ran}");
    }
    service.fails("migrate", &["api", "alembic"], &[("EXIT_CODE", "3")], "exit code 3: ended");
    service.fails("migrate", &["api", "alembic"], &[("EXIT_CODE", "none-started")], "no capacity");
    assert_eq!(service.read("updated"), "", "a migration deploys nothing");
}
