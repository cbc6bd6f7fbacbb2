//! What a host is made of.

use super::{ComposeHost, ComposeHostHandle};
use iac_aws_base::monitoring::{AlarmHandle, Metric, Statistic};
use iac_aws_base::shared::{OwnLogGroup, OwnSecurityGroup};
use iac_aws_cfn::ec2::{self, volume::VolumeType};
use iac_aws_cfn::{auto_scaling, iam};
use iac_aws_monitoring::{Alarm, Comparison, Missing, Severity};
use iac_core::Value;
use iac_core::prelude::*;

/// The longest script that EC2 takes.
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html>
const MOST: usize = 16_384;

impl Construct for ComposeHost {
    type Handle = ComposeHostHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> ComposeHostHandle {
        self.check(stack);
        let name = join![stack_name(), "/", stack.logical_id()];
        let group = OwnSecurityGroup::new(&self.subnets, format!("Host {}", stack.logical_id()), self.outbound);
        let group = stack.add("SecurityGroup", group).of_construct(stack);
        for (id, network, port, why) in &self.opened {
            let rule = group.admit(stack, id, *network, *port, why.clone());
            if *port == 80 && *network == Cidr::ANYWHERE {
                stack.suppress(rule, "CKV_AWS_260", format!("Opened by hand: {why}"));
            }
        }
        let log_group = stack.add("LogGroup", OwnLogGroup::new(self.log_retention, self.key.as_ref()));
        let volume = self.volume(stack, &name);
        let address = self.public.then(|| {
            let tags = [Tag::new("Name", name.clone())];
            stack.add("Address", ec2::Eip::new().domain(ec2::eip::Domain::Vpc).tags(tags))
        });
        let role = self.role(stack, &name, volume, address, &log_group);
        let profile = stack.add("Profile", iam::InstanceProfile::new([role.role_name()]));
        let script = self.script(stack, volume, address, &log_group);
        check_length(stack, &script);
        let template = self.template(stack, profile, group, &name, script);
        if self.public {
            let reason = "It is the one machine, without a balancer in front; only declared ports are open";
            stack.suppress(template, "CKV_AWS_88", reason);
        }
        let machines = self.group(stack, template, name);
        let alarms = self.alarms(stack, machines);
        ComposeHostHandle { machines, template, role, volume, address, log_group, security_group: group, alarms }
    }
}

impl ComposeHost {
    fn check(&self, stack: &mut Stack) {
        self.subnets.require(stack, "the host", 1);
        if self.services.is_empty() && self.file.is_none() {
            stack.error("compose-empty", "the host runs nothing", "add a service with `.service(…)`");
        }
        let mut ports: Vec<u16> = Vec::new();
        for (at, service) in self.services.iter().enumerate() {
            service.image.check(stack);
            let characters = service.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if service.name.is_empty() || !characters || service.name.starts_with('-') {
                let message = format!("`{}` cannot be the name of a service", service.name);
                stack.error("service-name", message, "use lower-case letters, digits and hyphens, a letter first");
            }
            if self.services.iter().take(at).any(|earlier| earlier.name == service.name) {
                let message = format!("the host runs two services named `{}`", service.name);
                stack.error("duplicate-container", message, "give each service a name of its own");
            }
            for (port, _) in &service.published {
                if *port == 0 || ports.contains(port) {
                    let message = format!("the service `{}` publishes port {port}, which it cannot have", service.name);
                    stack.error("compose-port", message, "services share the host's ports: give each one of its own");
                }
                ports.push(*port);
            }
        }
        for (_, _, port, _) in &self.opened {
            if self.file.is_none() && !ports.contains(port) {
                let message = format!("port {port} is open, and no service publishes it");
                stack.error("compose-open", message, "publish it with `.publish(…)`, or leave it closed");
            }
        }
        for (what, size, least) in [("data", self.storage, gib(1)), ("system", self.root, gib(8))] {
            if size < least || size > gib(16_384) || !size.as_mib().is_multiple_of(1024) {
                let message = format!("the disk for {what} is to have {} MiB", size.as_mib());
                stack.error("compose-storage", message, format!("give whole GiB from {} to 16,384", least.as_gib()));
            }
        }
    }

    fn volume(&self, stack: &mut Stack, name: &Val<Str>) -> ec2::VolumeRef {
        let mut volume = ec2::Volume::new()
            .availability_zone(self.zone_of_subnet(stack))
            .encrypted(true)
            .size(self.storage.as_gib() as i64)
            .volume_type(VolumeType::Gp3)
            .tags([Tag::new("Name", name.clone())]);
        if let Some(key) = &self.key {
            volume = volume.kms_key_id(key.arn());
        }
        let volume = stack.add("Data", volume);
        stack.on_delete(volume, self.on_delete.into());
        volume
    }

    /// Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html>
    fn alarms(&self, stack: &mut Stack, machines: auto_scaling::AutoScalingGroupRef) -> Vec<AlarmHandle> {
        let Some((severity, _)) = self.topics.first() else { return Vec::new() };
        let metric = |name: &'static str| {
            Metric::new("AWS/EC2", name).dimension("AutoScalingGroupName", machines.auto_scaling_group_name())
        };
        let fails = Alarm::new(
            metric("StatusCheckFailed").statistic(Statistic::Maximum),
            Comparison::GreaterThan(0.0),
            *severity,
            "The machine fails its status checks and is being replaced, or none runs: look at the group's activity",
        )
        .missing(Missing::Breaching);
        let busy = Alarm::new(
            metric("CPUUtilization"),
            Comparison::GreaterThan(90.0),
            Severity::Warning,
            "The machine has been busy for a quarter of an hour: look which service it is, or choose a larger one",
        )
        .for_periods(3)
        .missing(Missing::NotBreaching);
        [("Fails", fails), ("Busy", busy)]
            .into_iter()
            .map(|(id, alarm)| {
                let alarm = self.topics.iter().fold(alarm, |alarm, (_, topic)| alarm.notify(topic));
                stack.add(id, alarm)
            })
            .collect()
    }
}

/// What is known only at the deployment counts as 40 characters.
fn check_length(stack: &mut Stack, script: &Val<Str>) {
    let mut length = 0;
    match script.value() {
        Value::Str(text) => length = text.len(),
        Value::Expr(expr) => {
            if let iac_core::Expr::Join(_, Value::List(parts)) = &**expr {
                length = parts.iter().map(|part| part.as_str().map_or(40, str::len)).sum();
            }
        }
        _ => {}
    }
    if length > MOST {
        let message = format!("the machine's start script has about {length} bytes, and EC2 takes {MOST}");
        stack.error("compose-too-long", message, "put long files into images, and fewer services on one host");
    }
}
