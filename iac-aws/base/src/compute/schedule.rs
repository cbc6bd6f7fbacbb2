//! When something runs: expressions of EventBridge Scheduler.

use iac_core::Text;
use iac_core::prelude::*;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    const fn name(self) -> &'static str {
        match self {
            Weekday::Monday => "MON",
            Weekday::Tuesday => "TUE",
            Weekday::Wednesday => "WED",
            Weekday::Thursday => "THU",
            Weekday::Friday => "FRI",
            Weekday::Saturday => "SAT",
            Weekday::Sunday => "SUN",
        }
    }
}

/// When something runs, checked when the stack is built. Times of day are in UTC unless the schedule's owner names
/// another time zone.
/// Source: <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html>
#[derive(Clone, Debug)]
pub struct Schedule(Times);

#[derive(Clone, Debug)]
enum Times {
    Daily(Text),
    Weekly(Weekday, Text),
    Monthly(u8, Text),
    Rate(Duration),
    Cron(Text),
}

impl Schedule {
    /// Every day at a time, such as `03:00`.
    pub fn daily(time: impl Into<Text>) -> Self {
        Schedule(Times::Daily(time.into()))
    }

    /// Every week on a day at a time.
    pub fn weekly(day: Weekday, time: impl Into<Text>) -> Self {
        Schedule(Times::Weekly(day, time.into()))
    }

    /// Every month on a day, 1 to 28, which every month has, at a time.
    pub fn monthly(day: u8, time: impl Into<Text>) -> Self {
        Schedule(Times::Monthly(day, time.into()))
    }

    /// Again and again after whole minutes, hours or days, counted from the creation of the schedule.
    pub fn rate(every: Duration) -> Self {
        Schedule(Times::Rate(every))
    }

    /// The six fields of a cron expression, without `cron(…)`: minutes, hours, day of month, month, day of week, year.
    /// One of the two days is `?`.
    pub fn cron(fields: impl Into<Text>) -> Self {
        Schedule(Times::Cron(fields.into()))
    }

    /// The expression, such as `cron(0 3 * * ? *)`.
    #[doc(hidden)]
    pub fn expression(&self, stack: &mut Stack) -> String {
        match &self.0 {
            Times::Daily(time) => at(stack, time, "* * ?"),
            Times::Weekly(day, time) => at(stack, time, &format!("? * {}", day.name())),
            Times::Monthly(day, time) => {
                if !(1..=28).contains(day) {
                    let message = format!("not every month has a day {day}");
                    stack.error(
                        "bad-schedule",
                        message,
                        "give a day from 1 to 28, or `Schedule::cron(\"0 3 L * ? *\")`",
                    );
                }
                at(stack, time, &format!("{day} * ?"))
            }
            Times::Rate(every) => rate(stack, *every),
            Times::Cron(fields) => {
                if let Some(fault) = super::cron::fault(fields) {
                    stack.error(
                        "bad-schedule",
                        format!("the cron expression `{fields}` {fault}"),
                        "give minutes, hours, day of month, month, day of week and year, such as `0 3 ? * MON *`",
                    );
                }
                format!("cron({fields})")
            }
        }
    }

    /// The expression of the same days so much later.
    #[doc(hidden)]
    pub fn later(&self, stack: &mut Stack, by: Duration) -> String {
        let time = match &self.0 {
            Times::Daily(time) | Times::Weekly(_, time) | Times::Monthly(_, time) => Some(time),
            Times::Rate(_) | Times::Cron(_) => None,
        };
        let moved = time.and_then(|time| {
            let (hour, minute) = time.split_once(':')?;
            let minutes = hour.parse::<u64>().ok()? * 60 + minute.parse::<u64>().ok()? + by.as_secs() / 60;
            (minutes < 24 * 60).then(|| Text::Owned(format!("{:02}:{:02}", minutes / 60, minutes % 60)))
        });
        let Some(moved) = moved else {
            let message = format!("what comes {} minutes later has no time of the same day", by.as_secs() / 60);
            stack.error(
                "bad-schedule",
                message,
                "give a day and a time that is early enough, with `daily`, `weekly` or `monthly`",
            );
            return self.expression(stack);
        };
        match &self.0 {
            Times::Weekly(day, _) => Schedule::weekly(*day, moved).expression(stack),
            Times::Monthly(day, _) => Schedule::monthly(*day, moved).expression(stack),
            _ => Schedule::daily(moved).expression(stack),
        }
    }
}

fn at(stack: &mut Stack, time: &str, days: &str) -> String {
    let two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parsed = time.split_once(':').filter(|(hour, minute)| two(hour) && two(minute));
    let parsed = parsed.and_then(|(hour, minute)| Some((hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?)));
    let (hour, minute) = parsed.filter(|(hour, minute)| *hour < 24 && *minute < 60).unwrap_or_else(|| {
        let message = format!("`{time}` is no time of day");
        stack.error("bad-schedule", message, "give hours and minutes with two digits each, from 00:00 to 23:59");
        (0, 0)
    });
    format!("cron({minute} {hour} {days} *)")
}

fn rate(stack: &mut Stack, every: Duration) -> String {
    let count = every.as_secs();
    if count == 0 || !count.is_multiple_of(60) || every.subsec_nanos() != 0 {
        let message = format!("nothing can be scheduled every {} s", every.as_secs_f64());
        stack.error("bad-schedule", message, "give whole minutes, hours or days");
    }
    let (value, unit) = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
        .into_iter()
        .find(|(size, _)| count > 0 && count.is_multiple_of(*size))
        .map_or((1, "minute"), |(size, unit)| (count / size, unit));
    format!("rate({value} {unit}{})", if value == 1 { "" } else { "s" })
}
