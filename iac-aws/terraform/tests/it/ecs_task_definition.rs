//! Task definitions, and their containers as the text that ECS reads.

use crate::support;
use serde_json::{Value, json};

// `serde_json` sorts the keys of the templates here; a program's own order stays.

fn module(properties: Value) -> Value {
    support::module(json!({
        "Parameters": { "Port": { "Type": "Number", "Default": "8080" }, "Debug": { "Type": "String", "Default": "no" } },
        "Conditions": { "IsDebug": { "Fn::Equals": [{ "Ref": "Debug" }, "yes"] } },
        "Resources": {
            "Task": { "Type": "AWS::ECS::TaskDefinition", "Properties": properties },
            "Cluster": { "Type": "AWS::ECS::Cluster" },
            "Service": { "Type": "AWS::ECS::Service", "Properties": { "TaskDefinition": { "Ref": "Task" } } }
        }
    }))
}

fn containers(containers: Value) -> Value {
    module(json!({ "ContainerDefinitions": containers }))["resource"]["aws_ecs_task_definition"]["task"]
        ["container_definitions"]
        .clone()
}

#[test]
fn a_task_definition() {
    let module = module(json!({
        "Family": "app",
        "Cpu": "2048",
        "Memory": "4096",
        "NetworkMode": "awsvpc",
        "IpcMode": "none",
        "PidMode": "task",
        "EnableFaultInjection": true,
        "RequiresCompatibilities": ["FARGATE"],
        "RuntimePlatform": { "CpuArchitecture": "X86_64", "OperatingSystemFamily": "LINUX" },
        "EphemeralStorage": { "SizeInGiB": 30 },
        "ExecutionRoleArn": "arn:aws:iam::123456789012:role/execution",
        "TaskRoleArn": "arn:aws:iam::123456789012:role/task",
        "PlacementConstraints": [{ "Type": "memberOf", "Expression": "attribute:ecs.os-type == linux" }],
        "ProxyConfiguration": {
            "ContainerName": "envoy",
            "Type": "APPMESH",
            "ProxyConfigurationProperties": [{ "Name": "AppPorts", "Value": "8080" }]
        },
        "Volumes": [
            { "Name": "host", "Host": { "SourcePath": "/data" } },
            { "Name": "disk", "ConfiguredAtLaunch": true },
            { "Name": "docker", "DockerVolumeConfiguration": {
                "Autoprovision": true, "Driver": "local", "Scope": "shared",
                "DriverOpts": { "Type": "nfs" }, "Labels": { "Owner": "me" }
            }},
            { "Name": "efs", "EFSVolumeConfiguration": {
                "FilesystemId": "fs-1", "RootDirectory": "/", "TransitEncryption": "ENABLED", "TransitEncryptionPort": 2999,
                "AuthorizationConfig": { "AccessPointId": "fsap-1", "IAM": "ENABLED" }
            }},
            { "Name": "fsx", "FSxWindowsFileServerVolumeConfiguration": {
                "FileSystemId": "fs-2", "RootDirectory": "\\data",
                "AuthorizationConfig": { "CredentialsParameter": "arn:aws:secretsmanager:x", "Domain": "corp" }
            }}
        ],
        "ContainerDefinitions": [{ "Name": "app", "Image": "app:1" }]
    }));
    assert_eq!(
        module["resource"]["aws_ecs_task_definition"]["task"],
        json!({
            "family": "app",
            "cpu": "2048",
            "memory": "4096",
            "network_mode": "awsvpc",
            "ipc_mode": "none",
            "pid_mode": "task",
            "enable_fault_injection": true,
            "requires_compatibilities": ["FARGATE"],
            "runtime_platform": { "cpu_architecture": "X86_64", "operating_system_family": "LINUX" },
            "ephemeral_storage": { "size_in_gib": 30 },
            "execution_role_arn": "arn:aws:iam::123456789012:role/execution",
            "task_role_arn": "arn:aws:iam::123456789012:role/task",
            "placement_constraints": [{ "type": "memberOf", "expression": "attribute:ecs.os-type == linux" }],
            "proxy_configuration": { "container_name": "envoy", "type": "APPMESH", "properties": { "AppPorts": "8080" } },
            "volume": [
                { "name": "host", "host_path": "/data" },
                { "name": "disk", "configure_at_launch": true },
                { "name": "docker", "docker_volume_configuration": {
                    "autoprovision": true, "driver": "local", "scope": "shared",
                    "driver_opts": { "Type": "nfs" }, "labels": { "Owner": "me" }
                }},
                { "name": "efs", "efs_volume_configuration": {
                    "file_system_id": "fs-1", "root_directory": "/", "transit_encryption": "ENABLED", "transit_encryption_port": 2999,
                    "authorization_config": { "access_point_id": "fsap-1", "iam": "ENABLED" }
                }},
                { "name": "fsx", "fsx_windows_file_server_volume_configuration": {
                    "file_system_id": "fs-2", "root_directory": "\\data",
                    "authorization_config": { "credentials_parameter": "arn:aws:secretsmanager:x", "domain": "corp" }
                }}
            ],
            "container_definitions": "${jsonencode([{image = \"app:1\", name = \"app\"}])}",
            "lifecycle": { "create_before_destroy": true }
        })
    );
    assert_eq!(
        module["resource"]["aws_ecs_service"]["service"]["task_definition"],
        json!("${aws_ecs_task_definition.task.arn}")
    );
}

#[test]
fn the_keys_are_those_of_the_api_but_the_programs_own_stay() {
    let container = json!([{
        "Name": "app",
        "LinuxParameters": { "InitProcessEnabled": true, "Capabilities": { "Drop": ["ALL"] } },
        "LogConfiguration": { "LogDriver": "awslogs", "Options": { "awslogs-group": "/app", "Mode": "non-blocking" } },
        "FirelensConfiguration": { "Type": "fluentbit", "Options": { "Enable-ECS-log-metadata": "true" } },
        "DockerLabels": { "Com.Example": "1" },
        "Secrets": [{ "Name": "KEY", "ValueFrom": "arn:aws:ssm:x" }],
        "ReadonlyRootFilesystem": true
    }]);
    assert_eq!(
        containers(container),
        json!(concat!(
            "${jsonencode([{dockerLabels = {\"Com.Example\" = \"1\"}, ",
            "firelensConfiguration = {options = {\"Enable-ECS-log-metadata\" = \"true\"}, type = \"fluentbit\"}, ",
            "linuxParameters = {capabilities = {drop = [\"ALL\"]}, initProcessEnabled = true}, ",
            "logConfiguration = {logDriver = \"awslogs\", options = {Mode = \"non-blocking\", \"awslogs-group\" = \"/app\"}}, ",
            "name = \"app\", readonlyRootFilesystem = true, ",
            "secrets = [{name = \"KEY\", valueFrom = \"arn:aws:ssm:x\"}]}])}",
        ))
    );
}

#[test]
fn numbers_flags_and_texts_have_the_types_of_the_api() {
    let container = json!([{
        "Name": "app",
        "Cpu": "256",
        "Memory": { "Ref": "Port" },
        "Essential": "true",
        "PortMappings": [{ "ContainerPort": { "Ref": "Port" }, "Protocol": "tcp" }],
        "Environment": [
            { "Name": "PORT", "Value": { "Ref": "Port" } },
            { "Name": "COUNT", "Value": 3 },
            { "Name": "DEBUG", "Value": { "Ref": "Debug" } }
        ],
        "HealthCheck": { "Command": ["CMD", "true"], "Interval": 30, "Timeout": "5" },
        "StopTimeout": { "Ref": "Debug" },
        "RestartPolicy": { "Enabled": true, "IgnoredExitCodes": ["0", 1] }
    }]);
    assert_eq!(
        containers(container),
        json!(concat!(
            "${jsonencode([{cpu = 256, ",
            "environment = [{name = \"PORT\", value = tostring(var.port)}, {name = \"COUNT\", value = \"3\"}, ",
            "{name = \"DEBUG\", value = var.debug}], essential = true, ",
            "healthCheck = {command = [\"CMD\", \"true\"], interval = 30, timeout = 5}, memory = var.port, name = \"app\", ",
            "portMappings = [{containerPort = var.port, protocol = \"tcp\"}], ",
            "restartPolicy = {enabled = true, ignoredExitCodes = [0, 1]}, stopTimeout = tonumber(var.debug)}])}",
        ))
    );
}

#[test]
fn a_container_under_a_condition() {
    let definitions = json!([
        { "Name": "app", "Command": { "Fn::If": ["IsDebug", ["run", "-v"], { "Ref": "AWS::NoValue" }] } },
        { "Fn::If": ["IsDebug", { "Name": "shell", "Essential": false }, { "Ref": "AWS::NoValue" }] }
    ]);
    assert_eq!(
        containers(definitions),
        json!(concat!(
            "${jsonencode([for item in [",
            "{for key, value in {command = local.is_debug ? [\"run\", \"-v\"] : null, name = \"app\"} : key => value if value != null}, ",
            "local.is_debug ? {essential = false, name = \"shell\"} : null] : item if item != null])}",
        ))
    );
}

#[test]
fn a_retained_revision_stays_registered() {
    let module = support::module(json!({ "Resources": { "Task": {
        "Type": "AWS::ECS::TaskDefinition",
        "DeletionPolicy": "Retain",
        "Properties": { "ContainerDefinitions": [{ "Name": "app", "Image": "app:1" }] }
    }}}));
    let task = &module["resource"]["aws_ecs_task_definition"]["task"];
    assert_eq!(task["skip_destroy"], json!(true));
    assert_eq!(task["family"], json!("${var.stack_name}-task"));
    assert_eq!(task["lifecycle"], json!({ "create_before_destroy": true }));
}
