//! What is offered is what is deployed: AWS Marketplace refuses a listing whose images are not those of its template.
#![cfg(test)]

use iac_core::{Environment, Graph, Value};
use snapshots::systems::ENVIRONMENTS;

fn graph(name: &str) -> Graph {
    let is_ours = |one: &&Environment| one.system == "cloud-optimizer" && one.name == name;
    ENVIRONMENTS.iter().find(is_ours).unwrap().resolve().0
}

/// The value of a field, at any depth, wherever it is text.
fn texts(value: &Value, name: &str, found: &mut Vec<String>) {
    match value {
        Value::Map(fields) => {
            for field in fields {
                match &field.value {
                    Value::Str(text) if field.name == name => found.push(text.to_string()),
                    inner => texts(inner, name, found),
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| texts(item, name, found)),
        _ => {}
    }
}

#[test]
fn the_listing_offers_what_the_trial_deploys() {
    let (trial, seller) = (graph("trial"), graph("seller"));
    let mut images = Vec::new();
    for resource in trial.stacks[0].resources.values().filter(|one| one.resource_type == "AWS::ECS::TaskDefinition") {
        resource.properties.iter().for_each(|property| texts(&property.value, "Image", &mut images));
    }
    assert_eq!(images.len(), 1, "{images:?}");
    let file = |path: &str| &seller.stacks[0].files.iter().find(|file| file.path == path).unwrap().text;
    let offered = format!("\"ContainerImages\": [\n         \"{}\"\n        ]", images[0]);
    assert!(file("catalog/version.json").contains(&offered), "{}", file("catalog/version.json"));
    assert!(file("catalog/usage-instructions.md").contains(&images[0]));
}
