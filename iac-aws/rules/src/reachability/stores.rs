//! Databases, caches, file systems, inner balancers: their ports, and who is told where they are.

use iac_core::check::{Eval, Reference, Res, World};
use std::collections::{HashMap, HashSet};

pub(crate) struct Stores<'w, 'g> {
    world: &'w World<'g>,
    /// The database whose address a secret holds, by the secret and by its attachment.
    by_secret: HashMap<Res<'w, 'g>, Res<'w, 'g>>,
    proxied: HashSet<Res<'w, 'g>>,
    mounts: HashMap<Res<'w, 'g>, Vec<Res<'w, 'g>>>,
}

impl<'w, 'g> Stores<'w, 'g> {
    pub(crate) fn of(world: &'w World<'g>) -> Self {
        let (mut by_secret, mut proxied, mut mounts) = (HashMap::new(), HashSet::new(), HashMap::new());
        for attachment in world.all("AWS::SecretsManager::SecretTargetAttachment") {
            let Some(database) = world.target(&attachment.get("TargetId")) else { continue };
            by_secret.insert(attachment, database);
            by_secret.extend(world.target(&attachment.get("SecretId")).map(|secret| (secret, database)));
        }
        for group in world.all("AWS::RDS::DBProxyTargetGroup") {
            for property in ["DBInstanceIdentifiers", "DBClusterIdentifiers"] {
                proxied.extend(group.get(property).items().iter().filter_map(|item| world.target(item)));
            }
        }
        for target in world.all("AWS::EFS::MountTarget") {
            if let Some(system) = world.target(&target.get("FileSystemId")) {
                mounts.entry(system).or_insert_with(Vec::new).push(target);
            }
        }
        Stores { world, by_secret, proxied, mounts }
    }

    /// What a program connects to, from what it is told.
    pub(crate) fn told(&self, value: &Eval<'g>) -> Vec<Res<'w, 'g>> {
        let (mut named, mut by_secret) = (Vec::new(), Vec::new());
        for reference in value.references() {
            let Some(target) = reference.target(self.world).filter(|target| target.exists()) else { continue };
            if is_address(reference, target) {
                push(&mut named, target);
            } else if reference.attribute == "MasterUserSecret.SecretArn" {
                push(&mut by_secret, target);
            } else if target.kind() == "AWS::SSM::Parameter" {
                self.inside(target, "Value", &mut named);
            } else if target.kind().starts_with("AWS::SecretsManager::") {
                self.inside(target, "SecretString", &mut named);
                if let Some(database) = self.by_secret.get(&target) {
                    push(&mut by_secret, *database);
                }
            }
        }
        // The password of a database is also the one with which its proxy is used.
        if !named.iter().any(|store| store.kind().starts_with("AWS::RDS::")) {
            by_secret.into_iter().filter(|store| !self.proxied.contains(store)).for_each(|one| push(&mut named, one));
        }
        named
    }

    fn inside(&self, holder: Res<'w, 'g>, property: &str, named: &mut Vec<Res<'w, 'g>>) {
        for reference in holder.get(property).references() {
            if let Some(target) = reference.target(self.world).filter(|target| is_address(reference, *target)) {
                push(named, target);
            }
        }
    }

    /// The file systems that a task definition mounts.
    pub(crate) fn volumes(&self, definition: Res<'w, 'g>) -> Vec<Res<'w, 'g>> {
        let volumes = definition.get("Volumes");
        let of = |volume: &Eval<'g>| {
            let efs = volume.at("EFSVolumeConfiguration");
            let id = if efs.at("FilesystemId").is_absent() { efs.at("FileSystemId") } else { efs.at("FilesystemId") };
            self.world.target_of(id, "AWS::EFS::FileSystem")
        };
        volumes.items().iter().filter_map(of).collect()
    }

    /// The file systems that user data names: it mounts them.
    pub(crate) fn named(&self, value: &Eval<'g>) -> Vec<Res<'w, 'g>> {
        let mut named = Vec::new();
        let targets = value.references().into_iter().filter_map(|reference| reference.target(self.world));
        targets.filter(|one| one.kind() == "AWS::EFS::FileSystem").for_each(|one| push(&mut named, one));
        named
    }

    /// The file system behind an access point.
    pub(crate) fn behind(&self, config: &Eval<'g>) -> Option<Res<'w, 'g>> {
        let point = self.world.target_of(config.at("Arn"), "AWS::EFS::AccessPoint")?;
        self.world.target(&point.get("FileSystemId"))
    }

    pub(crate) fn mounts(&self, system: Res<'w, 'g>) -> impl Iterator<Item = Res<'w, 'g>> + '_ {
        self.mounts.get(&system).into_iter().flatten().copied()
    }
}

fn push<'w, 'g>(to: &mut Vec<Res<'w, 'g>>, one: Res<'w, 'g>) {
    if !to.contains(&one) {
        to.push(one);
    }
}

/// Whether it is where something is reached.
pub(crate) fn is_address(reference: Reference<'_>, target: Res<'_, '_>) -> bool {
    let service = target.kind().split("::").nth(1).unwrap_or_default();
    let stores =
        ["RDS", "DocDB", "Neptune", "ElastiCache", "MemoryDB", "Redshift", "OpenSearchService", "Elasticsearch"];
    stores.contains(&service) && reference.attribute.to_ascii_lowercase().contains("endpoint")
        || reference.attribute == "DNSName" && is_inner_balancer(target)
}

/// A balancer that only its VPC reaches, through its security groups.
fn is_inner_balancer(target: Res<'_, '_>) -> bool {
    target.kind() == BALANCER
        && target.get("Scheme").text().is_some_and(|scheme| scheme == "internal")
        && !target.get("SecurityGroups").items().is_empty()
}

const BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";

/// The ports on which it may listen; none where nobody knows.
pub(crate) fn ports(store: Res<'_, '_>) -> Vec<i64> {
    let world = store.world();
    let cluster = world.target_of(&store.get("DBClusterIdentifier"), "AWS::RDS::DBCluster");
    if let Some(cluster) = cluster.filter(|cluster| cluster.kind() != store.kind()) {
        return ports(cluster);
    }
    match store.get("Port") {
        Eval::Absent => {}
        port => return port.int().into_iter().collect(),
    }
    let engine = |property: &str| store.get(property).text().map(|text| text.to_ascii_lowercase()).unwrap_or_default();
    match store.kind() {
        "AWS::RDS::DBInstance" | "AWS::RDS::DBCluster" | "AWS::RDS::DBProxy" => {
            let proxy = store.kind().ends_with("DBProxy");
            let engine = if proxy { engine("EngineFamily") } else { engine("Engine") };
            match engine.as_str() {
                // The reference and the service do not agree on the default.
                "aurora-postgresql" => vec![3306, 5432],
                "mysql" | "mariadb" | "aurora" | "aurora-mysql" => vec![3306],
                "postgres" | "postgresql" => vec![5432],
                oracle if oracle.starts_with("oracle") => vec![1521],
                server if server.starts_with("sqlserver") => vec![1433],
                _ => Vec::new(),
            }
        }
        "AWS::ElastiCache::ReplicationGroup" | "AWS::MemoryDB::Cluster" => vec![6379],
        "AWS::ElastiCache::CacheCluster" | "AWS::ElastiCache::ServerlessCache" => match engine("Engine").as_str() {
            "memcached" => vec![11211],
            "redis" | "valkey" => vec![6379],
            _ => Vec::new(),
        },
        BALANCER => {
            let listeners = world.all("AWS::ElasticLoadBalancingV2::Listener");
            let own = listeners.filter(|one| world.target_of(&one.get("LoadBalancerArn"), BALANCER) == Some(store));
            own.filter_map(|listener| listener.get("Port").int()).collect()
        }
        "AWS::Redshift::Cluster" => vec![5439],
        "AWS::DocDB::DBCluster" => vec![27017],
        "AWS::Neptune::DBCluster" => vec![8182],
        "AWS::OpenSearchService::Domain" | "AWS::Elasticsearch::Domain" => vec![443],
        _ => Vec::new(),
    }
}
