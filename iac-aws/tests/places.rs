//! Findings point at lines of whoever reads them.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

use iac_aws::prelude::*;
use iac_core::Value;

/// The files of all lines that a value remembers.
fn files<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Map(fields) => {
            for field in fields {
                found.extend(field.place.iter().map(|place| place.file()));
                files(&field.value, found);
            }
        }
        Value::List(items) => items.iter().for_each(|item| files(item, found)),
        _ => {}
    }
}

fn app() -> Stack {
    let mut stack = Stack::new("main");
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
    let web_acl = stack.add("WebAcl", WebAcl::regional().rate_limit(2_000).logs(LogGroup::new(Retention::Days30)));
    let certificate = Certificate::imported("arn:aws:acm:eu-central-1:123456789012:certificate/1");
    let alb = stack.add("Alb", Alb::internet_facing(vpc.public(), certificate).web_acl(&web_acl));
    let image = Image::registry("ghcr.io/acme/app:1.4.2");
    let app = FargateService::web(vpc.private(), image, Fargate::Cpu256(Mem256::Gb1), 8000)
        .scale(1..=3, track_metric("Orders", Metric::new("Shop", "Orders"), 500.0));
    let app = stack.add("App", app);
    alb.route_to(&mut stack, &app);
    app.add_environment(&mut stack, "MODE", "prod");
    let task = stack.add("Nightly", ScheduledTask::new(Schedule::daily("03:00"), &app, ["update"]));
    // What this program sets itself inside of the library's resources is its own line.
    stack.modify(task.schedule, |schedule| schedule.state(iac_aws::cfn::scheduler::schedule::State::Disabled));
    stack
}

#[test]
fn no_line_of_the_library_is_remembered() {
    let (graph, faults) = iac_core::resolve::resolve(app().into(), "test");
    assert!(faults.is_empty(), "{faults:?}");
    let mut found = Vec::new();
    for resource in graph.stacks[0].resources.values() {
        for field in &resource.properties {
            found.extend(field.place.iter().map(|place| place.file()));
            files(&field.value, &mut found);
        }
    }
    assert!(!found.is_empty());
    assert!(found.iter().all(|file| *file == file!()), "{found:?}");
}
