//! Policies of caches and of requests to origins.

use crate::prelude::*;

pub(super) const CACHE: &[(&str, To)] = &[(
    "CachePolicyConfig",
    To::Flatten(&[(
        "ParametersInCacheKeyAndForwardedToOrigin",
        To::Block("parameters_in_cache_key_and_forwarded_to_origin", PARTS),
    )]),
)];

pub(super) const ORIGIN_REQUEST: &[(&str, To)] = &[("OriginRequestPolicyConfig", To::Flatten(PARTS))];

const PARTS: &[(&str, To)] = &[
    ("CookiesConfig", To::Block("cookies_config", &[("Cookies", To::Within("cookies", ITEMS))])),
    ("HeadersConfig", To::Block("headers_config", &[("Headers", To::Within("headers", ITEMS))])),
    ("QueryStringsConfig", To::Block("query_strings_config", &[("QueryStrings", To::Within("query_strings", ITEMS))])),
];

const ITEMS: &To = &To::Attribute("items");
