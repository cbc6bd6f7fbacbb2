//! What uses buckets as a service.

use iac_core::check::{Eval, Res, World};

pub(crate) struct BucketUser<'w, 'g> {
    pub(crate) res: Res<'w, 'g>,
    pub(crate) bucket: Eval<'g>,
    pub(crate) prefix: Eval<'g>,
    pub(crate) service: &'static str,
    /// Accounts that do the same.
    pub(crate) accounts: &'static [&'static str],
    /// It comes as an identity of its own, whoever that is.
    pub(crate) by_identity: bool,
    /// What it does, and on what below the bucket.
    pub(crate) actions: &'static [(&'static str, &'static str)],
    pub(crate) does: &'static str,
}

/// The accounts of Elastic Load Balancing by region:
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html>.
const BALANCING: &[&str] = &[
    "127311923021",
    "033677994240",
    "027434742980",
    "797873946194",
    "098369216593",
    "754344448648",
    "589379963580",
    "718504428378",
    "383597477331",
    "600734575887",
    "114774131450",
    "783225319266",
    "582318560864",
    "985666609251",
    "054676820928",
    "156460612806",
    "652711504416",
    "635631232127",
    "009996457667",
    "897822967062",
    "076674570225",
    "507241528517",
    "048591011584",
    "190560391635",
    "638102146993",
    "037604701340",
];

pub(crate) fn users<'w, 'g>(world: &'w World<'g>) -> Vec<BucketUser<'w, 'g>> {
    let mut found = Vec::new();
    for balancer in world.all("AWS::ElasticLoadBalancingV2::LoadBalancer") {
        found.extend(of_balancer(balancer));
    }
    for trail in world.all("AWS::CloudTrail::Trail") {
        found.push(BucketUser {
            res: trail,
            bucket: trail.get("S3BucketName"),
            prefix: trail.get("S3KeyPrefix"),
            service: "cloudtrail.amazonaws.com",
            accounts: &[],
            by_identity: false,
            actions: &[("s3:GetBucketAcl", ""), ("s3:PutObject", "/AWSLogs/*/CloudTrail/log")],
            does: "writes to",
        });
    }
    for distribution in world.all("AWS::CloudFront::Distribution") {
        for origin in distribution.get("DistributionConfig.Origins").items() {
            found.extend(of_origin(world, distribution, origin));
        }
    }
    found
}

fn of_balancer<'w, 'g>(balancer: Res<'w, 'g>) -> Option<BucketUser<'w, 'g>> {
    let attributes = balancer.get("LoadBalancerAttributes");
    let value = |key: &str| {
        let mut all = attributes.items().iter();
        let found = all.find(|one| one.at("Key").text().is_some_and(|it| it == key));
        found.map_or(Eval::Absent, |one| one.at("Value").clone())
    };
    if value("access_logs.s3.enabled").bool() != Some(true) {
        return None;
    }
    let is_network = balancer.get("Type").text().is_some_and(|kind| kind == "network");
    Some(BucketUser {
        res: balancer,
        bucket: value("access_logs.s3.bucket"),
        prefix: value("access_logs.s3.prefix"),
        service: if is_network {
            "delivery.logs.amazonaws.com"
        } else {
            "logdelivery.elasticloadbalancing.amazonaws.com"
        },
        accounts: if is_network { &[] } else { BALANCING },
        by_identity: false,
        actions: &[("s3:PutObject", "/AWSLogs/*/log")],
        does: "writes its access log to",
    })
}

fn of_origin<'w, 'g>(world: &'w World<'g>, distribution: Res<'w, 'g>, origin: &Eval<'g>) -> Option<BucketUser<'w, 'g>> {
    let bucket = world.target_of(origin.at("DomainName"), "AWS::S3::Bucket")?;
    let is_set =
        |name: &str| !origin.at(name).is_absent() && origin.at(name).text().is_none_or(|text| !text.is_empty());
    let by_identity = is_set("S3OriginConfig.OriginAccessIdentity");
    if !by_identity && !is_set("OriginAccessControlId") {
        return None;
    }
    Some(BucketUser {
        res: distribution,
        bucket: Eval::Ref(bucket.reference()),
        prefix: Eval::Absent,
        service: "cloudfront.amazonaws.com",
        accounts: &[],
        by_identity,
        actions: &[("s3:GetObject", "/object")],
        does: "reads from",
    })
}
