//! What others need of buckets and image repositories, and what becomes of data when its stack is deleted.

mod bucket;
pub(crate) mod ecr_repository;
mod on_delete;

pub use bucket::BucketHandle;
pub use ecr_repository::EcrRepositoryHandle;
pub use on_delete::OnDelete;
