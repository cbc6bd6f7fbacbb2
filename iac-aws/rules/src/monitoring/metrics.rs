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
        let near = all.map(|one| (distance(one, metric), one)).min()?;
        (near.0 <= 3.max(metric.len() / 4)).then_some(near.1)
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

pub(crate) fn namespace(name: &str) -> Option<&'static Namespace> {
    super::namespaces::ALL.iter().find(|one| one.name == name)
}

/// The namespaces of AWS whose names are known; one that begins with `AWS/` and is not among them may be newer.
pub(crate) fn nearest_namespace(name: &str) -> Option<&'static str> {
    let near = super::namespaces::ALL.iter().map(|one| (distance(one.name, name), one.name)).min()?;
    (near.0 > 0 && near.0 <= 2).then_some(near.1)
}

#[cfg(test)]
mod tests {
    use super::{distance, namespace};

    #[test]
    fn near_and_far() {
        assert_eq!(distance("CPUUtilization", "CPUUtilisation"), 1);
        assert_eq!(distance("", "abc"), 3);
        let rds = namespace("AWS/RDS").unwrap();
        assert_eq!(rds.nearest("FreeStorageSpaces"), Some("FreeStorageSpace"));
        assert_eq!(rds.nearest("Bananas"), None);
        assert!(rds.dimensions("CPUUtilization").unwrap().contains(&"DBInstanceIdentifier"));
    }
}
