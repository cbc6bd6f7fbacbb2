//! Kinds: what a [`Val`](crate::Val) stands for. They exist only in types and are never constructed.

use std::marker::PhantomData;

/// The identifier of a resource of type `R`, such as `subnet-0a1b…`.
pub struct Id<R>(PhantomData<fn() -> R>);
/// The Amazon Resource Name of a resource of type `R`.
pub struct Arn<R>(PhantomData<fn() -> R>);
/// The name of a resource of type `R`, where it differs from its id.
pub struct Name<R>(PhantomData<fn() -> R>);
/// Text.
#[derive(Clone, Copy, Debug)]
pub enum Str {}
/// A whole number.
#[derive(Clone, Copy, Debug)]
pub enum Int {}
/// A number that may have a fraction.
#[derive(Clone, Copy, Debug)]
pub enum Num {}
/// True or false.
#[derive(Clone, Copy, Debug)]
pub enum Bool {}
/// A document without a schema, such as a policy.
#[derive(Clone, Copy, Debug)]
pub enum Json {}
/// An IPv4 network, such as `10.0.0.0/16`.
#[derive(Clone, Copy, Debug)]
pub enum Cidr4 {}
/// A list whose members have kind `T`.
pub struct List<T>(PhantomData<fn() -> T>);
/// A map from text to values of kind `T`.
pub struct Map<T>(PhantomData<fn() -> T>);
