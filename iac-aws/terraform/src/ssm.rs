//! Systems Manager.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::SSM::Parameter", "aws_ssm_parameter")
    .reference("name")
    .attributes(&[("Value", "insecure_value")])
    .name(Name::Required("name", 1011))
    .properties(&[("Value", To::By(value))])];

/// `value` would be hidden from plans and make every output that uses it sensitive, though these two types hold no
/// secret. CloudFormation makes no `SecureString`; whoever asks for one gets a value that is in no state.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html>
fn value<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let secure = s.property("Type").and_then(Value::as_str) == Some("SecureString");
    s.to(field, if secure { &To::WriteOnly("value_wo") } else { &To::Attribute("insecure_value") });
}
