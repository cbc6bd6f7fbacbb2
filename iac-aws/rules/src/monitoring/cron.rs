//! Schedules: `cron(…)`, `rate(…)` and `at(…)`.
//! Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html>

const MONTHS: &[&str] = &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// What is wrong with a schedule, and what to write. `at` is the Scheduler's only.
pub(crate) fn fault(text: &str, at: bool) -> Option<(String, &'static str)> {
    let kinds = match at {
        true => "write `cron(…)`, `rate(…)` or `at(…)`",
        false => "write `cron(…)` or `rate(…)`",
    };
    let Some((kind, body)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) else {
        return Some(("it is no expression".to_owned(), kinds));
    };
    match kind {
        "cron" => cron(body),
        "rate" => rate(body),
        "at" if at => moment(body),
        _ => Some((format!("there is no `{kind}(…)`"), kinds)),
    }
}

fn rate(body: &str) -> Option<(String, &'static str)> {
    let mut words = body.split_whitespace();
    let (count, unit) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let Some(count) = count.parse::<u32>().ok().filter(|count| *count > 0 && words.next().is_none()) else {
        return Some((format!("`{body}` is no rate"), "write a whole number and a unit: `rate(5 minutes)`"));
    };
    match unit {
        "minute" | "hour" | "day" if count == 1 => None,
        "minutes" | "hours" | "days" if count > 1 => None,
        "minute" | "hour" | "day" => Some((format!("`{unit}` is of one"), "write the plural: `rate(5 minutes)`")),
        "minutes" | "hours" | "days" => {
            Some((format!("`{unit}` is of more than one"), "write the singular: `rate(1 hour)`"))
        }
        other => Some((format!("`{other}` is no unit"), "the units are minutes, hours and days")),
    }
}

fn moment(body: &str) -> Option<(String, &'static str)> {
    let shape = "dddd-dd-ddTdd:dd:dd";
    let fits = body.len() == shape.len()
        && body.chars().zip(shape.chars()).all(|(c, s)| if s == 'd' { c.is_ascii_digit() } else { c == s });
    let shown = "write `at(2026-01-31T15:00:00)`";
    if !fits {
        return Some((format!("`{body}` is no moment"), shown));
    }
    let part =
        |from: usize, to: usize| body.get(from..to).and_then(|text| text.parse::<u32>().ok()).unwrap_or(u32::MAX);
    let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10));
    let exists = (1..=days(year, month)).contains(&day);
    let is_time = part(11, 13) < 24 && part(14, 16) < 60 && part(17, 19) < 60;
    (!exists || !is_time).then(|| (format!("there is no {}", if exists { &body[11..] } else { &body[..10] }), shown))
}

/// The days of a month; none of one that does not exist.
const fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && !year.is_multiple_of(100) || month == 2 && year.is_multiple_of(400) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

fn cron(body: &str) -> Option<(String, &'static str)> {
    let fields: Vec<&str> = body.split_whitespace().collect();
    let [minute, hour, day, month, weekday, year] = fields[..] else {
        let message = format!("it has {} fields instead of 6", fields.len());
        return Some((message, "minute, hour, day of the month, month, day of the week, year: `cron(0 3 * * ? *)`"));
    };
    if (day == "?") == (weekday == "?") {
        let message = "exactly one of the two days must be `?`".to_owned();
        return Some((message, "write `?` for the day of the month or of the week: `cron(0 3 ? * MON *)`"));
    }
    let checks = [
        ("minute", minute, 0, 59, &[][..]),
        ("hour", hour, 0, 23, &[]),
        ("day of the month", day, 1, 31, &[]),
        ("month", month, 1, 12, MONTHS),
        ("day of the week", weekday, 1, 7, DAYS),
        ("year", year, 1970, 2199, &[]),
    ];
    let wrong =
        checks.into_iter().find(|(name, field, least, most, words)| !field_is(name, field, (*least, *most), words));
    wrong.map(|(name, field, ..)| {
        (format!("`{field}` is no {name}"), "minutes are 0-59, hours 0-23, days 1-31, months 1-12, weekdays 1-7")
    })
}

fn field_is(name: &str, field: &str, (least, most): (i64, i64), words: &[&str]) -> bool {
    let value = |text: &str| {
        let word = words.iter().any(|word| word.eq_ignore_ascii_case(text));
        word || text.parse::<i64>().is_ok_and(|number| (least..=most).contains(&number))
    };
    let part = |part: &str| {
        let (range, step) = part.split_once('/').map_or((part, None), |(range, step)| (range, Some(step)));
        let stepped = step.is_none_or(|step| step.parse::<i64>().is_ok_and(|step| step > 0));
        let special = match name {
            "day of the month" => {
                range == "L" || range == "LW" || range.starts_with("L-") || range.strip_suffix('W').is_some_and(value)
            }
            "day of the week" => {
                range == "L"
                    || range.strip_suffix('L').is_some_and(value)
                    || range
                        .split_once('#')
                        .is_some_and(|(day, week)| value(day) && matches!(week, "1" | "2" | "3" | "4" | "5"))
            }
            _ => false,
        };
        let between = range.split_once('-').is_some_and(|(from, to)| value(from) && value(to));
        stepped && (range == "*" || range == "?" && name.starts_with("day") || special || between || value(range))
    };
    field.split(',').all(part)
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn schedules() {
        for text in [
            "rate(1 minute)",
            "rate(12 hours)",
            "cron(0 3 * * ? *)",
            "cron(0/15 8-18 ? * MON-FRI *)",
            "cron(0 0 1,15 * ? *)",
            "cron(0 4 ? * SUN *)",
            "cron(15 10 L * ? *)",
            "cron(0 9 ? * 2#1 *)",
            "cron(0 0 1 JAN ? 2027)",
            "cron(0 8 1W * ? *)",
        ] {
            assert_eq!(fault(text, false), None, "{text}");
        }
        assert_eq!(fault("at(2027-01-31T15:00:00)", true), None);
    }

    #[test]
    fn no_schedules() {
        for text in [
            "rate(1 minutes)",
            "rate(5 minute)",
            "rate(0 minutes)",
            "rate(5 seconds)",
            "cron(0 3 * * *)",
            "cron(0 3 * * * *)",
            "cron(0 3 ? * ? *)",
            "cron(60 3 * * ? *)",
            "cron(0 24 * * ? *)",
            "cron(0 3 ? * MO *)",
            "0 3 * * ? *",
            "rate(5)",
            "at(2027-01-31T15:00:00)",
            "cron(0 3 32 * ? *)",
        ] {
            assert!(fault(text, false).is_some(), "{text}");
        }
        for (moment, words) in [
            ("2027-01-31 15:00", "is no moment"),
            ("2027-13-20T13:00:00", "there is no 2027-13-20"),
            ("2027-00-20T13:00:00", "there is no 2027-00-20"),
            ("2027-02-29T13:00:00", "there is no 2027-02-29"),
            ("2100-02-29T13:00:00", "there is no 2100-02-29"),
            ("2027-04-31T13:00:00", "there is no 2027-04-31"),
            ("2027-04-00T13:00:00", "there is no 2027-04-00"),
            ("2027-04-30T24:00:00", "there is no 24:00:00"),
            ("2027-04-30T23:60:00", "there is no 23:60:00"),
            ("2027-04-30T23:00:61", "there is no 23:00:61"),
            ("2027-04-30T23:00:00Z", "is no moment"),
        ] {
            let (what, _) = fault(&format!("at({moment})"), true).unwrap();
            assert!(what.contains(words), "{moment}: {what}");
        }
        for moment in ["2028-02-29T00:00:00", "2000-02-29T23:59:59", "2027-12-31T15:00:00"] {
            assert_eq!(fault(&format!("at({moment})"), true), None, "{moment}");
        }
    }
}
