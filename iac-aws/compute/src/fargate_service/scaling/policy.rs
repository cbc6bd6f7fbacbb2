//! Policies that keep a metric at a target.

use super::Scaled;
use super::check::{percentage, positive, tracked_period};
use super::metric::{per_task, specification};
use super::step::Steps;
use super::stepped::{ServiceMetric, Stepped};
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
/// (target tracking, whose alarms Application Auto Scaling makes itself). [`ScalingPolicy::steps`],
/// [`ScalingPolicy::request_steps`] and [`ScalingPolicy::metric_steps`] add and remove tasks at thresholds, with an alarm
/// for each direction: three minutes beyond the first threshold add tasks, fifteen below remove some, and one period of a
/// metric whose period is longer.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html>
#[derive(Clone, Debug)]
pub struct ScalingPolicy {
    rule: Rule,
    /// Steps were said of a policy that has none.
    stray_steps: bool,
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
///
/// The metric is taken per minute, whatever its period: a sum is that of one minute, and one of another period is an
/// error. (The default of five minutes is none: it says nothing of what the target was meant for.)
/// Source: <https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html>
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
        ScalingPolicy { rule, stray_steps: false, out_cooldown: seconds(60), in_cooldown: seconds(300) }
    }

    /// Adds and removes tasks at thresholds of CPU or memory, in percent.
    ///
    /// ```
    /// use iac_aws::compute::{ScalingPolicy, ServiceMetric};
    /// let policy = ScalingPolicy::steps(ServiceMetric::Cpu).add_above(70, 1).add_above(90, 3).remove_below(30, 1);
    /// # let _ = policy;
    /// ```
    pub fn steps(metric: ServiceMetric) -> Self {
        ScalingPolicy::of(Rule::Steps(Steps::new(Stepped::Service(metric))))
    }

    /// Adds and removes tasks at thresholds of the requests per minute and task. The balancer that routes to the service
    /// first is what counts; without one the stack cannot be deployed.
    /// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html>
    ///
    /// ```
    /// use iac_aws::compute::ScalingPolicy;
    /// let policy = ScalingPolicy::request_steps().add_above(1_000, 1).add_above(5_000, 4).remove_below(200, 1);
    /// # let _ = policy;
    /// ```
    pub fn request_steps() -> Self {
        ScalingPolicy::of(Rule::Steps(Steps::new(Stepped::Requests)))
    }

    /// Adds and removes tasks at thresholds of any metric, in its own unit, by its own statistic and period. The id names
    /// the policy among those of the service.
    ///
    /// ```
    /// use iac_aws::compute::ScalingPolicy;
    /// use iac_aws::monitoring::{Metric, Period, Statistic};
    /// let waiting = Metric::new("Mail", "Waiting").statistic(Statistic::Maximum).period(Period::minutes(1));
    /// let policy = ScalingPolicy::metric_steps("Waiting", waiting).add_above(100, 1).add_above(1_000, 5).remove_below(5, 1);
    /// # let _ = policy;
    /// ```
    pub fn metric_steps(id: &'static str, metric: Metric) -> Self {
        ScalingPolicy::of(Rule::Steps(Steps::new(Stepped::Metric { id, metric: Box::new(metric) })))
    }

    /// Adds a step: above this threshold, so many tasks more. For policies with steps.
    pub fn add_above(mut self, threshold: impl Into<f64>, tasks: u32) -> Self {
        match &mut self.rule {
            Rule::Steps(steps) => steps.above.push((threshold.into(), tasks)),
            _ => self.stray_steps = true,
        }
        self
    }

    /// Adds a step: below this threshold, so many tasks fewer. For policies with steps.
    pub fn remove_below(mut self, threshold: impl Into<f64>, tasks: u32) -> Self {
        match &mut self.rule {
            Rule::Steps(steps) => steps.below.push((threshold.into(), tasks)),
            _ => self.stray_steps = true,
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
        matches!(&self.rule, Rule::Requests(_) | Rule::Steps(Steps { of: Stepped::Requests, .. }))
    }

    /// Whether its metric has data while no task runs. What ECS measures of services has none then, nor have requests per
    /// task.
    pub(super) fn starts_the_first_task(&self) -> bool {
        match &self.rule {
            Rule::Cpu(_) | Rule::Memory(_) | Rule::Requests(_) => false,
            Rule::Backlog { .. } => true,
            Rule::Metric { metric, .. } | Rule::Steps(Steps { of: Stepped::Metric { metric, .. }, .. }) => {
                metric.namespace.as_str() != Some("AWS/ECS")
            }
            Rule::Steps(_) => false,
        }
    }

    pub(super) fn id(&self) -> Text {
        match &self.rule {
            Rule::Cpu(_) => Text::Borrowed("CpuScaling"),
            Rule::Memory(_) => Text::Borrowed("MemoryScaling"),
            Rule::Requests(_) => Text::Borrowed("RequestScaling"),
            Rule::Metric { id, .. } => Text::Owned(format!("{id}Scaling")),
            Rule::Backlog { .. } => Text::Borrowed("BacklogScaling"),
            Rule::Steps(steps) => Text::Owned(format!("{}Steps", steps.of.id())),
        }
    }

    pub(super) fn build(self, stack: &mut Stack, scaled: &mut Scaled<'_>) {
        let id = self.id();
        let out_cooldown = whole_seconds(stack, "the cooldown after scaling out", self.out_cooldown, 0, 3_600);
        let in_cooldown = whole_seconds(stack, "the cooldown after scaling in", self.in_cooldown, 0, 3_600);
        let counts_requests = self.counts_requests();
        if self.stray_steps {
            let message = format!("the policy `{id}` keeps a target and has no steps");
            let help = "begin with `ScalingPolicy::steps`, or leave `add_above` and `remove_below` out";
            stack.error("bad-scaling-steps", message, help);
        }
        let (target, tracked) = match self.rule {
            Rule::Steps(steps) => return steps.build(stack, scaled, out_cooldown, in_cooldown),
            Rule::Cpu(percent) => {
                (percentage(stack, percent.into()), Tracked::Predefined(Predefined::EcsServiceAverageCpuUtilization))
            }
            Rule::Memory(percent) => {
                (percentage(stack, percent.into()), Tracked::Predefined(Predefined::EcsServiceAverageMemoryUtilization))
            }
            Rule::Requests(count) => {
                (positive(stack, f64::from(count)), Tracked::Predefined(Predefined::AlbRequestCountPerTarget))
            }
            Rule::Metric { metric, target, .. } => {
                metric.check(stack);
                tracked_period(stack, &metric);
                (positive(stack, target), Tracked::Metric(specification(*metric)))
            }
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
