use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// An alias points at a target through another one's zone.
    ///
    /// The zone of an alias is that of its target, which AWS keeps: a balancer's `CanonicalHostedZoneID`, CloudFront's
    /// `Z2FDTNDATAQYW2`. With the zone of the record itself, or of another target, Route 53 finds nothing.
    ///
    /// Source: <https://docs.aws.amazon.com/general/latest/gr/elb.html>
    pub(crate) DNS_ALIAS: "dns-alias", Error, check
}

/// CloudFront's zone, the same for all distributions.
const CLOUD_FRONT: &str = "Z2FDTNDATAQYW2";

/// A type, what of it is its name, and what of it is its zone.
const TARGETS: &[(&str, &[&str], &str)] = &[
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", &["DNSName"], "CanonicalHostedZoneID"),
    ("AWS::ElasticLoadBalancing::LoadBalancer", &["DNSName", "CanonicalHostedZoneName"], "CanonicalHostedZoneNameID"),
    ("AWS::ApiGateway::DomainName", &["RegionalDomainName"], "RegionalHostedZoneId"),
    ("AWS::ApiGatewayV2::DomainName", &["RegionalDomainName"], "RegionalHostedZoneId"),
    ("AWS::CloudFront::Distribution", &["DomainName"], ""),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for record in world.all("AWS::Route53::RecordSet") {
        one(world, findings, record, "AliasTarget", &record.get("AliasTarget"));
    }
    for group in world.all("AWS::Route53::RecordSetGroup") {
        for record in group.get("RecordSets").items() {
            one(world, findings, group, "RecordSets", record.at("AliasTarget"));
        }
    }
}

fn one<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    record: iac_core::check::Res<'_, 'g>,
    property: &str,
    alias: &Eval<'g>,
) {
    let (name, zone) = (alias.at("DNSName"), alias.at("HostedZoneId"));
    // A balancer may be asked for as `dualstack.` and its name.
    let Some(reference) = name.references().pop() else { return };
    let Some(target) = reference.target(world) else { return };
    let Some((_, names, zone_of)) = TARGETS.iter().find(|(kind, ..)| *kind == target.kind()) else { return };
    let path = record.path();
    let others = [(target, "the target")];
    if !names.contains(&reference.attribute) {
        let message = format!("the alias {path} names {} by its `{}`", target.path(), reference.attribute);
        return findings.between(record, property, message, format!("write `!GetAtt <its id>.{}`", names[0]), &others);
    }
    let by_reference = zone.reference();
    let fine = match (by_reference, zone.text()) {
        (Some(of), _) => zone_of == &of.attribute && of.target(world) == Some(target),
        (None, Some(id)) if zone_of.is_empty() => &*id == CLOUD_FRONT,
        (None, Some(id)) => &*id != CLOUD_FRONT,
        _ => true,
    };
    if !fine {
        let message =
            format!("the alias {path} points at {}, but through another zone than its target's", target.path());
        let help = match *zone_of {
            "" => format!("CloudFront's zone is `{CLOUD_FRONT}`"),
            zone => format!("write `HostedZoneId: !GetAtt {}.{zone}`", target.id()),
        };
        findings.between(record, property, message, help, &others);
    }
}

#[cfg(test)]
mod tests {
    use super::DNS_ALIAS;
    use crate::testing::{finds, silent};

    fn alias(name: &str, zone: &str) -> String {
        format!(
            r#"
Resources:
  Zone: {{Type: AWS::Route53::HostedZone, Properties: {{Name: example.com}}}}
  Lb: {{Type: AWS::ElasticLoadBalancingV2::LoadBalancer}}
  Other: {{Type: AWS::ElasticLoadBalancingV2::LoadBalancer}}
  Cdn: {{Type: AWS::CloudFront::Distribution}}
  R: {{Type: AWS::Route53::RecordSet, Properties: {{HostedZoneId: !Ref Zone, AliasTarget: {{DNSName: {name}, HostedZoneId: {zone}}}}}}}
"#
        )
    }

    #[test]
    fn through_another_zone() {
        for (name, zone, words) in [
            ("!GetAtt Lb.DNSName", "!Ref Zone", "through another zone"),
            ("!GetAtt Lb.DNSName", "!GetAtt Other.CanonicalHostedZoneID", "through another zone"),
            ("!GetAtt Lb.DNSName", "Z2FDTNDATAQYW2", "through another zone"),
            ("!Sub 'dualstack.${Lb.DNSName}'", "!Ref Zone", "through another zone"),
            ("!GetAtt Cdn.DomainName", "Z35SXDOTRQ7X7K", "through another zone"),
            ("!GetAtt Lb.LoadBalancerArn", "!GetAtt Lb.CanonicalHostedZoneID", "by its `LoadBalancerArn`"),
        ] {
            finds(DNS_ALIAS, &alias(name, zone), "R", words);
        }
    }

    #[test]
    fn through_its_own() {
        silent(DNS_ALIAS, &alias("!GetAtt Lb.DNSName", "!GetAtt Lb.CanonicalHostedZoneID"));
        silent(DNS_ALIAS, &alias("!GetAtt Cdn.DomainName", "Z2FDTNDATAQYW2"));
        silent(DNS_ALIAS, &alias("!ImportValue name", "!ImportValue zone"));
    }
}
