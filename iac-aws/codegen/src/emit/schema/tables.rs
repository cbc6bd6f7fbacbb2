//! The tables of what is pointed at.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::bytes::Bytes;
use crate::schema::Scalar;
use crate::spec::{Form, Format};

/// So many entries are a group.
const GROUP: usize = 16;

/// The groups of a table, and how many entries the last one lacks.
pub(super) fn groups(entries: Vec<Bytes>) -> (Vec<Bytes>, usize) {
    let groups = entries.chunks(GROUP).map(|entries| {
        let mut bytes = Bytes::default();
        let lengths = entries.iter().map(|entry| entry.0.len()).chain(std::iter::repeat(0)).take(GROUP);
        lengths.for_each(|length| bytes.index(length));
        entries.iter().for_each(|entry| bytes.0.extend(&entry.0));
        bytes
    });
    (groups.collect(), missing(entries.len()))
}

fn missing(entries: usize) -> usize {
    entries.next_multiple_of(GROUP) - entries
}

/// All strings, in order.
pub(super) struct Strings(BTreeMap<String, usize>);

impl Strings {
    pub(super) fn new(all: BTreeSet<String>) -> Self {
        Self(all.into_iter().enumerate().map(|(index, text)| (text, index)).collect())
    }

    pub(super) fn index(&self, text: &str) -> usize {
        self.0[text]
    }

    pub(super) fn text(&self) -> String {
        self.0.keys().map(String::as_str).collect()
    }

    /// Where a group starts in the text, and its lengths.
    pub(super) fn groups(&self) -> (Vec<Bytes>, usize) {
        let lengths: Vec<usize> = self.0.keys().map(String::len).collect();
        let mut start = 0;
        let groups = lengths.chunks(GROUP).map(|lengths| {
            let mut bytes = Bytes::default();
            bytes.index(start);
            lengths.iter().for_each(|length| bytes.index(*length));
            start += lengths.iter().sum::<usize>();
            bytes
        });
        (groups.collect(), missing(lengths.len()))
    }

    /// A reference: the form is the two lowest bits, the rest the type's name.
    pub(super) fn reference(&self, format: &Format) -> usize {
        self.index(&format.resource) << 2 | form(format.form)
    }
}

/// Lists that several point at.
#[derive(Default)]
pub(super) struct Lists {
    places: HashMap<Vec<u8>, usize>,
    written: Vec<Bytes>,
}

impl Lists {
    /// The index of a list of strings.
    pub(super) fn names<'a>(&mut self, strings: &Strings, names: impl IntoIterator<Item = &'a String>) -> usize {
        self.indices(names.into_iter().map(|n| strings.index(n)).collect())
    }

    /// The index of a list of numbers, which are put in order.
    pub(super) fn indices(&mut self, mut indices: Vec<usize>) -> usize {
        indices.sort_unstable();
        let mut list = Bytes::default();
        list.index(indices.len() << 1);
        list.differences(&indices);
        self.enter(list)
    }

    /// The index of a list of values, which are in order.
    pub(super) fn values(&mut self, strings: &Strings, values: &[Scalar]) -> usize {
        let text = |v: &Scalar| matches!(v, Scalar::Text(_));
        let mixed = !values.iter().all(text);
        let mut list = Bytes::default();
        list.index(values.len() << 1 | usize::from(mixed));
        let mut last = 0;
        for value in values {
            match value {
                Scalar::Text(text) => {
                    if mixed {
                        list.0.push(0);
                    }
                    let index = strings.index(text);
                    list.index(index - last);
                    last = index;
                }
                Scalar::Integer(_) | Scalar::Float(_) => {
                    list.0.push(1);
                    number(&mut list, value);
                }
                Scalar::Boolean(true) => list.0.push(2),
                Scalar::Boolean(false) => list.0.push(3),
                Scalar::Null => list.0.push(4),
            }
        }
        self.enter(list)
    }

    fn enter(&mut self, list: Bytes) -> usize {
        let next = self.written.len();
        let place = *self.places.entry(list.0.clone()).or_insert(next);
        if place == next {
            self.written.push(list);
        }
        place
    }

    pub(super) fn into_bytes(self) -> Vec<Bytes> {
        self.written
    }
}

/// Two bits.
pub(super) fn form(form: Form) -> usize {
    match form {
        Form::Arn => 0,
        Form::Id => 1,
        Form::Name => 2,
        Form::Plain => 3,
    }
}

/// A byte that says whether the number is whole, and the number.
pub(super) fn number(bytes: &mut Bytes, number: &Scalar) {
    match number {
        Scalar::Float(bits) => {
            bytes.0.push(1);
            bytes.0.extend(bits.to_le_bytes());
        }
        Scalar::Integer(number) => {
            bytes.0.push(0);
            bytes.signed(*number);
        }
        Scalar::Null | Scalar::Boolean(_) | Scalar::Text(_) => {}
    }
}
