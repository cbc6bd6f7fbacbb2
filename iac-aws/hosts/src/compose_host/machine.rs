//! The group of one machine, and what a machine is made of.

use super::ComposeHost;
use iac_aws_base::network::SecurityGroupHandle;
use iac_aws_base::shared::whole_days;
use iac_aws_cfn::auto_scaling::{self, auto_scaling_group as g};
use iac_aws_cfn::ec2::{self, launch_template as t};
use iac_aws_cfn::iam;
use iac_core::prelude::*;
use iac_core::{Expr, Field, Text, Value};

/// The device of the system in Amazon Linux.
const SYSTEM: &str = "/dev/xvda";

impl ComposeHost {
    pub(super) fn template(
        &self,
        stack: &mut Stack,
        profile: iam::InstanceProfileRef,
        group: SecurityGroupHandle,
        name: &Val<Str>,
        script: Val<Str>,
    ) -> ec2::LaunchTemplateRef {
        // Looked up whenever a machine starts.
        // https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
        let machine = if self.instance.arm { "arm64" } else { "x86_64" };
        let image = format!("resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-{machine}");
        let disk = t::Ebs::new()
            .volume_size(self.root.as_gib() as i64)
            .volume_type(t::VolumeType::Gp3)
            .encrypted(true)
            .delete_on_termination(true);
        // A container is one hop further away than the machine.
        let hops = if self.permissions.is_empty() { 1 } else { 2 };
        let interface = t::NetworkInterface::new()
            .device_index(0)
            .associate_public_ip_address(self.public)
            .groups([group.group_id()])
            .delete_on_termination(true);
        let tags = t::TagSpecification::new().resource_type("volume").tags([Tag::new("Name", name.clone())]);
        let data = t::LaunchTemplateData::new()
            .image_id(image)
            .instance_type(self.instance.name)
            .iam_instance_profile(t::IamInstanceProfile::new().arn(profile.arn()))
            .network_interfaces([interface])
            .block_device_mappings([t::BlockDeviceMapping::new().device_name(SYSTEM).ebs(disk)])
            .metadata_options(
                t::MetadataOptions::new()
                    .http_tokens(t::HttpTokens::Required)
                    .http_put_response_hop_limit(hops)
                    .http_endpoint(t::HttpEndpoint::Enabled),
            )
            .monitoring(t::Monitoring::new().enabled(true))
            .tag_specifications([tags])
            .user_data(iac_core::base64(script));
        stack.add("Template", ec2::LaunchTemplate::new(data))
    }

    pub(super) fn group(
        &self,
        stack: &mut Stack,
        template: ec2::LaunchTemplateRef,
        name: Val<Str>,
    ) -> auto_scaling::AutoScalingGroupRef {
        let version = template.latest_version_number();
        // The old machine ends first: the volume is with one at a time.
        let maintenance = g::InstanceMaintenancePolicy::new().min_healthy_percentage(0).max_healthy_percentage(100);
        let mut group = auto_scaling::AutoScalingGroup::new("1", "1")
            .vpc_zone_identifier([self.subnet()])
            .launch_template(
                g::LaunchTemplateSpecification::new(version).launch_template_id(template.launch_template_id()),
            )
            .instance_maintenance_policy(maintenance)
            .health_check_grace_period(900)
            .tags([g::TagProperty::new("Name", true, name)]);
        if let Some(lifetime) = self.lifetime {
            let days = whole_days(lifetime).filter(|count| (1..=365).contains(count));
            if days.is_none() {
                let message = format!("the machine is to be replaced every {} seconds", lifetime.as_secs());
                stack.error("compose-lifetime", message, "give whole days from `days(1)` to `days(365)`");
            }
            group = group.max_instance_lifetime(i64::from(days.unwrap_or(30)) * 86_400);
        }
        let group = stack.add("", group);
        let object = |fields: Vec<(&'static str, Value)>| {
            Value::Map(fields.into_iter().map(|(name, value)| Field::new(Text::Borrowed(name), value)).collect())
        };
        let minutes = || Value::Str(Text::Borrowed("PT15M"));
        let signal = object(vec![("Count", Value::Int(1)), ("Timeout", minutes())]);
        stack.attribute(group, "CreationPolicy", object(vec![("ResourceSignal", signal)]));
        let rolling = object(vec![
            ("MaxBatchSize", Value::Int(1)),
            ("MinInstancesInService", Value::Int(0)),
            ("PauseTime", minutes()),
            ("WaitOnResourceSignals", Value::Bool(true)),
        ]);
        stack.attribute(group, "UpdatePolicy", object(vec![("AutoScalingRollingUpdate", rolling)]));
        self.subnets.created_before(stack, group);
        group
    }

    pub(super) fn subnet(&self) -> Val<Id<iac_aws_cfn::kind::Ec2Subnet>> {
        match self.subnets.ids().value() {
            Value::List(ids) if !ids.is_empty() => Val::of(ids[0].clone()),
            all => Val::of(Expr::Select(Value::Int(0), all.clone()).into()),
        }
    }

    /// The zone of the subnet: what the stack's own subnet says, or what the user does.
    pub(super) fn zone_of_subnet(&self, stack: &mut Stack) -> Val<Str> {
        if let Some(zone) = &self.zone {
            return Val::of(zone.clone());
        }
        if let Value::Expr(expr) = self.subnet().value()
            && let Expr::Ref(subnet) = **expr
        {
            return Val::of(Expr::GetAtt(subnet, Text::Borrowed("AvailabilityZone")).into());
        }
        stack.error(
            "compose-zone",
            "the zone of the machine's subnet is not known, and its volume must be in the same",
            "name it with `.zone(\"eu-central-1a\")`",
        );
        Val::imported("unknown")
    }
}
