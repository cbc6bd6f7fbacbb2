//! Static sites: files in a private bucket, delivered by CloudFront.

mod build;
mod csp;
mod handle;
mod headers;
mod routes;

pub use csp::ContentSecurityPolicy;
pub use handle::StaticSiteHandle;
pub use headers::{ReferrerPolicy, SecurityHeaders};
pub use iac_aws_cfn::cloudfront::distribution::PriceClass;

use crate::{Certificate, HostedZoneHandle, WebAclHandle};
use iac_aws_base::storage::{BucketHandle, OnDelete};
use iac_core::prelude::*;
use iac_core::{IntoVal, Text};

/// A site of files: a private bucket (`AWS::S3::Bucket`) that only this CloudFront distribution
/// (`AWS::CloudFront::Distribution`) reads, through origin access control, and answers with security headers
/// ([`SecurityHeaders`]).
///
/// HTTPS only, TLS 1.2 and newer where it has names of its own, compressed, cached as CloudFront's policy
/// `CachingOptimized` says: a day where a file's `Cache-Control` says nothing. Files are under a day old everywhere once
/// a deployment has invalidated what changed ([`StaticSiteHandle::grant_deploy`]). Overwritten and deleted files stay
/// for 30 days as earlier versions. Pay for what passes; the first terabyte a month is free.
/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut certificates = Stack::new("certificates").in_region(Region::US_EAST_1);
/// let mut main = Stack::new("main").in_region(Region::EU_CENTRAL_1);
/// let zone = HostedZone::import("example.com", Val::imported("Z0123456789ABCDEFGHIJ"));
/// let certificate = certificates.add("Site", CertificateRequest::new("www.example.com", &zone));
///
/// let site = StaticSite::new(OnDelete::Retain)
///     .single_page()
///     .forward("/api/*", "api.example.com")
///     .domain_names(["www.example.com"], Certificate::issued(&certificate))
///     .dns(&zone);
/// let site = main.add("Site", site);
/// main.output("SiteUrl", site.url());
/// ```
#[derive(Clone, Debug)]
pub struct StaticSite {
    on_delete: OnDelete,
    bucket_name: Option<Text>,
    single_page: bool,
    not_found: Option<Text>,
    forwards: Vec<(Text, Val<Str>)>,
    headers: SecurityHeaders,
    price_class: PriceClass,
    names: Vec<Text>,
    certificate: Option<Certificate>,
    zone: Option<HostedZoneHandle>,
    web_acl: Option<WebAclHandle>,
    log_bucket: Option<BucketHandle>,
}

impl StaticSite {
    /// A site whose first page is `index.html`, delivered from Europe and North America. `on_delete` says what becomes
    /// of its files.
    pub fn new(on_delete: OnDelete) -> Self {
        StaticSite {
            on_delete,
            bucket_name: None,
            single_page: false,
            not_found: None,
            forwards: Vec::new(),
            headers: SecurityHeaders::new(),
            price_class: PriceClass::PriceClass100,
            names: Vec::new(),
            certificate: None,
            zone: None,
            web_acl: None,
            log_bucket: None,
        }
    }

    /// A name of your own for the bucket. Names are unique among all accounts of the partition: a second copy of the
    /// stack fails anywhere.
    pub fn bucket_name(mut self, name: impl Into<Text>) -> Self {
        self.bucket_name = Some(name.into());
        self
    }

    /// The application in `index.html` answers for every path without a file name extension, such as `/orders/7`. A
    /// function at the edge rewrites the path (`AWS::CloudFront::Function`; 0.10 $ per million requests after the first
    /// two). Error pages would do the same to answers of [`StaticSite::forward`], and show a missing script as a page.
    pub fn single_page(mut self) -> Self {
        self.single_page = true;
        self
    }

    /// The page that is shown, with status 404, where there is no such file: `404.html`.
    pub fn not_found_page(mut self, file: impl Into<Text>) -> Self {
        self.not_found = Some(file.into());
        self
    }

    /// Sends requests under a path, such as `/api/*`, on to another host by HTTPS, which its certificate must bear.
    /// Nothing of it is cached; every method, header but `Host`, cookie and query goes on.
    pub fn forward(mut self, path: impl Into<Text>, host: impl IntoVal<Str>) -> Self {
        self.forwards.push((path.into(), Val::of(host.into_value())));
        self
    }

    /// Other headers than the strict ones.
    pub fn security_headers(mut self, headers: SecurityHeaders) -> Self {
        self.headers = headers;
        self
    }

    /// From where it is delivered; Europe and North America by default, which is the cheapest. Others wait longer.
    pub fn price_class(mut self, class: PriceClass) -> Self {
        self.price_class = class;
        self
    }

    /// Names of your own, with a certificate for them from `us-east-1`: that of a stack in that region, or an imported
    /// one. The first name is the site's address. Without names, CloudFront gives one.
    pub fn domain_names<N: Into<Text>>(mut self, names: impl IntoIterator<Item = N>, certificate: Certificate) -> Self {
        self.names = names.into_iter().map(Into::into).collect();
        self.certificate = Some(certificate);
        self
    }

    /// Points its names at it, for IPv4 and IPv6, in the zone that holds them; free of charge, also per query.
    pub fn dns(mut self, zone: &HostedZoneHandle) -> Self {
        self.zone = Some(zone.clone());
        self
    }

    /// Lets a web access control list for CloudFront look at every request first, made with
    /// [`WebAcl::cloudfront`](crate::WebAcl::cloudfront) in a stack in `us-east-1`.
    pub fn web_acl(mut self, web_acl: &WebAclHandle) -> Self {
        self.web_acl = Some(web_acl.clone());
        self
    }

    /// Writes every request into this bucket, under the site's id. CloudFront writes through access lists, so they are
    /// turned on for that bucket, which is encrypted with S3's own key; public ones stay blocked.
    /// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html>
    pub fn access_logs_to(mut self, bucket: &BucketHandle) -> Self {
        self.log_bucket = Some(*bucket);
        self
    }
}
