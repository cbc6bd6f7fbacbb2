use iac_core::ParameterType;
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A parameter has a type that CloudFormation does not know.
    ///
    /// The template is refused before anything is created.
    ///
    /// Facts:
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html>.
    pub(crate) PARAMETER_TYPE: "parameter-type", Error, check
}

/// What exists in an account; lists of all but the last two are types too.
const KINDS: [&str; 10] = [
    "AWS::EC2::AvailabilityZone::Name",
    "AWS::EC2::Image::Id",
    "AWS::EC2::Instance::Id",
    "AWS::EC2::SecurityGroup::GroupName",
    "AWS::EC2::SecurityGroup::Id",
    "AWS::EC2::Subnet::Id",
    "AWS::EC2::Volume::Id",
    "AWS::EC2::VPC::Id",
    "AWS::Route53::HostedZone::Id",
    "AWS::EC2::KeyPair::KeyName",
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        for (id, parameter) in &stack.parameters {
            let (ParameterType::Aws(name) | ParameterType::SsmValue(name)) = &parameter.parameter_type else {
                continue;
            };
            let one = name.strip_prefix("List<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(name);
            let plain = ["String", "Number"].contains(&one) && &**name != one || &**name == "CommaDelimitedList";
            let of_parameter = matches!(parameter.parameter_type, ParameterType::SsmValue(_)) && one == "String";
            if KINDS.contains(&one) || plain || of_parameter {
                continue;
            }
            let message = format!("the parameter `{id}` has the type `{name}`, which does not exist");
            let all = ["String", "Number", "CommaDelimitedList", "List<Number>"].into_iter().chain(KINDS);
            let near = iac_aws_schema::nearest(one, all).into_iter().next();
            let help = near.map_or("there are String, Number, CommaDelimitedList and AWS's own".into(), |near| {
                format!("there is `{near}`")
            });
            findings.elsewhere(number, id, parameter.place, message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PARAMETER_TYPE;
    use crate::testing::{finds, silent};

    fn parameter(kind: &str) -> String {
        format!("Parameters: {{P: {{Type: {kind}}}}}\nResources: {{T: {{Type: AWS::SNS::Topic}}}}")
    }

    #[test]
    fn types_that_do_not_exist() {
        finds(PARAMETER_TYPE, &parameter("Strng"), "P", "the type `Strng`");
        finds(PARAMETER_TYPE, &parameter("AWS::EC2::Vpc::Id"), "P", "which does not exist");
        finds(PARAMETER_TYPE, &parameter("List<AWS::EC2::Subnet>"), "P", "which does not exist");
        finds(PARAMETER_TYPE, &parameter("AWS::SSM::Parameter::Value<AWS::EC2::Ami>"), "P", "which does not exist");
    }

    #[test]
    fn types_that_exist() {
        for kind in [
            "String",
            "List<Number>",
            "CommaDelimitedList",
            "List<String>",
            "AWS::EC2::KeyPair::KeyName",
            "List<AWS::EC2::Subnet::Id>",
            "AWS::SSM::Parameter::Name",
            "AWS::SSM::Parameter::Value<String>",
            "AWS::SSM::Parameter::Value<List<String>>",
            "AWS::SSM::Parameter::Value<CommaDelimitedList>",
            "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
            "AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>",
        ] {
            silent(PARAMETER_TYPE, &parameter(&format!("'{kind}'")));
        }
    }
}
