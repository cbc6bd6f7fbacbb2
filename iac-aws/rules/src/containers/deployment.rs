use super::task::SERVICE;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A service can never deploy.
    ///
    /// A deployment starts tasks above the desired count, or stops tasks below it. With a minimum and a maximum that
    /// leave neither, as 100 and 100 percent, it waits forever. The minimum is rounded up to tasks, the maximum down. A
    /// grace period is for the health checks of a balancer.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html>.
    pub(crate) DEPLOYMENT: "deployment", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for service in world.all(SERVICE) {
        percentages(findings, service);
        controller(findings, service);
        grace(findings, service);
    }
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html>
fn grace<'g>(findings: &mut Findings<'_, 'g>, service: Res<'_, 'g>) {
    let checked = ["LoadBalancers", "ServiceRegistries", "VpcLatticeConfigurations"];
    let is_checked = checked.iter().any(|name| !service.get(name).is_absent());
    let grace = service.get("HealthCheckGracePeriodSeconds");
    if grace.int().is_some_and(|seconds| seconds > 0) && !is_checked {
        let message =
            format!("{} waits {} seconds for health checks that nothing makes", service.path(), grace.shown());
        let help = "leave `HealthCheckGracePeriodSeconds` out, or set `LoadBalancers`";
        findings.at(service, "HealthCheckGracePeriodSeconds", message, help);
    }
}

fn percentages<'g>(findings: &mut Findings<'_, 'g>, service: Res<'_, 'g>) {
    let daemon = service.get("SchedulingStrategy");
    let is_daemon = daemon.text().as_deref() == Some("DAEMON");
    let configuration = service.get("DeploymentConfiguration");
    if daemon.is_unknown() || !matches!(configuration, Eval::Map(_)) {
        return;
    }
    let of = |name: &str, default: i64| match configuration.at(name) {
        Eval::Absent => Some(default),
        given => given.int(),
    };
    let least = of("MinimumHealthyPercent", if is_daemon { 0 } else { 100 });
    let most = of("MaximumPercent", if is_daemon { 100 } else { 200 });
    let Some((least, most)) = least.zip(most) else { return };
    let at = "DeploymentConfiguration";
    if most < 100 || least > most || least < 0 {
        let message = format!("a deployment keeps at least {least} and at most {most} percent of the tasks");
        let help = "`MaximumPercent` is at least 100 and `MinimumHealthyPercent` not above it";
        return findings.at(service, at, message, help);
    }
    let desired = service.get("DesiredCount").int().filter(|_| !is_daemon);
    let stuck = match desired {
        Some(0) => false,
        Some(count) => (count * least + 99) / 100 >= count && count * most / 100 <= count,
        None => least >= 100 && most <= 100,
    };
    if stuck {
        let tasks = desired.map(|count| format!(" of {count} tasks")).unwrap_or_default();
        let message = format!(
            "a deployment{tasks} can neither start nor stop one: at least {least} and at most {most} percent run"
        );
        findings.at(service, at, message, "raise `MaximumPercent` to 200, or lower `MinimumHealthyPercent`");
    }
}

fn controller<'g>(findings: &mut Findings<'_, 'g>, service: Res<'_, 'g>) {
    let breaker = service.get("DeploymentConfiguration.DeploymentCircuitBreaker");
    rolls_back(findings, service, &breaker);
    let controller = service.get("DeploymentController.Type");
    let Some(kind) = controller.text().filter(|kind| kind == "CODE_DEPLOY" || kind == "EXTERNAL") else { return };
    if breaker.at("Enable").bool() == Some(true) {
        let message =
            format!("the service has a circuit breaker, which the deployment controller {kind} does not know");
        findings.at(service, "DeploymentConfiguration", message, "remove `DeploymentCircuitBreaker`, or use `ECS`");
    }
}

fn rolls_back<'g>(findings: &mut Findings<'_, 'g>, service: Res<'_, 'g>, breaker: &Eval<'g>) {
    if breaker.at("Enable").bool() == Some(false) && breaker.at("Rollback").bool() == Some(true) {
        let message = "the service rolls back with a circuit breaker that is off";
        findings.warning(service, "DeploymentConfiguration", message, "set `Enable: true`");
    }
}

#[cfg(test)]
mod tests {
    use super::DEPLOYMENT;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent};

    fn deployed(count: &str, least: &str, most: &str) -> String {
        let with = format!(
            "{count}DeploymentConfiguration: {{MinimumHealthyPercent: {least}, MaximumPercent: {most}}}, LoadBalancers"
        );
        app("", "DesiredCount: 2,\n    LoadBalancers", &with)
    }

    #[test]
    fn neither_up_nor_down() {
        finds(DEPLOYMENT, &deployed("", "100", "100"), "App", "can neither start nor stop one");
        finds(DEPLOYMENT, &deployed("DesiredCount: 1, ", "50", "150"), "App", "a deployment of 1 tasks can neither");
        finds(DEPLOYMENT, &deployed("", "0", "50"), "App", "at most 50 percent");
        finds(DEPLOYMENT, &deployed("SchedulingStrategy: DAEMON, ", "100", "100"), "App", "can neither");
    }

    #[test]
    fn one_choice() {
        let head = "
Parameters: {Careful: {Type: String, Default: 'no', AllowedValues: ['yes', 'no']}}
Conditions: {Careful: !Equals [!Ref Careful, 'yes']}";
        let stuck = format!("{head}{}", deployed("", "!If [Careful, 100, 50]", "100"));
        finds(DEPLOYMENT, &stuck, "App", "with Careful = yes");
    }

    #[test]
    fn a_breaker_that_nobody_reads() {
        let with = "DeploymentController: {Type: CODE_DEPLOY}, DeploymentConfiguration: {DeploymentCircuitBreaker: {Enable: true, Rollback: true}}, LoadBalancers";
        finds(DEPLOYMENT, &app("", "LoadBalancers", with), "App", "CODE_DEPLOY does not know");
    }

    #[test]
    fn what_deploys() {
        silent(DEPLOYMENT, APP);
        let grace = "Resources: {App: {Type: AWS::ECS::Service, Properties: {HealthCheckGracePeriodSeconds: 60}}}";
        finds(DEPLOYMENT, grace, "App", "health checks that nothing makes");
        silent(DEPLOYMENT, &deployed("DesiredCount: 2, ", "50", "100"));
        silent(DEPLOYMENT, &deployed("DesiredCount: 1, ", "0", "100"));
        silent(DEPLOYMENT, &deployed("DesiredCount: 0, ", "100", "100"));
        silent(DEPLOYMENT, &deployed("SchedulingStrategy: DAEMON, ", "0", "100"));
        let breaker =
            "DeploymentConfiguration: {DeploymentCircuitBreaker: {Enable: true, Rollback: true}}, LoadBalancers";
        silent(DEPLOYMENT, &app("", "LoadBalancers", breaker));
    }
}
