//! Hours of the day and of the week at which AWS takes backups and does maintenance. Always UTC.

use iac_core::{Stack, Text};

const DAY: u32 = 24 * 60;
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A stretch of time that comes round every day or every week, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    start: u32,
    length: u32,
    period: u32,
}

impl Window {
    /// `03:00-04:00` of every day, or `sun:04:00-sun:05:00` of every week.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Window::daily(text).or_else(|| Window::weekly(text))
    }

    /// The same window with so many minutes before it.
    pub(crate) fn earlier(self, by: u32) -> Self {
        Window { start: (self.start + self.period - by) % self.period, length: self.length + by, period: self.period }
    }

    /// Whether it has a minute in common with a stretch that begins at a minute of the week.
    pub(crate) fn meets(self, start: u32, length: u32) -> bool {
        let behind = |from: u32, to: u32| (to + self.period - from) % self.period;
        let start = start % self.period;
        behind(start, self.start) < length || behind(self.start, start) < self.length
    }

    /// `03:00-04:00`, every day.
    fn daily(text: &str) -> Option<Self> {
        let (start, end) = text.split_once('-')?;
        Some(Window::between(time(start)?, time(end)?, DAY))
    }

    /// `sun:04:00-sun:05:00`, every week.
    fn weekly(text: &str) -> Option<Self> {
        let (start, end) = text.split_once('-')?;
        let of_week = |text: &str| {
            let (day, clock) = text.split_once(':')?;
            let day = DAYS.iter().position(|name| *name == day)? as u32;
            Some(day * DAY + time(clock)?)
        };
        Some(Window::between(of_week(start)?, of_week(end)?, 7 * DAY))
    }

    fn between(start: u32, end: u32, period: u32) -> Self {
        Window { start, length: (end + period - start) % period, period }
    }

    /// Whether a daily and a weekly window have a minute in common.
    fn overlaps(self, weekly: Window) -> bool {
        (0..7).any(|day| weekly.meets(self.start + day * DAY, self.length))
    }
}

/// `HH:MM` as minutes.
fn time(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| match part.as_bytes() {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some(u32::from(tens - b'0') * 10 + u32::from(ones - b'0')),
        _ => None,
    };
    let (hour, minute) = (digits(hour)?, digits(minute)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Reports windows that AWS would not take: malformed ones, ones shorter than `least` minutes, and a daily window (for
/// backups) that meets the weekly one (for maintenance).
pub(super) fn check(stack: &mut Stack, least: u32, daily: Option<&Text>, weekly: Option<&Text>) {
    let long_enough = |window: &Window| window.length >= least;
    let backup = daily.and_then(|text| Window::daily(text)).filter(long_enough);
    let maintenance = weekly.and_then(|text| Window::weekly(text)).filter(long_enough);
    if let (Some(text), None) = (daily, backup) {
        let help = format!("write two times in UTC such as `03:00-04:00`, at least {least} minutes apart");
        stack.error("bad-window", format!("`{text}` is no window for backups"), help);
    }
    if let (Some(text), None) = (weekly, maintenance) {
        let help = format!(
            "write two times of the week in UTC such as `sun:04:00-sun:05:00`, at least {least} minutes apart; days are \
             mon, tue, wed, thu, fri, sat and sun"
        );
        stack.error("bad-window", format!("`{text}` is no window for maintenance"), help);
    }
    if let (Some(backup), Some(maintenance), Some(daily), Some(weekly)) = (backup, maintenance, daily, weekly)
        && backup.overlaps(maintenance)
    {
        let message = format!("the backup window `{daily}` and the maintenance window `{weekly}` overlap");
        stack.error("overlapping-windows", message, "move one of the two; AWS takes only windows that do not meet");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read_as_minutes() {
        assert_eq!(Window::daily("03:00-04:30"), Some(Window { start: 180, length: 90, period: 1_440 }));
        assert_eq!(Window::daily("23:30-00:30"), Some(Window { start: 1_410, length: 60, period: 1_440 }));
        let sunday_night = Window { start: 6 * 1_440 + 1_410, length: 60, period: 10_080 };
        assert_eq!(Window::weekly("sun:23:30-mon:00:30"), Some(sunday_night));
        for bad in ["", "3:00-04:00", "03:00", "24:00-01:00", "03:60-04:00", "03:00 - 04:00", "+3:00-04:00"] {
            assert_eq!(Window::daily(bad), None, "{bad}");
        }
        for bad in ["03:00-04:00", "Sun:03:00-Sun:04:00", "sunday:03:00-sunday:04:00"] {
            assert_eq!(Window::weekly(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_window_of_each_day_is_met_on_each_day() {
        let window = Window::parse("00:30-01:00").unwrap().earlier(60);
        assert!(window.meets(2 * DAY + 23 * 60, 60));
        assert!(!window.meets(2 * DAY + 22 * 60, 60));
        assert!(window.meets(3 * DAY + 59, 1));
        assert!(!window.meets(3 * DAY + 60, 60));
    }

    #[test]
    fn windows_overlap_where_they_share_a_minute() {
        let overlap = |daily, weekly| Window::daily(daily).unwrap().overlaps(Window::weekly(weekly).unwrap());
        assert!(overlap("03:00-04:00", "sun:03:59-sun:05:00"));
        assert!(!overlap("03:00-04:00", "sun:04:00-sun:05:00"));
        assert!(overlap("23:30-00:30", "mon:00:00-mon:01:00"));
        assert!(overlap("03:00-03:30", "tue:00:00-thu:00:00"));
        assert!(!overlap("12:00-13:00", "sun:22:00-mon:06:00"));
    }
}
