//! What roles are given for, beside tasks: each with the actions that it takes.

use super::arn::{arn, tokens};
use super::key_needs::of_keys;
use super::pattern::{NO_RESOURCE, Token, of_arn};
use super::pipeline_needs::of_pipelines;
use super::target_needs::of_targets;
use super::telemetry_needs::{of_sessions, of_telemetry};
use super::walk::each;
use iac_core::check::{Eval, Res, World};
use std::borrow::Cow;

/// Something that a role must be able to do.
pub(crate) struct Need<'w, 'g> {
    pub(crate) user: Res<'w, 'g>,
    /// The property with the role; what has none takes the role of a function.
    pub(crate) property: &'static str,
    pub(crate) role: Eval<'g>,
    pub(crate) actions: Vec<Cow<'static, str>>,
    pub(crate) target: Vec<Token>,
    /// What it is for, in words: `write to template/Group`.
    pub(crate) to: String,
}

pub(crate) fn needs<'w, 'g>(world: &'w World<'g>) -> Vec<Need<'w, 'g>> {
    let mut found = Vec::new();
    of_targets(world, &mut found);
    of_logs(world, &mut found);
    of_functions(world, &mut found);
    of_streams(world, &mut found);
    of_replication(world, &mut found);
    of_telemetry(world, &mut found);
    of_sessions(world, &mut found);
    of_proxies(world, &mut found);
    of_pipelines(world, &mut found);
    of_keys(world, &mut found);
    found
}

/// Actions that are known by name.
pub(crate) fn named(actions: &[&'static str]) -> Vec<Cow<'static, str>> {
    actions.iter().map(|action| Cow::Borrowed(*action)).collect()
}

/// What a value names, for people.
pub(crate) fn shown<'g>(world: &World<'g>, value: &Eval<'g>) -> String {
    world.target(value).map_or_else(|| value.shown(), Res::path)
}

fn of_logs<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>) {
    for flow in world.all("AWS::EC2::FlowLog") {
        let group = flow.get("LogGroupName");
        let target = match world.target_of(&group, "AWS::Logs::LogGroup") {
            Some(group) => arn(world, group),
            None => [of_arn("arn:*:logs:*:*:log-group:"), tokens(world, &group), of_arn(":*")].concat(),
        };
        let target = if group.is_absent() { vec![Token::Any] } else { target };
        found.push(Need {
            user: flow,
            property: "DeliverLogsPermissionArn",
            role: flow.get("DeliverLogsPermissionArn"),
            actions: named(&["logs:CreateLogStream", "logs:PutLogEvents"]),
            target,
            to: format!("write to the log group {}", shown(world, &group)),
        });
    }
    for kind in ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"] {
        for database in world.all(kind) {
            found.push(Need {
                user: database,
                property: "MonitoringRoleArn",
                role: database.get("MonitoringRoleArn"),
                actions: named(&["logs:CreateLogStream", "logs:PutLogEvents"]),
                target: of_arn("arn:*:logs:*:*:log-group:RDSOSMetrics:log-stream:*"),
                to: "write the metrics of the system to the log group RDSOSMetrics".to_owned(),
            });
        }
    }
}

/// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-iam-setup.html>
fn of_proxies<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>) {
    for proxy in world.all("AWS::RDS::DBProxy") {
        for auth in proxy.get("Auth").items() {
            let secret = auth.at("SecretArn");
            if !secret.is_absent() {
                found.push(Need {
                    user: proxy,
                    property: "RoleArn",
                    role: proxy.get("RoleArn"),
                    actions: named(&["secretsmanager:GetSecretValue"]),
                    target: tokens(world, secret),
                    to: format!("read the secret {}", shown(world, secret)),
                });
            }
        }
    }
}

fn of_functions<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>) {
    for function in world.all("AWS::Lambda::Function") {
        let mut need = |actions: &[&'static str], target: Vec<Token>, to: String| {
            let role = function.get("Role");
            found.push(Need { user: function, property: "Role", role, actions: named(actions), target, to });
        };
        if !each(function, "VpcConfig.SubnetIds").is_empty() {
            let actions = ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"];
            need(&actions[1..2], NO_RESOURCE.to_vec(), "be in a VPC".to_owned());
            need(&[actions[0], actions[2]], of_arn("arn:*:ec2:*:*:network-interface/*"), "be in a VPC".to_owned());
        }
        let letters = function.get("DeadLetterConfig.TargetArn");
        if let Some(action) = world.target(&letters).and_then(super::deliveries::action) {
            need(&[action], tokens(world, &letters), format!("send what failed to {}", shown(world, &letters)));
        }
    }
    for mapping in world.all("AWS::Lambda::EventSourceMapping") {
        let Some(function) = world.target(&mapping.get("FunctionName")) else { continue };
        let function = super::resource_policies::function(world, function);
        let source = mapping.get("EventSourceArn");
        let actions: &[&str] = match world.target(&source).map(Res::kind) {
            Some("AWS::SQS::Queue") => &["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            Some("AWS::Kinesis::Stream") => &["kinesis:GetRecords", "kinesis:GetShardIterator"],
            Some("AWS::DynamoDB::Table") => {
                &["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"]
            }
            _ => continue,
        };
        found.push(Need {
            user: mapping,
            property: "",
            role: function.get("Role"),
            actions: named(actions),
            target: tokens(world, &source),
            to: format!("read from {}", shown(world, &source)),
        });
    }
    of_destinations(world, found);
    of_rotations(world, found);
}

/// What a function's results and failures are sent to, in its name.
/// <https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html>
fn of_destinations<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>) {
    for kind in ["AWS::Lambda::EventSourceMapping", "AWS::Lambda::EventInvokeConfig"] {
        for config in world.all(kind) {
            let Some(function) = world.target(&config.get("FunctionName")) else { continue };
            for path in ["DestinationConfig.OnFailure.Destination", "DestinationConfig.OnSuccess.Destination"] {
                let to = config.get(path);
                let Some(action) = world.target(&to).and_then(super::deliveries::action) else { continue };
                found.push(Need {
                    user: config,
                    property: "DestinationConfig",
                    role: super::resource_policies::function(world, function).get("Role"),
                    actions: named(&[action]),
                    target: tokens(world, &to),
                    to: format!("send to {}", shown(world, &to)),
                });
            }
        }
    }
}

/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html>
fn of_rotations<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>) {
    for rotation in world.all("AWS::SecretsManager::RotationSchedule") {
        let Some(function) = world.target_of(&rotation.get("RotationLambdaARN"), "AWS::Lambda::Function") else {
            continue;
        };
        let secret = rotation.get("SecretId");
        found.push(Need {
            user: rotation,
            property: "RotationLambdaARN",
            role: function.get("Role"),
            actions: named(&[
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:UpdateSecretVersionStage",
            ]),
            target: tokens(world, &secret),
            to: format!("rotate the secret {}", shown(world, &secret)),
        });
    }
}

fn of_streams<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>) {
    for stream in world.all("AWS::KinesisFirehose::DeliveryStream") {
        let source = stream.get("KinesisStreamSourceConfiguration");
        if !source.is_absent() {
            let from = source.at("KinesisStreamARN");
            found.push(Need {
                user: stream,
                property: "KinesisStreamSourceConfiguration",
                role: source.at("RoleARN").clone(),
                actions: named(&["kinesis:DescribeStream", "kinesis:GetShardIterator", "kinesis:GetRecords"]),
                target: tokens(world, from),
                to: format!("read from {}", shown(world, from)),
            });
        }
        for property in ["ExtendedS3DestinationConfiguration", "S3DestinationConfiguration"] {
            let configuration = stream.get(property);
            let bucket = configuration.at("BucketARN");
            found.push(Need {
                user: stream,
                property,
                role: configuration.at("RoleARN").clone(),
                actions: named(&["s3:PutObject"]),
                target: [tokens(world, bucket), of_arn("/object")].concat(),
                to: format!("write to the bucket {}", shown(world, bucket)),
            });
        }
    }
}

fn of_replication<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>) {
    for bucket in world.all("AWS::S3::Bucket") {
        let configuration = bucket.get("ReplicationConfiguration");
        let mut need = |actions: &[&'static str], target: Vec<Token>, to: String| {
            let role = configuration.at("Role").clone();
            found.push(Need {
                user: bucket,
                property: "ReplicationConfiguration",
                role,
                actions: named(actions),
                target,
                to,
            });
        };
        let own = arn(world, bucket);
        need(&["s3:GetReplicationConfiguration", "s3:ListBucket"], own, format!("list {}", bucket.path()));
        for rule in configuration.at("Rules").items() {
            let to = rule.at("Destination.Bucket");
            let objects = [tokens(world, to), of_arn("/object")].concat();
            need(&["s3:ReplicateObject"], objects, format!("write to {}", shown(world, to)));
        }
    }
}
