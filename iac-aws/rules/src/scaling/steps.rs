use super::target::POLICY;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// The steps of a scaling policy leave a gap, or overlap.
    ///
    /// Steps follow each other without a gap, the lowest and the highest may be open; a step has a lower or an upper
    /// bound, the lower below the upper. Otherwise the policy is refused.
    ///
    /// Facts: <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html>.
    pub(crate) SCALING_STEPS: "scaling-steps", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for policy in world.all(POLICY) {
        steps(
            findings,
            policy,
            "StepScalingPolicyConfiguration",
            &policy.get("StepScalingPolicyConfiguration.StepAdjustments"),
        );
    }
    for policy in world.all("AWS::AutoScaling::ScalingPolicy") {
        steps(findings, policy, "StepAdjustments", &policy.get("StepAdjustments"));
    }
}

/// A step's bounds: none where it is open, and none at all where one is not known.
fn bounds(step: &Eval<'_>) -> Option<(Option<f64>, Option<f64>)> {
    let of = |name: &str| match step.at(name) {
        Eval::Absent => Some(None),
        given => given.num().map(Some),
    };
    let known = matches!(step, Eval::Map(_));
    known.then(|| Some((of("MetricIntervalLowerBound")?, of("MetricIntervalUpperBound")?)))?
}

fn steps<'g>(findings: &mut Findings<'_, 'g>, policy: Res<'_, 'g>, at: &str, steps: &Eval<'g>) {
    let Eval::List(items) = steps else { return };
    let Some(mut all) = items.iter().map(bounds).collect::<Option<Vec<_>>>() else { return };
    let shown = |bound: Option<f64>| bound.map_or("…".to_owned(), |bound| bound.to_string());
    for (lower, upper) in &all {
        if lower.is_none() && upper.is_none() && all.len() > 1 {
            let message = "a step has neither a lower nor an upper bound";
            return findings.at(policy, at, message, "set `MetricIntervalLowerBound` or `MetricIntervalUpperBound`");
        }
        if lower.zip(*upper).is_some_and(|(lower, upper)| lower >= upper) {
            let message = format!("a step goes from {} to {}", shown(*lower), shown(*upper));
            return findings.at(policy, at, message, "the lower bound is below the upper one");
        }
    }
    all.sort_by(|a, b| a.0.unwrap_or(f64::NEG_INFINITY).total_cmp(&b.0.unwrap_or(f64::NEG_INFINITY)));
    for pair in all.windows(2) {
        let (end, start) = (pair[0].1, pair[1].0);
        let what = match (end, start) {
            (Some(end), Some(start)) if end == start => continue,
            (Some(end), Some(start)) if end < start => "a gap",
            _ => "an overlap",
        };
        let message = format!("{what} between steps: one ends at {}, the next begins at {}", shown(end), shown(start));
        findings.at(policy, at, message, "each step begins where the one before it ends");
    }
}

#[cfg(test)]
mod tests {
    use super::SCALING_STEPS;
    use crate::testing::{finds, silent};

    fn policy(steps: &str) -> String {
        format!(
            "Resources:
  Policy: {{Type: AWS::ApplicationAutoScaling::ScalingPolicy, Properties: {{PolicyName: p, PolicyType: StepScaling,
    StepScalingPolicyConfiguration: {{AdjustmentType: ChangeInCapacity, StepAdjustments: [{steps}]}}}}}}\n"
        )
    }

    fn step(lower: &str, upper: &str) -> String {
        let of = |name: &str, bound: &str| match bound {
            "" => String::new(),
            bound => format!("MetricInterval{name}Bound: {bound}, "),
        };
        format!("{{{}{}ScalingAdjustment: 1}}", of("Lower", lower), of("Upper", upper))
    }

    fn two(a: (&str, &str), b: (&str, &str)) -> String {
        policy(&format!("{}, {}", step(a.0, a.1), step(b.0, b.1)))
    }

    #[test]
    fn wrong_steps() {
        finds(
            SCALING_STEPS,
            &two(("0", "10"), ("20", "")),
            "Policy",
            "a gap between steps: one ends at 10, the next begins at 20",
        );
        finds(SCALING_STEPS, &two(("0", "10"), ("5", "")), "Policy", "an overlap");
        finds(SCALING_STEPS, &two(("0", ""), ("10", "")), "Policy", "an overlap");
        finds(SCALING_STEPS, &two(("", ""), ("10", "")), "Policy", "neither a lower nor an upper");
        finds(SCALING_STEPS, &policy(&step("10", "0")), "Policy", "a step goes from 10 to 0");
        let head = "Parameters: {End: {Type: Number, Default: 10, AllowedValues: [10, 15]}}\n";
        finds(SCALING_STEPS, &format!("{head}{}", two(("0", "!Ref End"), ("10", ""))), "Policy", "with End = 15");
    }

    #[test]
    fn steps_in_a_row() {
        silent(SCALING_STEPS, &two(("0", "10"), ("10", "")));
        silent(SCALING_STEPS, &two(("-10", "0"), ("", "-10")));
        silent(SCALING_STEPS, &policy(&step("0", "")));
        silent(SCALING_STEPS, &policy(&step("", "")));
    }
}
