//! Services.

use crate::support;
use serde_json::{Value, json};

fn service(properties: Value) -> Value {
    let module =
        support::module(json!({ "Resources": { "App": { "Type": "AWS::ECS::Service", "Properties": properties } } }));
    module["resource"]["aws_ecs_service"]["app"].clone()
}

/// With what every service of ECS's own controller gets where it gives no number of tasks.
fn steady(given: Value) -> Value {
    let mut all = json!({
        "name": "${var.stack_name}-app",
        "desired_count": 1,
        "wait_for_steady_state": true,
        "timeouts": { "create": "3h", "update": "3h" },
        "lifecycle": { "ignore_changes": ["desired_count"] }
    });
    if let (Some(all), Value::Object(given)) = (all.as_object_mut(), given) {
        all.extend(given);
    }
    all
}

#[test]
fn a_service_behind_a_load_balancer() {
    let actual = service(json!({
        "ServiceName": "app",
        "Cluster": "main",
        "TaskDefinition": "app:1",
        "LaunchType": "FARGATE",
        "PlatformVersion": "LATEST",
        "DesiredCount": 2,
        "NetworkConfiguration": { "AwsvpcConfiguration": {
            "AssignPublicIp": "ENABLED", "Subnets": ["subnet-1"], "SecurityGroups": ["sg-1"]
        }},
        "DeploymentController": { "Type": "ECS" },
        "DeploymentConfiguration": {
            "MinimumHealthyPercent": 100,
            "MaximumPercent": 200,
            "Strategy": "BLUE_GREEN",
            "BakeTimeInMinutes": 5,
            "DeploymentCircuitBreaker": { "Enable": true, "Rollback": true },
            "Alarms": { "AlarmNames": ["errors"], "Enable": true, "Rollback": true },
            "LifecycleHooks": [{
                "HookTargetArn": "arn:aws:lambda:hook", "RoleArn": "arn:aws:iam::123456789012:role/hook",
                "LifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"], "HookDetails": { "check": "smoke" }
            }]
        },
        "AvailabilityZoneRebalancing": "ENABLED",
        "EnableECSManagedTags": true,
        "EnableExecuteCommand": false,
        "PropagateTags": "SERVICE",
        "HealthCheckGracePeriodSeconds": 180,
        "LoadBalancers": [{
            "ContainerName": "app", "ContainerPort": 8000, "TargetGroupArn": "arn:tg:1",
            "AdvancedConfiguration": {
                "AlternateTargetGroupArn": "arn:tg:2", "ProductionListenerRule": "arn:rule:1",
                "TestListenerRule": "arn:rule:2", "RoleArn": "arn:aws:iam::123456789012:role/ecs"
            }
        }],
        "ForceNewDeployment": { "EnableForceNewDeployment": true, "ForceNewDeploymentNonce": "7" },
        "Tags": [{ "Key": "Team", "Value": "core" }]
    }));
    assert_eq!(
        actual,
        json!({
            "name": "app",
            "cluster": "main",
            "task_definition": "app:1",
            "launch_type": "FARGATE",
            "platform_version": "LATEST",
            "desired_count": 2,
            "network_configuration": { "assign_public_ip": true, "subnets": ["subnet-1"], "security_groups": ["sg-1"] },
            "deployment_controller": { "type": "ECS" },
            "deployment_minimum_healthy_percent": 100,
            "deployment_maximum_percent": 200,
            "deployment_circuit_breaker": { "enable": true, "rollback": true },
            "alarms": { "alarm_names": ["errors"], "enable": true, "rollback": true },
            "deployment_configuration": {
                "strategy": "BLUE_GREEN",
                "bake_time_in_minutes": 5,
                "lifecycle_hook": [{
                    "hook_target_arn": "arn:aws:lambda:hook", "role_arn": "arn:aws:iam::123456789012:role/hook",
                    "lifecycle_stages": ["POST_TEST_TRAFFIC_SHIFT"], "hook_details": "${jsonencode({check = \"smoke\"})}"
                }]
            },
            "availability_zone_rebalancing": "ENABLED",
            "enable_ecs_managed_tags": true,
            "enable_execute_command": false,
            "propagate_tags": "SERVICE",
            "health_check_grace_period_seconds": 180,
            "load_balancer": [{
                "container_name": "app", "container_port": 8000, "target_group_arn": "arn:tg:1",
                "advanced_configuration": {
                    "alternate_target_group_arn": "arn:tg:2", "production_listener_rule": "arn:rule:1",
                    "test_listener_rule": "arn:rule:2", "role_arn": "arn:aws:iam::123456789012:role/ecs"
                }
            }],
            "force_new_deployment": true,
            "triggers": { "nonce": "7" },
            "tags": { "Team": "core" },
            "wait_for_steady_state": true,
            "timeouts": { "create": "3h", "update": "3h" }
        })
    );
}

#[test]
fn shifting_step_by_step() {
    let actual = service(json!({ "DeploymentConfiguration": {
        "Strategy": "LINEAR", "LinearConfiguration": { "StepPercent": 12.5, "StepBakeTimeInMinutes": 6 }
    }}));
    assert_eq!(
        actual,
        steady(json!({ "deployment_configuration": {
            "strategy": "LINEAR", "linear_configuration": { "step_percent": 12.5, "step_bake_time_in_minutes": 6 }
        }}))
    );
    let actual = service(json!({ "DeploymentConfiguration": {
        "Strategy": "CANARY", "CanaryConfiguration": { "CanaryPercent": 5, "CanaryBakeTimeInMinutes": 10 }
    }}));
    assert_eq!(
        actual,
        steady(json!({ "deployment_configuration": {
            "strategy": "CANARY", "canary_configuration": { "canary_percent": 5, "canary_bake_time_in_minutes": 10 }
        }}))
    );
}

#[test]
fn the_rest_of_a_service() {
    let actual = service(json!({
        "CapacityProviderStrategy": [{ "CapacityProvider": "FARGATE_SPOT", "Base": 1, "Weight": 2 }],
        "PlacementConstraints": [{ "Type": "distinctInstance" }],
        "PlacementStrategies": [{ "Type": "spread", "Field": "attribute:ecs.availability-zone" }],
        "LoadBalancers": [{ "LoadBalancerName": "classic", "ContainerName": "app", "ContainerPort": 80 }],
        "Role": "arn:aws:iam::123456789012:role/ecs",
        "ServiceRegistries": [{ "RegistryArn": "arn:sd", "ContainerName": "app", "ContainerPort": 80 }],
        "ServiceConnectConfiguration": {
            "Enabled": true,
            "Namespace": "internal",
            "LogConfiguration": {
                "LogDriver": "awslogs", "Options": { "awslogs-group": "/app" },
                "SecretOptions": [{ "Name": "token", "ValueFrom": "arn:aws:ssm:x" }]
            },
            "Services": [{
                "PortName": "http", "DiscoveryName": "app", "IngressPortOverride": 9000,
                "ClientAliases": [{ "Port": 80, "DnsName": "app", "TestTrafficRules": { "Header": { "Name": "x-test", "Value": { "Exact": "1" } } } }],
                "Timeout": { "IdleTimeoutSeconds": 60, "PerRequestTimeoutSeconds": 10 },
                "Tls": { "IssuerCertificateAuthority": { "AwsPcaAuthorityArn": "arn:pca" }, "KmsKey": "key-1", "RoleArn": "arn:aws:iam::1:role/tls" }
            }]
        },
        "VolumeConfigurations": [{ "Name": "data", "ManagedEBSVolume": {
            "RoleArn": "arn:aws:iam::1:role/ebs", "SizeInGiB": 20, "FilesystemType": "xfs", "Encrypted": true, "VolumeType": "gp3",
            "TagSpecifications": [{ "ResourceType": "volume", "PropagateTags": "SERVICE", "Tags": [{ "Key": "a", "Value": "b" }] }]
        }}],
        "VpcLatticeConfigurations": [{ "PortName": "http", "RoleArn": "arn:aws:iam::1:role/l", "TargetGroupArn": "arn:tg" }]
    }));
    assert_eq!(
        actual,
        steady(json!({
            "capacity_provider_strategy": [{ "capacity_provider": "FARGATE_SPOT", "base": 1, "weight": 2 }],
            "placement_constraints": [{ "type": "distinctInstance" }],
            "ordered_placement_strategy": [{ "type": "spread", "field": "attribute:ecs.availability-zone" }],
            "load_balancer": [{ "elb_name": "classic", "container_name": "app", "container_port": 80 }],
            "iam_role": "arn:aws:iam::123456789012:role/ecs",
            "service_registries": { "registry_arn": "arn:sd", "container_name": "app", "container_port": 80 },
            "service_connect_configuration": {
                "enabled": true,
                "namespace": "internal",
                "log_configuration": {
                    "log_driver": "awslogs", "options": { "awslogs-group": "/app" },
                    "secret_option": [{ "name": "token", "value_from": "arn:aws:ssm:x" }]
                },
                "service": [{
                    "port_name": "http", "discovery_name": "app", "ingress_port_override": 9000,
                    "client_alias": { "port": 80, "dns_name": "app", "test_traffic_rules": [{ "header": { "name": "x-test", "value": { "exact": "1" } } }] },
                    "timeout": { "idle_timeout_seconds": 60, "per_request_timeout_seconds": 10 },
                    "tls": { "issuer_cert_authority": { "aws_pca_authority_arn": "arn:pca" }, "kms_key": "key-1", "role_arn": "arn:aws:iam::1:role/tls" }
                }]
            },
            "volume_configuration": { "name": "data", "managed_ebs_volume": {
                "role_arn": "arn:aws:iam::1:role/ebs", "size_in_gb": 20, "file_system_type": "xfs", "encrypted": true, "volume_type": "gp3",
                "tag_specifications": [{ "resource_type": "volume", "propagate_tags": "SERVICE", "tags": { "a": "b" } }]
            }},
            "vpc_lattice_configurations": [{ "port_name": "http", "role_arn": "arn:aws:iam::1:role/l", "target_group_arn": "arn:tg" }]
        }))
    );
}

#[test]
fn the_number_of_tasks_is_left_to_what_scales_it() {
    let scaled = |resource_id: Value| {
        let module = support::module(json!({ "Resources": {
            "App": { "Type": "AWS::ECS::Service", "Properties": { "Cluster": "main", "DesiredCount": 2 } },
            "Target": { "Type": "AWS::ApplicationAutoScaling::ScalableTarget", "Properties": {
                "MinCapacity": 1, "MaxCapacity": 4, "ServiceNamespace": "ecs",
                "ScalableDimension": "ecs:service:DesiredCount", "ResourceId": resource_id
            }}
        }}));
        module["resource"]["aws_ecs_service"]["app"]["lifecycle"].clone()
    };
    assert_eq!(
        scaled(json!({ "Fn::Sub": "service/main/${App.Name}" })),
        json!({ "ignore_changes": ["desired_count"] })
    );
    assert_eq!(scaled(json!("service/main/other")), json!(null));
}

#[test]
fn what_other_controllers_and_schedules_want() {
    let deployed = service(json!({ "DesiredCount": 1, "DeploymentController": { "Type": "CODE_DEPLOY" } }));
    assert_eq!(deployed["lifecycle"], json!({ "ignore_changes": ["load_balancer", "task_definition"] }));
    assert_eq!(deployed["wait_for_steady_state"], json!(null));
    let daemon = service(json!({ "SchedulingStrategy": "DAEMON" }));
    assert_eq!((&daemon["desired_count"], &daemon["lifecycle"]), (&json!(null), &json!(null)));
}

#[test]
fn what_the_provider_does_not_have_is_an_error() {
    let said = support::diagnostics(json!({ "Resources": { "App": { "Type": "AWS::ECS::Service", "Properties": {
        "Monitoring": { "MetricConfigurations": [] },
        "DeploymentConfiguration": { "DeploymentCircuitBreaker": { "Enable": true, "Rollback": true, "ResetOnHealthyTask": true } }
    }}}}));
    let said: Vec<String> = said.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|text| text.contains("`Monitoring`")), "{said:?}");
    assert!(said.iter().any(|text| text.contains("`ResetOnHealthyTask`")), "{said:?}");
}
