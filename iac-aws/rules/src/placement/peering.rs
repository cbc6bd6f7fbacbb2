use super::cidr::Cidr;
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// Two VPCs that are to be peered have addresses in common.
    ///
    /// A peering connects VPCs whose networks do not overlap, not even in part: EC2 lets the connection fail.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html>
    pub(crate) PEERING: "peering", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for peering in world.all("AWS::EC2::VPCPeeringConnection") {
        let (own, other) = (world.target(&peering.get("VpcId")), world.target(&peering.get("PeerVpcId")));
        let (Some(own), Some(other)) = (own, other) else { continue };
        if own == other {
            let message = format!("{} connects {} with itself", peering.path(), own.path());
            findings.between(peering, "PeerVpcId", message, "name the other VPC", &[(own, "the VPC")]);
            continue;
        }
        let pairs = networks(own).into_iter().flat_map(|a| networks(other).into_iter().map(move |b| (a, b)));
        if let Some((a, b)) = pairs.into_iter().find(|(a, b)| a.overlaps(*b)) {
            let message = format!(
                "{} connects {} ({a}) and {} ({b}), whose networks overlap",
                peering.path(),
                own.path(),
                other.path()
            );
            let help = "give each VPC a network of its own";
            findings.between(peering, "PeerVpcId", message, help, &[(own, "the one"), (other, "the other")]);
        }
    }
}

/// The networks of a VPC that are known.
fn networks(vpc: Res<'_, '_>) -> Vec<Cidr> {
    let world = vpc.world();
    let more = world.all("AWS::EC2::VPCCidrBlock").filter(|block| world.target(&block.get("VpcId")) == Some(vpc));
    std::iter::once(vpc).chain(more).filter_map(|one| Cidr::of(&one.get("CidrBlock"))).collect()
}

#[cfg(test)]
mod tests {
    use super::PEERING;
    use crate::testing::{finds, silent};

    fn of(a: &str, b: &str) -> String {
        format!(
            "Parameters:\n  Given: {{Type: String}}\nResources:\n  A: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: {a}}}}}\n  \
             B: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: {b}}}}}\n  P: {{Type: AWS::EC2::VPCPeeringConnection, \
             Properties: {{VpcId: !Ref A, PeerVpcId: !GetAtt B.VpcId}}}}\n"
        )
    }

    #[test]
    fn overlapping() {
        finds(PEERING, &of("10.0.0.0/16", "10.0.128.0/17"), "P", "whose networks overlap");
        finds(PEERING, &of("10.0.0.0/16", "10.1.0.0/16").replace("!GetAtt B.VpcId", "!Ref A"), "P", "with itself");
        let more = of("10.0.0.0/16", "10.1.0.0/16")
            + "  More: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref B, CidrBlock: 10.0.4.0/24}}\n";
        finds(PEERING, &more, "P", "template/B (10.0.4.0/24)");
    }

    #[test]
    fn apart() {
        silent(PEERING, &of("10.0.0.0/16", "10.1.0.0/16"));
        silent(PEERING, &of("10.0.0.0/16", "!Ref Given"));
        silent(PEERING, &of("10.0.0.0/16", "10.0.0.0/16").replace("!GetAtt B.VpcId", "vpc-0123456789abcdef0"));
    }
}
