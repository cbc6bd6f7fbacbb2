use super::forwards::{LISTENER, balancer_of, by_balancer, forwards, listener_of, senders};
use iac_core::check::{Eval, Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// A listener cannot be made as it is.
    ///
    /// HTTPS and TLS need a certificate. HTTP and HTTPS are for application balancers, TCP, UDP and TLS for network
    /// balancers. A balancer has a port once. The actions of a listener, or of a rule, end with one that answers.
    ///
    /// Facts: <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html>.
    pub(crate) LISTENER_SETUP: "listener", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for listener in world.all(LISTENER) {
        certificate(findings, listener);
        kind(world, findings, listener);
    }
    for (sender, property) in senders(world) {
        actions(findings, sender, property);
    }
    for (_, listeners) in by_balancer(world) {
        ports(findings, &listeners);
    }
    groups(world, findings);
}

fn certificate<'g>(findings: &mut Findings<'_, 'g>, listener: Res<'_, 'g>) {
    let (protocol, certificates) = (listener.get("Protocol"), listener.get("Certificates"));
    let Some(protocol) = protocol.text() else { return };
    let missing = match &certificates {
        Eval::Absent => true,
        Eval::List(items) => items.iter().all(|one| {
            let arn = one.at("CertificateArn");
            matches!(one, Eval::Map(_)) && (arn.is_absent() || arn.text().is_some_and(|arn| arn.is_empty()))
        }),
        _ => false,
    };
    let needs = matches!(&*protocol, "HTTPS" | "TLS");
    if needs && missing {
        let message = format!("the listener speaks {protocol} and has no certificate");
        findings.at(listener, "Certificates", message, "set `Certificates: [{CertificateArn: …}]`");
    }
    if !needs && !missing && matches!(certificates, Eval::List(_)) {
        let message = format!("the listener has a certificate and speaks {protocol}, which does not use it");
        findings.warning(listener, "Certificates", message, "set `Protocol: HTTPS`, or remove the certificate");
    }
}

fn balancer_type(balancer: Res<'_, '_>) -> Option<String> {
    match balancer.get("Type") {
        Eval::Absent => Some("application".to_owned()),
        given => given.text().map(std::borrow::Cow::into_owned),
    }
}

fn kind<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, listener: Res<'_, 'g>) {
    let Some(balancer) = balancer_of(world, listener) else { return };
    let (Some(kind), protocol) = (balancer_type(balancer), listener.get("Protocol")) else { return };
    let allowed: &[&str] = match kind.as_str() {
        "application" => &["HTTP", "HTTPS"],
        "network" => &["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"],
        _ => return,
    };
    if protocol.text().is_some_and(|protocol| !allowed.contains(&&*protocol)) {
        let message = format!(
            "the listener speaks {}, and {} is a balancer of the type `{kind}`",
            protocol.shown(),
            balancer.path()
        );
        let help = format!("use {}", allowed.join(", "));
        findings.between(listener, "Protocol", message, help, &[(balancer, "the balancer")]);
    }
    for name in ["Protocol", "Port"] {
        if listener.get(name).is_absent() {
            findings.at(listener, "", format!("the listener has no `{name}`"), format!("set `{name}`"));
        }
    }
}

fn actions<'g>(findings: &mut Findings<'_, 'g>, sender: Res<'_, 'g>, property: &str) {
    let actions = sender.get(property);
    let Eval::List(items) = &actions else { return };
    let kinds: Option<Vec<_>> = items.iter().map(|one| one.at("Type").text()).collect();
    let Some(kinds) = kinds else { return };
    let answers = |kind: &str| matches!(kind, "forward" | "redirect" | "fixed-response");
    let count = kinds.iter().filter(|kind| answers(kind)).count();
    if count != 1 {
        let message = format!("{count} of the actions answer a request, and exactly one must");
        findings.at(sender, property, message, "end with one of `forward`, `redirect` and `fixed-response`");
    }
    for (action, kind) in items.iter().zip(&kinds) {
        let (needed, present) = match &**kind {
            "forward" => {
                ("TargetGroupArn", !action.at("TargetGroupArn").is_absent() || !action.at("ForwardConfig").is_absent())
            }
            "redirect" => ("RedirectConfig", !action.at("RedirectConfig").is_absent()),
            "fixed-response" => ("FixedResponseConfig", !action.at("FixedResponseConfig").is_absent()),
            _ => continue,
        };
        if !present {
            findings.at(sender, property, format!("the action `{kind}` has no `{needed}`"), format!("set `{needed}`"));
        }
    }
}

fn ports<'g>(findings: &mut Findings<'_, 'g>, listeners: &[Res<'_, 'g>]) {
    let mut seen: HashMap<(i64, bool), Res<'_, 'g>> = HashMap::new();
    for listener in listeners.iter().filter(|listener| listener.is_certain()) {
        let Some(port) = listener.get("Port").int() else { continue };
        let is_udp = listener.get("Protocol").text().as_deref() == Some("UDP");
        if let Some(first) = seen.insert((port, is_udp), *listener) {
            let message =
                format!("the balancer has two listeners on port {port}: {} and {}", first.path(), listener.path());
            findings.between(
                *listener,
                "Port",
                message,
                "use another port, or rules of one listener",
                &[(first, "the other")],
            );
        }
    }
}

/// The protocol of a target group is one that the listener can send to.
fn groups<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for forward in forwards(world).0 {
        let Some(listener) = listener_of(world, forward.from) else { continue };
        let (of_listener, of_group) = (listener.get("Protocol"), forward.group.get("Protocol"));
        let (Some(from), Some(to)) = (of_listener.text(), of_group.text()) else { continue };
        let allowed: &[&str] = match &*from {
            "HTTP" | "HTTPS" => &["HTTP", "HTTPS"],
            "TCP" => &["TCP", "TCP_UDP"],
            "TLS" => &["TCP", "TLS"],
            "UDP" => &["UDP", "TCP_UDP"],
            "TCP_UDP" => &["TCP_UDP"],
            _ => continue,
        };
        if !allowed.contains(&&*to) {
            let message =
                format!("the listener speaks {from} and sends to {}, which speaks {to}", forward.group.path());
            let help = format!("a target group of such a listener speaks {}", allowed.join(" or "));
            let parts = [(forward.group, "the target group"), (listener, "the listener")];
            findings.between(forward.from, forward.property, message, help, &parts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LISTENER_SETUP;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent};

    const HTTP: &str = "Port: 80,\n    Protocol: HTTP";
    const FORWARD: &str = "{Type: forward, TargetGroupArn: !Ref Targets}";

    #[test]
    fn no_certificate() {
        finds(LISTENER_SETUP, &app("", HTTP, "Port: 443, Protocol: HTTPS"), "Listener", "speaks HTTPS and has no cert");
        let head = "
Parameters: {Arn: {Type: String, Default: ''}}
Conditions: {Has: !Not [!Equals [!Ref Arn, '']]}";
        let wrong =
            "Port: 443, Protocol: HTTPS, Certificates: !If [Has, [{CertificateArn: !Ref Arn}], !Ref AWS::NoValue]";
        finds(LISTENER_SETUP, &app(head, HTTP, wrong), "Listener", "no certificate");
        let right = "Port: 443, Protocol: !If [Has, HTTPS, HTTP], Certificates: !If [Has, [{CertificateArn: !Ref Arn}], !Ref AWS::NoValue]";
        silent(LISTENER_SETUP, &app(head, HTTP, right));
    }

    #[test]
    fn another_kind_of_balancer() {
        finds(
            LISTENER_SETUP,
            &app("", HTTP, "Port: 80, Protocol: TCP"),
            "Listener",
            "speaks TCP, and template/Balancer",
        );
        finds(
            LISTENER_SETUP,
            &app("", "[!Ref Subnet]}}\n  Targets", "[!Ref Subnet], Type: network}}\n  Targets"),
            "Listener",
            "type `network`",
        );
        finds(
            LISTENER_SETUP,
            &app("", "Port: 8000, Protocol: HTTP", "Port: 8000, Protocol: TCP"),
            "Listener",
            "which speaks TCP",
        );
    }

    #[test]
    fn ports_and_actions() {
        let second = "  Other: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 80,
    Protocol: HTTP, DefaultActions: [{Type: fixed-response, FixedResponseConfig: {StatusCode: '404'}}]}}\n";
        finds(LISTENER_SETUP, &format!("{APP}{second}"), "Other", "two listeners on port 80");
        silent(LISTENER_SETUP, &format!("{APP}{}", second.replace("Port: 80", "Port: 81")));
        finds(LISTENER_SETUP, &app("", FORWARD, "{Type: forward}"), "Listener", "has no `TargetGroupArn`");
        finds(LISTENER_SETUP, &app("", FORWARD, "{Type: authenticate-oidc}"), "Listener", "0 of the actions answer");
    }

    #[test]
    fn what_works() {
        silent(LISTENER_SETUP, APP);
        let network = app("", "[!Ref Subnet]}}\n  Targets", "[!Ref Subnet], Type: network}}\n  Targets")
            .replace("Protocol: HTTP", "Protocol: TCP");
        silent(LISTENER_SETUP, &network);
        let chosen = "
Conditions: {Here: !Equals [!Ref AWS::Region, eu-west-1]}";
        let second = "  Other: {Type: AWS::ElasticLoadBalancingV2::Listener, Condition: Here, Properties: {LoadBalancerArn: !Ref Balancer,
    Port: 80, Protocol: HTTP, DefaultActions: [{Type: fixed-response, FixedResponseConfig: {StatusCode: '404'}}]}}\n";
        silent(LISTENER_SETUP, &format!("{chosen}{APP}{second}"));
    }
}
