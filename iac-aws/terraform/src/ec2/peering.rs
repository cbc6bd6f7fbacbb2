//! Peering of VPCs.

use crate::prelude::*;

pub(crate) const TYPES: &[ResourceMap] =
    &[ResourceMap::new("AWS::EC2::VPCPeeringConnection", "aws_vpc_peering_connection")
        .properties(&[
            ("AssumeRoleRegion", OTHER_ACCOUNT),
            ("PeerRegion", To::By(peer_region)),
            ("PeerRoleArn", OTHER_ACCOUNT),
        ])
        .finish(accept)];

const OTHER_ACCOUNT: To =
    To::Missing("a module has one account: connect in the other one, or accept there with credentials of its own");

/// CloudFormation accepts within an account by itself. The provider does so in one region only; in another one a
/// resource of its own accepts.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_peering_connection>
fn peer_region<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let region = s.term(&field.value);
    s.set("peer_region", region.clone());
    s.part("aws_vpc_peering_connection_accepter", "", |s| {
        let connection = s.reference("id");
        s.set("region", region);
        s.set("vpc_peering_connection_id", connection);
        s.set("auto_accept", true);
    });
}

fn accept(s: &mut Scope<'_, '_>) {
    if s.property("PeerRegion").is_none() {
        s.set("auto_accept", true);
    }
}
