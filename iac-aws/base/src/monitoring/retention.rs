//! How long logs are kept.

/// How long CloudWatch Logs keeps what is written: one of the periods that it knows.
///
/// Storing costs money for as long as it lasts, so it is said for each log group.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Retention {
    /// One day.
    Days1,
    /// Three days.
    Days3,
    /// Five days.
    Days5,
    /// A week.
    Days7,
    /// Two weeks.
    Days14,
    /// About one month.
    Days30,
    /// About two months.
    Days60,
    /// About three months.
    Days90,
    /// About four months.
    Days120,
    /// About five months.
    Days150,
    /// About six months.
    Days180,
    /// One year.
    Days365,
    /// About thirteen months.
    Days400,
    /// About eighteen months.
    Days545,
    /// Two years.
    Days731,
    /// Three years.
    Days1096,
    /// Five years.
    Days1827,
    /// Six years.
    Days2192,
    /// Seven years.
    Days2557,
    /// Eight years.
    Days2922,
    /// Nine years.
    Days3288,
    /// Ten years.
    Days3653,
    /// Until somebody deletes them. The bill grows for as long as something is logged.
    Forever,
}

impl Retention {
    /// The number of days; none where logs are kept forever.
    pub const fn days(self) -> Option<u16> {
        Some(match self {
            Retention::Days1 => 1,
            Retention::Days3 => 3,
            Retention::Days5 => 5,
            Retention::Days7 => 7,
            Retention::Days14 => 14,
            Retention::Days30 => 30,
            Retention::Days60 => 60,
            Retention::Days90 => 90,
            Retention::Days120 => 120,
            Retention::Days150 => 150,
            Retention::Days180 => 180,
            Retention::Days365 => 365,
            Retention::Days400 => 400,
            Retention::Days545 => 545,
            Retention::Days731 => 731,
            Retention::Days1096 => 1096,
            Retention::Days1827 => 1827,
            Retention::Days2192 => 2192,
            Retention::Days2557 => 2557,
            Retention::Days2922 => 2922,
            Retention::Days3288 => 3288,
            Retention::Days3653 => 3653,
            Retention::Forever => return None,
        })
    }
}
