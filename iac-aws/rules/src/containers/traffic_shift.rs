use super::task::SERVICE;
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A service is to shift its requests step by step, and has nothing with which to shift them.
    ///
    /// Canary and linear deployments move a share of the requests at a time to the new tasks: a load balancer or Service
    /// Connect does that, and the service must use one of them. A blue/green deployment needs neither: it replaces all of
    /// the tasks at once.
    ///
    /// Set `LoadBalancers` with `AdvancedConfiguration`, or `ServiceConnectConfiguration`; or use `ROLLING` or
    /// `BLUE_GREEN`.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/canary-deployment-implementation.html>,
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/linear-deployment-implementation.html>
    pub(crate) TRAFFIC_SHIFT: "traffic-shift", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for service in world.all(SERVICE) {
        let strategy = service.get("DeploymentConfiguration.Strategy");
        let Some(strategy) = strategy.text().filter(|one| one == "CANARY" || one == "LINEAR") else { continue };
        let connect = service.get("ServiceConnectConfiguration");
        let is_connected = !connect.is_absent() && connect.at("Enabled").bool() != Some(false);
        if service.get("LoadBalancers").items().is_empty() && !is_connected {
            let message = format!(
                "{} is deployed by {strategy}, and has neither a load balancer nor Service Connect to shift requests with",
                service.path()
            );
            let help = "set `LoadBalancers` or `ServiceConnectConfiguration`, or use `ROLLING` or `BLUE_GREEN`";
            findings.at(service, "DeploymentConfiguration", message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TRAFFIC_SHIFT;
    use crate::testing::{finds, silent};

    fn deployed(strategy: &str, more: &str) -> String {
        format!(
            "Parameters: {{Strategy: {{Type: String, Default: ROLLING, AllowedValues: [ROLLING, LINEAR]}}}}\n\
             Conditions: {{Here: !Equals [!Ref AWS::Region, eu-west-1]}}\n\
             Resources:\n  App: {{Type: AWS::ECS::Service, Properties: {{TaskDefinition: t, DeploymentConfiguration: \
             {{Strategy: {strategy}}}{more}}}}}\n"
        )
    }

    const BALANCED: &str = ", LoadBalancers: [{ContainerName: web, ContainerPort: 80, TargetGroupArn: t}]";

    #[test]
    fn nothing_to_shift_with() {
        finds(TRAFFIC_SHIFT, &deployed("CANARY", ""), "App", "is deployed by CANARY, and has neither");
        finds(TRAFFIC_SHIFT, &deployed("LINEAR", ", LoadBalancers: []"), "App", "is deployed by LINEAR");
        let off = ", ServiceConnectConfiguration: {Enabled: false}";
        finds(TRAFFIC_SHIFT, &deployed("LINEAR", off), "App", "is deployed by LINEAR");
        finds(TRAFFIC_SHIFT, &deployed("!Ref Strategy", ""), "App", "with Strategy = LINEAR");
    }

    #[test]
    fn shifted() {
        silent(TRAFFIC_SHIFT, &deployed("CANARY", BALANCED));
        silent(TRAFFIC_SHIFT, &deployed("LINEAR", ", ServiceConnectConfiguration: {Enabled: true, Namespace: n}"));
        let by_condition = ", LoadBalancers: !If [Here, [{ContainerName: web}], !Ref AWS::NoValue]";
        silent(TRAFFIC_SHIFT, &deployed("LINEAR", by_condition));
    }

    #[test]
    fn all_at_once() {
        silent(TRAFFIC_SHIFT, &deployed("BLUE_GREEN", ""));
        silent(TRAFFIC_SHIFT, &deployed("ROLLING", ""));
    }
}
