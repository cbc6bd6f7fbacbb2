use super::cidr::Cidr;
use super::subnets::{network, vpc_of};
use iac_core::check::{Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// A subnet is made before the VPC has the network that it lies in.
    ///
    /// A VPC is made with one network of IPv4. Others, and those of IPv6, are given to it by `AWS::EC2::VPCCidrBlock`,
    /// which CloudFormation makes at the same time as the subnets, since these refer to the VPC alone: EC2 refuses a subnet
    /// that comes first, and the list of the VPC's networks of IPv6 is still empty.
    ///
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpccidrblock.html>
    pub(crate) NETWORK_ORDER: "network-order", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let mut blocks: HashMap<Res<'_, 'g>, Vec<Res<'_, 'g>>> = HashMap::new();
    for block in world.all("AWS::EC2::VPCCidrBlock").filter(|block| block.is_certain()) {
        if let Some(vpc) = vpc_of(block) {
            blocks.entry(vpc).or_default().push(block);
        }
    }
    if blocks.is_empty() {
        return;
    }
    for subnet in world.all("AWS::EC2::Subnet") {
        let Some((vpc, all)) = vpc_of(subnet).and_then(|vpc| Some((vpc, blocks.get(&vpc)?))) else { continue };
        let own_stack = |block: &&Res<'_, 'g>| block.stack().name == subnet.stack().name;
        let (of_4, of_6): (Vec<_>, Vec<_>) =
            all.iter().filter(own_stack).partition(|block| !block.get("CidrBlock").is_absent());
        let first = Cidr::of(&vpc.get("CidrBlock"));
        let lies_in = |block: &&Res<'_, 'g>| {
            let block = Cidr::of(&block.get("CidrBlock"));
            let own = network(subnet).zip(first).filter(|(own, first)| !first.contains(*own));
            own.zip(block).is_some_and(|((own, _), block)| block.contains(own))
        };
        if let Some(block) = of_4.into_iter().find(lies_in) {
            missed(findings, subnet, "CidrBlock", &[*block]);
        }
        if !subnet.get("Ipv6CidrBlock").is_absent() && !of_6.is_empty() {
            missed(findings, subnet, "Ipv6CidrBlock", &of_6.into_iter().copied().collect::<Vec<_>>());
        }
    }
}

fn missed<'g>(findings: &mut Findings<'_, 'g>, subnet: Res<'_, 'g>, property: &str, blocks: &[Res<'_, 'g>]) {
    let before = subnet.waits_for();
    let Some(block) = blocks.first().filter(|_| !blocks.iter().any(|block| before.contains(block))) else { return };
    let message =
        format!("the subnet {} does not wait for {}, which gives the VPC its network", subnet.path(), block.path());
    let help = format!("add `DependsOn: {}`", block.id());
    findings.between(subnet, property, message, help, &[(*block, "this gives the network")]);
}

#[cfg(test)]
mod tests {
    use super::NETWORK_ORDER;
    use crate::testing::{finds, silent};

    const VPC: &str = "
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Six: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref Vpc, AmazonProvidedIpv6CidrBlock: true}}
  More: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref Vpc, CidrBlock: 100.64.0.0/16}}
";

    fn subnet(attributes: &str, networks: &str) -> String {
        format!("{VPC}  A: {{Type: AWS::EC2::Subnet, {attributes}Properties: {{VpcId: !Ref Vpc, {networks}}}}}\n")
    }

    const OF_6: &str =
        "CidrBlock: 10.0.0.0/24, Ipv6CidrBlock: !Select [0, !Cidr [!Select [0, !GetAtt Vpc.Ipv6CidrBlocks], 4, 64]]";

    #[test]
    fn made_at_once() {
        finds(NETWORK_ORDER, &subnet("", OF_6), "A", "does not wait for template/Six");
        finds(NETWORK_ORDER, &subnet("DependsOn: More, ", OF_6), "A", "does not wait for template/Six");
        finds(NETWORK_ORDER, &subnet("", "CidrBlock: 100.64.1.0/24"), "A", "does not wait for template/More");
    }

    #[test]
    fn made_after() {
        silent(NETWORK_ORDER, &subnet("DependsOn: Six, ", OF_6));
        silent(NETWORK_ORDER, &subnet("DependsOn: [Six, More], ", "CidrBlock: 100.64.1.0/24"));
        silent(NETWORK_ORDER, &subnet("", "CidrBlock: 10.0.0.0/24"));
        silent(
            NETWORK_ORDER,
            &subnet("", OF_6).replace("Properties: {VpcId: !Ref Vpc, Amazon", "Properties: {VpcId: vpc-1, Amazon"),
        );
    }
}
