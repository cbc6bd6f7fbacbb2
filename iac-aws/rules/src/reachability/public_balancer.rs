use super::routes::{Exit, Routes};
use super::sides::side;
use crate::placement::balancer_zones::listed;
use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// An internet-facing load balancer is in a subnet that the internet does not reach.
    ///
    /// Each of its subnets needs a route table with a route to an internet gateway. Without one the balancer is made, and
    /// answers nobody: its addresses are public, and the replies find no way out. Without a scheme it is internet-facing.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html>
    pub(crate) PUBLIC_BALANCER: "public-balancer", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let routes = Routes::of(world);
    for balancer in world.all("AWS::ElasticLoadBalancingV2::LoadBalancer") {
        let public = match balancer.get("Scheme") {
            Eval::Absent => balancer.get("Type").text().is_none_or(|kind| kind != "gateway"),
            scheme => scheme.text().is_some_and(|scheme| scheme == "internet-facing"),
        };
        // Without public addresses of IPv4 the internet comes by IPv6 alone.
        let only_6 = balancer.get("IpAddressType").text().is_some_and(|kind| kind == "dualstack-without-public-ipv4");
        let public = public && !only_6;
        let (property, list) = listed(balancer);
        let subnets = list.items().iter().filter_map(|item| world.target_of(item, "AWS::EC2::Subnet"));
        for subnet in subnets.filter(|_| public) {
            let what = match routes.exit_of_4(subnet) {
                Exit::Internet => {
                    // Where there are groups, their ports are told.
                    if side(balancer).and_then(|side| side.groups).is_none_or(|groups| groups.is_empty()) {
                        findings.flow("the internet", balancer.path(), "its listeners", true);
                    }
                    continue;
                }
                Exit::None => "has no route to an internet gateway",
                Exit::Nat(_) => "leads to a NAT gateway, not to an internet gateway",
                Exit::Elsewhere | Exit::Unknown => {
                    findings.assume(balancer, format!("{} is reached from the internet", subnet.path()));
                    continue;
                }
            };
            let message = format!(
                "the load balancer {} faces the internet, but {} of its subnet {} {what}",
                balancer.path(),
                routes.named(subnet),
                subnet.path()
            );
            let help = "take public subnets, or make it internal with `Scheme: internal`";
            findings.between(balancer, property, message, help, &[(subnet, "the subnet")]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PUBLIC_BALANCER;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Parameters:
  Gateway: {Type: String}
  Public: {Type: String, Default: 'true', AllowedValues: ['true', 'false']}
Conditions: {IsPublic: !Equals [!Ref Public, 'true']}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Internet: {Type: AWS::EC2::InternetGateway}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Local: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 10.8.0.0/16, VpcPeeringConnectionId: pcx-1}}
  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Internet}}
  OfA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Table}}
  OfB: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref B, RouteTableId: !GetAtt Table.RouteTableId}}
  L: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Scheme: internet-facing, Subnets: [!Ref A, !Ref B]}}
"#;

    fn with(old: &str, new: &str) -> String {
        assert!(TEMPLATE.contains(old));
        TEMPLATE.replace(old, new)
    }

    #[test]
    fn closed() {
        let nat = with("GatewayId: !Ref Internet", "NatGatewayId: nat-1");
        finds(
            PUBLIC_BALANCER,
            &nat,
            "L",
            "the route table template/Table of its subnet template/A leads to a NAT gateway",
        );
        finds(PUBLIC_BALANCER, &with("0.0.0.0/0", "10.9.0.0/16"), "L", "has no route to an internet gateway");
        finds(
            PUBLIC_BALANCER,
            &with(
                "Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0",
                "Route, Properties: {RouteTableId: rtb-1, DestinationCidrBlock: 0",
            ),
            "L",
            "has no route",
        );
        finds(
            PUBLIC_BALANCER,
            &with("SubnetId: !Ref B", "SubnetId: !Ref A"),
            "L",
            "the main route table of template/Vpc of its subnet template/B",
        );
        finds(PUBLIC_BALANCER, &nat.replace("Scheme: internet-facing, ", ""), "L", "faces the internet");
        let scheme = "Scheme: !If [IsPublic, internet-facing, internal]";
        let chosen = nat.replace("Scheme: internet-facing", scheme).replace("Default: 'true'", "Default: 'false'");
        finds(PUBLIC_BALANCER, &chosen, "L", "with Public = true");
        finds(
            PUBLIC_BALANCER,
            &with("GatewayId: !Ref Internet}}", "GatewayId: !Ref Internet}, Condition: Never}")
                .replace("Conditions: {", "Conditions: {Never: !Equals [a, b], "),
            "L",
            "has no route",
        );
        finds(
            PUBLIC_BALANCER,
            &nat.replace("Subnets: [!Ref A, !Ref B]", "Type: network, SubnetMappings: [{SubnetId: !Ref A}]"),
            "L",
            "faces",
        );
    }

    #[test]
    fn a_route_of_the_other_version() {
        let only_6 = with("DestinationCidrBlock: 0.0.0.0/0", "DestinationIpv6CidrBlock: '::/0'");
        finds(PUBLIC_BALANCER, &only_6, "L", "has no route to an internet gateway");
        let without_4 = "{IpAddressType: dualstack-without-public-ipv4, Scheme: internet-facing";
        silent(PUBLIC_BALANCER, &only_6.replace("{Scheme: internet-facing", without_4));
    }

    #[test]
    fn open() {
        silent(PUBLIC_BALANCER, TEMPLATE);
        silent(PUBLIC_BALANCER, &with("GatewayId: !Ref Internet", "GatewayId: !Ref Gateway"));
        silent(PUBLIC_BALANCER, &with("GatewayId: !Ref Internet", "VpcEndpointId: vpce-firewall"));
        silent(
            PUBLIC_BALANCER,
            &with("GatewayId: !Ref Internet", "NatGatewayId: nat-1").replace("internet-facing", "internal"),
        );
        silent(
            PUBLIC_BALANCER,
            &with("VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24", "VpcId: vpc-1, CidrBlock: 10.0.1.0/24")
                .replace("SubnetId: !Ref B", "SubnetId: !Ref A"),
        );
        silent(PUBLIC_BALANCER, &with("[!Ref A, !Ref B]", "[subnet-1, subnet-2]"));
    }
}
