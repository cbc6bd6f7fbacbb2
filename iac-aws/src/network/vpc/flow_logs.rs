//! Logs of who talked to whom.

use crate::monitoring::{LogGroup, LogGroupHandle, Retention};
use crate::policy::{PolicyDocument, Principal, Statement};
use iac_aws_cfn::ec2::{self, flow_log};
use iac_aws_cfn::iam;
use iac_aws_cfn::kind::Ec2Vpc;
use iac_core::prelude::*;

/// Flow logs of a VPC (`AWS::EC2::FlowLog`) in a log group of their own: one record for each connection and ten
/// minutes. Taking them in costs about 0.50 $ per GB, keeping them about 0.03 $ per GB and month.
/// Source: <https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html>
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

    pub(super) fn of(self, vpc: Val<Id<Ec2Vpc>>) -> VpcFlowLogs {
        VpcFlowLogs { logs: self, vpc }
    }
}

/// Flow logs of one VPC.
pub(super) struct VpcFlowLogs {
    logs: FlowLogs,
    vpc: Val<Id<Ec2Vpc>>,
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

impl Construct for VpcFlowLogs {
    type Handle = FlowLogsHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> FlowLogsHandle {
        let log_group = stack.add("LogGroup", LogGroup::new(self.logs.retention));
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
        let flow_log = ec2::FlowLog::new(self.vpc, flow_log::ResourceType::Vpc)
            .traffic_type(self.logs.traffic)
            .max_aggregation_interval(self.logs.aggregation.as_secs() as u32)
            .log_destination_type(flow_log::LogDestinationType::CloudWatchLogs)
            .log_group_name(log_group.name())
            .deliver_logs_permission_arn(role.arn());
        FlowLogsHandle { flow_log: stack.add("", flow_log), log_group, role }
    }
}
