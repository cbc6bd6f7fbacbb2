//! Which ways the template itself asks for.

use super::balancers::Balancers;
use super::callers::of_names;
use super::instances::instances;
use super::needs::{Endpoints, in_the_way, taken_over};
use super::service_way::{rotations, services};
use super::sides::{Side, side, tasks};
use super::stores::{Stores, ports};
use iac_core::check::{Eval, Res, World};

/// A way that something needs: whoever made the template asked for it.
pub(crate) struct Want<'w, 'g> {
    pub(crate) from: Side<'w, 'g>,
    pub(crate) to: Side<'w, 'g>,
    /// One of these; more than one where nobody knows which.
    pub(crate) ports: Vec<i64>,
    /// What asks for it.
    pub(crate) why: &'static str,
}

pub(crate) fn wants<'w, 'g>(world: &'w World<'g>) -> Vec<Want<'w, 'g>> {
    let mut found = Vec::new();
    of_balancers(world, &mut found);
    of_stores(world, &mut found);
    of_names(world, &mut found);
    found
}

/// Requests and health checks.
fn of_balancers<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Want<'w, 'g>>) {
    let balancers = Balancers::of(world);
    let mut add = |group: Res<'w, 'g>, to: &Side<'w, 'g>, port: Option<i64>| {
        let protocol = group.get("Protocol");
        if matches!(protocol.text().as_deref(), Some("UDP" | "GENEVE" | "QUIC")) {
            return;
        }
        for balancer in balancers.before(group) {
            let Some(from) = side(balancer) else { continue };
            let mut want = |port: Option<i64>, why| {
                if let Some(port) = port {
                    found.push(Want { from: from.clone(), to: to.clone(), ports: vec![port], why });
                }
            };
            want(port, "the requests come from here");
            let health = group.get("HealthCheckPort").int();
            want(health.filter(|health| Some(*health) != port), "the health checks come from here");
        }
    };
    for service in world.all("AWS::ECS::Service") {
        // Without addresses of their own the tasks have those of the hosts.
        let Some(to) = side(service).filter(|_| !service.get("NetworkConfiguration").is_absent()) else { continue };
        for target in service.get("LoadBalancers").items() {
            if let Some(group) =
                world.target_of(target.at("TargetGroupArn"), "AWS::ElasticLoadBalancingV2::TargetGroup")
            {
                add(group, &to, target.at("ContainerPort").int());
            }
        }
    }
    for scaling in world.all("AWS::AutoScaling::AutoScalingGroup") {
        let Some(to) = side(scaling) else { continue };
        for group in scaling.get("TargetGroupARNs").items().iter().filter_map(|group| world.target(group)) {
            add(group, &to, group.get("Port").int());
        }
    }
    for group in world.all("AWS::ElasticLoadBalancingV2::TargetGroup") {
        for target in group.get("Targets").items() {
            if let Some(to) = world.target(target.at("Id")).and_then(side) {
                add(group, &to, target.at("Port").int().or(group.get("Port").int()));
            }
        }
    }
}

/// What a program is told of databases, caches and file systems.
fn of_stores<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Want<'w, 'g>>) {
    let stores = Stores::of(world);
    let told = |found: &mut Vec<Want<'w, 'g>>, from: &Side<'w, 'g>, told: &Eval<'g>| {
        for store in stores.told(told) {
            if let Some(to) = side(store) {
                found.push(Want { from: from.clone(), to, ports: ports(store), why: "it is told the endpoint" });
            }
        }
    };
    for one in instances(world) {
        for data in &one.user_data {
            told(found, &one.side, data);
            for to in stores.named(data).into_iter().flat_map(|system| stores.mounts(system).filter_map(side)) {
                found.push(Want { from: one.side.clone(), to, ports: vec![2049], why: "it mounts the file system" });
            }
        }
    }
    let endpoints = Endpoints::of(world);
    for tasks in tasks(world) {
        for to in in_the_way(&endpoints, &tasks) {
            found.push(Want { from: tasks.side.clone(), to, ports: vec![443], why: "its tasks start through it" });
        }
        let Some(definition) = tasks.definition else { continue };
        told(found, &tasks.side, &definition.get("ContainerDefinitions"));
        for file_system in stores.volumes(definition) {
            // A task mounts what is in its own zone, or else another one: any of them is asked for.
            for target in stores.mounts(file_system) {
                let Some(to) = side(target) else { continue };
                found.push(Want { from: tasks.side.clone(), to, ports: vec![2049], why: "it mounts the file system" });
            }
        }
    }
    for kind in ["AWS::Lambda::Function", "AWS::Serverless::Function"] {
        for function in world.all(kind).filter(|function| !function.get("VpcConfig").is_absent()) {
            if let Some(from) = side(function) {
                for system in function.get("FileSystemConfigs").items().iter().filter_map(|one| stores.behind(one)) {
                    for to in stores.mounts(system).filter_map(side) {
                        let why = "it mounts the file system";
                        found.push(Want { from: from.clone(), to, ports: vec![2049], why });
                    }
                }
                told(found, &from, &function.get("Environment"));
                for service in services(world, &function.get("Environment.Variables")) {
                    for to in taken_over(&endpoints, &from, service.service) {
                        found.push(Want { from: from.clone(), to, ports: vec![443], why: "it calls the service" });
                    }
                }
            }
        }
    }
    for from in rotations(world).into_iter().filter_map(|(_, function)| side(function)) {
        for to in taken_over(&endpoints, &from, "secretsmanager") {
            found.push(Want { from: from.clone(), to, ports: vec![443], why: "it rotates a secret" });
        }
    }
    for group in world.all("AWS::RDS::DBProxyTargetGroup") {
        let Some(from) = world.target_of(&group.get("DBProxyName"), "AWS::RDS::DBProxy").and_then(side) else {
            continue;
        };
        for property in ["DBInstanceIdentifiers", "DBClusterIdentifiers"] {
            for database in group.get(property).items().iter().filter_map(|item| world.target(item)) {
                if let Some(to) = side(database) {
                    let why = "its proxy connects to it";
                    found.push(Want { from: from.clone(), to, ports: ports(database), why });
                }
            }
        }
    }
}
