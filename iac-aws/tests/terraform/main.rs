//! How CloudFormation's types are written in Terraform: each service's table, on templates of its own.

mod engine;
mod ssm;
mod support;
