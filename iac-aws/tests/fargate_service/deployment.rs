//! Services behind a balancer, and how their deployments move requests.

use super::{IMAGE, said, web};
use crate::common::template;
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn routed(deployment: Deployment, policies: Vec<ScalingPolicy>) -> Value {
    template(behind_a_balancer(deployment, policies))["Resources"].take()
}

pub(super) fn behind_a_balancer(deployment: Deployment, policies: Vec<ScalingPolicy>) -> Stack {
    let mut stack = Stack::new("main");
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
    let size = Fargate::Cpu256(Mem256::Mb512);
    let mut service = FargateService::web(vpc.private(), Image::registry(IMAGE), size, 8000)
        .grace_period(seconds(180))
        .deployment(deployment);
    if !policies.is_empty() {
        service = service.scale(2..=10, policies);
    }
    let app = stack.add("App", service);
    let alb = stack.add("Alb", Alb::internal(vpc.private(), AlbListener::Http));
    alb.route_to(&mut stack, &app);
    stack
}

#[test]
fn a_balancer_registers_the_service_and_counts_its_requests() {
    let resources = routed(Deployment::rolling(), vec![requests_per_target(1_000), memory_percent(80)]);
    let app = &resources["App"];
    assert_eq!(
        app["Properties"]["LoadBalancers"],
        json!([{"ContainerName": "app", "ContainerPort": 8000, "TargetGroupArn": {"Ref": "AlbAppTargetGroup"}}])
    );
    assert_eq!(app["Properties"]["HealthCheckGracePeriodSeconds"], json!(180));
    assert_eq!(app["Properties"]["DesiredCount"], Value::Null);
    let depends = app["DependsOn"].as_array().unwrap();
    assert!(depends.contains(&json!("AlbListener")) && depends.contains(&json!("NetworkPrivate1DefaultRoute")));
    assert_eq!(
        resources["AppRequestScaling"]["Properties"],
        json!({
            "PolicyName": "RequestScaling",
            "PolicyType": "TargetTrackingScaling",
            "ScalingTargetId": {"Ref": "AppScalableTarget"},
            "TargetTrackingScalingPolicyConfiguration": {
                "TargetValue": 1000, "ScaleOutCooldown": 60, "ScaleInCooldown": 300,
                "PredefinedMetricSpecification": {
                    "PredefinedMetricType": "ALBRequestCountPerTarget",
                    "ResourceLabel": {"Fn::Sub": "${Alb.LoadBalancerFullName}/${AlbAppTargetGroup.TargetGroupFullName}"},
                },
            },
        })
    );
}

#[test]
fn requests_move_between_two_groups() {
    let cases = [
        (
            Deployment::blue_green(minutes(5)),
            json!({
                "MinimumHealthyPercent": 100, "MaximumPercent": 200, "Strategy": "BLUE_GREEN", "BakeTimeInMinutes": 5,
                "DeploymentCircuitBreaker": {"Enable": true, "Rollback": true},
            }),
        ),
        (
            Deployment::linear(12.5, minutes(2), hours(1)),
            json!({
                "MinimumHealthyPercent": 100, "MaximumPercent": 200, "Strategy": "LINEAR", "BakeTimeInMinutes": 60,
                "LinearConfiguration": {"StepPercent": 12.5, "StepBakeTimeInMinutes": 2},
            }),
        ),
        (
            Deployment::canary(0.5, minutes(10), minutes(0)),
            json!({
                "MinimumHealthyPercent": 100, "MaximumPercent": 200, "Strategy": "CANARY", "BakeTimeInMinutes": 0,
                "CanaryConfiguration": {"CanaryPercent": 0.5, "CanaryBakeTimeInMinutes": 10},
            }),
        ),
    ];
    for (deployment, expected) in cases {
        let resources = routed(deployment, Vec::new());
        let app = &resources["App"]["Properties"];
        assert_eq!(app["DeploymentConfiguration"], expected);
        assert_eq!(
            app["LoadBalancers"][0]["AdvancedConfiguration"],
            json!({
                "AlternateTargetGroupArn": {"Ref": "AlbAppAlternateTargetGroup"},
                "ProductionListenerRule": {"Ref": "AlbDefaultRule"},
                "RoleArn": {"Fn::GetAtt": ["AppInfrastructureRole", "Arn"]},
            })
        );
        assert!(!resources["App"]["DependsOn"].as_array().unwrap().contains(&json!("AlbDefaultRule")));
    }
}

#[test]
fn alarms_roll_a_deployment_back() {
    let mut stack = Stack::new("main");
    let app = web(&mut stack);
    let app = stack.add("App", app);
    for id in ["Slow", "Failing"] {
        let metric = Metric::new("Shop", id);
        let alarm = Alarm::new(metric, Comparison::GreaterThan(1.0), Severity::Critical, "Look into the logs");
        let alarm = stack.add(id, alarm);
        app.rollback_on(&mut stack, &alarm);
    }
    let resources = template(stack)["Resources"].take();
    assert_eq!(
        resources["App"]["Properties"]["DeploymentConfiguration"]["Alarms"],
        json!({"AlarmNames": [{"Ref": "Slow"}, {"Ref": "Failing"}], "Enable": true, "Rollback": true})
    );
}

#[test]
fn deployments_out_of_range() {
    for (deployment, expected) in [
        (
            Deployment::blue_green(seconds(90)),
            "the bake time of a deployment is 90 s (give whole minutes up to `hours(24)`)",
        ),
        (
            Deployment::blue_green(hours(25)),
            "the bake time of a deployment is 90000 s (give whole minutes up to `hours(24)`)",
        ),
        (
            Deployment::linear(2.9, minutes(1), minutes(1)),
            "a step of a linear deployment is 2.9 % of the requests (give 3 to 100 %, in tenths)",
        ),
        (
            Deployment::linear(10.0, hours(4), minutes(0)),
            "the deployment would take 2400 minutes (CloudFormation takes at most 1980 minutes (33 hours): shorten the \
             steps or the bake time)",
        ),
        (
            Deployment::canary(5.55, minutes(1), minutes(1)),
            "the first part of a canary deployment is 5.55 % of the requests (give 0.1 to 100 %, in tenths)",
        ),
    ] {
        assert_eq!(said(|service| service.deployment(deployment)), [format!("bad-deployment: {expected}")]);
    }
    for policy in [requests_per_target(100), ScalingPolicy::request_steps().add_above(100, 1)] {
        let counted = said(|service| service.deployment(Deployment::blue_green(minutes(5))).scale(1..=2, policy));
        let expected = "requests-move: the service is scaled by the requests of its target group, and its deployments move \
                        them to another (scale by `cpu_percent` instead, or deploy with `Deployment::rolling()`)";
        assert_eq!(counted, [expected]);
    }
}
