//! Application Auto Scaling. What CloudFormation calls a target's id is three attributes of the provider's.

use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::ApplicationAutoScaling::ScalableTarget", "aws_appautoscaling_target")
        .reference(TARGET_ID)
        .attributes(&[("Id", TARGET_ID)])
        .properties(&[(
            "ScheduledActions",
            To::Part(
                &Part::new("aws_appautoscaling_scheduled_action", "resource_id", "resource_id")
                    .fields(&[("ScheduledActionName", To::All(&[To::Attribute("name"), To::By(rest_of_target)]))])
                    .key(&["ScheduledActionName"]),
            ),
        )]),
    ResourceMap::new("AWS::ApplicationAutoScaling::ScalingPolicy", "aws_appautoscaling_policy")
        .reference("arn")
        .name(Name::Required("name", 256))
        .properties(&[
            ("PolicyName", To::Attribute("name")),
            (
                "PredictiveScalingPolicyConfiguration",
                To::Block(
                    "predictive_scaling_policy_configuration",
                    &[(
                        "MetricSpecifications",
                        To::Block(
                            "metric_specification",
                            &[
                                ("CustomizedCapacityMetricSpecification", QUERIES_OF_CAPACITY),
                                ("CustomizedLoadMetricSpecification", QUERIES_OF_LOAD),
                                ("CustomizedScalingMetricSpecification", QUERIES_OF_SCALING),
                            ],
                        ),
                    )],
                ),
            ),
            ("ScalingTargetId", To::By(target)),
        ]),
];

/// `service/cluster/name|ecs:service:DesiredCount|ecs`.
const TARGET_ID: &str = "join(\"|\", [{}.resource_id, {}.scalable_dimension, {}.service_namespace])";

const QUERIES: &[(&str, To)] = &[("MetricDataQueries", To::Block("metric_data_query", &[]))];
const QUERIES_OF_CAPACITY: To = To::Block("customized_capacity_metric_specification", QUERIES);
const QUERIES_OF_LOAD: To = To::Block("customized_load_metric_specification", QUERIES);
const QUERIES_OF_SCALING: To = To::Block("customized_scaling_metric_specification", QUERIES);

fn rest_of_target<'g>(s: &mut Scope<'_, 'g>, _: &'g Field) {
    for attribute in ["scalable_dimension", "service_namespace"] {
        let term = s.reference(attribute);
        s.set(attribute, term);
    }
}

/// The three attributes, as references where the target is in the program.
fn target<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let id = s.term(&field.value);
    let known = match &id {
        Term::Expression(text) => text.strip_prefix("join(\"|\", [").and_then(|rest| rest.strip_suffix("])")),
        _ => None,
    };
    let parts: Vec<Term<'g>> = match (known, id.as_str()) {
        (Some(references), _) => references.split(", ").map(Term::expression).collect(),
        (None, Some(literal)) => literal.split('|').map(|part| Term::from(part.to_owned())).collect(),
        _ => (0..3).map(|index| Term::Expression(format!("split(\"|\", {})[{index}]", id.to_hcl()))).collect(),
    };
    for (attribute, part) in ["resource_id", "scalable_dimension", "service_namespace"].into_iter().zip(parts) {
        s.set(attribute, part);
    }
}
