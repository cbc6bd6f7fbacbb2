//! The smallest and the largest number of a parameter.

use crate::json::{ToJson, Writer};
use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::num::ParseFloatError;
use std::str::FromStr;

/// A number that a parameter may not pass. One that is whole stays whole: as a fraction, it has 53 bits.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// A whole number.
    Whole(i64),
    /// A number with a fraction, or a whole one that is larger.
    Fraction(f64),
}

impl Bound {
    fn float(self) -> f64 {
        match self {
            Bound::Whole(number) => number as f64,
            Bound::Fraction(number) => number,
        }
    }
}

impl FromStr for Bound {
    type Err = ParseFloatError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Bound::Whole).or_else(|_| text.parse().map(Bound::Fraction))
    }
}

impl Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::Whole(number) => number.fmt(f),
            Bound::Fraction(number) => number.fmt(f),
        }
    }
}

impl ToJson for Bound {
    fn write(&self, to: &mut Writer) {
        match self {
            Bound::Whole(number) => to.int(*number),
            Bound::Fraction(number) => to.number(*number),
        }
    }
}

impl PartialEq for Bound {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Bound {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Bound::Whole(one), Bound::Whole(other)) => Some(one.cmp(other)),
            _ => self.float().partial_cmp(&other.float()),
        }
    }
}

impl PartialEq<Bound> for f64 {
    fn eq(&self, other: &Bound) -> bool {
        *self == other.float()
    }
}

impl PartialOrd<Bound> for f64 {
    fn partial_cmp(&self, other: &Bound) -> Option<Ordering> {
        self.partial_cmp(&other.float())
    }
}
