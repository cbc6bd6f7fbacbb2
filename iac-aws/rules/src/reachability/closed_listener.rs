use super::security_groups::{Direction, Groups};
use super::sides::side;
use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// Nobody is let in to a listener.
    ///
    /// The security groups of a load balancer must let somebody in to the port of each of its listeners: the internet, a
    /// network, a prefix list, or another group. A listener that only redirects is a warning.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html>
    pub(crate) CLOSED_LISTENER: "closed-listener", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let groups = Groups::of(world);
    for listener in world.all("AWS::ElasticLoadBalancingV2::Listener") {
        let balancer = world.target_of(&listener.get("LoadBalancerArn"), "AWS::ElasticLoadBalancingV2::LoadBalancer");
        let (Some(balancer), Some(port)) = (balancer, listener.get("Port").int()) else { continue };
        let tcp =
            listener.get("Protocol").text().is_none_or(|protocol| !protocol.contains("UDP") && protocol != "QUIC");
        let Some(of) = side(balancer).and_then(|side| side.groups).filter(|of| tcp && !of.is_empty()) else { continue };
        let rules: Option<Vec<_>> = of.iter().map(|group| groups.permissions(*group, Direction::In)).collect();
        let Some(rules) = rules else {
            findings.assume(listener, format!("the groups of {} let somebody in to port {port}", balancer.path()));
            continue;
        };
        let mut open = rules.iter().flat_map(|rules| rules.iter()).filter(|rule| rule.covers(port)).peekable();
        if open.peek().is_some() {
            let public = balancer.get("Scheme").text().is_some_and(|scheme| scheme == "internet-facing");
            if public && open.any(|rule| rule.is_for_all()) {
                findings.flow("the internet", balancer.path(), format!("tcp {port}"), true);
            }
            continue;
        }
        let message =
            format!("no security group of {} lets anybody in to port {port} of {}", balancer.path(), listener.path());
        let help = format!("add an ingress rule for tcp {port} with those who may use it");
        let actions = listener.get("DefaultActions");
        let redirects = |action: &Eval<'g>| action.at("Type").text().is_some_and(|kind| kind == "redirect");
        match actions.items() {
            [first, ..] if redirects(first) => findings.warning(listener, "Port", message, help),
            _ => findings.between(listener, "Port", message, help, &[(balancer, "the balancer"), (of[0], "its group")]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CLOSED_LISTENER;
    use crate::testing::{finds, report, silent};

    const TEMPLATE: &str = r#"
Parameters:
  Given: {Type: String}
Resources:
  G: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]}}
  L: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Scheme: internet-facing, SecurityGroups: [!Ref G]}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref L, Port: 443, Protocol: HTTPS, DefaultActions: [{Type: forward, TargetGroupArn: t}]}}
"#;

    #[test]
    fn closed() {
        let other = TEMPLATE.replace("FromPort: 443, ToPort: 443", "FromPort: 80, ToPort: 80");
        finds(CLOSED_LISTENER, &other, "Listener", "no security group of template/L lets anybody in to port 443");
        finds(
            CLOSED_LISTENER,
            &TEMPLATE.replace("Port: 443, Protocol: HTTPS", "Port: 8443, Protocol: HTTPS"),
            "Listener",
            "port 8443",
        );
        finds(CLOSED_LISTENER, &TEMPLATE.replace("0.0.0.0/0", "127.0.0.1/32"), "Listener", "anybody in to port 443");
        assert!(
            !report(CLOSED_LISTENER, &other.replace("Type: forward, TargetGroupArn: t", "Type: redirect")).has_errors()
        );
    }

    #[test]
    fn open() {
        silent(CLOSED_LISTENER, TEMPLATE);
        silent(CLOSED_LISTENER, &TEMPLATE.replace("SecurityGroups: [!Ref G]", "SecurityGroups: [!Ref Given]"));
        silent(CLOSED_LISTENER, &TEMPLATE.replace("SecurityGroups: [!Ref G]", "Type: network"));
        silent(CLOSED_LISTENER, &TEMPLATE.replace("CidrIp: 0.0.0.0/0", "SourcePrefixListId: pl-1"));
        silent(
            CLOSED_LISTENER,
            &TEMPLATE.replace("FromPort: 443, ToPort: 443", "FromPort: !Ref Given, ToPort: !Ref Given"),
        );
    }
}
