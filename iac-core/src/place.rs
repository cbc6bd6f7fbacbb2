//! Where in a program or template something was written.

use std::fmt;
use std::panic::Location;

/// A line of the user's Rust program, or of a template that was read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Place(Spot);

/// As large as two pointers, of which there is one per property: the column has three bytes for that.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spot {
    Program(&'static Location<'static>),
    File { column: [u8; 3], line: u32, name: FileName },
}

impl Place {
    /// The line that called.
    #[track_caller]
    #[inline]
    pub fn caller() -> Self {
        Place(Spot::Program(Location::caller()))
    }

    /// A place in a file that was read; line and column are counted from one.
    pub const fn in_file(name: FileName, line: u32, column: u32) -> Self {
        const LAST: u32 = 0xff_ffff;
        let [a, b, c, _] = if column < LAST { column } else { LAST }.to_le_bytes();
        Place(Spot::File { column: [a, b, c], line, name })
    }

    /// The file, as the compiler or the reader was given it.
    pub fn file(&self) -> &'static str {
        match self.0 {
            Spot::Program(location) => location.file(),
            Spot::File { name, .. } => name.0,
        }
    }

    /// The line, counted from one.
    pub fn line(&self) -> u32 {
        match self.0 {
            Spot::Program(location) => location.line(),
            Spot::File { line, .. } => line,
        }
    }

    /// The column in characters, counted from one.
    pub fn column(&self) -> u32 {
        match self.0 {
            Spot::Program(location) => location.column(),
            Spot::File { column: [a, b, c], .. } => u32::from_le_bytes([a, b, c, 0]),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file(), self.line(), self.column())
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
    }
}

/// The name of a file that is read. It lives as long as the program, as the names of the compiler's files do, so that
/// a [`Place`] is small and `Copy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileName(&'static &'static str);

impl FileName {
    /// A name that is known to the compiler: `FileName::of(&"template.yaml")`.
    pub const fn of(name: &'static &'static str) -> Self {
        FileName(name)
    }

    /// A name that is not. Its memory is never given back: make one for each file, not for each reading of it.
    pub fn new(name: impl Into<String>) -> Self {
        let name: &'static str = String::leak(name.into());
        FileName(Box::leak(Box::new(name)))
    }

    /// The name.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: FileName = FileName::of(&"template.yaml");

    #[test]
    fn a_place_in_a_file_says_where_it_is() {
        assert_eq!(Place::in_file(FILE, 12, 5).to_string(), "template.yaml:12:5");
        assert_eq!(Place::in_file(FILE, u32::MAX, 0x12_3456).column(), 0x12_3456);
        assert_eq!(Place::in_file(FILE, 1, u32::MAX).column(), 0xff_ffff);
        assert_eq!(Place::in_file(FileName::new("template.yaml"), 1, 1), Place::in_file(FILE, 1, 1));
        assert!(Place::caller().file().ends_with("place.rs"));
    }

    #[test]
    fn a_place_is_two_words() {
        assert_eq!(size_of::<Option<Place>>(), 2 * size_of::<usize>());
    }
}
