use super::security_groups::{Direction, Groups};
use super::sides::side;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// CloudFront cannot reach an origin, so that visitors get an error 502 or 504.
    ///
    /// An internal load balancer is reached through a VPC origin only. The load balancer must have a listener for the port
    /// that CloudFront takes, and its security groups must let CloudFront in there: by a prefix list, not by the group of
    /// something else. With HTTPS, the certificate must be for the name of the origin or, where CloudFront passes on the
    /// header `Host`, for that name; nobody has one for the name that a load balancer is given.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html>,
    /// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html>
    pub(crate) CLOSED_ORIGIN: "closed-origin", Error, check
}

const AT: &str = "DistributionConfig.Origins";

/// The managed policy `AllViewerExceptHostHeader`.
/// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html>
const WITHOUT_HOST: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let groups = Groups::of(world);
    for distribution in world.all("AWS::CloudFront::Distribution") {
        let config = distribution.get("DistributionConfig");
        findings.flow("the internet", distribution.path(), "tcp 443", true);
        for origin in config.at("Origins").items() {
            let domain = origin.at("DomainName");
            let Some(target) = world.target(domain).or_else(|| named(world, domain)) else { continue };
            match target.kind() {
                "AWS::S3::Bucket" => findings.flow(distribution.path(), target.path(), "its objects", true),
                "AWS::ElasticLoadBalancingV2::LoadBalancer" => {
                    let way = Way { distribution, config: &config, origin, balancer: target };
                    way.check(world, &groups, findings);
                }
                _ => {}
            }
        }
    }
}

/// What a record leads to.
fn named<'w, 'g>(world: &'w World<'g>, domain: &Eval<'g>) -> Option<Res<'w, 'g>> {
    let name = domain.text()?;
    let mut records = world.all("AWS::Route53::RecordSet");
    let record = records.find(|one| one.get("Name").text().is_some_and(|own| own.trim_end_matches('.') == &*name))?;
    world.target(&record.get("AliasTarget.DNSName"))
}

/// From a distribution to a load balancer.
struct Way<'a, 'w, 'g> {
    distribution: Res<'w, 'g>,
    config: &'a Eval<'g>,
    origin: &'a Eval<'g>,
    balancer: Res<'w, 'g>,
}

impl<'w, 'g> Way<'_, 'w, 'g> {
    fn check(&self, world: &'w World<'g>, groups: &Groups<'w, 'g>, findings: &mut Findings<'_, 'g>) {
        let (path, balancer) = (self.distribution.path(), self.balancer.path());
        let private = world.target_of(self.origin.at("VpcOriginConfig.VpcOriginId"), "AWS::CloudFront::VpcOrigin");
        let how = match private {
            Some(private) => private.get("VpcOriginEndpointConfig"),
            None => self.origin.at("CustomOriginConfig").clone(),
        };
        let internal = self.balancer.get("Scheme").text().is_some_and(|scheme| scheme == "internal");
        if internal && self.origin.at("VpcOriginConfig").is_absent() {
            let message = format!("{path} has the origin {balancer}, which is internal: CloudFront cannot reach it");
            return self.tell(
                findings,
                message,
                "reach it through a `AWS::CloudFront::VpcOrigin`, or make it internet-facing",
            );
        }
        let Some((protocol, port)) = port(&how) else { return };
        let Some(listens) = self.listens(world, port) else { return };
        if !listens {
            let message = format!("{path} asks {balancer} on port {port}, where it has no listener");
            return self.tell(
                findings,
                message,
                format!("add a listener for port {port}, or set the origin's `OriginProtocolPolicy` and port"),
            );
        }
        if self.lets_in(groups, port) == Some(false) {
            let message = format!("no security group of {balancer} lets {path} in to port {port}");
            let help = "permit CloudFront's prefix list `com.amazonaws.global.cloudfront.origin-facing`";
            return self.tell(findings, message, help);
        }
        let by_its_own = self.origin.at("DomainName").text().is_none();
        if protocol == "https-only" && by_its_own && !self.passes_host() {
            let message = format!(
                "{path} asks {balancer} with HTTPS by the name that AWS gave it, for which there is no certificate"
            );
            let help = "make a name of your own for the origin, or pass on the header `Host`";
            return self.tell(findings, message, help);
        }
        findings.flow(path, balancer, format!("tcp {port}"), true);
    }

    fn tell(&self, findings: &mut Findings<'_, 'g>, message: String, help: impl Into<String>) {
        findings.between(self.distribution, AT, message, help.into(), &[(self.balancer, "the origin")]);
    }

    /// Whether a listener has the port; none where nobody knows all of them.
    fn listens(&self, world: &'w World<'g>, port: i64) -> Option<bool> {
        let mut known = true;
        for listener in world.all("AWS::ElasticLoadBalancingV2::Listener") {
            let of = listener.get("LoadBalancerArn");
            match world.target(&of) {
                Some(balancer) if balancer != self.balancer => continue,
                Some(_) if listener.get("Port").int() == Some(port) => return Some(true),
                Some(_) => known &= listener.get("Port").int().is_some(),
                None => known &= !of.is_unknown(),
            }
        }
        known.then_some(false)
    }

    /// Whether the groups let CloudFront in: by its prefix list, or by its networks, which only it knows.
    fn lets_in(&self, groups: &Groups<'w, 'g>, port: i64) -> Option<bool> {
        let of = side(self.balancer)?.groups?;
        if of.is_empty() {
            return Some(true);
        }
        let rules: Option<Vec<_>> = of.iter().map(|group| groups.permissions(*group, Direction::In)).collect();
        let rules = rules?;
        let known = |group: &Eval<'g>| groups.world().target_of(group, "AWS::EC2::SecurityGroup").is_some();
        Some(rules.iter().flat_map(|rules| rules.iter()).any(|rule| rule.covers(port) && !known(&rule.group)))
    }

    /// Whether the origin sees the name that the visitor asked for, as far as anybody knows.
    fn passes_host(&self) -> bool {
        let id = self.origin.at("Id");
        let behaviours = self.config.at("CacheBehaviors");
        let all = behaviours.items().iter().chain([self.config.at("DefaultCacheBehavior")]);
        let mut own =
            all.filter(|one| !matches!((one.at("TargetOriginId").text(), id.text()), (Some(a), Some(b)) if a != b));
        let host = |one: &Eval<'g>| one.text().is_none_or(|name| name == "*" || name.eq_ignore_ascii_case("host"));
        own.any(|one| {
            let policy = one.at("OriginRequestPolicyId");
            let policy = !policy.is_absent() && policy.text().is_none_or(|id| id != WITHOUT_HOST);
            policy
                || one.is_unknown()
                || !one.at("CachePolicyId").is_absent() && one.at("CachePolicyId").text().is_none()
                || one.at("ForwardedValues.Headers").items().iter().any(host)
        })
    }
}

/// The protocol that CloudFront takes to an origin, and its port; none where it is the visitor's, or nobody knows.
fn port(how: &Eval<'_>) -> Option<(&'static str, i64)> {
    let (protocol, property, default) = match &*how.at("OriginProtocolPolicy").text()? {
        "http-only" => ("http-only", "HTTPPort", 80),
        "https-only" => ("https-only", "HTTPSPort", 443),
        _ => return None,
    };
    let given = how.at(property);
    Some((protocol, if given.is_absent() { default } else { given.int()? }))
}

#[cfg(test)]
mod tests {
    use super::CLOSED_ORIGIN;
    use crate::testing::{finds, report, silent};

    const TEMPLATE: &str = r#"
Parameters: {List: {Type: String}}
Resources:
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, SecurityGroupIngress: [
    {IpProtocol: tcp, FromPort: 80, ToPort: 443, SourcePrefixListId: !Ref List}]}}
  Other: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: o}}
  L: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Scheme: internet-facing, SecurityGroups: [!Ref Group]}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref L, Port: 80, Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: t}]}}
  Private: {Type: AWS::CloudFront::VpcOrigin, Properties: {VpcOriginEndpointConfig: {Arn: !Ref L, Name: l, OriginProtocolPolicy: http-only}}}
  Files: {Type: AWS::S3::Bucket}
  D: {Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: {Enabled: true, Origins: [
      {Id: files, DomainName: !GetAtt Files.RegionalDomainName, S3OriginConfig: {}},
      {Id: app, DomainName: !GetAtt L.DNSName, CustomOriginConfig: {OriginProtocolPolicy: http-only}}],
    DefaultCacheBehavior: {TargetOriginId: app, ViewerProtocolPolicy: redirect-to-https, CachePolicyId: p}}}}
"#;

    /// With HTTPS all the way.
    fn encrypted(behaviour: &str) -> String {
        TEMPLATE
            .replace("Port: 80, Protocol: HTTP,", "Port: 443, Protocol: HTTPS,")
            .replace("http-only}}]", "https-only}}]")
            .replace("CachePolicyId: p", behaviour)
    }

    #[test]
    fn reached() {
        silent(CLOSED_ORIGIN, TEMPLATE);
        let private = TEMPLATE.replace("internet-facing", "internal").replace(
            "CustomOriginConfig: {OriginProtocolPolicy: http-only}",
            "VpcOriginConfig: {VpcOriginId: !Ref Private}",
        );
        silent(CLOSED_ORIGIN, &private);
        silent(
            CLOSED_ORIGIN,
            &encrypted("CachePolicyId: p, OriginRequestPolicyId: 216adef6-5c7f-47e4-b989-5492eafa07d3"),
        );
        silent(CLOSED_ORIGIN, &encrypted("ForwardedValues: {QueryString: true, Headers: [Host]}"));
        let flows = report(CLOSED_ORIGIN, TEMPLATE).flows;
        let shown: Vec<String> =
            flows.iter().map(|flow| format!("{} -> {}: {}", flow.from, flow.to, flow.over)).collect();
        assert_eq!(
            shown,
            [
                "the internet -> template/D: tcp 443",
                "template/D -> template/Files: its objects",
                "template/D -> template/L: tcp 80"
            ]
        );
    }

    #[test]
    fn by_a_name() {
        let record = "Api: {Type: AWS::Route53::RecordSet, Properties: {Name: api.example.com., Type: A, AliasTarget: {DNSName: !GetAtt L.DNSName}}}";
        let template = encrypted("CachePolicyId: p").replace("!GetAtt L.DNSName", "api.example.com");
        let flows = report(CLOSED_ORIGIN, &format!("{template}  {record}\n")).flows;
        assert!(flows.iter().any(|flow| flow.to == "template/L" && flow.over == "tcp 443"), "{flows:?}");
        assert!(!report(CLOSED_ORIGIN, &template).flows.iter().any(|flow| flow.to == "template/L"));
    }

    #[test]
    fn not_reached() {
        for (template, words) in [
            (TEMPLATE.replace("internet-facing", "internal"), "which is internal"),
            (TEMPLATE.replace("Port: 80, Protocol", "Port: 8080, Protocol"), "on port 80, where it has no listener"),
            (
                TEMPLATE.replace("SourcePrefixListId: !Ref List", "SourceSecurityGroupId: !Ref Other"),
                "lets template/D in",
            ),
            (encrypted("CachePolicyId: p"), "there is no certificate"),
            (
                encrypted("CachePolicyId: p, OriginRequestPolicyId: b689b0a8-53d0-40ab-baf2-68738e2966ac"),
                "no certificate",
            ),
        ] {
            finds(CLOSED_ORIGIN, &template, "D", words);
        }
    }
}
