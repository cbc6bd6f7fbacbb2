//! What grows and shrinks, and what runs on demand.
