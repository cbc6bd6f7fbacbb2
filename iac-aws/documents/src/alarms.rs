//! Alarms with what to do, where they go, and where to look: dashboards and logs.

use crate::words::Words;
use iac_core::check::Res;
use serde_json::Value;

pub(crate) fn all(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let alarms =
        world.all("AWS::CloudWatch::Alarm").filter(|alarm| tells(words, *alarm)).map(|alarm| one(words, alarm));
    let composite = world.all("AWS::CloudWatch::CompositeAlarm").map(|alarm| {
        let (severity, what) = severity(&words.text(alarm, "AlarmDescription").unwrap_or_default());
        let told = words.shown(&alarm.get("AlarmActions"));
        let rule = words.text(alarm, "AlarmRule");
        words.thing_with(alarm, object!({"severity": severity, "what": what, "condition": rule, "told": told}))
    });
    alarms.chain(composite).collect::<Vec<_>>().into()
}

/// Whether it tells somebody; one that only scales is not for people.
fn tells<'g>(words: &Words<'_, 'g>, alarm: Res<'_, 'g>) -> bool {
    let actions = alarm.get("AlarmActions");
    let scales = |one: Res<'_, 'g>| one.kind().contains("ScalingPolicy");
    actions.items().is_empty() || !actions.items().iter().all(|action| words.world.target(action).is_some_and(scales))
}

fn one<'g>(words: &Words<'_, 'g>, alarm: Res<'_, 'g>) -> Value {
    let (severity, what) = severity(&words.text(alarm, "AlarmDescription").unwrap_or_default());
    words.thing_with(
        alarm,
        object!({
            "severity": severity,
            "what": what,
            "condition": condition(words, alarm),
            "told": words.shown(&alarm.get("AlarmActions")),
            "missing": words.text(alarm, "TreatMissingData"),
        }),
    )
}

/// `Critical: No task answers: look …` → how bad, and what it says.
fn severity(description: &str) -> (&'static str, String) {
    for severity in ["Critical", "Warning", "Info"] {
        if let Some(rest) = description.strip_prefix(severity).and_then(|rest| rest.strip_prefix(": ")) {
            return (severity, rest.to_owned());
        }
    }
    ("", description.to_owned())
}

/// `CPUUtilization (Average) > 80, 3 × 300 s`.
pub(crate) fn condition<'g>(words: &Words<'_, 'g>, alarm: Res<'_, 'g>) -> String {
    let sign = match words.shown(&alarm.get("ComparisonOperator")).as_str() {
        "GreaterThanThreshold" => ">",
        "GreaterThanOrEqualToThreshold" => "≥",
        "LessThanThreshold" => "<",
        "LessThanOrEqualToThreshold" => "≤",
        _ => "outside of",
    };
    let queries = alarm.get("Metrics");
    let (metric, period) = match queries.items() {
        [] => {
            let statistic = alarm.get("ExtendedStatistic");
            let statistic = if statistic.is_absent() { alarm.get("Statistic") } else { statistic };
            let metric = format!("{} ({})", words.shown(&alarm.get("MetricName")), words.shown(&statistic));
            (metric, words.shown(&alarm.get("Period")))
        }
        queries => {
            let result =
                queries.iter().find(|query| query.at("ReturnData").bool() != Some(false)).unwrap_or(&queries[0]);
            let label = words.shown(result.at("Label"));
            let expression = words.shown(result.at("Expression"));
            let least = expression.strip_prefix("IF(requests > ").and_then(|rest| rest.split(',').next());
            let label = match least {
                Some(least) => format!("{label} of more than {least} requests"),
                None if label.is_empty() => expression,
                None => label,
            };
            let period =
                queries.iter().map(|query| words.shown(query.at("MetricStat.Period"))).find(|text| !text.is_empty());
            (label, period.unwrap_or_default())
        }
    };
    let threshold = amount(&metric, &words.shown(&alarm.get("Threshold")));
    let times = words.text(alarm, "EvaluationPeriods").unwrap_or_default();
    let of = match words.text(alarm, "DatapointsToAlarm").filter(|points| *points != times) {
        Some(points) => format!("{points} of {times}"),
        None => times,
    };
    let period = if period.is_empty() { String::new() } else { format!(", {of} × {period} s") };
    format!("{metric} {sign} {threshold}{period}")
}

/// A threshold with its unit, where the metric has one that nobody reads: bytes.
fn amount(metric: &str, threshold: &str) -> String {
    let bytes = ["FreeStorageSpace", "FreeableMemory"].iter().any(|of| metric.starts_with(of));
    match threshold.parse() {
        Ok(number) if bytes => crate::units::bytes(number),
        _ => threshold.to_owned(),
    }
}

pub(crate) fn topics(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let topics = world.all("AWS::SNS::Topic").map(|topic| {
        let of = |one: &Res<'_, '_>| world.target(&one.get("TopicArn")) == Some(topic);
        let subscribers = world.declared("AWS::SNS::Subscription").filter(of);
        let subscribers =
            subscribers.map(|one| format!("{}: {}", words.shown(&one.get("Protocol")), endpoint(words, one)));
        let takes =
            |one: &Res<'_, '_>| one.get("SnsTopicArns").items().iter().any(|of| world.target(of) == Some(topic));
        let channels = world.all("AWS::Chatbot::SlackChannelConfiguration").filter(takes);
        let channels = channels.map(|one| format!("Slack: {}", words.shown(&one.get("SlackChannelId"))));
        let subscribers = subscribers.chain(channels).collect::<Vec<_>>();
        words.thing_with(
            topic,
            object!({"subscribers": subscribers, "output": words.output(topic, &["Ref", "TopicArn"])}),
        )
    });
    topics.collect::<Vec<_>>().into()
}

/// Whom a subscription tells. One that only a parameter brings into being names it, whatever its default is.
fn endpoint<'g>(words: &Words<'_, 'g>, subscription: Res<'_, 'g>) -> String {
    let asked = subscription.node().property("Endpoint").and_then(|value| words.asked(subscription, value).pop());
    match asked.filter(|_| !subscription.exists()) {
        Some(parameter) => format!("the parameter {}, if it is given", parameter["id"].as_str().unwrap_or_default()),
        None => words.shown(&subscription.get("Endpoint")),
    }
}

pub(crate) fn dashboards(words: &Words<'_, '_>) -> Value {
    let row = |one| words.thing_with(one, object!({"dashboard": words.text(one, "DashboardName")}));
    words.world.all("AWS::CloudWatch::Dashboard").map(row).collect::<Vec<_>>().into()
}

pub(crate) fn logs(words: &Words<'_, '_>) -> Value {
    let row = |one: Res<'_, '_>| {
        let days = words.text(one, "RetentionInDays");
        words.thing_with(one, object!({"group": words.text(one, "LogGroupName"), "days": days}))
    };
    words.world.all("AWS::Logs::LogGroup").map(row).collect::<Vec<_>>().into()
}
