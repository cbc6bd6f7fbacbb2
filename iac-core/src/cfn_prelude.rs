//! What generated resource types are written with. A program uses [`prelude`](crate::prelude) instead.

pub use crate::kind::{Arn, Bool, Cidr4, Id, Int, Json, List, Map, Name, Num, Str};
pub use crate::{
    Bag, Handle, IntoCidr, IntoRef, IntoRefs, IntoSecret, IntoVal, Lit, Node, Resource, Tag, TagStyle, Val, Value,
};
