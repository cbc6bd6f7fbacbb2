//! How CloudFormation's types are written in Terraform: each service's table, on templates of its own.

#![recursion_limit = "256"]

mod auto_scaling;
mod backup;
mod budgets;
mod cloudwatch;
mod dynamodb;
mod ec2;
mod efs;
mod elasticache;
mod engine;
mod event_targets;
mod events;
mod iam;
mod kinesis;
mod kms;
mod lightsail;
mod logs;
mod rds;
mod secrets_manager;
mod ses;
mod sns;
mod sqs;
mod ssm;
mod support;
mod trails;
mod watching;
