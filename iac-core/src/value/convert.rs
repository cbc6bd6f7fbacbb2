//! How literals and expressions become values. Own traits instead of `Into`: coherence needs it, and their messages
//! tell a user what fits.

use super::kind::{Arn, Bool, Cidr4, Id, Int, Json, List, Map, Name, Num, Str};
use super::{Field, Text, Val, Value};
use crate::literal::Cidr;

/// What a property of kind `T` takes.
#[diagnostic::on_unimplemented(
    message = "this property takes a `{T}`, but `{Self}` was given",
    label = "expected `{T}`",
    note = "write a literal of that type (for an enum, one of its variants) or give a `Val<{T}>`; \
            `.untyped()` gives up checking for one `Val`"
)]
pub trait IntoVal<T> {
    /// The plain value.
    fn into_value(self) -> Value;
}

/// What a property that holds an IPv4 network takes.
#[diagnostic::on_unimplemented(
    message = "expected an IPv4 network, but `{Self}` was given",
    label = "not a checked CIDR",
    note = "write a literal as `cidr!(\"10.0.0.0/16\")`, which the compiler checks, or give a `Val<Cidr4>`"
)]
pub trait IntoCidr {
    /// The plain value.
    fn into_value(self) -> Value;
}

/// A literal that is its own kind: enums and property structs.
pub trait Lit: Sized {
    /// The plain value.
    fn lit(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<T: Lit> IntoVal<T> for T {
    #[inline]
    fn into_value(self) -> Value {
        self.lit()
    }
}

#[diagnostic::do_not_recommend]
impl<T> IntoVal<T> for Val<T> {
    #[inline]
    fn into_value(self) -> Value {
        self.into_plain_value()
    }
}

#[diagnostic::do_not_recommend]
impl<T> IntoVal<T> for &Val<T> {
    fn into_value(self) -> Value {
        self.value().clone()
    }
}

#[diagnostic::do_not_recommend]
impl IntoVal<Str> for &'static str {
    #[inline]
    fn into_value(self) -> Value {
        Value::Str(Text::Borrowed(self))
    }
}

#[diagnostic::do_not_recommend]
impl IntoVal<Str> for String {
    #[inline]
    fn into_value(self) -> Value {
        Value::Str(Text::Owned(self))
    }
}

#[diagnostic::do_not_recommend]
impl IntoVal<Str> for &String {
    fn into_value(self) -> Value {
        Value::Str(Text::Owned(self.clone()))
    }
}

#[diagnostic::do_not_recommend]
impl IntoVal<Str> for Text {
    fn into_value(self) -> Value {
        Value::Str(self)
    }
}

macro_rules! readable_as_text {
    ($($kind:ident)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<R> IntoVal<Str> for Val<$kind<R>> {
            #[inline]
            fn into_value(self) -> Value {
                self.into_plain_value()
            }
        }
    )* };
}
readable_as_text!(Id Arn Name);

#[diagnostic::do_not_recommend]
impl IntoVal<Str> for Val<Cidr4> {
    fn into_value(self) -> Value {
        self.into_plain_value()
    }
}

macro_rules! integers {
    ($($integer:ty)*) => { $(
        #[diagnostic::do_not_recommend]
        impl IntoVal<Int> for $integer {
            #[inline]
            fn into_value(self) -> Value {
                Value::Int(self.into())
            }
        }
        #[diagnostic::do_not_recommend]
        impl IntoVal<Num> for $integer {
            fn into_value(self) -> Value {
                Value::Int(self.into())
            }
        }
    )* };
}
integers!(i32 i64 u8 u16 u32);

#[diagnostic::do_not_recommend]
impl IntoVal<Num> for f64 {
    fn into_value(self) -> Value {
        Value::Num(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoVal<Num> for Val<Int> {
    fn into_value(self) -> Value {
        self.into_plain_value()
    }
}

#[diagnostic::do_not_recommend]
impl IntoVal<Bool> for bool {
    #[inline]
    fn into_value(self) -> Value {
        Value::Bool(self)
    }
}

/// A document that a construct put together itself, with expressions inside.
#[diagnostic::do_not_recommend]
impl IntoVal<Json> for Value {
    fn into_value(self) -> Value {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T, U: IntoVal<T>> IntoVal<List<T>> for Vec<U> {
    fn into_value(self) -> Value {
        Value::List(self.into_iter().map(IntoVal::into_value).collect())
    }
}

#[diagnostic::do_not_recommend]
impl<T, U: IntoVal<T>, const N: usize> IntoVal<List<T>> for [U; N] {
    fn into_value(self) -> Value {
        Value::List(self.into_iter().map(IntoVal::into_value).collect())
    }
}

#[diagnostic::do_not_recommend]
impl<T, K: Into<Text>, U: IntoVal<T>, const N: usize> IntoVal<Map<T>> for [(K, U); N] {
    fn into_value(self) -> Value {
        Value::Map(self.into_iter().map(|(key, value)| Field::new(key.into(), value.into_value())).collect())
    }
}

#[diagnostic::do_not_recommend]
impl<T, K: Into<Text>, U: IntoVal<T>> IntoVal<Map<T>> for Vec<(K, U)> {
    fn into_value(self) -> Value {
        Value::Map(self.into_iter().map(|(key, value)| Field::new(key.into(), value.into_value())).collect())
    }
}

#[diagnostic::do_not_recommend]
impl IntoCidr for Cidr {
    fn into_value(self) -> Value {
        Value::Str(self.to_string().into())
    }
}

#[diagnostic::do_not_recommend]
impl IntoCidr for Val<Cidr4> {
    fn into_value(self) -> Value {
        self.into_plain_value()
    }
}

#[diagnostic::do_not_recommend]
impl IntoCidr for &Val<Cidr4> {
    fn into_value(self) -> Value {
        self.value().clone()
    }
}

#[diagnostic::do_not_recommend]
impl IntoVal<Cidr4> for Cidr {
    fn into_value(self) -> Value {
        IntoCidr::into_value(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoVal<Str> for Cidr {
    fn into_value(self) -> Value {
        IntoCidr::into_value(self)
    }
}
