use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A property does not exist, at any depth.
    ///
    /// CloudFormation refuses the template, or takes it and ignores what was meant to be set.
    ///
    /// Write the name of a property that the type has; the nearest is suggested.
    pub(crate) UNKNOWN_PROPERTY: "unknown-property", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::UnknownProperty);
}

#[cfg(test)]
mod tests {
    use super::UNKNOWN_PROPERTY;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn at_the_top_and_inside() {
        finds(UNKNOWN_PROPERTY, "AWS::SQS::Queue", "{VisibilityTimeOut: 30}", "`VisibilityTimeOut` is no property");
        finds(
            UNKNOWN_PROPERTY,
            "AWS::ECS::TaskDefinition",
            "{ContainerDefinitions: [{Name: a, Image: b, PortMapping: []}]}",
            "`ContainerDefinitions[0].PortMapping` is no property",
        );
        finds(
            UNKNOWN_PROPERTY,
            "AWS::S3::Bucket",
            "{BucketEncryption: {ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: AES256, Key: a}}]}}",
            "ServerSideEncryptionByDefault.Key` is no property",
        );
        finds(
            UNKNOWN_PROPERTY,
            "AWS::EC2::Instance",
            "{BlockDeviceMappings: !If [Always, [{DeviceName: a, Ebs: {Size: 8}}], []]}",
            "`BlockDeviceMappings[0].Ebs.Size` is no property",
        );
    }

    #[test]
    fn names_that_exist_or_are_free() {
        silent(UNKNOWN_PROPERTY, "AWS::SQS::Queue", "{VisibilityTimeout: 30, Tags: [{Key: a, Value: b}]}");
        silent(UNKNOWN_PROPERTY, "AWS::Lambda::Function", "{Environment: {Variables: {ANY_NAME: a}}}");
        silent(UNKNOWN_PROPERTY, "AWS::SSM::Parameter", "{Tags: {anything: a}}");
        silent(UNKNOWN_PROPERTY, "AWS::SQS::Queue", "{RedrivePolicy: {deadLetterTargetArn: a, maxReceiveCount: 3}}");
        silent(UNKNOWN_PROPERTY, "AWS::SQS::Queue", "{Nothing: !Ref AWS::NoValue}");
        silent(UNKNOWN_PROPERTY, "AWS::IAM::Policy", "{PolicyDocument: {Statement: [{Anything: a}]}}");
        silent(
            UNKNOWN_PROPERTY,
            "AWS::SQS::Queue",
            r#"{"Fn::Transform": {Name: AWS::Include, Parameters: {Location: s3://a/b}}}"#,
        );
    }
}
