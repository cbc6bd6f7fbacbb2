use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A value is of another type than its property: text where a list belongs, a list where an object belongs.
    ///
    /// CloudFormation takes numbers and flags as text and text for them, where it can be read so; everything else it refuses.
    ///
    /// Write a value of the type that is named.
    pub(crate) WRONG_TYPE: "wrong-type", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::WrongType);
}

#[cfg(test)]
mod tests {
    use super::WRONG_TYPE;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn what_cannot_be_read_so() {
        finds(
            WRONG_TYPE,
            "AWS::SQS::Queue",
            "{VisibilityTimeout: soon}",
            "`VisibilityTimeout` is `soon`, but its type is integer",
        );
        finds(
            WRONG_TYPE,
            "AWS::ECS::Service",
            "{NetworkConfiguration: {AwsvpcConfiguration: {Subnets: subnet-1}}}",
            "`NetworkConfiguration.AwsvpcConfiguration.Subnets` is `subnet-1`, but its type is array",
        );
        finds(WRONG_TYPE, "AWS::ECS::Service", "{NetworkConfiguration: [a]}", "`NetworkConfiguration` is a list");
        finds(WRONG_TYPE, "AWS::SQS::Queue", "{QueueName: [a]}", "`QueueName` is a list");
        finds(WRONG_TYPE, "AWS::SQS::Queue", "{FifoQueue: maybe}", "`FifoQueue` is `maybe`");
        finds(WRONG_TYPE, "AWS::SQS::Queue", "{Tags: {Key: a, Value: b}}", "`Tags` is an object");
        finds(WRONG_TYPE, "AWS::ECS::Service", "{LoadBalancers: !Ref Queue}", "`LoadBalancers` is `a reference`");
        finds(WRONG_TYPE, "AWS::SQS::Queue", "{VisibilityTimeout: !FindInMap [Sizes, large, mode]}", "is `Passive`");
        finds(WRONG_TYPE, "AWS::SQS::Queue", "{VisibilityTimeout: 1.5}", "is `1.5`");
        finds(WRONG_TYPE, "AWS::EC2::VPC", "{CidrBlock: 10.0.0.0/16, Tags: !GetAtt Queue.Arn}", "`Tags` is");
    }

    #[test]
    fn what_cloudformation_takes() {
        silent(WRONG_TYPE, "AWS::SQS::Queue", r#"{VisibilityTimeout: "30", FifoQueue: "True", QueueName: 5}"#);
        silent(WRONG_TYPE, "AWS::SQS::Queue", "{VisibilityTimeout: !Ref Unknown, Tags: !Ref Unknown}");
        silent(WRONG_TYPE, "AWS::ECS::TaskDefinition", "{Cpu: 256, Memory: 512}");
        silent(WRONG_TYPE, "AWS::Lambda::Function", "{Environment: {Variables: {A: 1, B: true}}}");
        silent(WRONG_TYPE, "AWS::SQS::Queue", "{VisibilityTimeout: !FindInMap [Sizes, large, memory]}");
        silent(WRONG_TYPE, "AWS::Lambda::Function", "{Code: ../src, Role: !Ref Unknown}");
        finds(WRONG_TYPE, "AWS::Lambda::Function", "{Code: [a], Role: !Ref Unknown}", "`Code` is a list");
        silent(WRONG_TYPE, "AWS::SQS::Queue", "{VisibilityTimeout: !If [Open, 30, !Ref AWS::NoValue]}");
        silent(
            WRONG_TYPE,
            "AWS::ECS::Service",
            "{NetworkConfiguration: {AwsvpcConfiguration: {Subnets: !Split [',', !Ref Unknown]}}}",
        );
        silent(
            WRONG_TYPE,
            "AWS::EC2::Subnet",
            "{VpcId: !Ref Vpc, CidrBlock: !Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]]}",
        );
        silent(WRONG_TYPE, "AWS::EC2::Instance", "{SecurityGroupIds: [!GetAtt Vpc.DefaultSecurityGroup]}");
    }
}
