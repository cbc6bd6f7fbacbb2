use super::subnets::vpc_of;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A rule names a security group of another VPC.
    ///
    /// The other side of a rule can be a group of the same VPC, or of one that is peered with it.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html>
    pub(crate) FOREIGN_GROUP: "foreign-group", Error, check
}

const SIDES: [&str; 2] = ["SourceSecurityGroupId", "DestinationSecurityGroupId"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    // A peering, or a gateway that many VPCs share, may be between any two.
    let ways = [
        "AWS::EC2::VPCPeeringConnection",
        "AWS::EC2::TransitGatewayAttachment",
        "AWS::EC2::TransitGatewayVpcAttachment",
    ];
    if ways.iter().any(|kind| world.all(kind).next().is_some()) {
        return;
    }
    for group in world.all("AWS::EC2::SecurityGroup") {
        for property in ["SecurityGroupIngress", "SecurityGroupEgress"] {
            for rule in group.get(property).items() {
                SIDES.iter().for_each(|side| one(findings, (group, property), group, rule.at(side)));
            }
        }
    }
    for kind in ["AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"] {
        for rule in world.all(kind) {
            let Some(group) = world.target_of(&rule.get("GroupId"), "AWS::EC2::SecurityGroup") else { continue };
            SIDES.iter().for_each(|side| one(findings, (rule, side), group, &rule.get(side)));
        }
    }
}

fn one<'g>(
    findings: &mut Findings<'_, 'g>,
    (res, property): (Res<'_, 'g>, &str),
    group: Res<'_, 'g>,
    other: &Eval<'g>,
) {
    let Some(other) = group.world().target_of(other, "AWS::EC2::SecurityGroup") else { return };
    let (Some(own), Some(foreign)) = (vpc_of(group), vpc_of(other)) else { return };
    if own != foreign {
        let message = format!(
            "a rule of {} in the VPC {} names {}, which is in {}",
            group.path(),
            own.path(),
            other.path(),
            foreign.path()
        );
        findings.between(
            res,
            property,
            message,
            "take a group of the same VPC, or peer the two",
            &[(other, "the group")],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::FOREIGN_GROUP;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Resources:
  One: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Two: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  A: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: a, VpcId: !Ref One}}
  B: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: b, VpcId: !Ref One,
    SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 1, ToPort: 1, SourceSecurityGroupId: !Ref A}]}}
  Out: {Type: AWS::EC2::SecurityGroupEgress, Properties: {GroupId: !Ref B, IpProtocol: '-1', DestinationSecurityGroupId: !GetAtt A.GroupId}}
"#;

    #[test]
    fn groups_of_two_networks() {
        silent(FOREIGN_GROUP, TEMPLATE);
        let foreign = TEMPLATE.replace("GroupDescription: a, VpcId: !Ref One", "GroupDescription: a, VpcId: !Ref Two");
        finds(FOREIGN_GROUP, &foreign, "B", "names template/A, which is in template/Two");
        finds(FOREIGN_GROUP, &foreign, "Out", "names template/A");
        let peered = foreign
            + "  P: {Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref One, PeerVpcId: !Ref Two}}\n";
        silent(FOREIGN_GROUP, &peered);
    }
}
