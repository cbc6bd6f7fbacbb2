//! The resources behind a site.

use super::routes::CACHING_OPTIMIZED;
use super::{StaticSite, StaticSiteHandle};
use crate::distribution::{certificate_of, cloudfront_certificate, logging};
use crate::dns_record::CLOUDFRONT_ZONE;
use crate::hosted_zone::is_domain;
use iac_aws_base::policy::{Principal, Statement};
use iac_aws_base::shared::unique_name;
use iac_aws_base::storage::BucketHandle;
use iac_aws_cfn::cloudfront::distribution::{
    DefaultCacheBehavior, DistributionConfig, Origin, S3OriginConfig, ViewerProtocolPolicy,
};
use iac_aws_cfn::cloudfront::origin_access_control::{OriginAccessControlConfig, OriginAccessControlConfigRequired};
use iac_aws_cfn::route53::record_set::AliasTarget;
use iac_aws_cfn::{cloudfront, route53};
use iac_aws_storage::{Bucket, LifecycleRule};
use iac_core::prelude::*;

impl Construct for StaticSite {
    type Handle = StaticSiteHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> StaticSiteHandle {
        self.check(stack);
        // CloudFront keeps what the site is made of by names of the account.
        let name = unique_name(stack, "-", 64);
        let bucket = self.bucket(stack);
        let access_control = OriginAccessControlConfig::new(OriginAccessControlConfigRequired {
            name: name.clone(),
            origin_access_control_origin_type: "s3",
            signing_behavior: "always",
            signing_protocol: "sigv4",
        });
        let access_control = stack.add("AccessControl", cloudfront::OriginAccessControl::new(access_control));
        let headers = self.headers.clone().build(stack, name.clone());
        let router = self.router(stack, &name);

        let files = Origin::new(bucket.bucket.regional_domain_name(), "files")
            .s3_origin_config(S3OriginConfig::new().origin_access_identity(""))
            .origin_access_control_id(access_control.id());
        let mut behavior = DefaultCacheBehavior::new("files", ViewerProtocolPolicy::RedirectToHttps)
            .allowed_methods(["GET", "HEAD", "OPTIONS"])
            .cache_policy_id(Val::imported(CACHING_OPTIMIZED))
            .response_headers_policy_id(headers.id())
            .compress(true);
        if let Some(router) = router {
            behavior = behavior.function_associations(StaticSite::associations(router));
        }
        let (mut origins, behaviors) = self.forwards(stack, headers);
        origins.insert(0, files);
        let mut config = DistributionConfig::new(behavior, true)
            .comment(join![stack.logical_id(), " of stack ", stack_name(), " in ", region()])
            .default_root_object("index.html")
            .http_version("http2and3")
            .ipv6_enabled(true)
            .price_class(self.price_class)
            .origins(origins);
        if !behaviors.is_empty() {
            config = config.cache_behaviors(behaviors);
        }
        if let Some(page) = self.error_page(stack) {
            config = config.custom_error_responses([page]);
        }
        config = match &self.certificate {
            Some(certificate) => {
                config.aliases(self.names.clone()).viewer_certificate(certificate_of(stack, certificate.clone()))
            }
            None => config.viewer_certificate(cloudfront_certificate()),
        };
        if let Some(log_bucket) = &self.log_bucket {
            config = config.logging(logging(stack, log_bucket));
        }
        if let Some(web_acl) = &self.web_acl {
            config = config.web_acl_id(web_acl.for_distribution(stack));
        }
        let distribution = stack.add("", cloudfront::Distribution::new(config));
        self.suppress(stack, distribution);
        for statement in only_from(distribution, &bucket) {
            bucket.allow(stack, statement);
        }
        let records = self.records(stack, distribution);
        let host = self.names.first().map_or_else(|| distribution.domain_name(), |name| Val::imported(name.clone()));
        StaticSiteHandle { bucket, distribution, access_control, headers, router, records, host }
    }
}

impl StaticSite {
    fn check(&self, stack: &mut Stack) {
        for (index, name) in self.names.iter().enumerate() {
            if !is_domain(name) {
                let message = format!("`{name}` is not a domain name");
                stack.error("bad-domain", message, "write it like `www.example.com`, in lower case");
            }
            if self.names[..index].contains(name) {
                stack.error("duplicate-domain", format!("the site has the name `{name}` twice"), "give each name once");
            }
            if let Some(zone) = self.zone.as_ref().filter(|zone| !zone.holds(&Val::imported(name.clone()))) {
                let message = format!("`{name}` is not in the hosted zone `{}`", zone.domain());
                stack.error("name-outside-zone", message, format!("choose a name that ends in `.{}`", zone.domain()));
            }
        }
        if self.names.is_empty() && (self.certificate.is_some() || self.zone.is_some()) {
            let message = "the site has a certificate or a zone, but no name of its own";
            stack.error("no-domain", message, "give `.domain_names([…], certificate)` at least one name");
        }
    }

    fn bucket(&self, stack: &mut Stack) -> BucketHandle {
        let earlier = LifecycleRule::new("EarlierVersions").expire_noncurrent(days(30));
        let mut bucket = Bucket::new(self.on_delete).lifecycle(earlier);
        if let Some(name) = &self.bucket_name {
            bucket = bucket.name(name.clone());
        }
        stack.add("Files", bucket)
    }

    /// Names for IPv4 and IPv6.
    fn records(&self, stack: &mut Stack, site: cloudfront::DistributionRef) -> Vec<route53::RecordSetRef> {
        let Some(zone) = &self.zone else { return Vec::new() };
        let mut records = Vec::new();
        for name in &self.names {
            let host = name.strip_suffix(zone.domain()).unwrap_or(name);
            for (record_type, end) in [("A", ""), ("AAAA", "Ipv6")] {
                let target = AliasTarget::new(site.domain_name(), CLOUDFRONT_ZONE);
                let record = route53::RecordSet::new(name.clone(), record_type)
                    .hosted_zone_id(zone.id())
                    .alias_target(target.evaluate_target_health(false));
                records.push(stack.add(format!("Dns{}{end}", camel(host)), record));
            }
        }
        records
    }

    fn suppress(&self, stack: &mut Stack, distribution: cloudfront::DistributionRef) {
        if self.certificate.is_none() {
            let reason = "CloudFront's own certificate fixes the minimum; a name of one's own gets TLSv1.2_2021";
            stack.suppress(distribution, "CKV_AWS_174", reason);
        }
        if self.web_acl.is_none() {
            let reason = match &*self.forwards {
                [] => "Files are read only: there is nothing that a request could be filtered for",
                _ => "Files are read only, and the hosts that other requests go on to are reached without it too",
            };
            stack.suppress(distribution, "CKV_AWS_68", reason);
        }
        if self.log_bucket.is_none() {
            stack.suppress(distribution, "CKV_AWS_86", "Access logs were not asked for: they cost their storage");
        }
    }
}

/// Only this distribution reads the files. It may list them, so that what is missing is a 404 and not a 403; nobody
/// gets the list, since its root is a page.
fn only_from(distribution: cloudfront::DistributionRef, bucket: &BucketHandle) -> [Statement; 2] {
    let arn = distribution_arn(distribution);
    let by = |statement: Statement| {
        statement.by(Principal::Service("cloudfront.amazonaws.com")).when("StringEquals", "aws:SourceArn", arn.clone())
    };
    [
        by(Statement::allow(["s3:GetObject"]).sid("ReadBySite").on(bucket.objects(""))),
        by(Statement::allow(["s3:ListBucket"]).sid("FindBySite").on(bucket.arn())),
    ]
}

/// Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html>
pub(super) fn distribution_arn(distribution: cloudfront::DistributionRef) -> Val<Str> {
    join!["arn:", partition(), ":cloudfront::", account_id(), ":distribution/", distribution.id()]
}

/// The part of a name before its zone as an id: `app.` is `App`, nothing `Apex`.
fn camel(host: &str) -> String {
    let words = host.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id: String = words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect();
    match host {
        "" => "Apex".to_owned(),
        host if host.starts_with('*') => format!("Any{id}"),
        _ => id,
    }
}
