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

#[cfg(feature = "serde_json")]
impl ToJson for serde_json::Value {
    fn write(&self, to: &mut Writer) {
        use serde_json::Value as J;
        match self {
            J::Null => to.null(),
            J::Bool(flag) => to.bool(*flag),
            J::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => to.int(number),
                (None, Some(number)) => to.uint(number),
                (None, None) => to.float(number.as_f64().unwrap_or(f64::NAN)),
            },
            J::String(text) => to.text(text),
            J::Array(items) => to.items(items),
            J::Object(fields) => to.map(|to| fields.iter().for_each(|(name, value)| to.entry(name, value))),
        }
    }
}
