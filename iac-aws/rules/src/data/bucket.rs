use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// The settings of a bucket contradict each other.
    ///
    /// S3 refuses replication without versions, a lock without versions, storage classes too early or out of order, lists
    /// of access (ACLs) where they are switched off, as they are by default since 2023.
    ///
    /// Sources: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html>,
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>
    pub(crate) BUCKET: "bucket", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for bucket in world.all("AWS::S3::Bucket") {
        versions(findings, bucket);
        for rule in bucket.get("ReplicationConfiguration.Rules").items() {
            if let Some(copies) = world.target(rule.at("Destination.Bucket")) {
                findings.flow(bucket.path(), copies.path(), "copies of its objects", true);
            }
        }
        lists(findings, bucket);
        for rule in bucket.get("LifecycleConfiguration.Rules").items() {
            lifecycle(findings, bucket, rule);
        }
    }
}

fn versions<'g>(findings: &mut Findings<'_, 'g>, bucket: Res<'_, 'g>) {
    let path = bucket.path();
    let status = bucket.get("VersioningConfiguration.Status");
    let without = status.is_absent() || status.text().is_some_and(|status| &*status == "Suspended");
    let locked = bucket.get("ObjectLockEnabled");
    let is_locked = locked.bool() == Some(true);
    let replicates = bucket.get("ReplicationConfiguration");
    if without && !replicates.is_absent() && !replicates.is_unknown() && !is_locked {
        let message = format!("{path} is replicated, but keeps no versions");
        findings.at(bucket, "ReplicationConfiguration", message, "set `VersioningConfiguration: {Status: Enabled}`");
    }
    if is_locked && status.text().is_some_and(|status| &*status == "Suspended") {
        let message = format!("{path} locks its objects, but keeps no versions");
        findings.at(bucket, "VersioningConfiguration", message, "set `VersioningConfiguration: {Status: Enabled}`");
    }
    let rule = bucket.get("ObjectLockConfiguration");
    if !rule.is_absent() && !rule.is_unknown() && (locked.is_absent() || locked.bool() == Some(false)) {
        let message = format!("{path} has rules for a lock that it does not have");
        findings.at(bucket, "ObjectLockConfiguration", message, "set `ObjectLockEnabled: true`");
    }
    let retention = rule.at("Rule.DefaultRetention");
    if !retention.at("Days").is_absent() && !retention.at("Years").is_absent() {
        let message = format!("{path} locks objects for both days and years");
        findings.at(bucket, "ObjectLockConfiguration", message, "leave out `Days` or `Years`");
    }
}

fn lists<'g>(findings: &mut Findings<'_, 'g>, bucket: Res<'_, 'g>) {
    let value = bucket.get("AccessControl");
    let Some(list) = value.text().filter(|list| &**list != "Private") else { return };
    let path = bucket.path();
    let ownership = bucket.get("OwnershipControls");
    let owner =
        ownership.at("Rules").items().first().and_then(|rule| rule.at("ObjectOwnership").text()).unwrap_or_default();
    if ownership.is_absent() || &*owner == "BucketOwnerEnforced" {
        let message = format!("{path} has the access list `{list}`, but access lists are switched off");
        findings.at(
            bucket,
            "AccessControl",
            message,
            "use a bucket policy, or set `ObjectOwnership: BucketOwnerPreferred`",
        );
    } else if list.starts_with("PublicRead") {
        let blocks = ["BlockPublicAcls", "IgnorePublicAcls"]
            .iter()
            .any(|name| bucket.get(&format!("PublicAccessBlockConfiguration.{name}")).bool() != Some(false));
        let (message, help) = match blocks {
            true => (
                format!("{path} is public by `{list}`, but blocks what is public"),
                "use CloudFront before a private bucket",
            ),
            false => (format!("{path} is open to everyone by `{list}`"), "use CloudFront before a private bucket"),
        };
        findings.at(bucket, "AccessControl", message, help);
    }
}

fn lifecycle<'g>(findings: &mut Findings<'_, 'g>, bucket: Res<'_, 'g>, rule: &Eval<'g>) {
    // From warm to cold: objects go one way.
    const CLASSES: &[&str] =
        &["STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];
    let path = bucket.path();
    let mut steps: Vec<(i64, String)> = Vec::new();
    let all = rule.at("Transitions").items().iter().chain(rule.at("Transition").items());
    for step in all {
        let (Some(days), Some(class)) = (step.at("TransitionInDays").int(), step.at("StorageClass").text()) else {
            continue;
        };
        if days < 30 && matches!(&*class, "STANDARD_IA" | "ONEZONE_IA") {
            let message = format!("objects of {path} go to {class} after {days} days");
            findings.at(bucket, "LifecycleConfiguration", message, "they may after 30 days");
        }
        steps.push((days, class.into_owned()));
    }
    steps.sort();
    let rank = |class: &str| CLASSES.iter().position(|own| *own == class);
    for pair in steps.windows(2) {
        let (warm, cold) = (&pair[0], &pair[1]);
        if rank(&warm.1).zip(rank(&cold.1)).is_some_and(|(first, then)| first >= then) {
            let message = format!(
                "objects of {path} go to {} after {} days, and back to {} after {}",
                warm.1, warm.0, cold.1, cold.0
            );
            findings.at(bucket, "LifecycleConfiguration", message, "each class must be colder than the one before");
        } else if warm.1.ends_with("_IA") && cold.0 < warm.0 + 30 {
            let message = format!("objects of {path} stay in {} for {} days", warm.1, cold.0 - warm.0);
            findings.at(bucket, "LifecycleConfiguration", message, "they stay there for 30 days or more");
        }
    }
    let end = rule.at("ExpirationInDays").int();
    if let Some((days, class)) = steps.last().filter(|(days, _)| end.is_some_and(|end| end <= *days)) {
        let message = format!("objects of {path} expire before they go to {class}, after {days} days");
        findings.at(bucket, "LifecycleConfiguration", message, "let them expire later");
    }
}

#[cfg(test)]
mod tests {
    use super::BUCKET;
    use crate::testing::{finds, silent};

    fn bucket(properties: &str) -> String {
        format!("Resources: {{B: {{Type: AWS::S3::Bucket, Properties: {{{properties}}}}}}}")
    }

    #[test]
    fn buckets_that_are_refused() {
        let rules = |rule: &str| bucket(&format!("LifecycleConfiguration: {{Rules: [{{Status: Enabled, {rule}}}]}}"));
        for (template, words) in [
            (bucket("ReplicationConfiguration: {Role: a}"), "keeps no versions"),
            (bucket("ObjectLockConfiguration: {ObjectLockEnabled: Enabled}"), "a lock that it does not have"),
            (bucket("ObjectLockEnabled: true, VersioningConfiguration: {Status: Suspended}"), "keeps no versions"),
            (bucket("AccessControl: PublicRead"), "access lists are switched off"),
            (
                bucket("AccessControl: PublicRead, OwnershipControls: {Rules: [{ObjectOwnership: ObjectWriter}]}"),
                "but blocks what is public",
            ),
            (
                rules("Transitions: [{StorageClass: STANDARD_IA, TransitionInDays: 7}]"),
                "go to STANDARD_IA after 7 days",
            ),
            (
                rules(
                    "Transitions: [{StorageClass: GLACIER, TransitionInDays: 30}, {StorageClass: STANDARD_IA, TransitionInDays: 60}]",
                ),
                "and back to STANDARD_IA",
            ),
            (
                rules("ExpirationInDays: 30, Transitions: [{StorageClass: GLACIER, TransitionInDays: 90}]"),
                "expire before they go to GLACIER",
            ),
        ] {
            finds(BUCKET, &template, "B", words);
        }
    }

    #[test]
    fn buckets_that_are_made() {
        for properties in [
            "AccessControl: Private, VersioningConfiguration: {Status: Enabled}, ReplicationConfiguration: {Role: a}",
            "AccessControl: LogDeliveryWrite, OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerPreferred}]}",
            "LifecycleConfiguration: {Rules: [{Status: Enabled, ExpirationInDays: 365, Transitions: [{StorageClass: \
             STANDARD_IA, TransitionInDays: 30}, {StorageClass: GLACIER, TransitionInDays: 90}]}]}",
            "ObjectLockEnabled: true",
        ] {
            silent(BUCKET, &bucket(properties));
        }
    }
}
