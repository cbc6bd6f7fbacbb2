use super::alarms;
use super::metrics::distance;
use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// A metric filter matches nothing, or an alarm waits for a metric that no filter makes.
    ///
    /// A pattern is words, `[fields]` or `{ $.json = "value" }`; brackets that are not closed are refused. An alarm on the
    /// namespace of a filter of the template with another name of the metric has no data.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html>
    pub(crate) METRIC_FILTER: "metric-filter", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    // The metrics that filters make, and whether each has dimensions.
    let mut made: Vec<(Eval<'g>, Eval<'g>, bool)> = Vec::new();
    for kind in ["AWS::Logs::MetricFilter", "AWS::Logs::SubscriptionFilter"] {
        for filter in world.all(kind) {
            let value = filter.get("FilterPattern");
            if let Some((fault, help)) = value.text().as_deref().and_then(pattern) {
                let message = format!("the pattern `{}` of {} {fault}", value.shown(), filter.path());
                findings.at(filter, "FilterPattern", message, help);
            }
            for one in filter.get("MetricTransformations").items() {
                let dimensions = !one.at("Dimensions").is_absent();
                if dimensions && !one.at("DefaultValue").is_absent() {
                    let message = format!("{} has both dimensions and a default value", filter.path());
                    findings.at(filter, "MetricTransformations", message, "leave out `DefaultValue`");
                }
                let space = one.at("MetricNamespace");
                if space.text().is_some_and(|space| space.starts_with("AWS/")) {
                    let message = format!("{} writes to the namespace `{}` of AWS", filter.path(), space.shown());
                    findings.at(filter, "MetricTransformations", message, "use a namespace of your own");
                }
                made.push((space.clone(), one.at("MetricName").clone(), dimensions));
            }
        }
    }
    if made.is_empty() {
        return;
    }
    for (alarm, watched) in alarms::all(world) {
        for one in watched {
            if one.namespace.text().is_some_and(|space| space.starts_with("AWS/")) {
                continue;
            }
            let of_space: Vec<_> = made.iter().filter(|(space, ..)| space.same(&one.namespace) == Some(true)).collect();
            let Some(name) = one.metric.text().filter(|_| !of_space.is_empty()) else { continue };
            // A namespace may have metrics of the program too: only a name that is nearly one of a filter is wrong.
            if of_space.iter().any(|(_, metric, _)| metric.same(&one.metric) != Some(false)) {
                let all_dimensioned =
                    of_space.iter().filter(|(_, metric, _)| metric.same(&one.metric) == Some(true)).map(|own| own.2);
                let (mut plain, mut by) = (false, false);
                all_dimensioned.for_each(|own| if own { by = true } else { plain = true });
                let given = one.names().map(|names| names.is_empty());
                if plain && !by && given == Some(false) || by && !plain && given == Some(true) {
                    let message =
                        format!("{} watches `{name}` by other dimensions than its filter writes", alarm.path());
                    findings.at(
                        alarm,
                        "Dimensions",
                        message,
                        "name the dimensions of the filter, all of them and no other",
                    );
                }
                continue;
            }
            let near =
                of_space.iter().filter_map(|(_, metric, _)| metric.text()).min_by_key(|metric| distance(metric, &name));
            let Some(near) = near else { continue };
            let message = format!("{} watches `{name}`, which no filter of the template makes", alarm.path());
            match distance(&near, &name) <= 3 {
                true => findings.at(alarm, one.property, message, format!("there is `{near}`")),
                false => findings.assume(alarm, format!("something else makes the metric `{name}`")),
            }
        }
    }
}

/// What is wrong with a pattern.
fn pattern(text: &str) -> Option<(&'static str, &'static str)> {
    let text = text.trim();
    let (start, end) = (text.chars().next()?, text.chars().next_back()?);
    let quotes = text.replace("\\\"", "").matches('"').count();
    if quotes % 2 == 1 {
        return Some(("has a quotation mark that is not closed", "close it"));
    }
    if start == '{' && end != '}' || start == '[' && end != ']' {
        return Some(("has a bracket that is not closed", "close it: `{ $.level = \"error\" }`"));
    }
    if start == '{' {
        let body = &text[1..text.len() - 1];
        let outside: String = body.split('"').step_by(2).collect();
        if !outside.contains('$') {
            return Some(("names no field of the JSON", "fields begin with `$.`: `{ $.level = \"error\" }`"));
        }
        if outside.contains("==") {
            return Some(("compares with `==`", "a comparison is `=`: `{ $.level = \"error\" }`"));
        }
        if outside.replace("&&", "").contains('&') || outside.replace("||", "").contains('|') {
            return Some(("has a single `&` or `|`", "write `&&` or `||`"));
        }
        if !outside.contains(['=', '<', '>']) && !outside.contains(" IS ") && !outside.contains("NOT EXISTS") {
            return Some(("compares with nothing", "write a comparison: `{ $.level = \"error\" }`"));
        }
        if outside.matches('(').count() != outside.matches(')').count() {
            return Some(("has a bracket that is not closed", "close it"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::METRIC_FILTER;
    use crate::testing::{finds, silent};

    fn filter(pattern: &str, metric: &str) -> String {
        format!(
            r#"
Resources:
  F: {{Type: AWS::Logs::MetricFilter, Properties: {{FilterPattern: '{pattern}', MetricTransformations: [{{MetricName: Failed,
    MetricNamespace: !Sub 'App/${{AWS::StackName}}'}}]}}}}
  A: {{Type: AWS::CloudWatch::Alarm, Properties: {{Namespace: !Sub 'App/${{AWS::StackName}}', MetricName: {metric}}}}}
"#
        )
    }

    #[test]
    fn patterns_that_are_refused() {
        for (pattern, words) in [
            ("{ $.level = \"error\"", "is not closed"),
            ("{ level = \"error\" }", "names no field"),
            ("{ $.level == \"error\" }", "compares with `==`"),
            ("{ $.a = 1 & $.b = 2 }", "a single `&`"),
            ("\"ERROR", "is not closed"),
        ] {
            finds(METRIC_FILTER, &filter(pattern, "Failed"), "F", words);
        }
        finds(METRIC_FILTER, &filter("ERROR", "Failled"), "A", "which no filter of the template makes");
        let dimensions = filter("ERROR", "Failed")
            .replace("MetricName: Failed}}", "MetricName: Failed, Dimensions: [{Name: a, Value: b}]}}");
        finds(METRIC_FILTER, &dimensions, "A", "by other dimensions");
    }

    #[test]
    fn patterns() {
        for pattern in
            ["ERROR", "?ERROR ?WARN", "{ $.event = \"a\" && ($.n > 1 || $.m IS NULL) }", "[ip, user, code = 5*]", ""]
        {
            silent(METRIC_FILTER, &filter(pattern, "Failed"));
        }
        silent(METRIC_FILTER, &filter("ERROR", "SomethingElse"));
    }
}
