//! What the provider has no type for.

use super::body::Body;
use super::context::{Context, Spot};
use super::lower::{Lifecycle, Lowered};
use super::term::Term;
use crate::graph::ResourceNode;
use crate::policy::DeletionPolicy;

/// A resource of a type without a native counterpart: through Cloud Control where the stack opts in.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudcontrolapi_resource>
pub(super) fn resource<'g>(
    context: &mut Context<'g>,
    stack: usize,
    (index, id, resource): (usize, &'g str, &'g ResourceNode),
) -> Vec<Lowered<'g>> {
    let place = context.stack(stack).place(resource);
    let spot = Spot { stack, id, resource: Some(resource), place };
    let cloud_control = context.stack(stack).cloud_control;
    if !cloud_control {
        let message = format!("{} has no native counterpart in Terraform here", resource.resource_type);
        let help =
            "let the stack use Cloud Control for it: `stack.terraform_cloud_control()`, or write CloudFormation only";
        context.error(spot, "unmapped-type", message, help);
        return Vec::new();
    }
    let message = format!("{} is written as aws_cloudcontrolapi_resource", resource.resource_type);
    let mut note = crate::Diagnostic::warning("cloud-control", context.path(spot), message).at(place);
    note.severity = crate::Severity::Info;
    context.diagnostics.push(note);
    let mut body = Body::default();
    body.set("type_name".into(), Term::from(&resource.resource_type), place);
    let state = context.object(spot, &resource.properties);
    body.set("desired_state".into(), Term::Json(Box::new(state)), place);
    let mut lifecycle = Lifecycle::default();
    use DeletionPolicy::{Retain as Keep, RetainExceptOnCreate, Snapshot};
    lifecycle.prevent_destroy = matches!(resource.deletion_policy, Some(Keep | RetainExceptOnCreate | Snapshot));
    let name = context.names.stacks[stack].resources[index].name.clone();
    vec![Lowered {
        terraform: "aws_cloudcontrolapi_resource",
        name,
        body,
        of: (stack, index),
        lifecycle,
        needed: false,
    }]
}
