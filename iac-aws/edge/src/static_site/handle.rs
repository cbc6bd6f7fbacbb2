//! What others need of a site.

use super::build::distribution_arn;
use crate::address;
use iac_aws_base::policy::Statement;
use iac_aws_base::storage::BucketHandle;
use iac_aws_cfn::{cloudfront, route53};
use iac_core::prelude::*;

/// A site in a stack.
#[derive(Clone, Debug)]
pub struct StaticSiteHandle {
    /// The bucket of its files.
    pub bucket: BucketHandle,
    /// What delivers them.
    pub distribution: cloudfront::DistributionRef,
    /// What lets the distribution read the bucket.
    pub access_control: cloudfront::OriginAccessControlRef,
    /// The headers of its answers.
    pub headers: cloudfront::ResponseHeadersPolicyRef,
    /// What sends the application's own paths to its page.
    pub router: Option<cloudfront::FunctionRef>,
    /// Its names.
    pub records: Vec<route53::RecordSetRef>,
    pub(super) host: Val<Str>,
}

impl StaticSiteHandle {
    /// The address for users, with the first name of its own where it has one.
    pub fn url(&self) -> Val<Str> {
        address("https", &self.host)
    }

    /// CloudFront's name for it, `….cloudfront.net`, that names of your own point at.
    pub fn domain_name(&self) -> Val<Str> {
        self.distribution.domain_name()
    }

    /// For the policy of the role that deploys the site: `aws s3 sync --delete` into the bucket, and
    /// `aws cloudfront create-invalidation`, which the first 1,000 paths of a month cost nothing.
    /// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html>
    pub fn grant_deploy(&self) -> Vec<Statement> {
        let invalidate = Statement::allow(["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"])
            .on(distribution_arn(self.distribution));
        let bucket = &self.bucket;
        let grants = [bucket.grant_read(""), bucket.grant_write(""), bucket.grant_delete(""), vec![invalidate]];
        grants.into_iter().flatten().collect()
    }
}
