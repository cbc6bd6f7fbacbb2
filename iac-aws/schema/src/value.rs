//! Values in the data: the members of a closed set, the bounds of a number.

use std::fmt;

use crate::data::{Bytes, Table};
use crate::list::{Item, List};

/// A value that a property may have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// Text.
    Text(&'static str),
}

/// A number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A whole one.
    Integer(i64),
    /// Another one.
    Float(f64),
}

impl Number {
    /// As a floating-point number; whole numbers beyond 2⁵³ lose their last digits.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Integer(i) => i as f64,
            Self::Float(f) => f,
        }
    }

    pub(crate) fn read(bytes: &mut Bytes) -> Self {
        if bytes.byte() == 0 { Self::Integer(bytes.signed()) } else { Self::Float(bytes.float()) }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(i) => i.fmt(f),
            Self::Float(n) => n.fmt(f),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(b) => b.fmt(f),
            Self::Number(n) => n.fmt(f),
            Self::Text(t) => f.write_str(t),
        }
    }
}

/// Written with a byte that says which it is.
#[derive(Debug, Clone, Copy)]
struct Tagged(Value);

impl Item for Tagged {
    fn read(bytes: &mut Bytes) -> Self {
        Self(match bytes.byte() {
            0 => Value::Text(bytes.next_text()),
            1 => Value::Number(Number::read(bytes)),
            2 => Value::Boolean(true),
            3 => Value::Boolean(false),
            _ => Value::Null,
        })
    }
}

/// A closed set of values.
#[derive(Debug, Clone, Copy)]
pub struct Values(Kind);

#[derive(Debug, Clone, Copy)]
enum Kind {
    Texts(List<&'static str>),
    Mixed(List<Tagged>),
}

impl Values {
    pub(crate) fn read(index: usize) -> Self {
        let mut bytes = Table::Lists.bytes(index);
        let head = bytes.index();
        if head & 1 == 0 {
            Self(Kind::Texts(List::counted(bytes, head >> 1)))
        } else {
            Self(Kind::Mixed(List::counted(bytes, head >> 1)))
        }
    }

    /// Walks them.
    pub fn iter(&self) -> impl Iterator<Item = Value> + use<> {
        let (texts, mixed) = match self.0 {
            Kind::Texts(list) => (list, List::empty()),
            Kind::Mixed(list) => (List::empty(), list),
        };
        texts.into_iter().map(Value::Text).chain(mixed.into_iter().map(|t| t.0))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self.0 {
            Kind::Texts(list) => list.len(),
            Kind::Mixed(list) => list.len(),
        }
    }

    /// Whether there are none, so that no value is legal.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
