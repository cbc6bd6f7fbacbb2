//! What the plan says beside infrastructure: how versions are built, released, taken back and restored.

use super::services::Services;
use iac_aws::prelude::*;
use iac_core::IntoPlain;
use iac_core::operations::{Build, Checks, Language, Recovery, Release, Task, Tool, Trouble};

pub(super) fn operations(
    services: &Services,
    backend: impl IntoPlain,
    frontend: impl IntoPlain,
    url: impl IntoPlain,
) -> Operations {
    let api = services.backend.operated("mailmind-backend").runs("mailmind-backend");
    let migrate = Task::new("migrate", &api, ["alembic", "upgrade", "head"]);
    let pages = services.frontend.operated("mailmind-frontend").runs("mailmind-frontend");
    Operations::new("MailMind", "Reads, sorts and answers mail with the help of language models.", Tool::CloudFormation)
        .health(url, "/health")
        .recovery(Recovery::new("1 hour", "5 minutes").drills("every quarter"))
        .build(Build::new("mailmind-backend", backend, ".", "docker/backend/Dockerfile").scan())
        .build(Build::new("mailmind-frontend", frontend, ".", "docker/frontend/Dockerfile").scan())
        .service(api)
        .service(pages)
        .before_release(migrate)
        .checks(Checks::new("backend", Language::Python("3.11")).run("pip install -r requirements.txt").run("pytest"))
        .release(Release::on_tag("v*").approved_by("the release manager"))
        .note("Before a migration, the pipeline runs the task of the output DumpNowInput and waits for its end.")
        .note("VITE_API_URL is an argument of the frontend's build: the bundler writes it into the files.")
        .trouble(Trouble::new(
            "The balancer answers 503 and no backend is ready",
            "TrustedHostMiddleware refuses the balancer's checks, which name the task's address as the host",
            "Leave that middleware and HTTPSRedirectMiddleware out: the balancer checks hosts and redirects to HTTPS.",
        ))
        .trouble(Trouble::new(
            "New connections to the database are refused for a few minutes on the first of a month",
            "The password has just changed, and the tasks that know the new one are starting",
            "Wait for the deployment that follows five minutes later; if there is none, start one by hand.",
        ))
}
