//! What of a choice was read: nothing else can change what comes out.

use super::choice::Choice;
use std::cell::RefCell;

/// A set of axes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reads(Vec<u64>);

impl Reads {
    pub(super) fn insert(&mut self, axis: usize) {
        let word = axis / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (axis % 64);
    }

    pub(super) fn merge(&mut self, other: &Reads) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(word, more)| *word |= more);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn axes(&self) -> Vec<usize> {
        let of = |(at, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit)
        };
        self.0.iter().enumerate().flat_map(of).collect()
    }

    /// Whether two choices are the same in all that is read.
    pub(super) fn same(&self, one: &Choice, other: &Choice) -> bool {
        self.0.iter().enumerate().all(|(at, word)| {
            let mut open = *word;
            while open != 0 {
                let axis = at * 64 + open.trailing_zeros() as usize;
                if one.of(axis) != other.of(axis) {
                    return false;
                }
                open &= open - 1;
            }
            true
        })
    }
}

/// Who reads is recorded in frames: what is worked out inside of something else was read by both.
pub(super) struct Recorder(RefCell<Vec<Reads>>);

impl Recorder {
    pub(super) fn new() -> Self {
        Recorder(RefCell::new(vec![Reads::default()]))
    }

    pub(super) fn read(&self, axis: usize) {
        if let Some(frame) = self.0.borrow_mut().last_mut() {
            frame.insert(axis);
        }
    }

    pub(super) fn merge(&self, reads: &Reads) {
        if !reads.is_empty()
            && let Some(frame) = self.0.borrow_mut().last_mut()
        {
            frame.merge(reads);
        }
    }

    /// What `work` reads; whoever asked for it did not read it yet.
    pub(super) fn during<T>(&self, work: impl FnOnce() -> T) -> (T, Reads) {
        self.0.borrow_mut().push(Reads::default());
        let result = work();
        let reads = self.0.borrow_mut().pop().unwrap_or_default();
        (result, reads)
    }
}
