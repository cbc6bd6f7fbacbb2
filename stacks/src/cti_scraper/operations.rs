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
    troubles(delivery(
        choices,
        costs.fold(operations, |all, (what, least, most)| all.cost(Cost::monthly(*what, *least, *most))),
    ))
}

/// The plan's numbers, and how copies come back.
fn recovery(choices: &Choices) -> Recovery {
    let recovery = Recovery::new("4 to 8 hours", "24 hours").drills("every quarter").note(
        "The database loses minutes, from its own backups; what waits in Redis is up to a day old, from the snapshot of \
         02:00 UTC, and can be put into the queues again.",
    );
    if !choices.replica {
        return recovery
            .note("Nothing of this environment is in another region: when its own is lost, it starts empty.");
    }
    recovery
        .note(
            "The drill runs by itself on the 5th of January, April, July and October at 06:00 UTC: AWS Backup restores \
             the last backup beside the database, keeps it for four hours and deletes it. Somebody has to look at it.",
        )
        .note(
            "When the region is lost: deploy `registry` in us-west-2, push the four images of the commit that ran, delete \
             the application's record in the zone (it still leads to the lost region), then deploy `main` there, with the \
             bucket, the vault and its key of `replica`, which is there already, as parameters. Names end with the region, so that \
             nothing collides. Restore the database into it, then copy the objects back, and `delivery` last.",
        )
        .note("The objects come back with `aws s3 sync s3://COPIES s3://DATA`: bucket `Copies` of `replica`, `Data` of `main`.")
}

/// The pipeline is CodePipeline, which no workflow of GitHub shows.
fn delivery(choices: &Choices, operations: Operations) -> Operations {
    let pipeline = "--name \"$(ref delivery Pipeline)\"";
    let state = "--query 'stageStates[].[stageName,latestExecution.status]' --output table";
    let operations = operations
        .note(format!(
            "Each commit of the branch `{}` is delivered by CodePipeline. Where it is: `aws codepipeline \
             get-pipeline-state {pipeline} {state}`.",
            choices.branch
        ))
        .note(
            "The first time: `registry`, then the images by hand under the first twelve digits of their commit (`docker \
             build --file docker/web.Dockerfile --tag REPOSITORY_URI:TAG .` and so on, `docker push`), `replica` where \
             there is one, `main` with that tag, `delivery`. The connection to the source code is made in the console \
             once and has to be accepted there.",
        )
        .note(
            "Before a rollback by hand, hold the pipeline, or the next commit overwrites it: `aws codepipeline \
             disable-stage-transition --pipeline-name \"$(ref delivery Pipeline)\" --stage-name Deploy --transition-type \
             Inbound --reason rollback`; afterwards `enable-stage-transition`, without the reason. Within CodePipeline: \
             `aws codepipeline rollback-stage --pipeline-name \"$(ref delivery Pipeline)\" --stage-name Deploy \
             --target-pipeline-execution-id ID`, with an id of `aws codepipeline list-pipeline-executions \
             --pipeline-name \"$(ref delivery Pipeline)\" --filter succeededInStage={stageName=Deploy}`.",
        )
        .note(
            "A stage that failed for a reason outside: `aws codepipeline retry-stage-execution --pipeline-name \"$(ref \
             delivery Pipeline)\" --stage-name STAGE --pipeline-execution-id ID --retry-mode FAILED_ACTIONS`.",
        );
    if !choices.approval {
        return operations;
    }
    operations.note(
        "A version waits for up to seven days for its approval: in the console of CodePipeline, or `aws codepipeline \
         put-approval-result --pipeline-name \"$(ref delivery Pipeline)\" --stage-name Release --action-name Release \
         --result summary=TEXT,status=Approved --token TOKEN`, with the token that `get-pipeline-state` shows.",
    )
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
