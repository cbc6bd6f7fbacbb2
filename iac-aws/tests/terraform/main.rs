//! How CloudFormation's types are written in Terraform: each service's table, on templates of its own.

mod cloudwatch;
mod engine;
mod iam;
mod logs;
mod sns;
mod sqs;
mod ssm;
mod support;
