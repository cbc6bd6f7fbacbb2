//! How CloudFormation's types are written in Terraform: each service's table, on templates of its own.

#![recursion_limit = "256"]

mod backup;
mod dynamodb;
mod elasticache;
mod engine;
mod kms;
mod lightsail;
mod rds;
mod secrets_manager;
mod ssm;
mod support;
