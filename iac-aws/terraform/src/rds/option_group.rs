//! Options of a database's engine.

use crate::prelude::*;

/// An instance and its snapshots hold on to the group, so the next one is there before it goes.
pub(super) const OPTION_GROUP: ResourceMap = ResourceMap::new("AWS::RDS::OptionGroup", "aws_db_option_group")
    .reference("name")
    .name(Name::Prefix("name_prefix", "name", 255))
    .retain(Retain::Attribute("skip_destroy"))
    .replace_first()
    .properties(&[
        ("OptionGroupName", To::Attribute("name")),
        ("OptionConfigurations", To::Block("option", &[("OptionVersion", To::Attribute("version"))])),
    ]);
