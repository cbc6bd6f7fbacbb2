//! References between resources: a property that refers to a subnet takes a subnet and nothing else.

use super::kind::List;
use super::{Val, Value};

/// What a property that refers to `K` takes, where `K` is [`Id`](super::kind::Id), [`Arn`](super::kind::Arn) or
/// [`Name`](super::kind::Name) of a resource type.
#[diagnostic::on_unimplemented(
    message = "this property refers to `{K}`, but `{Self}` was given",
    label = "expected a reference to `{K}`",
    note = "give what the handle of that resource returns, as `vpc.vpc_id()` and `role.arn()` do; an identifier of \
            something outside this app is marked as such: `Val::imported(\"…\")`"
)]
pub trait IntoRef<K> {
    /// The plain value.
    fn into_value(self) -> Value;
}

/// What a property that refers to a list of `K` takes.
#[diagnostic::on_unimplemented(
    message = "this property takes a list of references to `{K}`, but `{Self}` was given",
    label = "expected a list of `{K}`",
    note = "list what the handles of such resources return, as in `[one.subnet_id(), other.subnet_id()]`; an \
            identifier of something outside this app is marked as such: `[Val::imported(\"…\")]`"
)]
pub trait IntoRefs<K> {
    /// The plain value.
    fn into_value(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<K> IntoRef<K> for Val<K> {
    #[inline]
    fn into_value(self) -> Value {
        self.into_plain_value()
    }
}

#[diagnostic::do_not_recommend]
impl<K> IntoRef<K> for &Val<K> {
    fn into_value(self) -> Value {
        self.value().clone()
    }
}

#[diagnostic::do_not_recommend]
impl<K, U: IntoRef<K>> IntoRefs<K> for Vec<U> {
    fn into_value(self) -> Value {
        Value::List(self.into_iter().map(IntoRef::into_value).collect())
    }
}

#[diagnostic::do_not_recommend]
impl<K, U: IntoRef<K>, const N: usize> IntoRefs<K> for [U; N] {
    fn into_value(self) -> Value {
        Value::List(self.into_iter().map(IntoRef::into_value).collect())
    }
}

#[diagnostic::do_not_recommend]
impl<K> IntoRefs<K> for Val<List<K>> {
    fn into_value(self) -> Value {
        self.into_plain_value()
    }
}

#[diagnostic::do_not_recommend]
impl<K> IntoRefs<K> for &Val<List<K>> {
    fn into_value(self) -> Value {
        self.value().clone()
    }
}
