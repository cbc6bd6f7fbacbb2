//! What tasks and their services are made of.

use iac_core::check::{Eval, Res, World};

pub(crate) const SERVICE: &str = "AWS::ECS::Service";
pub(crate) const TASK: &str = "AWS::ECS::TaskDefinition";
pub(crate) const TARGET_GROUP: &str = "AWS::ElasticLoadBalancingV2::TargetGroup";

/// The containers of a task. None where one of them is not known.
pub(crate) fn containers<'g>(task: Res<'_, 'g>) -> Option<Vec<Eval<'g>>> {
    match task.get("ContainerDefinitions") {
        Eval::List(items) if items.iter().all(|item| matches!(item, Eval::Map(_))) => Some(items),
        _ => None,
    }
}

/// A container's name in a message.
pub(crate) fn named(container: &Eval<'_>) -> String {
    container.at("Name").shown()
}

/// The task that a service runs.
pub(crate) fn task_of<'w, 'g>(world: &'w World<'g>, service: Res<'_, 'g>) -> Option<Res<'w, 'g>> {
    world.target_of(&service.get("TaskDefinition"), TASK)
}

/// The task that a schedule or an event starts: a revision, or the newest one of a family.
pub(crate) fn started<'w, 'g>(world: &'w World<'g>, arn: &Eval<'g>) -> Option<Res<'w, 'g>> {
    world.target_of(arn, TASK).or_else(|| {
        let parts = match arn {
            Eval::Joined(parts) => &parts[..],
            alone => std::slice::from_ref(alone),
        };
        let (at, name) = parts
            .iter()
            .enumerate()
            .find_map(|(at, part)| Some((at, part.text()?.split_once(":task-definition/")?.1.to_owned())))?;
        let name = (!name.is_empty()).then(|| Eval::Text(name.into()));
        let family: Vec<Eval<'g>> = name.into_iter().chain(parts[at + 1..].iter().cloned()).collect();
        world.all(TASK).find(|task| match task.get("Family") {
            Eval::Absent => false,
            Eval::Joined(parts) => parts == family,
            alone => family == [alone],
        })
    })
}

/// Whether a task says that it runs on Fargate.
pub(crate) fn asks_for_fargate(task: Res<'_, '_>) -> bool {
    task.get("RequiresCompatibilities").items().iter().any(|one| one.text().as_deref() == Some("FARGATE"))
}

/// Whether a service runs its tasks on Fargate.
pub(crate) fn runs_on_fargate(service: Res<'_, '_>) -> bool {
    let is_fargate = |of: &Eval<'_>| of.text().is_some_and(|of| of == "FARGATE" || of == "FARGATE_SPOT");
    is_fargate(&service.get("LaunchType"))
        || service.get("CapacityProviderStrategy").items().iter().any(|one| is_fargate(one.at("CapacityProvider")))
}

/// A task's network mode, with what it is where none is given. None where it is not known.
pub(crate) fn network_mode(task: Res<'_, '_>) -> Option<String> {
    match task.get("NetworkMode") {
        Eval::Absent => Some("bridge".to_owned()),
        mode => mode.text().map(std::borrow::Cow::into_owned),
    }
}

/// A wired service for tests: a balancer, its listener, a task and its service.
#[cfg(test)]
pub(crate) const APP: &str = r#"
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Cluster: {Type: AWS::ECS::Cluster}
  Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /ecs/app}}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref Subnet]}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 8000, Protocol: HTTP, TargetType: ip,
    VpcId: !Ref Vpc, HealthCheckPath: /health}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 80,
    Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {RequiresCompatibilities: [FARGATE], NetworkMode: awsvpc,
    Cpu: "256", Memory: "512", ExecutionRoleArn: arn:aws:iam::123456789012:role/x,
    ContainerDefinitions: [{Name: web, Image: nginx, PortMappings: [{ContainerPort: 8000}],
      LogConfiguration: {LogDriver: awslogs, Options: {awslogs-group: !Ref Logs, awslogs-region: !Ref AWS::Region,
        awslogs-stream-prefix: web}}}]}}
  App: {Type: AWS::ECS::Service, DependsOn: [Listener], Properties: {Cluster: !Ref Cluster, LaunchType: FARGATE,
    TaskDefinition: !Ref Task, DesiredCount: 2,
    LoadBalancers: [{ContainerName: web, ContainerPort: 8000, TargetGroupArn: !Ref Targets}],
    NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref Subnet]}}}}
"#;

/// The wired service with one thing changed, below parameters and the like.
#[cfg(test)]
#[track_caller]
pub(crate) fn app(head: &str, from: &str, to: &str) -> String {
    assert!(APP.contains(from), "no `{from}`");
    format!("{head}\n{}", APP.replace(from, to))
}
