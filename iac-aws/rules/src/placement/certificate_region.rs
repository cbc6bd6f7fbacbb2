use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// A listener has a certificate of another region.
    ///
    /// Certificates of ACM stay in their region, and a load balancer takes those of its own only: it refuses any other one
    /// as not found. One of us-east-1, which CloudFront needs, is of no use to a load balancer elsewhere.
    ///
    /// Request a certificate for the same names in the stack's region.
    ///
    /// <https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html>,
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html>
    pub(crate) CERTIFICATE_REGION: "certificate-region", Error, check
}

const KINDS: [&str; 2] = ["AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerCertificate"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for res in KINDS.into_iter().flat_map(|kind| world.all(kind)).filter(|res| res.is_certain()) {
        let Some(own) = res.stack().region else { continue };
        for arn in res.get("Certificates").items().iter().map(|one| one.at("CertificateArn")) {
            let made = world.target_of(arn, "AWS::CertificateManager::Certificate");
            let region = match made.and_then(|made| made.stack().region) {
                Some(region) => Some(region.code().to_owned()),
                None => region_of(arn),
            };
            if let Some(region) = region.filter(|region| *region != own.code()) {
                let message = format!("{} has a certificate of {region}, and its stack is for {own}", res.path());
                let help = "a load balancer takes certificates of its own region only: request one there";
                findings.at(res, "Certificates", message, help);
            }
        }
    }
}

/// The region that an ARN of a certificate of ACM names, where it is written out.
pub(crate) fn region_of(arn: &Eval<'_>) -> Option<String> {
    let shown = arn.shown();
    let mut parts = shown.split(':');
    let is_certificate = parts.next() == Some("arn") && parts.nth(1) == Some("acm");
    let region = parts.next().filter(|region| is_certificate && !region.is_empty() && !region.contains('…'));
    region.filter(|_| matches!(arn, Eval::Text(_) | Eval::Joined(_))).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::CERTIFICATE_REGION;
    use crate::testing::messages_in;
    use iac_core::Region;

    fn with(arn: &str) -> String {
        format!(
            "Parameters: {{Arn: {{Type: String}}, Place: {{Type: String}}}}\n\
             Conditions: {{There: !Equals [!Ref AWS::Region, us-east-1]}}\n\
             Resources:\n  Own: {{Type: AWS::CertificateManager::Certificate, Properties: {{DomainName: a.example.com}}}}\n  \
             L: {{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {{LoadBalancerArn: l, Port: 443, Protocol: HTTPS, \
             DefaultActions: [], Certificates: [{{CertificateArn: {arn}}}]}}}}\n"
        )
    }

    const THERE: &str = "arn:aws:acm:us-east-1:123456789012:certificate/a";

    #[test]
    fn another_region() {
        let words = ["template/L has a certificate of us-east-1, and its stack is for eu-west-1"];
        let listener = with(THERE);
        let separate = listener.replace("::Listener,", "::ListenerCertificate,");
        let joined = with("!Sub 'arn:${AWS::Partition}:acm:us-east-1:${AWS::AccountId}:certificate/a'");
        for template in [listener, separate, joined] {
            assert_eq!(messages_in(CERTIFICATE_REGION, &template, Some(Region::EU_WEST_1)), words);
        }
    }

    #[test]
    fn the_same_region_or_none_that_is_known() {
        for arn in [
            "arn:aws:acm:eu-west-1:123456789012:certificate/a",
            "arn:aws:iam::123456789012:server-certificate/a",
            "!Ref Arn",
            "!Ref Own",
            "!Sub 'arn:aws:acm:${AWS::Region}:${AWS::AccountId}:certificate/a'",
            "!Sub 'arn:aws:acm:eu-${Place}:${AWS::AccountId}:certificate/a'",
            "!If [There, 'arn:aws:acm:us-east-1:123456789012:certificate/a', !Ref Arn]",
        ] {
            assert_eq!(messages_in(CERTIFICATE_REGION, &with(arn), Some(Region::EU_WEST_1)), [""; 0], "{arn}");
        }
        assert_eq!(messages_in(CERTIFICATE_REGION, &with(THERE), None), [""; 0]);
        let elsewhere = with(THERE).replace("::Listener, ", "::Listener, Condition: There, ");
        assert_eq!(messages_in(CERTIFICATE_REGION, &elsewhere, Some(Region::EU_WEST_1)), [""; 0]);
    }
}
