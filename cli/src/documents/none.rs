//! A build without pages.

use iac_core::check::Flow;
use iac_core::{Environment, Graph, Platform};

pub(crate) struct Described;

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

    pub(crate) fn of(&self, _: &Environment, _: &Graph, _: Described, _: &[usize]) -> Result<Vec<Page>, String> {
        Ok(Vec::new())
    }
}

pub(crate) fn describe(_: &Platform, _: &Environment, _: &Graph, _: &dyn Fn() -> Vec<Flow>) -> Described {
    Described
}

pub(crate) fn pipeline(_: &Pages, _: &[&Environment]) -> Result<Vec<Page>, String> {
    Ok(Vec::new())
}
