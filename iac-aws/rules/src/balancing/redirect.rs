use super::forwards::{RULE, by_balancer, senders, shared_out};
use iac_core::check::{Eval, Findings, Res, World};
use std::collections::HashSet;

iac_core::rule! {
    /// A redirect goes in a circle, or where nobody listens.
    ///
    /// A redirect that changes neither protocol, host, port nor path leads to itself, which the balancer refuses; two
    /// listeners that redirect to each other never answer. A redirect to another port of the same host needs a listener
    /// there.
    ///
    /// Facts: <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html>.
    pub(crate) REDIRECT: "redirect", Error, check
}

/// Where a redirect leads, as far as it stays at the balancer and with the path.
struct Way {
    protocol: String,
    port: i64,
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    // Most templates redirect nothing, or once: look for others only then.
    let redirects = |(res, property): (Res<'_, 'g>, &str)| {
        res.get(property).items().iter().any(|action| !action.at("RedirectConfig").is_absent())
    };
    if !senders(world).any(redirects) {
        return;
    }
    let shared = shared_out(world);
    let with_rules: HashSet<Res<'_, 'g>> =
        world.all(RULE).filter_map(|rule| world.target(&rule.get("ListenerArn"))).collect();
    for (balancer, listeners) in by_balancer(world) {
        for listener in &listeners {
            let Some(way) = way(*listener) else { continue };
            let others: Vec<_> = listeners.iter().map(|one| (*one, one.get("Port"))).collect();
            if others.iter().any(|(_, port)| port.int().is_none()) {
                continue;
            }
            let Some((next, _)) = others.iter().find(|(_, port)| port.int() == Some(way.port)) else {
                if !shared.contains(&balancer) {
                    let message =
                        format!("the listener redirects to port {}, where the balancer has no listener", way.port);
                    let help = format!("add a listener on port {} to {}", way.port, balancer.id());
                    findings.between(*listener, "DefaultActions", message, help, &[(balancer, "the balancer")]);
                }
                continue;
            };
            let speaks = next.get("Protocol");
            if speaks.text().is_some_and(|speaks| speaks != way.protocol) {
                let message = format!(
                    "the listener redirects to {} on port {}, where {} speaks {}",
                    way.protocol,
                    way.port,
                    next.path(),
                    speaks.shown()
                );
                findings.between(
                    *listener,
                    "DefaultActions",
                    message,
                    "redirect to the protocol of the listener",
                    &[(*next, "it listens there")],
                );
            } else if next == listener {
                let message = "the listener redirects to itself";
                let help = "change the protocol, the host, the port or the path: to `HTTPS` and 443, for example";
                findings.at(*listener, "DefaultActions", message, help);
            } else if !with_rules.contains(next) && circle(&listeners, *listener, *next) {
                let message = format!("{} and {} redirect to each other", listener.path(), next.path());
                findings.between(
                    *listener,
                    "DefaultActions",
                    message,
                    "forward in one of them",
                    &[(*next, "the next one")],
                );
            }
        }
    }
}

/// Whether the way from a listener comes back to another.
fn circle<'w, 'g>(listeners: &[Res<'w, 'g>], start: Res<'w, 'g>, mut at: Res<'w, 'g>) -> bool {
    for _ in listeners {
        if at == start {
            return true;
        }
        let Some(way) = way(at) else { return false };
        let Some(next) = listeners.iter().find(|one| one.get("Port").int() == Some(way.port)) else { return false };
        at = *next;
    }
    false
}

fn way(listener: Res<'_, '_>) -> Option<Way> {
    let actions = listener.get("DefaultActions");
    let redirect = actions.items().iter().map(|action| action.at("RedirectConfig")).find(|one| !one.is_absent())?;
    let stays = |name: &str, same: &str| match redirect.at(name) {
        Eval::Absent => true,
        given => given.text().as_deref() == Some(same),
    };
    let path_stays = stays("Path", "/#{path}") || stays("Path", "#{path}");
    if !matches!(redirect, Eval::Map(_)) || !stays("Host", "#{host}") || !path_stays {
        return None;
    }
    let of = |name: &str, same: &str| match redirect.at(name) {
        Eval::Absent => listener.get(name).text().map(std::borrow::Cow::into_owned),
        given => match given.text()?.into_owned() {
            text if text == same => listener.get(name).text().map(std::borrow::Cow::into_owned),
            text => Some(text),
        },
    };
    Some(Way { protocol: of("Protocol", "#{protocol}")?, port: of("Port", "#{port}")?.trim().parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::REDIRECT;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent};

    const FORWARD: &str = "{Type: forward, TargetGroupArn: !Ref Targets}";

    fn redirect(to: &str) -> String {
        app("", FORWARD, &format!("{{Type: redirect, RedirectConfig: {{StatusCode: HTTP_301, {to}}}}}"))
    }

    fn and_second(first: &str, protocol: &str, action: &str) -> String {
        format!(
            "{}  Second: {{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {{LoadBalancerArn: !Ref Balancer, Port: 443,
    Protocol: {protocol}, Certificates: [{{CertificateArn: x}}], DefaultActions: [{action}]}}}}\n",
            redirect(first)
        )
    }

    const SECURE: &str = "Protocol: HTTPS, Port: '443'";

    #[test]
    fn circles() {
        finds(
            REDIRECT,
            &redirect("Host: '#{host}', Path: '/#{path}', Query: '#{query}'"),
            "Listener",
            "redirects to itself",
        );
        finds(REDIRECT, &redirect("Protocol: HTTP, Port: '80'"), "Listener", "redirects to itself");
        let back = "{Type: redirect, RedirectConfig: {StatusCode: HTTP_302, Protocol: HTTP, Port: '80'}}";
        finds(REDIRECT, &and_second(SECURE, "HTTPS", back), "Listener", "redirect to each other");
    }

    #[test]
    fn nobody_listens() {
        finds(REDIRECT, &redirect(SECURE), "Listener", "redirects to port 443, where the balancer has no listener");
        finds(REDIRECT, &redirect("Protocol: HTTPS"), "Listener", "redirects to HTTPS on port 80, where");
        let head = "
Parameters: {Secure: {Type: String, Default: 'yes', AllowedValues: ['yes', 'no']}}
Conditions: {Secure: !Equals [!Ref Secure, 'yes']}";
        let chosen = and_second(SECURE, "HTTPS", FORWARD).replace("Second: {", "Second: {Condition: Secure, ");
        finds(REDIRECT, &format!("{head}{chosen}"), "Listener", "no listener, with Secure = no");
    }

    #[test]
    fn ways_that_end() {
        silent(REDIRECT, APP);
        silent(REDIRECT, &and_second(SECURE, "HTTPS", FORWARD));
        silent(REDIRECT, &redirect("Host: www.example.org, Protocol: HTTPS, Port: '443'"));
        silent(REDIRECT, &redirect("Path: /maintenance"));
        silent(REDIRECT, &format!("Outputs: {{B: {{Value: !Ref Balancer}}}}{}", redirect(SECURE)));
    }
}
