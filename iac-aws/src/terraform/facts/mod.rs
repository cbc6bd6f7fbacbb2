//! Facts of both sides, one line each: written by the generator from pinned packages, but for `additions.txt`, which is
//! written by hand.

/// The provider's types: their attributes and nested blocks.
pub(crate) const PROVIDER: &str = include_str!("provider.txt");
/// What newer releases of the provider added.
pub(crate) const ADDITIONS: &str = include_str!("additions.txt");
/// CloudFormation's types: their properties and attributes.
pub(crate) const CLOUDFORMATION: &str = include_str!("cloudformation.txt");
