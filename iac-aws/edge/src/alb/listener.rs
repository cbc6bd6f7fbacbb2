//! The listeners of a balancer: the main one, the redirect to it, the one for tests.

use super::{AlbListener, FrameOptions};
use crate::Certificate;
use iac_aws_cfn::elastic_load_balancing_v2::listener::{
    Action, ActionType, Certificate as ListenerCertificate, FixedResponseConfig, ListenerAttribute, Protocol,
    RedirectConfig, StatusCode,
};
use iac_aws_cfn::elastic_load_balancing_v2::{self as elb, ListenerRef, LoadBalancerRef};
use iac_aws_cfn::kind::CertificateManagerCertificate;
use iac_core::Text;
use iac_core::prelude::*;

/// TLS 1.2 and 1.3, ciphers with forward secrecy and authenticated encryption only, hybrid post-quantum key exchange
/// for clients that know it. AWS's recommendation and the console's default; without a policy CloudFormation takes one
/// from 2016.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html>
const SSL_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

#[derive(Clone, Copy)]
pub(super) struct Listeners {
    pub(super) main: ListenerRef,
    pub(super) redirect: Option<ListenerRef>,
    pub(super) test: Option<ListenerRef>,
}

type CertificateArn = Val<Arn<CertificateManagerCertificate>>;

pub(super) fn add(
    stack: &mut Stack,
    balancer: LoadBalancerRef,
    listener: AlbListener,
    certificates: Vec<(Text, Certificate)>,
    frames: FrameOptions,
    test_port: Option<u16>,
) -> Listeners {
    let certificate = match listener {
        AlbListener::Https(certificate) => Some(certificate.into_arn(stack)),
        AlbListener::Http => None,
    };
    let main_port = if certificate.is_some() { 443 } else { 80 };
    let main = stack.add("Listener", serve(balancer, main_port, &certificate, frames));
    let test = test_port.map(|port| {
        if port == 80 || port == 443 || port == 0 {
            stack.error(
                "bad-test-port",
                format!("the test listener has port {port}"),
                "choose a free port, such as 8443",
            );
        }
        stack.add("TestListener", serve(balancer, port, &certificate, frames))
    });
    let redirect = certificate.is_some().then(|| {
        let config = RedirectConfig::new(StatusCode::Http301).protocol("HTTPS").port("443");
        let action = Action::new(ActionType::Redirect).redirect_config(config);
        stack.add("RedirectListener", elb::Listener::new([action], balancer.ref_()).port(80).protocol(Protocol::Http))
    });
    if certificate.is_none() {
        for listener in [Some(main), test].into_iter().flatten() {
            let reason = "Plain HTTP inside the VPC was chosen: what stands before this internal balancer ends TLS";
            stack.suppress(listener, "CKV_AWS_2", reason);
            stack.suppress(listener, "CKV_AWS_103", reason);
        }
        if !certificates.is_empty() {
            let help = "make it a balancer with `AlbListener::Https`, or leave `.certificate(…)` out";
            stack.error("certificate-without-https", "the balancer listens to plain HTTP and has certificates", help);
        }
        return Listeners { main, redirect, test };
    }
    for (id, certificate) in certificates {
        stack.add(id, More { certificate, listeners: [Some(main), test] });
    }
    Listeners { main, redirect, test }
}

/// A listener that answers 404 until something is routed.
fn serve(
    balancer: LoadBalancerRef,
    port: u16,
    certificate: &Option<CertificateArn>,
    frames: FrameOptions,
) -> elb::Listener {
    let nothing = FixedResponseConfig::new("404").content_type("text/plain").message_body("Not found");
    let action = Action::new(ActionType::FixedResponse).fixed_response_config(nothing);
    let listener = elb::Listener::new([action], balancer.ref_())
        .port(port)
        .listener_attributes(headers(certificate.is_some(), frames));
    match certificate {
        None => listener.protocol(Protocol::Http),
        Some(arn) => listener
            .protocol(Protocol::Https)
            .ssl_policy(SSL_POLICY)
            .certificates([ListenerCertificate::new().certificate_arn(arn)]),
    }
}

/// Headers that the balancer adds to every answer.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html>
fn headers(https: bool, frames: FrameOptions) -> Vec<ListenerAttribute> {
    let set = |key: &'static str, value: &'static str| ListenerAttribute::new().key(key).value(value);
    let mut headers = vec![
        set("routing.http.response.server.enabled", "false"),
        set("routing.http.response.x_content_type_options.header_value", "nosniff"),
    ];
    match frames {
        FrameOptions::Deny => headers.push(set("routing.http.response.x_frame_options.header_value", "DENY")),
        FrameOptions::SameOrigin => {
            headers.push(set("routing.http.response.x_frame_options.header_value", "SAMEORIGIN"))
        }
        FrameOptions::Anyone => {}
    }
    if https {
        // One year, and not for names below: those may be others'.
        headers.push(set("routing.http.response.strict_transport_security.header_value", "max-age=31536000"));
    }
    headers
}

/// One more certificate, on every listener that shows certificates.
struct More {
    certificate: Certificate,
    listeners: [Option<ListenerRef>; 2],
}

impl Construct for More {
    type Handle = ();
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) {
        let arn = self.certificate.into_arn(stack);
        for (id, listener) in ["Listener", "TestListener"].into_iter().zip(self.listeners) {
            let Some(listener) = listener else { continue };
            let certificate = elb::listener_certificate::Certificate::new().certificate_arn(arn.clone());
            stack.add(id, elb::ListenerCertificate::new([certificate], listener.ref_()));
        }
    }
}
