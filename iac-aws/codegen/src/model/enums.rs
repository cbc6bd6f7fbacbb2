//! Closed sets of values: which become enums, and under which names.

use std::collections::{BTreeMap, BTreeSet};

use super::Enum;
use crate::names::{type_name, variant_name, words};
use crate::spec::{Resource, Type};

/// A larger set is a list that AWS keeps adding to.
const MOST_VALUES: usize = 40;

/// The last words of properties whose values AWS keeps adding to, however short the list is today.
const OPEN: [&str; 9] = ["Version", "Versions", "Runtime", "Runtimes", "Region", "Regions", "Zone", "Family", "Locale"];

/// The last two words of further ones.
const OPEN_PAIRS: [&str; 8] =
    ["InstanceType", "InstanceTypes", "InstanceClass", "NodeType", "ComputeType", "RegionName", "ModelId", "SslPolicy"];

/// The values of a property that becomes an enum.
pub(crate) fn closed<'a>(name: &str, ty: &'a Type) -> Option<&'a [String]> {
    let Type::String(values) = ty.innermost() else { return None };
    let words = words(name);
    let open = words.last().is_some_and(|w| OPEN.contains(w)) || OPEN_PAIRS.iter().any(|p| name.ends_with(p));
    (!values.is_empty() && values.len() <= MOST_VALUES && !open).then_some(values)
}

/// The enums of one resource's module: the name for each property, by nested type and property (`""` is the resource).
#[derive(Debug, Default)]
pub(super) struct Enums {
    pub(super) list: Vec<Enum>,
    names: BTreeMap<(String, String), String>,
}

/// One property with a closed set.
struct Use {
    owner: String,
    property: String,
    values: Vec<String>,
}

impl Enums {
    /// Names the enums of `resource`; `taken` are the module's other names, `own` the resource's.
    pub(super) fn new(resource: &Resource, own: &str, taken: &BTreeSet<String>) -> Self {
        let mut groups: BTreeMap<String, Vec<Use>> = BTreeMap::new();
        let nested = resource.types.iter().map(|(name, properties)| (name.as_str(), properties));
        for (owner, properties) in std::iter::once(("", &resource.properties)).chain(nested) {
            for (property, p) in properties {
                if let Some(values) = closed(property, &p.ty) {
                    let found = Use { owner: owner.to_owned(), property: property.clone(), values: values.to_vec() };
                    groups.entry(found.first_name()).or_default().push(found);
                }
            }
        }
        let mut enums = Self::default();
        let mut taken = taken.clone();
        for (name, uses) in groups {
            let same = uses.iter().all(|u| u.set() == uses[0].set());
            if same && !taken.contains(&name) {
                enums.add(name, &uses, &mut taken);
                continue;
            }
            for one in uses {
                let bare = one.owner.is_empty() && !taken.contains(&name);
                let name = if bare { name.clone() } else { one.long_name(own, &taken) };
                enums.add(name, &[one], &mut taken);
            }
        }
        enums
    }

    /// The enum of a property, if it has one.
    pub(super) fn name(&self, owner: &str, property: &str) -> Option<&String> {
        self.names.get(&(owner.to_owned(), property.to_owned()))
    }

    fn add(&mut self, name: String, uses: &[Use], taken: &mut BTreeSet<String>) {
        let used_by = uses.iter().map(Use::path).collect();
        let mut values: Vec<&String> = Vec::new();
        for value in uses.iter().flat_map(|u| &u.values) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        self.list.push(Enum { name: name.clone(), used_by, variants: variants(&values) });
        taken.insert(name.clone());
        for one in uses {
            self.names.insert((one.owner.clone(), one.property.clone()), name.clone());
        }
    }
}

impl Use {
    /// The property's name; a nested type's one-word property (`Type`) says nothing without the type.
    fn first_name(&self) -> String {
        if self.owner.is_empty() || words(&self.property).len() > 1 {
            type_name(&self.property)
        } else {
            type_name(&self.owner) + &type_name(&self.property)
        }
    }

    fn long_name(&self, own: &str, taken: &BTreeSet<String>) -> String {
        let owner = if self.owner.is_empty() { own.to_owned() } else { type_name(&self.owner) };
        let name = owner + &type_name(&self.property);
        if taken.contains(&name) { name + "Value" } else { name }
    }

    fn set(&self) -> BTreeSet<&String> {
        self.values.iter().collect()
    }

    fn path(&self) -> String {
        if self.owner.is_empty() { self.property.clone() } else { format!("{}.{}", self.owner, self.property) }
    }
}

/// Variant names for the values. Values that differ in capitals or signs only get the difference in words.
fn variants(values: &[&String]) -> Vec<(String, String)> {
    let mut taken = BTreeSet::new();
    let mut variants = Vec::new();
    for value in values {
        let plain = variant_name(value);
        let letters = || value.chars().filter(|c| c.is_ascii_alphabetic());
        let by_case = if letters().all(|c| c.is_ascii_uppercase()) {
            plain.clone() + "Upper"
        } else if letters().all(|c| c.is_ascii_lowercase()) {
            plain.clone() + "Lower"
        } else {
            plain.clone() + "Mixed"
        };
        let numbered = (2..).map(|n| format!("{plain}Variant{n}"));
        let name = [plain.clone(), by_case].into_iter().chain(numbered).find(|n| !taken.contains(n)).unwrap_or(plain);
        taken.insert(name.clone());
        variants.push((name, (*value).clone()));
    }
    variants
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Property;

    fn text(values: &[&str]) -> Property {
        Property { ty: Type::String(values.iter().map(|v| (*v).to_owned()).collect()), ..Property::default() }
    }

    fn resource(properties: &[(&str, Property)], nested: &[(&str, &str, Property)]) -> Resource {
        let mut resource = Resource::default();
        for (name, p) in properties {
            resource.properties.insert((*name).to_owned(), p.clone());
        }
        for (owner, name, p) in nested {
            resource.types.entry((*owner).to_owned()).or_default().insert((*name).to_owned(), p.clone());
        }
        resource
    }

    #[test]
    fn equal_sets_of_equal_name_are_one_enum() {
        let r = resource(&[], &[("A", "HostType", text(&["x", "y"])), ("B", "HostType", text(&["y", "x"]))]);
        let enums = Enums::new(&r, "Subnet", &BTreeSet::new());
        assert_eq!(enums.list.len(), 1);
        assert_eq!(enums.name("A", "HostType"), Some(&"HostType".to_owned()));
        assert_eq!(enums.name("B", "HostType"), Some(&"HostType".to_owned()));
    }

    #[test]
    fn different_sets_take_the_nested_type_into_the_name() {
        let r = resource(&[("HostType", text(&["x"]))], &[("A", "HostType", text(&["y"]))]);
        let enums = Enums::new(&r, "Subnet", &BTreeSet::new());
        assert_eq!(enums.name("", "HostType"), Some(&"HostType".to_owned()));
        assert_eq!(enums.name("A", "HostType"), Some(&"AHostType".to_owned()));
    }

    #[test]
    fn a_name_that_a_nested_type_has_is_not_taken_again() {
        let r = resource(&[("Scheme", text(&["x"]))], &[]);
        let enums = Enums::new(&r, "LoadBalancer", &BTreeSet::from(["Scheme".to_owned()]));
        assert_eq!(enums.name("", "Scheme"), Some(&"LoadBalancerScheme".to_owned()));
    }

    #[test]
    fn open_sets_stay_text() {
        assert!(closed("EngineVersion", &text(&["1", "2"]).ty).is_none());
        assert!(closed("DBInstanceClass", &text(&["db.t3.micro"]).ty).is_none());
        assert!(closed("LaunchType", &text(&["EC2"]).ty).is_some());
    }

    #[test]
    fn values_that_differ_in_capitals_stay_apart() {
        let values = ["http".to_owned(), "HTTP".to_owned()];
        let names: Vec<String> = variants(&values.iter().collect::<Vec<_>>()).into_iter().map(|v| v.0).collect();
        assert_eq!(names, ["Http", "HttpUpper"]);
    }
}
