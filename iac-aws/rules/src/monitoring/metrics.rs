//! The metrics of AWS's namespaces, with the dimensions that each is published under.
//!
//! Sources: "CloudWatch metrics" in each service's guide, listed at
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html>

/// A namespace that is known in full: its metrics by family, and the sets of dimensions of each family.
pub(crate) struct Namespace {
    pub(crate) name: &'static str,
    /// Metrics, separated by spaces, and the sets of dimensions under which they exist, each separated by spaces. A
    /// family without sets exists under dimensions that are not known here.
    pub(crate) families: &'static [(&'static str, &'static [&'static str])],
    /// Whether other metrics exist too, by the agent, the engine or the customer.
    pub(crate) open: bool,
}

impl Namespace {
    /// The sets of dimensions of a metric; none where there is no such metric.
    pub(crate) fn dimensions(&self, metric: &str) -> Option<Vec<&'static str>> {
        let families = self.families.iter().filter(|(metrics, _)| metrics.split(' ').any(|one| one == metric));
        let mut found = None;
        for (_, sets) in families {
            found.get_or_insert_with(Vec::new).extend(sets.iter().copied());
        }
        found
    }

    /// The metric that was probably meant.
    pub(crate) fn nearest(&self, metric: &str) -> Option<&'static str> {
        let all = self.families.iter().flat_map(|(metrics, _)| metrics.split(' '));
        let near = all.clone().map(|one| (distance(one, metric), one)).min()?;
        // Two real metrics may differ in three signs: `DeleteLatency` and `SelectLatency`.
        let is_near = near.0 <= 2 || near.1.eq_ignore_ascii_case(metric);
        // Or only the end of its name is missing: `FreeStorage` of `FreeStorageSpace`.
        let mut longer = all.filter(|one| metric.len() > 7 && one.starts_with(metric));
        if is_near { Some(near.1) } else { longer.next().filter(|_| longer.next().is_none()) }
    }
}

/// How many signs must be changed, added or taken away to make one text the other; small and capital letters differ.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut before = i;
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let changed = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// Namespaces that are not known in full, but look like those that are.
const OTHERS: &str = "AWS/ELB AWS/EBS AWS/EFS AWS/ES AWS/SES AWS/SSM AWS/KMS AWS/DMS AWS/DAX AWS/DX AWS/DocDB AWS/FSx AWS/S3ObjectLambda \
     AWS/Route53 AWS/WAFV2 AWS/WAF AWS/VPN AWS/Usage AWS/SSO AWS/SWF AWS/MWAA AWS/MSK AWS/AOSS AWS/EC2Spot AWS/EC2/API AWS/Logs/Delivery \
     AWS/Lambda/Insights AWS/GatewayELB AWS/PrivateLinkEndpoints AWS/PrivateLinkServices AWS/ECR AWS/EKS AWS/RUM AWS/Kafka \
     AWS/LexV2 AWS/Lex AWS/S3/Storage-Lens AWS/SMS AWS/Polly AWS/Neptune AWS/MediaLive AWS/Cognito";

fn all() -> impl Iterator<Item = &'static Namespace> {
    super::namespaces::ALL.iter().chain(super::namespaces_data::ALL)
}

pub(crate) fn namespace(name: &str) -> Option<&'static Namespace> {
    all().find(|one| one.name == name)
}

/// The namespace that was probably meant, where a name is none of AWS's.
pub(crate) fn nearest_namespace(name: &str) -> Option<&'static str> {
    // No two of AWS's differ in capitals alone.
    if let Some(one) = all().find(|one| one.name.eq_ignore_ascii_case(name)) {
        return Some(one.name);
    }
    // AWS has namespaces that are one sign from another one, and adds some: short names are not judged.
    let short = name.strip_prefix("AWS/").is_some_and(|rest| rest.len() < 4);
    if short || OTHERS.split(' ').any(|other| other == name) {
        return None;
    }
    let near = all().map(|one| (distance(one.name, name), one.name)).min()?;
    (near.0 > 0 && near.0 <= 2).then_some(near.1)
}

#[cfg(test)]
mod tests {
    use super::{distance, namespace, nearest_namespace};

    #[test]
    fn near_and_far() {
        assert_eq!(distance("CPUUtilization", "CPUUtilisation"), 1);
        assert_eq!(distance("", "abc"), 3);
        let rds = namespace("AWS/RDS").unwrap();
        assert_eq!(rds.nearest("FreeStorageSpaces"), Some("FreeStorageSpace"));
        assert_eq!(rds.nearest("FreeStorage"), Some("FreeStorageSpace"));
        assert_eq!(rds.nearest("Bananas"), None);
        assert_eq!(nearest_namespace("AWS/Rds"), Some("AWS/RDS"));
        assert!(rds.dimensions("CPUUtilization").unwrap().contains(&"DBInstanceIdentifier"));
    }
}
