//! Functions, and the queues and topics that they work on.

pub(crate) mod artifacts;
pub(crate) mod build;
pub(crate) mod event_source;
pub(crate) mod function_setup;
pub(crate) mod function_url;
pub(crate) mod method;
pub(crate) mod queue;
pub(crate) mod route;
pub(crate) mod state_machine;

/// The rules of this family, in the order in which findings are told.
pub(crate) const RULES: &[iac_core::check::Rule] = &[
    function_setup::FUNCTION_SETUP,
    function_url::FUNCTION_URL,
    event_source::EVENT_SOURCE,
    route::ROUTE_KEY,
    method::API_METHOD,
    queue::QUEUE_SETUP,
    state_machine::STATE_MACHINE,
    artifacts::PIPELINE_ARTIFACT,
    build::BUILD_SETUP,
];
