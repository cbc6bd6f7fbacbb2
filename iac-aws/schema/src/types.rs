//! The types of JSON.

use std::fmt;

/// A type of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonType {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An object.
    Object,
    /// A list.
    Array,
    /// `null`.
    Null,
}

impl JsonType {
    const ALL: [Self; 7] =
        [Self::String, Self::Integer, Self::Number, Self::Boolean, Self::Object, Self::Array, Self::Null];
}

impl fmt::Display for JsonType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Array => "array",
            Self::Null => "null",
        })
    }
}

/// The legal types of a value. CloudFormation also takes a scalar in another form: `"80"` for `80`, `true` for `"true"`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Types(u8);

impl Types {
    pub(crate) fn new(bits: u8) -> Self {
        Self(bits)
    }

    /// Whether nothing is said, so that all are legal.
    #[must_use]
    pub fn is_any(self) -> bool {
        self.0 == 0
    }

    /// Whether a type is legal.
    #[must_use]
    pub fn allow(self, ty: JsonType) -> bool {
        self.is_any() || self.0 & (1 << ty as u8) != 0
    }

    /// Those that are named.
    pub fn iter(self) -> impl Iterator<Item = JsonType> {
        JsonType::ALL.into_iter().filter(move |ty| self.0 & (1 << *ty as u8) != 0)
    }
}

impl fmt::Debug for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
