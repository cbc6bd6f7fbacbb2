#![doc = include_str!("../README.md")]

pub mod compute;
pub mod database;
pub mod monitoring;
pub mod network;
pub mod parameters;
pub mod policy;
pub mod security;
#[doc(hidden)]
pub mod shared;
pub mod storage;
