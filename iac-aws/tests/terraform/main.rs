//! How CloudFormation's types are written in Terraform: each service's table, on templates of its own.

mod budgets;
mod auto_scaling;
mod cloudwatch;
mod ec2;
mod efs;
mod engine;
mod event_targets;
mod events;
mod iam;
mod kinesis;
mod logs;
mod ses;
mod sns;
mod sqs;
mod ssm;
mod support;
mod trails;
mod watching;
