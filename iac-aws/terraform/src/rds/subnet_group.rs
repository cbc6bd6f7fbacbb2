//! The subnets that a database may stand in.

use crate::prelude::*;

pub(super) const SUBNET_GROUP: ResourceMap = ResourceMap::new("AWS::RDS::DBSubnetGroup", "aws_db_subnet_group")
    .reference("name")
    .attributes(&[("DBSubnetGroupArn", "arn")])
    .name(Name::Prefix("name_prefix", "name", 255))
    .properties(&[
        ("DBSubnetGroupDescription", To::Attribute("description")),
        ("DBSubnetGroupName", To::Attribute("name")),
    ]);
