//! Sizes of memory and storage.

/// An amount of memory or storage, a whole number of mebibytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size {
    mebibytes: u64,
}

impl Size {
    /// The amount in MiB.
    pub const fn as_mib(self) -> u64 {
        self.mebibytes
    }

    /// The amount in GiB, rounded up: what a service that counts in GiB must be asked for.
    pub const fn as_gib(self) -> u64 {
        self.mebibytes.div_ceil(1024)
    }
}

/// `count` mebibytes.
pub const fn mib(count: u32) -> Size {
    Size { mebibytes: count as u64 }
}

/// `count` gibibytes.
pub const fn gib(count: u32) -> Size {
    Size { mebibytes: count as u64 * 1024 }
}

/// `count` tebibytes.
pub const fn tib(count: u32) -> Size {
    Size { mebibytes: count as u64 * 1024 * 1024 }
}
