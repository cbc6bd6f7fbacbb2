use iac_core::check::{Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// A route, or a gateway for private networks, is made before the VPC's internet gateway is attached.
    ///
    /// A route refers to the internet gateway and to its table; that the gateway must be attached to the VPC first is
    /// something that CloudFormation cannot see. Without `DependsOn` it makes both at once, and EC2 refuses the route if
    /// it comes first. The same is true of addresses and NAT gateways, that rarely come first: a warning.
    ///
    /// Facts: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html>.
    pub(crate) GATEWAY_ORDER: "gateway-order", Error, check
}

const ATTACHMENT: &str = "AWS::EC2::VPCGatewayAttachment";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let mut of_gateway: HashMap<Res<'_, 'g>, Vec<Res<'_, 'g>>> = HashMap::new();
    let mut of_vpc: HashMap<Res<'_, 'g>, Vec<Res<'_, 'g>>> = HashMap::new();
    for attachment in world.all(ATTACHMENT).filter(|one| one.is_certain()) {
        for gateway in ["InternetGatewayId", "VpnGatewayId"] {
            if let Some(gateway) = world.target(&attachment.get(gateway)) {
                of_gateway.entry(gateway).or_default().push(attachment);
            }
        }
        if let Some(vpc) =
            world.target(&attachment.get("VpcId")).filter(|_| !attachment.get("InternetGatewayId").is_absent())
        {
            of_vpc.entry(vpc).or_default().push(attachment);
        }
    }
    if of_gateway.is_empty() && of_vpc.is_empty() {
        return;
    }
    for route in world.all("AWS::EC2::Route") {
        let Some(gateway) = world.target(&route.get("GatewayId")) else { continue };
        if let Some(attachment) = first_missed(route, of_gateway.get(&gateway)) {
            let message = format!("the route does not wait for {}, which attaches its gateway", attachment.path());
            let help = format!("add `DependsOn: {}`", attachment.id());
            let parts = [(attachment, "this attaches the gateway"), (gateway, "the gateway")];
            findings.between(route, "GatewayId", message, help, &parts);
        }
    }
    for nat in world.all("AWS::EC2::NatGateway") {
        let vpc = world.target(&nat.get("SubnetId")).and_then(|subnet| world.target(&subnet.get("VpcId")));
        let is_private = nat.get("ConnectivityType").text().as_deref() == Some("private");
        let attachments = vpc.filter(|_| !is_private).and_then(|vpc| of_vpc.get(&vpc));
        if let Some(attachment) = first_missed(nat, attachments) {
            let message = format!("the NAT gateway does not wait for {}", attachment.path());
            findings.warning(nat, "", message, format!("add `DependsOn: {}` to its address", attachment.id()));
        }
    }
    for address in world.all("AWS::EC2::EIP") {
        let Some(instance) = world.target_of(&address.get("InstanceId"), "AWS::EC2::Instance") else { continue };
        let vpc = world.target(&instance.get("SubnetId")).and_then(|subnet| world.target(&subnet.get("VpcId")));
        if let Some(attachment) = first_missed(address, vpc.and_then(|vpc| of_vpc.get(&vpc))) {
            let message = format!("the address does not wait for {}", attachment.path());
            findings.warning(address, "", message, format!("add `DependsOn: {}`", attachment.id()));
        }
    }
}

/// The first of the attachments, where a resource waits for none of them.
fn first_missed<'w, 'g>(res: Res<'w, 'g>, attachments: Option<&Vec<Res<'w, 'g>>>) -> Option<Res<'w, 'g>> {
    let attachments: Vec<_> = attachments?.iter().filter(|one| one.stack().name == res.stack().name).collect();
    let before = res.waits_for();
    let waits = attachments.iter().any(|one| before.contains(*one));
    attachments.first().filter(|_| !waits).map(|one| **one)
}

#[cfg(test)]
mod tests {
    use super::GATEWAY_ORDER;
    use crate::testing::{finds, silent};

    const NETWORK: &str = "
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Internet: {Type: AWS::EC2::InternetGateway}
  Attached: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Internet}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  One: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Address: {Type: AWS::EC2::EIP, Properties: {Domain: vpc}}
";

    fn with(rest: &str) -> String {
        format!("{NETWORK}  {rest}\n")
    }

    const ROUTE: &str = "{Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Internet}";

    #[test]
    fn nothing_waits() {
        finds(GATEWAY_ORDER, &with(&format!("Default: {ROUTE}}}")), "Default", "does not wait for template/Attached");
        finds(GATEWAY_ORDER, &with(&format!("Default: {ROUTE}, DependsOn: Vpc}}")), "Default", "does not wait for");
        let nat = "Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref One, AllocationId: !GetAtt Address.AllocationId}}";
        finds(GATEWAY_ORDER, &with(nat), "Nat", "does not wait for template/Attached");
    }

    #[test]
    fn it_waits() {
        silent(GATEWAY_ORDER, &with(&format!("Default: {ROUTE}, DependsOn: Attached}}")));
        let by_table = NETWORK.replace("RouteTable, Properties", "RouteTable, DependsOn: [Attached], Properties");
        silent(GATEWAY_ORDER, &format!("{by_table}  Default: {ROUTE}}}\n"));
        let by_metadata = format!("Default: {ROUTE}, Metadata: {{After: !Ref Attached}}}}");
        silent(GATEWAY_ORDER, &with(&by_metadata));
        let waiting = NETWORK.replace("AWS::EC2::EIP, ", "AWS::EC2::EIP, DependsOn: Attached, ");
        let nat = "Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref One, AllocationId: !GetAtt Address.AllocationId}}";
        silent(GATEWAY_ORDER, &format!("{waiting}  {nat}\n"));
    }

    #[test]
    fn attached_elsewhere() {
        let imported =
            "Default: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, GatewayId: !ImportValue gateway}}";
        silent(GATEWAY_ORDER, &with(imported));
        let private = "Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref One, ConnectivityType: private}}";
        silent(GATEWAY_ORDER, &with(private));
    }
}
