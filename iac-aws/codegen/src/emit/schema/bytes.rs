//! Numbers as bytes.

use crate::Result;

/// What is written.
#[derive(Debug, Default)]
pub(super) struct Bytes(pub(super) Vec<u8>);

impl Bytes {
    /// Seven bits a byte, the lowest first.
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub(super) fn index(&mut self, index: usize) {
        self.number(index as u64);
    }

    /// The sign is the lowest bit.
    pub(super) fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    /// Three bytes of a table.
    pub(super) fn offset(&mut self, offset: usize) -> Result<()> {
        let offset = u32::try_from(offset).ok().filter(|o| *o < 1 << 24).ok_or("the model outgrew its offsets")?;
        self.0.extend(offset.to_le_bytes().iter().take(3));
        Ok(())
    }

    /// Indices of strings, in order.
    pub(super) fn differences(&mut self, indices: &[usize]) {
        let mut last = 0;
        for index in indices {
            self.index(index - last);
            last = *index;
        }
    }

    /// A part that says its length and how many elements it has.
    pub(super) fn part(&mut self, count: usize, elements: &Bytes) {
        let mut head = Bytes::default();
        head.index(count);
        self.index(head.0.len() + elements.0.len());
        self.0.extend(head.0);
        self.0.extend(&elements.0);
    }
}
