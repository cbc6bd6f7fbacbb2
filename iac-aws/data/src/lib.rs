#![doc = include_str!("../README.md")]

pub mod database;
pub mod security;
pub mod storage;
