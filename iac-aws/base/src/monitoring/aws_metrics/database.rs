//! What RDS measures of a database instance.

use crate::monitoring::Metric;
use iac_aws_cfn::kind::RdsDbInstance;
use iac_aws_cfn::rds;
use iac_core::prelude::*;

/// The metrics of a database instance. They are free.
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html>
#[derive(Clone, Debug)]
pub struct DbInstanceMetrics {
    instance: Val<Id<RdsDbInstance>>,
}

impl DbInstanceMetrics {
    /// Of an instance in this app.
    pub fn of(instance: rds::DbInstanceRef) -> Self {
        DbInstanceMetrics { instance: instance.db_instance_identifier() }
    }

    fn found_by(&self, metric: Metric) -> Metric {
        metric.dimension("DBInstanceIdentifier", self.instance.clone())
    }
}

super::metrics! { DbInstanceMetrics in "AWS/RDS":
    /// CPU in use, in percent.
    cpu_utilization "CPUUtilization" Average;
    /// CPU credits that a burstable class (`db.t…`) has left: the fewest of a period.
    cpu_credit_balance "CPUCreditBalance" Minimum;
    /// Free storage in bytes: the least of a period.
    free_storage_space "FreeStorageSpace" Minimum;
    /// Free memory in bytes: the least of a period.
    freeable_memory "FreeableMemory" Minimum;
    /// Connections of clients.
    database_connections "DatabaseConnections" Average;
    /// Seconds that one read takes.
    read_latency "ReadLatency" Average;
    /// Seconds that one write takes.
    write_latency "WriteLatency" Average;
    /// Reads per second.
    read_iops "ReadIOPS" Average;
    /// Writes per second.
    write_iops "WriteIOPS" Average;
    /// Reads and writes that wait for the disk.
    disk_queue_depth "DiskQueueDepth" Average;
    /// Seconds that a read replica is behind.
    replica_lag "ReplicaLag" Average;
}
