//! Tasks that run beside services.

mod database_dump;
mod event_task;
mod one_off_task;
mod queue_depth;
mod run_task;
mod scheduled_task;

pub use database_dump::{DatabaseDump, DatabaseDumpHandle};
pub use event_task::{EventTask, EventTaskHandle};
pub use one_off_task::{OneOffTask, OneOffTaskHandle};
pub use queue_depth::QueueDepth;
pub(crate) use run_task::dead_letter_queue;
pub(crate) use scheduled_task::trusts_scheduler;
pub use scheduled_task::{ScheduledTask, ScheduledTaskHandle};
