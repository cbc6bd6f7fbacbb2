//! How CloudFormation's types are written in Terraform: each service's table, on templates of its own.

mod application_auto_scaling;
mod cloudwatch;
mod ecr;
mod ecs_cluster;
mod ecs_service;
mod ecs_task_definition;
mod elastic_load_balancing_v2;
mod engine;
mod fargate;
mod iam;
mod lambda;
mod logs;
mod scheduler;
mod sns;
mod sqs;
mod ssm;
mod support;
