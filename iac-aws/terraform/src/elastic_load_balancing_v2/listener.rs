//! Listeners, and their certificates beside the first.

use super::action::ACTION;
use super::listener_attributes::ATTRIBUTES;
use super::listener_rule::is_shifted;
use crate::prelude::*;

pub(super) const LISTENER: ResourceMap = ResourceMap::new("AWS::ElasticLoadBalancingV2::Listener", "aws_lb_listener")
    .reference("arn")
    .attributes(&[("ListenerArn", "arn")])
    .properties(&[
        ("AlpnPolicy", To::By(alpn_policy)),
        ("Certificates", To::By(certificates)),
        ("DefaultActions", To::Block("default_action", ACTION)),
        ("ListenerAttributes", To::ByKey("Key", "Value", ATTRIBUTES)),
    ])
    .finish(|s| {
        if is_shifted(s) {
            s.ignore_changes("default_action");
        }
    });

pub(super) const LISTENER_CERTIFICATE: ResourceMap =
    ResourceMap::new("AWS::ElasticLoadBalancingV2::ListenerCertificate", "aws_lb_listener_certificate")
        .properties(&[("Certificates", To::By(certificates))]);

/// A list of exactly one in CloudFormation.
fn alpn_policy<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let term = match s.term(&field.value) {
        Term::List(mut items) if items.len() == 1 => items.remove(0),
        list => Term::Expression(format!("one({})", list.to_hcl())),
    };
    s.set("alpn_policy", term);
}

/// The first is the resource's own, each other one a resource.
fn certificates<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let mut count = 0;
    s.each(&field.value, &mut |s, item| {
        let Value::Map(fields) = item else {
            s.error("terraform", "a certificate is an expression", "give an object with its `CertificateArn`");
            return;
        };
        count += 1;
        if count == 1 {
            s.fields(fields, &[]);
            return;
        }
        let listener = match s.property("ListenerArn") {
            Some(listener) => s.term(listener),
            None => s.reference("arn"),
        };
        s.part("aws_lb_listener_certificate", &count.to_string(), |s| {
            s.set("listener_arn", listener);
            s.fields(fields, &[]);
        });
    });
}
