//! What must hold in every environment, whoever adds it.
#![cfg(test)]

use iac_core::Expr;
use iac_core::graph::ResourceNode;
use snapshots::systems::ENVIRONMENTS;

/// Calls `look` with every resource of a type, and says how many there are.
fn every(resource_type: &str, mut look: impl FnMut(&str, &ResourceNode)) -> usize {
    let mut found = 0;
    for environment in ENVIRONMENTS {
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

/// An export in use cannot change, and each update that changes a task definition makes another revision of it.
#[test]
fn no_stack_hands_on_a_revision_of_a_task_definition() {
    let mut exports = 0;
    for environment in ENVIRONMENTS {
        let (graph, _) = environment.resolve();
        for stack in &graph.stacks {
            for (id, output) in stack.outputs.iter().filter(|(_, output)| output.export.is_some()) {
                exports += 1;
                output.value.for_each_expr(&mut |expr| {
                    let (Expr::Ref(node) | Expr::GetAtt(node, _)) = expr else { return };
                    let (_, resource) = stack.resources.get_index(node.index()).unwrap();
                    let environment = (environment.system, environment.name, &stack.name, id);
                    assert_ne!(resource.resource_type, "AWS::ECS::TaskDefinition", "{environment:?}");
                });
            }
        }
    }
    assert!(exports > 0);
}

/// AWS Backup starts nothing within RDS's windows and in the hour before, and RDS draws those that nobody gives.
#[test]
fn a_database_with_a_backup_plan_has_windows_of_its_own() {
    let mut databases = 0;
    for environment in ENVIRONMENTS {
        let (graph, _) = environment.resolve();
        let of_type = |kind: &'static str| {
            let resources = graph.stacks.iter().flat_map(|stack| stack.resources.values());
            resources.filter(move |resource| resource.resource_type == kind)
        };
        if of_type("AWS::Backup::BackupPlan").next().is_none() {
            continue;
        }
        for database in of_type("AWS::RDS::DBInstance") {
            for window in ["PreferredBackupWindow", "PreferredMaintenanceWindow"] {
                let environment = (environment.system, environment.name);
                assert!(database.property(window).is_some(), "{environment:?}: {window}");
            }
            databases += 1;
        }
    }
    assert!(databases > 0);
}
