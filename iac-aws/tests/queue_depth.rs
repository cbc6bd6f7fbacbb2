//! What counts waiting messages, as a template, and what scales by it.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{codes, resources, suppressed};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn cache(stack: &mut Stack, vpc: &VpcHandle) -> RedisCacheHandle {
    stack.add("Cache", RedisCache::new(vpc.isolated(), CacheVersion::Redis7_1, CacheNodeType::T4G_MICRO))
}

fn scaled() -> Value {
    resources(|stack| {
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
        let cache = cache(stack, &vpc);
        let alarms = stack.add("Alarms", AlarmTopic::new());
        let depth = QueueDepth::celery(vpc.private(), &cache, ["celery", "mail"], Retention::Days30);
        let depth = stack.add("Depth", depth.database(2).notify(&alarms));
        let image = Image::registry("ghcr.io/acme/app:1");
        let worker = FargateService::worker(vpc.private(), image, Fargate::Cpu1024(Mem1024::Gb2));
        stack.add("Worker", worker.scale(2..=5, backlog_per_task(&depth, 100)));
    })
}

#[test]
fn a_function_that_asks_the_cache() {
    let resources = scaled();
    let function = &resources["Depth"];
    let properties = &function["Properties"];
    assert_eq!(function["Type"], "AWS::Lambda::Function");
    let code = properties["Code"]["ZipFile"].as_str().unwrap();
    assert!(code.len() < 4_096 && code.contains("def handler("), "{}", code.len());
    assert_eq!(properties["Runtime"], "python3.13");
    assert_eq!(properties["Handler"], "index.handler");
    assert_eq!(properties["LoggingConfig"], json!({"LogGroup": {"Ref": "DepthLogGroup"}}));
    assert_eq!(
        properties["Environment"]["Variables"],
        json!({
            "HOST": {"Fn::GetAtt": ["Cache", "PrimaryEndPoint.Address"]},
            "PORT": "6379",
            "DATABASE": "2",
            "SECRET_ARN": {"Ref": "CacheSecret"},
            "LISTS": "celery,mail",
            "PRIORITIES": "3,6,9",
            "CACHE": {"Ref": "Cache"},
            "NAMESPACE": "QueueDepth",
        })
    );
    assert_eq!(
        properties["VpcConfig"],
        json!({
            "SubnetIds": [{"Ref": "NetworkPrivate1"}, {"Ref": "NetworkPrivate2"}],
            "SecurityGroupIds": [{"Fn::GetAtt": ["DepthSecurityGroup", "GroupId"]}],
        })
    );
    assert!(function["DependsOn"].as_array().unwrap().contains(&json!("NetworkPrivate1DefaultRoute")));
    assert!(suppressed(function).contains(&"CKV_AWS_116"));
}

#[test]
fn it_may_read_one_secret_and_write_one_log() {
    let resources = scaled();
    let statements = &resources["DepthRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"];
    assert_eq!(
        statements[0],
        json!({"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": {"Ref": "CacheSecret"}})
    );
    assert_eq!(statements[1]["Resource"], json!({"Fn::GetAtt": ["DepthLogGroup", "Arn"]}));
    assert_eq!(statements[1]["Action"], json!(["logs:CreateLogStream", "logs:PutLogEvents"]));
    assert_eq!((&statements[2]["Sid"], &statements[2]["Resource"]), (&json!("Interfaces"), &json!("*")));
    assert_eq!(statements.as_array().unwrap().len(), 3);
    let denied = &resources["DepthNotTheCode"]["Properties"]["PolicyDocument"]["Statement"][0];
    assert_eq!(denied["Effect"], "Deny");
    assert_eq!(denied["Action"], statements[2]["Action"]);
    assert_eq!(
        denied["Condition"],
        json!({"ArnEquals": {"lambda:SourceFunctionArn": {"Fn::GetAtt": ["Depth", "Arn"]}}})
    );
    let start = &resources["DepthScheduleRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"][0];
    assert_eq!(start["Resource"], json!({"Fn::GetAtt": ["Depth", "Arn"]}));
}

#[test]
fn every_minute_once_the_port_is_open() {
    let resources = scaled();
    let schedule = &resources["DepthSchedule"];
    assert_eq!(schedule["Properties"]["ScheduleExpression"], "rate(1 minute)");
    assert_eq!(schedule["Properties"]["Target"]["RetryPolicy"]["MaximumRetryAttempts"], 0);
    assert_eq!(schedule["DependsOn"], json!(["CacheFromDepth", "DepthToCache"]));
    assert_eq!(resources["CacheFromDepth"]["Properties"]["FromPort"], 6379);
    let alarm = &resources["DepthSilent"]["Properties"];
    assert_eq!(
        (&alarm["Statistic"], &alarm["TreatMissingData"], &alarm["EvaluationPeriods"]),
        (&json!("SampleCount"), &json!("breaching"), &json!(5))
    );
    assert_eq!(alarm["AlarmActions"], json!([{"Ref": "Alarms"}]));
}

#[test]
fn the_worker_follows_the_backlog_of_each_task() {
    let resources = scaled();
    let policy = &resources["WorkerBacklogScaling"]["Properties"]["TargetTrackingScalingPolicyConfiguration"];
    assert_eq!(policy["TargetValue"], json!(100));
    let dimension = |name: &str, value: Value| json!({"Name": name, "Value": value});
    assert_eq!(
        policy["CustomizedMetricSpecification"]["Metrics"],
        json!([
            {"Id": "number", "ReturnData": false, "MetricStat": {"Stat": "Maximum", "Metric": {
                "Namespace": "QueueDepth", "MetricName": "Waiting",
                "Dimensions": [dimension("Cache", json!({"Ref": "Cache"})), dimension("Lists", json!("celery,mail"))],
            }}},
            {"Id": "tasks", "ReturnData": false, "MetricStat": {"Stat": "SampleCount", "Metric": {
                "Namespace": "AWS/ECS", "MetricName": "CPUUtilization",
                "Dimensions": [
                    dimension("ClusterName", json!({"Ref": "WorkerCluster"})),
                    dimension("ServiceName", json!({"Fn::GetAtt": ["Worker", "Name"]})),
                ],
            }}},
            {"Id": "tracked", "Label": "Per task", "Expression": "number / FILL(tasks, 1)", "ReturnData": true},
        ])
    );
}

#[test]
fn an_endpoint_is_way_enough() {
    let of = |vpc: Vpc| {
        codes(|stack| {
            let vpc = stack.add("Network", vpc);
            let cache = cache(stack, &vpc);
            stack.add("Depth", QueueDepth::lists(vpc.private(), &cache, ["jobs"], Retention::Days30));
        })
    };
    let vpc = || Vpc::new(cidr!("10.0.0.0/16"));
    assert_eq!(of(vpc()), ["no-way-to-secrets"]);
    assert_eq!(of(vpc().interface_endpoints([InterfaceEndpoint::SecretsManager])), [""; 0]);
    assert_eq!(of(vpc().interface_endpoints([InterfaceEndpoint::Logs])), ["no-way-to-secrets"]);
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let of = |change: fn(&VpcHandle, &RedisCacheHandle) -> QueueDepth| {
        codes(|stack| {
            let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
            let cache = cache(stack, &vpc);
            stack.add("Depth", change(&vpc, &cache));
        })
    };
    let none: [&str; 0] = [];
    assert_eq!(of(|vpc, cache| QueueDepth::lists(vpc.private(), cache, [""; 0], Retention::Days7)), ["bad-queue"]);
    assert_eq!(of(|vpc, cache| QueueDepth::lists(vpc.private(), cache, ["a,b"], Retention::Days7)), ["bad-queue"]);
    assert_eq!(of(|vpc, cache| QueueDepth::lists(vpc.private(), cache, ["a", "a"], Retention::Days7)), ["bad-queue"]);
    let every = |time: Duration| {
        codes(|stack| {
            let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
            let cache = cache(stack, &vpc);
            stack.add("Depth", QueueDepth::lists(vpc.private(), &cache, ["a"], Retention::Days7).every(time));
        })
    };
    assert_eq!(every(seconds(90)), ["bad-duration"]);
    assert_eq!(every(hours(2)), ["bad-duration"]);
    assert_eq!(every(minutes(5)), none);
}
