//! Handles into stacks: small, `Copy`, without a borrow.

use crate::place::Place;

/// Which stack of an app: made from its name and the line that made it, so that the same program gives the same key in
/// every run, and a stack of the same name that was thrown away has another one. What one line makes twice under one name
/// has one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StackKey(u64);

impl StackKey {
    /// The key of the stack of this name that was made at this place (FNV-1a; the app refuses two stacks of one name).
    pub(crate) fn of(name: &str, place: Option<Place>) -> Self {
        let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let key = name.bytes().fold(0xcbf2_9ce4_8422_2325, hash);
        StackKey(place.map_or(key, |place| {
            let spot = [place.line(), place.column()].into_iter().flat_map(u32::to_le_bytes);
            place.file().bytes().chain(spot).fold(hash(key, 0), hash)
        }))
    }
}

/// A resource, parameter, condition or mapping of a stack; which of them, the expression that holds it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node {
    pub(crate) stack: StackKey,
    pub(crate) index: u32,
}

impl Node {
    pub(crate) const fn new(stack: StackKey, index: u32) -> Self {
        Node { stack, index }
    }

    /// The stack that it belongs to.
    pub const fn stack(self) -> StackKey {
        self.stack
    }

    /// Its position among the things of its sort in the stack.
    pub const fn index(self) -> usize {
        self.index as usize
    }

    /// The resource's own reference (`Ref`).
    #[inline]
    pub fn r<T>(self) -> crate::Val<T> {
        crate::Val::of(crate::Expr::Ref(self).into())
    }

    /// An attribute of the resource (`Fn::GetAtt`).
    #[inline]
    pub fn att<T>(self, attribute: &'static str) -> crate::Val<T> {
        crate::Val::of(crate::Expr::GetAtt(self, crate::Text::Borrowed(attribute)).into())
    }
}
