#![doc = include_str!("../README.md")]

pub mod backend;
#[doc(hidden)]
pub mod cfn_prelude;
pub mod check;
pub mod graph;
pub mod id;
pub mod json;
pub mod operations;
pub mod prelude;
#[cfg(feature = "read")]
pub mod read;
pub mod resolve;

mod app;
mod condition;
mod construct;
mod diagnostic;
mod literal;
mod mapping;
mod order;
mod output;
mod parameter;
mod parameter_rule;
mod place;
mod platform;
mod policy;
mod region;
mod stack;
mod tag;
mod value;

pub use app::{App, Environment};
pub use condition::{Condition, ConditionRef, Test};
pub use construct::{Construct, Handle, Resource};
pub use diagnostic::{Diagnostic, Severity};
pub use graph::Graph;
pub use literal::{Cidr, CidrError, Duration, Size, days, gib, hours, mib, minutes, seconds, tib};
pub use mapping::{Mapping, MappingRef, MappingValue};
pub use output::Output;
pub use parameter::{NoEchoParameter, Parameter, ParameterType};
pub use parameter_rule::ParameterRule;
pub use place::{FileName, Place};
pub use platform::{Platform, Subject};
pub use policy::DeletionPolicy;
pub use region::Region;
pub use stack::{Node, Scope, Stack, StackKey};
pub use tag::{Tag, TagStyle};
pub use value::{
    Bag, Expr, Field, IntoCidr, IntoPlain, IntoRef, IntoRefs, IntoSecret, IntoVal, Lit, Pseudo, SecretParameter,
    SecretRef, SecretSource, Text, Val, Value, account_id, availability_zone, base64, join_list, join_parts, json_text,
    kind, partition, region, select, split, stack_id, stack_name, url_suffix,
};
