use super::target::{TARGET, service_of};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// The least of something that scales is above its most.
    ///
    /// The minimum is not above the maximum, in the target as in its scheduled actions, and a group's desired capacity is
    /// between them. A service whose desired count is not is scaled away from it after each deployment.
    ///
    /// Facts: <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html>,
    /// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html>.
    pub(crate) CAPACITY: "capacity", Error, check
}

/// Types with a minimum and a maximum, and where they have them.
const RANGES: &[(&str, &str, &str)] = &[
    (TARGET, "MinCapacity", "MaxCapacity"),
    ("AWS::AutoScaling::AutoScalingGroup", "MinSize", "MaxSize"),
    ("AWS::AutoScaling::ScheduledAction", "MinSize", "MaxSize"),
    (
        "AWS::RDS::DBCluster",
        "ServerlessV2ScalingConfiguration.MinCapacity",
        "ServerlessV2ScalingConfiguration.MaxCapacity",
    ),
    ("AWS::EKS::Nodegroup", "ScalingConfig.MinSize", "ScalingConfig.MaxSize"),
    (
        "AWS::ECS::CapacityProvider",
        "AutoScalingGroupProvider.ManagedScaling.MinimumScalingStepSize",
        "AutoScalingGroupProvider.ManagedScaling.MaximumScalingStepSize",
    ),
];

/// Types with a count that must be between the two.
const DESIRED: &[(&str, &str, &str, &str)] = &[
    ("AWS::AutoScaling::AutoScalingGroup", "DesiredCapacity", "MinSize", "MaxSize"),
    ("AWS::AutoScaling::ScheduledAction", "DesiredCapacity", "MinSize", "MaxSize"),
    ("AWS::EKS::Nodegroup", "ScalingConfig.DesiredSize", "ScalingConfig.MinSize", "ScalingConfig.MaxSize"),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (kind, least, most) in RANGES {
        for res in world.all(kind) {
            range(findings, res, (least, &res.get(least)), (most, &res.get(most)));
        }
    }
    for (kind, desired, least, most) in DESIRED {
        for res in world.all(kind) {
            let given = res.get(desired);
            let (Some(count), least, most) = (given.num(), res.get(least), res.get(most)) else { continue };
            if least.num().is_some_and(|least| count < least) || most.num().is_some_and(|most| count > most) {
                let message = format!(
                    "{} are wanted, but at least {} and at most {}",
                    given.shown(),
                    least.shown(),
                    most.shown()
                );
                findings.at(res, desired, message, "the wanted number is between the two");
            }
        }
    }
    for target in world.all(TARGET) {
        scheduled(findings, target);
        desired_count(world, findings, target);
    }
}

fn range<'g>(
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    (least_name, least): (&str, &Eval<'g>),
    (most_name, most): (&str, &Eval<'g>),
) {
    if least.num().zip(most.num()).is_some_and(|(least, most)| least > most) {
        let message =
            format!("at least {} and at most {}: the minimum is above the maximum", least.shown(), most.shown());
        let short = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
        let help = format!("`{}` must not be above `{}`", short(least_name), short(most_name));
        findings.at(res, least_name, message, help);
    }
    if least.num().is_some_and(|least| least < 0.0) {
        findings.at(res, least_name, format!("a minimum of {}", least.shown()), "use 0 or more");
    }
}

fn scheduled<'g>(findings: &mut Findings<'_, 'g>, target: Res<'_, 'g>) {
    for action in target.get("ScheduledActions").items() {
        let of = action.at("ScalableTargetAction");
        let (least, most) = (of.at("MinCapacity"), of.at("MaxCapacity"));
        let (name, at) = (action.at("ScheduledActionName").shown(), "ScheduledActions");
        if least.num().zip(most.num()).is_some_and(|(least, most)| least > most) {
            let message =
                format!("the scheduled action `{name}` sets at least {} and at most {}", least.shown(), most.shown());
            findings.at(target, at, message, "`MinCapacity` must not be above `MaxCapacity`");
        } else if matches!(of, Eval::Map(_)) && least.is_absent() && most.is_absent() {
            let message = format!("the scheduled action `{name}` sets neither a minimum nor a maximum");
            findings.at(target, at, message, "set `MinCapacity`, `MaxCapacity` or both");
        } else if of.is_absent() && matches!(action, Eval::Map(_)) {
            findings.at(
                target,
                at,
                format!("the scheduled action `{name}` does nothing"),
                "set `ScalableTargetAction`",
            );
        }
    }
}

fn desired_count<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, target: Res<'_, 'g>) {
    let (least, most) = (target.get("MinCapacity"), target.get("MaxCapacity"));
    let (Some(low), Some(high)) = (least.int(), most.int()) else { return };
    let Some(service) = service_of(world, target) else { return };
    let desired = service.get("DesiredCount");
    if low <= high && desired.int().is_some_and(|count| count != 0 && !(low..=high).contains(&count)) {
        let message = format!(
            "the service wants {} tasks, but {} scales it to at least {low} and at most {high}",
            desired.shown(),
            target.path()
        );
        findings.warning(service, "DesiredCount", message, "use a number between the two, or leave `DesiredCount` out");
    }
}

#[cfg(test)]
mod tests {
    use super::CAPACITY;
    use crate::scaling::target::scaled;
    use crate::testing::{finds, silent};

    const LEAST: &str = "MinCapacity: 1";

    #[test]
    fn services() {
        finds(CAPACITY, &scaled("", LEAST, "MinCapacity: 5"), "Scaling", "at least 5 and at most 4");
        finds(CAPACITY, &scaled("", "DesiredCount: 2", "DesiredCount: 9"), "App", "the service wants 9 tasks");
        let head = "
Parameters: {Stage: {Type: String, Default: test, AllowedValues: [test, prod]}}
Mappings: {Sizes: {test: {least: 1}, prod: {least: 10}}}";
        let mapped = scaled(head, LEAST, "MinCapacity: !FindInMap [Sizes, !Ref Stage, least]");
        finds(
            CAPACITY,
            &mapped,
            "Scaling",
            "at least 10 and at most 4: the minimum is above the maximum, with Stage = prod",
        );
    }

    #[test]
    fn scheduled_actions() {
        let action = |of: &str| {
            scaled(
                "",
                LEAST,
                &format!("ScheduledActions: [{{ScheduledActionName: night, Schedule: 'rate(1 day)', {of}}}], {LEAST}"),
            )
        };
        finds(
            CAPACITY,
            &action("ScalableTargetAction: {MinCapacity: 3, MaxCapacity: 2}"),
            "Scaling",
            "`night` sets at least 3",
        );
        finds(CAPACITY, &action("Timezone: UTC"), "Scaling", "`night` does nothing");
        silent(CAPACITY, &action("ScalableTargetAction: {MinCapacity: 0, MaxCapacity: 0}"));
    }

    fn group(of: &str) -> String {
        format!("Resources:\n  Group: {{Type: AWS::AutoScaling::AutoScalingGroup, Properties: {{{of}}}}}\n")
    }

    #[test]
    fn groups() {
        finds(CAPACITY, &group("MinSize: '3', MaxSize: '2'"), "Group", "at least 3 and at most 2");
        finds(CAPACITY, &group("MinSize: '1', MaxSize: '2', DesiredCapacity: '3'"), "Group", "3 are wanted");
        silent(CAPACITY, &group("MinSize: '1', MaxSize: '3', DesiredCapacity: '3'"));
        silent(CAPACITY, &group("MinSize: '9', MaxSize: '10'"));
    }

    #[test]
    fn in_range() {
        silent(CAPACITY, &scaled("", LEAST, "MinCapacity: 2"));
        silent(CAPACITY, &scaled("Parameters: {Least: {Type: Number}}", LEAST, "MinCapacity: !Ref Least"));
        silent(CAPACITY, &scaled("", " DesiredCount: 2,", ""));
    }
}
