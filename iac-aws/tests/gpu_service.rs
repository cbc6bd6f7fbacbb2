//! Services with GPUs, and services that find each other by name: what they write, and what they refuse.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{codes, resources};
use iac_aws::prelude::*;
use serde_json::{Value, json};

const OLLAMA: &str = "ollama/ollama:0.12.6";
const BACKEND: &str = "ghcr.io/acme/shop:1.4.2";

fn network(stack: &mut Stack) -> PrivateSubnets {
    let vpc = Vpc::import(Val::imported("vpc-1")).private(["subnet-a", "subnet-b"].map(Val::imported));
    stack.add("Network", vpc).private()
}

fn ollama(stack: &mut Stack) -> GpuService {
    GpuService::new(network(stack), GpuInstanceType::G4DN_XLARGE, Image::registry(OLLAMA), 11434)
}

fn changed(change: impl FnOnce(GpuService) -> GpuService) -> Value {
    resources(|stack| {
        let service = ollama(stack);
        stack.add("Ollama", change(service));
    })
}

fn said(change: impl FnOnce(GpuService) -> GpuService) -> Vec<&'static str> {
    codes(|stack| {
        let service = ollama(stack);
        stack.add("Ollama", change(service));
    })
}

#[test]
fn a_task_gets_a_gpu_of_a_machine_that_the_cluster_starts() {
    let all = changed(|service| service.models("/root/.ollama"));
    let task = &all["OllamaTaskDefinition"]["Properties"];
    assert_eq!(task["RequiresCompatibilities"], json!(["EC2"]));
    assert_eq!(task["NetworkMode"], "awsvpc");
    let container = &task["ContainerDefinitions"][0];
    assert_eq!(container["ResourceRequirements"], json!([{"Type": "GPU", "Value": "1"}]));
    assert_eq!(container["MemoryReservation"], 12 * 1024);
    assert_eq!(container["MountPoints"], json!([{"SourceVolume": "models", "ContainerPath": "/root/.ollama"}]));
    assert_eq!(task["Volumes"], json!([{"Name": "models", "Host": {"SourcePath": "/var/lib/models"}}]));
    let service = &all["Ollama"];
    assert_eq!(service["DependsOn"], "OllamaCapacityProviders");
    let service = &service["Properties"];
    assert_eq!(service["LaunchType"], Value::Null);
    assert_eq!(
        service["CapacityProviderStrategy"],
        json!([{"CapacityProvider": {"Ref": "OllamaCapacityProvider"}, "Weight": 1}])
    );
    assert_eq!(service["DesiredCount"], 1);
    let deployment = &service["DeploymentConfiguration"];
    assert_eq!((&deployment["MinimumHealthyPercent"], &deployment["MaximumPercent"]), (&json!(0), &json!(100)));
    assert_eq!(
        all["OllamaCapacityProvider"]["Properties"]["AutoScalingGroupProvider"],
        json!({
            "AutoScalingGroupArn": {"Fn::GetAtt": ["OllamaMachines", "AutoScalingGroupARN"]},
            "ManagedScaling": {"Status": "ENABLED", "TargetCapacity": 100},
            "ManagedDraining": "ENABLED",
            "ManagedTerminationProtection": "DISABLED",
        })
    );
    assert_eq!(
        all["OllamaCapacityProviders"]["Properties"],
        json!({
            "Cluster": {"Ref": "OllamaCluster"},
            "DefaultCapacityProviderStrategy": [{"CapacityProvider": {"Ref": "OllamaCapacityProvider"}, "Weight": 1}],
            "CapacityProviders": [{"Ref": "OllamaCapacityProvider"}],
        })
    );
}

#[test]
fn a_machine_is_closed_and_encrypted() {
    let all = changed(|service| service);
    let data = &all["OllamaMachineTemplate"]["Properties"]["LaunchTemplateData"];
    let image = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id";
    assert_eq!((&data["ImageId"], &data["InstanceType"]), (&json!(image), &json!("g4dn.xlarge")));
    let metadata = json!({"HttpTokens": "required", "HttpPutResponseHopLimit": 1, "HttpEndpoint": "enabled"});
    assert_eq!(data["MetadataOptions"], metadata);
    let disk = json!({"VolumeSize": 100, "VolumeType": "gp3", "Encrypted": true, "DeleteOnTermination": true});
    assert_eq!(data["BlockDeviceMappings"], json!([{"DeviceName": "/dev/xvda", "Ebs": disk}]));
    assert_eq!(data["KeyName"], Value::Null);
    let script = data["UserData"]["Fn::Base64"]["Fn::Sub"].as_str().unwrap();
    assert!(script.starts_with("#!/bin/bash\n") && script.contains("ECS_CLUSTER=${OllamaCluster}\n"), "{script}");
    let group = &all["OllamaMachineSecurityGroup"]["Properties"];
    assert_eq!(group["SecurityGroupIngress"], Value::Null);
    let shell = json!([{"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"}]);
    assert_eq!(all["OllamaMachineRole"]["Properties"]["ManagedPolicyArns"], shell, "there is no other way to a shell");
    let machines = &all["OllamaMachines"]["Properties"];
    assert_eq!((&machines["MinSize"], &machines["MaxSize"]), (&json!("0"), &json!("1")));
    assert_eq!(machines["NewInstancesProtectedFromScaleIn"], false);
}

#[test]
fn a_shell_may_stand_before_the_program_of_the_image() {
    let all = changed(|service| service.entry_point(["sh", "-c"]).command(["ollama serve"]));
    let container = &all["OllamaTaskDefinition"]["Properties"]["ContainerDefinitions"][0];
    assert_eq!((&container["EntryPoint"], &container["Command"]), (&json!(["sh", "-c"]), &json!(["ollama serve"])));
}

#[test]
fn more_tasks_need_more_machines() {
    let most = |change: fn(GpuService) -> GpuService| {
        let all = changed(change);
        (all["OllamaMachines"]["Properties"]["MaxSize"].clone(), all["Ollama"]["Properties"]["DesiredCount"].clone())
    };
    assert_eq!(most(|service| service.desired(0)), (json!("1"), json!(0)));
    assert_eq!(most(|service| service.desired(2).start_before_stop()), (json!("3"), json!(2)));
    assert_eq!(most(|service| service.scale(1..=2, cpu_percent(70))), (json!("2"), Value::Null));
    assert_eq!(most(|service| service.max_machines(5)), (json!("5"), json!(1)));
    let all = changed(|service| service.termination_protection());
    assert_eq!(all["OllamaMachines"]["Properties"]["NewInstancesProtectedFromScaleIn"], true);
}

#[test]
fn a_service_is_called_by_its_name() {
    let all = resources(|stack| {
        let names = stack.add("Names", ServiceNamespace::new());
        let service = ollama(stack).discoverable(&names, "ollama");
        let ollama = stack.add("Ollama", service);
        let vpc = Vpc::import(Val::imported("vpc-1")).private(["subnet-a", "subnet-b"].map(Val::imported));
        let subnets = stack.add("Other", vpc).private();
        let size = Fargate::Cpu512(Mem512::Gb1);
        let backend =
            FargateService::web(subnets, Image::registry(BACKEND), size, 8000).discoverable(&names, "backend");
        let backend = stack.add("Backend", backend);
        let address = backend.calls(stack, &ollama);
        backend.add_environment(stack, "OLLAMA_URL", join!["http://", address]);
    });
    assert_eq!(
        all["Names"],
        json!({"Type": "AWS::ServiceDiscovery::HttpNamespace", "Properties": {
            "Name": {"Fn::Sub": "${AWS::StackName}-Names"},
        }})
    );
    let logs = |group: &str| {
        json!({"LogDriver": "awslogs", "Options": {
            "awslogs-group": {"Ref": group}, "awslogs-region": {"Ref": "AWS::Region"},
            "awslogs-stream-prefix": "service-connect", "mode": "non-blocking", "max-buffer-size": "25m",
        }})
    };
    let entry = |name: &str, port: u16| json!([{"PortName": name, "ClientAliases": [{"Port": port, "DnsName": name}]}]);
    let of = |id: &str| all[id]["Properties"]["ServiceConnectConfiguration"].clone();
    let namespace = json!({"Fn::GetAtt": ["Names", "Arn"]});
    assert_eq!(
        of("Ollama"),
        json!({
            "Enabled": true, "Namespace": namespace, "LogConfiguration": logs("OllamaLogGroup"),
            "Services": entry("ollama", 11434),
        })
    );
    assert_eq!(of("Backend")["Services"], entry("backend", 8000));
    let container = &all["OllamaTaskDefinition"]["Properties"]["ContainerDefinitions"][0];
    assert_eq!(container["PortMappings"], json!([{"ContainerPort": 11434, "Protocol": "tcp", "Name": "ollama"}]));
    let container = &all["BackendTaskDefinition"]["Properties"]["ContainerDefinitions"][0];
    assert_eq!(container["Environment"], json!([{"Name": "OLLAMA_URL", "Value": "http://ollama:11434"}]));
    assert_eq!(all["OllamaFromBackend"]["Properties"]["FromPort"], 11434);
    let first = all["Backend"]["DependsOn"].as_array().unwrap();
    assert!(first.contains(&json!("Ollama")) && first.contains(&json!("BackendToOllama")), "{first:?}");
}

#[test]
fn a_worker_is_a_client_only() {
    let all = resources(|stack| {
        let names = stack.add("Names", ServiceNamespace::new().name("shop"));
        let service = ollama(stack).discoverable(&names, "ollama");
        let ollama = stack.add("Ollama", service);
        let vpc = Vpc::import(Val::imported("vpc-1")).private(["subnet-a", "subnet-b"].map(Val::imported));
        let subnets = stack.add("Other", vpc).private();
        let worker = FargateService::worker(subnets, Image::registry(BACKEND), Fargate::Cpu256(Mem256::Gb1));
        let worker = stack.add("Worker", worker);
        worker.calls(stack, &ollama);
    });
    let configuration = &all["Worker"]["Properties"]["ServiceConnectConfiguration"];
    assert_eq!((&configuration["Enabled"], &configuration["Services"]), (&json!(true), &Value::Null));
    assert_eq!(all["Names"]["Properties"]["Name"], "shop");
}

#[test]
fn what_cannot_run_is_refused() {
    assert_eq!(said(|service| service), Vec::<&str>::new());
    assert_eq!(said(|service| service.gpus(2)), ["gpu-count"]);
    assert_eq!(said(|service| service.models("models")), ["gpu-models"]);
    assert_eq!(said(|service| service.storage(gib(20))), ["gpu-storage"]);
    assert_eq!(said(|service| service.max_machines(0)), ["gpu-machines"]);
    assert_eq!(said(|service| service.desired(3).scale(1..=2, cpu_percent(70))), ["desired-out-of-range"]);
    assert_eq!(said(|service| service.scale(0..=2, cpu_percent(70))), ["idle-scaling"]);
    assert_eq!(said(|service| service.scale(1..=2, requests_per_target(9))), ["no-requests"]);
    let unknown = codes(|stack| {
        let tasks = stack.add("Tasks", Parameter::number().default(0));
        let service = ollama(stack).desired(tasks.untyped::<Int>());
        stack.add("Ollama", service);
    });
    assert_eq!(unknown, ["gpu-machines"]);
    let names = codes(|stack| {
        let names = stack.add("Names", ServiceNamespace::new());
        let service = ollama(stack).discoverable(&names, "Ollama");
        stack.add("Ollama", service);
    });
    assert_eq!(names, ["service-name"]);
}

#[test]
fn who_is_called_has_a_name_in_the_same_namespace() {
    let call = |named: bool| {
        codes(|stack| {
            let [one, two] = ["One", "Two"].map(|id| stack.add(id, ServiceNamespace::new()));
            let service = ollama(stack);
            let ollama = stack.add("Ollama", if named { service.discoverable(&one, "ollama") } else { service });
            let vpc = Vpc::import(Val::imported("vpc-1")).private(["subnet-a", "subnet-b"].map(Val::imported));
            let subnets = stack.add("Other", vpc).private();
            let backend = FargateService::web(subnets, Image::registry(BACKEND), Fargate::Cpu512(Mem512::Gb1), 8000);
            let backend = stack.add("Backend", backend.discoverable(&two, "backend"));
            backend.calls(stack, &ollama);
        })
    };
    assert_eq!(call(false), ["not-discoverable"]);
    assert_eq!(call(true), ["two-namespaces"]);
}
