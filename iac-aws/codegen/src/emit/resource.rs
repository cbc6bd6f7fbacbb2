//! The module of a resource type: resource, handle, nested types, enums.

use super::ty::Scope;
use super::{HEADER, enums, handle, item};
use crate::model::Resource;
use crate::spec::Tags;

pub(super) fn text(resource: &Resource) -> String {
    let scope = scope(resource);
    let (name, cfn) = (&resource.item.name, &resource.cfn);
    let mut body = item::text(&resource.item, &format!("`{cfn}`."), &scope);
    let (trait_, style, bag) = (scope.core("Resource"), scope.core("TagStyle"), scope.core("Bag"));
    let tags = match &resource.tags {
        Tags::None => "None".to_owned(),
        Tags::List(property) => format!("List(\"{property}\")"),
        Tags::Map(property) => format!("Map(\"{property}\")"),
        Tags::AutoScaling(property) => format!("AutoScaling(\"{property}\")"),
    };
    body.push_str(&format!(
        "impl {trait_} for {name} {{\n    const TYPE: &'static str = \"{cfn}\";\n    const TAGS: {style} = {style}::{tags};\n    type Handle = {name}Ref;\n    fn from_bag(b: {bag}) -> Self {{ Self(b) }}\n    fn into_bag(self) -> {bag} {{ self.0 }}\n}}\n\n"
    ));
    body.push_str(&handle::text(resource, &scope));
    let (lit, value) = (scope.core("Lit"), scope.core("Value"));
    for nested in &resource.structs {
        let name = &nested.name;
        body.push('\n');
        body.push_str(&item::text(nested, &format!("`{}` of `{cfn}`.", nested.cfn), &scope));
        body.push_str(&format!(
            "impl {lit} for {name} {{\n    fn lit(self) -> {value} {{ self.0.into_value() }}\n}}\n"
        ));
    }
    for one in &resource.enums {
        body.push_str(&enums::text(one, &scope));
    }
    let kinds = if body.contains("kind::") { "\nuse crate::kind;" } else { "" };
    format!("{HEADER}{}\nuse iac_core::cfn_prelude::*;{kinds}\n\n{body}", doc(resource))
}

fn doc(resource: &Resource) -> String {
    let mut doc = format!("//! `{}`: <{}>\n", resource.cfn, page(&resource.cfn));
    if let Some(transform) = &resource.transform {
        doc.push_str(&format!("//!\n//! A template with it needs the transform `{transform}`.\n"));
    }
    doc
}

/// The address of AWS's page about a resource type.
fn page(cfn: &str) -> String {
    let name = cfn.to_lowercase();
    if let Some(name) = name.strip_prefix("aws::serverless::") {
        return format!(
            "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-{name}.html"
        );
    }
    let name = name.replacen("::", "-resource-", 1).replace("::", "-");
    format!("https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/{name}.html")
}

fn scope(resource: &Resource) -> Scope {
    let name = &resource.item.name;
    let structs = resource.structs.iter().map(|s| s.name.clone());
    let enums = resource.enums.iter().map(|e| e.name.clone());
    Scope([name.clone(), format!("{name}Ref")].into_iter().chain(structs).chain(enums).collect())
}
