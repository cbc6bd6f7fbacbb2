//! What the guide says beside infrastructure: how versions are built, released and taken back.

use iac_aws::prelude::*;
use iac_core::operations::{Build, Checks, Language, Release, Tool, Trouble};

/// The pages and the pipeline of an environment that stands for good.
pub(super) fn operations(
    application: &FargateServiceHandle<Web>,
    repository: impl iac_core::IntoPlain,
    url: impl iac_core::IntoPlain,
) -> Operations {
    let build = Build::new("cloud-optimizer", repository, ".", "docker/Dockerfile").scan();
    Operations::new(
        "Cloud Optimizer",
        "Answers questions about the security of AWS accounts, reads architecture documents and scans accounts. It is \
         sold on AWS Marketplace and billed by usage.",
        Tool::Terraform,
    )
    .health(url, "/health")
    .build(build)
    .service(application.operated("cloud-optimizer").runs("cloud-optimizer"))
    .checks(python("lint").run("pip install ruff black").run("ruff check .").run("black --check ."))
    .checks(python("unit").run("pip install poetry").run("poetry install").run("poetry run pytest tests/unit"))
    .contact("operations", "the channel #ops-alerts")
    .note("The image migrates the database itself when it starts; no task of its own runs before a release.")
    .note("Usage is reported each hour by every task; a task that is killed instead of stopped loses up to an hour of it.")
    .trouble(Trouble::new(
        "Chat answers stop after a minute or two",
        "Something between the user and the task closes streams that are silent",
        "See that the application still sends its heartbeat (`STREAMING_HEARTBEAT_SECONDS`): CloudFront waits at most \
         120 s between bytes, the balancer 330 s.",
    ))
    .trouble(Trouble::new(
        "Tasks stop as soon as they start, with `CustomerNotEntitledException` in the log",
        "The image runs in an account that is not subscribed to the product",
        "Subscribe the account to the product in AWS Marketplace; the application must not run without.",
    ))
}

/// The seller's rehearsal: each merge is tested here and makes way again; a tag or a person puts a version here to stay.
pub(super) fn rehearsals() -> [Release; 2] {
    let tests = |name: &'static str, folder: &str| {
        let pytest = format!("poetry run pytest {folder}");
        python(name).run("pip install poetry").run("poetry install").run(pytest)
    };
    [
        Release::on_branch("main").ephemeral().tests(tests("integration", "tests/integration")),
        Release::on_tag("staging-*").tests(tests("end-to-end", "tests/e2e")),
    ]
}

/// Production: a release's tag, as the listing has it, after somebody agreed.
pub(super) fn production() -> [Release; 1] {
    [Release::on_tag("v*-ib*").approved_by("the release manager")]
}

fn python(name: &'static str) -> Checks {
    Checks::new(name, Language::Python("3.11"))
}
