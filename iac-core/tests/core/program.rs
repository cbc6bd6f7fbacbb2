//! Programs against the public interface, made of random bytes: each byte chooses what is done next, and to what.

use crate::support::{Alarm, AutoScalingGroup, SsmParameter, Topic, TopicRef, text};
use iac_core::prelude::*;
use iac_core::{Scope, Value, join_list, json_text};

/// Ids that fit, that collide, and that CloudFormation does not take.
const IDS: &[&str] = &["A", "B", "AB", "Alerts", "x1", "", "-", "ä", "a b"];
/// Keys, defaults and reasons of every sort.
const TEXTS: &[&str] = &["", " ", "a", "b", "AWS::CloudFormation::Interface", "cfn-lint", "${A}", "\"", "\u{0}"];
const NUMBERS: &[f64] = &[0.0, -1.5, 1e300, 7.0, 1e15, f64::NAN];

/// What a program has so far, in whichever of its stacks.
pub(crate) struct Program<'a> {
    bytes: &'a [u8],
    /// How many ids were given out, in a program that makes few mistakes.
    sensible: Option<u32>,
    topics: Vec<TopicRef>,
    texts: Vec<Val<Str>>,
    scopes: Vec<Scope>,
    conditions: Vec<ConditionRef>,
}

struct Group<'a, 'b>(&'a mut Program<'b>);

impl Construct for Group<'_, '_> {
    type Handle = ();
    fn build(self, stack: &mut Stack) {
        self.0.scopes.push(stack.scope());
        self.0.block(stack);
    }
}

impl<'a> Program<'a> {
    /// A program that makes every mistake there is.
    pub(crate) fn wild() -> Self {
        let (topics, texts, scopes, conditions) = (Vec::new(), vec![region()], Vec::new(), Vec::new());
        Program { bytes: &[], sensible: None, topics, texts, scopes, conditions }
    }

    /// A program that makes few mistakes, so that its template can be looked at.
    pub(crate) fn sensible() -> Self {
        Program { sensible: Some(0), ..Program::wild() }
    }

    pub(crate) fn run(&mut self, stack: &mut Stack, bytes: &'a [u8]) {
        self.bytes = bytes;
        while !self.bytes.is_empty() {
            self.block(stack);
        }
    }

    fn next(&mut self) -> u8 {
        let (first, rest) = self.bytes.split_first().unwrap_or((&0, &[]));
        self.bytes = rest;
        *first
    }

    fn pick<T: Clone>(&mut self, from: impl Fn(&Self) -> &[T]) -> Option<T> {
        let at = usize::from(self.next());
        let from = from(self);
        from.get(at % from.len().max(1)).cloned()
    }

    fn id(&mut self) -> String {
        match &mut self.sensible {
            Some(count) => {
                *count += 1;
                format!("N{count}")
            }
            None => self.pick(|_| IDS).unwrap_or("").to_owned(),
        }
    }

    fn literal(&mut self) -> &'static str {
        let sensible = self.sensible.is_some();
        self.pick(|_| if sensible { &["a", "b"] } else { TEXTS }).unwrap_or("")
    }

    /// A text that is known before anything exists.
    fn early_text(&mut self) -> Val<Str> {
        if self.sensible.is_some() { region() } else { self.text() }
    }

    fn text(&mut self) -> Val<Str> {
        self.pick(|program| &program.texts).unwrap_or_else(region)
    }

    fn topic(&mut self) -> Option<TopicRef> {
        self.pick(|program| &program.topics)
    }

    fn block(&mut self, stack: &mut Stack) {
        while !self.bytes.is_empty() {
            match self.next() % 23 {
                0..=2 => self.add_resource(stack),
                3 => stack.add(self.id(), Group(self)),
                4 => {
                    if let Some(scope) = self.pick(|program| &program.scopes) {
                        stack.within(scope, |stack| self.block(stack));
                    }
                }
                5 => {
                    if let Some(condition) = self.pick(|program| &program.conditions) {
                        stack.when(condition, |stack| self.block(stack));
                    }
                }
                6..=8 => return,
                9..=12 => self.change(stack),
                _ => self.add_section(stack),
            }
        }
    }

    fn add_resource(&mut self, stack: &mut Stack) {
        let id = self.id();
        match self.next() % 5 {
            0 | 1 => {
                let topic = stack.add(id, Topic::new().display_name(self.text()));
                self.topics.push(topic);
                self.texts.extend([topic.topic_arn(), topic.topic_name()]);
            }
            2 => {
                let value = join_list("${", [self.text(), join!["$", self.text(), "{}"]]);
                self.texts.push(stack.add(id, text(value)).name());
            }
            3 => {
                let document = Value::map([("\"", self.text().into_plain_value())]);
                self.texts.push(stack.add(id, SsmParameter::new().value(json_text(&document))).value());
            }
            _ => {
                stack.add(id, Alarm::new().threshold(self.pick(|_| NUMBERS).unwrap_or(0.0)));
                stack.add(self.id(), AutoScalingGroup::new());
            }
        }
    }

    fn add_section(&mut self, stack: &mut Stack) {
        let id = self.id();
        match self.next() % 7 {
            0 => {
                let parameter = Parameter::string().default(self.literal()).label("x");
                self.texts.push(stack.add(id, parameter));
            }
            1 => {
                stack.add(id, Parameter::secret());
            }
            2 => {
                let condition = Condition::equals(self.early_text(), self.early_text()).negated();
                self.conditions.push(stack.add(id, condition));
            }
            3 => {
                let key = self.literal();
                let mapping = stack.add(id, Mapping::new().row(key, [(key, "x")]));
                let cell = mapping.find(self.text(), key);
                self.texts.push(cell);
            }
            4 => stack.add(id, ParameterRule::always().assert(Condition::not_empty(self.early_text()), "x")),
            5 => {
                if let Some(condition) = self.pick(|program| &program.conditions) {
                    let value = condition.then(self.text(), self.text());
                    self.texts.push(value);
                }
            }
            _ => stack.add(id, Output::new(self.text()).export(self.text())),
        }
    }

    fn change(&mut self, stack: &mut Stack) {
        let operation = self.next() % 9;
        let Some(topic) = self.topic() else { return stack.tag(self.literal(), self.text()) };
        let value = self.text();
        match operation {
            0 => stack.tag(self.literal(), value),
            1 | 2 if self.sensible.is_none() => {
                if let Some(first) = self.topic() {
                    stack.depends_on(topic, first);
                }
            }
            3 if self.sensible.is_none() => stack.modify(topic, |resource| resource.display_name(value)),
            4 if self.sensible.is_none() => {
                stack.append(topic, "DisplayName", [Value::Int(1)]);
                stack.append(topic, "Subscription", [value.into_plain_value()]);
            }
            5 => stack.metadata(topic, self.literal(), value.into_plain_value()),
            6 => stack.suppress(topic, "W1001", self.literal()),
            7 => stack.on_delete(topic, DeletionPolicy::Retain),
            _ => stack.template_metadata(self.literal(), Value::Int(1)),
        }
    }
}
