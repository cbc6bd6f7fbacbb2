use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// The arithmetic of an alarm does not work out.
    ///
    /// Each member of `Metrics` has an id of its own, that begins with a small letter, and an expression names only ids that
    /// are there. Exactly one member returns the data that the alarm compares; the others say `ReturnData: false`.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html>
    pub(crate) ALARM_MATH: "alarm-math", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for alarm in world.all("AWS::CloudWatch::Alarm") {
        let queries = alarm.get("Metrics");
        if queries.is_unknown() || queries.items().is_empty() || queries.items().iter().any(Eval::is_unknown) {
            continue;
        }
        members(findings, alarm, queries.items());
    }
}

fn members<'g>(findings: &mut Findings<'_, 'g>, alarm: Res<'_, 'g>, queries: &[Eval<'g>]) {
    let path = alarm.path();
    let Some(ids) = queries.iter().map(|query| query.at("Id").text()).collect::<Option<Vec<_>>>() else { return };
    for (number, id) in ids.iter().enumerate() {
        if !is_id(id) {
            let message = format!("`{id}` of {path} is no id of a metric");
            findings.at(alarm, "Metrics", message, "a small letter, then letters, digits and `_`");
        } else if ids[..number].contains(id) {
            findings.at(alarm, "Metrics", format!("two metrics of {path} have the id `{id}`"), "give each its own id");
        }
    }
    for (query, id) in queries.iter().zip(&ids) {
        let (stat, expression) = (query.at("MetricStat"), query.at("Expression"));
        if stat.is_absent() == expression.is_absent() {
            let message = format!("`{id}` of {path} has neither or both of a metric and an expression");
            findings.at(alarm, "Metrics", message, "set one of `MetricStat` and `Expression`");
        }
        let Some(text) = expression.text() else { continue };
        for name in names(&text) {
            if !ids.iter().any(|own| **own == *name) {
                let message = format!("the expression `{text}` of {path} names `{name}`, which is no metric of it");
                let shown = ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
                findings.at(alarm, "Metrics", message, format!("its metrics are {shown}"));
            }
        }
    }
    let band = alarm.get("ThresholdMetricId");
    if let Some(id) = band.text().filter(|id| !ids.contains(id)) {
        let message = format!("{path} compares with `{id}`, which is no metric of it");
        findings.at(alarm, "ThresholdMetricId", message, "name the id of an ANOMALY_DETECTION_BAND");
    }
    let returned: Option<Vec<bool>> = queries
        .iter()
        .map(|query| match query.at("ReturnData") {
            Eval::Absent => Some(true),
            value => value.bool(),
        })
        .collect();
    let Some(count) = returned.map(|all| all.into_iter().filter(|one| *one).count()) else { return };
    if band.is_absent() && count != 1 {
        let message = format!("{count} metrics of {path} return data, and an alarm compares one");
        findings.at(alarm, "Metrics", message, "set `ReturnData: false` for all but one");
    }
}

fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The ids that an expression names: words that begin with a small letter, outside of quotation marks. What is in SQL
/// names other things.
fn names(text: &str) -> Vec<&str> {
    if text.trim_start().to_ascii_uppercase().starts_with("SELECT") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (number, part) in text.split(['"', '\'']).enumerate() {
        if number % 2 == 0 {
            let words = part.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'));
            found.extend(words.filter(|word| is_id(word)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::ALARM_MATH;
    use crate::testing::{finds, silent};

    fn alarm(expression: &str, id: &str, returns: &str) -> String {
        format!(
            "Resources: {{A: {{Type: AWS::CloudWatch::Alarm, Properties: {{Metrics: [{{Id: rate, Expression: '{expression}'}}, \
             {{Id: {id}, ReturnData: {returns}, MetricStat: {{Period: 60}}}}, {{Id: all, ReturnData: false, MetricStat: {{Period: 60}}}}]}}}}}}"
        )
    }

    #[test]
    fn arithmetic_that_fails() {
        for (expression, id, returns, words) in [
            ("100 * error / all", "errors", "false", "names `error`, which is no metric"),
            ("errors / all", "errors", "true", "2 metrics of template/A return data"),
            ("Errors / all", "Errors", "false", "`Errors` of template/A is no id"),
            ("all", "all", "false", "have the id `all`"),
        ] {
            finds(ALARM_MATH, &alarm(expression, id, returns), "A", words);
        }
    }

    #[test]
    fn arithmetic_that_works() {
        silent(ALARM_MATH, &alarm("IF(all > 1e2, 100 * FILL(errors, 0) / all, 0)", "errors", "false"));
        silent(ALARM_MATH, &alarm("SUM(METRICS(\"err\"))", "errors", "false"));
    }
}
