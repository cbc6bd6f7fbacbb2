//! Proof before deployment: rules read a graph, whoever made it, and say what is wrong with it.
//!
//! What depends on parameters is tried for every choice that they permit, as far as a rule reads it: independent
//! parameters do not multiply. A [`World`] is the graph under one choice, where every condition is decided, every mapping looked up and every value as far evaluated as it can be. What nobody
//! can know before the deployment is *assumed*: it is listed, and never failed.

mod assumed;
mod axes;
mod blame;
mod choice;
mod cover;
mod eval;
mod evaluate;
mod findings;
mod index;
mod live;
mod networks;
mod outcome;
mod permits;
mod prove;
mod reads;
mod report;
mod res;
mod rule;
mod slots;
mod texts;
mod trial;
mod truth;
mod world;

pub use eval::{Eval, Member, Reference};
pub use findings::Findings;
pub use prove::{check, with_defaults};
pub use report::{Assumed, Flow, Report, Suppressed};
pub use res::Res;
pub use rule::Rule;
pub use world::World;
