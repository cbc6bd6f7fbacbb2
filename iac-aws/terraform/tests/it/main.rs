//! How CloudFormation's types are written in Terraform: each service's table, on templates of its own.

#![cfg(test)]
#![recursion_limit = "256"]

mod api_gateway;
mod api_gateway_v2;
mod app_config;
mod application_auto_scaling;
mod auto_scaling;
mod backend;
mod backup;
mod budgets;
mod certificate_manager;
mod cloudfront;
mod cloudwatch;
mod cognito;
mod coverage;
mod deliveries;
mod delivery;
mod dynamodb;
mod ec2;
mod ecr;
mod ecs_cluster;
mod ecs_service;
mod ecs_task_definition;
mod efs;
mod elastic_load_balancing_v2;
mod elasticache;
mod engine;
mod event_targets;
mod events;
mod fargate;
mod iam;
mod kinesis;
mod kms;
mod lambda;
mod lightsail;
mod logs;
mod rds;
mod route53;
mod s3;
mod scheduler;
mod secrets_manager;
mod ses;
mod sns;
mod sqs;
mod ssm;
mod support;
mod trails;
mod wafv2;
mod watching;
