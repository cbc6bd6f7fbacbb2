//! Events of RDS, sent to a topic.

use crate::prelude::*;

pub(super) const EVENT_SUBSCRIPTION: ResourceMap =
    ResourceMap::new("AWS::RDS::EventSubscription", "aws_db_event_subscription")
        .reference("name")
        .name(Name::Prefix("name_prefix", "name", 255))
        .properties(&[("SnsTopicArn", To::Attribute("sns_topic")), ("SubscriptionName", To::Attribute("name"))]);
