use super::security_groups::{Direction, permissions};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A security group on the way is closed.
    ///
    /// A balancer sends requests, and health checks, to the port of its targets. Both groups must let it through: the
    /// balancer's what goes out, the targets' what comes in. If one does not, every health check fails and the service
    /// never becomes healthy, long after the deployment began.
    ///
    /// Open the port, with a reference to the other group instead of a network.
    pub(crate) CLOSED_PORT: "closed-port", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for service in world.all("AWS::ECS::Service") {
        let task_groups = groups(world, &service.get("NetworkConfiguration.AwsvpcConfiguration.SecurityGroups"));
        for target in service.get("LoadBalancers").items() {
            let Some(port) = target.at("ContainerPort").int() else { continue };
            let Some(group) = world.target_of(target.at("TargetGroupArn"), "AWS::ElasticLoadBalancingV2::TargetGroup")
            else {
                continue;
            };
            for balancer in balancers(world, group) {
                let balancer_groups = groups(world, &balancer.get("SecurityGroups"));
                way(world, findings, (balancer, &balancer_groups), (service, &task_groups), port);
            }
        }
    }
}

type Groups<'w, 'g> = Option<Vec<Res<'w, 'g>>>;

/// The groups of a list. None where one is not known, or where there are none to know.
fn groups<'w, 'g>(world: &'w World<'g>, list: &Eval<'g>) -> Groups<'w, 'g> {
    let groups: Option<Vec<_>> =
        list.items().iter().map(|group| world.target_of(group, "AWS::EC2::SecurityGroup")).collect();
    groups.filter(|groups| !groups.is_empty())
}

/// The balancers whose listeners send something to a target group.
fn balancers<'w, 'g>(world: &'w World<'g>, group: Res<'w, 'g>) -> Vec<Res<'w, 'g>> {
    let sends = |value: &Eval<'g>| {
        value.references().into_iter().any(|reference| reference.target(world).is_some_and(|target| target == group))
    };
    let mut found = Vec::new();
    let mut of_listener = |listener: Res<'w, 'g>| {
        let balancer = world.target_of(&listener.get("LoadBalancerArn"), "AWS::ElasticLoadBalancingV2::LoadBalancer");
        found.extend(balancer.filter(|balancer| !found.contains(balancer)));
    };
    for listener in world.all("AWS::ElasticLoadBalancingV2::Listener").filter(|one| sends(&one.get("DefaultActions"))) {
        of_listener(listener);
    }
    for rule in world.all("AWS::ElasticLoadBalancingV2::ListenerRule").filter(|one| sends(&one.get("Actions"))) {
        if let Some(listener) = world.target(&rule.get("ListenerArn")) {
            of_listener(listener);
        }
    }
    found
}

fn way<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    (from, from_groups): (Res<'_, 'g>, &Groups<'_, 'g>),
    (to, to_groups): (Res<'_, 'g>, &Groups<'_, 'g>),
    port: i64,
) {
    let (Some(from_groups), Some(to_groups)) = (from_groups, to_groups) else {
        return findings.assume(to, format!("{} reaches port {port}: a security group is not known", from.path()));
    };
    let open = |groups: &[Res<'_, 'g>], direction, others: &[Res<'_, 'g>]| {
        groups.iter().any(|group| match permissions(world, *group, direction) {
            None => true,
            Some(all) => all.iter().any(|one| one.covers(port) && others.iter().any(|other| one.may_be(world, *other))),
        })
    };
    let parts = [(from, "the requests come from here"), (to, "they go here")];
    let mut closed = false;
    if !open(from_groups, Direction::Out, to_groups) {
        closed = true;
        let message = format!("nothing lets {} send to port {port} of {}", from.path(), to.path());
        let help = "add an egress rule with the other group as its destination";
        findings.between(from_groups[0], "SecurityGroupEgress", message, help, &parts);
    }
    if !open(to_groups, Direction::In, from_groups) {
        closed = true;
        let message = format!("nothing lets {} in to port {port} of {}", from.path(), to.path());
        let help = "add an ingress rule with the balancer's group as its source";
        findings.between(to_groups[0], "SecurityGroupIngress", message, help, &parts);
    }
    if !closed {
        findings.flow(from.path(), to.path(), format!("tcp {port}"), true);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{finds, silent};

    const WIRED: &str = r#"
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  BalancerGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: b, VpcId: !Ref Vpc}}
  TaskGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: t, VpcId: !Ref Vpc}}
  In: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !GetAtt TaskGroup.GroupId, IpProtocol: tcp,
    FromPort: 8000, ToPort: 8000, SourceSecurityGroupId: !GetAtt BalancerGroup.GroupId}}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {SecurityGroups: [!Ref BalancerGroup]}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 8000, VpcId: !Ref Vpc}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 80,
    DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}
  App: {Type: AWS::ECS::Service, Properties: {LoadBalancers: [{ContainerName: a, ContainerPort: 8000,
    TargetGroupArn: !Ref Targets}], NetworkConfiguration: {AwsvpcConfiguration: {SecurityGroups: [!Ref TaskGroup]}}}}
"#;

    #[test]
    fn open_on_both_sides() {
        silent(super::CLOSED_PORT, WIRED);
    }

    #[test]
    fn the_port_is_another_one() {
        let closed = WIRED.replace("FromPort: 8000, ToPort: 8000", "FromPort: 80, ToPort: 80");
        finds(
            super::CLOSED_PORT,
            &closed,
            "TaskGroup",
            "nothing lets template/Balancer in to port 8000 of template/App",
        );
    }

    #[test]
    fn nothing_goes_out() {
        let closed = WIRED.replace(
            "GroupDescription: b,",
            "GroupDescription: b, SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}],",
        );
        finds(super::CLOSED_PORT, &closed, "BalancerGroup", "nothing lets template/Balancer send to port 8000");
    }
}
