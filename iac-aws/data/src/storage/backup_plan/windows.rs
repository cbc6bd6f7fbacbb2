//! When a database lets nobody start a backup.

use super::BackupRule;
use crate::database::Window;
use iac_core::Text;
use iac_core::prelude::*;

const DAY: u32 = 24 * 60;
const DAYS: [&str; 7] = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/// The windows of a database, for backups and for maintenance. RDS draws one that is not given.
#[derive(Clone, Debug)]
pub(super) struct Windows(pub(super) [Option<Text>; 2]);

impl Windows {
    /// A job that is to start within a window or in the hour before it ends with "inside or too close to the automated
    /// backup window", and there is no backup.
    /// Source: <https://docs.aws.amazon.com/aws-backup/latest/devguide/rds-backup.html>
    pub(super) fn check(&self, stack: &mut Stack, rule: &BackupRule, expression: &str) {
        let [Some(backup), Some(maintenance)] = &self.0 else {
            let message = format!("the rule `{}` may start within a window of the database that RDS draws", rule.name);
            let help = "give the database `.backup_window(…)` and `.maintenance_window(…)` away from the rule's time";
            return stack.error("unknown-window", message, help);
        };
        let within = u32::try_from(rule.start_within.as_secs() / 60).unwrap_or(DAY);
        for text in [backup, maintenance] {
            let Some(window) = Window::parse(text).map(|window| window.earlier(60)) else { continue };
            if starts(expression).into_iter().any(|start| window.meets(start, within)) {
                let message = format!("the rule `{}` starts at `{expression}`, in or near `{text}`", rule.name);
                let help = "RDS lets no backup start in its windows nor in the hour before: choose another time";
                stack.error("backup-in-window", message, help);
            }
        }
    }
}

/// The minutes of the week at which a rule starts. A day of the month may be any day of the week. Expressions with more
/// than one time of day are not looked at.
fn starts(expression: &str) -> Vec<u32> {
    let fields: Vec<&str> = expression.trim_start_matches("cron(").split(' ').collect();
    let [minute, hour, _, _, day, ..] = fields[..] else { return Vec::new() };
    let (Ok(minute), Ok(hour)) = (minute.parse::<u32>(), hour.parse::<u32>()) else { return Vec::new() };
    let only = DAYS.iter().position(|name| *name == day);
    (0..7)
        .filter(|day| only.is_none_or(|only| only == *day as usize))
        .map(|day| day * DAY + hour * 60 + minute)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::starts;

    #[test]
    fn times_of_the_week() {
        assert_eq!(starts("cron(30 3 ? * SUN *)"), [6 * 1_440 + 210]);
        assert_eq!(starts("cron(0 6 2 * ? *)").len(), 7);
        assert!(starts("cron(0 * * * ? *)").is_empty());
        assert!(starts("rate(1 hour)").is_empty());
    }
}
