//! AWS's own metrics: what they write into the template, and what they refuse.

use crate::*;
use iac_aws::cfn::{ec2, ecs, elastic_load_balancing_v2, elasticache, rds, sqs};

/// Namespace, name, statistic and dimensions of a metric.
fn found(metric: Metric) -> Value {
    let (template, _) = resolved(|stack| {
        stack.add("Alarm", alarm(metric));
    });
    let alarm = &template["Resources"]["Alarm"]["Properties"];
    let dimensions = alarm["Dimensions"].as_array().unwrap().iter();
    let names: Vec<_> = dimensions.map(|dimension| dimension["Name"].as_str().unwrap()).collect();
    json!([alarm["Namespace"], alarm["MetricName"], alarm["Statistic"], names])
}

#[test]
fn aws_own_metrics_are_found_where_aws_puts_them() {
    let mut stack = Stack::new("main");
    let cluster = stack.add("Cluster", ecs::Cluster::new());
    let service = stack.add("Service", ecs::Service::new());
    let balancer = stack.add("Balancer", elastic_load_balancing_v2::LoadBalancer::new());
    let group = stack.add("Group", elastic_load_balancing_v2::TargetGroup::new());
    let instance = stack.add("Database", rds::DbInstance::new());
    let cache = stack.add("Cache", elasticache::ReplicationGroup::new("Sessions"));
    let gateway = stack.add("Gateway", ec2::NatGateway::new());
    let queue = stack.add("Queue", sqs::Queue::new());
    let service = EcsServiceMetrics::of(cluster, service);
    let balancer_metrics = LoadBalancerMetrics::of(balancer);
    let group = TargetGroupMetrics::of(balancer, group);
    let expected = [
        (service.cpu_utilization(), json!(["AWS/ECS", "CPUUtilization", "Average", ["ClusterName", "ServiceName"]])),
        (service.running_tasks(), json!(["AWS/ECS", "CPUUtilization", "SampleCount", ["ClusterName", "ServiceName"]])),
        (
            balancer_metrics.http_code_elb_5xx_count(),
            json!(["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum", ["LoadBalancer"]]),
        ),
        (
            group.healthy_host_count(),
            json!(["AWS/ApplicationELB", "HealthyHostCount", "Minimum", ["LoadBalancer", "TargetGroup"]]),
        ),
        (
            DbInstanceMetrics::of(instance).free_storage_space(),
            json!(["AWS/RDS", "FreeStorageSpace", "Minimum", ["DBInstanceIdentifier"]]),
        ),
        (
            CacheNodeMetrics::of(cache, 1).evictions(),
            json!(["AWS/ElastiCache", "Evictions", "Sum", ["CacheClusterId"]]),
        ),
        (
            NatGatewayMetrics::of(gateway).error_port_allocation(),
            json!(["AWS/NATGateway", "ErrorPortAllocation", "Sum", ["NatGatewayId"]]),
        ),
        (
            QueueMetrics::of(queue).approximate_age_of_oldest_message(),
            json!(["AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum", ["QueueName"]]),
        ),
    ];
    for (metric, expected) in expected {
        assert_eq!(found(metric), expected);
    }
    let alarm = Alarm::new(balancer_metrics.target_5xx_rate(), Comparison::GreaterThan(1.0), Severity::Critical, "5xx")
        .missing(Missing::NotBreaching);
    stack.add("Alarm", alarm);
    let node = CacheNodeMetrics::of(cache, 2).cpu_utilization();
    stack.add("Node", Alarm::new(node, Comparison::GreaterThan(90.0), Severity::Info, "Busy"));
    let (graph, diagnostics) = resolve::resolve(stack.into(), "test");
    assert_eq!(diagnostics, []);
    let template = common::written(&graph.stacks[0]);
    let dimensions = &template["Resources"]["Node"]["Properties"]["Dimensions"];
    let node = json!({"Fn::Sub": "${Cache}-002"});
    assert_eq!(dimensions, &json!([{"Name": "CacheClusterId", "Value": node}]));
}
