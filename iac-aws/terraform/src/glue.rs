//! `AWS::Glue`.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::Glue::Database", "aws_glue_catalog_database")
    .reference("name")
    .name(Name::Required("name", 255))
    .properties(&[("DatabaseInput", To::Flatten(&[])), ("DatabaseName", To::Attribute("name"))])];
