//! What runs no tasks is not started.
use iac_aws::prelude::*;

fn nightly(stack: &mut Stack, database: &RdsInstanceHandle) {
    stack.add("Nightly", ScheduledTask::new(Schedule::daily("03:00"), database, ["vacuum"]));
}

fn main() {}
