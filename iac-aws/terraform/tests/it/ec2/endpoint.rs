use crate::support::{diagnostics, module};
use serde_json::json;

#[test]
fn endpoints() {
    let module = module(json!({
        "Resources": {
            "S3": { "Type": "AWS::EC2::VPCEndpoint", "Properties": {
                "PolicyDocument": { "Version": "2012-10-17", "Statement": [
                    { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" }
                ] },
                "RouteTableIds": ["rtb-0123456789abcdef0"],
                "ServiceName": { "Fn::Sub": "com.amazonaws.${AWS::Region}.s3" },
                "VpcEndpointType": "Gateway",
                "VpcId": "vpc-0123456789abcdef0"
            } },
            "Api": { "Type": "AWS::EC2::VPCEndpoint", "Properties": {
                "DnsOptions": {
                    "DnsRecordIpType": "ipv4", "PrivateDnsOnlyForInboundResolverEndpoint": "OnlyInboundResolver"
                },
                "PrivateDnsEnabled": true,
                "SecurityGroupIds": ["sg-0123456789abcdef0"],
                "ServiceName": "com.amazonaws.eu-central-1.ecr.api",
                "SubnetIds": ["subnet-0123456789abcdef0"],
                "VpcEndpointType": "Interface",
                "VpcId": "vpc-0123456789abcdef0"
            } }
        },
        "Outputs": {
            "Name": { "Value": { "Fn::Select": [0, { "Fn::GetAtt": ["Api", "DnsEntries"] }] } },
            "Interface": { "Value": { "Fn::Select": [0, { "Fn::GetAtt": ["Api", "NetworkInterfaceIds"] }] } }
        }
    }));
    let endpoints = &module["resource"]["aws_vpc_endpoint"];
    let policy = "${jsonencode({Statement = [{Action = \"s3:GetObject\", Effect = \"Allow\", Principal = \"*\", \
                  Resource = \"*\"}], Version = \"2012-10-17\"})}";
    assert_eq!(
        endpoints["s3"],
        json!({
            "policy": policy,
            "route_table_ids": ["rtb-0123456789abcdef0"],
            "service_name": "com.amazonaws.${data.aws_region.current.region}.s3",
            "vpc_endpoint_type": "Gateway",
            "vpc_id": "vpc-0123456789abcdef0"
        })
    );
    assert_eq!(
        endpoints["api"],
        json!({
            "dns_options": { "dns_record_ip_type": "ipv4", "private_dns_only_for_inbound_resolver_endpoint": true },
            "private_dns_enabled": true,
            "security_group_ids": ["sg-0123456789abcdef0"],
            "service_name": "com.amazonaws.eu-central-1.ecr.api",
            "subnet_ids": ["subnet-0123456789abcdef0"],
            "vpc_endpoint_type": "Interface",
            "vpc_id": "vpc-0123456789abcdef0"
        })
    );
    let entries = "[for entry in aws_vpc_endpoint.api.dns_entry : join(\":\", [entry.hosted_zone_id, entry.dns_name])]";
    assert_eq!(module["output"]["name"]["value"], format!("${{{entries}[0]}}"));
    assert_eq!(module["output"]["interface"]["value"], "${tolist(aws_vpc_endpoint.api.network_interface_ids)[0]}");
}

fn flow_log(resource_type: serde_json::Value) -> serde_json::Value {
    json!({
        "Parameters": { "Group": { "Type": "String" }, "Kind": { "Type": "String" } },
        "Resources": {
            "Group": { "Type": "AWS::Logs::LogGroup", "Properties": {} },
            "Own": { "Type": "AWS::EC2::FlowLog", "Properties": {
                "DeliverLogsPermissionArn": "arn:aws:iam::123456789012:role/logs",
                "LogDestinationType": "cloud-watch-logs",
                "LogGroupName": { "Ref": "Group" },
                "MaxAggregationInterval": 60,
                "ResourceId": "vpc-0123456789abcdef0",
                "ResourceType": resource_type,
                "TrafficType": "REJECT"
            } },
            "Given": { "Type": "AWS::EC2::FlowLog", "Properties": {
                "DeliverLogsPermissionArn": "arn:aws:iam::123456789012:role/logs",
                "LogGroupName": "flows",
                "ResourceId": "subnet-0123456789abcdef0",
                "ResourceType": "Subnet",
                "TrafficType": "ALL"
            } },
            "Bucket": { "Type": "AWS::EC2::FlowLog", "Properties": {
                "DestinationOptions": {
                    "FileFormat": "parquet", "HiveCompatiblePartitions": false, "PerHourPartition": true
                },
                "LogDestination": "arn:aws:s3:::flows",
                "LogDestinationType": "s3",
                "LogFormat": "${srcaddr} ${dstaddr}",
                "ResourceId": "eni-0123456789abcdef0",
                "ResourceType": "NetworkInterface",
                "TrafficType": "ALL"
            } }
        }
    })
}

#[test]
fn flow_logs() {
    let mut template = flow_log(json!("VPC"));
    template["Parameters"].take();
    let module = module(template);
    let logs = &module["resource"]["aws_flow_log"];
    assert_eq!(
        logs["own"],
        json!({
            "iam_role_arn": "arn:aws:iam::123456789012:role/logs",
            "log_destination": "${aws_cloudwatch_log_group.group.arn}",
            "log_destination_type": "cloud-watch-logs",
            "max_aggregation_interval": 60,
            "traffic_type": "REJECT",
            "vpc_id": "vpc-0123456789abcdef0"
        })
    );
    assert_eq!(
        logs["given"]["log_destination"],
        "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:\
         ${data.aws_caller_identity.current.account_id}:log-group:flows"
    );
    assert_eq!(logs["given"]["subnet_id"], "subnet-0123456789abcdef0");
    assert_eq!(
        logs["bucket"],
        json!({
            "destination_options": {
                "file_format": "parquet", "hive_compatible_partitions": false, "per_hour_partition": true
            },
            "eni_id": "eni-0123456789abcdef0",
            "log_destination": "arn:aws:s3:::flows",
            "log_destination_type": "s3",
            "log_format": "$${srcaddr} $${dstaddr}",
            "traffic_type": "ALL"
        })
    );
}

#[test]
fn whose_flows_are_logged_must_be_known() {
    let mut template = flow_log(json!({ "Ref": "Kind" }));
    template["Parameters"] = json!({ "Kind": { "Type": "String" } });
    let found = diagnostics(template);
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["terraform"]);
}
