//! What the plan says beside infrastructure: how versions are built, released, taken back and restored.

use super::services::Services;
use iac_aws::prelude::*;
use iac_core::IntoPlain;
use iac_core::operations::{Build, Checks, Language, Recovery, Release, Task, Tool, Trouble};

/// Where the sources are; a sample.
pub(super) const REPOSITORY: &str = "example/mailmind";
/// What pages and programs call.
pub(super) const API: &str = "https://api.mailmind.com";

/// Each version, by its tag.
pub(super) fn releases() -> [Release; 1] {
    [Release::on_tag("v*").approved_by("the release manager")]
}

pub(super) fn operations(
    services: &Services,
    dump: &OneOffTaskHandle,
    [backend, frontend]: [Val<Str>; 2],
    url: impl IntoPlain,
    role: &CiRoleHandle,
) -> Operations {
    let api = services.backend.operated("mailmind-backend").runs("mailmind-backend").version_in("APP_VERSION");
    let migrate = Task::new("migrate", &api, ["alembic", "upgrade", "head"]);
    let pages = services.frontend.operated("mailmind-frontend").runs("mailmind-frontend");
    // The bundler writes it into the files; at run time nobody reads it.
    let pages_image = Build::new("mailmind-frontend", frontend, ".", "docker/frontend/Dockerfile")
        .argument("VITE_API_URL", API)
        .scan();
    Operations::new("MailMind", "Reads, sorts and answers mail with the help of language models.", Tool::CloudFormation)
        .health(url, "/health")
        .recovery(
            Recovery::new("4 hours", "15 minutes")
                .drills("every quarter by people; every month AWS Backup tries whether the latest backup restores")
                .note("Within the region no more than five minutes are lost; the copies in eu-west-1 follow some minutes later."),
        )
        .build(Build::new("mailmind-backend", backend, ".", "docker/backend/Dockerfile").scan())
        .build(pages_image)
        .service(api)
        .service(pages)
        .before_release(Task::described("dump", dump.input()))
        .before_release(migrate)
        .checks(Checks::new("backend", Language::Python("3.11")).run("pip install -r requirements.txt").run("pytest"))
        .ci_role(role.arn())
        .releases(releases())
        .trouble(Trouble::new(
            "The balancer answers 503 and no backend is ready",
            "TrustedHostMiddleware refuses the balancer's checks, which name the task's address as the host",
            "Leave that middleware and HTTPSRedirectMiddleware out: the balancer checks hosts and redirects to HTTPS.",
        ))
}
