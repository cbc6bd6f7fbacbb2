use crate::placement::certificate_region::region_of;
use iac_core::Region;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A distribution cannot serve what it is to serve.
    ///
    /// CloudFront takes certificates of us-east-1 only, needs one for names of one's own, and reaches a private bucket only
    /// with an origin access control. A behaviour sends its requests to an origin of the distribution.
    ///
    /// Source: <https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html>
    pub(crate) DISTRIBUTION: "distribution", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for distribution in world.all("AWS::CloudFront::Distribution") {
        let config = distribution.get("DistributionConfig");
        if config.is_unknown() {
            continue;
        }
        certificate(world, findings, distribution, &config);
        behaviours(findings, distribution, &config);
        for origin in config.at("Origins").items() {
            source(world, findings, distribution, origin);
        }
        if config.at("DefaultRootObject").text().is_some_and(|object| object.starts_with('/')) {
            let message = format!("the root object of {} begins with a slash: nothing is found", distribution.path());
            findings.at(distribution, "DistributionConfig.DefaultRootObject", message, "write `index.html`");
        }
    }
}

fn certificate<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, distribution: Res<'_, 'g>, config: &Eval<'g>) {
    const AT: &str = "DistributionConfig.ViewerCertificate";
    let path = distribution.path();
    let certificate = config.at("ViewerCertificate");
    if certificate.is_unknown() {
        return;
    }
    let arn = certificate.at("AcmCertificateArn");
    if let Some(region) = region_of(arn).filter(|region| region != "us-east-1") {
        let message = format!("the certificate of {path} is of {region}");
        findings.at(distribution, AT, message, "CloudFront takes certificates of us-east-1 only");
    }
    let made = world.target_of(arn, "AWS::CertificateManager::Certificate");
    if let Some((certificate, region)) = made.and_then(|made| Some((made, made.stack().region?)))
        && region != Region::US_EAST_1
    {
        let message = format!("the certificate {} of {path} is of {region}", certificate.path());
        let help = "CloudFront takes certificates of us-east-1 only: make it in a stack for that region";
        findings.at(distribution, AT, message, help);
    }
    let none = arn.is_absent() && certificate.at("IamCertificateId").is_absent();
    if none && !config.at("Aliases").items().is_empty() {
        let message = format!("{path} has names of its own, but no certificate for them");
        findings.at(distribution, "DistributionConfig.Aliases", message, "set `ViewerCertificate.AcmCertificateArn`");
    }
    if !none && certificate.at("SslSupportMethod").is_absent() {
        let message = format!("{path} has a certificate, but not how it is offered");
        findings.at(distribution, AT, message, "set `SslSupportMethod: sni-only`");
    }
    let least = certificate.at("MinimumProtocolVersion");
    if let Some(version) =
        least.text().filter(|version| !none && !version.starts_with("TLSv1.2") && !version.starts_with("TLSv1.3"))
    {
        let message = format!("{path} accepts {version}, which is broken");
        findings.warning(distribution, AT, message, "set `MinimumProtocolVersion: TLSv1.2_2021`");
    }
}

fn behaviours<'g>(findings: &mut Findings<'_, 'g>, distribution: Res<'_, 'g>, config: &Eval<'g>) {
    let path = distribution.path();
    let all = config.at("Origins").items().iter().chain(config.at("OriginGroups.Items").items());
    let ids: Option<Vec<_>> = all.map(|origin| origin.at("Id").text()).collect();
    let behaviours = [("DefaultCacheBehavior", config.at("DefaultCacheBehavior"))];
    let more = config.at("CacheBehaviors").items().iter().map(|one| ("CacheBehaviors", one));
    for (property, behaviour) in behaviours.into_iter().chain(more) {
        let at = format!("DistributionConfig.{property}");
        let target = behaviour.at("TargetOriginId");
        if let (Some(ids), Some(id)) = (&ids, target.text())
            && !ids.contains(&id)
        {
            let message = format!("a behaviour of {path} sends its requests to `{id}`, which is no origin of it");
            let shown = ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
            findings.at(distribution, &at, message, format!("the origins are {shown}"));
        }
        caching(findings, distribution, &at, behaviour);
        if behaviour.at("ViewerProtocolPolicy").text().is_some_and(|policy| &*policy == "allow-all") {
            let message = format!("{path} serves without encryption too");
            findings.warning(distribution, &at, message, "set `ViewerProtocolPolicy: redirect-to-https`");
        }
    }
}

/// <https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html>
fn caching<'g>(findings: &mut Findings<'_, 'g>, distribution: Res<'_, 'g>, at: &str, behaviour: &Eval<'g>) {
    if !matches!(behaviour, Eval::Map(_)) {
        return;
    }
    let path = distribution.path();
    let (policy, forwarded) = (behaviour.at("CachePolicyId"), behaviour.at("ForwardedValues"));
    if policy.is_absent() && forwarded.is_absent() {
        let message = format!("a behaviour of {path} does not say what it caches by");
        findings.at(distribution, at, message, "set `CachePolicyId`");
    }
    let methods = behaviour.at("AllowedMethods");
    let given: Option<Vec<_>> = methods.items().iter().map(Eval::text).collect();
    let Some(mut given) = given.filter(|given| !given.is_empty()) else { return };
    given.sort();
    let sets: [&[&str]; 3] =
        [&["GET", "HEAD"], &["GET", "HEAD", "OPTIONS"], &["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]];
    if !sets.contains(&&*given.iter().map(|one| &**one).collect::<Vec<_>>()) {
        let message = format!("a behaviour of {path} allows {}, which is none of CloudFront's sets", given.join(", "));
        findings.at(distribution, at, message, "allow GET and HEAD, with OPTIONS, or all seven methods");
    }
}

fn source<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, distribution: Res<'_, 'g>, origin: &Eval<'g>) {
    const AT: &str = "DistributionConfig.Origins";
    let id = origin.at("Id").shown();
    let path = distribution.path();
    let (bucket, custom) = (origin.at("S3OriginConfig"), origin.at("CustomOriginConfig"));
    if origin.is_unknown() || bucket.is_unknown() || custom.is_unknown() {
        return;
    }
    if bucket.is_absent() && custom.is_absent() && origin.at("VpcOriginConfig").is_absent() {
        let message = format!("the origin `{id}` of {path} is neither a bucket nor anything else");
        return findings.at(distribution, AT, message, "set `S3OriginConfig: {}` or `CustomOriginConfig`");
    }
    let Some(target) = world.target_of(origin.at("DomainName"), "AWS::S3::Bucket") else { return };
    let identity = bucket.at("OriginAccessIdentity");
    let identified = !identity.is_absent() && identity.text().is_none_or(|identity| !identity.is_empty());
    let public = target.get("PublicAccessBlockConfiguration.BlockPublicPolicy").bool() == Some(false);
    if !identified && origin.at("OriginAccessControlId").is_absent() && !public {
        let message = format!("{path} may not read {}, which is private", target.path());
        let help = "give the origin an `OriginAccessControlId`, and let the bucket's policy permit the distribution";
        findings.between(distribution, AT, message, help, &[(target, "the origin")]);
    }
}

#[cfg(test)]
mod tests {
    use super::DISTRIBUTION;
    use crate::testing::{finds, silent};
    use iac_core::Region;

    const TEMPLATE: &str = r#"
Parameters: {Certificate: {Type: String}}
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Oac: {Type: AWS::CloudFront::OriginAccessControl}
  D: {Type: AWS::CloudFront::Distribution, Properties: {DistributionConfig: {Enabled: true, Aliases: [a.example.com],
    Origins: [{Id: files, DomainName: !GetAtt Bucket.RegionalDomainName, OriginAccessControlId: !Ref Oac, S3OriginConfig: {}}],
    DefaultCacheBehavior: {TargetOriginId: files, ViewerProtocolPolicy: redirect-to-https, CachePolicyId: p,
      AllowedMethods: [HEAD, GET, OPTIONS]},
    ViewerCertificate: {AcmCertificateArn: !Ref Certificate, SslSupportMethod: sni-only, MinimumProtocolVersion: TLSv1.2_2021}}}}
"#;

    #[test]
    fn what_is_served() {
        silent(DISTRIBUTION, TEMPLATE);
        silent(DISTRIBUTION, &TEMPLATE.replace("!Ref Certificate", "arn:aws:acm:us-east-1:1:certificate/a"));
    }

    #[test]
    fn a_certificate_that_the_program_makes_elsewhere() {
        let found = |region| {
            let template = TEMPLATE
                .replace("Parameters: {Certificate: {Type: String}}", "")
                .replace("Resources:", "Resources:\n  Certificate: {Type: AWS::CertificateManager::Certificate}");
            let (graph, _) = iac_core::read::template(iac_core::FileName::of(&"template.yaml"), template.as_bytes());
            let mut graph = graph.unwrap();
            graph.stacks[0].region = Some(region);
            iac_core::check::check(&graph, &[DISTRIBUTION]).findings
        };
        assert!(found(Region::US_EAST_1).is_empty());
        let message = "the certificate template/Certificate of template/D is of eu-west-1";
        assert_eq!(found(Region::EU_WEST_1)[0].message, message);
    }

    #[test]
    fn what_is_not() {
        for (from, to, words) in [
            ("!Ref Certificate", "arn:aws:acm:eu-west-1:1:certificate/a", "is of eu-west-1"),
            ("!Ref Certificate", "!Sub 'arn:aws:acm:eu-west-1:${AWS::AccountId}:certificate/a'", "is of eu-west-1"),
            ("AcmCertificateArn: !Ref Certificate", "CloudFrontDefaultCertificate: true", "no certificate for them"),
            ("SslSupportMethod: sni-only, ", "", "not how it is offered"),
            ("OriginAccessControlId: !Ref Oac, ", "", "may not read template/Bucket"),
            ("TargetOriginId: files", "TargetOriginId: file", "`file`, which is no origin"),
            ("redirect-to-https", "allow-all", "without encryption too"),
            ("TLSv1.2_2021", "TLSv1", "accepts TLSv1"),
            (", CachePolicyId: p", "", "does not say what it caches by"),
            ("[HEAD, GET, OPTIONS]", "[GET, HEAD, POST]", "GET, HEAD, POST, which is none of"),
            (", S3OriginConfig: {}", "", "is neither a bucket"),
        ] {
            finds(DISTRIBUTION, &TEMPLATE.replace(from, to), "D", words);
        }
    }
}
