use super::balancer_zones::listed;
use super::subnets::{subnets, vpc_of};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// Parts that must be in one VPC are in different ones.
    ///
    /// Security groups, target groups, route tables and network ACLs belong to a VPC, and can only be given to what is in
    /// the same one.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html>
    pub(crate) OTHER_VPC: "other-vpc", Error, check
}

/// What has subnets, and the properties whose targets must be in the VPC of those.
const PARTS: &[(&str, &str, &[&str])] = &[
    (
        "AWS::ECS::Service",
        "NetworkConfiguration.AwsvpcConfiguration.Subnets",
        &["NetworkConfiguration.AwsvpcConfiguration.SecurityGroups", "LoadBalancers"],
    ),
    ("AWS::Lambda::Function", "VpcConfig.SubnetIds", &["VpcConfig.SecurityGroupIds"]),
    ("AWS::RDS::DBInstance", "DBSubnetGroupName", &["VPCSecurityGroups"]),
    ("AWS::RDS::DBCluster", "DBSubnetGroupName", &["VpcSecurityGroupIds"]),
    ("AWS::RDS::DBSubnetGroup", "SubnetIds", &[]),
    ("AWS::RDS::DBProxy", "VpcSubnetIds", &["VpcSecurityGroupIds"]),
    ("AWS::ElastiCache::ReplicationGroup", "CacheSubnetGroupName", &["SecurityGroupIds"]),
    ("AWS::ElastiCache::CacheCluster", "CacheSubnetGroupName", &["VpcSecurityGroupIds"]),
    ("AWS::ElastiCache::ServerlessCache", "SubnetIds", &["SecurityGroupIds"]),
    ("AWS::ElastiCache::SubnetGroup", "SubnetIds", &[]),
    ("AWS::EFS::MountTarget", "SubnetId", &["SecurityGroups"]),
    ("AWS::EC2::Instance", "SubnetId", &["SecurityGroupIds"]),
    ("AWS::EC2::VPCEndpoint", "SubnetIds", &["VpcId", "SecurityGroupIds", "RouteTableIds"]),
    ("AWS::EC2::SubnetRouteTableAssociation", "SubnetId", &["RouteTableId"]),
    ("AWS::EC2::SubnetNetworkAclAssociation", "SubnetId", &["NetworkAclId"]),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Subnets", &["SecurityGroups"]),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (kind, property, others) in PARTS {
        for res in world.all(kind) {
            let list = if property == &"Subnets" { listed(res).1 } else { res.get(property) };
            let Some(subnets) = subnets(world, &list) else { continue };
            let Some((first, vpc)) = subnets.iter().find_map(|subnet| Some((*subnet, vpc_of(*subnet)?))) else {
                continue;
            };
            let mut members: Vec<(&str, Res<'_, 'g>)> = subnets.iter().map(|subnet| (*property, *subnet)).collect();
            for other in *others {
                members.extend(targets(world, &res.get(other)).into_iter().map(|target| (*other, target)));
            }
            for (property, member) in members {
                let of = if member.kind() == "AWS::EC2::VPC" { Some(member) } else { vpc_of(member) };
                let Some(of) = of.filter(|of| *of != vpc) else { continue };
                let message = format!(
                    "{} of {} is in the VPC {}, but its subnet {} is in {}",
                    member.path(),
                    res.path(),
                    of.path(),
                    first.path(),
                    vpc.path()
                );
                findings.between(res, property, message, "take both from one VPC", &[(member, "in another VPC")]);
            }
        }
    }
}

/// The groups, tables and VPCs that a property names; the target groups where it lists what a balancer sends to.
fn targets<'w, 'g>(world: &'w World<'g>, value: &Eval<'g>) -> Vec<Res<'w, 'g>> {
    let targets = value.items().iter().flat_map(|item| [world.target(item), world.target(item.at("TargetGroupArn"))]);
    targets.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::OTHER_VPC;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Parameters:
  Other: {Type: String}
Resources:
  One: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Two: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref One, CidrBlock: 10.0.0.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref One, CidrBlock: 10.0.1.0/24}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref One}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref One}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref One}}
  Of: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Table}}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref A, !Ref B], SecurityGroups: [!Ref Group]}}
  App: {Type: AWS::ECS::Service, Properties: {LoadBalancers: [{ContainerPort: 80, TargetGroupArn: !Ref Targets}],
    NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A], SecurityGroups: [!Ref Group]}}}}
  Databases: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref A, !Ref B]}}
  Database: {Type: AWS::RDS::DBInstance, Properties: {DBSubnetGroupName: !Ref Databases, VPCSecurityGroups: [!Ref Group]}}
"#;

    #[test]
    fn one_vpc() {
        silent(OTHER_VPC, TEMPLATE);
        silent(OTHER_VPC, &TEMPLATE.replace("VpcId: !Ref One", "VpcId: !Ref Other"));
        silent(
            OTHER_VPC,
            &TEMPLATE.replace("GroupDescription: g, VpcId: !Ref One", "GroupDescription: g, VpcId: !Ref Other"),
        );
    }

    #[test]
    fn another_vpc() {
        let group = TEMPLATE.replace("GroupDescription: g, VpcId: !Ref One", "GroupDescription: g, VpcId: !Ref Two");
        finds(OTHER_VPC, &group, "App", "template/Group of template/App is in the VPC template/Two");
        finds(OTHER_VPC, &group, "Database", "template/Group of template/Database");
        finds(OTHER_VPC, &group, "Balancer", "template/Group of template/Balancer");
        let targets =
            TEMPLATE.replace("TargetGroup, Properties: {VpcId: !Ref One", "TargetGroup, Properties: {VpcId: !Ref Two");
        finds(OTHER_VPC, &targets, "App", "template/Targets of template/App");
        let table = TEMPLATE
            .replace("RouteTable, Properties: {VpcId: !Ref One", "RouteTable, Properties: {VpcId: !GetAtt Two.VpcId");
        finds(OTHER_VPC, &table, "Of", "template/Table of template/Of");
        let subnet =
            TEMPLATE.replace("VpcId: !Ref One, CidrBlock: 10.0.1.0/24", "VpcId: !Ref Two, CidrBlock: 10.1.1.0/24");
        finds(OTHER_VPC, &subnet, "Databases", "template/B of template/Databases is in the VPC template/Two");
    }
}
