//! Secrets: their names, who reads them, whether a person fills them in. Never a value.

use crate::containers::source;
use crate::stores::{managed, managed_secret};
use crate::words::Words;
use iac_core::check::{Eval, Res};
use iac_core::{Expr, Value as Plain};
use serde_json::Value;

pub(crate) fn all(words: &Words<'_, '_>) -> Value {
    let secrets = words.world.all("AWS::SecretsManager::Secret").map(|secret| one(words, secret));
    let parameters = words
        .world
        .all("AWS::SSM::Parameter")
        .filter(|one| one.get("Type").text().is_some_and(|kind| kind == "SecureString"));
    let parameters = parameters.map(|one| words.thing_with(one, object!({"by_hand": true})));
    let kept = words.world.all("AWS::RDS::DBInstance").filter(|one| managed(*one)).map(|one| of_rds(words, one));
    secrets.chain(parameters).chain(kept).collect::<Vec<_>>().into()
}

/// The password that RDS keeps itself: no resource of the stack, but read like one.
fn of_rds<'g>(words: &Words<'_, 'g>, instance: Res<'_, 'g>) -> Value {
    let mut row = words.thing_with(
        instance,
        object!({
            "description": "The password of the user who owns the database",
            "by": "made and changed by RDS",
            "rotation": changed_by(words, instance).and_then(|schedule| words.text(schedule, "ScheduleExpression")).unwrap_or_else(|| "every 7 days".to_owned()),
            "managed": true,
            "on_delete": "deleted with the instance",
            "readers": readers(words, instance),
        }),
    );
    row["look_up"] = managed_secret(words, instance).into();
    row
}

/// What asks for a new password of a managed secret, if not RDS's own week.
pub(crate) fn changed_by<'w, 'g>(words: &Words<'w, 'g>, instance: Res<'_, 'g>) -> Option<Res<'w, 'g>> {
    let asks = |schedule: &Res<'_, 'g>| {
        let input = schedule.get("Target.Input");
        let rotates = words.shown(&schedule.get("Target.Arn")).ends_with(":secretsmanager:rotateSecret");
        rotates && input.references().iter().any(|one| one.target(words.world) == Some(instance))
    };
    words.world.all("AWS::Scheduler::Schedule").find(asks)
}

fn one<'g>(words: &Words<'_, 'g>, secret: Res<'_, 'g>) -> Value {
    let world = words.world;
    let generated = !secret.get("GenerateSecretString").is_absent();
    let given = secret.get("SecretString");
    let rotation = world
        .all("AWS::SecretsManager::RotationSchedule")
        .find(|schedule| world.target(&schedule.get("SecretId")) == Some(secret))
        .map(|schedule| rotation(words, schedule));
    let by = match (generated, &given) {
        (true, _) => "generated while the stack is created",
        (false, Eval::Absent) => "filled in by a person",
        (false, value) if is_placeholder(value) => "filled in by a person over the placeholder",
        (false, _) => "given when the stack is deployed",
    };
    words.thing_with(
        secret,
        object!({
            "secret_name": words.text(secret, "Name"),
            "description": words.text(secret, "Description"),
            "generated": generated,
            "by_hand": !generated && (given.is_absent() || is_placeholder(&given)),
            "by": by,
            "field": words.text(secret, "GenerateSecretString.GenerateStringKey"),
            "rotation": rotation,
            "given": !generated && !given.is_absent() && !is_placeholder(&given),
            // Kept when the stack goes: what it encrypts is worth more than the stack.
            "lasting": generated && words.on_delete(secret) == "kept",
            "copies": secret.get("ReplicaRegions").items().iter().map(|copy| words.shown(copy.at("Region"))).collect::<Vec<_>>(),
            "users": resolved(words, secret, "AWS::ElastiCache::User"),
            "databases": resolved(words, secret, "AWS::RDS::DBInstance"),
            "readers": readers(words, secret),
            "on_delete": words.on_delete(secret),
            "output": words.output(secret, &["Ref", "Id"]),
        }),
    )
}

/// The resources of a type that get its value while the stack is deployed: they do not see a later one.
fn resolved<'g>(words: &Words<'_, 'g>, secret: Res<'_, 'g>, kind: &str) -> Vec<Value> {
    let (stack, index) = secret.position();
    let holds = |one: &Res<'_, 'g>| {
        let mut found = false;
        let mut visit = |expr: &Expr| found |= expr.is_secret() && expr.operands().any(|operand| names(operand, index));
        one.node().properties.iter().for_each(|field| field.value.for_each_expr(&mut visit));
        found && one.position().0 == stack
    };
    words.world.all(kind).filter(holds).map(|one| words.thing(one)).collect()
}

/// Whether a value refers to the resource at a position of its stack.
fn names(value: &Plain, index: usize) -> bool {
    let mut found = false;
    value.for_each_expr(&mut |expr| {
        found |= matches!(expr, Expr::Ref(node) | Expr::GetAtt(node, _) if node.index() == index);
    });
    found
}

fn is_placeholder(value: &Eval<'_>) -> bool {
    let text = value.text().unwrap_or_default().to_ascii_lowercase();
    ["change", "replace", "placeholder", "fill", "todo"].iter().any(|word| text.contains(word))
}

fn rotation<'g>(words: &Words<'_, 'g>, schedule: Res<'_, 'g>) -> String {
    let days = words.shown(&schedule.get("RotationRules.AutomaticallyAfterDays"));
    match words.text(schedule, "RotationRules.ScheduleExpression") {
        Some(expression) => expression,
        None => format!("every {days} days"),
    }
}

/// The variables of containers that hold it, and what else names it in its properties.
fn readers<'g>(words: &Words<'_, 'g>, secret: Res<'_, 'g>) -> Vec<String> {
    let world = words.world;
    let name = words.name(secret);
    let mut found: Vec<String> = Vec::new();
    for task in world.all("AWS::ECS::TaskDefinition") {
        for container in task.get("ContainerDefinitions").items() {
            for variable in container.at("Secrets").items() {
                let (of, _) = source(words, variable.at("ValueFrom"));
                if of == name
                    && variable.at("ValueFrom").references().iter().any(|one| one.target(world) == Some(secret))
                {
                    let (container, variable) = (words.shown(container.at("Name")), words.shown(variable.at("Name")));
                    push(&mut found, format!("container {container} as {variable}"));
                }
            }
        }
    }
    for role in world.all("AWS::IAM::Role") {
        let reads = |statement: &Eval<'g>| {
            statement
                .at("Action")
                .items()
                .iter()
                .any(|one| one.text().is_some_and(|of| of == "secretsmanager:GetSecretValue"))
                && statement.at("Resource").references().iter().any(|one| one.target(world) == Some(secret))
        };
        let policies = role.get("Policies");
        let mut documents = policies.items().iter().map(|policy| policy.at("PolicyDocument.Statement"));
        if documents.any(|statements| statements.items().iter().any(reads)) {
            push(&mut found, format!("role {}", words.name(role)));
        }
    }
    found
}

fn push(found: &mut Vec<String>, reader: String) {
    if !found.contains(&reader) {
        found.push(reader);
    }
}
