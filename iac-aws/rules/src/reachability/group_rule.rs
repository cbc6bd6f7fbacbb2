use super::permission::{Permission, permission};
use super::security_groups::Direction;
use crate::placement::cidr::Cidr;
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A rule of a security group says nothing that EC2 understands.
    ///
    /// A rule for TCP or UDP has two ports, the first not above the second, from 0 to 65535. For every protocol (`-1`)
    /// ports are ignored: it opens all of them. A rule has exactly one other side: a network, a group, or a prefix list.
    ///
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html>
    pub(crate) GROUP_RULE: "group-rule", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for direction in Direction::BOTH {
        for group in world.all("AWS::EC2::SecurityGroup") {
            for rule in group.get(direction.property()).items().iter().filter(|rule| !rule.members().is_empty()) {
                let sides = SIDES.iter().filter(|name| !rule.at(name).is_absent()).count();
                one(findings, group, direction, &permission(direction, |name| rule.at(name).clone()), sides);
            }
        }
        for rule in world.all(direction.resource()) {
            let sides = SIDES.iter().filter(|name| !rule.get(name).is_absent()).count();
            one(findings, rule, direction, &permission(direction, |name| rule.get(name)), sides);
        }
    }
}

const SIDES: [&str; 7] = [
    "CidrIp",
    "CidrIpv6",
    "SourceSecurityGroupId",
    "SourceSecurityGroupName",
    "SourcePrefixListId",
    "DestinationSecurityGroupId",
    "DestinationPrefixListId",
];

fn one<'g>(
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    direction: Direction,
    rule: &Permission<'g>,
    sides: usize,
) {
    let path = res.path();
    let property = direction.property();
    let (from, to) = (rule.from_port.int(), rule.to_port.int());
    let protocol = rule.protocol.text();
    match protocol.as_deref() {
        Some("tcp" | "udp" | "6" | "17") => {
            let missing = rule.from_port.is_absent() || rule.to_port.is_absent();
            if missing {
                let message =
                    format!("the rule {} of {path} has a protocol with ports, but not both of them", rule.shown());
                findings.at(res, property, message, "set `FromPort` and `ToPort`");
            }
            match (from, to) {
                (Some(from), Some(to)) if from > to => {
                    let message = format!("a rule of {path} goes from port {from} to port {to}");
                    findings.at(res, property, message, "the first port must not be above the second");
                }
                (Some(port), _) | (_, Some(port)) if !(-1..=65535).contains(&port) => {
                    findings.at(res, property, format!("a rule of {path} has the port {port}"), "ports are 0 to 65535");
                }
                (Some(_), Some(port)) if port > 65535 => {
                    findings.at(res, property, format!("a rule of {path} has the port {port}"), "ports are 0 to 65535");
                }
                _ => {}
            }
        }
        Some("-1") if from.is_some_and(|from| from > 1) || to.is_some_and(|to| (1..65535).contains(&to)) => {
            let message = format!("a rule of {path} is for every protocol: its ports are ignored, and all are open");
            let help = "name the protocol, such as `tcp`, or leave out the ports";
            match direction {
                Direction::In => findings.at(res, property, message, help),
                Direction::Out => findings.warning(res, property, message, help),
            }
        }
        Some("icmp" | "1") if from.is_some_and(|from| from > 255) || to.is_some_and(|to| to > 255) => {
            let message =
                format!("a rule of {path} for ICMP has ports: there `FromPort` is a type and `ToPort` a code");
            findings.at(res, property, message, "take a type and a code, or -1 for all of them");
        }
        _ => {}
    }
    if sides != 1 {
        let what = if sides == 0 { "nobody on the other side" } else { "more than one other side" };
        let message = format!("the rule {} of {path} has {what}", rule.shown());
        findings.at(res, property, message, "give it one network, group or prefix list");
    }
    if let Some(text) = rule.network.text() {
        match Cidr::parse(&text) {
            None if !text.contains(':') => {
                let help = "write it as an address and the number of bits, such as `203.0.113.7/32`";
                findings.at(res, property, format!("`{text}` in a rule of {path} is not a network"), help);
            }
            Some((network, false)) => {
                let message =
                    format!("`{text}` in a rule of {path} does not begin at its boundary: it means {network}");
                findings.warning(res, property, message, format!("write `{network}`"));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::GROUP_RULE;
    use crate::testing::{finds, silent};

    fn inline(rule: &str) -> String {
        format!(
            "Parameters:\n  P: {{Type: String}}\n  N: {{Type: Number, Default: 80}}\nResources:\n  G: {{Type: AWS::EC2::SecurityGroup, \
             Properties: {{GroupDescription: g, SecurityGroupIngress: [{{{rule}}}]}}}}\n"
        )
    }

    #[test]
    fn wrong() {
        let net = "CidrIp: 10.0.0.0/8";
        finds(
            GROUP_RULE,
            &inline(&format!("IpProtocol: tcp, FromPort: 443, ToPort: 80, {net}")),
            "G",
            "from port 443 to port 80",
        );
        finds(
            GROUP_RULE,
            &inline(&format!("IpProtocol: tcp, FromPort: 443, ToPort: !Ref N, {net}")),
            "G",
            "from port 443 to port 80",
        );
        finds(GROUP_RULE, &inline(&format!("IpProtocol: tcp, FromPort: 443, {net}")), "G", "not both of them");
        finds(
            GROUP_RULE,
            &inline(&format!("IpProtocol: '-1', FromPort: 443, ToPort: 443, {net}")),
            "G",
            "all are open",
        );
        finds(GROUP_RULE, &inline(&format!("IpProtocol: '-1', FromPort: 1, ToPort: 1024, {net}")), "G", "all are open");
        finds(
            GROUP_RULE,
            &inline(&format!("IpProtocol: icmp, FromPort: 443, ToPort: 443, {net}")),
            "G",
            "for ICMP has ports",
        );
        finds(
            GROUP_RULE,
            &inline(&format!("IpProtocol: tcp, FromPort: 443, ToPort: 70000, {net}")),
            "G",
            "the port 70000",
        );
        finds(GROUP_RULE, &inline("IpProtocol: tcp, FromPort: 443, ToPort: 443"), "G", "nobody on the other side");
        finds(
            GROUP_RULE,
            &inline("IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0"),
            "G",
            "is not a network",
        );
        finds(
            GROUP_RULE,
            &inline("IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.9/8"),
            "G",
            "it means 10.0.0.0/8",
        );
        let separate = "Resources:\n  R: {Type: AWS::EC2::SecurityGroupEgress, Properties: {GroupId: g, IpProtocol: udp, FromPort: 9, ToPort: 8, CidrIp: 10.0.0.0/8, DestinationPrefixListId: p}}\n";
        finds(GROUP_RULE, separate, "R", "from port 9 to port 8");
        finds(GROUP_RULE, separate, "R", "more than one other side");
    }

    #[test]
    fn right() {
        silent(GROUP_RULE, &inline("IpProtocol: tcp, FromPort: 80, ToPort: 443, CidrIp: 10.0.0.0/8"));
        silent(GROUP_RULE, &inline("IpProtocol: icmp, FromPort: 8, ToPort: -1, CidrIp: 10.0.0.0/8"));
        silent(GROUP_RULE, &inline("IpProtocol: icmp, FromPort: 3, ToPort: 1, CidrIpv6: '::/0'"));
        silent(GROUP_RULE, &inline("IpProtocol: -1, CidrIp: !Ref P"));
        silent(GROUP_RULE, &inline("IpProtocol: -1, FromPort: -1, ToPort: -1, SourcePrefixListId: pl-1"));
        // All of them, and nothing else is meant.
        silent(GROUP_RULE, &inline("IpProtocol: '-1', FromPort: '1', ToPort: '65535', CidrIp: 10.0.0.0/8"));
        silent(GROUP_RULE, &inline("IpProtocol: '-1', FromPort: 0, ToPort: 65535, CidrIp: 10.0.0.0/8"));
        silent(GROUP_RULE, &inline("IpProtocol: !Ref P, FromPort: !Ref P, ToPort: 3, SourceSecurityGroupId: !Ref P"));
        silent(GROUP_RULE, &inline("IpProtocol: '50', CidrIp: 10.0.0.0/8"));
    }
}
