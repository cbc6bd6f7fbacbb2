//! What a service is made of.

use super::{IMAGE, changed, private, web};
use crate::common::template;
use iac_aws::prelude::*;
use serde_json::{Value, json};

#[test]
fn everything_about_a_web_service() {
    let mut stack = Stack::new("main");
    let login = stack.add("Login", Secret::generated("password").field("username", "app"));
    let image = Image::marketplace("seller/cloud-optimizer:v2.0.0-ib1.0.0");
    let check = HealthCheck::command(["python", "-m", "health"]);
    let service = FargateService::web(private(&mut stack), image, Fargate::Cpu1024(Mem1024::Gb2), 8000)
        .container_name("cloud-optimizer")
        .command(["serve", "--workers=4"])
        .user("1000")
        .env("ZONE", "a")
        .env("STREAMING_ENABLED", true)
        .env("CHAT_TIMEOUT_SECONDS", 300)
        .env("REGION", region())
        .secret("DATABASE_USER", login.field("username"))
        .secret("DATABASE_PASSWORD", login.field("password"))
        .secret("LOGIN", login.whole())
        .secret("API_KEY", SecretRef::ssm_secure("/co/api-key"))
        .container_health(check.interval(seconds(15)).timeout(seconds(10)).retries(5).start_period(minutes(1)))
        .stop_timeout(minutes(2))
        .read_only_root()
        .init_process()
        .ephemeral_storage(gib(50))
        .architecture(CpuArchitecture::Arm64)
        .grant(Statement::allow(["s3:GetObject"]).on("arn:aws:s3:::reports/*"))
        .desired(3)
        .sidecar(
            Container::new("tracing", Image::registry("public.ecr.aws/xray/aws-xray-daemon:3.3.14")).memory(mib(128)),
        );
    stack.add("App", service);
    let (actual, expected) = (template(stack), include_str!("web.json"));
    let expected: Value = serde_json::from_str(expected).unwrap();
    let ids = |template: &Value| template["Resources"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(ids(&actual), ids(&expected));
    for id in ids(&expected).iter().filter(|id| !["Login", "AppLogGroup"].contains(&id.as_str())) {
        assert_eq!(actual["Resources"][id], expected["Resources"][id], "{id}");
    }
    assert_eq!(actual["Resources"]["AppLogGroup"]["Properties"], json!({"RetentionInDays": 30}));
}

#[test]
fn a_worker_has_no_port_and_a_singleton_never_runs_twice() {
    let mut stack = Stack::new("main");
    let subnets = private(&mut stack);
    let (image, size) = (Image::registry(IMAGE), Fargate::Cpu512(Mem512::Gb1));
    let cluster = stack.add("Cluster", Cluster::new().container_insights(ContainerInsights::Disabled));
    stack.add("Worker", FargateService::worker(subnets.clone(), image.clone(), size).cluster(&cluster));
    stack.add("Beat", FargateService::singleton(subnets, image, size).cluster(&cluster));
    let resources = template(stack)["Resources"].take();
    let container = &resources["WorkerTaskDefinition"]["Properties"]["ContainerDefinitions"][0];
    assert_eq!(container["PortMappings"], Value::Null);
    assert_eq!(resources["WorkerCluster"], Value::Null);
    let beat = &resources["Beat"]["Properties"];
    assert_eq!(beat["Cluster"], json!({"Ref": "Cluster"}));
    assert_eq!(beat["DesiredCount"], json!(1));
    assert_eq!(beat["AvailabilityZoneRebalancing"], json!("DISABLED"));
    assert_eq!(
        beat["DeploymentConfiguration"],
        json!({
            "MinimumHealthyPercent": 0, "MaximumPercent": 100,
            "DeploymentCircuitBreaker": {"Enable": true, "Rollback": true},
        })
    );
    assert_eq!(
        resources["Cluster"],
        json!({
            "Type": "AWS::ECS::Cluster",
            "Metadata": {"checkov": {"skip": [{
                "id": "CKV_AWS_65",
                "comment": "Container Insights writes to a log group that the deletion of the stack would leave behind",
            }]}},
            "Properties": {"ClusterSettings": [{"Name": "containerInsights", "Value": "disabled"}]},
        })
    );
}

#[test]
fn tasks_in_public_subnets_have_addresses() {
    let mut stack = Stack::new("main");
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
    let size = Fargate::Cpu256(Mem256::Mb512);
    stack.add("App", FargateService::web(vpc.public(), Image::registry(IMAGE), size, 80).outbound(Outbound::Closed));
    let resources = template(stack)["Resources"].take();
    let network = &resources["App"]["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"];
    assert_eq!(network["AssignPublicIp"], json!("ENABLED"));
    assert_eq!(network["Subnets"], json!([{"Ref": "NetworkPublic1"}, {"Ref": "NetworkPublic2"}]));
    assert!(resources["App"]["DependsOn"].as_array().unwrap().contains(&json!("NetworkPublicDefaultRoute")));
    let egress = &resources["AppSecurityGroup"]["Properties"]["SecurityGroupEgress"][0];
    assert_ne!(egress["CidrIp"], json!("0.0.0.0/0"));
}

#[test]
fn a_parameter_chooses_the_size() {
    let mut stack = Stack::new("main");
    let choice = stack.add("Size", Parameter::string().default("small").allowed_values(["small", "large"]));
    let sizes = Mapping::new()
        .row("small", Fargate::Cpu1024(Mem1024::Gb2).cells())
        .row("large", Fargate::Cpu4096(Mem4096::Gb8).cells());
    let sizes = stack.add("Sizes", sizes);
    let (subnets, size) = (private(&mut stack), FargateSize::mapped(sizes, &choice));
    stack.add("App", FargateService::worker(subnets, Image::registry(IMAGE), size));
    let template = template(stack);
    assert_eq!(
        template["Mappings"]["Sizes"],
        json!({"small": {"Cpu": "1024", "Memory": "2048"}, "large": {"Cpu": "4096", "Memory": "8192"}})
    );
    let definition = &template["Resources"]["AppTaskDefinition"]["Properties"];
    assert_eq!(definition["Cpu"], json!({"Fn::FindInMap": ["Sizes", {"Ref": "Size"}, "Cpu"]}));
    assert_eq!(definition["Memory"], json!({"Fn::FindInMap": ["Sizes", {"Ref": "Size"}, "Memory"]}));
}

#[test]
fn images_are_pulled_with_what_they_need_and_no_more() {
    let mut stack = Stack::new("main");
    let repository = stack.add("Images", EcrRepository::new());
    let tag = stack.add("Tag", Parameter::string());
    let other = Image::registry(
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/tools/proxy@sha256:\
        0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    );
    let (subnets, size) = (private(&mut stack), Fargate::Cpu256(Mem256::Mb512));
    let service = FargateService::worker(subnets.clone(), Image::ecr(&repository, tag), size)
        .sidecar(Container::new("proxy", other.clone()).essential())
        .sidecar(Container::new("second", other));
    stack.add("App", service);
    stack.add("Open", FargateService::worker(subnets, Image::registry(IMAGE), size));
    let resources = template(stack)["Resources"].take();
    let containers = &resources["AppTaskDefinition"]["Properties"]["ContainerDefinitions"];
    assert_eq!(containers[0]["Image"], json!({"Fn::Sub": "${Images.RepositoryUri}:${Tag}"}));
    let statements = &resources["AppExecutionRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"];
    assert_eq!(statements[1]["Action"], json!("ecr:GetAuthorizationToken"));
    assert_eq!(
        statements[2]["Resource"],
        json!([
            {"Fn::GetAtt": ["Images", "Arn"]},
            {"Fn::Sub": "arn:${AWS::Partition}:ecr:eu-west-1:123456789012:repository/tools/proxy"},
        ])
    );
    assert_eq!(statements.as_array().unwrap().len(), 3);
    let open = &resources["OpenExecutionRole"];
    assert_eq!(open["Metadata"], Value::Null);
    let statements = &open["Properties"]["Policies"][0]["PolicyDocument"]["Statement"];
    assert_eq!(statements.as_array().unwrap().len(), 1);
}

#[test]
fn options_that_are_off_by_default() {
    let mut stack = Stack::new("main");
    let key = stack.add("Key", EncryptionKey::new("Logs").usable_by(KeyUser::CloudWatchLogs));
    let service = web(&mut stack).exec().encryption_key(&key).log_retention(Retention::Days365);
    stack.add("App", service);
    let resources = template(stack)["Resources"].take();
    assert_eq!(resources["App"]["Properties"]["EnableExecuteCommand"], json!(true));
    let statement = &resources["AppTaskRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"][0];
    assert_eq!(statement["Action"][3], json!("ssmmessages:OpenDataChannel"));
    assert_eq!(
        resources["AppLogGroup"]["Properties"],
        json!({"RetentionInDays": 365, "KmsKeyId": {"Fn::GetAtt": ["Key", "Arn"]}})
    );
    let plain = changed(|service| service);
    assert_eq!(plain["App"]["Properties"]["EnableExecuteCommand"], Value::Null);
    assert_eq!(plain["AppTaskRole"]["Properties"]["Policies"], Value::Null);
}

#[test]
fn what_comes_later_is_added_to_the_main_container() {
    let mut stack = Stack::new("main");
    let key = stack.add("Key", EncryptionKey::new("Secrets"));
    let token = stack.add("Token", Secret::random(32).encryption_key(&key));
    let service = web(&mut stack).sidecar(Container::new("app-proxy", Image::registry(IMAGE)).env("LATE", "other"));
    let app = stack.add("App", service);
    app.add_environment(&mut stack, "LATE", join!["https://", url_suffix()]);
    app.add_environment(&mut stack, "LATER", 2);
    app.add_secret(&mut stack, "TOKEN", &token.whole());
    app.add_secret(&mut stack, "SAME", &token.whole());
    app.grant(&mut stack, "Metering", [Statement::allow(["aws-marketplace:MeterUsage"]).on("*")]);
    let resources = template(stack)["Resources"].take();
    let main = &resources["AppTaskDefinition"]["Properties"]["ContainerDefinitions"][0];
    assert_eq!(
        main["Environment"],
        json!([
            {"Name": "LATE", "Value": {"Fn::Sub": "https://${AWS::URLSuffix}"}},
            {"Name": "LATER", "Value": "2"},
        ])
    );
    assert_eq!(
        main["Secrets"],
        json!([{"Name": "TOKEN", "ValueFrom": {"Ref": "Token"}}, {"Name": "SAME", "ValueFrom": {"Ref": "Token"}}])
    );
    let statements = &resources["AppExecutionRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"];
    let rest: Vec<_> = statements.as_array().unwrap()[1..].iter().map(|s| (&s["Action"], &s["Resource"])).collect();
    let expected = [
        (json!("secretsmanager:GetSecretValue"), json!({"Ref": "Token"})),
        (json!("kms:Decrypt"), json!({"Fn::GetAtt": ["Key", "Arn"]})),
    ];
    assert_eq!(rest, expected.iter().map(|(action, resource)| (action, resource)).collect::<Vec<_>>());
    assert_eq!(
        resources["AppMetering"],
        json!({"Type": "AWS::IAM::Policy", "Properties": {
            "PolicyName": "Metering",
            "Roles": [{"Ref": "AppTaskRole"}],
            "PolicyDocument": {"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Action": "aws-marketplace:MeterUsage", "Resource": "*"},
            ]},
        }})
    );
    assert_eq!(resources["App"]["DependsOn"], json!("AppMetering"));
}

#[test]
fn handles_reach_every_property() {
    let mut stack = Stack::new("main");
    let service = web(&mut stack);
    let app = stack.add("App", service);
    stack.modify(app.service, |service| service.service_name("api"));
    stack.modify(app.task_definition, |definition| definition.family("api"));
    let resources = template(stack)["Resources"].take();
    assert_eq!(resources["App"]["Properties"]["ServiceName"], json!("api"));
    assert_eq!(resources["AppTaskDefinition"]["Properties"]["Family"], json!("api"));
}
