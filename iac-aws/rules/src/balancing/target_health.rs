use super::forwards::TARGET_GROUP;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A target group's health check cannot be made, or never succeeds.
    ///
    /// The timeout is below the interval, also where one of them is a default; the path begins with a slash; the codes
    /// are numbers of 200 to 599 (gRPC: 0 to 99), lists or ranges of them; a path and codes are for HTTP only.
    ///
    /// Facts: <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html>.
    pub(crate) TARGET_HEALTH: "target-health", Error, check
}

const RANGES: &[(&str, i64, i64)] = &[
    ("HealthCheckIntervalSeconds", 5, 300),
    ("HealthCheckTimeoutSeconds", 2, 120),
    ("HealthyThresholdCount", 2, 10),
    ("UnhealthyThresholdCount", 2, 10),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for group in world.all(TARGET_GROUP) {
        times(findings, group);
        path_and_port(findings, group);
        codes(findings, group);
        needed(findings, group);
    }
}

fn times<'g>(findings: &mut Findings<'_, 'g>, group: Res<'_, 'g>) {
    for (name, least, most) in RANGES {
        let given = group.get(name);
        if given.num().is_some_and(|given| given < *least as f64 || given > *most as f64) {
            let message = format!("the target group has `{name}: {}`", given.shown());
            findings.at(group, name, message, format!("use {least} to {most}"));
        }
    }
    let (protocol, target) = (group.get("Protocol"), group.get("TargetType"));
    let is_http = matches!(protocol.text().as_deref(), Some("HTTP" | "HTTPS"));
    if protocol.is_unknown() || target.is_unknown() {
        return;
    }
    // The defaults of others differ by the protocol of the check: only what is given is compared.
    let of = |name: &str, default: Option<i64>| match group.get(name) {
        Eval::Absent => default,
        given => given.int(),
    };
    let interval = of("HealthCheckIntervalSeconds", is_http.then_some(30));
    let timeout = of("HealthCheckTimeoutSeconds", is_http.then_some(5));
    let Some((interval, timeout)) = interval.zip(timeout) else { return };
    if timeout > interval || timeout == interval && is_http {
        let given = group.get("HealthCheckTimeoutSeconds");
        let by_default = if given.is_absent() { " (the default)" } else { "" };
        let message = format!(
            "the health check waits {timeout} seconds{by_default} for an answer, and runs each {interval} seconds"
        );
        let at = if given.is_absent() { "HealthCheckIntervalSeconds" } else { "HealthCheckTimeoutSeconds" };
        findings.at(group, at, message, "set `HealthCheckTimeoutSeconds` below `HealthCheckIntervalSeconds`");
    }
}

/// The protocol of the health check. None where it is not known.
fn protocol_of_check(group: Res<'_, '_>) -> Option<String> {
    if let given @ (Eval::Text(_) | Eval::Unknown(_)) = group.get("HealthCheckProtocol") {
        return given.text().map(std::borrow::Cow::into_owned);
    }
    let protocol = group.get("Protocol");
    let protocol = protocol.text()?;
    Some(if matches!(&*protocol, "HTTP" | "HTTPS") { protocol.into_owned() } else { "TCP".to_owned() })
}

fn path_and_port<'g>(findings: &mut Findings<'_, 'g>, group: Res<'_, 'g>) {
    let path = group.get("HealthCheckPath");
    if path.text().is_some_and(|path| !path.starts_with('/')) {
        let message = format!("the path of the health check is `{}`, without a slash before it", path.shown());
        findings.at(group, "HealthCheckPath", message, format!("use `/{}`", path.shown()));
    }
    if !path.is_absent()
        && group.get("TargetType").text().as_deref() != Some("lambda")
        && protocol_of_check(group).as_deref() == Some("TCP")
    {
        let message = "the health check has a path, but speaks TCP";
        findings.at(group, "HealthCheckPath", message, "set `HealthCheckProtocol: HTTP`, or remove the path");
    }
    let port = group.get("HealthCheckPort");
    let wrong = |text: &str| {
        text != "traffic-port" && !text.trim().parse::<u32>().is_ok_and(|port| (1..=65535).contains(&port))
    };
    if port.text().is_some_and(|text| wrong(&text)) {
        let message = format!("the port of the health check is `{}`", port.shown());
        findings.at(group, "HealthCheckPort", message, "use `traffic-port`, or 1 to 65535");
    }
}

fn codes<'g>(findings: &mut Findings<'_, 'g>, group: Res<'_, 'g>) {
    for (name, least, most) in [("HttpCode", 200, 599), ("GrpcCode", 0, 99)] {
        let codes = group.get("Matcher").at(name).clone();
        let Some(text) = codes.text() else { continue };
        let valid = |part: &str| {
            let mut ends =
                part.split('-').map(|end| end.trim().parse::<i64>().ok().filter(|end| (least..=most).contains(end)));
            match (ends.next().flatten(), ends.next(), ends.next()) {
                (Some(_), None, _) => true,
                (Some(from), Some(Some(to)), None) => from <= to,
                _ => false,
            }
        };
        if !text.split(',').all(|part| valid(part.trim())) {
            let message = format!("the health check expects `{name}: {text}`");
            findings.at(
                group,
                "Matcher",
                message,
                format!("use numbers of {least} to {most}: `200`, `200,302` or `200-299`"),
            );
        }
    }
}

fn needed<'g>(findings: &mut Findings<'_, 'g>, group: Res<'_, 'g>) {
    let target = group.get("TargetType");
    let is_lambda = target.text().as_deref() == Some("lambda");
    if target.is_unknown() {
        return;
    }
    for name in ["Port", "Protocol", "VpcId"] {
        let given = group.get(name);
        if is_lambda != given.is_absent() {
            let (message, help) = match is_lambda {
                true => (format!("the target group is for functions and has `{name}`"), format!("remove `{name}`")),
                false => (format!("the target group has no `{name}`"), format!("set `{name}`")),
            };
            findings.at(group, if is_lambda { name } else { "" }, message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TARGET_HEALTH;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent};

    fn checked(by: &str) -> String {
        app("", "HealthCheckPath: /health", by)
    }

    #[test]
    fn times() {
        let same = "HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10";
        finds(TARGET_HEALTH, &checked(same), "Targets", "waits 10 seconds for an answer, and runs each 10");
        finds(TARGET_HEALTH, &checked("HealthCheckTimeoutSeconds: 60"), "Targets", "runs each 30 seconds");
        finds(TARGET_HEALTH, &checked("HealthCheckIntervalSeconds: 5"), "Targets", "waits 5 seconds (the default)");
        finds(TARGET_HEALTH, &checked("HealthyThresholdCount: 1"), "Targets", "`HealthyThresholdCount: 1`");
        let head = "Parameters: {Every: {Type: Number, Default: 30, AllowedValues: [10, 30]}}";
        let chosen = "HealthCheckIntervalSeconds: !Ref Every, HealthCheckTimeoutSeconds: 20";
        finds(TARGET_HEALTH, &format!("{head}{}", checked(chosen)), "Targets", "with Every = 10");
    }

    #[test]
    fn what_is_asked() {
        finds(TARGET_HEALTH, &checked("HealthCheckPath: health"), "Targets", "without a slash");
        finds(TARGET_HEALTH, &checked("HealthCheckPath: !Sub 'health'"), "Targets", "`health`");
        finds(TARGET_HEALTH, &checked("HealthCheckPort: 70000"), "Targets", "`70000`");
        finds(TARGET_HEALTH, &checked("Matcher: {HttpCode: 299-200}"), "Targets", "`HttpCode: 299-200`");
        finds(TARGET_HEALTH, &checked("Matcher: {HttpCode: 2xx}"), "Targets", "`HttpCode: 2xx`");
        finds(
            TARGET_HEALTH,
            &app("", "Protocol: HTTP, TargetType", "Protocol: TCP, TargetType"),
            "Targets",
            "speaks TCP",
        );
        finds(TARGET_HEALTH, &app("", "VpcId: !Ref Vpc, HealthCheckPath", "HealthCheckPath"), "Targets", "no `VpcId`");
    }

    #[test]
    fn what_works() {
        silent(TARGET_HEALTH, APP);
        silent(TARGET_HEALTH, &checked("HealthCheckPort: traffic-port, Matcher: {HttpCode: '200-299,301'}"));
        silent(TARGET_HEALTH, &checked("HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 9"));
        let network = "HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10";
        silent(TARGET_HEALTH, &checked(network).replace("Protocol: HTTP, TargetType", "Protocol: TCP, TargetType"));
        let lambda = "Port: 8000, Protocol: HTTP, TargetType: ip,\n    VpcId: !Ref Vpc, HealthCheckPath: /health";
        silent(TARGET_HEALTH, &app("", lambda, "TargetType: lambda"));
    }
}
