//! `AWS::GuardDuty`. `DataSources` has no entry: the provider's block is deprecated, and `Features` says the same.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::GuardDuty::Detector", "aws_guardduty_detector")
    .properties(&[("Features", To::Part(&FEATURE))])];

const FEATURE: Part = Part::new("aws_guardduty_detector_feature", "detector_id", "id").key(&["Name"]);
