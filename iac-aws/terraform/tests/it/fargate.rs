//! A service as it is run: behind a load balancer, scaled, with scheduled tasks; by the real terraform.

use crate::support;
use serde_json::{Value, json};

fn balancer() -> Value {
    json!({
        "Balancer": { "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
            "Type": "application", "Scheme": "internet-facing", "Subnets": { "Ref": "Subnets" }, "SecurityGroups": ["sg-1"],
            "LoadBalancerAttributes": [
                { "Key": "idle_timeout.timeout_seconds", "Value": "330" },
                { "Key": "deletion_protection.enabled", "Value": "false" },
                { "Fn::If": ["Logs", { "Key": "access_logs.s3.enabled", "Value": "true" }, { "Ref": "AWS::NoValue" }] },
                { "Fn::If": ["Logs", { "Key": "access_logs.s3.bucket", "Value": { "Ref": "Bucket" } }, { "Ref": "AWS::NoValue" }] }
            ]
        }},
        "Blue": { "Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {
            "VpcId": "vpc-1", "TargetType": "ip", "Protocol": "HTTP", "Port": 8000, "HealthCheckPath": "/health",
            "Matcher": { "HttpCode": "200" },
            "TargetGroupAttributes": [
                { "Key": "stickiness.enabled", "Value": "true" }, { "Key": "stickiness.lb_cookie.duration_seconds", "Value": "3600" },
                { "Key": "target_health_state.unhealthy.draining_interval_seconds", "Value": "10" }
            ],
            "Targets": [{ "Id": "10.0.0.9", "Port": 80 }]
        }},
        "Green": { "Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {
            "VpcId": "vpc-1", "TargetType": "ip", "Protocol": "HTTP", "Port": 8000
        }},
        "Listener": { "Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
            "LoadBalancerArn": { "Ref": "Balancer" }, "Port": 443, "Protocol": "HTTPS",
            "Certificates": [{ "CertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/1" }, { "CertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/2" }],
            "MutualAuthentication": { "Mode": "verify", "TrustStoreArn": { "Ref": "Store" } },
            "ListenerAttributes": [{ "Key": "routing.http.response.server.enabled", "Value": "false" }],
            "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "404", "ContentType": "text/plain" } }]
        }},
        "More": { "Type": "AWS::ElasticLoadBalancingV2::ListenerCertificate", "Properties": {
            "ListenerArn": { "Ref": "Listener" }, "Certificates": [{ "CertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/3" }]
        }},
        "Store": { "Type": "AWS::ElasticLoadBalancingV2::TrustStore", "Properties": {
            "CaCertificatesBundleS3Bucket": "certificates", "CaCertificatesBundleS3Key": "ca.pem"
        }},
        "Rule": { "Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": {
            "ListenerArn": { "Ref": "Listener" }, "Priority": 10,
            "Conditions": [{ "Field": "path-pattern", "PathPatternConfig": { "Values": ["/*"] } }, { "Field": "host-header", "Values": ["a.b"] }],
            "Actions": [{ "Type": "forward", "ForwardConfig": { "TargetGroups": [
                { "TargetGroupArn": { "Ref": "Blue" }, "Weight": 1 }, { "TargetGroupArn": { "Ref": "Green" }, "Weight": 0 }
            ]}}]
        }}
    })
}

fn service() -> Value {
    json!({
        "Images": { "Type": "AWS::ECR::Repository", "Properties": {
            "EmptyOnDelete": true, "LifecyclePolicy": { "LifecyclePolicyText": "{\"rules\":[]}" },
            "RepositoryPolicyText": { "Version": "2012-10-17", "Statement": [] }
        }},
        "Cluster": { "Type": "AWS::ECS::Cluster", "Properties": {
            "ClusterSettings": [{ "Name": "containerInsights", "Value": "enhanced" }]
        }},
        "Machines": { "Type": "AWS::ECS::CapacityProvider", "Properties": { "AutoScalingGroupProvider": {
            "AutoScalingGroupArn": "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:1:autoScalingGroupName/a",
            "ManagedScaling": { "Status": "ENABLED", "TargetCapacity": 90 }
        }}},
        "Providers": { "Type": "AWS::ECS::ClusterCapacityProviderAssociations", "Properties": {
            "Cluster": { "Fn::GetAtt": ["Cluster", "Arn"] }, "CapacityProviders": [{ "Ref": "Machines" }, "FARGATE"],
            "DefaultCapacityProviderStrategy": [{ "CapacityProvider": "FARGATE", "Weight": 1 }]
        }},
        "Task": { "Type": "AWS::ECS::TaskDefinition", "Properties": {
            "Cpu": { "Ref": "Cpu" }, "Memory": "4096", "NetworkMode": "awsvpc", "RequiresCompatibilities": ["FARGATE"],
            "RuntimePlatform": { "CpuArchitecture": "ARM64", "OperatingSystemFamily": "LINUX" },
            "ExecutionRoleArn": "arn:aws:iam::123456789012:role/execution", "EphemeralStorage": { "SizeInGiB": 30 },
            "Volumes": [{ "Name": "data", "EFSVolumeConfiguration": { "FilesystemId": "fs-1" } }],
            "ContainerDefinitions": [
                { "Name": "app", "Image": { "Fn::Sub": "${Images.RepositoryUri}:1" }, "Essential": true,
                  "PortMappings": [{ "ContainerPort": 8000, "Protocol": "tcp" }],
                  "Environment": [{ "Name": "CPU", "Value": { "Ref": "Cpu" } }, { "Name": "HOST", "Value": { "Fn::GetAtt": ["Balancer", "DNSName"] } }],
                  "Command": { "Fn::If": ["Logs", ["run", "-v"], { "Ref": "AWS::NoValue" }] },
                  "LogConfiguration": { "LogDriver": "awslogs", "Options": { "awslogs-region": { "Ref": "AWS::Region" } } } },
                { "Fn::If": ["Logs", { "Name": "logs", "Image": "logs:1" }, { "Ref": "AWS::NoValue" }] }
            ]
        }},
        "App": { "Type": "AWS::ECS::Service", "DependsOn": ["Listener"], "Properties": {
            "Cluster": { "Ref": "Cluster" }, "TaskDefinition": { "Ref": "Task" }, "LaunchType": "FARGATE",
            "NetworkConfiguration": { "AwsvpcConfiguration": { "AssignPublicIp": "DISABLED", "Subnets": { "Ref": "Subnets" }, "SecurityGroups": ["sg-1"] } },
            "DeploymentConfiguration": {
                "Strategy": "BLUE_GREEN", "BakeTimeInMinutes": 5, "MaximumPercent": 200, "MinimumHealthyPercent": 100,
                "DeploymentCircuitBreaker": { "Enable": true, "Rollback": true },
                "Alarms": { "AlarmNames": ["errors"], "Enable": true, "Rollback": true }
            },
            "LoadBalancers": [{ "ContainerName": "app", "ContainerPort": 8000, "TargetGroupArn": { "Ref": "Blue" }, "AdvancedConfiguration": {
                "AlternateTargetGroupArn": { "Ref": "Green" }, "ProductionListenerRule": { "Ref": "Rule" },
                "RoleArn": "arn:aws:iam::123456789012:role/ecs"
            }}],
            "EnableECSManagedTags": true, "PropagateTags": "SERVICE", "HealthCheckGracePeriodSeconds": 60
        }}
    })
}

fn around() -> Value {
    json!({
        "Target": { "Type": "AWS::ApplicationAutoScaling::ScalableTarget", "Properties": {
            "MinCapacity": 3, "MaxCapacity": 10, "ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount",
            "ResourceId": { "Fn::Sub": "service/${Cluster}/${App.Name}" },
            "ScheduledActions": [{ "ScheduledActionName": "night", "Schedule": "cron(0 22 * * ? *)", "ScalableTargetAction": { "MinCapacity": 1 } }]
        }},
        "Requests": { "Type": "AWS::ApplicationAutoScaling::ScalingPolicy", "Properties": {
            "PolicyName": "requests", "PolicyType": "TargetTrackingScaling", "ScalingTargetId": { "Ref": "Target" },
            "TargetTrackingScalingPolicyConfiguration": { "TargetValue": 1000, "PredefinedMetricSpecification": {
                "PredefinedMetricType": "ALBRequestCountPerTarget",
                "ResourceLabel": { "Fn::Sub": "${Balancer.LoadBalancerFullName}/${Blue.TargetGroupFullName}" }
            }}
        }},
        "Group": { "Type": "AWS::Scheduler::ScheduleGroup" },
        "Nightly": { "Type": "AWS::Scheduler::Schedule", "Properties": {
            "GroupName": { "Ref": "Group" }, "ScheduleExpression": "rate(1 day)", "FlexibleTimeWindow": { "Mode": "OFF" },
            "Target": { "Arn": { "Fn::GetAtt": ["Cluster", "Arn"] }, "RoleArn": "arn:aws:iam::123456789012:role/start", "EcsParameters": {
                "TaskDefinitionArn": { "Ref": "Task" }, "LaunchType": "FARGATE",
                "NetworkConfiguration": { "AwsvpcConfiguration": { "Subnets": { "Ref": "Subnets" }, "AssignPublicIp": "ENABLED" } }
            }}
        }}
    })
}

#[test]
fn terraform_takes_it() {
    let mut resources = balancer();
    for more in [service(), around()] {
        resources.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    }
    let module = support::module(json!({
        "Parameters": {
            "Cpu": { "Type": "Number", "Default": "2048" },
            "Bucket": { "Type": "String", "Default": "" },
            "Subnets": { "Type": "CommaDelimitedList", "Default": "subnet-1,subnet-2" }
        },
        "Conditions": { "Logs": { "Fn::Not": [{ "Fn::Equals": [{ "Ref": "Bucket" }, ""] }] } },
        "Resources": resources,
        "Outputs": {
            "Zone": { "Value": { "Fn::GetAtt": ["Balancer", "CanonicalHostedZoneID"] } },
            "Service": { "Value": { "Ref": "App" } },
            "Default": { "Value": { "Fn::GetAtt": ["Rule", "IsDefault"] } }
        }
    }));
    assert_eq!(
        module["resource"]["aws_lb_listener_rule"]["rule"]["lifecycle"],
        json!({ "ignore_changes": ["action"] })
    );
    support::check(&module);
}
