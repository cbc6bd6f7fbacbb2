use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A distribution cannot write its log to the bucket that it is given.
    ///
    /// The log is delivered by an access control list of the bucket, and new buckets have none: CloudFront refuses the
    /// distribution. It names the bucket by its domain name.
    ///
    /// Set `OwnershipControls` of the bucket to `BucketOwnerPreferred`.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html>
    pub(crate) DISTRIBUTION_LOG: "distribution-log", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for distribution in world.all("AWS::CloudFront::Distribution") {
        let bucket = bucket(world, &distribution.get("DistributionConfig.Logging.Bucket"));
        let Some(bucket) = bucket.filter(|bucket| has_no_lists(*bucket)) else { continue };
        let message =
            format!("{} writes its log to {}, which takes no access control lists", distribution.path(), bucket.path());
        let help = "set `OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerPreferred}]}` of the bucket";
        findings.between(distribution, "DistributionConfig.Logging", message, help, &[(bucket, "the bucket")]);
    }
}

/// The bucket, by an attribute or by a name with the end of the domain.
fn bucket<'w, 'g>(world: &'w World<'g>, value: &Eval<'g>) -> Option<Res<'w, 'g>> {
    let first = match value {
        Eval::Joined(parts) => parts.first()?,
        whole => whole,
    };
    world.target_of(first, "AWS::S3::Bucket")
}

fn has_no_lists(bucket: Res<'_, '_>) -> bool {
    let controls = bucket.get("OwnershipControls");
    let owned = |rule: &Eval<'_>| rule.at("ObjectOwnership").text().is_some_and(|kind| kind == "BucketOwnerEnforced");
    controls.is_absent() || controls.at("Rules").items().iter().any(owned)
}

#[cfg(test)]
mod tests {
    use super::DISTRIBUTION_LOG;
    use crate::testing::{finds, silent};

    fn logs(bucket: &str, to: &str) -> String {
        format!(
            "Resources:\n  B: {{Type: AWS::S3::Bucket, Properties: {{{bucket}}}}}\n  D: {{Type: AWS::CloudFront::Distribution, \
             Properties: {{DistributionConfig: {{Enabled: true, Logging: {{Bucket: {to}}}}}}}}}\n"
        )
    }

    #[test]
    fn without_lists() {
        finds(DISTRIBUTION_LOG, &logs("BucketName: b", "!GetAtt B.DomainName"), "D", "takes no access control lists");
        finds(DISTRIBUTION_LOG, &logs("BucketName: b", "!Sub '${B}.s3.amazonaws.com'"), "D", "takes no access");
        let owned = "OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}";
        finds(DISTRIBUTION_LOG, &logs(owned, "!GetAtt B.RegionalDomainName"), "D", "takes no access");
    }

    #[test]
    fn with_lists() {
        let of = |kind: &str| format!("OwnershipControls: {{Rules: [{{ObjectOwnership: {kind}}}]}}");
        silent(DISTRIBUTION_LOG, &logs(&of("BucketOwnerPreferred"), "!GetAtt B.DomainName"));
        silent(DISTRIBUTION_LOG, &logs(&of("ObjectWriter"), "!GetAtt B.DomainName"));
        silent(DISTRIBUTION_LOG, &logs("BucketName: b", "logs.s3.amazonaws.com"));
    }
}
