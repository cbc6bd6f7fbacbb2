//! Pipelines as templates.

#[path = "../common/mod.rs"]
mod common;
mod faults;
mod roles;
mod sources;
mod stages;

use common::resources;
use iac_aws::prelude::*;
use serde_json::{Value, json};

struct System {
    images: EcrRepositoryHandle,
    web: FargateServiceHandle<Worker>,
    worker: FargateServiceHandle<Worker>,
    topic: AlarmTopicHandle,
}

fn system(stack: &mut Stack) -> System {
    let vpc = stack.add("Network", Vpc::import(Val::imported("vpc-1")).private([Val::imported("subnet-a")]));
    let images = stack.add("Images", EcrRepository::new());
    let cluster = stack.add("Cluster", Cluster::new());
    let image = || Image::registry("ghcr.io/acme/api:1.4.2");
    let service = || FargateService::worker(vpc.private(), image(), Fargate::Cpu256(Mem256::Mb512)).cluster(&cluster);
    let (web, worker) = (stack.add("Web", service()), stack.add("Worker", service()));
    let topic = stack.add("Releases", AlarmTopic::new());
    System { images, web, worker, topic }
}

fn source() -> PipelineSource {
    PipelineSource::connection(Val::imported(CONNECTION), "acme/shop", "main")
}

const CONNECTION: &str = "arn:aws:codeconnections:eu-central-1:123456789012:connection/4dca8ff1";

fn whole() -> Value {
    resources(|stack| {
        let system = system(stack);
        let pipeline = Pipeline::new(source())
            .run("Test", tests())
            .images("Build", [PipelineImage::new("App", &system.images).dockerfile("docker/app.Dockerfile")])
            .approve("Release", &system.topic)
            .deploy("Deploy", [PipelineTarget::new("App", &system.web), PipelineTarget::new("App", &system.worker)])
            .notify(&system.topic);
        stack.add("Pipeline", pipeline);
    })
}

fn tests() -> BuildStep {
    let commands = ["pip install --requirement requirements.txt", "pytest"];
    BuildStep::new(commands).runtime("python", "3.11").env("CI", true)
}

fn action(category: &str, provider: &str, name: &str, configuration: Value) -> Value {
    json!({
        "Name": name,
        "ActionTypeId": {"Category": category, "Owner": "AWS", "Provider": provider, "Version": "1"},
        "Configuration": configuration,
        "RunOrder": 1,
    })
}

fn with(mut action: Value, inputs: &[&str], outputs: &[&str]) -> Value {
    for (key, names) in [("InputArtifacts", inputs), ("OutputArtifacts", outputs)] {
        if !names.is_empty() {
            action[key] = names.iter().map(|name| json!({"Name": name})).collect();
        }
    }
    action
}

fn statements(resources: &Value, role: &str) -> Vec<Value> {
    resources[role]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"].as_array().cloned().unwrap_or_default()
}
