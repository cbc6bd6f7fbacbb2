//! The pipeline: a change of the branch is tested, built, approved in production, and deployed; the model has one of its own.

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
    let images = vec![
        image("Web", &repositories.web, "web"),
        image("Worker", &repositories.worker, "worker"),
        image("Scheduler", &repositories.scheduler, "scheduler"),
    ];
    let targets = vec![
        PipelineTarget::new("Web", &services.web),
        PipelineTarget::new("Worker", &services.worker),
        PipelineTarget::new("Scheduler", &services.scheduler),
    ];
    let tests = ["pip install --requirement requirements.txt --requirement requirements-test.txt", "pytest"];
    let source = PipelineSource::connection(connection, repository, choices.branch);
    let pipeline = Pipeline::new(source.clone()).run("Test", BuildStep::new(tests).runtime("python", "3.11"));
    stack.add("Pipeline", deliver(pipeline, choices, &topic, images, targets));
    if let Some(model) = model {
        // Several GB that seldom change, and tasks that take ten minutes to let go of their last answers.
        let pipeline = Pipeline::new(source.changing(["docker/ollama.Dockerfile", "docker/ollama/**"]));
        let images = vec![image("Ollama", &repositories.ollama, "ollama")];
        let targets = vec![PipelineTarget::new("Ollama", &model.service)];
        stack.add("ModelPipeline", deliver(pipeline, choices, &topic, images, targets));
    }
    stack
}

/// Images, somebody's approval in production, deployments.
fn deliver(
    pipeline: Pipeline,
    choices: &Choices,
    topic: &AlarmTopicHandle,
    images: Vec<PipelineImage>,
    targets: Vec<PipelineTarget>,
) -> Pipeline {
    let pipeline = pipeline.images("Build", images);
    let pipeline = match choices.approval {
        true => pipeline.approve("Release", topic),
        false => pipeline,
    };
    pipeline.deploy("Deploy", targets).log_retention(choices.log_retention).notify(topic)
}
