//! What a value must be like.

use crate::data::{Bytes, Table};
use crate::list::{Item, List};
use crate::property::Property;
use crate::types::Types;
use crate::value::{Number, Values};

/// A schema that is not read yet. Equal ids say the same, so that a visitor of recursive types can remember them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(u32);

/// What a value must be like: [JSON Schema](https://json-schema.org/understanding-json-schema/reference) without
/// references, and four keywords of [cfn-lint](https://github.com/aws-cloudformation/cfn-lint). A keyword that is not
/// set does not restrict, and one that is about another type of value does not either.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Schema {
    /// Its id.
    pub id: SchemaId,
    /// The name of the nested property type, as in the addresses of AWS's documentation.
    pub name: Option<&'static str>,
    /// No value is legal.
    pub never: bool,
    /// The legal types.
    pub types: Types,
    /// The legal values.
    pub values: Option<Values>,
    /// The legal values are compared without regard to case.
    pub ignore_case: bool,
    /// A regular expression that must match somewhere in a text, spelled for the crate `regex` where it does not
    /// look around.
    pub pattern: Option<&'static str>,
    /// A format: `AWS::EC2::Subnet.Id`, `ipv4-network`, `date-time`, `json`.
    pub format: Option<&'static str>,
    /// Characters, at least.
    pub min_length: Option<u64>,
    /// Characters, at most.
    pub max_length: Option<u64>,
    /// A number is it or more.
    pub minimum: Option<Number>,
    /// A number is it or less.
    pub maximum: Option<Number>,
    /// A number is more than it.
    pub exclusive_minimum: Option<Number>,
    /// A number is less than it.
    pub exclusive_maximum: Option<Number>,
    /// A number is a multiple of it.
    pub multiple_of: Option<Number>,
    /// The elements of a list.
    pub items: Option<SchemaId>,
    /// The first elements of a list, in order.
    pub prefix_items: List<SchemaId>,
    /// Some element of a list is like this.
    pub contains: Option<SchemaId>,
    /// Elements, at least.
    pub min_items: Option<u64>,
    /// Elements, at most.
    pub max_items: Option<u64>,
    /// Different elements, at most.
    pub max_unique_items: Option<u64>,
    /// The elements of a list differ from each other.
    pub unique_items: bool,
    /// The elements of a list differ from each other in the values of these properties together.
    pub unique_keys: List<&'static str>,
    /// The properties of an object, in order.
    pub properties: List<Property>,
    /// An object has no other properties.
    pub closed: bool,
    /// Other properties: a regular expression for the name (any name where it is empty), and the value.
    pub patterns: List<(&'static str, SchemaId)>,
    /// The names of an object's properties.
    pub names: Option<SchemaId>,
    /// Properties, at least.
    pub min_properties: Option<u64>,
    /// Properties, at most.
    pub max_properties: Option<u64>,
    /// With a property, these must be set.
    pub dependent_required: List<(&'static str, List<&'static str>)>,
    /// With a property, these must not be set.
    pub dependent_excluded: List<(&'static str, List<&'static str>)>,
    /// Of each list, one or more must be set.
    pub required_or: List<List<&'static str>>,
    /// Of each list, exactly one must be set.
    pub required_xor: List<List<&'static str>>,
    /// All of these hold.
    pub all_of: List<SchemaId>,
    /// One or more of these hold.
    pub any_of: List<SchemaId>,
    /// Exactly one of these holds.
    pub one_of: List<SchemaId>,
    /// This does not hold.
    pub not: Option<SchemaId>,
    /// When something holds, another must.
    pub condition: Option<Condition>,
    /// Rules of cfn-lint beyond AWS's schema, which hold as well, by their
    /// [code](https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md): `E` an error, `W` a warning.
    pub rules: List<(&'static str, SchemaId)>,
}

/// When something holds, another must.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Condition {
    /// When this holds,
    pub when: SchemaId,
    /// this must,
    pub then: Option<SchemaId>,
    /// otherwise this.
    pub otherwise: Option<SchemaId>,
}

impl SchemaId {
    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Its number; they are without gaps.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// Reads the schema.
    #[must_use]
    pub fn schema(self) -> Schema {
        let mut bytes = Table::Schemas.bytes(self.0 as usize);
        Reader { set: bytes.number(), bytes }.schema(self)
    }
}

impl Item for SchemaId {
    fn read(bytes: &mut Bytes) -> Self {
        Self::new(bytes.index())
    }
}

impl Item for (&'static str, SchemaId) {
    fn read(bytes: &mut Bytes) -> Self {
        (bytes.text(), SchemaId::read(bytes))
    }
}

impl Item for (&'static str, List<&'static str>) {
    fn read(bytes: &mut Bytes) -> Self {
        (bytes.text(), List::read(bytes))
    }
}

impl Item for List<&'static str> {
    fn read(bytes: &mut Bytes) -> Self {
        List::names(bytes.index())
    }
}

/// Reads the keywords that are set, one bit each, the most frequent in the lowest.
struct Reader {
    set: u64,
    bytes: Bytes,
}

impl Reader {
    fn is_set(&mut self) -> bool {
        let set = self.set & 1 == 1;
        self.set >>= 1;
        set
    }

    fn one<T>(&mut self, read: impl FnOnce(&mut Bytes) -> T) -> Option<T> {
        self.is_set().then(|| read(&mut self.bytes))
    }

    fn id(&mut self) -> Option<SchemaId> {
        self.one(SchemaId::read)
    }

    fn list<T>(&mut self) -> List<T> {
        self.one(List::inline).unwrap_or_else(List::empty)
    }

    fn number(&mut self) -> Option<Number> {
        self.one(Number::read)
    }

    fn size(&mut self) -> Option<u64> {
        self.one(Bytes::number)
    }

    fn condition(bytes: &mut Bytes) -> Condition {
        let when = SchemaId::read(bytes);
        // One more than the id; 0 is none.
        let mut optional = || bytes.index().checked_sub(1).map(SchemaId::new);
        Condition { when, then: optional(), otherwise: optional() }
    }

    // The order of the fields is the order of the bits.
    fn schema(mut self, id: SchemaId) -> Schema {
        Schema {
            id,
            types: self.one(|b| Types::new(b.byte())).unwrap_or_default(),
            min_length: self.size(),
            max_length: self.size(),
            pattern: self.one(Bytes::text),
            name: self.one(Bytes::text),
            properties: self.list(),
            closed: self.is_set(),
            values: self.one(|b| Values::read(b.index())),
            items: self.id(),
            min_items: self.size(),
            max_items: self.size(),
            unique_items: self.is_set(),
            minimum: self.number(),
            maximum: self.number(),
            condition: self.one(Self::condition),
            one_of: self.list(),
            any_of: self.list(),
            all_of: self.list(),
            format: self.one(Bytes::text),
            patterns: self.list(),
            ignore_case: self.is_set(),
            never: self.is_set(),
            rules: self.list(),
            not: self.id(),
            dependent_required: self.list(),
            dependent_excluded: self.list(),
            required_or: self.list(),
            required_xor: self.list(),
            min_properties: self.size(),
            max_properties: self.size(),
            names: self.id(),
            contains: self.id(),
            prefix_items: self.list(),
            unique_keys: self.one(List::read).unwrap_or_else(List::empty),
            max_unique_items: self.size(),
            exclusive_minimum: self.number(),
            exclusive_maximum: self.number(),
            multiple_of: self.number(),
        }
    }
}
