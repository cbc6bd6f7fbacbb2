//! CodeBuild. A webhook is a resource of its own.

use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::CodeBuild::Project", "aws_codebuild_project")
    .reference("name")
    .attributes(&[("Id", "name")])
    .name(Name::Required("name", 255))
    .properties(&[
        ("LogsConfig", To::Block("logs_config", &[("CloudWatchLogs", To::Block("cloudwatch_logs", &[]))])),
        ("QueuedTimeoutInMinutes", To::Attribute("queued_timeout")),
        ("SecondarySources", To::Block("secondary_sources", &[("BuildSpec", To::Attribute("buildspec"))])),
        ("Source", To::Block("source", &[("BuildSpec", To::Attribute("buildspec"))])),
        ("TimeoutInMinutes", To::Attribute("build_timeout")),
        ("Triggers", To::By(webhook)),
        ("Visibility", To::Attribute("project_visibility")),
    ])];

/// There is one where `Webhook` is true.
fn webhook<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let Value::Map(fields) = &field.value else {
        s.error("terraform", "the triggers are an expression", "give an object");
        return;
    };
    match fields.iter().find(|field| field.name == "Webhook").map(|field| &field.value) {
        Some(Value::Bool(true)) => {}
        Some(Value::Str(text)) if text == "true" => {}
        None | Some(Value::Bool(false)) => return,
        Some(_) => {
            s.error("terraform", "whether there is a webhook is an expression", "give `true` or `false`");
            return;
        }
    }
    let project = s.reference("name");
    s.part("aws_codebuild_webhook", "", |s| {
        s.set("project_name", project);
        s.fields(
            fields,
            &[("FilterGroups", To::By(filter_groups)), ("Webhook", To::Ignored("the resource itself says it"))],
        );
    });
}

/// A list of lists, each of which is a block of blocks.
fn filter_groups<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let Value::List(groups) = &field.value else {
        s.error("terraform", "the filter groups are an expression", "give a list of lists");
        return;
    };
    for group in groups {
        s.append("filter_group", |s| {
            s.each(group, &mut |s, filter| {
                if let Value::Map(fields) = filter {
                    s.append("filter", |s| s.fields(fields, &[]));
                }
            });
        });
    }
}
