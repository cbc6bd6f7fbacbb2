use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// A bucket's policy opens it to everyone.
    ///
    /// A statement for every principal without a condition makes the bucket public. Where public policies are blocked, as
    /// they are by default, S3 refuses it and the deployment fails; where they are not, everyone reads or writes.
    ///
    /// Put CloudFront before a private bucket, or name who may; a website that is meant for everyone is a warning.
    pub(crate) PUBLIC_BUCKET: "public-bucket", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for policy in world.all("AWS::S3::BucketPolicy") {
        let Some(bucket) = world.target_of(&policy.get("Bucket"), "AWS::S3::Bucket") else { continue };
        let statements = policy.get("PolicyDocument.Statement");
        let Some(open) = statements.items().iter().find(|one| is_public(one)) else { continue };
        let block = bucket.get("PublicAccessBlockConfiguration.BlockPublicPolicy");
        let others = [(bucket, "the bucket")];
        let path = bucket.path();
        if block.is_unknown() {
            continue;
        }
        if block.bool() != Some(false) {
            let message = format!("{} opens {path} to everyone, but the bucket blocks public policies", policy.path());
            let help = "name who may, or put CloudFront before the bucket; only a public website needs `BlockPublicPolicy: false`";
            findings.between(policy, "PolicyDocument", message, help, &others);
            continue;
        }
        let reads = open
            .at("Action")
            .items()
            .iter()
            .all(|action| action.text().is_some_and(|action| &*action == "s3:GetObject"));
        let message = format!("{} opens {path} to everyone", policy.path());
        findings.flow("the internet", path, "its objects", true);
        match reads && !bucket.get("WebsiteConfiguration").is_absent() {
            true => {
                findings.warning(policy, "PolicyDocument", message, "CloudFront can serve it from a private bucket")
            }
            false => findings.between(policy, "PolicyDocument", message, "name who may, or add a condition", &others),
        }
    }
}

fn is_public(statement: &Eval<'_>) -> bool {
    let every = |who: &Eval<'_>| who.items().iter().any(|one| one.text().is_some_and(|one| &*one == "*"));
    let who = statement.at("Principal");
    let allows = statement.at("Effect").text().is_some_and(|effect| &*effect == "Allow");
    allows && (every(who) || every(who.at("AWS"))) && statement.at("Condition").is_absent()
}

#[cfg(test)]
mod tests {
    use super::PUBLIC_BUCKET;
    use crate::testing::{finds, silent};

    fn bucket(properties: &str, statement: &str) -> String {
        format!(
            "Resources:\n  B: {{Type: AWS::S3::Bucket, Properties: {{{properties}}}}}\n  P: {{Type: AWS::S3::BucketPolicy, Properties: \
             {{Bucket: !Ref B, PolicyDocument: {{Statement: [{{Effect: Allow, {statement}}}]}}}}}}\n"
        )
    }

    const OPEN: &str = "PublicAccessBlockConfiguration: {BlockPublicPolicy: false}";

    #[test]
    fn buckets_that_are_open() {
        let everyone = "Principal: '*', Action: 's3:GetObject', Resource: '*'";
        finds(PUBLIC_BUCKET, &bucket("", everyone), "P", "but the bucket blocks public policies");
        finds(PUBLIC_BUCKET, &bucket(OPEN, everyone), "P", "opens template/B to everyone");
        let writes = "Principal: {AWS: ['*']}, Action: 's3:*', Resource: '*'";
        finds(PUBLIC_BUCKET, &bucket(OPEN, writes), "P", "opens template/B to everyone");
    }

    #[test]
    fn buckets_for_some() {
        silent(
            PUBLIC_BUCKET,
            &bucket("", "Principal: {Service: cloudfront.amazonaws.com}, Action: 's3:GetObject', Resource: '*'"),
        );
        let condition =
            "Principal: '*', Action: 's3:*', Resource: '*', Condition: {StringEquals: {'aws:SourceVpce': a}}";
        silent(PUBLIC_BUCKET, &bucket("", condition));
    }
}
