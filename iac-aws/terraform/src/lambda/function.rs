//! Functions.

use crate::prelude::*;

pub(super) const FUNCTION: ResourceMap = ResourceMap::new("AWS::Lambda::Function", "aws_lambda_function")
    .reference("function_name")
    .attributes(&[
        ("SnapStartResponse.ApplyOn", "{}.snap_start[0].apply_on"),
        ("SnapStartResponse.OptimizationStatus", "{}.snap_start[0].optimization_status"),
    ])
    .name(Name::Required("function_name", 64))
    .retain(Retain::Attribute("skip_destroy"))
    .properties(&[
        (
            "CapacityProviderConfig",
            To::Block(
                "capacity_provider_config",
                &[(
                    "LambdaManagedInstancesCapacityProviderConfig",
                    To::Block(
                        "lambda_managed_instances_capacity_provider_config",
                        &[(
                            "ExecutionEnvironmentMemoryGiBPerVCpu",
                            To::Attribute("execution_environment_memory_gib_per_vcpu"),
                        )],
                    ),
                )],
            ),
        ),
        ("Code", To::Flatten(&[("ZipFile", To::By(super::code::zip_file))])),
        ("DurableConfig", To::Block("durable_config", &[("RetentionPeriodInDays", To::Attribute("retention_period"))])),
        ("RecursiveLoop", To::By(recursive_loop)),
        (
            "RuntimeManagementConfig",
            To::Part(&Part::new("aws_lambda_runtime_management_config", "function_name", "function_name")),
        ),
    ])
    .finish(finish);

/// The provider wants to be told of the format that is the default.
fn finish(s: &mut Scope<'_, '_>) {
    s.complete("logging_config", |s| {
        if !s.has("log_format") {
            s.set("log_format", "Text");
        }
    });
}

fn recursive_loop<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let function = s.reference("function_name");
    s.part("aws_lambda_function_recursion_config", "", |s| {
        s.set("function_name", function);
        s.to(field, &To::Attribute("recursive_loop"));
    });
}
