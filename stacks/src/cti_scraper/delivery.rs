//! The pipeline: a change of the branch is tested, built, approved in production, and deployed.

use super::asked::alarm_email;
use super::choices::Choices;
use super::model::Model;
use super::registry::Repositories;
use super::services::Services;
use iac_aws::prelude::*;

pub(super) fn stack(
    choices: &Choices,
    repositories: &Repositories,
    services: &Services,
    model: Option<&Model>,
) -> Stack {
    let mut stack = choices.stack("delivery", "CTIScraper: tests, images and deployments of each change");
    let connection = PipelineSource::connection_parameter().label("Connection to the source code").group("Source");
    let connection = stack.add("Connection", connection);
    let repository = Parameter::string()
        .label("Repository with the source code")
        .group("Source")
        .description("Owner and name, such as example/cti-scraper.")
        .allowed_pattern("^[A-Za-z0-9_.-]+/[A-Za-z0-9_./-]+$")
        .constraint_description("must be owner/name");
    let repository = stack.add("Repository", repository);
    let email = stack.add("AlarmEmail", alarm_email());
    let topic = stack.add("Releases", AlarmTopic::new().email("Email", email));
    let image =
        |id, repository, name: &str| PipelineImage::new(id, repository).dockerfile(format!("docker/{name}.Dockerfile"));
    let mut images = vec![
        image("Web", &repositories.web, "web"),
        image("Worker", &repositories.worker, "worker"),
        image("Scheduler", &repositories.scheduler, "scheduler"),
    ];
    let mut targets = vec![
        PipelineTarget::new("Web", &services.web),
        PipelineTarget::new("Worker", &services.worker),
        PipelineTarget::new("Scheduler", &services.scheduler),
    ];
    if let Some(model) = model {
        images.push(image("Ollama", &repositories.ollama, "ollama"));
        targets.push(PipelineTarget::new("Ollama", &model.service));
    }
    let tests = ["pip install --requirement requirements.txt --requirement requirements-test.txt", "pytest"];
    let mut pipeline = Pipeline::new(PipelineSource::connection(connection, repository, choices.branch))
        .run("Test", BuildStep::new(tests).runtime("python", "3.11"))
        .images("Build", images);
    if choices.approval {
        pipeline = pipeline.approve("Release", &topic);
    }
    let pipeline = pipeline.deploy("Deploy", targets).log_retention(choices.log_retention).notify(&topic);
    stack.add("Pipeline", pipeline);
    stack
}
