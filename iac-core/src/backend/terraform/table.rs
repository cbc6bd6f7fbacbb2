//! The tables that say how CloudFormation's types are written in Terraform. They are data: a library of constructs brings
//! them, one per service, and this back end reads them.
//!
//! What the names already say needs no entry: a property whose name in snake case is an attribute or a block of the
//! provider's type, of a shape that fits, is mapped by it, at every depth. A list may also fit a block in the singular.

use super::scope::Scope;
use crate::graph::ResourceNode;
use crate::value::Field;

/// How resources of one CloudFormation type are written.
#[derive(Clone, Copy)]
pub struct ResourceMap {
    pub(super) cloudformation: &'static str,
    pub(super) terraform: &'static str,
    pub(super) reference: &'static str,
    pub(super) refer: Option<Refer>,
    pub(super) attributes: &'static [(&'static str, &'static str)],
    pub(super) properties: &'static [(&'static str, To)],
    pub(super) name: Name,
    pub(super) retain: Retain,
    pub(super) replace_first: bool,
    pub(super) parts_only: bool,
    pub(super) finish: Option<Finish>,
    pub(super) other: Option<(&'static [&'static str], &'static ResourceMap)>,
}

/// A function for what no entry of a table can say: it reads a property and sets what it means.
pub type Lower = for<'a, 'g> fn(&mut Scope<'a, 'g>, &'g Field);
/// A function that says what `Ref` (by that name) or an attribute is, where it depends on the resource. What it does not
/// say, the table does.
pub type Refer = fn(&ResourceNode, &str) -> Option<&'static str>;
/// A function that runs after all properties of a resource.
pub type Finish = for<'a, 'g> fn(&mut Scope<'a, 'g>);

impl ResourceMap {
    /// Resources of a CloudFormation type as resources of a type of the provider's, whose `Ref` is its `id`.
    pub const fn new(cloudformation: &'static str, terraform: &'static str) -> Self {
        ResourceMap {
            cloudformation,
            terraform,
            reference: "id",
            refer: None,
            attributes: &[],
            properties: &[],
            name: Name::None,
            retain: Retain::PreventDestroy,
            replace_first: false,
            parts_only: false,
            finish: None,
            other: None,
        }
    }

    /// Resources of a CloudFormation type that are nothing themselves: they attach something of the provider's type to
    /// one or more others. Only the [parts](Scope::part) are written.
    pub const fn parts(cloudformation: &'static str, terraform: &'static str) -> Self {
        ResourceMap { parts_only: true, ..ResourceMap::new(cloudformation, terraform) }
    }

    /// What `Ref` is: see [`attributes`](Self::attributes) for the ways to say it.
    pub const fn reference(mut self, attribute: &'static str) -> Self {
        self.reference = attribute;
        self
    }

    /// What `Ref` and `Fn::GetAtt` are, where it depends on the resource.
    pub const fn refer(mut self, refer: Refer) -> Self {
        self.refer = Some(refer);
        self
    }

    /// What `Fn::GetAtt` is, where the attribute has another name than in snake case. An attribute (`arn_suffix`), an
    /// attribute of a part that has the same name (`aws_acm_certificate_validation:certificate_arn`), or an expression in
    /// which `{}` stands for the address (`{}.endpoint[0].address`, `https://${{}.endpoint}`), be it a part's.
    pub const fn attributes(mut self, attributes: &'static [(&'static str, &'static str)]) -> Self {
        self.attributes = attributes;
        self
    }

    /// Where the properties go whose names do not say it.
    pub const fn properties(mut self, properties: &'static [(&'static str, To)]) -> Self {
        self.properties = properties;
        self
    }

    /// The name that a resource gets when the program gives none, where the provider does not make up a good one.
    pub const fn name(mut self, name: Name) -> Self {
        self.name = name;
        self
    }

    /// What becomes of a resource whose deletion policy is `Retain`.
    pub const fn retain(mut self, retain: Retain) -> Self {
        self.retain = retain;
        self
    }

    /// A replacement is made before the old one is deleted, as CloudFormation does it, for what is in use all the time:
    /// only where two can exist at once.
    pub const fn replace_first(mut self) -> Self {
        self.replace_first = true;
        self
    }

    /// Runs when all properties are done.
    pub const fn finish(mut self, finish: Finish) -> Self {
        self.finish = Some(finish);
        self
    }

    /// Where one of these properties is set, the resource is of another type of the provider's.
    pub const fn instead(mut self, properties: &'static [&'static str], map: &'static ResourceMap) -> Self {
        self.other = Some((properties, map));
        self
    }

    /// How this resource is written.
    pub(super) fn of(&'static self, resource: &ResourceNode) -> &'static Self {
        match self.other {
            Some((properties, other)) if properties.iter().any(|name| resource.property(name).is_some()) => other,
            _ => self,
        }
    }
}

/// Where a property goes.
#[derive(Clone, Copy)]
pub enum To {
    /// An attribute, of the same shape. An object becomes JSON text where the attribute is text.
    Attribute(&'static str),
    /// A nested block, or one for each member of a list. The table is for its fields.
    Block(&'static str, &'static [(&'static str, To)]),
    /// The fields of the object stand in the parent itself.
    Flatten(&'static [(&'static str, To)]),
    /// Text of JSON.
    Json(&'static str),
    /// A map, from a list of objects with `Key` and `Value`, or with the two fields named here.
    Pairs(&'static str, &'static str, &'static str),
    /// A list, from a list of objects with this one field.
    Items(&'static str, &'static str),
    /// A list of objects with a key and a value, each key a property of its own: the two fields, and the keys' table.
    ByKey(&'static str, &'static str, &'static [(&'static str, To)]),
    /// An attribute whose values have other names: pairs of CloudFormation's and Terraform's. `true` and `false` fit
    /// flags on both sides. Other values stay what they are.
    Values(&'static str, &'static [(&'static str, &'static str)]),
    /// A secret: a write-only attribute, with the attribute `…_version` beside it.
    WriteOnly(&'static str),
    /// A resource of its own, or one for each member of a list.
    Part(&'static Part),
    /// Two or more places for one property.
    All(&'static [To]),
    /// A block that only wraps: the property goes where `To` says, inside of this block.
    Within(&'static str, &'static To),
    /// An object by key: a block for each member, with the key in an attribute, and the table for its fields.
    Keyed(&'static str, &'static str, &'static [(&'static str, To)]),
    /// It has no counterpart and needs none: why.
    Ignored(&'static str),
    /// It has no counterpart, so that using it is an error: what to write instead.
    Missing(&'static str),
    /// Nested blocks, or resources of their own, of this name: a function writes them by this table.
    Through(&'static str, &'static [(&'static str, To)], Lower),
    /// A function.
    By(Lower),
}

/// A resource of its own for what is a property in CloudFormation.
#[derive(Clone, Copy)]
pub struct Part {
    pub(super) terraform: &'static str,
    pub(super) parent: (&'static str, &'static str),
    pub(super) fields: &'static [(&'static str, To)],
    pub(super) item: Option<&'static str>,
    pub(super) key: &'static [&'static str],
}

impl Part {
    /// A resource of this type of the provider's, with an attribute that names the resource that it is part of and what
    /// of that one it holds: `Part::new("aws_s3_bucket_versioning", "bucket", "id")`.
    pub const fn new(terraform: &'static str, attribute: &'static str, of_parent: &'static str) -> Self {
        Part { terraform, parent: (attribute, of_parent), fields: &[], item: None, key: &[] }
    }

    /// Where the fields of the object go.
    pub const fn fields(mut self, fields: &'static [(&'static str, To)]) -> Self {
        self.fields = fields;
        self
    }

    /// The value is no object: the attribute that holds it.
    pub const fn item(mut self, attribute: &'static str) -> Self {
        self.item = Some(attribute);
        self
    }

    /// The fields by which the members of a list are told apart: they make the address, so that it stays when the
    /// order changes.
    pub const fn key(mut self, fields: &'static [&'static str]) -> Self {
        self.key = fields;
        self
    }
}

/// The name of a resource to which the program gives none. CloudFormation makes one up from the stack's name and the
/// logical id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// The type has none, or the provider makes one up.
    None,
    /// The provider appends to a prefix what makes it unique: the attribute of the prefix, the attribute of the name,
    /// and the longest name.
    Prefix(&'static str, &'static str, usize),
    /// The provider wants one: the attribute, and the longest name.
    Required(&'static str, usize),
}

/// What becomes of a resource that CloudFormation would retain. Terraform has no such policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retain {
    /// Terraform refuses to delete it (`prevent_destroy`).
    PreventDestroy,
    /// An attribute makes the provider forget it instead of deleting it.
    Attribute(&'static str),
}

/// A provider's types, as a library of constructs knows them.
#[derive(Clone, Copy)]
pub struct Provider {
    /// How CloudFormation's types are written, service by service.
    pub tables: &'static [&'static [ResourceMap]],
    /// The provider's facts: one line for each attribute and block, indented by its depth.
    pub facts: &'static str,
    /// What newer releases added, in the same format.
    pub additions: &'static str,
    /// What the provider has no counterpart of, by reviewed lines such as `AWS::EC2::EIP TransferAddress`.
    pub lacking: &'static str,
    /// CloudFormation's facts, for the coverage.
    pub cloudformation: &'static str,
}
