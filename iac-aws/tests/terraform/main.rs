//! How CloudFormation's types are written in Terraform: each service's table, on templates of its own.

mod api_gateway;
mod api_gateway_v2;
mod auto_scaling;
mod budgets;
mod certificate_manager;
mod cloudfront;
mod cloudwatch;
mod cognito;
mod ec2;
mod efs;
mod engine;
mod event_targets;
mod events;
mod iam;
mod kinesis;
mod logs;
mod route53;
mod s3;
mod ses;
mod sns;
mod sqs;
mod ssm;
mod support;
mod trails;
mod wafv2;
mod watching;
