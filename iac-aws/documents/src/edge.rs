//! Where requests come in: balancers, distributions, names, certificates, web access control lists.

use crate::words::Words;
use iac_core::check::{Eval, Res};
use serde_json::Value;

pub(crate) fn all(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let balancers = world.all("AWS::ElasticLoadBalancingV2::LoadBalancer").map(|one| balancer(words, one));
    let distributions = world.all("AWS::CloudFront::Distribution").map(|one| {
        let aliases = words.shown(&one.get("DistributionConfig.Aliases"));
        let origins = one.get("DistributionConfig.Origins");
        let origins = origins.items().iter().map(|origin| words.shown(origin.at("DomainName")));
        words.thing_with(
            one,
            object!({
                "aliases": aliases,
                "origins": origins.collect::<Vec<_>>().join(", "),
                "output": words.output(one, &["DomainName"]),
                "id_output": words.output(one, &["Ref", "Id"]),
            }),
        )
    });
    let records = world.all("AWS::Route53::RecordSet").map(|one| {
        let alias = one.get("AliasTarget.DNSName");
        let to = if alias.is_absent() { words.shown(&one.get("ResourceRecords")) } else { words.shown(&alias) };
        words.thing_with(one, object!({"record": words.text(one, "Name"), "kind": words.text(one, "Type"), "to": to, "address": one.get("Type").text().is_some_and(|kind| kind == "A")}))
    });
    let certificates = world.all("AWS::CertificateManager::Certificate").map(|one| {
        let others = words.shown(&one.get("SubjectAlternativeNames"));
        words.thing_with(one, object!({"domain": words.text(one, "DomainName"), "others": others}))
    });
    let lists = world.all("AWS::WAFv2::WebACL").map(|one| words.thing(one));
    let (balancers, distributions) = (balancers.collect::<Vec<_>>(), distributions.collect::<Vec<_>>());
    object!({
        "any": !balancers.is_empty() || !distributions.is_empty(),
        "balancers": balancers,
        "distributions": distributions,
        "records": records.collect::<Vec<_>>(),
        "certificates": certificates.collect::<Vec<_>>(),
        "web_acls": lists.collect::<Vec<_>>(),
    })
}

fn balancer<'g>(words: &Words<'_, 'g>, one: Res<'_, 'g>) -> Value {
    let world = words.world;
    let of = |listener: &Res<'_, 'g>| world.target(&listener.get("LoadBalancerArn")) == Some(one);
    let listeners = world.all("AWS::ElasticLoadBalancingV2::Listener").filter(of);
    let listeners = listeners
        .map(|listener| format!("{} {}", words.shown(&listener.get("Protocol")), words.shown(&listener.get("Port"))));
    let groups = world.all("AWS::ElasticLoadBalancingV2::TargetGroup").filter(|group| is_behind(words, *group, one));
    let groups = groups.map(|group| {
        let path = words.text(group, "HealthCheckPath").unwrap_or_else(|| "/".to_owned());
        let status = words.text(group, "Matcher.HttpCode").unwrap_or_else(|| "200".to_owned());
        words.thing_with(group, object!({"port": words.text(group, "Port"), "health": path, "status": status}))
    });
    words.thing_with(
        one,
        object!({
            "scheme": words.text(one, "Scheme").unwrap_or_else(|| "internet-facing".to_owned()),
            "listeners": listeners.collect::<Vec<_>>().join(", "),
            "target_groups": groups.collect::<Vec<_>>(),
            "output": words.output(one, &["DNSName"]),
        }),
    )
}

/// Whether a listener of the balancer, or a rule of one, leads to the group; one that nothing leads to is behind the first.
fn is_behind<'g>(words: &Words<'_, 'g>, group: Res<'_, 'g>, balancer: Res<'_, 'g>) -> bool {
    let world = words.world;
    let leads = |actions: Eval<'g>| actions.references().iter().any(|one| one.target(world) == Some(group));
    let mut balancers = world
        .all("AWS::ElasticLoadBalancingV2::Listener")
        .filter(|listener| leads(listener.get("DefaultActions")))
        .chain(
            world
                .all("AWS::ElasticLoadBalancingV2::ListenerRule")
                .filter(|rule| leads(rule.get("Actions")))
                .filter_map(|rule| world.target(&rule.get("ListenerArn"))),
        )
        .filter_map(|listener| world.target(&listener.get("LoadBalancerArn")))
        .peekable();
    match balancers.peek() {
        Some(_) => balancers.any(|of| of == balancer),
        None => world.all("AWS::ElasticLoadBalancingV2::LoadBalancer").next() == Some(balancer),
    }
}
