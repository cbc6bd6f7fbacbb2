//! The kinds of services: what takes requests, what works in the background, what runs exactly once.

use iac_core::Text;
use std::fmt::Debug;

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Web {}
    impl Sealed for super::Worker {}
    impl Sealed for super::Singleton {}
}

/// What a service is for: [`Web`], [`Worker`] or [`Singleton`].
pub trait ServiceKind: Clone + Debug + sealed::Sealed {
    /// Whether a second task must never run beside the first.
    const SINGLE: bool = false;

    /// The port that it listens on.
    fn port(&self) -> Option<u16> {
        None
    }
}

/// A service of any number of equal tasks.
#[diagnostic::on_unimplemented(
    message = "a singleton is exactly one task and cannot be scaled",
    label = "`{Self}` has exactly one task",
    note = "make it a `FargateService::worker` if several of its tasks may run beside each other"
)]
pub trait Replicated: ServiceKind {}

/// Takes requests on a port.
#[derive(Clone, Debug)]
pub struct Web {
    pub(super) port: u16,
    pub(super) health_path: Text,
}

/// Works in the background and listens on no port. Nothing connects or routes to it:
///
/// ```compile_fail,E0277
/// use iac_aws::prelude::*;
/// fn open(stack: &mut Stack, alb: &AlbHandle, worker: &FargateServiceHandle<Worker>) {
///     alb.route_to(stack, worker);
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Worker;

/// Works in the background as exactly one task. It cannot be scaled:
///
/// ```compile_fail,E0277
/// use iac_aws::prelude::*;
/// fn more(service: FargateService<Singleton>) -> FargateService<Singleton> {
///     service.scale(1..=2, cpu_percent(70))
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Singleton;

impl ServiceKind for Web {
    fn port(&self) -> Option<u16> {
        Some(self.port)
    }
}

impl ServiceKind for Worker {}

impl ServiceKind for Singleton {
    const SINGLE: bool = true;
}

#[diagnostic::do_not_recommend]
impl Replicated for Web {}
#[diagnostic::do_not_recommend]
impl Replicated for Worker {}
