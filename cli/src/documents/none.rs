//! A build without pages.

use iac_core::{Environment, Graph};
use serde_json::Value;

pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) text: String,
}

pub(crate) struct Pages;

impl Pages {
    pub(crate) fn exist(_: &Platform) -> bool {
        false
    }

    pub(crate) fn new() -> Result<Self, String> {
        Ok(Pages)
    }

    pub(crate) fn of(&self, _: &Environment, _: &Graph, _: Value, _: &[usize]) -> Result<Vec<Page>, String> {
        Ok(Vec::new())
    }
}

pub(crate) fn pipeline(_: &Pages, _: &[&Environment]) -> Result<Vec<Page>, String> {
    Ok(Vec::new())
}
