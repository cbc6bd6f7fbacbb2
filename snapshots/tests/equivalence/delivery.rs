//! A program whose pipeline, roles of workflows, states and budgets are checked like the real ones.

use iac_aws::prelude::*;

pub(crate) fn app() -> App {
    let mut stack = Stack::new("delivery");
    stack.tag("Product", "cases");
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
    let images = stack.add("Images", EcrRepository::new());
    let image = Image::registry("ghcr.io/acme/api:1.4.2");
    let web = FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Gb1));
    let web = stack.add("Web", web);
    let topic = stack.add("Releases", AlarmTopic::new().email("Team", "team@example.com"));
    let connection = stack.add("Connection", PipelineSource::connection_parameter());
    let repository = stack.add("Repository", GitHubSubject::repository_parameter());
    let pipeline = Pipeline::new(PipelineSource::connection(connection, &repository, "main"))
        .run("Test", BuildStep::new(["make test"]).env("CI", true))
        .images("Build", [PipelineImage::new("App", &images)])
        .approve("Release", &topic)
        .deploy("Deploy", [PipelineTarget::new("App", &web)])
        .notify(&topic);
    stack.add("Pipeline", pipeline);
    let moving = stack.add("Moving", EcrRepository::new().mutable_tags(["release"]));
    let pushed = PipelineSource::image(&moving, "release");
    stack.add("Pushed", Pipeline::new(pushed).deploy("Deploy", [PipelineTarget::new("Source", &web)]));
    let github = stack.add("GitHub", GitHubProvider::new());
    let state = stack.add("State", StateBackend::new());
    let role = CiRole::new(&github, GitHubSubject::tags(&repository, "v*")).push(&images).deploy(&web).run_tasks(&web);
    stack.add("Workflows", role.grant(state.grant("cases/delivery/terraform.tfstate")));
    stack.add("Costs", Budget::monthly(300).tag("Product", "cases").notify(&topic).email("boss@example.com"));
    stack.into()
}
