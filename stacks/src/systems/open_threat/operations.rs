//! How OpenThreat is built, released and taken back: the plan's pipeline.

use super::application::{MIGRATE, run};
use super::ecs::Choices;
use super::services::Services;
use iac_aws::prelude::*;
use iac_core::operations::{Build, Checks, Cost, Language, Recovery, Release, Task, Tool, Trouble};

/// Which part of the plan's pipeline an environment has.
#[derive(Clone, Copy)]
pub(super) enum Delivery {
    Dev,
    Staging,
    Production,
}

impl Delivery {
    /// The environment of GitHub whose jobs may deliver.
    const fn environment(self) -> &'static str {
        match self {
            Delivery::Dev => "dev",
            Delivery::Staging => "staging",
            Delivery::Production => "prod",
        }
    }

    /// The branch that brings versions here.
    pub(super) fn release(self) -> Release {
        match self {
            Delivery::Dev => Release::on_branch("develop"),
            Delivery::Staging => {
                let tests = python("integration").run("pip install -r backend/requirements.txt pytest");
                Release::on_branch("staging").tests(tests.run("pytest tests/integration"))
            }
            Delivery::Production => Release::on_branch("main").approved_by("the release manager"),
        }
    }
}

/// What the pipeline may do: push both images, deploy the four services, run the migration.
pub(super) fn role(
    stack: &mut Stack,
    delivery: Delivery,
    services: &Services,
    [frontend, backend]: [&EcrRepositoryHandle; 2],
) -> CiRoleHandle {
    let repository = GitHubSubject::repository_parameter().label("GitHub repository").group("Delivery");
    let repository = stack.add("Repository", repository);
    let subject = GitHubSubject::environment(repository, delivery.environment());
    let role = CiRole::new(&GitHubProvider::existing(), subject)
        .push(frontend)
        .push(backend)
        .deploy(&services.frontend)
        .deploy(&services.backend)
        .deploy(&services.worker)
        .deploy(&services.beat)
        .run_tasks(&services.backend);
    stack.add("Delivery", role)
}

pub(super) fn operations(
    choices: &Choices,
    services: &Services,
    [frontend_images, backend_images]: [&EcrRepositoryHandle; 2],
    role: &CiRoleHandle,
) -> Operations {
    let frontend = Build::new("frontend", frontend_images.uri(), "frontend", "frontend/Dockerfile")
        .argument("NEXT_PUBLIC_API_URL", choices.hosts.api_url())
        .scan();
    let backend = Build::new("backend", backend_images.uri(), ".", "backend/Dockerfile").scan();
    let backend_service = services.backend.operated("backend").runs("backend");
    let migrate = Task::new("migrate", &backend_service, run(MIGRATE));
    let operations = Operations::new(
        "OpenThreat",
        "Gathers what is known of vulnerabilities and threats, and shows it: a site, an API, workers that fetch.",
        Tool::CloudFormation,
    )
    .health(choices.hosts.api_url(), "/health")
    .build(frontend)
    .build(backend)
    .service(services.frontend.operated("frontend").runs("frontend"))
    .service(backend_service)
    .service(services.worker.operated("celery-worker").runs("backend"))
    .service(services.beat.operated("celery-beat").runs("backend"))
    .before_release(migrate)
    .ci_role(role.arn())
    .checks(python("flake8").run("pip install flake8").run("flake8 backend"))
    .checks(node("eslint").run("npm ci").run("npx eslint ."))
    .checks(python("pytest").run("pip install -r backend/requirements.txt pytest").run("pytest backend"))
    .checks(node("jest").run("npm ci").run("npx jest"))
    .recovery(Recovery::new("4 hours", "5 minutes").drills("twice a year").note(
        "The database is restored to any second of its retention from its automatic backups; Redis holds jobs only: \
         the scheduler makes periodic ones again, what users asked for and still waits is lost.",
    ))
    .contact("operations", "the Slack channel that alarms appear in")
    .cost(Cost::monthly("everything", choices.budget * 3 / 4, choices.budget))
    .trouble(Trouble::new(
        "Jobs run twice",
        "Two schedulers run: somebody started a second one beside the service",
        "See that `celery-beat` has exactly one task; a deployment of it stops the old one first.",
    ))
    .trouble(Trouble::new(
        "The site calls another environment's API",
        "`NEXT_PUBLIC_API_URL` is built into the frontend, and its image was built for that environment",
        "Build the frontend again for this environment; images of the frontend are not promoted.",
    ))
    .note("Results of Celery and jobs that wait are in Redis; a Redis that is replaced loses them.")
    .note(
        "When a periodic job ran last is in a file of the scheduler's task: with each new task its intervals begin anew, so \
         that a job of every 24 hours never runs where releases are daily. Schedules by the clock (`crontab`) bear it.",
    );
    let operations = match choices.ollama {
        Some(_) => ollama(operations),
        None => operations,
    };
    let operations = operations.releases([choices.delivery.release()]);
    match choices.delivery {
        Delivery::Staging => operations.previews(),
        Delivery::Dev | Delivery::Production => operations,
    }
}

fn ollama(operations: Operations) -> Operations {
    operations
        .note(
            "Ollama runs where `OllamaTasks` is 1. A new machine takes about five minutes and then fetches `OllamaModel`; \
             until then it answers 404 for that model. What it fetched stays on the machine, not beyond it.",
        )
        .trouble(Trouble::new(
            "The task of Ollama waits and no machine comes",
            "The account may have no machine with a GPU: the quota `Running On-Demand G and VT instances` is 0 in new ones",
            "`aws service-quotas list-service-quotas --service-code ec2 --query \"Quotas[?contains(QuotaName,'On-Demand G \
             and VT')].[QuotaCode,Value]\"`, then ask for four vCPUs: `aws service-quotas request-service-quota-increase \
             --service-code ec2 --quota-code CODE --desired-value 4`. Where it is high enough, the zone is full: the \
             group's activity says so.",
        ))
}

fn python(name: &'static str) -> Checks {
    Checks::new(name, Language::Python("3.13"))
}

fn node(name: &'static str) -> Checks {
    Checks::new(name, Language::Node("22")).folder("frontend")
}
