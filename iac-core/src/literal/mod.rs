//! Literals that are checked: by the compiler where they stand in the program, by a `Result` where they are read.

mod cidr;
mod duration;
mod size;

pub use cidr::{Cidr, CidrError};
pub use duration::{Duration, days, hours, minutes, seconds};
pub use size::{Size, gib, mib, tib};
