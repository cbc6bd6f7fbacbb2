//! Connections to where source code is kept.

use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::CodeConnections::Connection", "aws_codeconnections_connection")
        .reference("arn")
        .attributes(&[("ConnectionArn", "arn")])
        .name(Name::Required("name", 32))
        .properties(&[("ConnectionName", To::Attribute("name"))]),
    ResourceMap::new("AWS::CodeStarConnections::Connection", "aws_codestarconnections_connection")
        .reference("arn")
        .attributes(&[("ConnectionArn", "arn"), ("OwnerAccountId", "split(\":\", {}.arn)[4]")])
        .name(Name::Required("name", 32))
        .properties(&[("ConnectionName", To::Attribute("name"))]),
];
