use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// An attribute of a load balancer or of a target group has a value that it does not take.
    ///
    /// Attributes are pairs of texts, which only Elastic Load Balancing looks at: it refuses them when the stack is
    /// deployed.
    ///
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html>,
    /// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html>
    pub(crate) BALANCER_ATTRIBUTE: "balancer-attribute", Error, check
}

enum Takes {
    Flag,
    Range(i64, i64),
    /// Nothing, or a range.
    ZeroOr(i64, i64),
    One(&'static [&'static str]),
}

const OF_BALANCERS: &[(&str, Takes)] = &[
    ("deletion_protection.enabled", Takes::Flag),
    ("access_logs.s3.enabled", Takes::Flag),
    ("connection_logs.s3.enabled", Takes::Flag),
    ("load_balancing.cross_zone.enabled", Takes::Flag),
    ("idle_timeout.timeout_seconds", Takes::Range(1, 4000)),
    ("client_keep_alive.seconds", Takes::Range(60, 604_800)),
    ("routing.http2.enabled", Takes::Flag),
    ("routing.http.drop_invalid_header_fields.enabled", Takes::Flag),
    ("routing.http.preserve_host_header.enabled", Takes::Flag),
    ("routing.http.xff_client_port.enabled", Takes::Flag),
    ("routing.http.xff_header_processing.mode", Takes::One(&["append", "preserve", "remove"])),
    ("routing.http.desync_mitigation_mode", Takes::One(&["monitor", "defensive", "strictest"])),
    ("waf.fail_open.enabled", Takes::Flag),
];

const OF_TARGETS: &[(&str, Takes)] = &[
    ("deregistration_delay.timeout_seconds", Takes::Range(0, 3600)),
    ("deregistration_delay.connection_termination.enabled", Takes::Flag),
    ("stickiness.enabled", Takes::Flag),
    ("stickiness.lb_cookie.duration_seconds", Takes::Range(1, 604_800)),
    ("stickiness.app_cookie.duration_seconds", Takes::Range(1, 604_800)),
    ("slow_start.duration_seconds", Takes::ZeroOr(30, 900)),
    ("preserve_client_ip.enabled", Takes::Flag),
    ("proxy_protocol_v2.enabled", Takes::Flag),
    ("lambda.multi_value_headers.enabled", Takes::Flag),
    ("load_balancing.cross_zone.enabled", Takes::One(&["true", "false", "use_load_balancer_configuration"])),
    ("load_balancing.algorithm.type", Takes::One(&["round_robin", "least_outstanding_requests", "weighted_random"])),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for balancer in world.all("AWS::ElasticLoadBalancingV2::LoadBalancer") {
        attributes(findings, balancer, "LoadBalancerAttributes", OF_BALANCERS);
    }
    for group in world.all("AWS::ElasticLoadBalancingV2::TargetGroup") {
        attributes(findings, group, "TargetGroupAttributes", OF_TARGETS);
    }
}

fn attributes<'g>(findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, property: &str, known: &[(&str, Takes)]) {
    for attribute in res.get(property).items() {
        let (key, value) = (attribute.at("Key"), attribute.at("Value"));
        let Some((key, takes)) = key.text().and_then(|key| known.iter().find(|(name, _)| *name == key)) else {
            continue;
        };
        if let Some(help) = wrong(takes, value) {
            let message = format!("the attribute `{key}` of {} does not take `{}`", res.path(), value.shown());
            findings.at(res, property, message, help);
        }
    }
}

/// What to write instead of a value that is not taken.
fn wrong(takes: &Takes, value: &Eval<'_>) -> Option<String> {
    let text = value.text()?;
    let (is_taken, help) = match takes {
        Takes::Flag => (text == "true" || text == "false", "write `true` or `false`".to_owned()),
        Takes::Range(least, most) => {
            (value.int().is_some_and(|it| it >= *least && it <= *most), format!("write {least} to {most}"))
        }
        Takes::ZeroOr(least, most) => {
            let fits = value.int().is_some_and(|it| it == 0 || it >= *least && it <= *most);
            (fits, format!("write 0, or {least} to {most}"))
        }
        Takes::One(values) => (values.contains(&&*text), format!("write one of `{}`", values.join("`, `"))),
    };
    (!is_taken).then_some(help)
}

#[cfg(test)]
mod tests {
    use super::BALANCER_ATTRIBUTE;
    use crate::testing::{finds, silent};

    fn balancer(key: &str, value: &str) -> String {
        format!(
            "Resources:\n  L: {{Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {{LoadBalancerAttributes: [{{Key: {key}, \
             Value: {value}}}]}}}}\n"
        )
    }

    fn targets(key: &str, value: &str) -> String {
        balancer(key, value).replace("LoadBalancer,", "TargetGroup,").replace("LoadBalancerAttr", "TargetGroupAttr")
    }

    #[test]
    fn values_that_are_not_taken() {
        finds(BALANCER_ATTRIBUTE, &balancer("idle_timeout.timeout_seconds", "'9000'"), "L", "does not take `9000`");
        finds(BALANCER_ATTRIBUTE, &balancer("deletion_protection.enabled", "'yes'"), "L", "does not take `yes`");
        finds(BALANCER_ATTRIBUTE, &targets("slow_start.duration_seconds", "10"), "L", "does not take `10`");
        finds(BALANCER_ATTRIBUTE, &targets("load_balancing.algorithm.type", "random"), "L", "does not take `random`");
    }

    #[test]
    fn values_that_are_taken() {
        silent(BALANCER_ATTRIBUTE, &balancer("idle_timeout.timeout_seconds", "4000"));
        silent(BALANCER_ATTRIBUTE, &balancer("deletion_protection.enabled", "true"));
        silent(BALANCER_ATTRIBUTE, &balancer("access_logs.s3.bucket", "anything"));
        silent(BALANCER_ATTRIBUTE, &targets("slow_start.duration_seconds", "0"));
        silent(BALANCER_ATTRIBUTE, &targets("deregistration_delay.timeout_seconds", "!ImportValue delay"));
    }
}
