//! The parameters that something depends on, each with the values that make a difference.

use crate::condition::Test;
use crate::graph::{Graph, ParameterNode, StackGraph};
use crate::value::{Expr, Text, Value};
use indexmap::{IndexMap, IndexSet};

/// So many values of one parameter are told apart; no template has as many.
const MOST_VALUES: usize = 10_000;

/// The values of one parameter.
pub(super) struct Axis {
    parameter: usize,
    pub(super) name: String,
    /// The default first, where there is one. None stands for any value that is not named anywhere.
    values: Vec<Option<Text>>,
    pub(super) has_default: bool,
    /// Nothing lists its values.
    pub(super) is_free: bool,
}

impl Axis {
    pub(super) fn len(&self) -> u16 {
        u16::try_from(self.values.len()).unwrap_or(u16::MAX)
    }

    /// What a value is that nothing names, for people.
    pub(super) fn other(&self) -> String {
        let named: Vec<&str> = self.values.iter().flatten().map(|text| &**text).collect();
        match named[..] {
            [""] => "not empty".to_owned(),
            _ => format!("none of `{}`", named.join("`, `")),
        }
    }

    /// It switches something on or off.
    pub(super) fn is_switch(&self) -> bool {
        const WORDS: [&str; 10] =
            ["true", "false", "yes", "no", "on", "off", "enable", "disable", "enabled", "disabled"];
        let is_word = |text: &Text| text.is_empty() || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
        self.values.iter().all(|value| value.as_ref().is_none_or(is_word))
    }
}

/// All parameters that make a difference.
#[derive(Default)]
pub(super) struct Axes {
    pub(super) all: Vec<Axis>,
    /// By stack and parameter.
    numbers: Vec<Vec<Option<usize>>>,
}

impl Axes {
    pub(super) fn of(graph: &Graph) -> Self {
        let mut axes = Axes::default();
        for of in &graph.stacks {
            let mut numbers = vec![None; of.parameters.len()];
            for axis in axes_of(of) {
                numbers[axis.parameter] = Some(axes.all.len());
                axes.all.push(axis);
            }
            axes.numbers.push(numbers);
        }
        axes
    }

    /// The axis of a parameter, if it has one.
    pub(super) fn number(&self, stack: usize, parameter: usize) -> Option<usize> {
        self.numbers.get(stack)?.get(parameter).copied().flatten()
    }

    pub(super) fn value(&self, axis: usize, value: u16) -> Option<&Option<Text>> {
        self.all.get(axis)?.values.get(usize::from(value))
    }

    pub(super) fn len_of(&self, axis: usize) -> u16 {
        self.all.get(axis).map_or(1, Axis::len)
    }

    /// How many combinations of some axes there are.
    pub(super) fn combinations(&self, axes: &[usize]) -> Option<usize> {
        axes.iter().try_fold(1_usize, |count, axis| count.checked_mul(usize::from(self.len_of(*axis))))
    }
}

fn axes_of(of: &StackGraph) -> Vec<Axis> {
    if of.parameters.is_empty() {
        return Vec::new();
    }
    let (compared, read) = (compared(of), read(of));
    let mut axes = Vec::new();
    for (number, (name, parameter)) in of.parameters.iter().enumerate() {
        let mut values: IndexSet<Option<Text>> = IndexSet::new();
        values.extend(parameter.default.iter().cloned().map(Some));
        let is_free = parameter.allowed_values.is_empty();
        if !is_free {
            if read.contains(&number) || compared.contains_key(&number) {
                values.extend(parameter.allowed_values.iter().take(MOST_VALUES).cloned().map(Some));
            }
        } else if let Some(literals) = compared.get(&number) {
            values.extend(literals.iter().filter(|text| fits(parameter, text)).cloned().map(Some));
            values.insert(None);
        }
        if values.len() > 1 {
            let has_default = parameter.default.is_some();
            let values = values.into_iter().collect();
            axes.push(Axis { parameter: number, name: name.clone(), values, has_default, is_free });
        }
    }
    axes
}

/// Whether the parameter may have a value that some condition compares it with, as far as its lengths say.
fn fits(parameter: &ParameterNode, text: &str) -> bool {
    let length = text.chars().count() as u32;
    parameter.min_length.is_none_or(|least| length >= least) && parameter.max_length.is_none_or(|most| length <= most)
}

/// The parameters that conditions and rules compare, each with the literals it is compared with.
fn compared(of: &StackGraph) -> IndexMap<usize, IndexSet<Text>> {
    let mut found: IndexMap<usize, IndexSet<Text>> = IndexMap::new();
    let tests = of.conditions.values().map(|condition| &condition.test);
    let rules = of.rules.values().flat_map(|rule| rule.when.iter().chain(rule.assertions.iter().map(|(test, _)| test)));
    tests.chain(rules).for_each(|test| compared_in(test, &mut found));
    found
}

fn compared_in(test: &Test, found: &mut IndexMap<usize, IndexSet<Text>>) {
    match test {
        Test::And(tests) | Test::Or(tests) => tests.iter().for_each(|test| compared_in(test, found)),
        Test::Not(test) => compared_in(test, found),
        Test::Equals(a, b) | Test::Contains(a, b) => {
            let (a, b) = (both(a), both(b));
            for parameter in a.0.iter().chain(&b.0) {
                let literals = found.entry(*parameter).or_default();
                literals.extend(a.1.iter().chain(&b.1).take(MOST_VALUES).cloned());
            }
        }
        Test::Holds(_) | Test::Opaque(..) => {}
    }
}

/// The parameters and the literals in one side of a comparison.
fn both(value: &Value) -> (Vec<usize>, Vec<Text>) {
    let (mut parameters, mut literals) = (Vec::new(), Vec::new());
    match value {
        Value::Str(text) => literals.push(text.clone()),
        Value::Bool(flag) => literals.push(flag.to_string().into()),
        Value::Int(number) => literals.push(number.to_string().into()),
        Value::List(items) => {
            literals.extend(items.iter().filter_map(Value::as_str).map(|text| text.to_owned().into()))
        }
        _ => {}
    }
    value.for_each_expr(&mut |expr| {
        if let Expr::Parameter(node) = expr {
            parameters.push(node.index());
        }
    });
    (parameters, literals)
}

/// The parameters that properties and policies read.
fn read(of: &StackGraph) -> IndexSet<usize> {
    let mut found = IndexSet::new();
    for resource in of.resources.values() {
        for field in resource.properties.iter().chain(&resource.attributes) {
            field.value.for_each_expr(&mut |expr| {
                if let Expr::Parameter(node) = expr {
                    found.insert(node.index());
                }
            });
        }
    }
    found
}
