//! Records that Route 53 takes, and those that it refuses.

use super::dns_record::DNS_RECORD;
use crate::testing::{finds, report_of_both, silent};

fn record(properties: &str) -> String {
    format!(
        r#"
Parameters: {{Host: {{Type: String}}, ZoneId: {{Type: String}}}}
Resources:
  Zone: {{Type: AWS::Route53::HostedZone, Properties: {{Name: example.com}}}}
  First: {{Type: AWS::Route53::RecordSet, Properties: {{HostedZoneId: !Ref Zone, Name: a.example.com, Type: A, TTL: 60, ResourceRecords: [1.2.3.4]}}}}
  R: {{Type: AWS::Route53::RecordSet, Properties: {{{properties}}}}}
"#
    )
}

const ALONE: &str = "is `CNAME` of `a.example.com`, which has `A` too";

#[test]
fn records_that_are_refused() {
    for (properties, words) in [
        ("HostedZoneId: !Ref Zone, Name: example.com., Type: CNAME, TTL: 60, ResourceRecords: [b]", "a CNAME"),
        ("HostedZoneId: !Ref Zone, Name: a.example.org, Type: A, TTL: 60, ResourceRecords: [b]", "is not in the zone"),
        (
            "HostedZoneName: example.org., Name: a.example.com, Type: A, TTL: 60, ResourceRecords: [b]",
            "is not in the zone",
        ),
        ("HostedZoneName: example.com, Name: b.example.com, Type: A, TTL: 60, ResourceRecords: [b]", "without a dot"),
        ("HostedZoneId: !Ref Zone, Name: b.example.com, Type: A, ResourceRecords: [b]", "values without a TTL"),
        (
            "HostedZoneId: !Ref Zone, Name: b.example.com, Type: A, TTL: 60, AliasTarget: {DNSName: a}",
            "an alias with a TTL",
        ),
        ("HostedZoneId: !Ref Zone, Name: a.example.com, Type: A, TTL: 60, ResourceRecords: [b]", "the second `A`"),
        ("Name: b.example.com, Type: A, TTL: 60, ResourceRecords: [b]", "is in no zone"),
        (
            "HostedZoneId: Z1, Weight: 1, Name: b.example.com, Type: A, TTL: 60, ResourceRecords: [b]",
            "without `SetIdentifier`",
        ),
        ("HostedZoneId: !Ref Zone, Name: A.example.com., Type: CNAME, TTL: 60, ResourceRecords: [b]", ALONE),
        (
            "HostedZoneId: !Ref Zone, Name: a.example.com, Type: CNAME, Weight: 1, SetIdentifier: b, TTL: 60, ResourceRecords: [b]",
            ALONE,
        ),
        (
            "HostedZoneId: !Ref Zone, Name: m.example.com, Type: MX, TTL: 60, ResourceRecords: ['10 ']",
            "the value `10 `",
        ),
        (
            "HostedZoneId: !Ref Zone, Name: m.example.com, Type: MX, TTL: 60, ResourceRecords: [10 a.b, a.b]",
            "the value `a.b`",
        ),
    ] {
        finds(DNS_RECORD, &record(properties), "R", words);
    }
}

#[test]
fn records() {
    for properties in [
        "HostedZoneId: !Ref Zone, Name: a.example.com, Type: AAAA, AliasTarget: {DNSName: a, HostedZoneId: b}",
        "HostedZoneId: !Ref ZoneId, Name: !Ref Host, Type: CNAME, TTL: 60, ResourceRecords: [b]",
        "HostedZoneId: Z1, Name: a.example.com, Type: CNAME, TTL: 60, ResourceRecords: [b]",
        "HostedZoneId: !Ref Zone, Name: '*.example.com', Type: CNAME, TTL: 60, ResourceRecords: [b]",
        "HostedZoneId: !Ref Zone, Name: m.example.com, Type: MX, TTL: 60, ResourceRecords: [10 a.b, '0 .']",
        "HostedZoneId: !Ref Zone, Name: m.example.com, Type: MX, TTL: 60, ResourceRecords: [!Sub '10 ${Host}']",
        "HostedZoneId: !Ref Zone, Name: '*.example.com', Type: A, TTL: 60, ResourceRecords: [b]",
        "HostedZoneId: !Ref Zone, Name: !Sub '${Host}.example.com', Type: A, TTL: 60, ResourceRecords: [b]",
    ] {
        silent(DNS_RECORD, &record(properties));
    }
}

/// Two records of one name, each with more to say.
fn two(first: &str, second: &str) -> String {
    format!(
        "Parameters: {{Old: {{Type: String, Default: 'no', AllowedValues: ['yes', 'no']}}}}\n\
         Conditions: {{Old: !Equals [!Ref Old, 'yes'], New: !Not [!Equals [!Ref Old, 'yes']], \
         Here: !Equals [!Ref AWS::Region, eu-west-1]}}\n\
         Resources:\n  A: {{Type: AWS::Route53::RecordSet, {first}}}\n  B: {{Type: AWS::Route53::RecordSet, {second}}}\n"
    )
}

#[test]
fn a_cname_beside_others() {
    let of = |kind: &str| {
        format!("Properties: {{HostedZoneId: Z1, Name: a.b, Type: {kind}, TTL: 60, ResourceRecords: [c]}}")
    };
    let (cname, text) = (of("CNAME"), of("TXT"));
    finds(DNS_RECORD, &two(&cname, &text), "B", "is `TXT` of `a.b`, which has `CNAME` too");
    finds(DNS_RECORD, &two(&cname, &format!("Condition: Old, {text}")), "B", "with Old = yes");
    let both = two(&format!("Condition: Here, {cname}"), &format!("Condition: Here, {text}"));
    finds(DNS_RECORD, &both, "B", "is `TXT` of `a.b`");
    silent(DNS_RECORD, &two(&format!("Condition: Old, {cname}"), &format!("Condition: New, {text}")));
    silent(DNS_RECORD, &two(&format!("Condition: Here, {cname}"), &text));
    let group = "Resources:\n  G: {Type: AWS::Route53::RecordSetGroup, Properties: {HostedZoneId: Z1, RecordSets: [\
                 {Name: a.b, Type: A, AliasTarget: {DNSName: c, HostedZoneId: d}}, \
                 {Name: a.b, Type: CNAME, TTL: 60, ResourceRecords: [c]}]}}\n";
    finds(DNS_RECORD, group, "G", "a record of template/G is `CNAME` of `a.b`, which has `A` too");
}

#[test]
fn sets_of_one_type() {
    let of = |name: &str| {
        format!(
            "Properties: {{HostedZoneId: Z1, Name: a.b, Type: CNAME, Weight: 1, SetIdentifier: {name}, TTL: 60, \
             ResourceRecords: [{name}]}}"
        )
    };
    silent(DNS_RECORD, &two(&of("a"), &of("b")));
    let weighted = of("a").replace("Type: CNAME", "Type: A");
    finds(DNS_RECORD, &two(&weighted, &of("b")), "B", "is `CNAME` of `a.b`, which has `A` too");
}

#[test]
fn in_two_stacks() {
    let of = |zone: &str, kind: &str| {
        format!(
            "Resources:\n  A: {{Type: AWS::Route53::RecordSet, Properties: {{HostedZoneId: {zone}, Name: a.b, Type: {kind}, \
             TTL: 60, ResourceRecords: [c]}}}}\n"
        )
    };
    let found = |zone: &str| report_of_both(DNS_RECORD, [&of("Z1", "CNAME"), &of(zone, "TXT")]).findings;
    assert_eq!(found("Z1")[0].message, "second/A is `TXT` of `a.b`, which has `CNAME` too: a CNAME stands alone");
    assert!(found("Z2").is_empty());
}
