//! What every table needs.

pub(super) use iac_core::backend::terraform::{Name, Part, ResourceMap, Retain, Scope, Term, To};
pub(super) use iac_core::{DeletionPolicy, Expr, Field, Value};
