//! What can be written as JSON.

use super::Writer;
use std::borrow::Cow;

/// A document, or a part of one. Nothing can go wrong while it is written.
pub trait ToJson {
    /// Writes exactly one value.
    fn write(&self, to: &mut Writer);
}

impl<T: ToJson + ?Sized> ToJson for &T {
    fn write(&self, to: &mut Writer) {
        (**self).write(to);
    }
}

impl ToJson for str {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }
}

impl ToJson for String {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }
}

impl ToJson for Cow<'_, str> {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }
}

impl ToJson for bool {
    fn write(&self, to: &mut Writer) {
        to.bool(*self);
    }
}

macro_rules! integers {
    ($($integer:ty => $method:ident),*) => { $(
        impl ToJson for $integer {
            fn write(&self, to: &mut Writer) {
                to.$method(*self as _);
            }
        }
    )* };
}
integers!(i64 => int, u32 => uint, u64 => uint, usize => uint);

/// Nothing is `null`.
impl<T: ToJson> ToJson for Option<T> {
    fn write(&self, to: &mut Writer) {
        match self {
            Some(value) => value.write(to),
            None => to.null(),
        }
    }
}

impl<T: ToJson> ToJson for [T] {
    fn write(&self, to: &mut Writer) {
        to.items(self);
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.items(self);
    }
}
