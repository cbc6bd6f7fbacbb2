//! Periods that AWS counts in days.

use iac_core::{Duration, days};

/// The number of days, where it is a whole one.
pub fn whole_days(period: Duration) -> Option<u32> {
    let day = days(1).as_secs();
    let whole = period.subsec_nanos() == 0 && period.as_secs().is_multiple_of(day);
    whole.then(|| u32::try_from(period.as_secs() / day).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use iac_core::hours;

    #[test]
    fn only_whole_days_count() {
        assert_eq!(whole_days(days(0)), Some(0));
        assert_eq!(whole_days(hours(72)), Some(3));
        assert_eq!(whole_days(hours(36)), None);
        assert_eq!(whole_days(days(1) + Duration::from_nanos(1)), None);
        assert_eq!(whole_days(Duration::MAX), None);
    }
}
