use super::cidr::Cidr;
use super::subnets::{network, vpc_of};
use iac_core::check::{Eval, Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// A subnet lies outside of its VPC's networks, or on another subnet.
    ///
    /// The network of a subnet is a part of one of its VPC's networks, and no two subnets of a VPC share an address. EC2
    /// refuses others.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>
    pub(crate) SUBNET_NETWORK: "subnet-network", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let mut extra: HashMap<Res<'_, 'g>, Vec<Option<Cidr>>> = HashMap::new();
    for block in world.all("AWS::EC2::VPCCidrBlock").filter(|block| block.get("Ipv6Pool").is_absent()) {
        if let Some(vpc) = vpc_of(block).filter(|_| block.get("AmazonProvidedIpv6CidrBlock").is_absent()) {
            extra.entry(vpc).or_default().push(Cidr::of(&block.get("CidrBlock")));
        }
    }
    let mut subnets: Vec<(Res<'_, 'g>, Cidr, Res<'_, 'g>)> = Vec::new();
    for subnet in world.all("AWS::EC2::Subnet") {
        if let (Some(vpc), Some(network)) = (vpc_of(subnet), network(subnet)) {
            subnets.push((vpc, network, subnet));
        }
    }
    for (vpc, network, subnet) in &subnets {
        outside(findings, *subnet, *network, *vpc, extra.get(vpc).map_or(&[], Vec::as_slice));
    }
    overlapping(findings, subnets);
    let all: Vec<_> = world.all("AWS::EC2::Subnet").filter_map(|subnet| Some((vpc_of(subnet)?, subnet))).collect();
    for property in ["CidrBlock", "Ipv6CidrBlock"] {
        same_slice(findings, property, &all);
    }
}

/// Of two slices of one network that nobody knows it is known whether they are the same one.
fn same_slice<'g>(findings: &mut Findings<'_, 'g>, property: &str, all: &[(Res<'_, 'g>, Res<'_, 'g>)]) {
    let mut taken: HashMap<_, Res<'_, 'g>> = HashMap::new();
    for (vpc, subnet) in all {
        let network = match subnet.get(property) {
            Eval::Unknown(name) if name.starts_with("network ") => name.into_owned(),
            Eval::Text(text) if property == "Ipv6CidrBlock" => text.into_owned(),
            _ => continue,
        };
        let Some(other) = taken.insert((*vpc, network), *subnet).filter(|other| other.exists_with(*subnet)) else {
            continue;
        };
        let message = format!("the subnet {} has the `{property}` that {} has", subnet.path(), other.path());
        let help = "give each subnet of a VPC a network of its own: another index of `Fn::Select`";
        findings.between(*subnet, property, message, help, &[(other, "it has these addresses")]);
    }
}

fn outside<'g>(
    findings: &mut Findings<'_, 'g>,
    subnet: Res<'_, 'g>,
    network: Cidr,
    vpc: Res<'_, 'g>,
    extra: &[Option<Cidr>],
) {
    let first = Cidr::of(&vpc.get("CidrBlock"));
    let networks: Option<Vec<Cidr>> = std::iter::once(first).chain(extra.iter().copied()).collect();
    // A network that IPAM gives, or a parameter, may be any.
    let Some(networks) = networks else { return };
    if !networks.iter().any(|whole| whole.contains(network)) {
        let of = networks.iter().map(Cidr::to_string).collect::<Vec<_>>().join(", ");
        let message = format!("the subnet {} ({network}) is not in its VPC {} ({of})", subnet.path(), vpc.path());
        let help = format!("take a part of {of}, or give the VPC a second network with `AWS::EC2::VPCCidrBlock`");
        findings.between(subnet, "CidrBlock", message, help, &[(vpc, "its VPC")]);
    }
}

/// Sorted by where they begin, each needs to be compared with the furthest one before it only.
fn overlapping<'g>(findings: &mut Findings<'_, 'g>, subnets: Vec<(Res<'_, 'g>, Cidr, Res<'_, 'g>)>) {
    let mut by_vpc: HashMap<Res<'_, 'g>, usize> = HashMap::new();
    let mut groups: Vec<Vec<(Cidr, Res<'_, 'g>)>> = Vec::new();
    for (vpc, network, subnet) in subnets {
        let at = *by_vpc.entry(vpc).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[at].push((network, subnet));
    }
    for mut group in groups {
        group.sort_by_key(|(network, _)| network.start);
        let mut furthest: Option<(Cidr, Res<'_, 'g>)> = None;
        for (network, subnet) in group {
            match furthest {
                Some((before, other)) if before.overlaps(network) && other.exists_with(subnet) => {
                    let message =
                        format!("the subnet {} ({network}) overlaps {} ({before})", subnet.path(), other.path());
                    let help = "give each subnet of a VPC a network of its own";
                    findings.between(subnet, "CidrBlock", message, help, &[(other, "it has these addresses")]);
                }
                _ => {}
            }
            if furthest.is_none_or(|(before, _)| before.end() < network.end()) {
                furthest = Some((network, subnet));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SUBNET_NETWORK;
    use crate::testing::{finds, silent};

    fn two(vpc: &str, a: &str, b: &str) -> String {
        format!(
            "Parameters:\n  Net: {{Type: String}}\nResources:\n  Vpc: {{Type: AWS::EC2::VPC, Properties: {{{vpc}}}}}\n  A: \
             {{Type: AWS::EC2::Subnet, Properties: {{VpcId: !Ref Vpc, CidrBlock: {a}}}}}\n  B: {{Type: AWS::EC2::Subnet, \
             Properties: {{VpcId: !GetAtt Vpc.VpcId, CidrBlock: {b}}}}}\n"
        )
    }

    const NET: &str = "CidrBlock: 10.0.0.0/16";

    #[test]
    fn outside() {
        finds(
            SUBNET_NETWORK,
            &two(NET, "10.0.0.0/24", "10.1.0.0/24"),
            "B",
            "is not in its VPC template/Vpc (10.0.0.0/16)",
        );
        finds(SUBNET_NETWORK, &two("CidrBlock: 10.0.0.0/20", "10.0.0.0/24", "10.0.16.0/24"), "B", "is not in its VPC");
        silent(SUBNET_NETWORK, &two(NET, "10.0.0.0/24", "10.0.1.0/24"));
        silent(SUBNET_NETWORK, &two("CidrBlock: !Ref Net", "10.0.0.0/24", "10.1.0.0/24"));
        silent(SUBNET_NETWORK, &two("Ipv4IpamPoolId: p, Ipv4NetmaskLength: 16", "10.0.0.0/24", "10.1.0.0/24"));
    }

    #[test]
    fn a_second_network() {
        let more = two(NET, "10.0.0.0/24", "10.1.0.0/24")
            + "  More: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.1.0.0/16}}\n";
        silent(SUBNET_NETWORK, &more);
        finds(SUBNET_NETWORK, &more.replace("10.1.0.0/16", "10.2.0.0/16"), "B", "(10.0.0.0/16, 10.2.0.0/16)");
        silent(SUBNET_NETWORK, &more.replace("10.1.0.0/16", "!Ref Net"));
    }

    #[test]
    fn overlapping() {
        finds(SUBNET_NETWORK, &two(NET, "10.0.0.0/24", "10.0.0.0/24"), "B", "overlaps template/A");
        finds(SUBNET_NETWORK, &two(NET, "10.0.0.0/23", "10.0.1.0/24"), "B", "overlaps template/A (10.0.0.0/23)");
        finds(
            SUBNET_NETWORK,
            &two(NET, "!Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 2, 8]]", "!Select [0, !Cidr [10.0.0.0/16, 2, 8]]")
                .replace("!GetAtt Vpc.CidrBlock", "10.0.0.0/16"),
            "B",
            "overlaps",
        );
        let slice = |index: u8| format!("!Select [{index}, !Cidr [!GetAtt Vpc.CidrBlock, 10, 8]]");
        finds(SUBNET_NETWORK, &two(NET, &slice(1), &slice(1)), "B", "overlaps template/A (10.0.1.0/24)");
        finds(SUBNET_NETWORK, &two(NET, &slice(9), "10.0.9.0/24"), "B", "overlaps template/A");
        silent(SUBNET_NETWORK, &two(NET, &slice(0), "10.0.9.0/24"));
        let unknown = "Ipv4IpamPoolId: p, Ipv4NetmaskLength: 16";
        finds(SUBNET_NETWORK, &two(unknown, &slice(1), &slice(1)), "B", "has the `CidrBlock` that template/A has");
        silent(SUBNET_NETWORK, &two(unknown, &slice(1), &slice(2)));
        let of_6 = |index: u8| {
            format!(
                "10.0.{index}.0/24, Ipv6CidrBlock: !Select [{index}, !Cidr [!Select [0, !GetAtt Vpc.Ipv6CidrBlocks], 4, 64]]"
            )
        };
        silent(SUBNET_NETWORK, &two(NET, &of_6(0), &of_6(1)));
        let same = of_6(1).replace("Select [1, !Cidr", "Select [0, !Cidr");
        finds(SUBNET_NETWORK, &two(NET, &of_6(0), &same), "B", "has the `Ipv6CidrBlock` that template/A has");
        silent(SUBNET_NETWORK, &two(NET, "!Ref Net", "!Ref Net"));
    }
}
