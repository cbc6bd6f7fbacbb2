//! How CloudFormation's types are written in Terraform: each service's table, on templates of its own.

mod api_gateway;
mod api_gateway_v2;
mod certificate_manager;
mod cloudfront;
mod cloudwatch;
mod cognito;
mod engine;
mod iam;
mod logs;
mod route53;
mod s3;
mod sns;
mod sqs;
mod ssm;
mod support;
mod wafv2;
