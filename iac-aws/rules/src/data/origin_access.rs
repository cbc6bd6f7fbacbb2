use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// An origin has an access control that is not for its kind.
    ///
    /// CloudFront signs its requests as the type of the access control says: `s3` for an origin with `S3OriginConfig`,
    /// `lambda`, `mediastore` and `mediapackagev2` for one with `CustomOriginConfig`. It refuses the distribution where the
    /// two differ, and where an origin has an origin access identity besides.
    ///
    /// Facts: <https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html>,
    /// <https://github.com/aws/aws-cdk/issues/26405> ("The origin type and OAC origin type differ"),
    /// <https://github.com/hashicorp/terraform-provider-aws/issues/26850>,
    /// <https://github.com/awslabs/aws-solutions-constructs/issues/1206>.
    pub(crate) ORIGIN_ACCESS: "origin-access", Error, check
}

const AT: &str = "DistributionConfig.Origins";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for distribution in world.all("AWS::CloudFront::Distribution") {
        for origin in distribution.get(AT).items().iter().filter(|origin| matches!(origin, Eval::Map(_))) {
            fits(world, findings, distribution, origin);
        }
    }
}

fn fits<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, distribution: Res<'_, 'g>, origin: &Eval<'g>) {
    let (given, path) = (origin.at("OriginAccessControlId"), distribution.path());
    let id = origin.at("Id").shown();
    let identity = origin.at("S3OriginConfig.OriginAccessIdentity");
    // Text alone: what a parameter gives may be empty.
    let identified = match identity {
        Eval::Joined(_) => true,
        known => known.text().is_some_and(|text| !text.is_empty()),
    };
    if identified && (given.reference().is_some() || given.text().is_some_and(|text| !text.is_empty())) {
        let message = format!("the origin `{id}` of {path} has an origin access control and an identity");
        findings.at(distribution, AT, message, "set `OriginAccessIdentity: \'\'`");
    }
    let Some(control) = world.target_of(given, "AWS::CloudFront::OriginAccessControl") else { return };
    let kind = control.get("OriginAccessControlConfig.OriginAccessControlOriginType");
    let Some(kind) = kind.text() else { return };
    let (bucket, custom) = (origin.at("S3OriginConfig"), origin.at("CustomOriginConfig"));
    let (is, help) = match (bucket, custom) {
        (Eval::Map(_), Eval::Absent) if matches!(&*kind, "lambda" | "mediastore" | "mediapackagev2") => {
            ("`S3OriginConfig`", "set `OriginAccessControlOriginType: s3`")
        }
        (Eval::Absent, Eval::Map(_)) if kind == "s3" => {
            ("`CustomOriginConfig`", "give a bucket `S3OriginConfig`; a function\'s URL has the type `lambda`")
        }
        _ => return,
    };
    let message = format!("the origin `{id}` of {path} has {is}, but {} is for the type `{kind}`", control.path());
    findings.between(distribution, AT, message, help, &[(control, "the access control")]);
}

#[cfg(test)]
mod tests {
    use super::ORIGIN_ACCESS;
    use crate::testing::{finds, silent};

    fn site(kind: &str, origin: &str) -> String {
        format!(
            "Parameters: {{Kind: {{Type: String}}, Which: {{Type: String, Default: s3, AllowedValues: [s3, lambda]}}}}\n\
             Conditions: {{Url: !Equals [!Ref Which, lambda]}}\nResources:\n  \
             Oac: {{Type: AWS::CloudFront::OriginAccessControl, Properties: {{OriginAccessControlConfig: \
             {{OriginAccessControlOriginType: {kind}}}}}}}\n  Oai: {{Type: AWS::CloudFront::CloudFrontOriginAccessIdentity}}\n  \
             D: {{Type: AWS::CloudFront::Distribution, Properties: {{DistributionConfig: {{Origins: [{{Id: a, DomainName: d, {origin}}}]}}}}}}\n"
        )
    }

    const BUCKET: &str = "OriginAccessControlId: !Ref Oac, S3OriginConfig: {}";
    const OTHER: &str = "OriginAccessControlId: !GetAtt Oac.Id, CustomOriginConfig: {OriginProtocolPolicy: https-only}";

    #[test]
    fn types_that_differ() {
        finds(
            ORIGIN_ACCESS,
            &site("lambda", BUCKET),
            "D",
            "has `S3OriginConfig`, but template/Oac is for the type `lambda`",
        );
        finds(
            ORIGIN_ACCESS,
            &site("s3", OTHER),
            "D",
            "has `CustomOriginConfig`, but template/Oac is for the type `s3`",
        );
        finds(ORIGIN_ACCESS, &site("!Ref Which", BUCKET), "D", "type `lambda`, with Which = lambda");
    }

    #[test]
    fn both_ways() {
        let both = "S3OriginConfig: {OriginAccessIdentity: !Sub 'origin-access-identity/cloudfront/${Oai}'}";
        finds(
            ORIGIN_ACCESS,
            &site("s3", &BUCKET.replace("S3OriginConfig: {}", both)),
            "D",
            "access control and an identity",
        );
        silent(ORIGIN_ACCESS, &site("s3", both));
    }

    #[test]
    fn types_that_agree() {
        for (kind, origin) in [
            ("s3", BUCKET),
            ("lambda", OTHER),
            ("mediapackagev2", OTHER),
            ("!Ref Kind", BUCKET),
            (
                "!If [Url, lambda, s3]",
                "OriginAccessControlId: !Ref Oac, S3OriginConfig: !If [Url, !Ref AWS::NoValue, {}], \
              CustomOriginConfig: !If [Url, {OriginProtocolPolicy: https-only}, !Ref AWS::NoValue]",
            ),
            ("s3", "OriginAccessControlId: !Ref Oac, S3OriginConfig: {OriginAccessIdentity: \'\'}"),
            ("s3", "OriginAccessControlId: !Ref Kind, CustomOriginConfig: {OriginProtocolPolicy: https-only}"),
        ] {
            silent(ORIGIN_ACCESS, &site(kind, origin));
        }
    }
}
