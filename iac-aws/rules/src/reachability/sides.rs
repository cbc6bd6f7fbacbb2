//! The two sides of a way: the groups and the subnets of what is in a VPC.

use super::security_groups::group;
use crate::containers::task::started;
use crate::placement::balancer_zones::listed;
use crate::placement::subnets::{subnets, vpc_of};
use iac_core::check::{Eval, Res, World};

/// Something that sends or receives.
#[derive(Clone)]
pub(crate) struct Side<'w, 'g> {
    pub(crate) res: Res<'w, 'g>,
    /// None where one of them is not known. What has no groups lets everything through.
    pub(crate) groups: Option<Vec<Res<'w, 'g>>>,
    /// None where one of them is not known.
    pub(crate) subnets: Option<Vec<Res<'w, 'g>>>,
}

/// What has groups and subnets, and where it names them.
const PARTS: &[(&str, &str, &str)] = &[
    (
        "AWS::ECS::Service",
        "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups",
        "NetworkConfiguration.AwsvpcConfiguration.Subnets",
    ),
    ("AWS::Lambda::Function", "VpcConfig.SecurityGroupIds", "VpcConfig.SubnetIds"),
    ("AWS::Serverless::Function", "VpcConfig.SecurityGroupIds", "VpcConfig.SubnetIds"),
    ("AWS::RDS::DBInstance", "VPCSecurityGroups", "DBSubnetGroupName"),
    ("AWS::RDS::DBCluster", "VpcSecurityGroupIds", "DBSubnetGroupName"),
    ("AWS::DocDB::DBCluster", "VpcSecurityGroupIds", "DBSubnetGroupName"),
    ("AWS::Neptune::DBCluster", "VpcSecurityGroupIds", "DBSubnetGroupName"),
    ("AWS::RDS::DBProxy", "VpcSecurityGroupIds", "VpcSubnetIds"),
    ("AWS::ElastiCache::ReplicationGroup", "SecurityGroupIds", "CacheSubnetGroupName"),
    ("AWS::ElastiCache::CacheCluster", "VpcSecurityGroupIds", "CacheSubnetGroupName"),
    ("AWS::ElastiCache::ServerlessCache", "SecurityGroupIds", "SubnetIds"),
    ("AWS::MemoryDB::Cluster", "SecurityGroupIds", "SubnetGroupName"),
    ("AWS::Redshift::Cluster", "VpcSecurityGroupIds", "ClusterSubnetGroupName"),
    ("AWS::OpenSearchService::Domain", "VPCOptions.SecurityGroupIds", "VPCOptions.SubnetIds"),
    ("AWS::Elasticsearch::Domain", "VPCOptions.SecurityGroupIds", "VPCOptions.SubnetIds"),
    ("AWS::EFS::MountTarget", "SecurityGroups", "SubnetId"),
    ("AWS::EC2::VPCEndpoint", "SecurityGroupIds", "SubnetIds"),
    ("AWS::EC2::Instance", "SecurityGroupIds", "SubnetId"),
];

/// The side that a resource is; none where it is nothing that is in a VPC.
pub(crate) fn side<'w, 'g>(res: Res<'w, 'g>) -> Option<Side<'w, 'g>> {
    let world = res.world();
    if res.kind() == "AWS::ElasticLoadBalancingV2::LoadBalancer" {
        return Some(balancer(res));
    }
    if res.kind() == "AWS::AutoScaling::AutoScalingGroup" {
        return Some(scaling(res));
    }
    let (_, groups, subnets) = PARTS.iter().find(|(kind, _, _)| *kind == res.kind())?;
    // A member of a cluster has what the cluster has.
    let cluster = world.target_of(&res.get("DBClusterIdentifier"), "AWS::RDS::DBCluster");
    if let Some(cluster) = cluster.filter(|cluster| cluster.kind() != res.kind()) {
        return side(cluster);
    }
    if res.kind() == "AWS::EC2::Instance" {
        return Some(instance(res));
    }
    Some(of(res, &res.get(groups), &res.get(subnets)))
}

/// Everything that is in a VPC.
pub(crate) fn in_vpc<'w, 'g>(world: &'w World<'g>) -> impl Iterator<Item = Res<'w, 'g>> {
    let kinds = PARTS
        .iter()
        .map(|(kind, _, _)| *kind)
        .chain(["AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::AutoScaling::AutoScalingGroup"]);
    kinds.flat_map(|kind| world.all(kind))
}

/// A side from what names its groups and subnets.
pub(crate) fn of<'w, 'g>(res: Res<'w, 'g>, groups: &Eval<'g>, in_subnets: &Eval<'g>) -> Side<'w, 'g> {
    let world = res.world();
    let subnets = subnets(world, in_subnets);
    let groups = match groups.items() {
        [] => default_group(subnets.as_deref()),
        items => items.iter().map(|item| group(world, item)).collect(),
    };
    Side { res, groups, subnets }
}

/// Where none is given, it is the default group of the VPC.
fn default_group<'w, 'g>(subnets: Option<&[Res<'w, 'g>]>) -> Option<Vec<Res<'w, 'g>>> {
    vpc_of(*subnets?.first()?).map(|vpc| vec![vpc])
}

fn balancer<'w, 'g>(res: Res<'w, 'g>) -> Side<'w, 'g> {
    let groups = res.get("SecurityGroups");
    let mut side = of(res, &groups, &listed(res).1);
    if groups.is_absent() && res.get("Type").text().is_some_and(|kind| kind == "network") {
        side.groups = Some(Vec::new());
    }
    side
}

fn instance<'w, 'g>(res: Res<'w, 'g>) -> Side<'w, 'g> {
    match res.get("NetworkInterfaces").items() {
        [] if res.get("LaunchTemplate").is_absent() && res.get("SecurityGroups").is_absent() => {
            of(res, &res.get("SecurityGroupIds"), &res.get("SubnetId"))
        }
        [first, ..] if !first.at("SubnetId").is_absent() => of(res, first.at("GroupSet"), first.at("SubnetId")),
        _ => Side { res, groups: None, subnets: None },
    }
}

/// The instances of a scaling group have what its template says.
fn scaling<'w, 'g>(res: Res<'w, 'g>) -> Side<'w, 'g> {
    let (world, subnets) = (res.world(), res.get("VPCZoneIdentifier"));
    let template = res.get("LaunchTemplate.LaunchTemplateId");
    let data =
        world.target_of(&template, "AWS::EC2::LaunchTemplate").map(|template| template.get("LaunchTemplateData"));
    let configuration = world.target_of(&res.get("LaunchConfigurationName"), "AWS::AutoScaling::LaunchConfiguration");
    let groups = match (data, configuration) {
        (Some(data), _) => match data.at("NetworkInterfaces").items() {
            [] => data.at("SecurityGroupIds").clone(),
            [first, ..] => first.at("Groups").clone(),
        },
        (None, Some(configuration)) => configuration.get("SecurityGroups"),
        (None, None) => Eval::Unknown("the groups of the instances".into()),
    };
    of(res, &groups, &subnets)
}

/// What is started anew in a VPC: by a service, a schedule or an event.
pub(crate) struct Tasks<'w, 'g> {
    pub(crate) side: Side<'w, 'g>,
    pub(crate) definition: Option<Res<'w, 'g>>,
    pub(crate) public_address: Eval<'g>,
    pub(crate) launch_type: Eval<'g>,
    /// The path of the network configuration.
    pub(crate) property: &'static str,
}

impl Tasks<'_, '_> {
    /// Whether they have public addresses, or nobody knows.
    pub(crate) fn may_be_public(&self) -> bool {
        !self.public_address.is_absent() && self.public_address.text().is_none_or(|text| text != "DISABLED")
    }
}

/// Everything that starts tasks with addresses of their own.
pub(crate) fn tasks<'w, 'g>(world: &'w World<'g>) -> Vec<Tasks<'w, 'g>> {
    let mut found = Vec::new();
    let mut add =
        |res: Res<'w, 'g>, property: &'static str, network: &Eval<'g>, definition: &Eval<'g>, launch: &Eval<'g>| {
            if network.is_absent() || network.is_unknown() {
                return;
            }
            found.push(Tasks {
                side: of(res, network.at("SecurityGroups"), network.at("Subnets")),
                definition: started(world, definition),
                public_address: network.at("AssignPublicIp").clone(),
                launch_type: launch.clone(),
                property,
            });
        };
    for service in world.all("AWS::ECS::Service") {
        let network = service.get("NetworkConfiguration.AwsvpcConfiguration");
        let property = "NetworkConfiguration.AwsvpcConfiguration";
        add(service, property, &network, &service.get("TaskDefinition"), &service.get("LaunchType"));
    }
    for schedule in world.all("AWS::Scheduler::Schedule") {
        let ecs = schedule.get("Target.EcsParameters");
        let network = ecs.at("NetworkConfiguration.AwsvpcConfiguration");
        add(schedule, "Target.EcsParameters", network, ecs.at("TaskDefinitionArn"), ecs.at("LaunchType"));
    }
    for rule in world.all("AWS::Events::Rule") {
        for target in rule.get("Targets").items() {
            let ecs = target.at("EcsParameters");
            let network = ecs.at("NetworkConfiguration.AwsVpcConfiguration");
            add(rule, "Targets", network, ecs.at("TaskDefinitionArn"), ecs.at("LaunchType"));
        }
    }
    found
}
