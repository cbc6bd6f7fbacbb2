//! What can be added to a stack.

use crate::stack::{Node, Stack};
use crate::tag::TagStyle;
use crate::value::Bag;

/// Anything that can be added to a stack under an id: a resource, one of the library's constructs, your own.
///
/// ```
/// use iac_core::prelude::*;
///
/// /// What an app team writes: plain data, and a `build` that adds other constructs.
/// struct Sizes { largest: u32 }
///
/// impl Construct for Sizes {
///     type Handle = Val<Num>;
///     fn build(self, stack: &mut Stack) -> Val<Num> {
///         stack.add("Count", Parameter::number().default(1).max_value(self.largest))
///     }
/// }
///
/// let mut stack = Stack::new("main");
/// let count = stack.add("Worker", Sizes { largest: 10 }); // the parameter `WorkerCount`
/// stack.output("Workers", count);
/// ```
pub trait Construct {
    /// What others need of it: plain data, no borrow of the stack.
    type Handle;

    /// Whether findings about what is inside point at the line that added this construct instead of into `build`.
    /// The library's constructs are sealed: their insides are not the user's to change.
    const SEALED: bool = false;

    /// Adds what this construct is made of, under ids of its own, and returns the handle.
    fn build(self, stack: &mut Stack) -> Self::Handle;
}

/// A resource of CloudFormation. Implemented by generated code only.
pub trait Resource: Sized {
    /// CloudFormation's name of the type, such as `AWS::EC2::Subnet`.
    const TYPE: &'static str;
    /// How the type takes tags.
    const TAGS: TagStyle;
    /// What `add` returns for it.
    type Handle: Handle<Resource = Self>;
    /// The resource with these properties.
    fn from_bag(bag: Bag) -> Self;
    /// The properties.
    fn into_bag(self) -> Bag;
}

/// The handle of a resource in a stack: its references and attributes, typed. Implemented by generated code only.
pub trait Handle: Copy {
    /// The resource's type.
    type Resource: Resource<Handle = Self>;
    /// The handle of a node that is known to have this type.
    fn from_node(node: Node) -> Self;
    /// The node that this handle is of.
    fn node(self) -> Node;
}

impl<R: Resource> Construct for R {
    type Handle = R::Handle;

    fn build(self, stack: &mut Stack) -> R::Handle {
        R::Handle::from_node(stack.push_resource(R::TYPE, R::TAGS, self.into_bag()))
    }
}
