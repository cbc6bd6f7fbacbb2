//! Durations, so that a number never has to say its unit in a comment.

pub use std::time::Duration;

/// `count` seconds.
pub const fn seconds(count: u32) -> Duration {
    Duration::from_secs(count as u64)
}

/// `count` minutes.
pub const fn minutes(count: u32) -> Duration {
    Duration::from_secs(count as u64 * 60)
}

/// `count` hours.
pub const fn hours(count: u32) -> Duration {
    Duration::from_secs(count as u64 * 3_600)
}

/// `count` days.
pub const fn days(count: u32) -> Duration {
    Duration::from_secs(count as u64 * 86_400)
}
