//! What nearly every stack uses.

pub use crate::kind::{Arn, Bool, Cidr4, Id, Int, Json, List, Map, Name, Num, Str};
pub use crate::operations::{self, Operations};
pub use crate::{
    App, Cidr, Condition, ConditionRef, Construct, DeletionPolicy, Duration, Environment, Mapping, Output, Parameter,
    ParameterRule, Region, SecretRef, Size, Stack, Tag, Val, account_id, cidr, days, gib, hours, join, mib, minutes,
    partition, region, seconds, stack_name, tib, url_suffix,
};
