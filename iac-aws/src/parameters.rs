//! Parameters that name what exists in the account: the console offers a choice.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html>

use iac_aws_cfn::kind::{Ec2KeyPair, Ec2SecurityGroup, Ec2Subnet, Ec2Vpc, Route53HostedZone, SsmParameter};
use iac_aws_monitoring::{SlackChannel, SlackWorkspace};
use iac_core::ParameterType;
use iac_core::prelude::*;

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident: $kind:ty = $aws:literal;)*) => { $(
        $(#[$doc])*
        pub fn $name() -> Parameter<$kind> {
            Parameter::of_type(ParameterType::Aws($aws.into()))
        }
    )* };
}

typed! {
    /// A VPC.
    vpc_id: Id<Ec2Vpc> = "AWS::EC2::VPC::Id";
    /// A subnet.
    subnet_id: Id<Ec2Subnet> = "AWS::EC2::Subnet::Id";
    /// Subnets.
    subnet_ids: List<Id<Ec2Subnet>> = "List<AWS::EC2::Subnet::Id>";
    /// A security group.
    security_group_id: Id<Ec2SecurityGroup> = "AWS::EC2::SecurityGroup::Id";
    /// Security groups.
    security_group_ids: List<Id<Ec2SecurityGroup>> = "List<AWS::EC2::SecurityGroup::Id>";
    /// An availability zone.
    availability_zone: Str = "AWS::EC2::AvailabilityZone::Name";
    /// Availability zones.
    availability_zones: List<Str> = "List<AWS::EC2::AvailabilityZone::Name>";
    /// A pair of keys for SSH.
    key_pair: Name<Ec2KeyPair> = "AWS::EC2::KeyPair::KeyName";
    /// An image of a virtual machine.
    image_id: Str = "AWS::EC2::Image::Id";
    /// An instance.
    instance_id: Str = "AWS::EC2::Instance::Id";
    /// A volume.
    volume_id: Str = "AWS::EC2::Volume::Id";
    /// A hosted zone of Route 53.
    hosted_zone_id: Id<Route53HostedZone> = "AWS::Route53::HostedZone::Id";
}

/// The name of a parameter of Systems Manager.
pub fn ssm_name() -> Parameter<Name<SsmParameter>> {
    Parameter::of_type(ParameterType::SsmName)
}

/// The text that a parameter of Systems Manager holds. Whoever deploys gives its name; CloudFormation reads it at every
/// deployment. A `SecureString` does not fit: see [`SecretRef::ssm_secure`].
pub fn ssm_value() -> Parameter<Str> {
    Parameter::of_type(ParameterType::SsmValue("String".into()))
}

/// An image of a virtual machine whose id a parameter of Systems Manager holds, such as one of AWS's own that always
/// names the latest.
pub fn ssm_image_id() -> Parameter<Str> {
    Parameter::of_type(ParameterType::SsmValue("AWS::EC2::Image::Id".into()))
}

/// The id of a workspace of Slack, which stands in the link of its channels: `https://app.slack.com/client/T…/C…`.
pub fn slack_workspace_id() -> Parameter<Id<SlackWorkspace>> {
    Parameter::of_type(ParameterType::String)
        .allowed_pattern("^[TE][0-9A-Z]{8,}$")
        .constraint_description("must be the id of a workspace, such as T0123456789")
}

/// The id of a channel of Slack, which stands in its link: `https://app.slack.com/client/T…/C…`.
pub fn slack_channel_id() -> Parameter<Id<SlackChannel>> {
    Parameter::of_type(ParameterType::String)
        .allowed_pattern("^[CG][0-9A-Z]{8,}$")
        .constraint_description("must be the id of a channel, such as C0123456789")
}
