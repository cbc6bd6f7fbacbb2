use crate::ec2::bare;
use crate::support::{check, module};
use serde_json::{Value, json};

fn template() -> Value {
    json!({
        "Parameters": { "Slow": { "Type": "String", "Default": "yes" } },
        "Conditions": { "IsSlow": { "Fn::Equals": [{ "Ref": "Slow" }, "yes"] } },
        "Resources": {
            "Subnet": { "Type": "AWS::EC2::Subnet", "Properties": {
                "CidrBlock": "10.0.0.0/24", "VpcId": "vpc-0123456789abcdef0"
            } },
            "Template": { "Type": "AWS::EC2::LaunchTemplate", "Properties": { "LaunchTemplateData": {
                "ImageId": "ami-0123456789abcdef0", "InstanceType": "t4g.nano"
            } } },
            "Topic": { "Type": "AWS::SNS::Topic", "Properties": {} },
            "Group": { "Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {
                "AvailabilityZones": ["eu-central-1a"],
                "Cooldown": "60",
                "HealthCheckGracePeriod": { "Fn::If": ["IsSlow", 600, { "Ref": "AWS::NoValue" }] },
                "HealthCheckType": "ELB",
                "LaunchTemplate": {
                    "LaunchTemplateId": { "Ref": "Template" },
                    "Version": { "Fn::GetAtt": ["Template", "LatestVersionNumber"] }
                },
                "LifecycleHookSpecificationList": [{
                    "DefaultResult": "CONTINUE", "HeartbeatTimeout": 60, "LifecycleHookName": "drain",
                    "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING"
                }],
                "MaxSize": "4",
                "MetricsCollection": [{ "Granularity": "1Minute", "Metrics": ["GroupTotalInstances"] }],
                "MinSize": "2",
                "NewInstancesProtectedFromScaleIn": true,
                "NotificationConfigurations": [
                    { "NotificationTypes": ["autoscaling:EC2_INSTANCE_LAUNCH"], "TopicARN": { "Ref": "Topic" } }
                ],
                "Tags": [{ "Key": "Name", "Value": "web", "PropagateAtLaunch": true }],
                "TargetGroupARNs": ["arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1"],
                "TerminationPolicies": ["OldestInstance"],
                "VPCZoneIdentifier": [{ "Ref": "Subnet" }]
            } },
            "Mixed": { "Type": "AWS::AutoScaling::AutoScalingGroup", "Properties": {
                "AutoScalingGroupName": "mixed",
                "AvailabilityZones": ["eu-central-1a"],
                "MaxSize": "1",
                "MetricsCollection": [{ "Granularity": "1Minute" }],
                "MinSize": "0",
                "MixedInstancesPolicy": {
                    "InstancesDistribution": { "OnDemandBaseCapacity": 1 },
                    "LaunchTemplate": {
                        "LaunchTemplateSpecification": { "LaunchTemplateId": { "Ref": "Template" }, "Version": "1" },
                        "Overrides": [
                            { "InstanceType": "t4g.micro", "WeightedCapacity": "1" },
                            { "InstanceRequirements": { "MemoryMiB": { "Min": 512 }, "VCpuCount": { "Min": 1 } } }
                        ]
                    }
                }
            } },
            "Steps": { "Type": "AWS::AutoScaling::ScalingPolicy", "Properties": {
                "AdjustmentType": "ChangeInCapacity",
                "AutoScalingGroupName": { "Ref": "Group" },
                "PolicyType": "StepScaling",
                "StepAdjustments": [{ "MetricIntervalLowerBound": 0, "ScalingAdjustment": 1 }]
            } },
            "Track": { "Type": "AWS::AutoScaling::ScalingPolicy", "Properties": {
                "AutoScalingGroupName": { "Ref": "Group" },
                "PolicyType": "TargetTrackingScaling",
                "TargetTrackingConfiguration": {
                    "CustomizedMetricSpecification": {
                        "Dimensions": [{ "Name": "Queue", "Value": "work" }],
                        "MetricName": "Length", "Namespace": "Work", "Statistic": "Average"
                    },
                    "TargetValue": 10
                }
            } },
            "Hook": { "Type": "AWS::AutoScaling::LifecycleHook", "Properties": {
                "AutoScalingGroupName": { "Ref": "Group" }, "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING"
            } },
            "Night": { "Type": "AWS::AutoScaling::ScheduledAction", "Properties": {
                "AutoScalingGroupName": { "Ref": "Group" }, "MaxSize": 1, "Recurrence": "0 20 * * *",
                "MinSize": { "Fn::If": ["IsSlow", 0, { "Ref": "AWS::NoValue" }] }
            } }
        },
        "Outputs": {
            "Policy": { "Value": { "Ref": "Steps" } },
            "Arn": { "Value": { "Fn::GetAtt": ["Group", "AutoScalingGroupARN"] } }
        }
    })
}

#[test]
fn groups() {
    let module = module(template());
    let resources = &module["resource"];
    let hook = json!({
        "default_result": "CONTINUE", "heartbeat_timeout": 60, "name": "drain",
        "lifecycle_transition": "autoscaling:EC2_INSTANCE_TERMINATING"
    });
    assert_eq!(
        bare(&resources["aws_autoscaling_group"])["group"],
        json!({
            "name_prefix": "${var.stack_name}-group-",
            "default_cooldown": 60,
            "health_check_grace_period": "${local.is_slow ? 600 : 0}",
            "health_check_type": "ELB",
            "launch_template": {
                "id": "${aws_launch_template.template.id}",
                "version": "${aws_launch_template.template.latest_version}"
            },
            "initial_lifecycle_hook": [hook],
            "max_size": 4,
            "metrics_granularity": "1Minute",
            "enabled_metrics": ["GroupTotalInstances"],
            "min_size": 2,
            "protect_from_scale_in": true,
            "tag": [{ "key": "Name", "value": "web", "propagate_at_launch": true }],
            "target_group_arns": ["arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1"],
            "termination_policies": ["OldestInstance"],
            "vpc_zone_identifier": ["${aws_subnet.subnet.id}"],
            "wait_for_capacity_timeout": "0"
        })
    );
    let mut own = hook;
    own["autoscaling_group_name"] = json!("${aws_autoscaling_group.group.name}");
    assert_eq!(bare(&resources["aws_autoscaling_lifecycle_hook"])["group_drain"], own);
    assert_eq!(
        resources["aws_autoscaling_notification"],
        json!({ "group_topic": {
            "group_names": ["${aws_autoscaling_group.group.name}"],
            "notifications": ["autoscaling:EC2_INSTANCE_LAUNCH"],
            "topic_arn": module["resource"]["aws_autoscaling_notification"]["group_topic"]["topic_arn"]
        } })
    );
    assert_eq!(module["output"]["arn"]["value"], "${aws_autoscaling_group.group.arn}");
}

#[test]
fn mixed_groups() {
    let module = module(template());
    let mixed = &module["resource"]["aws_autoscaling_group"]["mixed"];
    assert_eq!(mixed["name"], "mixed");
    assert_eq!(mixed["availability_zones"], json!(["eu-central-1a"]));
    assert_eq!(mixed["health_check_grace_period"], 0);
    assert_eq!(mixed["enabled_metrics"].as_array().map(Vec::len), Some(20));
    assert_eq!(
        mixed["mixed_instances_policy"],
        json!({
            "instances_distribution": { "on_demand_base_capacity": 1 },
            "launch_template": {
                "launch_template_specification": {
                    "launch_template_id": "${aws_launch_template.template.id}", "version": "1"
                },
                "override": [
                    { "instance_type": "t4g.micro", "weighted_capacity": "1" },
                    { "instance_requirements": { "memory_mib": { "min": 512 }, "vcpu_count": { "min": 1 } } }
                ]
            }
        })
    );
}

#[test]
fn policies_hooks_and_schedules() {
    let module = module(template());
    let resources = &module["resource"];
    let group = "${aws_autoscaling_group.group.name}";
    assert_eq!(
        bare(&resources["aws_autoscaling_policy"])["steps"],
        json!({
            "name": "${var.stack_name}-steps",
            "adjustment_type": "ChangeInCapacity",
            "autoscaling_group_name": group,
            "policy_type": "StepScaling",
            "step_adjustment": [{ "metric_interval_lower_bound": 0, "scaling_adjustment": 1 }]
        })
    );
    assert_eq!(
        bare(&resources["aws_autoscaling_policy"])["track"]["target_tracking_configuration"],
        json!({
            "customized_metric_specification": {
                "metric_dimension": [{ "name": "Queue", "value": "work" }],
                "metric_name": "Length", "namespace": "Work", "statistic": "Average"
            },
            "target_value": 10
        })
    );
    assert_eq!(
        bare(&resources["aws_autoscaling_lifecycle_hook"])["hook"],
        json!({
            "name": "${var.stack_name}-hook",
            "autoscaling_group_name": group,
            "lifecycle_transition": "autoscaling:EC2_INSTANCE_LAUNCHING"
        })
    );
    assert_eq!(
        bare(&resources["aws_autoscaling_schedule"])["night"],
        json!({
            "scheduled_action_name": "${var.stack_name}-night",
            "autoscaling_group_name": group,
            "max_size": 1,
            "min_size": "${local.is_slow ? 0 : -1}",
            "desired_capacity": -1,
            "recurrence": "0 20 * * *"
        })
    );
    assert_eq!(module["output"]["policy"]["value"], "${aws_autoscaling_policy.steps.arn}");
}

#[test]
fn terraform_takes_it() {
    check(&module(template()));
}
