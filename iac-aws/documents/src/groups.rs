//! The matrix of security groups.

use crate::words::Words;
use iac_core::check::{Eval, Res};
use serde_json::Value;

pub(crate) fn all(words: &Words<'_, '_>) -> Value {
    let groups = words.world.all("AWS::EC2::SecurityGroup").map(|group| {
        let mut rules = rules(words, group, "in");
        let open = rules.iter().filter(|rule| rule["open"] == true).filter_map(|rule| rule["what"].as_str());
        let open = open.collect::<Vec<_>>().join(", ");
        rules.extend(self::rules(words, group, "out"));
        words.thing_with(
            group,
            object!({
                "description": words.text(group, "GroupDescription"),
                "rules": rules,
                "open": open,
                "output": words.output(group, &["Ref", "GroupId"]),
            }),
        )
    });
    groups.collect::<Vec<_>>().into()
}

fn rules<'g>(words: &Words<'_, 'g>, group: Res<'_, 'g>, direction: &str) -> Vec<Value> {
    let (property, other) = match direction {
        "in" => ("SecurityGroupIngress", "Source"),
        _ => ("SecurityGroupEgress", "Destination"),
    };
    let inline = group.get(property);
    let mut rows: Vec<Value> =
        inline.items().iter().filter_map(|rule| row(words, direction, other, &|name| rule.at(name).clone())).collect();
    let world = words.world;
    for rule in world.all(&format!("AWS::EC2::{property}")) {
        if world.target(&rule.get("GroupId")) == Some(group) {
            rows.extend(row(words, direction, other, &|name| rule.get(name)));
        }
    }
    if direction == "out" && inline.items().is_empty() && rows.is_empty() {
        rows.push(
            object!({"direction": "out", "what": "everything", "peer": "anywhere", "why": "no rule says otherwise", "open": true}),
        );
    }
    rows
}

/// A row, unless the rule only stands for "nothing": traffic to oneself.
fn row<'g>(words: &Words<'_, 'g>, direction: &str, other: &str, get: &dyn Fn(&str) -> Eval<'g>) -> Option<Value> {
    let peers = [format!("{other}SecurityGroupId"), format!("{other}PrefixListId"), "CidrIp".into(), "CidrIpv6".into()];
    let peer = peers.iter().map(|name| get(name)).find(|value| !value.is_absent()).unwrap_or(Eval::Absent);
    let peer = words.shown(&peer);
    if peer == "127.0.0.1/32" {
        return None;
    }
    let open = matches!(peer.as_str(), "0.0.0.0/0" | "::/0");
    let peer = if open { format!("anywhere ({peer})") } else { peer };
    let why = words.shown(&get("Description"));
    Some(object!({"direction": direction, "what": what(words, get), "peer": peer, "why": why, "open": open}))
}

fn what<'g>(words: &Words<'_, 'g>, get: &dyn Fn(&str) -> Eval<'g>) -> String {
    let protocol = words.shown(&get("IpProtocol"));
    let (from, to) = (words.shown(&get("FromPort")), words.shown(&get("ToPort")));
    match protocol.as_str() {
        "-1" | "all" => "everything".to_owned(),
        _ if from.is_empty() || from == "-1" => protocol,
        _ if from == to => format!("{protocol} {from}"),
        _ => format!("{protocol} {from}–{to}"),
    }
}
