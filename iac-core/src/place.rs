//! Where in a program or template something was written.

use std::fmt;
use std::panic::Location;

/// A line of the user's Rust program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(&'static Location<'static>);

impl Place {
    /// The line that called.
    #[track_caller]
    #[inline]
    pub fn caller() -> Self {
        Place(Location::caller())
    }

    /// The file, as the compiler was given it.
    pub fn file(&self) -> &str {
        self.0.file()
    }

    /// The line, counted from one.
    pub fn line(&self) -> u32 {
        self.0.line()
    }

    /// The column, counted from one.
    pub fn column(&self) -> u32 {
        self.0.column()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file(), self.line(), self.column())
    }
}
