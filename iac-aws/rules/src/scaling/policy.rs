use super::target::{POLICY, TARGET};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A scaling policy does not fit what it scales.
    ///
    /// A policy has the configuration of its type, and names a target. Each predefined metric belongs to one service; a
    /// percentage is at most 100. A predefined metric is kept above 0.
    ///
    /// Facts: <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html>,
    /// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html>,
    /// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TargetTrackingConfiguration.html>.
    pub(crate) SCALING_POLICY: "scaling-policy", Error, check
}

const CONFIGURATIONS: &[(&str, &str)] = &[
    ("TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration"),
    ("StepScaling", "StepScalingPolicyConfiguration"),
];

/// Predefined metrics and the namespace of what they measure.
const METRICS: &[(&str, &str)] = &[
    ("ECSServiceAverageCPUUtilization", "ecs"),
    ("ECSServiceAverageMemoryUtilization", "ecs"),
    ("DynamoDBReadCapacityUtilization", "dynamodb"),
    ("DynamoDBWriteCapacityUtilization", "dynamodb"),
    ("RDSReaderAverageCPUUtilization", "rds"),
    ("RDSReaderAverageDatabaseConnections", "rds"),
    ("EC2SpotFleetRequestAverageCPUUtilization", "ec2"),
    ("SageMakerVariantInvocationsPerInstance", "sagemaker"),
    ("LambdaProvisionedConcurrencyUtilization", "lambda"),
    ("CassandraReadCapacityUtilization", "cassandra"),
    ("CassandraWriteCapacityUtilization", "cassandra"),
    ("KafkaBrokerStorageUtilization", "kafka"),
    ("NeptuneReaderAverageCPUUtilization", "neptune"),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for policy in world.all(POLICY) {
        configuration(findings, policy);
        names_a_target(findings, policy);
        let configuration = policy.get("TargetTrackingScalingPolicyConfiguration");
        metric(world, findings, policy, &configuration);
        for cooldown in ["ScaleInCooldown", "ScaleOutCooldown"] {
            let given = configuration.at(cooldown);
            if given.int().is_some_and(|given| given < 0) {
                let message = format!("the policy has `{cooldown}: {}`", given.shown());
                findings.at(policy, "TargetTrackingScalingPolicyConfiguration", message, "use 0 or more seconds");
            }
        }
    }
    for policy in world.all("AWS::AutoScaling::ScalingPolicy") {
        let (at, configuration) = ("TargetTrackingConfiguration", policy.get("TargetTrackingConfiguration"));
        let metric = configuration.at("PredefinedMetricSpecification.PredefinedMetricType");
        target_value(findings, policy, at, &configuration, &metric.text().unwrap_or_default());
    }
}

fn configuration<'g>(findings: &mut Findings<'_, 'g>, policy: Res<'_, 'g>) {
    let kind = policy.get("PolicyType");
    let Some(kind) = kind.text() else { return };
    for (of, name) in CONFIGURATIONS {
        let absent = policy.get(name).is_absent();
        if *of == kind && absent {
            let message = format!("the policy has the type `{kind}` and no `{name}`");
            findings.at(policy, "PolicyType", message, format!("set `{name}`, or another type"));
        }
        if *of != kind && !absent && CONFIGURATIONS.iter().any(|(one, _)| *one == kind) {
            let message = format!("the policy has the type `{kind}` and `{name}`");
            findings.at(policy, name, message, format!("set `PolicyType: {of}`, or remove it"));
        }
    }
}

fn names_a_target<'g>(findings: &mut Findings<'_, 'g>, policy: Res<'_, 'g>) {
    let by_name = ["ResourceId", "ScalableDimension", "ServiceNamespace"];
    let missing = by_name.iter().any(|name| policy.get(name).is_absent());
    let target = policy.get("ScalingTargetId");
    if target.is_absent() && missing {
        let message = "the policy does not say what it scales";
        let help = "set `ScalingTargetId`, or `ResourceId`, `ScalableDimension` and `ServiceNamespace`";
        findings.at(policy, "", message, help);
    }
}

/// The namespace of what a policy scales.
fn namespace<'g>(world: &World<'g>, policy: Res<'_, 'g>) -> Eval<'g> {
    match world.target_of(&policy.get("ScalingTargetId"), TARGET) {
        Some(target) => target.get("ServiceNamespace"),
        None => policy.get("ServiceNamespace"),
    }
}

/// What of it the policy scales.
fn dimension<'g>(world: &World<'g>, policy: Res<'_, 'g>) -> Eval<'g> {
    match world.target_of(&policy.get("ScalingTargetId"), TARGET) {
        Some(target) => target.get("ScalableDimension"),
        None => policy.get("ScalableDimension"),
    }
}

fn metric<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, policy: Res<'_, 'g>, configuration: &Eval<'g>) {
    let at = "TargetTrackingScalingPolicyConfiguration";
    let Eval::Map(_) = configuration else { return };
    let predefined = configuration.at("PredefinedMetricSpecification");
    let custom = configuration.at("CustomizedMetricSpecification");
    if predefined.is_absent() && custom.is_absent() {
        let help = "set `PredefinedMetricSpecification` or `CustomizedMetricSpecification`";
        return findings.at(policy, at, "the policy tracks no metric", help);
    }
    if matches!((predefined, custom), (Eval::Map(_), Eval::Map(_))) {
        findings.at(policy, at, "the policy tracks a predefined metric and one of its own", "remove one of the two");
    }
    let name = predefined.at("PredefinedMetricType");
    target_value(findings, policy, at, configuration, &name.text().unwrap_or_default());
    let Some(name) = name.text() else { return };
    let of_policy = namespace(world, policy);
    if let Some((_, of)) = METRICS.iter().find(|(metric, _)| *metric == name) {
        if of_policy.text().is_some_and(|given| given != *of) {
            let message = format!("the policy tracks {name}, which `{}` does not have", of_policy.shown());
            findings.at(policy, at, message, format!("it is a metric of `{of}`"));
        }
        let dimension = dimension(world, policy);
        let other = |way: &str, other: &str| {
            let crossed = |text: &str| text.ends_with(&format!(":{other}CapacityUnits"));
            name.ends_with(&format!("{way}CapacityUtilization")) && dimension.text().is_some_and(|text| crossed(&text))
        };
        if other("Read", "Write") || other("Write", "Read") {
            let message = format!("the policy tracks {name} and scales `{}`", dimension.shown());
            findings.at(policy, at, message, "track the metric of what is scaled");
        }
        if !predefined.at("ResourceLabel").is_absent() {
            let message = format!("the policy gives a resource label to {name}, which has none");
            findings.at(policy, at, message, "remove `ResourceLabel`: only `ALBRequestCountPerTarget` has it");
        }
    }
}

fn target_value<'g>(
    findings: &mut Findings<'_, 'g>,
    policy: Res<'_, 'g>,
    at: &str,
    configuration: &Eval<'g>,
    metric: &str,
) {
    let target = configuration.at("TargetValue");
    let Some(value) = target.num() else { return };
    // What a metric of one's own counts is not known, but nothing is a share of 0.
    if metric.is_empty() {
        if value == 0.0 {
            let message = format!("{} keeps its metric at 0, which no capacity does", policy.path());
            findings.warning(policy, at, message, "use more than 0");
        }
        return;
    }
    let is_percentage = metric.ends_with("CPUUtilization") || metric.ends_with("MemoryUtilization");
    if is_percentage && value > 100.0 || value <= 0.0 {
        let message = format!("the policy keeps {metric} at {}", target.shown());
        let help = if is_percentage { "use a percentage: above 0 and at most 100" } else { "use more than 0" };
        findings.at(policy, at, message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::SCALING_POLICY;
    use crate::scaling::target::scaled;
    use crate::testing::{finds, silent, warns};

    const METRIC: &str = "PredefinedMetricType: ECSServiceAverageCPUUtilization";

    #[test]
    fn what_does_not_fit() {
        let says = |from: &str, to: &str, words: &str| finds(SCALING_POLICY, &scaled("", from, to), "Policy", words);
        says("PolicyType: TargetTrackingScaling", "PolicyType: StepScaling", "the type `StepScaling` and no");
        says("ScalingTargetId: !Ref Scaling,", "", "does not say what it scales");
        says(METRIC, "PredefinedMetricType: DynamoDBReadCapacityUtilization", "which `ecs` does not have");
        says(METRIC, &format!("{METRIC}, ResourceLabel: x"), "which has none");
        says("TargetValue: 60", "TargetValue: 600", "keeps ECSServiceAverageCPUUtilization at 600");
        says("TargetValue: 60", "TargetValue: 60, ScaleInCooldown: -1", "`ScaleInCooldown: -1`");
    }

    #[test]
    fn values_that_cannot_be_kept() {
        let own = |value: &str| {
            scaled("", METRIC, METRIC)
                .replace(
                    "PredefinedMetricSpecification: {PredefinedMetricType: ECSServiceAverageCPUUtilization}",
                    "CustomizedMetricSpecification: {MetricName: Depth}",
                )
                .replace("TargetValue: 60", &format!("TargetValue: {value}"))
        };
        warns(SCALING_POLICY, &own("0"), "Policy", "keeps its metric at 0");
        silent(SCALING_POLICY, &own("-5"));
        silent(SCALING_POLICY, &own("0.5"));
        silent(SCALING_POLICY, &own("600"));
        let group = |metric: &str, value: &str| {
            format!(
                "Parameters: {{V: {{Type: Number}}}}\nResources: {{P: {{Type: AWS::AutoScaling::ScalingPolicy, Properties: {{PolicyType: TargetTrackingScaling, \
                 TargetTrackingConfiguration: {{TargetValue: {value}, PredefinedMetricSpecification: {{PredefinedMetricType: {metric}}}}}}}}}}}"
            )
        };
        finds(SCALING_POLICY, &group("ASGAverageCPUUtilization", "550"), "P", "keeps ASGAverageCPUUtilization at 550");
        finds(SCALING_POLICY, &group("ASGAverageNetworkIn", "0"), "P", "keeps ASGAverageNetworkIn at 0");
        silent(SCALING_POLICY, &group("ASGAverageNetworkIn", "100000"));
        silent(SCALING_POLICY, &group("ASGAverageCPUUtilization", "!Ref V"));
    }

    #[test]
    fn the_other_capacity() {
        let of = |metric: &str| {
            scaled("", METRIC, &format!("PredefinedMetricType: DynamoDB{metric}CapacityUtilization"))
                .replace("ServiceNamespace: ecs", "ServiceNamespace: dynamodb")
                .replace("ecs:service:DesiredCount", "dynamodb:table:ReadCapacityUnits")
        };
        finds(SCALING_POLICY, &of("Write"), "Policy", "and scales `dynamodb:table:ReadCapacityUnits`");
        silent(SCALING_POLICY, &of("Read"));
    }

    #[test]
    fn one_choice() {
        let head = "Parameters: {Busy: {Type: Number, Default: 60, AllowedValues: [60, 120]}}";
        finds(
            SCALING_POLICY,
            &scaled(head, "TargetValue: 60", "TargetValue: !Ref Busy"),
            "Policy",
            "at 120, with Busy = 120",
        );
    }

    #[test]
    fn what_fits() {
        silent(SCALING_POLICY, &scaled("", METRIC, METRIC));
        let by_name = "ServiceNamespace: ecs, ScalableDimension: ecs:service:DesiredCount, ResourceId: service/a/b,";
        silent(SCALING_POLICY, &scaled("", "ScalingTargetId: !Ref Scaling,", by_name));
        silent(SCALING_POLICY, &scaled("Parameters: {M: {Type: String}}", METRIC, "PredefinedMetricType: !Ref M"));
        let requests = "PredefinedMetricType: ALBRequestCountPerTarget, ResourceLabel: x";
        silent(SCALING_POLICY, &scaled("", METRIC, requests).replace("TargetValue: 60", "TargetValue: 1000"));
    }
}
