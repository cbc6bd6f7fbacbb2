use super::metrics::namespace;
use iac_core::check::{Eval, Findings, World};
use iac_core::{Value, json};

iac_core::rule! {
    /// A dashboard cannot be shown.
    ///
    /// Its body is JSON with a list of widgets, each with a type and a place on a grid of 24 columns. CloudWatch refuses
    /// another body, and shows nothing for a metric that does not exist.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html>
    pub(crate) DASHBOARD: "dashboard", Error, check
}

const AT: &str = "DashboardBody";
const TYPES: &[&str] = &["metric", "text", "log", "alarm", "explorer", "custom"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for dashboard in world.all("AWS::CloudWatch::Dashboard") {
        let path = dashboard.path();
        let value = dashboard.get(AT);
        let (text, whole) = match &value {
            // What nobody knows is text inside of text, or a number.
            Eval::Joined(parts) => {
                (parts.iter().map(|part| part.text().unwrap_or("1".into()).into_owned()).collect::<String>(), false)
            }
            known => match known.text() {
                Some(text) => (text.into_owned(), true),
                None => continue,
            },
        };
        let body = match json::read(&text) {
            Ok(body) => body,
            Err(error) if whole => {
                let message = format!("the body of {path} is no JSON: {error}");
                findings.at(dashboard, AT, message, "write `{\"widgets\": [ … ]}`");
                continue;
            }
            Err(_) => {
                findings.assume(dashboard, "its body is JSON: parts of it are not known");
                continue;
            }
        };
        let Some(widgets) = body.get("widgets").and_then(Value::as_list) else {
            let message = format!("the body of {path} has no list of widgets");
            findings.at(dashboard, AT, message, "write `{\"widgets\": [ … ]}`");
            continue;
        };
        for widget in widgets {
            if let Some((message, help)) = fault(widget) {
                findings.at(dashboard, AT, format!("a widget of {path} {message}"), help);
            }
            for (message, help) in metrics(widget) {
                findings.warning(dashboard, AT, format!("a widget of {path} {message}"), help);
            }
        }
    }
}

fn fault(widget: &Value) -> Option<(String, String)> {
    let kind = widget.get("type").and_then(Value::as_str).unwrap_or_default();
    if !TYPES.contains(&kind) {
        return Some((format!("has the type `{kind}`"), format!("the types are {}", TYPES.join(", "))));
    }
    let number = |name: &str| widget.get(name).and_then(Value::as_int);
    let width = number("width").unwrap_or(6);
    if !(1..=24).contains(&width) || number("x").is_some_and(|x| x + width > 24) {
        return Some((
            format!("ends beyond the 24 columns, at {}", number("x").unwrap_or(0) + width),
            "`x` and `width` are 24 at most together".to_owned(),
        ));
    }
    let properties = widget.get("properties");
    if properties.is_none() {
        return Some(("has no properties".to_owned(), "each widget has `properties`".to_owned()));
    }
    let period = properties.and_then(|own| own.get("period")).and_then(Value::as_int);
    let period =
        period.filter(|seconds| !(matches!(seconds, 1 | 5 | 10 | 20 | 30) || *seconds > 0 && seconds % 60 == 0));
    period.map(|seconds| (format!("has a period of {seconds} seconds"), "periods are multiples of 60".to_owned()))
}

/// Metrics that do not exist: `["AWS/RDS", "CPUUtilization", …]`.
fn metrics(widget: &Value) -> Vec<(String, String)> {
    let rows = widget.get("properties").and_then(|own| own.get("metrics")).and_then(Value::as_list);
    let wrong = |row: &Value| {
        let [space, name, ..] = row.as_list()? else { return None };
        let (space, name) = (space.as_str()?, name.as_str()?);
        // A dot repeats what stands above, which was looked at there.
        let known = namespace(space).filter(|known| !name.starts_with('.') && known.dimensions(name).is_none())?;
        let near = known.nearest(name)?;
        Some((format!("shows `{name}`, which is no metric of `{space}`"), format!("there is `{near}`")))
    };
    rows.into_iter().flatten().filter_map(wrong).collect()
}

#[cfg(test)]
mod tests {
    use super::DASHBOARD;
    use crate::testing::{finds, silent};

    fn dashboard(body: &str) -> String {
        format!("Resources: {{D: {{Type: AWS::CloudWatch::Dashboard, Properties: {{DashboardBody: {body}}}}}}}")
    }

    #[test]
    fn bodies_that_are_refused() {
        for (body, words) in [
            ("'{\"widgets\": ['", "is no JSON: the document ends before its last bracket (line 1, column 14)"),
            ("'{}'", "has no list of widgets"),
            ("'{\"widgets\": [{\"type\": \"graph\", \"properties\": {}}]}'", "has the type `graph`"),
            ("'{\"widgets\": [{\"type\": \"text\", \"x\": 20, \"width\": 12, \"properties\": {}}]}'", "at 32"),
            (
                "!Sub '{\"widgets\": [{\"type\": \"metric\", \"properties\": {\"region\": \"${AWS::Region}\", \"period\": 45}}]}'",
                "a period of 45 seconds",
            ),
            (
                "'{\"widgets\": [{\"type\": \"metric\", \"properties\": {\"metrics\": [[\"AWS/RDS\", \"CPUUtilisation\"]]}}]}'",
                "shows `CPUUtilisation`",
            ),
        ] {
            finds(DASHBOARD, &dashboard(body), "D", words);
        }
    }

    #[test]
    fn bodies() {
        let body = "!Sub '{\"widgets\": [{\"type\": \"metric\", \"width\": 24, \"properties\": {\"region\": \"${AWS::Region}\", \
                    \"metrics\": [[\"AWS/RDS\", \"CPUUtilization\"], [\".\", \"FreeStorageSpace\"]]}}]}'";
        silent(DASHBOARD, &dashboard(body));
    }
}
