//! The language model: Ollama behind a balancer that only the VPC reaches.

use super::registry::Repositories;
use super::services::Common;
use iac_aws::prelude::*;
use std::ops::RangeInclusive;

/// What Ollama listens on.
pub(super) const PORT: u16 = 11434;
/// How long an answer may take on CPUs.
const ANSWER: Duration = minutes(10);

pub(super) struct Model {
    pub(super) service: FargateServiceHandle<Web>,
    pub(super) balancer: AlbHandle,
}

/// The image brings its model: tasks have no disk that outlives them, and 10 GB on each start would be minutes.
pub(super) fn add(
    stack: &mut Stack,
    common: &Common<'_>,
    vpc: &VpcHandle,
    repositories: &Repositories,
    tasks: RangeInclusive<u32>,
    tag: Val<Str>,
) -> Model {
    let image = Image::ecr(&repositories.ollama, tag);
    let service = FargateService::web(vpc.private(), image, Fargate::Cpu4096(Mem4096::Gb16), PORT)
        .container_name("ollama")
        .cluster(common.cluster)
        .health("/")
        .grace_period(minutes(5))
        .ephemeral_storage(gib(50))
        .env("OLLAMA_HOST", format!("0.0.0.0:{PORT}"))
        .env("OLLAMA_KEEP_ALIVE", "24h")
        .log_retention(common.choices.log_retention)
        .encryption_key(common.key)
        .scale(tasks, cpu_percent(70));
    let service = common.named_log(stack, "Ollama", "ollama", service);
    let balancer = stack.add("ModelBalancer", Alb::internal(vpc.private(), AlbListener::Http).idle_timeout(ANSWER));
    balancer.route(stack, Route::everything().deregistration_delay(ANSWER), &service);
    Model { service, balancer }
}
