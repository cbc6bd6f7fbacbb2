//! Four alarms.

use super::service::Service;
use iac_aws::cfn::cloudwatch::{self, alarm};
use iac_aws::cfn::rds::DbInstanceRef;
use iac_aws::prelude::*;

pub(crate) fn add(stack: &mut Stack, service: &Service, database: DbInstanceRef) {
    let balancer = || alarm::Dimension::new("LoadBalancer", service.balancer.load_balancer_full_name());
    let targets = alarm::Dimension::new("TargetGroup", service.targets.target_group_full_name());
    let cluster = alarm::Dimension::new("ClusterName", service.cluster.cluster_name());
    let name = alarm::Dimension::new("ServiceName", service.service.name());
    let database = alarm::Dimension::new("DBInstanceIdentifier", database.db_instance_identifier());
    let (average, sum) = (alarm::Statistic::Average, alarm::Statistic::Sum);
    for (id, metric, dimensions, threshold, statistic) in [
        ("CpuHigh", ["AWS/ECS", "CPUUtilization"], vec![cluster, name], 85, average),
        ("Alb5xx", ["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count"], vec![balancer()], 10, sum),
        ("DbCpu", ["AWS/RDS", "CPUUtilization"], vec![database], 80, average),
        ("Unhealthy", ["AWS/ApplicationELB", "UnHealthyHostCount"], vec![balancer(), targets], 1, average),
    ] {
        let [namespace, name] = metric;
        let alarm = cloudwatch::Alarm::new()
            .namespace(namespace)
            .metric_name(name)
            .dimensions(dimensions)
            .threshold(threshold)
            .statistic(statistic)
            .period(300)
            .evaluation_periods(3)
            .comparison_operator(alarm::ComparisonOperator::GreaterThanOrEqualToThreshold);
        stack.add(id, alarm);
    }
}
