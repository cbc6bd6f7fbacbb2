//! Flow logs.

use crate::prelude::*;
use iac_core::Pseudo;

pub(crate) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::EC2::FlowLog", "aws_flow_log").properties(&[
    ("DeliverLogsPermissionArn", To::Attribute("iam_role_arn")),
    ("LogGroupName", To::By(log_group)),
    ("ResourceId", To::By(resource)),
    ("ResourceType", To::Ignored("the attribute that holds the resource's id says it")),
])];

/// The provider takes the ARN of a log group only.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/flow_log>
fn log_group<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let group = match s.attribute_of(&field.value, "AWS::Logs::LogGroup", "arn") {
        Some(arn) => arn,
        None => {
            let [partition, region, account] =
                [Pseudo::Partition, Pseudo::Region, Pseudo::AccountId].map(|pseudo| s.pseudo(pseudo));
            let name = s.term(&field.value);
            let text = |text: &'static str| Term::from(text);
            let start = [text("arn:"), partition, text(":logs:"), region, text(":"), account];
            Term::Template(start.into_iter().chain([text(":log-group:"), name]).collect())
        }
    };
    s.set("log_destination", group);
}

/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/flow_log>
fn resource<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let attribute = match s.property("ResourceType").and_then(Value::as_str) {
        Some("NetworkInterface") => "eni_id",
        Some("RegionalNatGateway") => "regional_nat_gateway_id",
        Some("Subnet") => "subnet_id",
        Some("TransitGateway") => "transit_gateway_id",
        Some("TransitGatewayAttachment") => "transit_gateway_attachment_id",
        Some("VPC") => "vpc_id",
        _ => {
            let help = "write `ResourceType` as a literal";
            s.error("terraform", "Terraform needs to know whose flows are logged before it deploys", help);
            return;
        }
    };
    s.to(field, &To::Attribute(attribute));
}
