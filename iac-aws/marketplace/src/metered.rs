//! What is checked of the tasks that metering is attached to.

use iac_aws_base::marketplace::Metered;
use iac_core::prelude::*;
use iac_core::{Text, Value};

/// The registry whose images buyers can pull.
/// Source: <https://docs.aws.amazon.com/marketplace/latest/userguide/container-product-policies.html>
const REGISTRY: &str = "709825985650.dkr.ecr.us-east-1.amazonaws.com/";

/// Reports what in the tasks keeps the product from being sold or its usage from being taken.
pub(super) fn check(stack: &mut Stack, service: &impl Metered) {
    let Some(Value::List(containers)) = stack.property(service.task_definition(), "ContainerDefinitions") else {
        return;
    };
    let (mut foreign, mut region) = (Vec::new(), Vec::<Text>::new());
    for container in containers {
        match field(container, "Image") {
            Some(Value::Str(image)) if image.starts_with(REGISTRY) => {}
            Some(Value::Str(image)) => foreign.push(format!("the image `{image}`")),
            _ => foreign.push("an image that is known only when the stack is deployed".into()),
        }
        let Some(Value::List(variables)) = field(container, "Environment") else { continue };
        region.extend(variables.iter().filter_map(|variable| match field(variable, "Name") {
            Some(Value::Str(name)) if name == "AWS_REGION" || name == "AWS_DEFAULT_REGION" => Some(name.clone()),
            _ => None,
        }));
    }
    for image in foreign {
        stack.warn(
            "marketplace-image",
            format!("{image} is not in AWS Marketplace's registry"),
            "in a product that is sold there every container's image is: `Image::marketplace(\"seller/repository:tag\")`",
        );
    }
    for name in region {
        stack.error(
            "marketplace-region",
            format!("the container sets `{name}`"),
            "leave it out: AWS takes usage only from the region that the task runs in, which ECS tells the program",
        );
    }
}

fn field<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    match object {
        Value::Map(fields) => fields.iter().find(|field| field.name == name).map(|field| &field.value),
        _ => None,
    }
}
