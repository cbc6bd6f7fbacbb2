//! Logs of who talked to whom.

use super::VpcHandle;
use crate::SubnetHandle;
use iac_aws_base::monitoring::{LogGroupHandle, Retention};
use iac_aws_base::policy::{PolicyDocument, Principal, Statement};
use iac_aws_base::shared::OwnLogGroup;
use iac_aws_cfn::ec2::{self, flow_log};
use iac_aws_cfn::iam;
use iac_core::prelude::*;

/// Flow logs (`AWS::EC2::FlowLog`) in a log group of their own: one record for each connection and ten minutes. Taking
/// them in costs about 0.50 $ per GB, keeping them about 0.03 $ per GB and month.
/// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html>
///
/// A VPC of the app takes them as [`Vpc::flow_logs`](super::Vpc::flow_logs); a single subnet or a VPC that is imported
/// has them added to the stack:
///
/// ```
/// use iac_aws::prelude::*;
/// use iac_aws::parameters;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("VpcId", parameters::vpc_id());
/// let vpc = stack.add("Network", Vpc::import(vpc));
/// stack.add("FlowLogs", FlowLogs::rejected(Retention::Days90).of(&vpc));
/// ```
#[derive(Clone, Debug)]
pub struct FlowLogs {
    retention: Retention,
    traffic: flow_log::TrafficType,
    aggregation: Duration,
}

impl FlowLogs {
    /// All traffic, accepted and rejected.
    pub fn all(retention: Retention) -> Self {
        FlowLogs { retention, traffic: flow_log::TrafficType::All, aggregation: minutes(10) }
    }

    /// Rejected traffic only, which is a fraction of all.
    pub fn rejected(retention: Retention) -> Self {
        FlowLogs { traffic: flow_log::TrafficType::Reject, ..FlowLogs::all(retention) }
    }

    /// One record for each connection and minute: up to ten times as many.
    pub fn every_minute(mut self) -> Self {
        self.aggregation = minutes(1);
        self
    }

    /// Of a VPC, whether of this app or imported, or of a single subnet.
    pub fn of(self, network: &impl HasFlows) -> FlowLogsOf {
        let (kind, id) = network.network();
        FlowLogsOf { logs: self, kind, id }
    }
}

/// What has flow logs: a [`VpcHandle`], or a [`SubnetHandle`] of any tier.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no flow logs",
    label = "expected the handle of a VPC or of a subnet",
    note = "subnets are added one by one: `stack.add(\"ToolsFlowLogs\", FlowLogs::all(…).of(&tools))`"
)]
pub trait HasFlows {
    /// What kind of network it is, and its id.
    fn network(&self) -> (flow_log::ResourceType, Val<Str>);
}

impl HasFlows for VpcHandle {
    fn network(&self) -> (flow_log::ResourceType, Val<Str>) {
        (flow_log::ResourceType::Vpc, self.vpc_id().untyped())
    }
}

impl<T> HasFlows for SubnetHandle<T> {
    fn network(&self) -> (flow_log::ResourceType, Val<Str>) {
        (flow_log::ResourceType::Subnet, self.subnet.subnet_id().untyped())
    }
}

/// Flow logs of one network.
#[derive(Clone, Debug)]
pub struct FlowLogsOf {
    logs: FlowLogs,
    kind: flow_log::ResourceType,
    id: Val<Str>,
}

/// Flow logs in a stack.
#[derive(Clone, Copy, Debug)]
pub struct FlowLogsHandle {
    /// The resource.
    pub flow_log: ec2::FlowLogRef,
    /// Where they are kept.
    pub log_group: LogGroupHandle,
    /// The role that writes them.
    pub role: iam::RoleRef,
}

impl Construct for FlowLogsOf {
    type Handle = FlowLogsHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> FlowLogsHandle {
        let log_group = stack.add("LogGroup", OwnLogGroup::new(self.logs.retention, None));
        // Source: <https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html>
        let trust = Statement::allow(["sts:AssumeRole"])
            .by(Principal::Service("vpc-flow-logs.amazonaws.com"))
            .when("StringEquals", "aws:SourceAccount", account_id())
            .when(
                "ArnLike",
                "aws:SourceArn",
                join!["arn:", partition(), ":ec2:", region(), ":", account_id(), ":vpc-flow-log/*"],
            );
        let write = Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"])
            .on(log_group.arn());
        let policy = iam::role::Policy::new(PolicyDocument::new([write]), "WriteFlowLogs");
        let role = stack.add("Role", iam::Role::new(PolicyDocument::new([trust])).policies([policy]));
        let flow_log = ec2::FlowLog::new(self.id, self.kind)
            .traffic_type(self.logs.traffic)
            .max_aggregation_interval(self.logs.aggregation.as_secs() as u32)
            .log_destination_type(flow_log::LogDestinationType::CloudWatchLogs)
            .log_group_name(log_group.name())
            .deliver_logs_permission_arn(role.arn());
        FlowLogsHandle { flow_log: stack.add("", flow_log), log_group, role }
    }
}
