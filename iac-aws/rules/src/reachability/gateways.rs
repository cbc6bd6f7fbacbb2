use super::routes::{Exit, Routes, is_given};
use crate::placement::subnets::vpc_of;
use iac_core::check::{Findings, Res, World};
use std::collections::{HashMap, HashSet};

iac_core::rule! {
    /// A gateway leads nowhere.
    ///
    /// An internet gateway works for the one VPC that it is attached to; a route to one that is not attached is refused.
    /// A public NAT gateway needs a public subnet: its own route table leads to an internet gateway, not to a NAT
    /// gateway.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html>,
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html>
    pub(crate) GATEWAY: "gateway", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    attachments(world, findings);
    let routes = Routes::of(world);
    for nat in world.all("AWS::EC2::NatGateway") {
        let private = nat.get("ConnectivityType");
        if !private.is_absent() && private.text().is_none_or(|kind| kind != "public") {
            continue;
        }
        let Some(subnet) = world.target_of(&nat.get("SubnetId"), "AWS::EC2::Subnet") else { continue };
        let what = match routes.exit_of_4(subnet) {
            Exit::None => "has no route to an internet gateway",
            Exit::Nat(_) => "leads to a NAT gateway, not to an internet gateway",
            Exit::Internet => continue,
            Exit::Elsewhere | Exit::Unknown => {
                findings.assume(nat, format!("its subnet {} leads to the internet", subnet.path()));
                continue;
            }
        };
        let message = format!(
            "the NAT gateway {} is in the subnet {}, but {} {what}",
            nat.path(),
            subnet.path(),
            routes.named(subnet)
        );
        findings.between(nat, "SubnetId", message, "put it into a public subnet", &[(subnet, "its subnet")]);
    }
}

fn attachments<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let mut attached: HashMap<Res<'_, 'g>, Vec<Res<'_, 'g>>> = HashMap::new();
    let mut gateway_of: HashMap<Res<'_, 'g>, Res<'_, 'g>> = HashMap::new();
    for attachment in world.all("AWS::EC2::VPCGatewayAttachment") {
        let id = attachment.get("InternetGatewayId");
        let Some(gateway) = world.target_of(&id, "AWS::EC2::InternetGateway") else {
            // It may attach any of them.
            if id.is_unknown() && !is_given(&id) {
                return;
            }
            continue;
        };
        if let Some(before) =
            attached.get(&gateway).and_then(|all| all.first()).filter(|one| one.exists_with(attachment))
        {
            let message = format!("the internet gateway {} is attached twice", gateway.path());
            findings.between(
                attachment,
                "InternetGatewayId",
                message,
                "attach it to one VPC",
                &[(*before, "here too")],
            );
        }
        attached.entry(gateway).or_default().push(attachment);
        let Some(vpc) = vpc_of(attachment) else { continue };
        if let Some(other) =
            gateway_of.insert(vpc, gateway).filter(|other| *other != gateway && other.exists_with(gateway))
        {
            let message =
                format!("the VPC {} has two internet gateways: {} and {}", vpc.path(), other.path(), gateway.path());
            findings.at(attachment, "InternetGatewayId", message, "attach one of them");
        }
    }
    let mut routed = HashSet::new();
    for route in world.all("AWS::EC2::Route") {
        let Some(gateway) = world.target_of(&route.get("GatewayId"), "AWS::EC2::InternetGateway") else { continue };
        routed.insert(gateway);
        let Some(attachments) = attached.get(&gateway) else {
            let message = format!(
                "the route {} leads to the internet gateway {}, which is attached to no VPC",
                route.path(),
                gateway.path()
            );
            let help = "attach it to the VPC with `AWS::EC2::VPCGatewayAttachment`";
            findings.between(route, "GatewayId", message, help, &[(gateway, "the gateway")]);
            continue;
        };
        let table = world.target_of(&route.get("RouteTableId"), "AWS::EC2::RouteTable");
        let (Some(vpc), [attachment]) = (table.and_then(vpc_of), attachments.as_slice()) else { continue };
        if let Some(other) = vpc_of(*attachment).filter(|other| *other != vpc) {
            let message = format!(
                "the route {} of {} leads to the internet gateway {}, which is attached to {}",
                route.path(),
                vpc.path(),
                gateway.path(),
                other.path()
            );
            findings.at(route, "GatewayId", message, "take the internet gateway of the route table's VPC");
        }
    }
    for gateway in world.all("AWS::EC2::InternetGateway") {
        if !attached.contains_key(&gateway) && !routed.contains(&gateway) {
            let message = format!("the internet gateway {} is attached to no VPC", gateway.path());
            findings.warning(gateway, "", message, "attach it with `AWS::EC2::VPCGatewayAttachment`");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::GATEWAY;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Parameters:
  Given: {Type: String}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Two: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  Internet: {Type: AWS::EC2::InternetGateway}
  Attached: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Internet}}
  Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  PublicTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  PrivateTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Internet}}
  Through: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref PrivateTable, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}
  OfPublic: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Public, RouteTableId: !Ref PublicTable}}
  OfPrivate: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Private, RouteTableId: !Ref PrivateTable}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {AllocationId: a, SubnetId: !Ref Public}}
"#;

    fn with(old: &str, new: &str) -> String {
        assert!(TEMPLATE.contains(old));
        TEMPLATE.replace(old, new)
    }

    #[test]
    fn attached_and_public() {
        silent(GATEWAY, TEMPLATE);
        silent(GATEWAY, &with("GatewayId: !Ref Internet}}\n  Through", "GatewayId: !Ref Given}}\n  Through"));
        silent(GATEWAY, &with("SubnetId: !Ref Public}}\n", "SubnetId: !Ref Given}}\n"));
        silent(
            GATEWAY,
            &with("AllocationId: a, SubnetId: !Ref Public", "ConnectivityType: private, SubnetId: !Ref Private"),
        );
    }

    #[test]
    fn attachments() {
        let none = "  Attached: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Internet}}\n";
        finds(GATEWAY, &with(none, ""), "Out", "template/Internet, which is attached to no VPC");
        finds(
            GATEWAY,
            &with("Properties: {VpcId: !Ref Vpc, InternetGatewayId", "Properties: {VpcId: !Ref Two, InternetGatewayId"),
            "Out",
            "which is attached to template/Two",
        );
        finds(
            GATEWAY,
            &with(
                none,
                &(none.to_owned() + &none.replace("Attached", "Again").replace("VpcId: !Ref Vpc", "VpcId: !Ref Two")),
            ),
            "Again",
            "attached twice",
        );
        finds(
            GATEWAY,
            &with("InternetGatewayId: !Ref Internet", "VpnGatewayId: !Ref Given"),
            "Out",
            "attached to no VPC",
        );
    }

    #[test]
    fn a_nat_gateway_in_a_private_subnet() {
        finds(
            GATEWAY,
            &with("AllocationId: a, SubnetId: !Ref Public", "AllocationId: a, SubnetId: !Ref Private"),
            "Nat",
            "leads to a NAT gateway",
        );
        finds(
            GATEWAY,
            &with(
                "SubnetId: !Ref Public, RouteTableId: !Ref PublicTable",
                "SubnetId: !Ref Public, RouteTableId: !Ref PrivateTable",
            ),
            "Nat",
            "the route table template/PrivateTable leads to a NAT gateway",
        );
        finds(
            GATEWAY,
            &with("0.0.0.0/0, GatewayId: !Ref Internet", "10.9.0.0/16, GatewayId: !Ref Internet"),
            "Nat",
            "has no route to an internet gateway",
        );
    }
}
