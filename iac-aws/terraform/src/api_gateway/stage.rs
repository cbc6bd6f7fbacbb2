//! Deployments and stages.

use super::member;
use crate::prelude::*;

pub(super) const DEPLOYMENT: &[(&str, To)] = &[
    ("DeploymentCanarySettings", To::Missing("write a stage with `CanarySetting`")),
    ("StageDescription", To::Ignored("the stage holds it")),
    ("StageName", To::By(stage_of_deployment)),
];

pub(super) const STAGE: &[(&str, To)] = &[ACCESS_LOG, CANARY, ("MethodSettings", To::By(method_settings)), TRACING];

const ACCESS_LOG: (&str, To) = ("AccessLogSetting", To::Block("access_log_settings", &[]));
const CANARY: (&str, To) = ("CanarySetting", To::Block("canary_settings", &[]));
const TRACING: (&str, To) = ("TracingEnabled", To::Attribute("xray_tracing_enabled"));

/// A deployment that names a stage makes it.
fn stage_of_deployment<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let description = s.property("StageDescription");
    s.part("aws_api_gateway_stage", "", |s| {
        for (attribute, of_deployment) in [("deployment_id", "id"), ("rest_api_id", "rest_api_id")] {
            let term = s.reference(of_deployment);
            s.set(attribute, term);
        }
        s.to(field, &To::Attribute("stage_name"));
        if let Some(Value::Map(fields)) = description {
            s.fields(fields, &[ACCESS_LOG, CANARY, TRACING]);
        }
    });
}

/// One resource for each method. CloudFormation's paths start with a slash, those of the provider do not.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_method_settings>
fn method_settings<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    const INSIDE: To = To::Ignored("the path holds it");
    s.each(&field.value, &mut |s, settings: &'g Value| {
        let named = |name: &str| member(settings, name).and_then(Value::as_str);
        let (Value::Map(fields), Some(resource), Some(method)) = (settings, named("ResourcePath"), named("HttpMethod"))
        else {
            let help = "write `ResourcePath` and `HttpMethod` as literals";
            return s.error("terraform", "the path of a setting is not known", help);
        };
        let resource = match resource.strip_prefix('/').unwrap_or(resource) {
            "" => "~1",
            path => path,
        };
        let path = format!("{resource}/{method}");
        let word = match &*path {
            "*/*" => String::new(),
            path => path.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "_"),
        };
        s.part("aws_api_gateway_method_settings", word.trim_matches('_'), |s| {
            for attribute in ["rest_api_id", "stage_name"] {
                let term = s.reference(attribute);
                s.set(attribute, term);
            }
            s.set("method_path", path);
            s.within("settings", |s| s.fields(fields, &[("HttpMethod", INSIDE), ("ResourcePath", INSIDE)]));
        });
    });
}
