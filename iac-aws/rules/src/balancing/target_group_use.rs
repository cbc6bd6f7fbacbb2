use super::forwards::{TARGET_GROUP, balancer_of, forwards, grouped, listener_of};
use crate::containers::task::{SERVICE, task_of};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A target group has targets that do not belong together, or lie in another network.
    ///
    /// Two services that register in one target group get each other's requests. The balancer and the target group are in
    /// one VPC, or the listener is refused.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html>,
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html>.
    pub(crate) TARGET_GROUP_USE: "target-group-use", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let uses = world.all(SERVICE).filter(|service| service.is_certain()).flat_map(|service| {
        let targets = service.get("LoadBalancers");
        let groups = targets.items().iter().filter_map(|one| world.target_of(one.at("TargetGroupArn"), TARGET_GROUP));
        groups.map(|group| (group, service)).collect::<Vec<_>>()
    });
    for (group, services) in grouped(uses) {
        for pair in services.windows(2).filter(|pair| pair[0] != pair[1]) {
            shared(world, findings, group, pair[0], pair[1]);
        }
    }
    networks(world, findings);
}

fn shared<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    group: Res<'_, 'g>,
    first: Res<'_, 'g>,
    second: Res<'_, 'g>,
) {
    let container = |service: Res<'_, 'g>| {
        let targets = service.get("LoadBalancers");
        let of =
            targets.items().iter().find(|one| world.target_of(one.at("TargetGroupArn"), TARGET_GROUP) == Some(group));
        of.map(|of| (of.at("ContainerName").clone(), of.at("ContainerPort").clone()))
    };
    let (Some(a), Some(b)) = (container(first), container(second)) else { return };
    let message = format!("{} and {} register in one target group: {}", first.path(), second.path(), group.path());
    let help = "give each service a target group of its own, and a rule of the listener";
    let same_task = task_of(world, first).zip(task_of(world, second)).is_some_and(|(a, b)| a == b);
    if a.0.same(&b.0) == Some(false) || a.1.same(&b.1) == Some(false) {
        findings.between(
            second,
            "LoadBalancers",
            message,
            help,
            &[(first, "it registers there too"), (group, "the target group")],
        );
    } else if !same_task {
        // A second version of the same container beside the first is a way to try it.
        findings.warning(second, "LoadBalancers", message, help);
    }
}

/// The VPC of subnets, where it is one of the template.
fn network_of<'w, 'g>(world: &'w World<'g>, subnets: &Eval<'g>) -> Option<Res<'w, 'g>> {
    subnets.items().iter().find_map(|subnet| {
        let subnet = world.target_of(subnet, "AWS::EC2::Subnet")?;
        world.target_of(&subnet.get("VpcId"), "AWS::EC2::VPC")
    })
}

fn networks<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let of_group = |group: Res<'_, 'g>| world.target_of(&group.get("VpcId"), "AWS::EC2::VPC");
    let mut seen = std::collections::HashSet::new();
    for forward in forwards(world).0 {
        let Some(balancer) = listener_of(world, forward.from).and_then(|listener| balancer_of(world, listener)) else {
            continue;
        };
        let subnets = match balancer.get("Subnets") {
            Eval::Absent => Eval::List(
                balancer.get("SubnetMappings").items().iter().map(|one| one.at("SubnetId").clone()).collect(),
            ),
            subnets => subnets,
        };
        let (Some(here), Some(there)) = (network_of(world, &subnets), of_group(forward.group)) else { continue };
        if here != there && seen.insert((balancer, forward.group)) {
            let message = format!(
                "the target group is in {}, but the balancer {} is in {}",
                there.path(),
                balancer.path(),
                here.path()
            );
            let parts = [(balancer, "its subnets are in another VPC"), (here, "that VPC")];
            findings.between(forward.group, "VpcId", message, format!("set `VpcId: !Ref {}`", here.id()), &parts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TARGET_GROUP_USE;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, report, silent};
    use iac_core::Severity;

    fn two(other: &str) -> String {
        format!(
            "{APP}  Other: {{Type: AWS::ECS::Service, DependsOn: [Listener], Properties: {{TaskDefinition: !Ref Api,
    LoadBalancers: [{{{other}, TargetGroupArn: !GetAtt Targets.TargetGroupArn}}]}}}}
  Api: {{Type: AWS::ECS::TaskDefinition, Properties: {{ContainerDefinitions: [{{Name: api, Image: x}}]}}}}\n"
        )
    }

    #[test]
    fn two_services() {
        let other = two("ContainerName: api, ContainerPort: 9000");
        finds(TARGET_GROUP_USE, &other, "Other", "template/App and template/Other register in one target group");
        let canary = report(TARGET_GROUP_USE, &two("ContainerName: web, ContainerPort: 8000"));
        assert!(canary.findings.iter().all(|one| one.severity == Severity::Warning), "{:#?}", canary.findings);
        assert_eq!(canary.findings.len(), 1);
    }

    #[test]
    fn another_network() {
        let vpc = "  Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}\n";
        let apart =
            app("", "TargetType: ip,\n    VpcId: !Ref Vpc", "TargetType: ip,\n    VpcId: !GetAtt Other.VpcId") + vpc;
        finds(
            TARGET_GROUP_USE,
            &apart,
            "Targets",
            "is in template/Other, but the balancer template/Balancer is in template/Vpc",
        );
    }

    #[test]
    fn one_use_in_one_network() {
        silent(TARGET_GROUP_USE, APP);
        silent(TARGET_GROUP_USE, &app("Parameters: {V: {Type: String}}", "VpcId: !Ref Vpc, H", "VpcId: !Ref V, H"));
        let twice = app(
            "",
            "LoadBalancers: [",
            "LoadBalancers: [{ContainerName: web, ContainerPort: 8001, TargetGroupArn: !Ref Targets}, ",
        );
        silent(TARGET_GROUP_USE, &twice);
    }
}
