//! How CTIScraper is run: what a recovery must reach, what it costs, what goes wrong.

use super::choices::Choices;
use super::model::Model;
use super::services::Services;
use iac_aws::prelude::*;
use iac_core::operations::{Cost, Recovery, Tool, Trouble};

pub(super) fn operations(choices: &Choices, services: &Services, model: Option<&Model>) -> Operations {
    let operations = Operations::new(
        "CTIScraper",
        "Collects and analyses threat intelligence: a web application, workers and their clock, and a language model.",
        Tool::CloudFormation,
    )
    .health(format!("https://{}", choices.domain), "/health")
    .service(services.web.operated("web"))
    .service(services.worker.operated("worker"))
    .service(services.scheduler.operated("scheduler"))
    .recovery(recovery(choices))
    .contact("operations", "whoever reads the topics `Critical` and `Warning`");
    let operations = match model {
        Some(model) => operations.service(model.service.operated("ollama")),
        None => operations,
    };
    let costs = choices.costs.iter();
    troubles(images(
        choices,
        costs.fold(operations, |all, (what, least, most)| all.cost(Cost::monthly(*what, *least, *most))),
    ))
}

/// The plan's numbers.
fn recovery(choices: &Choices) -> Recovery {
    let recovery = Recovery::new("4 to 8 hours", "24 hours").drills("every quarter").note(
        "The database loses minutes, from its own backups; what waits in Redis is up to a day old, from the snapshot of \
         02:00 UTC, and can be put into the queues again.",
    );
    match choices.replica {
        false => {
            recovery.note("Nothing of this environment is in another region: when its own is lost, it starts empty.")
        }
        true => recovery.note(
            "The drill runs by itself on the 5th of January, April, July and October at 06:00 UTC: AWS Backup restores \
             the last backup beside the database, keeps it for four hours and deletes it. Somebody has to look at it.",
        ),
    }
}

/// What only the sources tell of their images.
fn images(choices: &Choices, operations: Operations) -> Operations {
    let operations = operations.note(format!(
        "Each commit of the branch `{}` is delivered. Images by hand: `docker/web.Dockerfile`, `docker/worker.Dockerfile`, \
         `docker/scheduler.Dockerfile` and `docker/ollama.Dockerfile`, each built in the root of the sources \
         (`--file docker/web.Dockerfile .`), under `git rev-parse --short=12 HEAD`.",
        choices.branch
    ));
    match choices.model_tasks {
        None => operations,
        Some(_) => operations.note(
            "The model has a pipeline of its own, which starts when `docker/ollama.Dockerfile` or something in \
             `docker/ollama/` changes: its tag, `ModelTag`, is that of another commit than `ImageTag`.",
        ),
    }
}

fn troubles(operations: Operations) -> Operations {
    operations
        .trouble(Trouble::new(
            "Nothing new is scraped",
            "The scheduler does not run, or its tasks wait: the alarms `SchedulerDown` and `NoArticles` tell which",
            "Look at its log, then at the graph of waiting tasks: where that grows, the workers are what is slow.",
        ))
        .trouble(Trouble::new(
            "Logins to the database fail after the first of a month",
            "RDS has changed the password, and tasks that started before do not know it",
            "At 05:05 UTC services are started anew; where that did not happen, start new tasks of web and worker.",
        ))
        .trouble(Trouble::new(
            "A source answers 401 or 403",
            "Its key is missing in `API_KEYS`, or has ended",
            "Update `main` with the whole object as `SourceKeys`, then start new tasks of web and worker.",
        ))
}
