#![doc = include_str!("../README.md")]

pub mod compute;
pub mod database;
pub mod edge;
pub mod marketplace;
pub mod monitoring;
pub mod network;
pub mod policy;
pub mod security;
#[doc(hidden)]
pub mod shared;
pub mod storage;
