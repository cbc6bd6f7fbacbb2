//! Reads the Terraform document: which resource belongs to which of CloudFormation's, and what its arguments say.
//! <https://developer.hashicorp.com/terraform/language/syntax/json>

use crate::cloudformation::{CloudFormation, Id};
use crate::scope::Scope;
use crate::value::{Object, Value};
use crate::world::{Read, World, unreadable};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A resource's type and name.
pub(crate) type Address = (String, String);

pub(crate) struct Terraform<'d> {
    pub document: &'d Json,
    pub cloudformation: &'d CloudFormation<'d>,
    pub owners: BTreeMap<Address, Id>,
}

/// Arguments of every resource, which are about Terraform and not about the resource.
pub(crate) const META: [&str; 6] = ["count", "for_each", "depends_on", "provider", "lifecycle", "//"];

/// The resource that hands CloudFormation's properties to Cloud Control, whatever their type.
pub(crate) const CLOUD_CONTROL: &str = "aws_cloudcontrolapi_resource";

/// A name as both documents could write it.
pub(crate) fn squashed(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

impl<'d> Terraform<'d> {
    pub(crate) fn new(document: &'d Json, cloudformation: &'d CloudFormation<'d>) -> Self {
        let mut this = Terraform { document, cloudformation, owners: BTreeMap::new() };
        this.owners = this
            .section("resource")
            .filter_map(|(address, _)| Some((address.clone(), this.owner(&address)?)))
            .collect();
        this
    }

    /// Of which stack the resource is that makes its names unique: nothing for the first one, ` of name` for another.
    pub(crate) fn stack_of_id(&self, name: &str) -> Option<String> {
        let mut others = self.cloudformation.stacks.iter().skip(1);
        let mut other = || others.find(|stack| squashed(name) == squashed(&format!("{}stack", stack.name)));
        match name {
            "stack" => Some(String::new()),
            _ => other().map(|stack| format!(" of {}", stack.name)),
        }
    }

    /// The blocks with two labels: resources, data sources and ephemeral ones.
    pub(crate) fn section(&self, section: &str) -> impl Iterator<Item = (Address, &'d Json)> + use<'d> {
        let types = self.document.get(section).and_then(Json::as_object).into_iter().flatten();
        types.flat_map(|(kind, named)| {
            let named = named.as_object().into_iter().flatten();
            named.map(move |(name, body)| ((kind.clone(), name.clone()), body))
        })
    }

    /// The longest logical id that a resource's name starts with, of those whose type becomes one of this type.
    fn owner(&self, (kind, name): &Address) -> Option<Id> {
        let ends = name.match_indices('_').map(|(index, _)| index).chain([name.len()]);
        let starts: Vec<String> = ends.map(|end| squashed(&name[..end])).collect();
        let fits = self.cloudformation.resources().filter_map(|(id, _)| {
            let known = self.cloudformation.kind(&id)?.1?;
            let base = squashed(&self.cloudformation.display(&id));
            let fits = kind == CLOUD_CONTROL || known.parts().any(|part| part == kind);
            (starts.contains(&base) && fits).then_some((base.len(), id))
        });
        fits.max().map(|(_, id)| id)
    }

    /// What belongs to a resource of CloudFormation's.
    pub(crate) fn of(&self, id: &Id) -> impl Iterator<Item = (Address, &'d Json)> {
        let mine = self.owners.iter().filter(move |(_, owner)| *owner == id).map(|(address, _)| address);
        mine.map(|(kind, name)| ((kind.clone(), name.clone()), &self.document["resource"][kind][name]))
    }

    /// The provider block of an alias such as `aws.us_east_1`, or the one without.
    pub(crate) fn provider(&self, alias: Option<&str>) -> Option<&'d Json> {
        let blocks = &self.document["provider"]["aws"];
        let mut blocks = blocks.as_array().map_or_else(|| std::slice::from_ref(blocks), Vec::as_slice).iter();
        let alias = alias.map(|alias| alias.trim_start_matches("${").trim_end_matches('}').trim_start_matches("aws."));
        blocks.find(|block| block["alias"].as_str() == alias)
    }

    /// Whether a resource is made in a world, and its arguments there.
    pub(crate) fn body(&self, body: &Json, world: &World) -> Read<Option<Object>> {
        if body.get("for_each").is_some() {
            return unreadable("for_each of a resource");
        }
        if let Some(count) = body.get("count") {
            match self.value(count, world)?.plain().as_deref() {
                Some("0") => return Ok(None),
                Some("1") => {}
                other => return unreadable(format!("count is {other:?}")),
            }
        }
        let members = body.as_object().into_iter().flatten().filter(|(key, _)| !META.contains(&key.as_str()));
        let members = members.map(|(key, value)| (key.clone(), value.clone())).collect();
        match self.value(&Json::Object(members), world)? {
            Value::Object(members) => Ok(Some(members)),
            other => unreadable(format!("{other} is no resource")),
        }
    }

    /// The region of a data source's own provider, or what is given for the environment's.
    pub(crate) fn place(&self, kind: &str, name: &str, given: &str) -> Value {
        let alias = self.document["data"][kind][name]["provider"].as_str();
        let region = alias.and_then(|alias| self.provider(Some(alias))?["region"].as_str());
        region.map_or_else(|| Value::given(given), Value::text)
    }

    /// Whether these are the zones that Fn::GetAZs tells: those that need no consent.
    pub(crate) fn ordinary_zones(&self, name: &str) -> bool {
        let mut body = self.document["data"]["aws_availability_zones"][name].clone();
        let filter = serde_json::json!({ "name": "opt-in-status", "values": ["opt-in-not-required"] });
        let filtered = one(&body["filter"]) == Some(&filter) && several(&body["filter"]).len() == 1;
        let members = body.as_object_mut().map(|members| {
            members.remove("filter");
            members.remove("provider");
            members.clone()
        });
        filtered && Json::Object(members.unwrap_or_default()) == serde_json::json!({ "state": "available" })
    }

    pub(crate) fn value(&self, json: &Json, world: &World) -> Read<Value> {
        self.scope(world).json(json)
    }

    pub(crate) fn scope<'s>(&'s self, world: &'s World) -> Scope<'s> {
        Scope { terraform: self, world, names: BTreeMap::new() }
    }
}

/// Blocks, whether they are one, several or none.
pub(crate) fn several(json: &Json) -> &[Json] {
    match json {
        Json::Array(items) => items,
        Json::Null => &[],
        other => std::slice::from_ref(other),
    }
}

/// A block, whether it is written alone or in a list.
pub(crate) fn one(json: &Json) -> Option<&Json> {
    match json {
        Json::Array(items) => items.first(),
        Json::Null => None,
        other => Some(other),
    }
}
