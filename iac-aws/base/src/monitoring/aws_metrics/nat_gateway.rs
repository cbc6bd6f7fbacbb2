//! What a NAT gateway measures.

use crate::monitoring::Metric;
use iac_aws_cfn::ec2;
use iac_aws_cfn::kind::Ec2NatGateway;
use iac_core::prelude::*;

/// The metrics of a NAT gateway. They are free.
/// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html>
#[derive(Clone, Debug)]
pub struct NatGatewayMetrics {
    gateway: Val<Id<Ec2NatGateway>>,
}

impl NatGatewayMetrics {
    /// Of a gateway in this app.
    pub fn of(gateway: ec2::NatGatewayRef) -> Self {
        NatGatewayMetrics { gateway: gateway.nat_gateway_id() }
    }

    fn found_by(&self, metric: Metric) -> Metric {
        metric.dimension("NatGatewayId", self.gateway.clone())
    }
}

super::metrics! { NatGatewayMetrics in "AWS/NATGateway":
    /// Connections that found no free port: more than 55,000 at a time to one destination.
    error_port_allocation "ErrorPortAllocation" Sum;
    /// Packets that were dropped.
    packets_drop_count "PacketsDropCount" Sum;
    /// Bytes sent out. They cost by the gigabyte.
    bytes_out_to_destination "BytesOutToDestination" Sum;
    /// Bytes that came in from outside. They cost by the gigabyte.
    bytes_in_from_destination "BytesInFromDestination" Sum;
    /// Open connections: the most of a period.
    active_connection_count "ActiveConnectionCount" Maximum;
}
