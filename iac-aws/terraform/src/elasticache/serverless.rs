//! Caches without nodes.

use crate::kms::key_id;
use crate::prelude::*;

const READ_ONLY: To = To::Ignored("ElastiCache sets it");

pub(super) const SERVERLESS_CACHE: ResourceMap =
    ResourceMap::new("AWS::ElastiCache::ServerlessCache", "aws_elasticache_serverless_cache")
        .reference("name")
        .attributes(&[
            ("Endpoint.Address", "{}.endpoint[0].address"),
            ("Endpoint.Port", "{}.endpoint[0].port"),
            ("ReaderEndpoint.Address", "{}.reader_endpoint[0].address"),
            ("ReaderEndpoint.Port", "{}.reader_endpoint[0].port"),
        ])
        .properties(&[
            ("Endpoint", READ_ONLY),
            ("KmsKeyId", To::By(key_id)),
            ("ReaderEndpoint", READ_ONLY),
            ("ServerlessCacheName", To::Attribute("name")),
        ]);
