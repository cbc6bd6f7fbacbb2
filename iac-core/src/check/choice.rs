//! One choice of what the parameters are.

use super::axes::Axes;

/// The number of a value for each axis; 0 is the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Choice(pub(super) Vec<u16>);

impl Choice {
    pub(super) fn of(&self, axis: usize) -> u16 {
        self.0.get(axis).copied().unwrap_or_default()
    }

    pub(super) fn with(&self, axis: usize, value: u16) -> Choice {
        let mut other = self.clone();
        if let Some(place) = other.0.get_mut(axis) {
            *place = value;
        }
        other
    }

    /// The axes in which two choices differ.
    pub(super) fn beside(&self, other: &Choice) -> Vec<usize> {
        (0..self.0.len()).filter(|axis| self.of(*axis) != other.of(*axis)).collect()
    }

    /// For people: `Cpu = 4096 and Memory = 512`.
    pub(super) fn shown(&self, axes: &Axes, named: &[usize]) -> String {
        let shown: Vec<String> = named
            .iter()
            .filter_map(|number| axes.all.get(*number).zip(axes.value(*number, self.of(*number))))
            .map(|(axis, value)| match value {
                Some(value) if value.is_empty() => format!("{} is empty", axis.name),
                Some(value) => format!("{} = {value}", axis.name),
                None => format!("{} is {}", axis.name, axis.other()),
            })
            .collect();
        match shown.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => shown.concat(),
        }
    }
}
