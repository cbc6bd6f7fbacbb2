//! Policies that keep a metric at a target.

use super::Scaled;
use super::metric::{per_task, specification};
use super::step::{ServiceMetric, Steps};
use iac_aws_base::compute::QueueDepthHandle;
use iac_aws_base::monitoring::{EcsServiceMetrics, Metric};
use iac_aws_base::shared::whole_seconds;
use iac_aws_cfn::application_auto_scaling as scaling;
use iac_aws_cfn::application_auto_scaling::scaling_policy::{
    CustomizedMetricSpecification, PolicyType, PredefinedMetricSpecification,
    PredefinedMetricSpecificationPredefinedMetricType as Predefined, TargetTrackingScalingPolicyConfiguration,
};
use iac_core::Text;
use iac_core::prelude::*;

/// What decides how many tasks a service has.
///
/// [`cpu_percent`], [`memory_percent`], [`requests_per_target`] and [`track_metric`] keep a metric at a target
/// (target tracking, whose alarms Application Auto Scaling makes itself); [`ScalingPolicy::steps`] adds and removes
/// tasks at thresholds.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html>
#[derive(Clone, Debug)]
pub struct ScalingPolicy {
    rule: Rule,
    out_cooldown: Duration,
    in_cooldown: Duration,
}

#[derive(Clone, Debug)]
pub(super) enum Rule {
    Cpu(u8),
    Memory(u8),
    Requests(u32),
    Metric { id: &'static str, metric: Box<Metric>, target: f64 },
    Backlog { waiting: Box<Metric>, target: u32 },
    Steps(Steps),
}

/// Keeps the CPU that the tasks use at a percentage, 1 to 100, of what they have.
pub fn cpu_percent(target: u8) -> ScalingPolicy {
    ScalingPolicy::of(Rule::Cpu(target))
}

/// Keeps the memory that the tasks use at a percentage, 1 to 100, of what they have. Only for programs that give memory
/// back.
pub fn memory_percent(target: u8) -> ScalingPolicy {
    ScalingPolicy::of(Rule::Memory(target))
}

/// Keeps the requests per minute and task at a number. The balancer that routes to the service first is what counts;
/// without one the stack cannot be deployed.
pub fn requests_per_target(target: u32) -> ScalingPolicy {
    ScalingPolicy::of(Rule::Requests(target))
}

/// Keeps a metric of your own at a number, such as messages waiting per task. The metric must fall as tasks are added.
/// The id names the policy among those of the service.
pub fn track_metric(id: &'static str, metric: Metric, target: f64) -> ScalingPolicy {
    ScalingPolicy::of(Rule::Metric { id, metric: Box::new(metric), target })
}

/// Keeps the messages that wait per running task at a number: how many a task works off in the time that a message may
/// wait. What the queue's depth does not know, such as messages that workers have taken already, counts nothing.
/// Source: <https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html>
pub fn backlog_per_task(depth: &QueueDepthHandle, target: u32) -> ScalingPolicy {
    ScalingPolicy::of(Rule::Backlog { waiting: Box::new(depth.waiting()), target })
}

/// One policy is a list of policies, so that `scale` takes both.
impl From<ScalingPolicy> for Vec<ScalingPolicy> {
    fn from(policy: ScalingPolicy) -> Self {
        vec![policy]
    }
}

impl ScalingPolicy {
    fn of(rule: Rule) -> Self {
        ScalingPolicy { rule, out_cooldown: seconds(60), in_cooldown: seconds(300) }
    }

    /// Adds and removes tasks at thresholds of a metric, in percent, with one alarm for each direction.
    ///
    /// ```
    /// use iac_aws::compute::{ScalingPolicy, ServiceMetric};
    /// let policy = ScalingPolicy::steps(ServiceMetric::Cpu).add_above(70, 1).add_above(90, 3).remove_below(30, 1);
    /// # let _ = policy;
    /// ```
    pub fn steps(metric: ServiceMetric) -> Self {
        ScalingPolicy::of(Rule::Steps(Steps::new(metric)))
    }

    /// Adds a step: above this percentage, so many tasks more. For [`ScalingPolicy::steps`].
    pub fn add_above(mut self, percent: u8, tasks: u32) -> Self {
        if let Rule::Steps(steps) = &mut self.rule {
            steps.above.push((percent, tasks));
        }
        self
    }

    /// Adds a step: below this percentage, so many tasks fewer. For [`ScalingPolicy::steps`].
    pub fn remove_below(mut self, percent: u8, tasks: u32) -> Self {
        if let Rule::Steps(steps) = &mut self.rule {
            steps.below.push((percent, tasks));
        }
        self
    }

    /// How long added tasks are given to take effect, up to an hour; 60 s by default.
    pub fn scale_out_cooldown(mut self, time: Duration) -> Self {
        self.out_cooldown = time;
        self
    }

    /// How long nothing is removed after tasks were removed, up to an hour; 300 s by default.
    pub fn scale_in_cooldown(mut self, time: Duration) -> Self {
        self.in_cooldown = time;
        self
    }

    pub(super) fn counts_requests(&self) -> bool {
        matches!(self.rule, Rule::Requests(_))
    }

    pub(super) fn id(&self) -> Text {
        match &self.rule {
            Rule::Cpu(_) => Text::Borrowed("CpuScaling"),
            Rule::Memory(_) => Text::Borrowed("MemoryScaling"),
            Rule::Requests(_) => Text::Borrowed("RequestScaling"),
            Rule::Metric { id, .. } => Text::Owned(format!("{id}Scaling")),
            Rule::Backlog { .. } => Text::Borrowed("BacklogScaling"),
            Rule::Steps(steps) => Text::Owned(format!("{}Steps", steps.metric.id())),
        }
    }

    pub(super) fn build(self, stack: &mut Stack, scaled: &mut Scaled<'_>) {
        let id = self.id();
        let out_cooldown = whole_seconds(stack, "the cooldown after scaling out", self.out_cooldown, 0, 3_600);
        let in_cooldown = whole_seconds(stack, "the cooldown after scaling in", self.in_cooldown, 0, 3_600);
        let counts_requests = self.counts_requests();
        let (target, tracked) = match self.rule {
            Rule::Steps(steps) => return steps.build(stack, scaled, out_cooldown, in_cooldown),
            Rule::Cpu(percent) => {
                (percentage(stack, percent), Tracked::Predefined(Predefined::EcsServiceAverageCpuUtilization))
            }
            Rule::Memory(percent) => {
                (percentage(stack, percent), Tracked::Predefined(Predefined::EcsServiceAverageMemoryUtilization))
            }
            Rule::Requests(count) => {
                (positive(stack, f64::from(count)), Tracked::Predefined(Predefined::AlbRequestCountPerTarget))
            }
            Rule::Metric { metric, target, .. } => (positive(stack, target), Tracked::Metric(specification(*metric))),
            Rule::Backlog { waiting, target } => {
                let tasks = EcsServiceMetrics::of(scaled.cluster.cluster, scaled.service).running_tasks();
                (positive(stack, f64::from(target)), Tracked::Metric(per_task(*waiting, tasks)))
            }
        };
        let configuration = TargetTrackingScalingPolicyConfiguration::new(target)
            .scale_out_cooldown(out_cooldown)
            .scale_in_cooldown(in_cooldown);
        let configuration = match tracked {
            Tracked::Predefined(metric) => {
                configuration.predefined_metric_specification(PredefinedMetricSpecification::new(metric))
            }
            Tracked::Metric(metric) => configuration.customized_metric_specification(metric),
        };
        let policy = scaling::ScalingPolicy::new(id.clone(), PolicyType::TargetTrackingScaling)
            .scaling_target_id(scaled.handle.id())
            .target_tracking_scaling_policy_configuration(configuration);
        let policy = stack.add(id, policy);
        scaled.handle.policies.push(policy);
        if counts_requests {
            scaled.handle.requests = Some(policy);
        }
    }
}

enum Tracked {
    Predefined(Predefined),
    Metric(CustomizedMetricSpecification),
}

pub(super) fn percentage(stack: &mut Stack, percent: u8) -> f64 {
    if !(1..=100).contains(&percent) {
        let message = format!("a service cannot be scaled at {percent} % of what its tasks have");
        stack.error("bad-scaling-target", message, "give 1 to 100 %");
    }
    f64::from(percent.clamp(1, 100))
}

fn positive(stack: &mut Stack, target: f64) -> f64 {
    if !target.is_finite() || target <= 0.0 {
        let message = format!("a service cannot be scaled at a target of {target}");
        stack.error("bad-scaling-target", message, "give a number above 0");
        return 1.0;
    }
    target
}
