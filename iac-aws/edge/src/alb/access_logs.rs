//! Where a balancer writes down every request.

use super::attribute;
use iac_aws_base::policy::{Principal, Statement};
use iac_aws_base::storage::{BucketHandle, OnDelete};
use iac_aws_cfn::elastic_load_balancing_v2::LoadBalancerRef;
use iac_aws_storage::{Bucket, LifecycleRule};
use iac_core::Lit;
use iac_core::prelude::*;

#[derive(Clone, Copy, Debug)]
pub(super) enum AccessLogs {
    Off,
    Own(Duration),
    Existing(BucketHandle),
}

impl AccessLogs {
    /// Turns the logs on and returns the bucket that they go to.
    pub(super) fn write(self, stack: &mut Stack, balancer: LoadBalancerRef) -> Option<BucketHandle> {
        let bucket = match self {
            AccessLogs::Off => {
                let reason = "Access logs were not asked for: the application logs its requests itself";
                stack.suppress(balancer, "CKV_AWS_91", reason);
                return None;
            }
            AccessLogs::Own(keep) => {
                // Nothing overwrites a log: earlier versions are those that expired.
                let expire = LifecycleRule::new("Expire").expire(keep).expire_noncurrent(days(1));
                stack.add("AccessLogs", Bucket::new(OnDelete::Retain).lifecycle(expire))
            }
            AccessLogs::Existing(bucket) => bucket,
        };
        if bucket.key.is_some() {
            let help = "give a bucket without `.encryption_key(…)`, or `.access_logs(days(90))` for one of its own";
            stack.error("encrypted-log-bucket", "a balancer cannot write to a bucket with a customer key", help);
        }
        bucket.allow(stack, delivery(&bucket, stack.logical_id()));
        // Elastic Load Balancing tries the bucket when the logs are turned on.
        stack.depends_on(balancer, bucket.policy);
        let attributes = [
            attribute("access_logs.s3.enabled", "true"),
            attribute("access_logs.s3.bucket", bucket.name()),
            attribute("access_logs.s3.prefix", stack.logical_id()),
        ];
        stack.append(balancer, "LoadBalancerAttributes", attributes.map(Lit::lit));
        Some(bucket)
    }
}

/// One principal for every region.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html>
fn delivery(bucket: &BucketHandle, prefix: String) -> Statement {
    Statement::allow(["s3:PutObject"])
        .by(Principal::Service("logdelivery.elasticloadbalancing.amazonaws.com"))
        .on(join![bucket.arn(), "/", prefix, "/AWSLogs/", account_id(), "/*"])
}
