//! Conditions, and rules on parameters.
//! Sources: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html>,
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html>

use super::names::is_made;
use super::reader::Reader;
use super::tree::{At, Data, Entry, Tree};
use crate::condition::Test;
use crate::graph::{ConditionNode, RuleNode};
use crate::value::{Text, Value};

impl Reader<'_> {
    pub(super) fn condition_node(&mut self, entry: &Entry<'_>) -> ConditionNode {
        let place = Some(self.findings.place(entry.at));
        ConditionNode { test: self.test(&entry.value), place }
    }

    /// What must hold. What is no condition is kept, and nobody knows whether it holds.
    fn test(&mut self, tree: &Tree<'_>) -> Test {
        let (function, argument) = match &tree.data {
            Data::Map(entries) if entries.len() == 1 => (&*entries[0].key, &entries[0].value),
            _ => return self.no_test(tree),
        };
        let list = match &argument.data {
            Data::List(items) => items.as_slice(),
            _ => &[],
        };
        match (function, list) {
            ("Condition", _) => match argument.text().map(|name| self.condition(name, argument.at)) {
                Some(Some(node)) => return Test::Holds(node),
                Some(None) => {}
                None => self.wrong_arguments(function, tree.at, "the name of a condition"),
            },
            ("Fn::Equals", [a, b]) => {
                let a = self.text_value(a);
                return Test::Equals(a, self.text_value(b));
            }
            ("Fn::Equals", _) => self.wrong_arguments(function, tree.at, "two values"),
            ("Fn::Not", [test]) => return Test::Not(Box::new(self.test(test))),
            ("Fn::Not", _) => self.wrong_arguments(function, tree.at, "a list of one condition"),
            ("Fn::And" | "Fn::Or", [_, ..]) => {
                if !(2..=10).contains(&list.len()) {
                    self.wrong_arguments(function, tree.at, "two to ten conditions");
                }
                let tests = list.iter().map(|test| self.test(test)).collect();
                return if function == "Fn::And" { Test::And(tests) } else { Test::Or(tests) };
            }
            ("Fn::And" | "Fn::Or", []) => self.wrong_arguments(function, tree.at, "two to ten conditions"),
            ("Fn::Contains", [list, text]) if list.may_be_list() => {
                let list = self.value(list);
                return Test::Contains(list, self.text_value(text));
            }
            ("Fn::EachMemberEquals" | "Fn::EachMemberIn", [_, _]) if self.in_rule => {}
            ("Fn::Contains" | "Fn::EachMemberEquals" | "Fn::EachMemberIn", _) if self.in_rule => {
                self.wrong_arguments(function, tree.at, "a list, and what is looked for");
            }
            ("Fn::Transform", _) => {}
            _ if self.open => {}
            _ => return self.no_test(tree),
        }
        Test::Opaque(Text::Owned(function.to_owned()), self.value(argument))
    }

    fn no_test(&mut self, tree: &Tree<'_>) -> Test {
        if !matches!(tree.data, Data::Lost | Data::Null) {
            let message = format!("this is {}, but it must be a condition", tree.sort());
            let help = "conditions are `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not` and `Condition`";
            self.error("bad-condition", tree.at, message, help);
        }
        // What was written, under the name of a function that does not take it.
        let written = self.value(tree);
        Test::Opaque(Text::Borrowed("Fn::Equals"), Value::List(vec![written]))
    }

    pub(super) fn rule(&mut self, entry: &Entry<'_>) -> RuleNode {
        self.in_rule = true;
        let mut rule = RuleNode { when: None, assertions: Vec::new(), place: Some(self.findings.place(entry.at)) };
        for entry in self.object("a rule", &entry.value) {
            match &*entry.key {
                "RuleCondition" => rule.when = Some(self.test(&entry.value)),
                "Assertions" => {
                    for assertion in self.list("`Assertions`", &entry.value) {
                        let assertion = self.assertion(assertion);
                        rule.assertions.extend(assertion);
                    }
                }
                other => self.unknown_key("a rule", other, entry.at, "RuleCondition and Assertions"),
            }
        }
        self.in_rule = false;
        rule
    }

    fn assertion(&mut self, tree: &Tree<'_>) -> Option<(Test, Text)> {
        let (mut test, mut description) = (None, Text::Borrowed(""));
        for entry in self.object("an assertion", tree) {
            match &*entry.key {
                "Assert" => test = Some(self.test(&entry.value)),
                "AssertDescription" => description = self.text("`AssertDescription`", &entry.value).unwrap_or_default(),
                other => self.unknown_key("an assertion", other, entry.at, "Assert and AssertDescription"),
            }
        }
        self.required("an assertion", tree.at, tree, "Assert", "say what must hold");
        test.map(|test| (test, description))
    }

    pub(super) fn unknown_key(&mut self, what: &str, key: &str, at: At, takes: &str) {
        if !self.open && !is_made(key) {
            self.error("unknown-key", at, format!("{what} has no `{key}`"), format!("it takes {takes}"));
        }
    }
}
