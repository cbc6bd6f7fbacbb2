//! What the plan says beside infrastructure: how versions are built, released and taken back, and what a disaster costs.

use super::api::{Api, HEALTH};
use super::choices::Choices;
use iac_aws::prelude::*;
use iac_core::operations::{Build, Checks, Cost, Language, Recovery, Site, Tool, Trouble};

/// Where the sources are; a sample.
pub(super) const REPOSITORY: &str = "example/lifetimecircle";

pub(super) fn operations(
    choices: &Choices,
    images: &EcrRepositoryHandle,
    api: &Api,
    site: &StaticSiteHandle,
    role: &CiRoleHandle,
) -> Operations {
    let frontend = Site::new("web", site.bucket.name(), site.distribution.id());
    let operations = Operations::new(
        "LifeTimeCircle",
        "An API in Python and a frontend of static files, for users of lifetimecircle.de.",
        Tool::Terraform,
    )
    .health(site.url(), HEALTH)
    .build(Build::new("api", images.uri(), ".", "server/Dockerfile").scan())
    .service(api.service.operated("api").runs("api"))
    .site(frontend.language(Language::Node("22")).built("packages/web", ["npm ci", "npm run build"], "dist"))
    .checks(Checks::new("server", Language::Python("3.12")).folder("server").run("pip install poetry").run("poetry install").run("poetry run pytest"))
    .checks(Checks::new("web", Language::Node("22")).folder("packages/web").run("npm ci").run("npm test"))
    .ci_role(role.arn())
    .contact("SRE lead", "the rota of operations")
    .contact("Security lead", "the security channel")
    .note("The database's password and the application's secret key are in Secrets Manager; hand over their names and ARNs, never their values.")
    .trouble(Trouble::new(
        "A release has no effect",
        "`--force-new-deployment` starts the same revision again",
        "Register a revision of the task definition with the new image and give it to the service; the pipeline does.",
    ))
    .trouble(Trouble::new(
        "Mail is sent to verified addresses only",
        "The account is still in the sandbox of SES",
        "Ask AWS for production access in the console of SES, once per account and region.",
    ));
    let operations = operations.releases(choices.releases.iter().cloned());
    if !choices.recovery {
        return operations.cost(Cost::monthly("All of it", 150, 300));
    }
    let recovery = Recovery::new("1 hour", "15 minutes")
        .drills("every quarter by people; every month AWS Backup tries whether the latest backup restores")
        .note("One hour holds for damage within the region. After the loss of the region it takes several: nothing runs elsewhere in advance.")
        .note("AWS Backup's copies in eu-west-1 are a day old: they are for mistakes that were noticed late, not for the RPO.");
    operations
        .recovery(recovery)
        .cost(Cost::monthly("Tasks of the API (2 to 10 of 0.5 vCPU and 2 GB)", 45, 230))
        .cost(Cost::monthly("Database (db.t3.small, two zones, 100 to 500 GB)", 90, 200))
        .cost(Cost::monthly("Network (two NAT gateways, a balancer, addresses)", 120, 200))
        .cost(Cost::monthly("Backups in two regions, restore tests", 20, 120))
        .cost(Cost::monthly("Delivery by CloudFront, files, mail", 5, 100))
        .cost(Cost::monthly("Logs, metrics, traces, keys, secrets", 40, 150))
}
