use iac_core::check::{Findings, Res, World};
use iac_core::{Expr, Node, Pseudo, Test, Value};

iac_core::rule! {
    /// A reference leads to a resource that is not made.
    ///
    /// A resource with a condition is left out when the condition does not hold. What refers to it nevertheless stops
    /// the deployment: `Unresolved resource dependencies`. It shows only with the parameters for which the two differ.
    ///
    /// Give the two the same condition, or choose with `Fn::If` what to refer to.
    pub(crate) DANGLING_REFERENCE: "dangling-reference", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let conditional = |stack: &iac_core::graph::StackGraph| stack.resources.values().any(|one| one.condition.is_some());
    if !world.graph.stacks.iter().any(conditional) {
        return;
    }
    for res in world.resources() {
        let node = res.node();
        // Where it depends on what nobody knows whether it exists, it may be that it does exactly when the other does.
        let is_sure = node.condition.is_none_or(|condition| world.holds(res.stack_number(), condition) == Some(true));
        if !is_sure {
            continue;
        }
        for field in node.properties.iter().chain(&node.attributes) {
            if let Some(target) = missing(world, res.stack_number(), &field.value, node.condition.is_none()) {
                let message = format!("`{}` refers to {}, which is not made", field.name, target.path());
                let help = match condition(target) {
                    Some(name) if target.stack_number() == res.stack_number() => format!(
                        "{} is made only where `{name}` holds: give {} `Condition: {name}`, or choose with `!If [{name}, …]`",
                        target.id(),
                        res.id()
                    ),
                    Some(name) => format!(
                        "{} is made only where `{name}` of its stack holds: give both stacks the parameter and the condition, \
                         and {} the condition",
                        target.id(),
                        res.id()
                    ),
                    None => format!("give {} the same condition, or choose with `Fn::If`", res.id()),
                };
                findings.between(res, &field.name, message, help, &[(target, "this has the condition")]);
            }
        }
        for target in res.depends_on().filter(|target| !target.exists()) {
            let message = format!("it depends on {}, which is not made", target.path());
            findings.warning(res, "", message, "refer to it in the metadata with `Fn::If` instead of `DependsOn`");
        }
    }
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        for (id, output) in &stack.outputs {
            if output.condition.is_some_and(|condition| world.holds(number, condition) != Some(true)) {
                continue;
            }
            if let Some(target) = missing(world, number, &output.value, output.condition.is_none()) {
                let message = format!("the output `{id}` refers to {}, which is not made", target.path());
                findings.elsewhere(number, id, output.place, message, "give the output the same condition");
            }
        }
    }
}

/// The name of the condition under which a resource is made.
fn condition<'g>(of: Res<'_, 'g>) -> Option<&'g str> {
    let (name, _) = of.stack().conditions.get_index(of.node().condition?.index())?;
    Some(name)
}

/// The first resource that a value refers to, by way of branches that are taken, and that is not made. Where the value
/// always stands there, one that is not made in some region is missing there.
fn missing<'w, 'g>(world: &'w World<'g>, stack: usize, value: &'g Value, always: bool) -> Option<Res<'w, 'g>> {
    let mut found = None;
    let is_missing = |target: &Res<'w, 'g>| {
        let conditional = || {
            target
                .node()
                .condition
                .is_some_and(|condition| depends_on_region(world, target.stack_number(), condition, 9))
        };
        !target.exists() || (always && !target.is_certain() && conditional())
    };
    taken(world, (stack, true), value, &mut |node| {
        let target = world.resource(node).filter(|target| found.is_none() && is_missing(target));
        found = target.or(found);
    });
    found
}

/// Whether a condition compares what AWS says of the deployment with text: it holds here, and not there.
fn depends_on_region(world: &World<'_>, stack: usize, condition: Node, depth: u8) -> bool {
    let Some((_, of)) = world.graph.stacks.get(stack).and_then(|of| of.conditions.get_index(condition.index())) else {
        return false;
    };
    let mut test = &of.test;
    while let Test::Not(inner) = test {
        test = inner;
    }
    match test {
        Test::Holds(other) => depth > 0 && depends_on_region(world, stack, *other, depth - 1),
        Test::Equals(a, b) => [(a, b), (b, a)].iter().any(|(a, b)| is_of_deployment(a) && b.as_str().is_some()),
        _ => false,
    }
}

fn is_of_deployment(value: &Value) -> bool {
    let Value::Expr(expr) = value else { return false };
    matches!(**expr, Expr::Pseudo(Pseudo::Region | Pseudo::AccountId | Pseudo::Partition))
}

/// Calls `visit` for each reference in branches that are certainly taken, in what another stack gives as well; what that
/// stack takes itself is its own matter.
fn taken<'g>(world: &World<'g>, (stack, own): (usize, bool), value: &'g Value, visit: &mut dyn FnMut(Node)) {
    let here = (stack, own);
    match value {
        Value::Bool(_) | Value::Int(_) | Value::Num(_) | Value::Str(_) => {}
        Value::List(items) => items.iter().for_each(|item| taken(world, here, item, visit)),
        Value::Map(fields) => fields.iter().for_each(|field| taken(world, here, &field.value, visit)),
        Value::Expr(expr) => match &**expr {
            Expr::Ref(node) | Expr::GetAtt(node, _) => visit(*node),
            // What is given under a condition is not there to be taken where the condition does not hold.
            given @ (Expr::ImportValue(_) | Expr::Parameter(_)) => {
                if let Some((giver, value)) = world.taken_over(stack, given).filter(|_| own) {
                    taken(world, (giver, false), value, visit);
                }
            }
            Expr::If(condition, yes, no) => match world.holds(stack, *condition) {
                Some(true) => taken(world, here, yes, visit),
                Some(false) => taken(world, here, no, visit),
                None => {}
            },
            // What a macro makes of it nobody knows.
            Expr::Opaque(..) => {}
            other => other.operands().for_each(|operand| taken(world, here, operand, visit)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::DANGLING_REFERENCE;
    use crate::testing::{finds, report_of_both, silent};

    const HEAD: &str = "
Parameters: {Env: {Type: String, Default: prod, AllowedValues: [prod, dev]}}
Conditions: {Prod: !Equals [!Ref Env, prod], Dev: !Not [!Condition Prod], Both: !Or [!Condition Prod, !Condition Dev]}
Resources:
  Topic: {Type: AWS::SNS::Topic, Condition: Prod}
";

    fn with(rest: &str) -> String {
        format!("{HEAD}{rest}\n")
    }

    #[test]
    fn some_choice_leaves_it_out() {
        let found = |rest: &str, id| finds(DANGLING_REFERENCE, &with(rest), id, "which is not made, with Env = dev");
        found("  It: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic}}", "It");
        found("  It: {Type: AWS::SNS::Subscription, Condition: Both, Properties: {TopicArn: !Ref Topic}}", "It");
        found("  It: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !If [Dev, !Ref Topic, x]}}", "It");
        found("  It: {Type: AWS::SSM::Parameter, Properties: {Value: !Sub 'a ${Topic.TopicName}'}}", "It");
        found("  It: {Type: AWS::SSM::Parameter, DependsOn: Topic}", "It");
        found("Outputs: {Out: {Value: !Ref Topic}}", "Out");
        let region = with("  It: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic}}")
            .replace("!Equals [!Ref Env, prod]", "!Equals [!Ref 'AWS::Region', us-east-1]");
        finds(DANGLING_REFERENCE, &region, "It", "which is not made");
        let other = "  It: {Type: AWS::SNS::Subscription, Condition: Dev, Properties: {TopicArn: !Ref Topic}}";
        finds(DANGLING_REFERENCE, &with(other), "It", "template/Topic");
    }

    #[test]
    fn an_import_of_what_is_not_exported() {
        let export =
            |condition: &str| with(&format!("Outputs: {{Out: {{{condition}Value: !Ref Topic, Export: {{Name: t}}}}}}"));
        let import = "Resources: {It: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !ImportValue t}}}";
        let said = |first: &str| report_of_both(DANGLING_REFERENCE, [first, import]).findings;
        let found = said(&export("Condition: Prod, "));
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].path.ends_with("/It") && found[0].message.contains("/Topic, which is not made"), "{found:#?}");
        assert!(
            found[0].help.as_ref().is_some_and(|help| help.contains("give both stacks the parameter")),
            "{found:#?}"
        );
        let always = export("").replace("Topic, Condition: Prod}", "Topic}");
        assert!(said(&always).is_empty());
    }

    /// What names itself comes to an end.
    #[test]
    fn an_import_of_itself() {
        let own = "Resources: {T: {Type: AWS::SNS::Topic, Condition: C, Properties: {TopicName: !ImportValue t}}}\n\
                   Conditions: {C: !Equals [!Ref 'AWS::Region', x]}\n\
                   Outputs: {Out: {Value: !ImportValue t, Export: {Name: t}}}";
        silent(DANGLING_REFERENCE, own);
    }

    #[test]
    fn a_value_that_nothing_names() {
        let open = HEAD.replace("Default: prod, AllowedValues: [prod, dev]", "Default: prod");
        let it = "  It: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic}}\n";
        finds(DANGLING_REFERENCE, &format!("{open}{it}"), "It", "with Env is none of");
    }

    #[test]
    fn never_left_out() {
        let right = |rest: &str| silent(DANGLING_REFERENCE, &with(rest));
        right("  It: {Type: AWS::SNS::Subscription, Condition: Prod, Properties: {TopicArn: !Ref Topic}}");
        right("  It: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !If [Prod, !Ref Topic, x]}}");
        right("  It: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !If [Dev, x, !Ref Topic]}}");
        right("Outputs: {Out: {Condition: Prod, Value: !Ref Topic}}");
        let excluded = HEAD
            .replace("Conditions:", "Rules: {Only: {Assertions: [{Assert: !Equals [!Ref Env, prod]}]}}\nConditions:");
        let it = "  It: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic}}\n";
        silent(DANGLING_REFERENCE, &format!("{excluded}{it}"));
        let region = HEAD.replace("!Equals [!Ref Env, prod]", "!Equals [!Ref 'AWS::Region', us-east-1]");
        let it = "  It: {Type: AWS::SNS::Subscription, Condition: Prod, Properties: {TopicArn: !Ref Topic}}\n";
        silent(DANGLING_REFERENCE, &format!("{region}{it}"));
    }

    #[test]
    fn only_named_values_are_possible() {
        let open = HEAD.replace("Default: prod, AllowedValues: [prod, dev]", "Default: prod");
        let named = open.replace(
            "Conditions:",
            "Rules: {Named: {Assertions: [{Assert: !Contains [[prod, test], !Ref Env]}]}}\nConditions:",
        );
        let always = named.replace(
            "Prod: !Equals [!Ref Env, prod],",
            "Prod: !Or [!Equals [!Ref Env, prod], !Equals [!Ref Env, test]],",
        );
        let it = "  It: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic}}\n";
        silent(DANGLING_REFERENCE, &format!("{always}{it}"));
    }
}
