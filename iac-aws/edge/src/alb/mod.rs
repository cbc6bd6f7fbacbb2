//! Application Load Balancers.

mod access_logs;
mod admission;
mod handle;
mod listener;
mod route;
mod routes;
mod subnets;
mod target_group;

pub use handle::AlbHandle;
pub use route::Route;
pub use routes::RouteHandle;
pub use subnets::InternalSubnets;
pub use target_group::Algorithm;

use crate::{Certificate, WebAclHandle, whole_seconds};
use access_logs::AccessLogs;
use admission::Admission;
use iac_aws_base::network::{Outbound, PublicSubnets, Subnets};
use iac_aws_base::shared::OwnSecurityGroup;
use iac_aws_base::storage::BucketHandle;
use iac_aws_cfn::elastic_load_balancing_v2 as elb;
use iac_aws_cfn::elastic_load_balancing_v2::load_balancer::{LoadBalancerAttribute, Scheme};
use iac_core::prelude::*;
use iac_core::{IntoCidr, IntoVal, Text};

/// An Application Load Balancer (`AWS::ElasticLoadBalancingV2::LoadBalancer`): about 16 USD a month and what passes
/// through it.
///
/// It answers 404 until something is routed: [`AlbHandle::route_to`] for one service behind everything,
/// [`AlbHandle::route`] by host and path. By default it takes TLS 1.2 and 1.3 with forward secrecy and post-quantum key
/// exchange, sends plain HTTP on to HTTPS, drops headers with invalid names, and adds the headers
/// `Strict-Transport-Security`, `X-Content-Type-Options` and `X-Frame-Options` to every answer. HTTP/2 and the
/// mitigation of request smuggling (`defensive`) are on at AWS.
///
/// Deletion protection is off: a balancer holds no data, and CloudFormation can neither delete nor replace a protected
/// one. Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
/// let alb = stack.add(
///     "Alb",
///     Alb::internet_facing(vpc.public(), Certificate::parameter("CertificateArn"))
///         .idle_timeout(seconds(330))
///         .access_logs(days(90)),
/// );
/// stack.output("BalancerName", alb.dns_name());
/// ```
#[derive(Clone, Debug)]
pub struct Alb {
    scheme: Scheme,
    subnets: Subnets,
    listener: AlbListener,
    certificates: Vec<(Text, Certificate)>,
    domain_name: Option<Val<Str>>,
    admissions: Vec<Admission>,
    test_listener: Option<(u16, Cidr)>,
    frame_options: FrameOptions,
    idle_timeout: Duration,
    access_logs: AccessLogs,
    deletion_protection: bool,
    web_acl: Option<WebAclHandle>,
}

/// What a balancer that only the VPC reaches listens to.
#[derive(Clone, Debug)]
pub enum AlbListener {
    /// HTTPS on port 443, and a redirect to it on port 80.
    Https(Certificate),
    /// HTTP on port 80, in plain text: for a balancer behind a CloudFront VPC origin, which ends TLS and for which
    /// nobody owns a name that a certificate could bear.
    Http,
}

/// Who may show pages of the application inside a frame of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameOptions {
    /// Nobody.
    Deny,
    /// Pages of the same origin.
    SameOrigin,
    /// Everybody: the header is not sent.
    Anyone,
}

impl Alb {
    /// A balancer that the internet reaches, from everywhere unless [`Alb::admit`] says from where. Its subnets are
    /// public and in at least two zones.
    pub fn internet_facing(subnets: PublicSubnets, certificate: Certificate) -> Self {
        Alb::new(Scheme::InternetFacing, Subnets::clone(&subnets), AlbListener::Https(certificate))
    }

    /// A balancer that only the VPC reaches. It admits nobody but what connects to it
    /// ([`Connects::connects_to`](iac_aws_base::network::Connects::connects_to)), a
    /// [`Distribution`](crate::Distribution) before it, and networks given to [`Alb::admit`].
    pub fn internal(subnets: impl InternalSubnets, listener: AlbListener) -> Self {
        Alb::new(Scheme::Internal, subnets.into_subnets(), listener)
    }

    fn new(scheme: Scheme, subnets: Subnets, listener: AlbListener) -> Self {
        Alb {
            scheme,
            subnets,
            listener,
            certificates: Vec::new(),
            domain_name: None,
            admissions: Vec::new(),
            test_listener: None,
            frame_options: FrameOptions::Deny,
            idle_timeout: seconds(60),
            access_logs: AccessLogs::Off,
            deletion_protection: false,
            web_acl: None,
        }
    }

    /// Another certificate, for clients that ask for one of its names (SNI); up to 25. The id names it among those of
    /// this balancer.
    pub fn certificate(mut self, id: impl Into<Text>, certificate: Certificate) -> Self {
        self.certificates.push((id.into(), certificate));
        self
    }

    /// The name that the certificate bears and that DNS points at the balancer. It becomes the host in
    /// [`AlbHandle::url`]; a browser refuses the balancer's own name, which no certificate bears.
    pub fn domain_name(mut self, name: impl IntoVal<Str>) -> Self {
        self.domain_name = Some(Val::of(name.into_value()));
        self
    }

    /// Admits a network, and on an internet-facing balancer only the networks that are given. The id names it among
    /// those of this balancer.
    pub fn admit(mut self, id: impl Into<Text>, network: impl IntoCidr) -> Self {
        self.admissions.push(Admission::new(id, Val::of(network.into_value())));
        self
    }

    /// Listens on another port for tests of a new version before users see it: blue/green, linear and canary
    /// deployments route it to the new tasks. Only this network is admitted there.
    pub fn test_listener(mut self, port: u16, from: Cidr) -> Self {
        self.test_listener = Some((port, from));
        self
    }

    /// Who may frame the application's pages; nobody by default.
    pub fn frame_options(mut self, options: FrameOptions) -> Self {
        self.frame_options = options;
        self
    }

    /// How long a connection may be silent: 1 to 4,000 seconds, 60 by default. Longer than the longest pause of a
    /// streamed answer, and shorter than the application's own keep-alive, or clients see status 502.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// Writes every request into a bucket of its own, where it stays for this time. The bucket is kept when the stack
    /// is deleted, because one with objects cannot be deleted; the objects in it still expire. Costs what S3 costs.
    pub fn access_logs(mut self, keep: Duration) -> Self {
        self.access_logs = AccessLogs::Own(keep);
        self
    }

    /// Writes every request into this bucket, under the balancer's id, and lets Elastic Load Balancing do so in its
    /// policy. The bucket is in the same region and encrypted with S3's own key, not with one of yours.
    pub fn access_logs_to(mut self, bucket: &BucketHandle) -> Self {
        self.access_logs = AccessLogs::Existing(*bucket);
        self
    }

    /// Protects the balancer from deletion. Before it can be deleted or replaced, a deployment must take the protection
    /// away again.
    pub fn deletion_protection(mut self) -> Self {
        self.deletion_protection = true;
        self
    }

    /// Lets a web access control list look at every request first.
    pub fn web_acl(mut self, web_acl: &WebAclHandle) -> Self {
        self.web_acl = Some(web_acl.clone());
        self
    }

    fn check(&self, stack: &mut Stack) {
        whole_seconds::check(stack, "bad-idle-timeout", "idle timeout", self.idle_timeout, 1..=4_000);
        self.subnets.require(stack, "a balancer", 2);
        if self.certificates.len() > 25 {
            let message = format!("{} certificates besides the first", self.certificates.len());
            stack.error("too-many-certificates", message, "a balancer takes 25; use a wildcard, or a second balancer");
        }
    }
}

impl Construct for Alb {
    type Handle = AlbHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> AlbHandle {
        self.check(stack);
        let description = format!("Load balancer {}", stack.logical_id());
        let group = OwnSecurityGroup::new(&self.subnets, description, Outbound::Closed);
        let group = stack.add("SecurityGroup", group).of_construct(stack);
        let balancer = elb::LoadBalancer::new()
            .type_(elb::load_balancer::Type::Application)
            .scheme(self.scheme)
            .subnets(self.subnets.ids())
            .security_groups([group.group_id()])
            .load_balancer_attributes([
                attribute("deletion_protection.enabled", self.deletion_protection.to_string()),
                attribute("idle_timeout.timeout_seconds", self.idle_timeout.as_secs().to_string()),
                attribute("routing.http.drop_invalid_header_fields.enabled", "true"),
            ]);
        let balancer = stack.add("", balancer);
        if matches!(self.scheme, Scheme::InternetFacing) {
            self.subnets.created_before(stack, balancer);
        }
        let log_bucket = self.access_logs.write(stack, balancer);
        let listeners = listener::add(stack, balancer, self.listener, self.certificates, self.frame_options, {
            self.test_listener.map(|(port, _)| port)
        });
        admission::admit(stack, group, &listeners, self.scheme, self.admissions, self.test_listener);
        if let Some(web_acl) = self.web_acl {
            web_acl.protect(stack, balancer);
        }
        AlbHandle {
            load_balancer: balancer,
            listener: listeners.main,
            redirect_listener: listeners.redirect,
            test_listener: listeners.test,
            group,
            log_bucket,
            vpc: self.subnets.vpc_id(),
            domain_name: self.domain_name,
            internal: matches!(self.scheme, Scheme::Internal),
            scope: stack.scope(),
        }
    }
}

fn attribute(key: &'static str, value: impl IntoVal<Str>) -> LoadBalancerAttribute {
    LoadBalancerAttribute::new().key(key).value(value)
}
