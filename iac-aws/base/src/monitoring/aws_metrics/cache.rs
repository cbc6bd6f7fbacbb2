//! What ElastiCache measures of a node.

use crate::monitoring::Metric;
use iac_aws_cfn::elasticache;
use iac_core::prelude::*;

/// The metrics of one node of a Redis or Valkey cache. They are free.
/// Source: <https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html>
#[derive(Clone, Debug)]
pub struct CacheNodeMetrics {
    node: Val<Str>,
}

impl CacheNodeMetrics {
    /// Of the `number`-th node, counted from one, of a replication group with cluster mode off. Which of them is the
    /// primary changes with a failover.
    pub fn of(group: elasticache::ReplicationGroupRef, number: u8) -> Self {
        CacheNodeMetrics { node: join![group.replication_group_id(), format!("-{number:03}")] }
    }

    fn found_by(&self, metric: Metric) -> Metric {
        metric.dimension("CacheClusterId", self.node.clone())
    }
}

super::metrics! { CacheNodeMetrics in "AWS/ElastiCache":
    /// CPU of the whole node in use, in percent.
    cpu_utilization "CPUUtilization" Average;
    /// The one core in use that answers commands, in percent: the one to watch on nodes of four cores and more.
    engine_cpu_utilization "EngineCPUUtilization" Average;
    /// Memory in use, in percent of what the cache may use.
    database_memory_usage_percentage "DatabaseMemoryUsagePercentage" Average;
    /// Keys that were thrown out because memory was full.
    evictions "Evictions" Sum;
    /// Connections of clients.
    curr_connections "CurrConnections" Average;
    /// Reads that found a key.
    cache_hits "CacheHits" Sum;
    /// Reads that found no key.
    cache_misses "CacheMisses" Sum;
    /// Bytes of memory that are swapped to disk.
    swap_usage "SwapUsage" Maximum;
    /// Seconds that a replica is behind.
    replication_lag "ReplicationLag" Maximum;
}
