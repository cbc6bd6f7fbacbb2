use crate::support::{check, module};
use serde_json::{Value, json};

fn record(properties: Value) -> Value {
    let module = module(json!({
        "Parameters": {"Text": {"Type": "String"}},
        "Resources": {"Record": {"Type": "AWS::Route53::RecordSet", "Properties": properties}}
    }));
    module["resource"]["aws_route53_record"]["record"].clone()
}

#[test]
fn records() {
    assert_eq!(
        record(json!({
            "Name": "www.example.com", "Type": "A", "HostedZoneId": "Z1", "TTL": "300", "ResourceRecords": ["10.0.0.1"],
            "SetIdentifier": "one", "Weight": 5, "HealthCheckId": "h", "Comment": "nobody reads it"})),
        json!({
            "name": "www.example.com", "type": "A", "zone_id": "Z1", "ttl": 300, "records": ["10.0.0.1"],
            "set_identifier": "one", "weighted_routing_policy": {"weight": 5}, "health_check_id": "h"
        })
    );
    assert_eq!(
        record(json!({
            "Name": "www.example.com", "Type": "A", "HostedZoneId": "Z1", "SetIdentifier": "one", "Failover": "PRIMARY",
            "AliasTarget": {"DNSName": "lb.example.com", "HostedZoneId": "Z2"}})),
        json!({
            "name": "www.example.com", "type": "A", "zone_id": "Z1", "set_identifier": "one",
            "failover_routing_policy": {"type": "PRIMARY"},
            "alias": {"name": "lb.example.com", "zone_id": "Z2", "evaluate_target_health": false}
        })
    );
    let routed = |name: &str, value: Value| {
        record(json!({"Name": "a", "Type": "A", "HostedZoneId": "Z1", "TTL": {"Ref": "Text"}, name: value}))
    };
    assert_eq!(routed("Region", json!("eu-central-1"))["latency_routing_policy"], json!({"region": "eu-central-1"}));
    assert_eq!(routed("Region", json!("eu-central-1"))["ttl"], "${var.text}");
    assert_eq!(
        routed("GeoLocation", json!({"CountryCode": "DE", "SubdivisionCode": "BE"}))["geolocation_routing_policy"],
        json!({"country": "DE", "subdivision": "BE"})
    );
    assert_eq!(
        routed("CidrRoutingConfig", json!({"CollectionId": "c", "LocationName": "l"}))["cidr_routing_policy"],
        json!({"collection_id": "c", "location_name": "l"})
    );
}

#[test]
fn the_provider_puts_text_into_quotes() {
    let records = |kind: &str| {
        record(json!({
            "Name": "example.com", "Type": kind, "HostedZoneId": "Z1", "TTL": "60",
            "ResourceRecords": ["\"v=spf1 -all\"", "\"one\" \"two\"", {"Ref": "Text"}]}))["records"]
            .clone()
    };
    assert_eq!(
        records("TXT"),
        json!(["v=spf1 -all", "one\" \"two", r#"${trimsuffix(trimprefix(var.text, "\""), "\"")}"#])
    );
    assert_eq!(records("CNAME")[0], "\"v=spf1 -all\"");
}

#[test]
fn a_group_of_records() {
    let module = module(json!({"Resources": {"Names": {"Type": "AWS::Route53::RecordSetGroup", "Properties": {
        "HostedZoneId": "Z1", "Comment": "nobody reads it",
        "RecordSets": [
            {"Name": "www.example.com", "Type": "CNAME", "TTL": "60", "ResourceRecords": ["example.com"]},
            {"Name": "example.com", "Type": "TXT", "TTL": "60", "ResourceRecords": ["\"hello\""], "HostedZoneId": "Z2"},
            {"Name": "example.com", "Type": "A", "SetIdentifier": "One",  "Region": "eu-central-1",
             "AliasTarget": {"DNSName": "lb.example.com", "HostedZoneId": "Z3"}}]}}}}));
    assert_eq!(
        module["resource"],
        json!({"aws_route53_record": {
            "names_www_example_com_cname": {
                "name": "www.example.com", "type": "CNAME", "ttl": 60, "records": ["example.com"], "zone_id": "Z1"},
            "names_example_com_txt": {
                "name": "example.com", "type": "TXT", "ttl": 60, "records": ["hello"], "zone_id": "Z2"},
            "names_example_com_a_one": {
                "name": "example.com", "type": "A", "set_identifier": "One",
                "latency_routing_policy": {"region": "eu-central-1"},
                "alias": {"name": "lb.example.com", "zone_id": "Z3", "evaluate_target_health": false},
                "zone_id": "Z1"}
        }})
    );
}

#[test]
fn a_zone_that_is_named_is_looked_up() {
    let module = module(json!({"Resources": {
        "Record": {"Type": "AWS::Route53::RecordSet", "Properties": {
            "Name": "www.example.com", "Type": "A", "HostedZoneName": "example.com.", "TTL": "60",
            "ResourceRecords": ["10.0.0.1"]}},
        "Group": {"Type": "AWS::Route53::RecordSetGroup", "Properties": {
            "HostedZoneName": "example.com.",
            "RecordSets": [{"Name": "api.example.com", "Type": "A", "TTL": "60", "ResourceRecords": ["10.0.0.2"]}]}}
    }}));
    assert_eq!(module["data"]["aws_route53_zone"], json!({"example_com": {"name": "example.com."}}));
    for name in ["record", "group_api_example_com_a"] {
        let record = &module["resource"]["aws_route53_record"][name];
        assert_eq!(record["zone_id"], "${data.aws_route53_zone.example_com.zone_id}", "{name}");
    }
    check(&module);
}

#[test]
fn terraform_takes_all_of_it() {
    let module = module(json!({
        "Resources": {
            "Zone": {"Type": "AWS::Route53::HostedZone", "Properties": {
                "Name": "example.com", "VPCs": [{"VPCId": "vpc-1", "VPCRegion": "eu-central-1"}],
                "QueryLoggingConfig": {
                    "CloudWatchLogsLogGroupArn": "arn:aws:logs:us-east-1:123456789012:log-group:/dns"}}},
            "Check": {"Type": "AWS::Route53::HealthCheck", "Properties": {"HealthCheckConfig": {
                "Type": "HTTPS", "FullyQualifiedDomainName": "app.example.com", "Port": 443, "ResourcePath": "/health",
                "EnableSNI": true, "FailureThreshold": 3, "RequestInterval": 30, "MeasureLatency": true,
                "Inverted": false, "Regions": ["eu-west-1", "us-east-1", "us-west-2"]}}},
            "Alarm": {"Type": "AWS::Route53::HealthCheck", "Properties": {"HealthCheckConfig": {
                "Type": "CLOUDWATCH_METRIC", "InsufficientDataHealthStatus": "Healthy",
                "AlarmIdentifier": {"Name": "slow", "Region": "eu-central-1"}}}},
            "Both": {"Type": "AWS::Route53::HealthCheck", "Properties": {"HealthCheckConfig": {
                "Type": "CALCULATED", "ChildHealthChecks": [{"Ref": "Check"}, {"Ref": "Alarm"}],
                "HealthThreshold": 1}}},
            "Record": {"Type": "AWS::Route53::RecordSet", "Properties": {
                "Name": "app.example.com", "Type": "A", "HostedZoneId": {"Ref": "Zone"}, "TTL": "60",
                "ResourceRecords": ["10.0.0.1"], "SetIdentifier": "one", "MultiValueAnswer": true,
                "HealthCheckId": {"Ref": "Both"}}}
        },
        "Outputs": {
            "Servers": {"Value": {"Fn::Join": [",", {"Fn::GetAtt": "Zone.NameServers"}]}},
            "Name": {"Value": {"Ref": "Record"}}
        }
    }));
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_route53_zone"]["zone"],
        json!({
            "name": "example.com", "comment": "", "vpc": [{"vpc_id": "vpc-1", "vpc_region": "eu-central-1"}]
        })
    );
    assert_eq!(
        resources["aws_route53_query_log"]["zone"],
        json!({
            "zone_id": "${aws_route53_zone.zone.zone_id}",
            "cloudwatch_log_group_arn": "arn:aws:logs:us-east-1:123456789012:log-group:/dns"
        })
    );
    let checks = &resources["aws_route53_health_check"];
    assert_eq!(checks["check"]["fqdn"], "app.example.com");
    assert_eq!(checks["check"]["invert_healthcheck"], false);
    assert_eq!(checks["check"]["enable_sni"], true);
    assert_eq!(checks["alarm"]["cloudwatch_alarm_name"], "slow");
    assert_eq!(checks["both"]["child_health_threshold"], 1);
    assert_eq!(
        checks["both"]["child_healthchecks"],
        json!(["${aws_route53_health_check.check.id}", "${aws_route53_health_check.alarm.id}"])
    );
    assert_eq!(module["output"]["name"]["value"], "${aws_route53_record.record.fqdn}");
    check(&module);
}
