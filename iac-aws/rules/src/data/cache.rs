use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A cache cannot be made as it is described.
    ///
    /// Failover needs a second node, several zones need failover, cluster mode needs both; passwords and users need
    /// encryption in transit. ElastiCache refuses the rest.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html>
    pub(crate) CACHE: "cache", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for cache in world.all("AWS::ElastiCache::ReplicationGroup") {
        nodes(findings, cache);
        access(findings, cache);
        group(world, findings, cache);
        class(findings, cache);
    }
    for cache in world.all("AWS::ElastiCache::CacheCluster") {
        class(findings, cache);
        let (engine, nodes) = (cache.get("Engine"), cache.get("NumCacheNodes").int());
        let is_memcached = engine.text().is_some_and(|engine| &*engine == "memcached");
        if let Some(nodes) = nodes.filter(|nodes| *nodes > 1 && !engine.is_unknown() && !is_memcached) {
            let message = format!("{} has {nodes} nodes, but a cluster of {} has one", cache.path(), engine.shown());
            findings.at(cache, "NumCacheNodes", message, "use an `AWS::ElastiCache::ReplicationGroup`");
        }
        if nodes == Some(1) && cache.get("AZMode").text().is_some_and(|mode| &*mode == "cross-az") {
            let message = format!("{} has one node in several zones", cache.path());
            findings.at(cache, "AZMode", message, "give it more nodes, or `single-az`");
        }
    }
}

fn nodes<'g>(findings: &mut Findings<'_, 'g>, cache: Res<'_, 'g>) {
    let path = cache.path();
    let flag = |name: &str| match cache.get(name) {
        value if value.is_absent() => Some(false),
        value => value.bool(),
    };
    let (failover, zones) = (flag("AutomaticFailoverEnabled"), flag("MultiAZEnabled"));
    let (clusters, shards, replicas) =
        (cache.get("NumCacheClusters"), cache.get("NumNodeGroups"), cache.get("ReplicasPerNodeGroup"));
    let sharded = shards.int().is_some_and(|shards| shards > 1);
    // One that joins a global datastore, or is configured shard by shard, has its nodes from there.
    let elsewhere =
        !cache.get("NodeGroupConfiguration").is_absent() || !cache.get("GlobalReplicationGroupId").is_absent();
    let count = match (clusters.int(), replicas.int()) {
        (Some(count), _) => Some(count),
        (None, Some(replicas)) if clusters.is_absent() => Some(replicas + 1),
        _ => None,
    };
    if failover == Some(true) && count == Some(1) && !sharded && !elsewhere {
        let message = format!("{path} is to fail over, but has one node");
        findings.at(
            cache,
            "AutomaticFailoverEnabled",
            message,
            "give it two or more nodes, or set the failover to false",
        );
    }
    if zones == Some(true) && count == Some(1) && !elsewhere {
        let message = format!("{path} is to be in several zones, but has one node in each shard");
        findings.at(cache, "MultiAZEnabled", message, "give it replicas");
    } else if zones == Some(true) && failover == Some(false) {
        let message = format!("{path} is in several zones without failover");
        findings.at(cache, "MultiAZEnabled", message, "set `AutomaticFailoverEnabled: true`");
    }
    if sharded && cache.get("AutomaticFailoverEnabled").bool() == Some(false) {
        let message = format!("{path} has {} shards without failover", shards.shown());
        findings.at(cache, "AutomaticFailoverEnabled", message, "cluster mode needs `AutomaticFailoverEnabled: true`");
    }
    if sharded && !clusters.is_absent() && !clusters.is_unknown() {
        let message = format!("{path} has both `NumCacheClusters` and {} shards", shards.shown());
        findings.at(cache, "NumCacheClusters", message, "in cluster mode, set `ReplicasPerNodeGroup` instead");
    }
    for (property, value, most) in [("NumCacheClusters", &clusters, 6), ("ReplicasPerNodeGroup", &replicas, 5)] {
        if let Some(count) = value.int().filter(|count| *count > most) {
            findings.at(cache, property, format!("{path} has `{property}` {count}"), format!("it is {most} at most"));
        }
    }
}

fn access<'g>(findings: &mut Findings<'_, 'g>, cache: Res<'_, 'g>) {
    let path = cache.path();
    let (token, users) = (cache.get("AuthToken"), cache.get("UserGroupIds"));
    let encryption = cache.get("TransitEncryptionEnabled");
    let open = encryption.is_absent() || encryption.bool() == Some(false);
    if open && !token.may_be_absent() {
        let message = format!("{path} has a password without encryption in transit");
        findings.at(cache, "AuthToken", message, "set `TransitEncryptionEnabled: true`");
    }
    if open && !users.items().is_empty() {
        let message = format!("{path} has users without encryption in transit");
        findings.at(cache, "UserGroupIds", message, "set `TransitEncryptionEnabled: true`");
    }
    if !token.may_be_absent() && !users.items().is_empty() {
        let message = format!("{path} has both users and one password for all");
        findings.at(cache, "AuthToken", message, "leave out `AuthToken` or `UserGroupIds`");
    }
    if users.items().len() > 1 {
        findings.at(cache, "UserGroupIds", format!("{path} has several groups of users"), "it takes one");
    }
    if let Some(text) = token.text().filter(|text| !text.is_empty() && !text.contains("{{")) {
        let signs = text.chars().all(|c| c.is_ascii_graphic() && !"@\"/".contains(c));
        if !signs || !(16..=128).contains(&text.len()) {
            let message = format!("the password of {path} has {} signs, or one that is not permitted", text.len());
            findings.at(cache, "AuthToken", message, "16 to 128 letters, digits and signs without `@`, `\"` and `/`");
        }
    }
}

/// Parameter groups are made for a version, and for cluster mode or against it.
fn group<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, cache: Res<'_, 'g>) {
    let value = cache.get("CacheParameterGroupName");
    let (name, shards) = (value.text(), cache.get("NumNodeGroups").int());
    let path = cache.path();
    let alone = name.as_ref().filter(|name| name.starts_with("default.") && !name.ends_with(".cluster.on"));
    if let Some(name) = alone.filter(|_| shards.is_some_and(|shards| shards > 1)) {
        let message = format!("{path} has several shards, but its parameter group `{name}` is for one");
        findings.at(cache, "CacheParameterGroupName", message, format!("use `{name}.cluster.on`"));
    }
    let (engine, version) = (cache.get("Engine"), cache.get("EngineVersion"));
    let family = match world.target_of(&value, "AWS::ElastiCache::ParameterGroup") {
        Some(group) => group.get("CacheParameterGroupFamily").text().map(|family| family.into_owned()),
        None => name.and_then(|name| Some(name.strip_prefix("default.")?.trim_end_matches(".cluster.on").to_owned())),
    };
    let (Some(family), Some(version)) = (family, version.text()) else { return };
    let engine = if engine.is_absent() { "redis".into() } else { engine.text().unwrap_or_default() };
    let Some(major) = version.split('.').next().filter(|_| matches!(&*engine, "redis" | "valkey")) else { return };
    let wanted = match major {
        "6" => "redis6.x".to_owned(),
        "7" | "8" | "9" => format!("{engine}{major}"),
        _ => return,
    };
    if family != wanted {
        let message = format!("{path} is {engine} {version}, but its parameter group is for {family}");
        findings.at(cache, "CacheParameterGroupName", message, format!("the family is `{wanted}`"));
    }
}

fn class<'g>(findings: &mut Findings<'_, 'g>, cache: Res<'_, 'g>) {
    let value = cache.get("CacheNodeType");
    let Some(class) = value.text().filter(|class| !class.is_empty()) else { return };
    let parts: Vec<&str> = class.split('.').collect();
    let fine = match parts[..] {
        ["cache", series, size] => match series {
            "t2" | "t3" | "t4g" => matches!(size, "micro" | "small" | "medium"),
            "m5" | "m6g" | "m7g" | "r5" | "r6g" | "r7g" | "r6gd" => size.ends_with("large"),
            _ => true,
        },
        _ => false,
    };
    if !fine {
        let message = format!("{} has the node type `{class}`, which does not exist", cache.path());
        findings.at(cache, "CacheNodeType", message, "write for example `cache.t4g.small` or `cache.r7g.large`");
    }
}

#[cfg(test)]
mod tests {
    use super::CACHE;
    use crate::testing::{finds, silent};

    fn cache(properties: &str) -> String {
        format!(
            "Parameters: {{Nodes: {{Type: Number, Default: 2, AllowedValues: [1, 2]}}, Pw: {{Type: String, NoEcho: true}}}}\n\
             Resources: {{C: {{Type: AWS::ElastiCache::ReplicationGroup, Properties: {{{properties}}}}}}}"
        )
    }

    #[test]
    fn caches_that_are_refused() {
        for (properties, words) in [
            ("AutomaticFailoverEnabled: true, NumCacheClusters: 1", "is to fail over, but has one node"),
            ("AutomaticFailoverEnabled: true, NumCacheClusters: !Ref Nodes", "is to fail over, but has one node"),
            ("MultiAZEnabled: true, NumCacheClusters: 2", "in several zones without failover"),
            ("AuthToken: !Ref Pw", "a password without encryption"),
            ("UserGroupIds: [a]", "users without encryption"),
            ("AuthToken: short, TransitEncryptionEnabled: true", "has 5 signs"),
            ("NumNodeGroups: 2, AutomaticFailoverEnabled: false", "2 shards without failover"),
            ("NumNodeGroups: 2, AutomaticFailoverEnabled: true, CacheParameterGroupName: default.redis7", "is for one"),
            ("EngineVersion: '7.1', CacheParameterGroupName: default.redis6.x", "is for redis6.x"),
            ("CacheNodeType: cache.t4g.large", "which does not exist"),
            ("NumCacheClusters: 8", "`NumCacheClusters` 8"),
        ] {
            finds(CACHE, &cache(properties), "C", words);
        }
    }

    #[test]
    fn caches_that_are_made() {
        for properties in [
            "AutomaticFailoverEnabled: true, MultiAZEnabled: true, NumCacheClusters: 2, CacheNodeType: cache.t4g.small",
            "AutomaticFailoverEnabled: true, NumNodeGroups: 3, ReplicasPerNodeGroup: 1, EngineVersion: '7.1', \
             CacheParameterGroupName: default.redis7.cluster.on",
            "AuthToken: !Ref Pw, TransitEncryptionEnabled: true",
            "NumCacheClusters: 1",
        ] {
            silent(CACHE, &cache(properties));
        }
    }
}
