//! The sorts of corrections. Each fails when the data is already as it should be.

use std::collections::BTreeSet;

use crate::Result;
use crate::model::Kinds;
use crate::spec::{Form, Format, Property, Resource, Spec};

/// A property: resource type, nested type (`""` for the resource itself), name.
pub(super) type Path = (&'static str, &'static str, &'static str);

/// The property takes any text.
pub(super) fn any_text(spec: &mut Spec, path: Path) -> Result<()> {
    let before = Kinds::new(spec).of_property(path.0, path.2, property(spec, path)?);
    if before.is_none() {
        return Err(never_applied(path, "takes any text already"));
    }
    let property = property_mut(spec, path)?;
    property.relations.clear();
    property.formats.clear();
    Ok(())
}

/// The property refers to these resource types in these forms, and to nothing else.
pub(super) fn refers_to(spec: &mut Spec, path: Path, forms: &[(&str, Form)]) -> Result<()> {
    let wanted: BTreeSet<Format> =
        forms.iter().map(|(resource, form)| Format { resource: (*resource).into(), form: *form }).collect();
    if let Some(unknown) = wanted.iter().find(|f| !spec.resources.contains_key(&f.resource)) {
        return Err(format!("there is no resource type {}", unknown.resource));
    }
    if Kinds::new(spec).of_property(path.0, path.2, property(spec, path)?).as_ref() == Some(&wanted) {
        return Err(never_applied(path, "has these forms already"));
    }
    property_mut(spec, path)?.formats = wanted.into_iter().collect();
    Ok(())
}

/// The property must be set.
pub(super) fn require(spec: &mut Spec, path: Path) -> Result<()> {
    let property = property_mut(spec, path)?;
    if property.required {
        return Err(never_applied(path, "is required already"));
    }
    property.required = true;
    property.required_by_api = true;
    Ok(())
}

/// A resource type.
pub(super) fn resource<'a>(spec: &'a mut Spec, name: &str) -> Result<&'a mut Resource> {
    spec.resources.get_mut(name).ok_or_else(|| format!("there is no resource type {name}"))
}

/// A fault that the data does not have any more.
pub(super) fn never_applied(path: Path, why: &str) -> String {
    format!("never applied: {} {why}; delete it", shown(path))
}

fn property(spec: &Spec, path: Path) -> Result<&Property> {
    let properties = spec.resources.get(path.0).and_then(|r| match path.1 {
        "" => Some(&r.properties),
        nested => r.types.get(nested),
    });
    properties.and_then(|p| p.get(path.2)).ok_or_else(|| format!("there is no property {}", shown(path)))
}

fn property_mut(spec: &mut Spec, path: Path) -> Result<&mut Property> {
    let properties = spec.resources.get_mut(path.0).and_then(|r| match path.1 {
        "" => Some(&mut r.properties),
        nested => r.types.get_mut(nested),
    });
    properties.and_then(|p| p.get_mut(path.2)).ok_or_else(|| format!("there is no property {}", shown(path)))
}

fn shown((resource, nested, property): Path) -> String {
    if nested.is_empty() { format!("{resource} {property}") } else { format!("{resource} {nested}.{property}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Type;

    const ZONE: Path = ("AWS::Route53::RecordSet", "", "HostedZoneId");

    fn spec() -> Spec {
        let mut spec = Spec::default();
        let text = Property { ty: Type::String(Vec::new()), ..Property::default() };
        let record = spec.resources.entry(ZONE.0.into()).or_default();
        record.properties.insert(ZONE.2.into(), text);
        spec.resources.entry("AWS::Route53::HostedZone".into()).or_default().primary_identifier = vec!["Id".into()];
        spec
    }

    #[test]
    fn a_reference_can_be_added_once() {
        let (mut spec, forms) = (spec(), [("AWS::Route53::HostedZone", Form::Id)]);
        refers_to(&mut spec, ZONE, &forms).unwrap();
        assert!(refers_to(&mut spec, ZONE, &forms).unwrap_err().contains("never applied"));
    }

    #[test]
    fn a_reference_can_be_removed_once() {
        let mut spec = spec();
        assert!(any_text(&mut spec, ZONE).unwrap_err().contains("never applied"));
        refers_to(&mut spec, ZONE, &[("AWS::Route53::HostedZone", Form::Id)]).unwrap();
        any_text(&mut spec, ZONE).unwrap();
        assert!(any_text(&mut spec, ZONE).unwrap_err().contains("never applied"));
    }

    #[test]
    fn a_property_can_be_required_once() {
        let mut spec = spec();
        require(&mut spec, ZONE).unwrap();
        assert!(require(&mut spec, ZONE).unwrap_err().contains("never applied"));
    }

    #[test]
    fn a_property_that_is_gone_is_named() {
        let error = require(&mut spec(), ("AWS::Route53::RecordSet", "AliasTarget", "DNSName")).unwrap_err();
        assert_eq!(error, "there is no property AWS::Route53::RecordSet AliasTarget.DNSName");
    }
}
