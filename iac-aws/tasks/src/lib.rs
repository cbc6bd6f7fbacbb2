#![doc = include_str!("../README.md")]

pub mod compute;
pub mod database;
pub mod monitoring;
