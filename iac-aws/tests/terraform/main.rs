//! How CloudFormation's types are written in Terraform: each service's table, on templates of its own.

mod auto_scaling;
mod cloudwatch;
mod ec2;
mod efs;
mod engine;
mod iam;
mod logs;
mod sns;
mod sqs;
mod ssm;
mod support;
