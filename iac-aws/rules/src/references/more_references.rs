//! References that the schema does not know, by AWS's documentation of each property.

use iac_aws_schema::{Form, Reference};

/// The type, the property, and what it takes.
const MORE: &[(&str, &str, &str, Form)] = &[
    ("AWS::ApiGateway::Method", "ResourceId", "AWS::ApiGateway::Resource", Form::Id),
    ("AWS::DocDB::DBCluster", "DBSubnetGroupName", "AWS::DocDB::DBSubnetGroup", Form::Name),
    ("AWS::EC2::EIPAssociation", "AllocationId", "AWS::EC2::EIP", Form::Id),
    ("AWS::EC2::LaunchTemplate", "LaunchTemplateData.IamInstanceProfile.Arn", "AWS::IAM::InstanceProfile", Form::Arn),
    ("AWS::EC2::LaunchTemplate", "LaunchTemplateData.IamInstanceProfile.Name", "AWS::IAM::InstanceProfile", Form::Name),
    ("AWS::IAM::Policy", "Groups", "AWS::IAM::Group", Form::Name),
    ("AWS::IAM::Policy", "Roles", "AWS::IAM::Role", Form::Name),
    ("AWS::IAM::Policy", "Users", "AWS::IAM::User", Form::Name),
    ("AWS::IAM::UserToGroupAddition", "GroupName", "AWS::IAM::Group", Form::Name),
    ("AWS::IAM::UserToGroupAddition", "Users", "AWS::IAM::User", Form::Name),
    // Its own page says a name or an ARN, though the name of the property says ARN.
    // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html
    ("AWS::Lambda::Url", "TargetFunctionArn", "AWS::Lambda::Function", Form::Name),
    ("AWS::Neptune::DBCluster", "DBSubnetGroupName", "AWS::Neptune::DBSubnetGroup", Form::Name),
    ("AWS::RDS::DBInstance", "OptionGroupName", "AWS::RDS::OptionGroup", Form::Name),
    ("AWS::Route53::RecordSet", "AliasTarget.HostedZoneId", "AWS::Route53::HostedZone", Form::Id),
    ("AWS::Route53::RecordSetGroup", "RecordSets.AliasTarget.HostedZoneId", "AWS::Route53::HostedZone", Form::Id),
    ("AWS::SNS::TopicPolicy", "Topics", "AWS::SNS::Topic", Form::Arn),
    ("AWS::SQS::QueuePolicy", "Queues", "AWS::SQS::Queue", Form::Id),
];

/// Properties of which the schema knows one form of two.
const TWICE: &[(&str, &str)] = &[("AWS::Lambda::Url", "TargetFunctionArn")];

/// Whether the schema's reference is only one of those that a property takes.
pub(crate) fn is_more(resource: &str, path: &str) -> bool {
    TWICE.contains(&(resource, path))
}

pub(crate) fn find(resource: &str, path: &str) -> Vec<Reference> {
    let of = MORE.iter().filter(|more| more.0 == resource && more.1 == path);
    of.map(|more| Reference { resource: more.2, form: more.3 }).collect()
}
