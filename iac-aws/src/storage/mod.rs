//! Where data is kept: buckets, image repositories, and what becomes of data when its stack is deleted.

mod on_delete;

pub use on_delete::OnDelete;
