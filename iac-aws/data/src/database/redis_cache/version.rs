//! Engines, node types and what a full cache does.

use iac_aws_cfn::elasticache;
use iac_core::kind::Str;
use iac_core::{IntoVal, Text, Val, Value};

/// An engine and its version, as ElastiCache offered them in November 2026. Valkey is the free continuation of Redis,
/// understands the same commands and costs a fifth less.
/// Source: <https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CacheVersion {
    /// Redis OSS 7.1, the last one that ElastiCache has.
    Redis7_1,
    /// Valkey 7.2.
    Valkey7_2,
    /// Valkey 8.0.
    Valkey8_0,
    /// Valkey 8.1.
    Valkey8_1,
    /// Valkey 8.2.
    Valkey8_2,
}

impl CacheVersion {
    /// The engine's name, version and parameter group family.
    pub(super) const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            CacheVersion::Redis7_1 => ("redis", "7.1", "redis7"),
            CacheVersion::Valkey7_2 => ("valkey", "7.2", "valkey7"),
            CacheVersion::Valkey8_0 => ("valkey", "8.0", "valkey8"),
            CacheVersion::Valkey8_1 => ("valkey", "8.1", "valkey8"),
            CacheVersion::Valkey8_2 => ("valkey", "8.2", "valkey8"),
        }
    }

    pub(super) const fn user_engine(self) -> elasticache::user::Engine {
        match self {
            CacheVersion::Redis7_1 => elasticache::user::Engine::Redis,
            _ => elasticache::user::Engine::Valkey,
        }
    }

    pub(super) const fn group_engine(self) -> elasticache::user_group::Engine {
        match self {
            CacheVersion::Redis7_1 => elasticache::user_group::Engine::Redis,
            _ => elasticache::user_group::Engine::Valkey,
        }
    }
}

/// How much CPU and memory a node of a cache has. Not every type exists in every region.
/// Source: <https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html>
#[derive(Clone, Debug, PartialEq)]
pub struct CacheNodeType(Value);

macro_rules! node_types {
    ($($name:ident $node:literal $cpus:literal $gib:literal)*) => {
        impl CacheNodeType {
            $(
                #[doc = concat!("`", $node, "`: ", $cpus, " vCPUs, ", $gib, " GiB of memory.")]
                pub const $name: CacheNodeType = CacheNodeType(Value::Str(Text::Borrowed($node)));
            )*
        }
    };
}

node_types! {
    T3_MICRO "cache.t3.micro" 2 0.5
    T3_SMALL "cache.t3.small" 2 1.37
    T3_MEDIUM "cache.t3.medium" 2 3.09
    T4G_MICRO "cache.t4g.micro" 2 0.5
    T4G_SMALL "cache.t4g.small" 2 1.37
    T4G_MEDIUM "cache.t4g.medium" 2 3.09
    M6G_LARGE "cache.m6g.large" 2 6.38
    M6G_XLARGE "cache.m6g.xlarge" 4 12.94
    M7G_LARGE "cache.m7g.large" 2 6.38
    M7G_XLARGE "cache.m7g.xlarge" 4 12.94
    R6G_LARGE "cache.r6g.large" 2 13.07
    R6G_XLARGE "cache.r6g.xlarge" 4 26.32
    R7G_LARGE "cache.r7g.large" 2 13.07
    R7G_XLARGE "cache.r7g.xlarge" 4 26.32
}

impl CacheNodeType {
    /// A type that whoever deploys the stack chooses; the parameter needs allowed values.
    pub fn parameter(node: Val<Str>) -> Self {
        CacheNodeType(node.into_plain_value())
    }

    /// Any other type by its name, such as `cache.c7gn.large`.
    pub const fn other(name: &'static str) -> Self {
        CacheNodeType(Value::Str(Text::Borrowed(name)))
    }
}

#[diagnostic::do_not_recommend]
impl IntoVal<Str> for CacheNodeType {
    fn into_value(self) -> Value {
        self.0
    }
}

/// What a cache does when its memory is full.
/// Source: <https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eviction {
    /// Refuses to write. For queues and sessions, which must not vanish.
    NoEviction,
    /// Drops the least recently used keys, whether they expire or not. For pure caches.
    AllKeysLru,
    /// Drops the least frequently used keys, whether they expire or not.
    AllKeysLfu,
    /// Drops the least recently used keys of those that expire, and refuses to write when there are none.
    VolatileLru,
    /// Drops the keys that expire soonest.
    VolatileTtl,
}

impl Eviction {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Eviction::NoEviction => "noeviction",
            Eviction::AllKeysLru => "allkeys-lru",
            Eviction::AllKeysLfu => "allkeys-lfu",
            Eviction::VolatileLru => "volatile-lru",
            Eviction::VolatileTtl => "volatile-ttl",
        }
    }
}
