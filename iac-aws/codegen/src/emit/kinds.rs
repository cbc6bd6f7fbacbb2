//! The module `kind`: a marker per resource type, whatever the features, and the unions of several forms.

use super::{HEADER, ty};
use crate::model::Model;

const HEAD: &str = r##"//! What references are to: a marker for every resource type, whatever the features, for use as `Id<kind::Ec2Vpc>`,
//! and a name for every choice of forms that a property takes.

use iac_core::cfn_prelude::{Arn, Id, IntoRef, Name, Val, Value};

macro_rules! union {
    ($name:ident, $forms:literal: $($kind:ty)*) => {
        #[doc = $forms]
        pub enum $name {}
        $(
            #[diagnostic::do_not_recommend]
            impl IntoRef<$name> for Val<$kind> {
                fn into_value(self) -> Value { self.into_plain_value() }
            }
            #[diagnostic::do_not_recommend]
            impl IntoRef<$name> for &Val<$kind> {
                fn into_value(self) -> Value { self.value().clone() }
            }
        )*
    };
}

"##;

pub(super) fn text(model: &Model) -> String {
    let mut out = format!("{HEADER}{HEAD}");
    for resource in model.services.values().flat_map(|s| s.resources.values()) {
        out.push_str(&format!("/// `{}`.\npub enum {} {{}}\n", resource.cfn, resource.marker));
    }
    out.push('\n');
    for (name, kinds) in &model.unions {
        let forms: Vec<String> = kinds.iter().map(|k| ty::kind(k, "")).collect();
        let doc = forms.iter().map(|f| format!("`{f}`")).collect::<Vec<_>>().join(" or ");
        out.push_str(&format!("union!({name}, \"{doc}.\": {});\n", forms.join(" ")));
    }
    out
}
