//! Functions, and the queues and topics that they work on.

pub(crate) mod event_source;
pub(crate) mod function_setup;
pub(crate) mod queue;
pub(crate) mod route;

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] =
    &[function_setup::FUNCTION_SETUP, event_source::EVENT_SOURCE, route::ROUTE_KEY, queue::QUEUE_SETUP];
