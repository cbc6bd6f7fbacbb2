//! Scheduled tasks as templates, and schedules that cannot be.

mod common;

use common::{faults, template};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn scheduled(task: impl FnOnce(&FargateServiceHandle<Worker>) -> ScheduledTask) -> Stack {
    let mut stack = Stack::new("main");
    let vpc = Vpc::import(Val::imported("vpc-1")).private([Val::imported("subnet-a")]);
    let vpc = stack.add("Network", vpc);
    let image = Image::registry("ghcr.io/acme/api:1.4.2");
    let app = stack.add("App", FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Mb512)));
    stack.add("Nightly", task(&app));
    stack
}

fn expression(schedule: Schedule) -> Value {
    let stack = scheduled(|app| ScheduledTask::new(schedule, app, ["update"]));
    template(stack)["Resources"]["Nightly"]["Properties"]["ScheduleExpression"].take()
}

fn said(schedule: Schedule) -> Vec<String> {
    faults(scheduled(|app| ScheduledTask::new(schedule, app, ["update"])))
}

#[test]
fn a_task_every_night() {
    let stack = scheduled(|app| {
        ScheduledTask::new(Schedule::daily("03:05"), app, ["python", "-m", "update \"all\""])
            .time_zone("Europe/Berlin")
            .flexible_window(minutes(15))
            .retry(3, minutes(30))
    });
    let actual = template(stack);
    let expected: Value = serde_json::from_str(include_str!("scheduled_task/nightly.json")).unwrap();
    for (id, resource) in expected.as_object().unwrap() {
        assert_eq!(actual["Resources"][id], *resource, "{id}");
    }
    let ids: Vec<_> = actual["Resources"].as_object().unwrap().keys().filter(|id| id.starts_with("Nightly")).collect();
    assert_eq!(ids, expected.as_object().unwrap().keys().collect::<Vec<_>>());
}

#[test]
fn defaults() {
    let stack = scheduled(|app| ScheduledTask::new(Schedule::rate(days(7)), app, ["update"]).disabled());
    let nightly = template(stack)["Resources"]["Nightly"]["Properties"].take();
    assert_eq!(nightly["FlexibleTimeWindow"], json!({"Mode": "OFF"}));
    assert_eq!(nightly["ScheduleExpressionTimezone"], json!("UTC"));
    assert_eq!(nightly["State"], json!("DISABLED"));
    assert_eq!(nightly["Target"]["RetryPolicy"], json!({"MaximumRetryAttempts": 10, "MaximumEventAgeInSeconds": 3600}));
}

#[test]
fn expressions() {
    assert_eq!(expression(Schedule::daily("00:00")), json!("cron(0 0 * * ? *)"));
    assert_eq!(expression(Schedule::daily("23:59")), json!("cron(59 23 * * ? *)"));
    assert_eq!(expression(Schedule::weekly(Weekday::Sunday, "04:30")), json!("cron(30 4 ? * SUN *)"));
    assert_eq!(expression(Schedule::monthly(28, "04:30")), json!("cron(30 4 28 * ? *)"));
    assert_eq!(expression(Schedule::rate(minutes(1))), json!("rate(1 minute)"));
    assert_eq!(expression(Schedule::rate(minutes(90))), json!("rate(90 minutes)"));
    assert_eq!(expression(Schedule::rate(hours(1))), json!("rate(1 hour)"));
    assert_eq!(expression(Schedule::rate(hours(48))), json!("rate(2 days)"));
    assert_eq!(expression(Schedule::cron("0 3 L * ? *")), json!("cron(0 3 L * ? *)"));
}

#[test]
fn schedules_that_cannot_be() {
    for time in ["3:00", "24:00", "03:60", "0300", "+3:00", "noon"] {
        assert_eq!(
            said(Schedule::daily(time)),
            [format!(
                "bad-schedule: `{time}` is no time of day (give hours and minutes with two digits each, from 00:00 to \
                 23:59)"
            )]
        );
    }
    for (day, shown) in [(0, "0"), (29, "29")] {
        assert_eq!(
            said(Schedule::monthly(day, "03:00")),
            [format!(
                "bad-schedule: not every month has a day {shown} (give a day from 1 to 28, or `Schedule::cron(\"0 3 L * \
                 ? *\")`)"
            )]
        );
    }
    for every in [0, 59, 90] {
        assert_eq!(
            said(Schedule::rate(seconds(every))),
            [format!("bad-schedule: nothing can be scheduled every {every} s (give whole minutes, hours or days)")]
        );
    }
    assert_eq!(
        said(Schedule::cron("0 3 * * *")),
        [
            "bad-schedule: the cron expression `0 3 * * *` has 5 fields, not six (give minutes, hours, day of month, month, \
          day of week and year, such as `0 3 ? * MON *`)"
        ]
    );
}

#[test]
fn numbers_out_of_range() {
    let none: [&str; 0] = [];
    let task = |app: &FargateServiceHandle<Worker>| ScheduledTask::new(Schedule::daily("03:00"), app, none);
    assert_eq!(
        faults(scheduled(task)),
        [
            "no-command: the scheduled task has no command (give the program to run with its arguments: with the service's \
          own command it would never end)"
        ]
    );
    let task = |app: &FargateServiceHandle<Worker>| ScheduledTask::new(Schedule::daily("03:00"), app, ["update"]);
    assert_eq!(
        faults(scheduled(|app| task(app).retry(186, minutes(5)))),
        ["bad-retries: a start is to be tried again 186 times (give at most 185 retries)"]
    );
    assert_eq!(
        faults(scheduled(|app| task(app).retry(1, seconds(59)))),
        ["bad-duration: the time for retries is 59 s (give whole seconds from 60 to 86400)"]
    );
    assert_eq!(
        faults(scheduled(|app| task(app).flexible_window(seconds(90)))),
        ["bad-duration: the flexible window is 90 s (give whole minutes from 1 to 1,440)"]
    );
}
