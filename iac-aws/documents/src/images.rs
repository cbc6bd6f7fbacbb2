//! Where images come from: the repositories that are pulled from, and the parameters that choose a tag.

use crate::words::Words;
use iac_core::check::Res;
use iac_core::{Expr, Value as Plain};
use serde_json::Value;

const REPOSITORY: &str = "AWS::ECR::Repository";

/// The repositories of the program that containers run out of, in the order in which they are declared.
pub(crate) fn pulled(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let mut from: Vec<Res<'_, '_>> = Vec::new();
    for (kind, property) in [
        ("AWS::ECS::TaskDefinition", "ContainerDefinitions"),
        ("AWS::EC2::LaunchTemplate", "LaunchTemplateData"),
        ("AWS::Lightsail::Container", "ContainerServiceDeployment"),
    ] {
        from.extend(world.declared(kind).flat_map(|one| referred(words, one, property, REPOSITORY)));
    }
    let row = |one: Res<'_, '_>| words.thing_with(one, object!({"output": words.output(one, &["RepositoryUri"])}));
    world.all(REPOSITORY).filter(|one| from.contains(one)).map(row).collect::<Vec<_>>().into()
}

/// The resources of a kind that a property refers to, wherever in it, each once.
pub(crate) fn referred<'w, 'g>(
    words: &Words<'w, 'g>,
    res: Res<'w, 'g>,
    property: &str,
    kind: &str,
) -> Vec<Res<'w, 'g>> {
    let mut found: Vec<Res<'w, 'g>> = Vec::new();
    if let Some(value) = res.node().property(property) {
        value.for_each_expr(&mut |expr| {
            let new = target(words, expr).filter(|one| one.kind() == kind && !found.contains(one));
            found.extend(new);
        });
    }
    found
}

/// What an expression refers to, also in another stack.
fn target<'w, 'g>(words: &Words<'w, 'g>, expr: &Expr) -> Option<Res<'w, 'g>> {
    match expr {
        Expr::Ref(node) | Expr::GetAtt(node, _) => words.world.resource(*node),
        Expr::ImportValue(name) => {
            let mut outputs = words.subject.graph.stacks.iter().flat_map(|stack| stack.outputs.values());
            match &outputs.find(|output| output.export.as_ref() == Some(name))?.value {
                Plain::Expr(inner) if !matches!(**inner, Expr::ImportValue(_)) => target(words, inner),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The parameters that stand behind the colon of an image's name, in whatever text: a script that starts containers.
pub(crate) fn tags<'g>(words: &Words<'_, 'g>, res: Res<'_, 'g>, property: &str) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    let Some(value) = res.node().property(property) else { return found };
    value.for_each_expr(&mut |expr| {
        let Expr::Join(_, Plain::List(parts)) = expr else { return };
        for image in parts.windows(3) {
            let [Plain::Expr(name), Plain::Str(colon), tag] = image else { continue };
            if colon == ":" && target(words, name).is_some_and(|one| one.kind() == REPOSITORY) {
                let new = words.asked(res, tag);
                found.extend(new.into_iter().filter(|one| !found.contains(one)).collect::<Vec<_>>());
            }
        }
    });
    found
}
