use super::target::{Piece, TARGET, pieces, service_of};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A scalable target names nothing that exists.
    ///
    /// `ResourceId` is written differently for each service (`service/CLUSTER/SERVICE` by their names for ECS), and each
    /// dimension belongs to one service. What is named must be there before.
    ///
    /// Facts: <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html>.
    pub(crate) SCALABLE_TARGET: "scalable-target", Error, check
}

/// Each dimension begins with its namespace; some share one, with another beginning of the id.
const SHAPES: &[(&str, &str, usize)] = &[
    ("ecs:service:DesiredCount", "service/CLUSTER/SERVICE", 3),
    ("dynamodb:table:ReadCapacityUnits", "table/TABLE", 2),
    ("dynamodb:table:WriteCapacityUnits", "table/TABLE", 2),
    ("dynamodb:index:ReadCapacityUnits", "table/TABLE/index/INDEX", 4),
    ("dynamodb:index:WriteCapacityUnits", "table/TABLE/index/INDEX", 4),
    ("rds:cluster:ReadReplicaCount", "cluster:CLUSTER", 1),
    ("lambda:function:ProvisionedConcurrency", "function:FUNCTION:ALIAS", 1),
    ("sagemaker:variant:DesiredInstanceCount", "endpoint/ENDPOINT/variant/VARIANT", 4),
    ("ec2:spot-fleet-request:TargetCapacity", "spot-fleet-request/ID", 2),
    ("elasticache:replication-group:NodeGroups", "replication-group/ID", 2),
    ("elasticache:replication-group:Replicas", "replication-group/ID", 2),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for target in world.all(TARGET) {
        let (dimension, namespace) = (target.get("ScalableDimension"), target.get("ServiceNamespace"));
        let Some(text) = dimension.text() else { continue };
        if let Some(namespace) = namespace.text().filter(|namespace| text.split(':').next() != Some(namespace)) {
            let message = format!("the dimension `{text}` is not one of `{namespace}`");
            findings.at(target, "ScalableDimension", message, format!("it begins with `{namespace}:`"));
            continue;
        }
        let Some((_, shape, count)) = SHAPES.iter().find(|(dimension, ..)| *dimension == text) else { continue };
        let id = target.get("ResourceId");
        let Some(pieces) = pieces(&id) else { continue };
        // Where something is not known it may hold slashes of its own.
        let known = !pieces.contains(&Piece::Unknown);
        let first = shape.split(['/', ':']).next().unwrap_or_default();
        let begins = match pieces.first() {
            Some(Piece::Text(text)) => text.split(':').next() == Some(first),
            Some(Piece::Ref(_)) => false,
            _ => true,
        };
        if !begins || known && pieces.len() != *count || pieces.contains(&Piece::Text(String::new())) {
            let message = format!("the id `{}` does not name what `{text}` scales", id.shown());
            findings.at(target, "ResourceId", message, format!("it is written as `{shape}`, by names"));
        } else if text == "ecs:service:DesiredCount" && known {
            service(world, findings, target, &pieces);
        }
    }
}

fn service<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, target: Res<'_, 'g>, pieces: &[Piece<'g>]) {
    let [_, cluster, named] = pieces else { return };
    let wrong = |findings: &mut Findings<'_, 'g>, other: Res<'_, 'g>, message: String, help: String| {
        findings.between(target, "ResourceId", message, help, &[(other, "what it refers to")]);
    };
    for (piece, kind, attribute) in [(cluster, "AWS::ECS::Cluster", "Ref"), (named, "AWS::ECS::Service", "Name")] {
        let Piece::Ref(reference) = piece else { continue };
        let Some(other) = reference.target(world) else { continue };
        if other.kind() != kind {
            let message = format!(
                "the id names {}, of the type {}, where the name of an {kind} belongs",
                other.path(),
                other.kind()
            );
            return wrong(findings, other, message, "it is written as `service/CLUSTER/SERVICE`".to_owned());
        }
        if reference.attribute != attribute {
            let what = Eval::Ref(*reference).shown();
            let message = format!("the id has {what} of {}, which is its ARN and not its name", other.path());
            let help = if attribute == "Ref" {
                format!("use `!Ref {}`", other.id())
            } else {
                format!("use `!GetAtt {}.Name`", other.id())
            };
            return wrong(findings, other, message, help);
        }
    }
    let Some(service) = service_of(world, target) else { return };
    let of_service = service.get("Cluster");
    let differs = match cluster {
        Piece::Ref(reference) => world.target(&of_service).is_some_and(|other| reference.target(world) != Some(other)),
        Piece::Text(name) => match world.target_of(&of_service, "AWS::ECS::Cluster") {
            Some(other) => other.get("ClusterName").text().is_some_and(|other| other != *name),
            // A service without a cluster is in the one with the name `default`.
            None => {
                of_service.is_absent() && name != "default"
                    || of_service.text().is_some_and(|other| !other.starts_with("arn:") && other != *name)
            }
        },
        Piece::Unknown => false,
    };
    if differs {
        let message = format!("the id names another cluster than the one that {} runs in", service.path());
        wrong(findings, service, message, "name the cluster of the service".to_owned());
    } else if target.stack().name == service.stack().name && !target.waits_for().contains(&service) {
        let message =
            format!("the target does not wait for {}, and is refused before the service is there", service.path());
        wrong(
            findings,
            service,
            message,
            format!("use `${{{}.Name}}` in the id, or add `DependsOn: {}`", service.id(), service.id()),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::SCALABLE_TARGET;
    use crate::scaling::target::scaled;
    use crate::testing::{finds, silent};

    const ID: &str = "!Sub 'service/${Cluster}/${App.Name}'";

    #[test]
    fn pairs() {
        let other = scaled("", "ecs:service:DesiredCount", "dynamodb:table:ReadCapacityUnits");
        finds(SCALABLE_TARGET, &other, "Scaling", "is not one of `ecs`");
        let table = other.replace("ServiceNamespace: ecs", "ServiceNamespace: dynamodb");
        finds(SCALABLE_TARGET, &table, "Scaling", "does not name what `dynamodb:table");
        silent(SCALABLE_TARGET, &table.replace(ID, "table/users"));
    }

    #[test]
    fn names() {
        let with = |id: &str| scaled("", ID, id);
        finds(SCALABLE_TARGET, &with("!Sub 'service/${App.Name}'"), "Scaling", "does not name what");
        finds(SCALABLE_TARGET, &with("!Ref App"), "Scaling", "does not name what");
        finds(SCALABLE_TARGET, &with("!Sub 'service/${Cluster}/${App}'"), "Scaling", "which is its ARN");
        finds(SCALABLE_TARGET, &with("!Sub 'service/${Cluster.Arn}/${App.Name}'"), "Scaling", "which is its ARN");
        finds(
            SCALABLE_TARGET,
            &with("!Sub 'service/${Cluster}/${Task}'"),
            "Scaling",
            "the name of an AWS::ECS::Service",
        );
        finds(
            SCALABLE_TARGET,
            &with("!Join ['/', [service, !GetAtt App.Name, !Ref Cluster]]"),
            "Scaling",
            "the name of an AWS::ECS::Cluster",
        );
        finds(
            SCALABLE_TARGET,
            &with("!Sub 'service/main/${App.Name}'")
                .replace("AWS::ECS::Cluster}", "AWS::ECS::Cluster, Properties: {ClusterName: m}}"),
            "Scaling",
            "another cluster",
        );
    }

    #[test]
    fn another_cluster_or_too_early() {
        let other = "  Second: {Type: AWS::ECS::Cluster}\n";
        let elsewhere = scaled("", ID, "!Sub 'service/${Second}/${App.Name}'") + other;
        finds(SCALABLE_TARGET, &elsewhere, "Scaling", "another cluster than the one that template/App runs in");
        let early = scaled("", ID, "!Sub 'service/${Cluster}/app'").replace("DesiredCount: 2", "ServiceName: app");
        finds(SCALABLE_TARGET, &early, "Scaling", "does not wait for template/App");
        silent(SCALABLE_TARGET, &early.replace("ScalableTarget,", "ScalableTarget, DependsOn: App,"));
    }

    #[test]
    fn what_exists() {
        silent(SCALABLE_TARGET, &scaled("", ID, ID));
        silent(SCALABLE_TARGET, &scaled("", ID, "!Join ['/', [service, !Ref Cluster, !GetAtt App.Name]]"));
        silent(SCALABLE_TARGET, &scaled("Parameters: {C: {Type: String}}", ID, "!Sub 'service/${C}/${App.Name}'"));
        silent(SCALABLE_TARGET, &scaled("", ID, "service/main/of-others"));
    }
}
