//! Lists that are read while they are walked.

use std::fmt;
use std::marker::PhantomData;

use crate::data::{Bytes, Table};

/// Something that lists hold.
pub(crate) trait Item: Sized {
    fn read(bytes: &mut Bytes) -> Self;
}

/// A list in the embedded data; walking it reads it.
pub struct List<T> {
    bytes: Bytes,
    len: usize,
    item: PhantomData<fn() -> T>,
}

/// The elements of a [`List`] that are left.
#[derive(Clone)]
pub struct Iter<T>(List<T>);

impl<T> List<T> {
    pub(crate) fn empty() -> Self {
        Self::counted(Bytes::default(), 0)
    }

    pub(crate) fn counted(bytes: Bytes, len: usize) -> Self {
        Self { bytes, len, item: PhantomData }
    }

    /// A list that stands in the midst of something else.
    pub(crate) fn inline(bytes: &mut Bytes) -> Self {
        let mut bytes = bytes.part();
        let len = bytes.index();
        Self::counted(bytes, len)
    }

    /// How many elements it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

#[expect(private_bounds, reason = "what lists hold is this crate's affair")]
impl<T: Item> List<T> {
    /// Walks it.
    #[must_use]
    pub fn iter(&self) -> Iter<T> {
        Iter(*self)
    }
}

impl List<&'static str> {
    /// A list of the table of lists.
    pub(crate) fn names(index: usize) -> Self {
        let mut bytes = Table::Lists.bytes(index);
        let len = bytes.index() >> 1;
        Self::counted(bytes, len)
    }

    /// Whether a string is in it.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.iter().any(|n| n == name)
    }
}

impl Item for &'static str {
    fn read(bytes: &mut Bytes) -> Self {
        bytes.next_text()
    }
}

impl<T: Item> Iterator for Iter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.len = self.0.len.checked_sub(1)?;
        Some(T::read(&mut self.0.bytes))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len, Some(self.0.len))
    }
}

impl<T: Item> ExactSizeIterator for Iter<T> {}

impl<T: Item> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = Iter<T>;

    fn into_iter(self) -> Iter<T> {
        Iter(self)
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T: Item + fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T: Item + fmt::Debug> fmt::Debug for Iter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
