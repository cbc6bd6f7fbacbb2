//! Jobs that keep the knowledge base fresh. They run the service's own image with another command.

use iac_aws::prelude::*;

/// Known holes every day, prices every week. Benchmarks come with a new image, bulletins when they are published.
pub(super) fn add(stack: &mut Stack, application: &FargateServiceHandle<Web>) {
    let job = |schedule, module| ScheduledTask::new(schedule, application, ["python", "-m", module]);
    stack.add("RefreshCves", job(Schedule::daily("03:00"), "cloud_optimizer.jobs.refresh_cves"));
    stack.add("RefreshPrices", job(Schedule::weekly(Weekday::Sunday, "04:00"), "cloud_optimizer.jobs.refresh_prices"));
}
