//! What Application Auto Scaling scales.

use crate::containers::task::SERVICE;
use iac_core::check::{Eval, Reference, Res, World};
use std::collections::HashMap;

pub(crate) const TARGET: &str = "AWS::ApplicationAutoScaling::ScalableTarget";
pub(crate) const POLICY: &str = "AWS::ApplicationAutoScaling::ScalingPolicy";

/// A part of a text between slashes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece<'g> {
    Text(String),
    /// One reference and nothing else.
    Ref(Reference<'g>),
    /// Something that is not known, or known in part.
    Unknown,
}

/// A text, taken apart at its slashes. None where it is not known how many there are.
pub(crate) fn pieces<'g>(of: &Eval<'g>) -> Option<Vec<Piece<'g>>> {
    let parts = match of {
        Eval::Joined(parts) => parts.as_slice(),
        Eval::Text(_) | Eval::Ref(_) => std::slice::from_ref(of),
        _ => return None,
    };
    let mut found: Vec<Vec<Piece<'g>>> = vec![Vec::new()];
    for part in parts {
        let Some(text) = part.text() else {
            let piece = part.reference().map_or(Piece::Unknown, Piece::Ref);
            found.last_mut()?.push(piece);
            continue;
        };
        for (number, text) in text.split('/').enumerate() {
            if number > 0 {
                found.push(Vec::new());
            }
            if !text.is_empty() {
                found.last_mut()?.push(Piece::Text(text.to_owned()));
            }
        }
    }
    let one = |mut pieces: Vec<Piece<'g>>| match pieces.len() {
        0 => Piece::Text(String::new()),
        1 => pieces.remove(0),
        _ => Piece::Unknown,
    };
    Some(found.into_iter().map(one).collect())
}

/// The services by the names that they have.
struct Named(HashMap<String, (usize, usize)>);

fn named(world: &World<'_>) -> Named {
    let of = |one: Res<'_, '_>| Some((one.get("ServiceName").text()?.into_owned(), one.position()));
    Named(world.all(SERVICE).filter_map(of).collect())
}

/// The service that a scalable target scales, where it is named by a reference, or by the name that it has.
pub(crate) fn service_of<'w, 'g>(world: &'w World<'g>, target: Res<'_, 'g>) -> Option<Res<'w, 'g>> {
    let pieces = pieces(&target.get("ResourceId"))?;
    let of = match pieces.get(2)? {
        Piece::Ref(reference) => reference.target(world),
        Piece::Text(name) => world.once(named).0.get(name).and_then(|position| world.resource_at(*position)),
        Piece::Unknown => None,
    };
    of.filter(|of| of.kind() == SERVICE && of.exists())
}

/// A scaled service for tests.
#[cfg(test)]
pub(crate) fn scaled(head: &str, from: &str, to: &str) -> String {
    const SCALING: &str = "
  Scaling: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {ServiceNamespace: ecs, MinCapacity: 1, MaxCapacity: 4,
    ScalableDimension: ecs:service:DesiredCount, ResourceId: !Sub 'service/${Cluster}/${App.Name}'}}
  Policy: {Type: AWS::ApplicationAutoScaling::ScalingPolicy, Properties: {PolicyName: cpu, PolicyType: TargetTrackingScaling,
    ScalingTargetId: !Ref Scaling, TargetTrackingScalingPolicyConfiguration: {TargetValue: 60,
    PredefinedMetricSpecification: {PredefinedMetricType: ECSServiceAverageCPUUtilization}}}}
";
    let whole = format!("{}{SCALING}", crate::containers::task::APP.trim_end());
    assert!(whole.contains(from), "no `{from}`");
    format!("{head}\n{}", whole.replace(from, to))
}
