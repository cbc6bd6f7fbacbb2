//! Watching queries.

/// How closely RDS watches queries.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Database-Insights.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseInsights {
    /// The top queries and waits of the last seven days; free.
    Standard,
    /// Fifteen months of them, with plans, locks and a view of the whole fleet; costs by the vCPU and hour.
    Advanced,
}
