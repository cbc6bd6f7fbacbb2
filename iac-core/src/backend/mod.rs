//! From the graph to documents. A back end reads the graph and changes nothing.

pub mod cloudformation;
pub mod terraform;
