//! What application load balancers measure.

use crate::monitoring::{Metric, MetricMath};
use iac_aws_cfn::elastic_load_balancing_v2::{LoadBalancerRef, TargetGroupRef};
use iac_core::prelude::*;

/// The metrics of an application load balancer. They are free. Where nothing happens, nothing is reported.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html>
#[derive(Clone, Debug)]
pub struct LoadBalancerMetrics {
    balancer: Val<Str>,
}

impl LoadBalancerMetrics {
    /// Of a balancer in this app.
    pub fn of(balancer: LoadBalancerRef) -> Self {
        LoadBalancerMetrics { balancer: balancer.load_balancer_full_name() }
    }

    fn found_by(&self, metric: Metric) -> Metric {
        metric.dimension("LoadBalancer", self.balancer.clone())
    }

    /// Answers of the targets with a status of 500 or more, in percent of all requests. What the balancer itself
    /// refuses is in [`LoadBalancerMetrics::http_code_elb_5xx_count`].
    pub fn target_5xx_rate(&self) -> MetricMath {
        rate(self.http_code_target_5xx_count(), self.request_count())
    }
}

super::metrics! { LoadBalancerMetrics in "AWS/ApplicationELB":
    /// Requests that reached a target.
    request_count "RequestCount" Sum;
    /// Seconds from when a request leaves the balancer until the target's answer begins.
    target_response_time "TargetResponseTime" Average;
    /// Answers of the targets with a status of 400 to 499.
    http_code_target_4xx_count "HTTPCode_Target_4XX_Count" Sum;
    /// Answers of the targets with a status of 500 or more.
    http_code_target_5xx_count "HTTPCode_Target_5XX_Count" Sum;
    /// Answers of the balancer itself with a status of 500 or more: no healthy target, or one that does not answer.
    http_code_elb_5xx_count "HTTPCode_ELB_5XX_Count" Sum;
    /// Open connections, to clients and to targets.
    active_connection_count "ActiveConnectionCount" Sum;
    /// Connections that were refused because the balancer had too many.
    rejected_connection_count "RejectedConnectionCount" Sum;
    /// Connections to targets that could not be opened.
    target_connection_error_count "TargetConnectionErrorCount" Sum;
}

/// The metrics of a target group behind a balancer. They are free.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html>
#[derive(Clone, Debug)]
pub struct TargetGroupMetrics {
    balancer: Val<Str>,
    group: Val<Str>,
}

impl TargetGroupMetrics {
    /// Of a target group and the balancer that it is behind.
    pub fn of(balancer: LoadBalancerRef, group: TargetGroupRef) -> Self {
        let (balancer, group) = (balancer.load_balancer_full_name(), group.target_group_full_name());
        TargetGroupMetrics { balancer, group }
    }

    fn found_by(&self, metric: Metric) -> Metric {
        metric.dimension("LoadBalancer", self.balancer.clone()).dimension("TargetGroup", self.group.clone())
    }

    /// Answers with a status of 500 or more, in percent of all requests.
    pub fn target_5xx_rate(&self) -> MetricMath {
        rate(self.http_code_target_5xx_count(), self.request_count())
    }
}

super::metrics! { TargetGroupMetrics in "AWS/ApplicationELB":
    /// Targets that are healthy: the fewest of a period. An alarm on this one is how `/health` is watched.
    healthy_host_count "HealthyHostCount" Minimum;
    /// Targets that are not healthy: the most of a period.
    un_healthy_host_count "UnHealthyHostCount" Maximum;
    /// Requests.
    request_count "RequestCount" Sum;
    /// Requests per target, on average.
    request_count_per_target "RequestCountPerTarget" Sum;
    /// Seconds from when a request leaves the balancer until the answer begins.
    target_response_time "TargetResponseTime" Average;
    /// Answers with a status of 500 or more.
    http_code_target_5xx_count "HTTPCode_Target_5XX_Count" Sum;
    /// Connections that could not be opened.
    target_connection_error_count "TargetConnectionErrorCount" Sum;
}

fn rate(failed: Metric, requests: Metric) -> MetricMath {
    MetricMath::new("100 * failed / requests")
        .metric("failed", failed)
        .metric("requests", requests)
        .label("Answers with 5xx in %")
}
