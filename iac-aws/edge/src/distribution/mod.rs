//! Content delivery: HTTPS without a domain of one's own, before a balancer that the internet does not reach.

mod domain;
mod origin_facing;

pub(super) use domain::{certificate_of, cloudfront_certificate};

use crate::address;
use crate::{AlbHandle, Certificate, WebAclHandle, whole_seconds};
use domain::{Domain, Shown};
use iac_aws_base::network::{Connectable, Listens, PublicSubnets};
use iac_aws_base::storage::BucketHandle;
use iac_aws_cfn::cloudfront::distribution::{
    DefaultCacheBehavior, DistributionConfig, Logging, Origin, PriceClass, ViewerProtocolPolicy, VpcOriginConfig,
};
use iac_aws_cfn::cloudfront::vpc_origin::{OriginProtocolPolicy, VpcOriginEndpointConfig};
use iac_aws_cfn::s3::bucket::{ObjectOwnership, OwnershipControls, OwnershipControlsRule};
use iac_aws_cfn::{cloudfront, ec2};
use iac_core::prelude::*;
use iac_core::{ConditionRef, IntoVal, select, split, stack_id};

/// AWS's own policies, by ids that are the same in every account.
/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html>
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html>
const ALL_VIEWER: &str = "216adef6-5c7f-47e4-b989-5492eafa07d3";
/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html>
const SECURITY_HEADERS: &str = "67f7725c-6f97-4210-82d7-5512b31e9d03";

/// A CloudFront distribution (`AWS::CloudFront::Distribution`) before an internal balancer, which it reaches through a
/// VPC origin (`AWS::CloudFront::VpcOrigin`): HTTPS under a name of CloudFront's, and nothing in the VPC is open to the
/// internet.
///
/// It caches nothing and hands every method, header, cookie and query on, so it fits an application. HTTP is sent on to
/// HTTPS; answers bear CloudFront's security headers (HSTS, nosniff, frames of the same origin only). Pay for what
/// passes; the first terabyte a month is free.
///
/// The VPC needs an internet gateway, and the balancer's subnets a free address. WebSockets and gRPC do not pass, and
/// an answer must not pause longer than two minutes. Creation takes up to 25 minutes, deletion as long. CloudFront
/// does not take the zones `use1-az3`, `usw1-az2`, `apne1-az3` and `cac1-az3`.
/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("trial");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
/// let alb = stack.add("Alb", Alb::internal(vpc.isolated(), AlbListener::Http));
/// let cdn = stack.add("Cdn", Distribution::before(&alb, vpc.public()));
/// stack.output("ApplicationUrl", cdn.url());
/// ```
#[derive(Clone, Debug)]
pub struct Distribution {
    alb: AlbHandle,
    public: PublicSubnets,
    domain: Option<Domain>,
    read_timeout: Duration,
    log_bucket: Option<BucketHandle>,
    web_acl: Option<WebAclHandle>,
}

impl Distribution {
    /// A distribution before this balancer, made with [`Alb::internal`](crate::Alb::internal). The balancer's
    /// security group admits CloudFront, which takes 55 of the 60 rules that a group has by default.
    ///
    /// A balancer with HTTPS needs a name of your own here: CloudFront hands the host that users ask for on, and refuses
    /// a balancer whose certificate does not bear it.
    ///
    /// The public subnets are those of the balancer's VPC. Nothing stands in them, but their way to the internet
    /// gateway shows that there is one, and it is there before the VPC origin.
    pub fn before(alb: &AlbHandle, public: PublicSubnets) -> Self {
        let alb = alb.clone();
        Distribution { alb, public, domain: None, read_timeout: seconds(120), log_bucket: None, web_acl: None }
    }

    /// A name of your own, with a certificate for it from `us-east-1`. Point the name at the distribution with
    /// [`DnsRecord::alias_to_distribution`](crate::DnsRecord::alias_to_distribution) or a `CNAME`.
    pub fn domain_name(mut self, name: impl IntoVal<Str>, certificate: Certificate) -> Self {
        self.domain = Some(Domain { name: Val::of(name.into_value()), certificate, when: None });
        self
    }

    /// A name of your own where a condition holds, such as a parameter that is not empty; CloudFront's name otherwise.
    pub fn domain_name_when(mut self, when: ConditionRef, name: impl IntoVal<Str>, certificate: Certificate) -> Self {
        self.domain = Some(Domain { name: Val::of(name.into_value()), certificate, when: Some(when) });
        self
    }

    /// How long the balancer may be silent before and inside an answer: 1 to 120 seconds, which is the default. A
    /// stream that pauses longer needs a sign of life in between.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = timeout;
        self
    }

    /// Writes every request into this bucket, under the distribution's id. CloudFront writes through access lists, so
    /// they are turned on for the bucket; public ones stay blocked. The bucket is encrypted with S3's own key and not
    /// in a region that an account must opt in to.
    /// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html>
    pub fn access_logs_to(mut self, bucket: &BucketHandle) -> Self {
        self.log_bucket = Some(*bucket);
        self
    }

    /// Lets a web access control list for CloudFront look at every request first: [`crate::WebAcl::cloudfront`].
    pub fn web_acl(mut self, web_acl: &WebAclHandle) -> Self {
        self.web_acl = Some(web_acl.clone());
        self
    }

    fn check(&self, stack: &mut Stack) {
        if !self.alb.internal {
            let help = "make the balancer with `Alb::internal(vpc.private(), AlbListener::Http)`";
            stack.error("origin-not-internal", "a VPC origin reaches internal balancers only", help);
        }
        if self.alb.internal && self.alb.is_https() && self.domain.as_ref().is_none_or(|domain| domain.when.is_some()) {
            let message = "the balancer's certificate would have to bear CloudFront's name, and none does";
            let help = "give the distribution a `.domain_name(…)` that the certificate bears, or let the balancer listen \
                        with `AlbListener::Http`";
            stack.error("origin-certificate", message, help);
        }
        self.public.require(stack, "the internet gateway of a VPC origin", 1);
        whole_seconds::check(stack, "bad-read-timeout", "read timeout", self.read_timeout, 1..=120);
    }

    /// The way from CloudFront into the VPC.
    fn origin(&self, stack: &mut Stack) -> cloudfront::VpcOriginRef {
        let group = self.alb.security_group();
        let prefix_list = origin_facing::prefix_list(stack);
        let rule = ec2::SecurityGroupIngress::new("tcp")
            .group_id(group.group_id())
            .source_prefix_list_id(prefix_list)
            .from_port(self.alb.port())
            .to_port(self.alb.port())
            .description("From CloudFront through its VPC origin");
        stack.add("Ingress", rule);
        // The name is one for all of CloudFront's regions; the unique end of the stack's id keeps two copies apart.
        let unique: Val<Str> = select(2, split("/", stack_id()));
        let name = join![unique, format!("-{}", stack.logical_id())];
        let protocol =
            if self.alb.is_https() { OriginProtocolPolicy::HttpsOnly } else { OriginProtocolPolicy::HttpOnly };
        let endpoint = VpcOriginEndpointConfig::new(self.alb.load_balancer.ref_(), name)
            .http_port(80)
            .https_port(443)
            .origin_protocol_policy(protocol)
            .origin_ssl_protocols(["TLSv1.2"]);
        let origin = stack.add("VpcOrigin", cloudfront::VpcOrigin::new(endpoint));
        stack.depends_on(origin, self.alb.listener);
        self.public.created_before(stack, origin);
        origin
    }
}

/// A distribution in a stack.
#[derive(Clone, Debug)]
pub struct DistributionHandle {
    /// The resource.
    pub distribution: cloudfront::DistributionRef,
    /// The way into the VPC.
    pub vpc_origin: cloudfront::VpcOriginRef,
    host: Val<Str>,
}

impl DistributionHandle {
    /// The address for users, with the name of your own where there is one.
    pub fn url(&self) -> Val<Str> {
        address("https", &self.host)
    }

    /// CloudFront's name for it, `….cloudfront.net`, that a name of your own points at.
    pub fn domain_name(&self) -> Val<Str> {
        self.distribution.domain_name()
    }
}

impl Construct for Distribution {
    type Handle = DistributionHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> DistributionHandle {
        self.check(stack);
        let vpc_origin = self.origin(stack);
        let origin = Origin::new(self.alb.dns_name(), "balancer").vpc_origin_config(
            VpcOriginConfig::new(vpc_origin.id())
                .origin_read_timeout(i64::try_from(self.read_timeout.as_secs()).unwrap_or(120))
                // Shorter than the balancer's own 60 seconds, or a request meets a connection that is just closing.
                .origin_keepalive_timeout(30),
        );
        let behavior = DefaultCacheBehavior::new("balancer", ViewerProtocolPolicy::RedirectToHttps)
            .allowed_methods(["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"])
            .cache_policy_id(Val::imported(CACHING_DISABLED))
            .origin_request_policy_id(Val::imported(ALL_VIEWER))
            .response_headers_policy_id(Val::imported(SECURITY_HEADERS))
            // Compression holds back the beginning of a stream.
            .compress(false);
        let mut config = DistributionConfig::new(behavior, true)
            .comment(join![stack.logical_id(), " of stack ", stack_name(), " in ", region()])
            .http_version("http2and3")
            .ipv6_enabled(false)
            .price_class(PriceClass::PriceClassAll)
            .origins([origin]);
        let own = self.domain.map(|domain| domain.resolve(stack));
        config = match &own {
            Some(own) => config.aliases(&own.aliases).viewer_certificate(&own.certificate),
            None => config.viewer_certificate(cloudfront_certificate()),
        };
        if let Some(bucket) = &self.log_bucket {
            config = config.logging(logging(stack, bucket));
        }
        let has_web_acl = self.web_acl.is_some();
        if let Some(web_acl) = self.web_acl {
            config = config.web_acl_id(web_acl.for_distribution(stack));
        }
        let distribution = stack.add("", cloudfront::Distribution::new(config));
        if !own.as_ref().is_some_and(Shown::always) {
            let reason = "CloudFront's own certificate fixes the minimum; a name of one's own gets TLSv1.2_2021";
            stack.suppress(distribution, "CKV_AWS_174", reason);
        }
        if !has_web_acl {
            let reason = "A list for CloudFront lives in us-east-1 only; one on the balancer sees the same requests";
            stack.suppress(distribution, "CKV_AWS_68", reason);
        }
        if self.log_bucket.is_none() {
            let reason = "Access logs were not asked for: the application logs its requests itself";
            stack.suppress(distribution, "CKV_AWS_86", reason);
        }
        let host = match own {
            Some(own) => own.host(distribution),
            None => distribution.domain_name(),
        };
        DistributionHandle { distribution, vpc_origin, host }
    }
}

/// Lets CloudFront write its logs into a bucket.
pub(super) fn logging(stack: &mut Stack, bucket: &BucketHandle) -> Logging {
    if bucket.key.is_some() {
        let help = "give a bucket without `.encryption_key(…)`";
        stack.error("encrypted-log-bucket", "CloudFront cannot write to a bucket with a customer key", help);
    }
    let owner = OwnershipControlsRule::new().object_ownership(ObjectOwnership::BucketOwnerPreferred);
    stack.modify(bucket.bucket, |bucket| bucket.ownership_controls(OwnershipControls::new([owner])));
    Logging::new().bucket(bucket.bucket.domain_name()).prefix(format!("{}/", stack.logical_id()))
}
