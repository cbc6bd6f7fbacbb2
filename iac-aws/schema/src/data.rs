//! The embedded files and their tables. What is not there reads as nothing: no read panics.
//!
//! `strings.txt` is all text, one string after the other in order. `model.bin` holds four tables (strings, lists, schemas,
//! types), whose entries stand in groups of sixteen. The file starts with four times how many groups a table has and how
//! many entries its last one lacks, then tells where each group starts, three bytes each number. A group is the lengths
//! of its entries, then the entries; of the strings it is where the first starts in the text, then all lengths.

/// All text.
static TEXT: &str = include_str!("../data/strings.txt");

/// Everything else.
static MODEL: &[u8] = include_bytes!("../data/model.bin");

/// A table of offsets, by its place in the header.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Table {
    Strings,
    Lists,
    Schemas,
    Types,
}

/// So many entries are a group.
const GROUP: usize = 16;

impl Table {
    const ALL: [Self; 4] = [Self::Strings, Self::Lists, Self::Schemas, Self::Types];

    fn groups(self) -> usize {
        u24(6 * self as usize)
    }

    /// How many entries it has.
    pub(crate) fn len(self) -> usize {
        (self.groups() * GROUP).saturating_sub(u24(6 * self as usize + 3))
    }

    /// Where the group of an entry starts.
    fn group(self, index: usize) -> Bytes {
        let group = index / GROUP;
        let before: usize = Self::ALL.into_iter().take(self as usize).map(Self::groups).sum();
        let start = |group| u24(3 * (2 * Self::ALL.len() + before + group));
        let rest = Some(group).filter(|group| *group < self.groups()).and_then(|group| MODEL.get(start(group)..));
        Bytes { rest: rest.unwrap_or_default(), last: 0 }
    }

    /// Where an entry starts.
    pub(crate) fn bytes(self, index: usize) -> Bytes {
        let mut bytes = self.group(index);
        let mut before: usize = 0;
        for entry in 0..GROUP {
            let length = bytes.index();
            before = before.saturating_add(if entry < index % GROUP { length } else { 0 });
        }
        Bytes { rest: bytes.rest.get(before..).unwrap_or_default(), last: 0 }
    }
}

/// A string.
pub(crate) fn text(index: usize) -> &'static str {
    let mut bytes = Table::Strings.group(index);
    let start = (0..index % GROUP).fold(bytes.index(), |sum, _| sum.saturating_add(bytes.index()));
    TEXT.get(start..).and_then(|rest| rest.get(..bytes.index())).unwrap_or_default()
}

fn u24(at: usize) -> usize {
    match MODEL.get(at..) {
        Some([low, middle, high, ..]) => usize::from(*low) | usize::from(*middle) << 8 | usize::from(*high) << 16,
        _ => 0,
    }
}

/// A place in the file.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bytes {
    rest: &'static [u8],
    /// The last number of a list: they are in order, and written as differences.
    last: u64,
}

impl Bytes {
    pub(crate) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        *first
    }

    /// A number: seven bits a byte, the lowest first.
    pub(crate) fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        while let Some((byte, rest)) = self.rest.split_first()
            && shift < u64::BITS
        {
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                break;
            }
            shift += 7;
        }
        number
    }

    pub(crate) fn index(&mut self) -> usize {
        usize::try_from(self.number()).unwrap_or(usize::MAX)
    }

    /// A number that may be negative: its sign is the lowest bit.
    pub(crate) fn signed(&mut self) -> i64 {
        let number = self.number();
        (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
    }

    pub(crate) fn float(&mut self) -> f64 {
        let bytes: [u8; 8] = std::array::from_fn(|_| self.byte());
        f64::from_le_bytes(bytes)
    }

    pub(crate) fn text(&mut self) -> &'static str {
        text(self.index())
    }

    /// The next string of a list.
    pub(crate) fn next_text(&mut self) -> &'static str {
        text(self.next_index())
    }

    /// The next number of a list.
    pub(crate) fn next_index(&mut self) -> usize {
        self.last = self.last.wrapping_add(self.number());
        usize::try_from(self.last).unwrap_or(usize::MAX)
    }

    /// What follows, as far as it says itself; on behind it.
    pub(crate) fn part(&mut self) -> Self {
        let length = self.index();
        let (part, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        Self { rest: part, last: 0 }
    }
}
