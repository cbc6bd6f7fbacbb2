//! Who may reach a balancer.

use super::listener::Listeners;
use iac_aws_base::network::SecurityGroupHandle;
use iac_aws_cfn::ec2;
use iac_aws_cfn::elastic_load_balancing_v2::load_balancer::Scheme;
use iac_core::prelude::*;
use iac_core::{IntoVal, Text};

/// A network that is admitted, under an id.
#[derive(Clone, Debug)]
pub(super) struct Admission {
    id: Text,
    network: Val<Cidr4>,
}

impl Admission {
    pub(super) fn new(id: impl Into<Text>, network: Val<Cidr4>) -> Self {
        Admission { id: id.into(), network }
    }

    fn anywhere() -> Self {
        Admission::new("Anywhere", Val::of(IntoVal::<Cidr4>::into_value(Cidr::ANYWHERE)))
    }

    fn is_anywhere(&self) -> bool {
        self.network.value().as_str() == Some("0.0.0.0/0")
    }
}

pub(super) fn admit(
    stack: &mut Stack,
    group: SecurityGroupHandle,
    listeners: &Listeners,
    scheme: Scheme,
    mut admissions: Vec<Admission>,
    test: Option<(u16, Cidr)>,
) {
    if admissions.is_empty() && matches!(scheme, Scheme::InternetFacing) {
        admissions.push(Admission::anywhere());
    }
    let https = listeners.redirect.is_some();
    for admission in &admissions {
        if https {
            rule(stack, group, admission, 443, "Https");
            let plain = rule(stack, group, admission, 80, "Http");
            if admission.is_anywhere() {
                stack.suppress(plain, "CKV_AWS_260", "Port 80 answers with a redirect to HTTPS and nothing else");
            }
        } else {
            rule(stack, group, admission, 80, "Http");
        }
    }
    if let Some((port, network)) = test {
        let tests = Admission::new("Tests", Val::of(IntoVal::<Cidr4>::into_value(network)));
        rule(stack, group, &tests, port, "");
    }
}

fn rule(
    stack: &mut Stack,
    group: SecurityGroupHandle,
    admission: &Admission,
    port: u16,
    suffix: &str,
) -> ec2::SecurityGroupIngressRef {
    let Admission { id, network } = admission;
    let rule = ec2::SecurityGroupIngress::new("tcp")
        .group_id(group.group_id())
        .cidr_ip(network)
        .from_port(port)
        .to_port(port)
        .description(format!("From {id} on port {port}"));
    stack.add(format!("From{id}{suffix}"), rule)
}
