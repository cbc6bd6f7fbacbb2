//! Redis and Valkey on ElastiCache.

mod build;
mod version;

pub use version::{CacheNodeType, CacheVersion, Eviction};

use iac_aws_base::monitoring::Retention;
use iac_aws_base::network::{DatabaseSubnets, Subnets};
use iac_aws_base::security::EncryptionKeyHandle;
use iac_core::{Duration, Text};

/// A cache (`AWS::ElastiCache::ReplicationGroup`, cluster mode off) that only declared connections reach, encrypted at
/// rest and on the wire: clients use TLS (`rediss://`) and a generated password.
///
/// One node without a snapshot by default. What it holds is lost when the node fails or the stack is deleted:
/// [`RedisCache::replicas`], [`RedisCache::snapshots`] and [`RedisCache::snapshot_on_delete`] each keep it from one of
/// these, and cost. The version stays as pinned.
///
/// Who connects is a user of ElastiCache instead of an auth token. Its identifier is made of this construct's id and the
/// stack's, because ElastiCache makes none up.
/// Source: <https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
/// let cache = RedisCache::new(vpc.isolated(), CacheVersion::Valkey8_1, CacheNodeType::T4G_SMALL);
/// let cache = stack.add("Cache", cache.replicas(1).multi_az());
/// stack.output("CacheHost", cache.host());
/// ```
#[derive(Clone, Debug)]
pub struct RedisCache {
    subnets: Subnets,
    version: CacheVersion,
    node: CacheNodeType,
    port: u16,
    replicas: u8,
    multi_az: bool,
    eviction: Option<Eviction>,
    snapshots: Option<Duration>,
    snapshot_window: Option<Text>,
    snapshot_on_delete: bool,
    maintenance_window: Option<Text>,
    slow_log: Option<Retention>,
    key: Option<EncryptionKeyHandle>,
}

impl RedisCache {
    /// A cache of one node in subnets that the internet does not reach.
    pub fn new(subnets: impl DatabaseSubnets, version: CacheVersion, node: CacheNodeType) -> Self {
        RedisCache {
            subnets: subnets.into_subnets(),
            version,
            node,
            port: 6379,
            replicas: 0,
            multi_az: false,
            eviction: None,
            snapshots: None,
            snapshot_window: None,
            snapshot_on_delete: false,
            maintenance_window: None,
            slow_log: None,
            key: None,
        }
    }

    /// The port, 1,024 to 65,535; 6379 by default. Another one later is another, empty cache.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// How many nodes follow the one that takes writes, up to five; one of them takes over when that one fails. Each
    /// costs as much as the first.
    pub fn replicas(mut self, count: u8) -> Self {
        self.replicas = count;
        self
    }

    /// Spreads the nodes over the zones. Needs at least one replica.
    pub fn multi_az(mut self) -> Self {
        self.multi_az = true;
        self
    }

    /// What happens when memory is full; [`Eviction::VolatileLru`] by default.
    pub fn eviction(mut self, eviction: Eviction) -> Self {
        self.eviction = Some(eviction);
        self
    }

    /// Takes a snapshot every day and keeps it for 1 to 35 whole days. None by default.
    pub fn snapshots(mut self, retention: Duration) -> Self {
        self.snapshots = Some(retention);
        self
    }

    /// When the daily snapshot is taken, in UTC, such as `03:00-04:00`, at least an hour; ElastiCache chooses by default.
    pub fn snapshot_window(mut self, window: impl Into<Text>) -> Self {
        self.snapshot_window = Some(window.into());
        self
    }

    /// Takes a last snapshot when the stack is deleted. It costs by its size until somebody deletes it.
    pub fn snapshot_on_delete(mut self) -> Self {
        self.snapshot_on_delete = true;
        self
    }

    /// When maintenance may happen, in UTC, such as `sun:04:00-sun:05:00`; ElastiCache chooses by default.
    pub fn maintenance_window(mut self, window: impl Into<Text>) -> Self {
        self.maintenance_window = Some(window.into());
        self
    }

    /// Logs slow commands, with their arguments, to a log group that keeps them for this long. Off by default.
    pub fn slow_log(mut self, retention: Retention) -> Self {
        self.slow_log = Some(retention);
        self
    }

    /// Encrypts the cache, its snapshots, its slow log and its password with a customer key, which must be usable by
    /// [`KeyUser::CloudWatchLogs`](iac_aws_base::security::KeyUser) where there is a slow log. Another key later is another,
    /// empty cache.
    pub fn encryption_key(mut self, key: &EncryptionKeyHandle) -> Self {
        self.key = Some(*key);
        self
    }
}
