//! Handles into stacks: small, `Copy`, without a borrow.

/// Which stack of an app: made from its name, so that the same program gives the same key in every run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StackKey(u64);

impl StackKey {
    /// The key of the stack of this name (FNV-1a; the app refuses two stacks with one key).
    pub(crate) fn of(name: &str) -> Self {
        let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        StackKey(name.bytes().fold(0xcbf2_9ce4_8422_2325, hash))
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
