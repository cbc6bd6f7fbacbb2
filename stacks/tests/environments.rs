//! What must hold in every environment, whoever adds it.
#![cfg(test)]

use iac_core::graph::ResourceNode;

/// Calls `look` with every resource of a type, and says how many there are.
fn every(resource_type: &str, mut look: impl FnMut(&str, &ResourceNode)) -> usize {
    let mut found = 0;
    for environment in stacks::ENVIRONMENTS {
        let name = format!("{}/{}", environment.system, environment.name);
        let (graph, _) = environment.resolve();
        let resources = graph.stacks.iter().flat_map(|stack| stack.resources.values());
        for resource in resources.filter(|resource| resource.resource_type == resource_type) {
            look(&name, resource);
            found += 1;
        }
    }
    found
}

/// What runs may be old, and a task that is started anew pulls its image again.
#[test]
fn no_image_that_has_a_tag_expires_by_its_age() {
    let repositories = every("AWS::ECR::Repository", |environment, repository| {
        let policy = format!("{:?}", repository.property("LifecyclePolicy"));
        for rule in policy.split("rulePriority").filter(|rule| rule.contains("sinceImagePushed")) {
            assert!(rule.contains("untagged"), "{environment}: {rule}");
        }
    });
    assert!(repositories > 0);
}
