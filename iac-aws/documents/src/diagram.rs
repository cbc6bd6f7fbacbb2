//! The proven ways between things, and a picture of them in the language of Mermaid.
//! Source: <https://mermaid.js.org/syntax/flowchart.html>

use crate::network::{Tier, subnets, tier_of};
use crate::words::Words;
use iac_core::check::{Eval, Flow, Res};
use serde_json::Value;
use std::collections::BTreeMap;

/// From where to where, over what, and whether something asks for it.
type Way = (String, String, Vec<String>, bool);

pub(crate) fn flows(ways: Vec<Way>) -> Value {
    let row =
        |(from, to, over, proven): Way| object!({"from": from, "to": to, "over": over.join(", "), "proven": proven});
    ways.into_iter().map(row).collect::<Vec<_>>().into()
}

/// The ways, those between the same two things together.
pub(crate) fn ways(words: &Words<'_, '_>, flows: Vec<Flow>) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for flow in flows {
        let (from, to) = (words.name_of_path(&flow.from), words.name_of_path(&flow.to));
        match ways.iter_mut().find(|way| way.0 == from && way.1 == to && way.3 == flow.declared) {
            Some(way) if way.2.contains(&flow.over) => {}
            Some(way) => way.2.push(flow.over),
            None => ways.push((from, to, vec![flow.over], flow.declared)),
        }
    }
    ways
}

/// What the picture shows besides the ends of ways, and the property that says in which subnets it stands.
const SHOWN: &[(&str, &str, &str)] = &[
    ("AWS::CloudFront::Distribution", "", "CloudFront"),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Subnets", "balancer"),
    ("AWS::ECS::Service", "NetworkConfiguration.AwsvpcConfiguration.Subnets", "service"),
    ("AWS::EC2::Instance", "SubnetId", "instance"),
    ("AWS::AutoScaling::AutoScalingGroup", "VPCZoneIdentifier", "instances"),
    ("AWS::Lambda::Function", "VpcConfig.SubnetIds", "function"),
    ("AWS::Lightsail::Container", "", "Lightsail"),
    ("AWS::Lightsail::Database", "", "Lightsail database"),
    ("AWS::RDS::DBInstance", "DBSubnetGroupName", "database"),
    ("AWS::RDS::DBCluster", "DBSubnetGroupName", "database"),
    ("AWS::RDS::DBProxy", "VpcSubnetIds", "proxy"),
    ("AWS::ElastiCache::ReplicationGroup", "CacheSubnetGroupName", "cache"),
    ("AWS::ElastiCache::ServerlessCache", "SubnetIds", "cache"),
    ("AWS::DynamoDB::Table", "", "table"),
    ("AWS::S3::Bucket", "", "bucket"),
    ("AWS::Scheduler::Schedule", "", "schedule"),
];

/// A thing in the picture.
struct Shape {
    name: String,
    sort: &'static str,
    place: Option<(String, Tier)>,
}

pub(crate) fn mermaid(words: &Words<'_, '_>, ways: &[Way]) -> String {
    let world = words.world;
    let mut boxes: Vec<Shape> = Vec::new();
    for (kind, property, sort) in SHOWN {
        for one in world.all(kind) {
            let place = if property.is_empty() { None } else { place(words, one, &one.get(property)) };
            boxes.push(Shape { name: words.name(one), sort, place });
        }
    }
    let ways: Vec<_> = ways.iter().filter(|way| way.3).collect();
    for name in ways.iter().flat_map(|way| [&way.0, &way.1]) {
        if !boxes.iter().any(|known| known.name == *name) {
            boxes.push(Shape { name: name.clone(), sort: "", place: None });
        }
    }
    // A schedule that no way leads to says nothing in a picture of ways; a store is what the system is for.
    boxes.retain(|one| one.sort != "schedule" || ways.iter().any(|way| way.0 == one.name || way.1 == one.name));
    let ids: BTreeMap<&str, usize> = boxes.iter().enumerate().map(|(number, one)| (&*one.name, number)).collect();
    let mut text = String::from("flowchart LR\n");
    for (number, one) in boxes.iter().enumerate().filter(|(_, one)| one.place.is_none()) {
        text += &format!("  {}\n", node(number, one));
    }
    for vpc in world.all("AWS::EC2::VPC") {
        let network = words.shown(&vpc.get("CidrBlock"));
        text += &format!("  subgraph {}[\"VPC {} {network}\"]\n", word(&vpc.path()), quoted(&words.name(vpc)));
        for tier in Tier::ALL {
            let here = |one: &Shape| one.place.as_ref().is_some_and(|(of, at)| *of == vpc.path() && *at == tier);
            if !boxes.iter().any(here) {
                continue;
            }
            let networks = subnets(words, vpc, tier);
            let networks = networks.iter().map(|subnet| words.shown(&subnet.get("CidrBlock"))).collect::<Vec<_>>();
            let id = format!("{}_{}", word(&vpc.path()), tier.name());
            text += &format!("    subgraph {id}[\"{} subnets<br>{}\"]\n", tier.name(), quoted(&networks.join(", ")));
            for (number, one) in boxes.iter().enumerate().filter(|(_, one)| here(one)) {
                text += &format!("      {}\n", node(number, one));
            }
            text += "    end\n";
        }
        text += "  end\n";
    }
    for (from, to, over, _) in &ways {
        if let (Some(from), Some(to)) = (ids.get(&**from), ids.get(&**to)) {
            text += &format!("  n{from} -->|\"{}\"| n{to}\n", quoted(&over.join(", ")));
        }
    }
    text
}

fn place<'g>(words: &Words<'_, 'g>, one: Res<'_, 'g>, subnets: &Eval<'g>) -> Option<(String, Tier)> {
    let group = words.world.target(subnets).filter(|group| group.kind().ends_with("SubnetGroup"));
    match group {
        Some(group) => tier_of(words, &group.get("SubnetIds")),
        None => tier_of(words, subnets),
    }
    .filter(|_| one.exists())
}

fn node(number: usize, one: &Shape) -> String {
    let name = quoted(&one.name);
    match one.sort {
        "" => format!("n{number}([\"{name}\"])"),
        "database" | "cache" | "bucket" | "table" | "Lightsail database" => {
            format!("n{number}[(\"{name}<br>{}\")]", one.sort)
        }
        sort => format!("n{number}[\"{name}<br>{sort}\"]"),
    }
}

fn quoted(text: &str) -> String {
    text.replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;").replace('\n', " ")
}

/// A path as an identifier.
fn word(path: &str) -> String {
    path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}
