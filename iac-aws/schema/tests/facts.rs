//! Facts that were checked by hand. The pages are below
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/>.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test may panic")]

use iac_aws_schema::{CreateOnly, Form, JsonType, Number, Property, Schema, Tags, Type, resource_type};

#[track_caller]
fn ty(name: &str) -> Type {
    resource_type(name).unwrap_or_else(|| panic!("there is no {name}"))
}

/// The property at a path: `Endpoint.Port`. Lists are gone through.
#[track_caller]
fn property(name: &str, path: &str) -> Property {
    let mut schema = ty(name).schema();
    let mut found = None;
    for part in path.split('.') {
        while let Some(items) = schema.items {
            schema = items.schema();
        }
        let property = schema.property(part).unwrap_or_else(|| panic!("{name} has no {path}"));
        schema = property.schema.schema();
        found = Some(property);
    }
    found.unwrap()
}

fn at(name: &str, path: &str) -> Schema {
    property(name, path).schema.schema()
}

#[track_caller]
fn assert_range(name: &str, path: &str, minimum: i64, maximum: i64) {
    let schema = at(name, path);
    let expected = (Some(Number::Integer(minimum)), Some(Number::Integer(maximum)));
    assert_eq!((schema.minimum, schema.maximum), expected, "{name} {path}");
}

#[track_caller]
fn assert_values(name: &str, path: &str, expected: &[&str]) {
    let values: Vec<String> = at(name, path).values.iter().flat_map(|v| v.iter()).map(|v| v.to_string()).collect();
    assert_eq!(values, expected, "{name} {path}");
}

#[test]
fn numbers_have_bounds() {
    // aws-resource-sqs-queue.html
    assert_range("AWS::SQS::Queue", "VisibilityTimeout", 0, 43_200);
    assert_range("AWS::SQS::Queue", "MessageRetentionPeriod", 60, 1_209_600);
    assert_range("AWS::SQS::Queue", "DelaySeconds", 0, 900);
    // aws-resource-iam-role.html
    assert_range("AWS::IAM::Role", "MaxSessionDuration", 3_600, 43_200);
    // aws-resource-kms-key.html
    assert_range("AWS::KMS::Key", "PendingWindowInDays", 7, 30);
    // aws-resource-elasticloadbalancingv2-targetgroup.html
    assert_range("AWS::ElasticLoadBalancingV2::TargetGroup", "HealthCheckIntervalSeconds", 5, 300);
    assert_range("AWS::ElasticLoadBalancingV2::TargetGroup", "HealthCheckTimeoutSeconds", 2, 120);
    // aws-properties-lambda-function-ephemeralstorage.html, in a nested type: from 512 MB.
    assert_eq!(at("AWS::Lambda::Function", "EphemeralStorage.Size").minimum, Some(Number::Integer(512)));
}

/// aws-resource-lambda-function.html: 900 seconds, more only on managed instances; memory from 128 MB.
#[test]
fn a_bound_may_depend_on_another_property() {
    let function = ty("AWS::Lambda::Function").schema();
    assert_eq!(at("AWS::Lambda::Function", "Timeout").minimum, Some(Number::Integer(1)));
    assert_eq!(at("AWS::Lambda::Function", "MemorySize").minimum, Some(Number::Integer(128)));
    let (_, rule) = function.rules.iter().find(|(code, _)| *code == "E3717").unwrap();
    let then = rule.schema().condition.unwrap().then.unwrap().schema();
    assert_eq!(then.property("Timeout").unwrap().schema.schema().maximum, Some(Number::Integer(900)));
}

#[test]
fn texts_have_closed_sets_of_values() {
    // aws-resource-s3-bucket.html
    assert_values(
        "AWS::S3::Bucket",
        "AccessControl",
        &[
            "AuthenticatedRead",
            "AwsExecRead",
            "BucketOwnerFullControl",
            "BucketOwnerRead",
            "LogDeliveryWrite",
            "Private",
            "PublicRead",
            "PublicReadWrite",
        ],
    );
    // aws-resource-elasticloadbalancingv2-targetgroup.html
    assert_values(
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "Protocol",
        &["GENEVE", "HTTP", "HTTPS", "QUIC", "TCP", "TCP_QUIC", "TCP_UDP", "TLS", "UDP"],
    );
    // aws-resource-ecs-service.html
    assert_values("AWS::ECS::Service", "LaunchType", &["EC2", "EXTERNAL", "FARGATE"]);
    // aws-resource-elasticloadbalancingv2-loadbalancer.html
    assert_values("AWS::ElasticLoadBalancingV2::LoadBalancer", "Scheme", &["internal", "internet-facing"]);
    // aws-resource-dynamodb-table.html
    assert_values("AWS::DynamoDB::Table", "BillingMode", &["PAY_PER_REQUEST", "PROVISIONED"]);
    // aws-resource-ecs-taskdefinition.html
    assert_values("AWS::ECS::TaskDefinition", "NetworkMode", &["awsvpc", "bridge", "host", "none"]);
}

/// aws-resource-logs-loggroup.html
#[test]
fn numbers_may_have_a_closed_set_of_values() {
    let days = "1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653";
    let days: Vec<&str> = days.split(' ').collect();
    assert_values("AWS::Logs::LogGroup", "RetentionInDays", &days);
    assert!(at("AWS::Logs::LogGroup", "RetentionInDays").types.allow(JsonType::Integer));
    assert!(!at("AWS::Logs::LogGroup", "RetentionInDays").types.allow(JsonType::Object));
}

/// aws-resource-rds-dbinstance.html: the engines stand in the text, AWS's own schema takes any; in any case of letters.
#[test]
fn engines_come_from_a_rule_that_ignores_case() {
    assert!(at("AWS::RDS::DBInstance", "Engine").values.is_none());
    let instance = ty("AWS::RDS::DBInstance").schema();
    let (_, rule) = instance.rules.iter().find(|(code, _)| *code == "E3691").unwrap();
    let first = rule.schema().all_of.iter().next().unwrap().schema().condition.unwrap();
    let engine = first.then.unwrap().schema().property("Engine").unwrap().schema.schema();
    assert!(engine.ignore_case);
    let engines: Vec<String> = engine.values.unwrap().iter().map(|v| v.to_string()).collect();
    for known in ["aurora-mysql", "aurora-postgresql", "mariadb", "mysql", "oracle-ee", "postgres", "sqlserver-ee"] {
        assert!(engines.iter().any(|e| e == known), "{known}");
    }
}

#[test]
fn what_must_be_set_is_required() {
    // aws-resource-ec2-subnet.html
    assert!(property("AWS::EC2::Subnet", "VpcId").required);
    assert!(!property("AWS::EC2::Subnet", "CidrBlock").required);
    // aws-resource-iam-role.html
    assert!(property("AWS::IAM::Role", "AssumeRolePolicyDocument").required);
    // aws-properties-ecs-taskdefinition-containerdefinition.html
    assert!(property("AWS::ECS::TaskDefinition", "ContainerDefinitions.Image").required);
    // A fix-up: <https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html>
    assert!(property("AWS::Route53::HostedZone", "Name").required);
}

#[test]
fn properties_exclude_or_require_each_other() {
    let names = |list: iac_aws_schema::List<&'static str>| list.iter().collect::<Vec<_>>();
    // aws-resource-ec2-vpc.html: "You must specify either CidrBlock or Ipv4IpamPoolId."
    let vpc = ty("AWS::EC2::VPC").schema();
    assert_eq!(vpc.required_xor.iter().map(names).collect::<Vec<_>>(), [["CidrBlock", "Ipv4IpamPoolId"]]);
    // aws-resource-ec2-instance.html: network interfaces bring their own subnet.
    let instance = ty("AWS::EC2::Instance").schema();
    let excluded = instance.dependent_excluded.iter().find(|(name, _)| *name == "NetworkInterfaces").unwrap();
    assert!(excluded.1.contains("SubnetId"));
    // aws-resource-events-rule.html: at least one of them.
    let rule = ty("AWS::Events::Rule").schema();
    assert_eq!(rule.required_or.iter().map(names).collect::<Vec<_>>(), [["EventPattern", "ScheduleExpression"]]);
    // aws-resource-ec2-subnet.html: with a pool, the length of the mask.
    let subnet = ty("AWS::EC2::Subnet").schema();
    let required = subnet.dependent_required.iter().find(|(name, _)| *name == "Ipv4IpamPoolId").unwrap();
    assert_eq!(names(required.1), ["Ipv4NetmaskLength"]);
}

#[test]
fn the_life_of_properties_is_known() {
    // aws-resource-rds-dbinstance.html
    assert!(property("AWS::RDS::DBInstance", "Endpoint.Port").read_only);
    assert!(property("AWS::RDS::DBInstance", "MasterUserPassword").write_only);
    assert_eq!(property("AWS::RDS::DBInstance", "DBInstanceIdentifier").create_only, CreateOnly::Yes);
    assert_eq!(property("AWS::RDS::DBInstance", "Engine").create_only, CreateOnly::Sometimes);
    assert_eq!(property("AWS::RDS::DBInstance", "DBInstanceClass").create_only, CreateOnly::No);
    // aws-resource-lambda-function.html: AWS adds a runtime a few times a year.
    assert!(property("AWS::Lambda::Function", "Runtime").grows);
    assert!(!property("AWS::Lambda::Function", "PackageType").grows);
}

#[test]
fn types_say_what_ref_and_attributes_give() {
    // aws-resource-elasticloadbalancingv2-loadbalancer.html, aws-resource-dynamodb-table.html, aws-resource-ec2-vpc.html
    assert_eq!(ty("AWS::ElasticLoadBalancingV2::LoadBalancer").reference, Form::Arn);
    assert_eq!(ty("AWS::DynamoDB::Table").reference, Form::Name);
    assert_eq!(ty("AWS::EC2::VPC").reference, Form::Id);
    // aws-resource-iam-role.html
    let arn = ty("AWS::IAM::Role").attribute("Arn").unwrap().identifies.unwrap();
    assert_eq!((arn.resource, arn.form), ("AWS::IAM::Role", Form::Arn));
    // aws-resource-rds-dbinstance.html
    assert!(ty("AWS::RDS::DBInstance").attribute("Endpoint.Address").is_some());
    assert!(ty("AWS::RDS::DBInstance").attribute("Endpoint").is_none());
    assert!(ty("AWS::RDS::DBInstance").attribute("Endpoint.Adress").is_none());
    // aws-resource-cloudformation-stack.html
    assert!(ty("AWS::CloudFormation::Stack").attribute("Outputs.Whatever").is_some());
    assert!(ty("AWS::CloudFormation::Stack").attribute("Whatever").is_none());
}

#[test]
fn types_hold_data_and_are_tagged() {
    // Of those that CloudFormation's snapshot policy is about, and others:
    // aws-attribute-deletionpolicy.html
    for stateful in ["AWS::RDS::DBInstance", "AWS::EC2::Volume", "AWS::S3::Bucket", "AWS::DynamoDB::Table"] {
        assert!(ty(stateful).stateful, "{stateful}");
    }
    assert!(!ty("AWS::EC2::VPC").stateful);
    // aws-properties-autoscaling-autoscalinggroup-tagproperty.html
    assert_eq!(ty("AWS::AutoScaling::AutoScalingGroup").tags, Tags::AutoScaling("Tags"));
    assert_eq!(ty("AWS::EC2::VPC").tags, Tags::List("Tags"));
    assert_eq!(ty("AWS::SSM::Parameter").tags, Tags::Map("Tags"));
    assert_eq!(ty("AWS::EC2::Route").tags, Tags::None);
    // sam-specification-template-anatomy.html of the developer guide of SAM
    assert_eq!(ty("AWS::Serverless::Function").transform, Some("AWS::Serverless-2016-10-31"));
}

/// aws-resource-ec2-subnet.html, aws-resource-sqs-queue.html: a key is named in three forms.
#[test]
fn properties_say_what_they_refer_to() {
    let references = |name: &str, path: &str| {
        let list = property(name, path).references;
        list.iter().map(|r| (r.resource, r.form)).collect::<Vec<_>>()
    };
    assert_eq!(references("AWS::EC2::Subnet", "VpcId"), [("AWS::EC2::VPC", Form::Id)]);
    let key = [("AWS::KMS::Alias", Form::Name), ("AWS::KMS::Key", Form::Arn), ("AWS::KMS::Key", Form::Id)];
    assert_eq!(references("AWS::SQS::Queue", "KmsMasterKeyId"), key);
    assert_eq!(references("AWS::SQS::Queue", "QueueName"), []);
}

/// What the README says.
#[test]
fn the_data_is_small() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let sizes = std::fs::read_dir(data).unwrap().map(|file| file.unwrap().metadata().unwrap().len());
    let bytes: u64 = sizes.sum();
    assert!((1_000_000..1_450_000).contains(&bytes), "{bytes} bytes");
    assert_eq!(iac_aws_schema::resource_types().len(), 1_905);
}

#[test]
fn names_are_suggested() {
    assert_eq!(ty("AWS::EC2::Subnet").suggest("CidrBlok").first(), Some(&"CidrBlock"));
    assert_eq!(ty("AWS::EC2::Subnet").suggest("vpcid").first(), Some(&"VpcId"));
    assert!(ty("AWS::EC2::Subnet").suggest("SubnetId").is_empty(), "only CloudFormation sets it");
    assert_eq!(iac_aws_schema::suggest("AWS::EC2::Subnets").first(), Some(&"AWS::EC2::Subnet"));
}
