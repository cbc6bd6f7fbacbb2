//! A host in a stack.

use iac_aws_base::monitoring::{AlarmHandle, LogGroupHandle, Metric};
use iac_aws_base::network::{Connectable, OpenedRules, SecurityGroupHandle};
use iac_aws_cfn::{auto_scaling, ec2, iam};
use iac_core::prelude::*;

/// A host in a stack.
#[derive(Clone, Debug)]
pub struct ComposeHostHandle {
    /// The group of one machine.
    pub machines: auto_scaling::AutoScalingGroupRef,
    /// What a machine is made of.
    pub template: ec2::LaunchTemplateRef,
    /// What the machine may do.
    pub role: iam::RoleRef,
    /// Where data is kept.
    pub volume: ec2::VolumeRef,
    /// Its address, in public subnets.
    pub address: Option<ec2::EipRef>,
    /// Where services write.
    pub log_group: LogGroupHandle,
    /// What protects it.
    pub security_group: SecurityGroupHandle,
    /// What watches it, where somebody is told.
    pub alarms: Vec<AlarmHandle>,
}

impl ComposeHostHandle {
    /// Its address, for names in DNS; in public subnets.
    pub fn public_ip(&self) -> Option<Val<Str>> {
        self.address.map(|address| address.public_ip())
    }

    /// How busy its CPU is, in percent.
    pub fn cpu(&self) -> Metric {
        let name = self.machines.auto_scaling_group_name();
        Metric::new("AWS/EC2", "CPUUtilization").dimension("AutoScalingGroupName", name)
    }
}

impl Connectable for ComposeHostHandle {
    fn security_group(&self) -> SecurityGroupHandle {
        self.security_group
    }

    /// The services connect as soon as the machine is up.
    fn opened(&self, stack: &mut Stack, rules: OpenedRules) {
        rules.created_before(stack, self.machines);
    }
}
