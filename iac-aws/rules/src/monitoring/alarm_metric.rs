use super::alarms::{self, Watched};
use super::metrics::{namespace, nearest_namespace};
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// An alarm watches a metric that does not exist.
    ///
    /// CloudWatch creates alarms on any name. Where a namespace, a metric or a dimension is misspelt, missing or too many,
    /// the metric has no data: the alarm never goes off, or goes off for ever.
    ///
    /// A metric exists under the exact sets of dimensions under which AWS publishes it, and no other.
    pub(crate) ALARM_METRIC: "alarm-metric", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (alarm, watched) in alarms::all(world) {
        for one in watched {
            metric(findings, alarm, &one);
        }
    }
}

fn metric<'g>(findings: &mut Findings<'_, 'g>, alarm: Res<'_, 'g>, one: &Watched<'g>) {
    let (Some(space), Some(name)) = (one.namespace.text(), one.metric.text()) else { return };
    if name.is_empty() {
        return;
    }
    let path = alarm.path();
    let Some(known) = namespace(&space) else {
        if let Some(near) = nearest_namespace(&space) {
            let message = format!("{path} watches the namespace `{space}`, which AWS does not publish to");
            findings.at(alarm, "Namespace", message, format!("there is `{near}`"));
        }
        return;
    };
    let Some(sets) = known.dimensions(&name) else {
        let message = format!("{path} watches `{name}`, which is no metric of `{space}`");
        return match known.nearest(&name) {
            Some(near) => findings.at(alarm, one.property, message, format!("there is `{near}`")),
            None if known.open => {
                findings.warning(alarm, one.property, message, "compare it with the service's list of metrics")
            }
            None => findings.at(alarm, one.property, message, "compare it with the service's list of metrics"),
        };
    };
    let Some(names) = one.names().filter(|_| !sets.is_empty()) else { return };
    let given = names.join(" ");
    if sets.contains(&given.as_str()) {
        return;
    }
    let given = if names.is_empty() { "without dimensions".to_owned() } else { format!("by {}", names.join(" and ")) };
    let message = format!("{path} watches `{name}` of `{space}` {given}: it is not published so");
    let shown = |set: &&str| match *set {
        "" => "without dimensions".to_owned(),
        set => format!("by {}", set.replace(' ', " and ")),
    };
    let help = format!("it is published {}", sets.iter().map(shown).collect::<Vec<_>>().join(", or "));
    let property = if one.property == "Metrics" { "Metrics" } else { "Dimensions" };
    findings.at(alarm, property, message, help);
}

#[cfg(test)]
mod tests {
    use super::ALARM_METRIC;
    use crate::testing::{finds, silent};

    fn alarm(space: &str, metric: &str, dimensions: &[&str]) -> String {
        let dimensions: Vec<String> =
            dimensions.iter().map(|name| format!("{{Name: {name}, Value: !Ref X}}")).collect();
        format!(
            "Parameters: {{X: {{Type: String}}, Metric: {{Type: String, Default: CPUUtilization, AllowedValues: \
             [CPUUtilization, CpuUtilisation]}}}}\nConditions: {{Never: !Equals [a, b]}}\n\
             Resources: {{A: {{Type: AWS::CloudWatch::Alarm, Properties: {{Namespace: {space}, MetricName: {metric}, \
             Dimensions: [{}], Period: 60, Statistic: Sum}}}}}}",
            dimensions.join(", ")
        )
    }

    #[test]
    fn metrics_that_do_not_exist() {
        let rds = ["DBInstanceIdentifier"];
        finds(ALARM_METRIC, &alarm("AWS/RDS", "CPUUtilisation", &rds), "A", "which is no metric of `AWS/RDS`");
        finds(ALARM_METRIC, &alarm("AWS/RDS", "FreeStoragespace", &rds), "A", "`FreeStoragespace`, which is no metric");
        finds(ALARM_METRIC, &alarm("AWS/RDS", "!Ref Metric", &rds), "A", "`CpuUtilisation`, which is no metric");
        finds(ALARM_METRIC, &alarm("AWS/RDSS", "CPUUtilization", &rds), "A", "the namespace `AWS/RDSS`");
        finds(ALARM_METRIC, &alarm("AWS/SQS", "QueueDepth", &["QueueName"]), "A", "`QueueDepth`, which is no metric");
        finds(ALARM_METRIC, &alarm("AWS/ApplicationELB", "5XXErrors", &["LoadBalancer"]), "A", "which is no metric");
    }

    #[test]
    fn dimensions_that_do_not_exist() {
        finds(ALARM_METRIC, &alarm("AWS/ECS", "CPUUtilization", &["ServiceName"]), "A", "by ServiceName: it is not");
        finds(
            ALARM_METRIC,
            &alarm("AWS/ApplicationELB", "UnHealthyHostCount", &["LoadBalancer"]),
            "A",
            "by LoadBalancer:",
        );
        finds(ALARM_METRIC, &alarm("AWS/SQS", "NumberOfMessagesSent", &[]), "A", "without dimensions: it is not");
        finds(ALARM_METRIC, &alarm("AWS/RDS", "CPUUtilization", &["DBInstanceId"]), "A", "by DBInstanceId: it is not");
        finds(ALARM_METRIC, &alarm("AWS/CloudFront", "5xxErrorRate", &["DistributionId"]), "A", "by DistributionId:");
        let math = "Resources: {A: {Type: AWS::CloudWatch::Alarm, Properties: {Metrics: [{Id: m, MetricStat: {Period: 60,
          Stat: Sum, Metric: {Namespace: AWS/Lambda, MetricName: Error, Dimensions: [{Name: FunctionName, Value: f}]}}}]}}}";
        finds(ALARM_METRIC, math, "A", "`Error`, which is no metric of `AWS/Lambda`");
    }

    #[test]
    fn metrics_that_exist() {
        for (space, metric, dimensions) in [
            ("AWS/RDS", "CPUUtilization", &["DBInstanceIdentifier"][..]),
            ("AWS/ApplicationELB", "UnHealthyHostCount", &["TargetGroup", "LoadBalancer"]),
            ("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", &["LoadBalancer"]),
            ("AWS/ECS", "MemoryUtilization", &["ServiceName", "ClusterName"]),
            ("CWAgent", "mem_used_percent", &["InstanceId"]),
            ("My/App", "Errors", &[]),
            ("!Sub '${AWS::StackName}/App'", "Errors", &[]),
            ("AWS/Lambda", "Errors", &["!If [Never, x, !Ref X]"]),
        ] {
            silent(ALARM_METRIC, &alarm(space, metric, dimensions));
        }
    }
}
