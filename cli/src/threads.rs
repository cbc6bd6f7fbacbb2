//! Threads that call the program or walk its values, which nest as deeply as the main thread lets them.

use crate::problem::Problem;
use std::thread::{Builder, Scope, ScopedJoinHandle};

/// More than main threads have (8 MiB). Only addresses are taken before it is used.
const STACK: usize = 64 << 20;

pub(crate) fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Result<ScopedJoinHandle<'scope, T>, Problem> {
    let started = Builder::new().stack_size(STACK).spawn_scoped(scope, work);
    started.map_err(|error| {
        Problem::new(format!("cannot start a thread: {error}")).help("let the process have more of them")
    })
}
