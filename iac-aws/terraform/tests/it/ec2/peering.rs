use crate::support::module;
use serde_json::json;

#[test]
fn peering_within_an_account_is_accepted() {
    let module = module(json!({ "Resources": {
        "Near": { "Type": "AWS::EC2::VPCPeeringConnection", "Properties": {
            "PeerVpcId": "vpc-0123456789abcdef1", "VpcId": "vpc-0123456789abcdef0"
        } },
        "Far": { "Type": "AWS::EC2::VPCPeeringConnection", "Properties": {
            "PeerRegion": "eu-west-1", "PeerVpcId": "vpc-0123456789abcdef1", "VpcId": "vpc-0123456789abcdef0"
        } }
    } }));
    assert_eq!(
        module["resource"]["aws_vpc_peering_connection"],
        json!({
            "near": {
                "auto_accept": true, "peer_vpc_id": "vpc-0123456789abcdef1", "vpc_id": "vpc-0123456789abcdef0"
            },
            "far": {
                "peer_region": "eu-west-1", "peer_vpc_id": "vpc-0123456789abcdef1", "vpc_id": "vpc-0123456789abcdef0"
            }
        })
    );
    assert_eq!(
        module["resource"]["aws_vpc_peering_connection_accepter"],
        json!({ "far": {
            "region": "eu-west-1",
            "vpc_peering_connection_id": "${aws_vpc_peering_connection.far.id}",
            "auto_accept": true
        } })
    );
}
