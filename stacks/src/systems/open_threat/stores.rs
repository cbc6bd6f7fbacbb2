//! Alarms on the database and the cache, in the tiers that have managed ones.

use iac_aws::prelude::*;

const GIB: f64 = 1_073_741_824.0;

/// What fills up or gets slow. Burstable classes share one of their two CPUs with others once their credits are gone.
pub(super) fn alarms(
    stack: &mut Stack,
    database: &RdsInstanceHandle,
    cache: &RedisCacheHandle,
    many_connections: f64,
    topic: &AlarmTopicHandle,
) -> Vec<AlarmHandle> {
    let data = DbInstanceMetrics::of(database.instance);
    let nodes = CacheNodeMetrics::of(cache.replication_group, 1);
    let warning = |metric: Metric, comparison, what: &'static str| {
        Alarm::new(metric, comparison, Severity::Warning, what).for_periods(3)
    };
    let storage = Alarm::new(
        data.free_storage_space(),
        Comparison::LessThan(2.0 * GIB),
        Severity::Critical,
        "The database has less than 2 GiB left: raise the largest size that its storage may grow to",
    );
    let all = [
        (
            "DatabaseCpu",
            warning(
                data.cpu_utilization(),
                Comparison::GreaterThan(80.0),
                "The database has used more than 80 % of its CPU for 15 minutes: look for slow queries",
            ),
        ),
        ("DatabaseStorage", storage),
        (
            "DatabaseConnections",
            warning(
                data.database_connections(),
                Comparison::GreaterThan(many_connections),
                "Four fifths of the database's connections are in use: look for programs that keep them open",
            ),
        ),
        (
            "CacheMemory",
            warning(
                nodes.database_memory_usage_percentage(),
                Comparison::GreaterThan(80.0),
                "Redis is nearly full and will refuse new jobs: look whether the workers keep up",
            ),
        ),
    ];
    all.into_iter().map(|(id, alarm)| stack.add(id, alarm.notify(topic))).collect()
}
