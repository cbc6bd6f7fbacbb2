//! The syntax of cron expressions as EventBridge Scheduler reads them.
//! Source: <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based>

const MONTHS: &[&str] = &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// One of the six fields: its name, its numbers, their names, and the signs that only some fields know.
struct Kind {
    name: &'static str,
    least: u16,
    most: u16,
    names: &'static [&'static str],
    signs: &'static str,
}

const FIELDS: [Kind; 6] = [
    Kind { name: "minutes", least: 0, most: 59, names: &[], signs: "" },
    Kind { name: "hours", least: 0, most: 23, names: &[], signs: "" },
    Kind { name: "day of month", least: 1, most: 31, names: &[], signs: "?LW" },
    Kind { name: "month", least: 1, most: 12, names: MONTHS, signs: "" },
    Kind { name: "day of week", least: 1, most: 7, names: DAYS, signs: "?L#" },
    Kind { name: "year", least: 1970, most: 2199, names: &[], signs: "" },
];

/// What is wrong with the fields of a cron expression, if anything.
pub(super) fn fault(expression: &str) -> Option<String> {
    let fields: Vec<&str> = expression.split_whitespace().collect();
    if fields.len() != FIELDS.len() {
        return Some(format!("has {} fields, not six", fields.len()));
    }
    let wrong = FIELDS.iter().zip(&fields).find(|(kind, field)| !kind.takes(field));
    if let Some((kind, field)) = wrong {
        return Some(format!("has `{field}` for its {}", kind.name));
    }
    match (fields[2] == "?", fields[4] == "?") {
        (true, true) => Some("has `?` for both of its days".to_owned()),
        (false, false) => Some("has two days: one of day of month and day of week is `?`".to_owned()),
        _ => None,
    }
}

impl Kind {
    fn takes(&self, field: &str) -> bool {
        (field == "?" && self.knows('?')) || field.split(',').all(|part| self.takes_part(part))
    }

    /// `*`, a number or name, a range, each with `/step`; `L`, `15W` and `LW` of a month, `L`, `6L` and `6#3` of a week.
    fn takes_part(&self, part: &str) -> bool {
        if let Some((base, step)) = part.split_once('/') {
            return (base == "*" || self.range(base)) && number(step, 1, self.most);
        }
        if let Some((day, nth)) = part.split_once('#') {
            return self.knows('#') && self.one(day) && number(nth, 1, 5);
        }
        let counted = |sign: char| part.strip_suffix(sign).is_some_and(|day| self.one(day));
        part == "*"
            || self.range(part)
            || (self.knows('L') && part == "L")
            || (self.knows('W') && (part == "LW" || counted('W')))
            || (self.knows('#') && counted('L'))
    }

    fn knows(&self, sign: char) -> bool {
        self.signs.contains(sign)
    }

    fn range(&self, text: &str) -> bool {
        match text.split_once('-') {
            Some((first, last)) => self.one(first) && self.one(last),
            None => self.one(text),
        }
    }

    fn one(&self, text: &str) -> bool {
        number(text, self.least, self.most) || self.names.iter().any(|name| name.eq_ignore_ascii_case(text))
    }
}

/// Whether the text is a number in a range; a sign in front is none.
fn number(text: &str, least: u16, most: u16) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse().is_ok_and(|n: u16| (least..=most).contains(&n))
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn expressions_of_the_user_guide_are_taken() {
        for expression in [
            "0 10 * * ? *",
            "15 12 * * ? *",
            "0 18 ? * MON-FRI *",
            "0 8 1 * ? *",
            "0/15 * * * ? *",
            "0/10 * ? * MON-FRI *",
            "0/5 8-17 ? * MON-FRI *",
            "15 10 ? * 6L 2022-2023",
            "0 9 ? * 2#1 *",
            "0 9 ? * MON#1 *",
            "0 0 L * ? *",
            "0 0 LW * ? *",
            "0 0 15W * ? *",
            "0 3 ? JAN,JUL SUN,WED *",
        ] {
            assert_eq!(fault(expression), None, "{expression}");
        }
    }

    #[test]
    fn faults_name_the_field() {
        for (expression, expected) in [
            ("0 3 * * *", "has 5 fields, not six"),
            ("60 3 * * ? *", "has `60` for its minutes"),
            ("0 24 * * ? *", "has `24` for its hours"),
            ("0 3 0 * ? *", "has `0` for its day of month"),
            ("0 3 * JANUARY ? *", "has `JANUARY` for its month"),
            ("0 3 ? * 8 *", "has `8` for its day of week"),
            ("0 3 ? * MON#6 *", "has `MON#6` for its day of week"),
            ("0 3 * * ? 1969", "has `1969` for its year"),
            ("0/0 3 * * ? *", "has `0/0` for its minutes"),
            ("0 ? * * ? *", "has `?` for its hours"),
            ("0 3 * * MON *", "has two days: one of day of month and day of week is `?`"),
            ("0 3 ? * ? *", "has `?` for both of its days"),
            ("+1 3 * * ? *", "has `+1` for its minutes"),
            ("0/+5 3 * * ? *", "has `0/+5` for its minutes"),
            ("0 3 15L * ? *", "has `15L` for its day of month"),
            ("0 3 ? * LW *", "has `LW` for its day of week"),
            ("0 3, * * ? *", "has `3,` for its hours"),
        ] {
            assert_eq!(fault(expression).as_deref(), Some(expected), "{expression}");
        }
    }
}
