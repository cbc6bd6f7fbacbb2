//! What `wrong-reference` says, and what it does not.

use super::wrong_reference::WRONG_REFERENCE;
use crate::testing::{finds, silent};

const NETWORK: &str = r#"
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  One: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc}}
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
  Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}
  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {}}}
  Queue: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}
  Bucket: {Type: AWS::S3::Bucket}
  Address: {Type: AWS::EC2::EIP}
  Internet: {Type: AWS::EC2::InternetGateway}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {AllocationId: !GetAtt Address.AllocationId, SubnetId: !Ref One}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref One]}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Vpc}}
  Code: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}
  Alias: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !GetAtt Code.Arn, Name: live}}
"#;

fn with(header: &str, resource: &str) -> String {
    format!("{header}\nResources:{NETWORK}  It: {resource}\n")
}

#[track_caller]
fn wrong(resource: &str, words: &str) {
    finds(WRONG_REFERENCE, &with("", resource), "It", words);
}

#[track_caller]
fn right(resource: &str) {
    silent(WRONG_REFERENCE, &with("", resource));
}

#[test]
fn another_type() {
    wrong("{Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: [!Ref Vpc]}}", "Vpc is an EC2::VPC");
    wrong(
        "{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {DefaultActions: [{Type: forward, TargetGroupArn: !Ref Balancer}]}}",
        "`DefaultActions.TargetGroupArn` takes the ARN of an ElasticLoadBalancingV2::TargetGroup",
    );
    wrong("{Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, GatewayId: !Ref Nat}}", "NatGateway");
    wrong("{Type: AWS::EC2::Instance, Properties: {IamInstanceProfile: !Ref Role}}", "IAM::Role");
    wrong("{Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt One.SubnetId}}", "EC2::Subnet");
    wrong(
        "{Type: AWS::ECS::Service, Properties: {NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref One, !Ref Group]}}}}",
        "template/Group is an EC2::SecurityGroup",
    );
}

#[test]
fn another_form() {
    wrong("{Type: AWS::Lambda::Function, Properties: {Role: !Ref Role}}", "is given the name of template/Role");
    wrong("{Type: AWS::ECS::TaskDefinition, Properties: {ExecutionRoleArn: !Sub '${Role}'}}", "the name of");
    wrong("{Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!GetAtt Role.Arn]}}", "given the ARN of");
    wrong("{Type: AWS::EC2::NatGateway, Properties: {AllocationId: !Ref Address}}", "given the value of");
    wrong("{Type: AWS::S3::BucketPolicy, Properties: {Bucket: !GetAtt Bucket.Arn}}", "given the ARN of");
    wrong("{Type: AWS::CloudWatch::Alarm, Properties: {AlarmActions: [!GetAtt Topic.TopicName]}}", "takes an ARN");
    wrong("{Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !Ref Queue}}", "takes an ARN");
    wrong("{Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt Vpc.CidrBlock}}", "given `CidrBlock` of");
    wrong("{Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!GetAtt Queue.Arn]}}", "is given the ARN of");
    wrong("{Type: AWS::SNS::TopicPolicy, Properties: {Topics: [!GetAtt Topic.TopicName]}}", "is given the name of");
}

#[test]
fn through_functions() {
    let header = "Conditions: {East: !Equals [!Ref 'AWS::Region', us-east-1]}";
    let template = with(header, "{Type: AWS::EC2::Subnet, Properties: {VpcId: !Select [0, [!Ref One]]}}");
    finds(WRONG_REFERENCE, &template, "It", "EC2::Subnet");
    let small = "Parameters: {Size: {Type: String, AllowedValues: [a, b], Default: a}}\nConditions: {Is: !Equals [!Ref Size, b]}";
    let template = with(small, "{Type: AWS::EC2::Subnet, Properties: {VpcId: !If [Is, !Ref One, !Ref Vpc]}}");
    finds(WRONG_REFERENCE, &template, "It", "with Size = b");
    let template =
        with("", "{Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: !Split [',', !Join ['', [!Ref Vpc]]]}}");
    finds(WRONG_REFERENCE, &template, "It", "Vpc is an EC2::VPC");
}

#[test]
fn literals() {
    wrong("{Type: AWS::EC2::Instance, Properties: {SubnetId: vpc-0123456789abcdef0}}", "the id of an EC2::VPC");
    wrong("{Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [subnet-12345678]}}", "EC2::Subnet");
    wrong("{Type: AWS::EC2::Subnet, Properties: {VpcId: 'arn:aws:ec2:eu-west-1:123456789012:vpc/x'}}", "an ARN");
    wrong(
        "{Type: AWS::Lambda::Function, Properties: {Role: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:user/x'}}",
        "the ARN of something else",
    );
    right("{Type: AWS::EC2::Instance, Properties: {SubnetId: subnet-0123456789abcdef0, ImageId: ami-12345678}}");
    right("{Type: AWS::Lambda::Function, Properties: {Role: !Sub 'arn:aws:iam::${AWS::AccountId}:role/x'}}");
    right("{Type: AWS::ApiGateway::Method, Properties: {Integration: {Credentials: 'arn:aws:iam::*:user/*'}}}");
}

#[test]
fn right_ones() {
    right("{Type: AWS::EC2::Route, Properties: {RouteTableId: !GetAtt Table.RouteTableId, GatewayId: !Ref Internet}}");
    right("{Type: AWS::RDS::DBInstance, Properties: {KmsKeyId: !Ref Key, VPCSecurityGroups: [!GetAtt Group.GroupId]}}");
    right("{Type: AWS::EC2::Instance, Properties: {IamInstanceProfile: !Ref Profile, SecurityGroups: [!Ref Group]}}");
    // Its schema knows of the ARN alone; its pattern takes names.
    right("{Type: AWS::Lambda::Url, Properties: {AuthType: NONE, TargetFunctionArn: !Ref Code}}");
    right("{Type: AWS::Cognito::UserPool, Properties: {LambdaConfig: {PreTokenGeneration: !Ref Alias}}}");
    right(
        "{Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Code}}",
    );
    right("{Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: [!GetAtt Vpc.DefaultSecurityGroup]}}");
    right("{Type: AWS::EC2::Subnet, Properties: {VpcId: !ImportValue network-vpc}}");
    right("{Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !Ref Code, AuthType: NONE}}");
    right("{Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !GetAtt Code.Arn, AuthType: NONE}}");
    right(
        "{Type: AWS::ElasticBeanstalk::Environment, Properties: {ApplicationName: a, TemplateName: !Ref Saved}}\n  Saved: {Type: AWS::ElasticBeanstalk::ConfigurationTemplate, Properties: {ApplicationName: a}}",
    );
    right(
        "{Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt Nested.Outputs.VpcId}}\n  Nested: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: 'https://x'}}",
    );
    right(
        "{Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Made}}\n  Made: {Type: 'Custom::Vpc', Properties: {ServiceToken: x}}",
    );
}
