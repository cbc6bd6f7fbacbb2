pub use iac_core::*;
pub fn aws() -> &'static str {
    "aws"
}
