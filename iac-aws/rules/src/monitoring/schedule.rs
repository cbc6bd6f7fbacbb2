use super::cron::fault;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A schedule is none.
    ///
    /// `cron` has six fields, with `?` for one of the two days; `rate` has a number and a unit that agrees with it. Time
    /// zones are those of IANA, such as `Europe/Berlin`. A rule starts by a schedule, by a pattern, or by nothing at all.
    ///
    /// Source: <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html>
    pub(crate) SCHEDULE: "schedule", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for rule in world.all("AWS::Events::Rule") {
        let (schedule, pattern) = (rule.get("ScheduleExpression"), rule.get("EventPattern"));
        expression(findings, rule, "ScheduleExpression", &schedule, false);
        if schedule.is_absent() && pattern.is_absent() {
            let message = format!("nothing starts {}", rule.path());
            findings.at(rule, "", message, "set `ScheduleExpression` or `EventPattern`");
        }
        let bus = rule.get("EventBusName");
        let other = bus.text().is_some_and(|bus| &*bus != "default") || world.target(&bus).is_some();
        if other && !schedule.is_absent() {
            let message = format!("{} has a schedule on a bus of its own", rule.path());
            findings.at(rule, "ScheduleExpression", message, "schedules are on the default bus only");
        }
    }
    for schedule in world.all("AWS::Scheduler::Schedule") {
        expression(findings, schedule, "ScheduleExpression", &schedule.get("ScheduleExpression"), true);
        zone(findings, schedule, "ScheduleExpressionTimezone", &schedule.get("ScheduleExpressionTimezone"));
        let window = schedule.get("FlexibleTimeWindow");
        let (mode, minutes) = (window.at("Mode"), window.at("MaximumWindowInMinutes"));
        if mode.text().is_some_and(|mode| mode == "FLEXIBLE") && minutes.is_absent() {
            let message = format!("{} starts within a window of no length", schedule.path());
            findings.at(schedule, "FlexibleTimeWindow", message, "set `MaximumWindowInMinutes`, or `Mode: 'OFF'`");
        }
    }
    for target in world.all("AWS::ApplicationAutoScaling::ScalableTarget") {
        for action in target.get("ScheduledActions").items() {
            expression(findings, target, "ScheduledActions", action.at("Schedule"), true);
            zone(findings, target, "ScheduledActions", action.at("Timezone"));
        }
    }
    for plan in world.all("AWS::Backup::BackupPlan") {
        for rule in plan.get("BackupPlan.BackupPlanRule").items() {
            expression(findings, plan, "BackupPlan", rule.at("ScheduleExpression"), false);
        }
    }
    for function in world.all("AWS::Serverless::Function") {
        for event in function.get("Events").members() {
            let is_schedule = event.value.at("Type").text().is_some_and(|kind| &*kind == "Schedule");
            if is_schedule {
                expression(findings, function, "Events", event.value.at("Properties.Schedule"), false);
            }
        }
    }
}

fn expression<'g>(findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, property: &str, value: &Eval<'g>, at: bool) {
    let Some(text) = value.text().filter(|text| !text.is_empty()) else { return };
    if let Some((what, help)) = fault(&text, at) {
        findings.at(res, property, format!("the schedule `{text}` of {} is none: {what}", res.path()), help);
    }
}

/// The names of the time zone database, 2025b. <https://www.iana.org/time-zones>
const TIME_ZONES: &str = include_str!("time_zones.txt");

fn zone<'g>(findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, property: &str, value: &Eval<'g>) {
    let Some(text) = value.text().filter(|text| !text.is_empty()) else { return };
    if !TIME_ZONES.lines().any(|zone| zone == text) {
        let message = format!("the time zone `{text}` of {} does not exist", res.path());
        findings.at(res, property, message, "zones are those of IANA, such as `UTC` or `Europe/Berlin`");
    }
}

#[cfg(test)]
mod tests {
    use super::SCHEDULE;
    use crate::testing::{finds, silent};

    fn rule(properties: &str) -> String {
        format!(
            "Parameters: {{Every: {{Type: Number, Default: 5, AllowedValues: [1, 5]}}}}\n\
             Resources: {{R: {{Type: AWS::Events::Rule, Properties: {{{properties}}}}}}}"
        )
    }

    #[test]
    fn schedules_that_are_none() {
        finds(SCHEDULE, &rule("ScheduleExpression: cron(0 3 * * *)"), "R", "it has 5 fields instead of 6");
        finds(SCHEDULE, &rule("ScheduleExpression: cron(0 3 * * * *)"), "R", "must be `?`");
        finds(
            SCHEDULE,
            &rule("ScheduleExpression: !Sub 'rate(${Every} minutes)'"),
            "R",
            "`minutes` is of more than one",
        );
        finds(SCHEDULE, &rule("State: ENABLED"), "R", "nothing starts");
        let zone = "Resources: {S: {Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(1 hour),
          ScheduleExpressionTimezone: Berlin/Europe}}}";
        finds(SCHEDULE, zone, "S", "the time zone `Berlin/Europe`");
        let window = "Resources: {S: {Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(1 hour), FlexibleTimeWindow: {Mode: FLEXIBLE}}}}";
        finds(SCHEDULE, window, "S", "within a window of no length");
        finds(SCHEDULE, &rule("EventBusName: own, ScheduleExpression: rate(1 hour)"), "R", "on a bus of its own");
    }

    #[test]
    fn schedules() {
        silent(SCHEDULE, &rule("ScheduleExpression: rate(1 hour)"));
        silent(SCHEDULE, &rule("EventPattern: {source: [aws.ecs]}, EventBusName: own"));
        let zone = "Resources: {S: {Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: 'at(2027-01-01T00:00:00)',
          ScheduleExpressionTimezone: Europe/Berlin}}}";
        silent(SCHEDULE, zone);
    }
}
