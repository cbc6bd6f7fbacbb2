//! Functions, and the queues and topics that they work on.

pub(crate) mod event_source;
pub(crate) mod function_setup;
pub(crate) mod queue;
pub(crate) mod route;
