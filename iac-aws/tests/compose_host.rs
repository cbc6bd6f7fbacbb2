//! Hosts that run a compose file: what they write into the template, and what they refuse.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{codes, resources};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn image() -> Image {
    Image::registry("ghcr.io/acme/shop:1.4.2")
}

fn web() -> ComposeService {
    ComposeService::new("web", image()).publish(80, 8000)
}

fn host(stack: &mut Stack) -> ComposeHost {
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::None));
    ComposeHost::new(vpc.public(), HostInstanceType::T3_MEDIUM, OnDelete::Snapshot)
}

/// The script that the machine starts with, without what is known only later.
fn script(all: &Value) -> String {
    let data = &all["HostTemplate"]["Properties"]["LaunchTemplateData"]["UserData"]["Fn::Base64"];
    data["Fn::Sub"].as_str().unwrap().to_owned()
}

/// The compose file in it.
fn services(all: &Value) -> Value {
    let script = script(all);
    let (_, rest) = script.split_once("<<'EndOfServices'\n").unwrap();
    serde_json::from_str(rest.split_once("\nEndOfServices").unwrap().0).unwrap()
}

#[test]
fn one_machine_is_replaced_before_its_successor_starts() {
    let all = resources(|stack| {
        let host = host(stack).service(web()).replace_every(days(30));
        stack.add("Host", host);
    });
    let group = &all["Host"];
    assert_eq!(group["CreationPolicy"], json!({"ResourceSignal": {"Count": 1, "Timeout": "PT15M"}}));
    assert_eq!(
        group["UpdatePolicy"],
        json!({"AutoScalingRollingUpdate": {
            "MaxBatchSize": 1, "MinInstancesInService": 0, "PauseTime": "PT15M", "WaitOnResourceSignals": true,
        }})
    );
    let group = &group["Properties"];
    assert_eq!((&group["MinSize"], &group["MaxSize"]), (&json!("1"), &json!("1")));
    assert_eq!(group["VPCZoneIdentifier"], json!([{"Ref": "NetworkPublic1"}]));
    assert_eq!(group["InstanceMaintenancePolicy"], json!({"MinHealthyPercentage": 0, "MaxHealthyPercentage": 100}));
    assert_eq!(group["MaxInstanceLifetime"], 2_592_000);
    let volume = &all["HostData"];
    assert_eq!((&volume["DeletionPolicy"], &volume["UpdateReplacePolicy"]), (&json!("Snapshot"), &json!("Snapshot")));
    assert_eq!(
        volume["Properties"],
        json!({
            "AvailabilityZone": {"Fn::GetAtt": ["NetworkPublic1", "AvailabilityZone"]},
            "Encrypted": true, "Size": 20, "VolumeType": "gp3",
            "Tags": [{"Key": "Name", "Value": {"Fn::Sub": "${AWS::StackName}/Host"}}],
        })
    );
}

#[test]
fn a_machine_is_closed_encrypted_and_without_ssh() {
    let all = resources(|stack| {
        let host = host(stack).service(web()).open("Http", Cidr::ANYWHERE, 80, "Everybody");
        stack.add("Host", host);
    });
    let data = &all["HostTemplate"]["Properties"]["LaunchTemplateData"];
    let image = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    assert_eq!(
        (&data["ImageId"], &data["InstanceType"], &data["KeyName"]),
        (&json!(image), &json!("t3.medium"), &Value::Null)
    );
    let metadata = json!({"HttpTokens": "required", "HttpPutResponseHopLimit": 1, "HttpEndpoint": "enabled"});
    assert_eq!(data["MetadataOptions"], metadata);
    let disk = json!({"VolumeSize": 30, "VolumeType": "gp3", "Encrypted": true, "DeleteOnTermination": true});
    assert_eq!(data["BlockDeviceMappings"], json!([{"DeviceName": "/dev/xvda", "Ebs": disk}]));
    let rule = &all["HostHttp"]["Properties"];
    assert_eq!((&rule["CidrIp"], &rule["FromPort"]), (&json!("0.0.0.0/0"), &json!(80)));
    let role = &all["HostRole"]["Properties"];
    let session = json!([{"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"}]);
    assert_eq!(role["ManagedPolicyArns"], session);
    let may = role["Policies"][0]["PolicyDocument"]["Statement"].as_array().unwrap();
    let machine = may.iter().find(|one| one["Sid"] == "GiveMachineVolume").unwrap();
    let name = json!({"StringEquals": {"aws:ResourceTag/Name": {"Fn::Sub": "${AWS::StackName}/Host"}}});
    assert_eq!((&machine["Action"], &machine["Condition"]), (&json!("ec2:AttachVolume"), &name));
}

#[test]
fn services_are_a_compose_file() {
    let all = resources(|stack| {
        let web = web()
            .command(["serve", "--price=$5"])
            .env("STAGE", "prod")
            .data("uploads", "/var/uploads")
            .file("/etc/web.conf", "root $dir;\n")
            .after("cache")
            .health("wget -q -O- http://localhost:8000/health");
        let host = host(stack).service(web).service(ComposeService::new("cache", Image::registry("redis:8.2")));
        stack.add("Host", host);
    });
    let logging = |name: &str| {
        json!({"driver": "awslogs", "options": {
            "awslogs-group": "${HostLogGroup}", "awslogs-region": "${AWS::Region}",
            "tag": format!("{name}/{{{{.ID}}}}"), "mode": "non-blocking",
        }})
    };
    assert_eq!(
        services(&all),
        json!({
            "services": {
                "web": {
                    "image": "ghcr.io/acme/shop:1.4.2", "restart": "always", "command": ["serve", "--price=$$5"],
                    "environment": {"STAGE": "prod"}, "ports": ["80:8000"], "volumes": ["/data/uploads:/var/uploads"],
                    "configs": [{"source": "web-0", "target": "/etc/web.conf"}], "depends_on": ["cache"],
                    "healthcheck": {
                        "test": ["CMD-SHELL", "wget -q -O- http://localhost:8000/health"], "interval": "30s", "retries": 3,
                    },
                    "logging": logging("web"),
                },
                "cache": {"image": "redis:8.2", "restart": "always", "logging": logging("cache")},
            },
            "configs": {"web-0": {"content": "root $$dir;\n"}},
        })
    );
}

#[test]
fn secrets_are_fetched_when_the_machine_starts() {
    let all = resources(|stack| {
        let login = stack.add("Login", Secret::generated("password"));
        let web =
            web().secret("PASSWORD", login.field("password")).secret("TOKEN", SecretRef::ssm_secure("/shop/token"));
        let host = host(stack).service(web);
        stack.add("Host", host);
    });
    let script = script(&all);
    let fetch = "value=$(aws secretsmanager get-secret-value --query SecretString --output text --secret-id '${Login}' \
                 | jq -er '.[\"password\"]')\nprintf '%s=%s\\n' PASSWORD \"$value\" >> /run/compose/web.env\n";
    assert!(script.contains(fetch), "{script}");
    assert!(script.contains("aws ssm get-parameters --with-decryption") && script.contains("--names '/shop/token'"));
    assert!(script.find("rm -rf /run/compose").unwrap() > script.find("up --detach --wait").unwrap());
    assert_eq!(
        services(&all)["services"]["web"]["env_file"],
        json!([{"path": "/run/compose/web.env", "format": "raw"}])
    );
    let may = all["HostRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"].as_array().unwrap();
    let reads = may.iter().find(|one| one["Action"] == "secretsmanager:GetSecretValue").unwrap();
    assert_eq!(reads["Resource"], json!({"Ref": "Login"}));
}

#[test]
fn a_host_in_private_subnets_with_a_file_of_ones_own_and_a_role_for_containers() {
    let all = resources(|stack| {
        let vpc = Vpc::import(Val::imported("vpc-1")).private(["subnet-a", "subnet-b"].map(Val::imported));
        let subnets = stack.add("Network", vpc).private();
        let images = stack.add("Images", EcrRepository::new());
        let topic = stack.add("Alarms", AlarmTopic::new());
        let host = ComposeHost::new(subnets, HostInstanceType::T4G_LARGE, OnDelete::Retain)
            .service(ComposeService::new("web", Image::ecr(&images, "sha-0a1b2c3")))
            .file("services: {web: {cpus: 1}}")
            .grant(Statement::allow(["s3:GetObject"]).on("arn:aws:s3:::shop/*"))
            .zone("eu-central-1a")
            .storage(gib(50))
            .notify(Severity::Critical, &topic);
        let host = stack.add("Host", host);
        assert!(host.public_ip().is_none() && host.alarms.len() == 2);
    });
    assert_eq!(all["HostAddress"], Value::Null);
    let data = &all["HostTemplate"]["Properties"]["LaunchTemplateData"];
    assert_eq!(data["MetadataOptions"]["HttpPutResponseHopLimit"], 2);
    assert!(data["ImageId"].as_str().unwrap().ends_with("arm64"));
    assert_eq!(all["HostData"]["Properties"]["AvailabilityZone"], "eu-central-1a");
    let script = script(&all);
    assert!(script.contains("-f /etc/compose/own.yaml up") && script.contains("ecr-login"), "{script}");
    assert!(script.contains("docker-compose-linux-aarch64"), "{script}");
    assert_eq!(all["HostFails"]["Properties"]["TreatMissingData"], "breaching");
}

#[test]
fn a_customer_key_of_the_volume_is_lent_to_ec2() {
    let all = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Data").usable_by(KeyUser::CloudWatchLogs));
        let host = host(stack).service(web()).encryption_key(&key);
        stack.add("Host", host);
    });
    assert_eq!(all["HostData"]["Properties"]["KmsKeyId"], json!({"Fn::GetAtt": ["Key", "Arn"]}));
    let may = all["HostRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"].as_array().unwrap();
    let lends = may.iter().find(|one| one["Action"] == "kms:CreateGrant").unwrap();
    assert_eq!(lends["Resource"], json!({"Fn::GetAtt": ["Key", "Arn"]}));
    assert_eq!(lends["Condition"]["Bool"], json!({"kms:GrantIsForAWSResource": "true"}));
}

#[test]
fn it_starts_after_the_ports_that_it_needs_are_open() {
    let all = resources(|stack| {
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::None));
        let database =
            RdsInstance::postgres(vpc.isolated(), PostgresVersion::V15_19, DbInstanceClass::T3_MICRO, OnDelete::Delete);
        let database = stack.add("Database", database);
        let host = ComposeHost::new(vpc.public(), HostInstanceType::T3_SMALL, OnDelete::Delete).service(web());
        let host = stack.add("Host", host);
        host.connects_to(stack, &database);
    });
    let first = all["Host"]["DependsOn"].as_array().unwrap();
    assert!(first.contains(&json!("DatabaseFromHost")), "{first:?}");
}

#[test]
fn what_cannot_run_is_refused() {
    let of = |change: fn(ComposeHost) -> ComposeHost| {
        codes(|stack| {
            let host = host(stack);
            stack.add("Host", change(host));
        })
    };
    assert_eq!(of(|host| host.service(web())), Vec::<&str>::new());
    assert_eq!(of(|host| host), ["compose-empty"]);
    assert_eq!(of(|host| host.service(web()).service(web())), ["duplicate-container", "compose-port"]);
    assert_eq!(of(|host| host.service(ComposeService::new("Web", image()))), ["service-name"]);
    assert_eq!(of(|host| host.service(ComposeService::new("web", Image::registry("redis:latest")))), ["bad-image"]);
    assert_eq!(of(|host| host.service(web()).open("A", Cidr::ANYWHERE, 443, "a")), ["compose-open"]);
    assert_eq!(of(|host| host.service(web()).storage(mib(1))), ["compose-storage"]);
    assert_eq!(of(|host| host.service(web()).replace_every(hours(5))), ["compose-lifetime"]);
    assert_eq!(of(|host| host.service(web().file("/a", "x".repeat(17_000)))), ["compose-too-long"]);
    let zone = codes(|stack| {
        let vpc = Vpc::import(Val::imported("vpc-1")).private(["subnet-a", "subnet-b"].map(Val::imported));
        let subnets = stack.add("Network", vpc).private();
        stack.add("Host", ComposeHost::new(subnets, HostInstanceType::T3_SMALL, OnDelete::Delete).service(web()));
    });
    assert_eq!(zone, ["compose-zone"]);
}
