use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// The public endpoint of a Lightsail container service leads nowhere.
    ///
    /// It names one of the containers, and a port that this container opens for HTTP or HTTPS; otherwise the deployment is
    /// refused.
    ///
    /// Source: <https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_EndpointRequest.html>
    pub(crate) LIGHTSAIL_ENDPOINT: "lightsail-endpoint", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    const AT: &str = "ContainerServiceDeployment.PublicEndpoint";
    for service in world.all("AWS::Lightsail::Container") {
        let endpoint = service.get(AT);
        let containers = service.get("ContainerServiceDeployment.Containers");
        let (Some(name), Some(port)) = (endpoint.at("ContainerName").text(), endpoint.at("ContainerPort").int()) else {
            continue;
        };
        let names: Option<Vec<_>> = containers.items().iter().map(|one| one.at("ContainerName").text()).collect();
        let Some(names) = names.filter(|names| !names.is_empty()) else { continue };
        let path = service.path();
        let Some(container) = names.iter().position(|one| *one == name).and_then(|at| containers.items().get(at))
        else {
            let message = format!("the public endpoint of {path} is the container `{name}`, which there is not");
            findings.at(service, AT, message, format!("the containers are `{}`", names.join("`, `")));
            continue;
        };
        let is_port = |one: &Eval<'g>| one.at("Port").int().is_none_or(|given| given == port);
        let Some(opened) = container.at("Ports").items().iter().find(|one| is_port(one)) else {
            let message = format!("the public endpoint of {path} is port {port} of `{name}`, which opens no such port");
            findings.at(service, AT, message, "set it to a port of the container, or add the port to its `Ports`");
            continue;
        };
        if opened.at("Protocol").text().is_some_and(|protocol| !protocol.starts_with("HTTP")) {
            let message =
                format!("the public endpoint of {path} is port {port} of `{name}`, which does not speak HTTP");
            findings.at(service, AT, message, "set the port's `Protocol` to `HTTP`");
            continue;
        }
        findings.flow("the internet", path, "tcp 443", true);
    }
}

#[cfg(test)]
mod tests {
    use super::LIGHTSAIL_ENDPOINT;
    use crate::testing::{finds, report, silent};

    const TEMPLATE: &str = r#"
Resources:
  App: {Type: AWS::Lightsail::Container, Properties: {Power: micro, Scale: 1, ServiceName: app, ContainerServiceDeployment: {
    Containers: [{ContainerName: web, Image: 'nginx:1', Ports: [{Port: '8080', Protocol: HTTP}]}, {ContainerName: job, Image: 'a:1'}],
    PublicEndpoint: {ContainerName: web, ContainerPort: 8080, HealthCheckConfig: {Path: /up}}}}}
"#;

    #[test]
    fn open() {
        silent(LIGHTSAIL_ENDPOINT, TEMPLATE);
        assert_eq!(report(LIGHTSAIL_ENDPOINT, TEMPLATE).flows[0].to, "template/App");
        silent(LIGHTSAIL_ENDPOINT, &TEMPLATE.replace("PublicEndpoint", "Other"));
    }

    #[test]
    fn closed() {
        for (from, to, words) in [
            (
                "PublicEndpoint: {ContainerName: web",
                "PublicEndpoint: {ContainerName: page",
                "the containers are `web`, `job`",
            ),
            ("ContainerPort: 8080", "ContainerPort: 80", "opens no such port"),
            ("PublicEndpoint: {ContainerName: web", "PublicEndpoint: {ContainerName: job", "opens no such port"),
            ("Protocol: HTTP}", "Protocol: TCP}", "does not speak HTTP"),
        ] {
            let found = report(LIGHTSAIL_ENDPOINT, &TEMPLATE.replace(from, to)).findings;
            assert!(found.iter().any(|one| one.to_string().contains(words)), "{words}: {found:?}");
        }
        finds(
            LIGHTSAIL_ENDPOINT,
            &TEMPLATE.replace("ContainerPort: 8080", "ContainerPort: 80"),
            "App",
            "port 80 of `web`",
        );
    }
}
