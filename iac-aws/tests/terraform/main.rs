//! How CloudFormation's types are written in Terraform: each service's table, on templates of its own.

mod certificate_manager;
mod cloudfront;
mod engine;
mod route53;
mod s3;
mod ssm;
mod support;
