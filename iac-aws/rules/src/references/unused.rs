use iac_core::check::{Findings, World};
use iac_core::graph::StackGraph;
use iac_core::{Expr, Test, Value};
use std::collections::HashSet;

iac_core::rule! {
    /// A parameter, a condition or a mapping that nothing uses.
    ///
    /// Whoever deploys the stack is asked for something without an effect, or something that should depend on it does
    /// not: a name with a typo, a condition that was meant for a resource.
    pub(crate) UNUSED: "unused", Warning, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        if has_macro(stack) {
            continue;
        }
        let used = Used::of(stack);
        let mut unused = |id: &str, place, sort: &str| {
            let message = format!("nothing uses the {sort} `{id}`");
            findings.elsewhere(number, id, place, message, "use it, or take it out");
        };
        for (at, (id, parameter)) in stack.parameters.iter().enumerate() {
            if !used.parameters.contains(&at) && !used.is_named(id) {
                unused(id, parameter.place, "parameter");
            }
        }
        for (at, (id, condition)) in stack.conditions.iter().enumerate() {
            if !used.conditions.contains(&at) && !used.is_named(id) {
                unused(id, condition.place, "condition");
            }
        }
        for (at, (id, mapping)) in stack.mappings.iter().enumerate() {
            if !used.mappings.contains(&at) && !used.is_named(id) {
                unused(id, mapping.place, "mapping");
            }
        }
    }
}

/// A macro reads what it likes. AWS's own two read what stands in the template.
fn has_macro(stack: &StackGraph) -> bool {
    let own = ["AWS::Serverless-2016-10-31", "AWS::LanguageExtensions"];
    let is_own = |value: &Value| value.as_str().is_some_and(|name| own.contains(&name));
    match stack.section("Transform") {
        Some(Value::List(names)) => !names.iter().all(is_own),
        Some(name) => !is_own(name),
        None => false,
    }
}

/// What is used, by position.
#[derive(Default)]
struct Used {
    parameters: HashSet<usize>,
    conditions: HashSet<usize>,
    mappings: HashSet<usize>,
    /// Text in which anything may be named: what the graph has no words for.
    text: String,
}

impl Used {
    fn of(stack: &StackGraph) -> Self {
        let mut used = Used::default();
        for resource in stack.resources.values() {
            for field in resource.properties.iter().chain(&resource.attributes).chain(&resource.metadata) {
                used.value(&field.value);
            }
            used.conditions.extend(resource.condition.map(|node| node.index()));
        }
        for output in stack.outputs.values() {
            used.value(&output.value);
            output.export.iter().for_each(|name| used.value(name));
            used.conditions.extend(output.condition.map(|node| node.index()));
        }
        stack.conditions.values().for_each(|condition| used.test(&condition.test));
        for rule in stack.rules.values() {
            rule.when.iter().chain(rule.assertions.iter().map(|(test, _)| test)).for_each(|test| used.test(test));
        }
        for section in &stack.sections {
            used.value(&section.value);
            used.words(&section.value);
        }
        used
    }

    fn value(&mut self, value: &Value) {
        value.for_each_expr(&mut |expr| match expr {
            Expr::Parameter(node) => {
                self.parameters.insert(node.index());
            }
            Expr::If(node, ..) => {
                self.conditions.insert(node.index());
            }
            Expr::FindInMap(node, ..) => {
                self.mappings.insert(node.index());
            }
            Expr::Opaque(_, arguments) => self.words(arguments),
            _ => {}
        });
    }

    fn test(&mut self, test: &Test) {
        match test {
            Test::And(tests) | Test::Or(tests) => tests.iter().for_each(|test| self.test(test)),
            Test::Not(test) => self.test(test),
            Test::Holds(node) => {
                self.conditions.insert(node.index());
            }
            Test::Opaque(_, arguments) => {
                self.value(arguments);
                self.words(arguments);
            }
            Test::Equals(..) | Test::Contains(..) => test.values().into_iter().for_each(|value| self.value(value)),
        }
    }

    fn words(&mut self, value: &Value) {
        match value {
            Value::Str(text) => {
                self.text.push_str(text);
                self.text.push('\n');
            }
            Value::List(items) => items.iter().for_each(|item| self.words(item)),
            Value::Map(fields) => fields.iter().for_each(|field| self.words(&field.value)),
            _ => {}
        }
    }

    fn is_named(&self, id: &str) -> bool {
        self.text.contains(id)
    }
}

#[cfg(test)]
mod tests {
    use super::UNUSED;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = "
Parameters: {Env: {Type: String, Default: a, AllowedValues: [a, b]}, Name: {Type: String, Default: n}}
Mappings: {Sizes: {a: {Size: s}, b: {Size: m}}}
Conditions: {Large: !Equals [!Ref Env, b], Not: !Not [!Condition Large]}
Resources:
  It: {Type: AWS::SSM::Parameter, Condition: Not, Properties: {Type: String, Name: !Sub '${Name}', Value: !FindInMap [Sizes, !Ref Env, Size]}}
";

    #[test]
    fn all_are_used() {
        silent(UNUSED, TEMPLATE);
    }

    #[test]
    fn one_is_not() {
        let found = |from: &str, to: &str, id, words| finds(UNUSED, &TEMPLATE.replace(from, to), id, words);
        found("!Sub '${Name}'", "name", "Name", "nothing uses the parameter `Name`");
        found("Condition: Not, ", "", "Not", "nothing uses the condition `Not`");
        found("!FindInMap [Sizes, !Ref Env, Size]", "x", "Sizes", "nothing uses the mapping `Sizes`");
    }

    #[test]
    fn used_where_the_graph_has_no_words() {
        let mapping = TEMPLATE.replace(
            "!FindInMap [Sizes, !Ref Env, Size]",
            "{'Fn::FindInMap': [Sizes, !Ref Env, Size, {DefaultValue: x}]}",
        );
        silent(UNUSED, &format!("Transform: AWS::LanguageExtensions\n{mapping}"));
        let other = TEMPLATE.replace("!Sub '${Name}'", "name");
        silent(UNUSED, &format!("Transform: MyMacro\n{other}"));
        let only_in_a_rule = TEMPLATE.replace("!Sub '${Name}'", "name").replace(
            "Conditions:",
            "Rules: {Named: {Assertions: [{Assert: !Not [!Equals [!Ref Name, '']]}]}}\nConditions:",
        );
        silent(UNUSED, &only_in_a_rule);
    }
}
