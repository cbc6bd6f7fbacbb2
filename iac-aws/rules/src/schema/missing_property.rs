use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A property that must be set is not, or none of several of which one must be.
    ///
    /// CloudFormation refuses the resource in the midst of the deployment and takes back everything that was made before it.
    ///
    /// Set the property.
    pub(crate) MISSING_PROPERTY: "missing-property", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Missing);
}

#[cfg(test)]
mod tests {
    use super::MISSING_PROPERTY;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn alone_and_inside() {
        finds(MISSING_PROPERTY, "AWS::EC2::Subnet", "{CidrBlock: 10.0.0.0/24}", "lacks `VpcId`");
        finds(
            MISSING_PROPERTY,
            "AWS::ECS::TaskDefinition",
            "{ContainerDefinitions: [{Name: a}]}",
            "`ContainerDefinitions[0]` lacks `Image`",
        );
        finds(
            MISSING_PROPERTY,
            "AWS::IAM::Role",
            "{AssumeRolePolicyDocument: !Ref AWS::NoValue}",
            "lacks `AssumeRolePolicyDocument`",
        );
        finds(MISSING_PROPERTY, "AWS::SQS::Queue", "{Tags: [{Key: a}]}", "`Tags[0]` lacks `Value`");
        finds(MISSING_PROPERTY, "AWS::Events::Rule", "{Name: a}", "lacks `EventPattern` or `ScheduleExpression`");
        finds(MISSING_PROPERTY, "AWS::EC2::VPC", "{EnableDnsSupport: true}", "lacks `CidrBlock` or `Ipv4IpamPoolId`");
        finds(MISSING_PROPERTY, "AWS::EC2::Subnet", "{VpcId: !If [Always, !Ref AWS::NoValue, a]}", "lacks `VpcId`");
    }

    #[test]
    fn set_in_any_way() {
        silent(MISSING_PROPERTY, "AWS::EC2::Subnet", "{VpcId: !Ref Unknown, CidrBlock: 10.0.0.0/24}");
        silent(
            MISSING_PROPERTY,
            "AWS::EC2::Subnet",
            "{VpcId: !If [Open, a, !Ref AWS::NoValue], CidrBlock: 10.0.0.0/24}",
        );
        silent(
            MISSING_PROPERTY,
            "AWS::EC2::VPC",
            "{CidrBlock: !If [Open, 10.0.0.0/16, !Ref AWS::NoValue], Ipv4IpamPoolId: !If [Open, !Ref AWS::NoValue, a], Ipv4NetmaskLength: 16}",
        );
        silent(
            MISSING_PROPERTY,
            "AWS::EC2::Subnet",
            r#"{"Fn::Transform": {Name: AWS::Include, Parameters: {Location: s3://a/b}}}"#,
        );
    }
}
