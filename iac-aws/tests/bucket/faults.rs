//! Buckets that are refused.

use crate::common::codes;
use iac_aws::prelude::*;

#[test]
fn wrong_buckets_are_errors() {
    let with = |bucket: Bucket| {
        codes(|stack| {
            stack.add("Data", bucket);
        })
    };
    let retained = || Bucket::new(OnDelete::Retain);
    assert_eq!(with(Bucket::new(OnDelete::Snapshot)), ["bucket-snapshot"]);
    for name in ["ab", "Upper-case", "-edge", "two..dots", "under_score"] {
        assert_eq!(with(retained().name(name)), ["bad-bucket-name"], "{name}");
    }
    let rule = || LifecycleRule::new("Rule");
    let wrong_rules = [
        rule(),
        LifecycleRule::new("").expire(days(1)),
        rule().expire(hours(36)),
        rule().expire(days(0)),
        rule().transition(StorageClass::StandardIa, days(29)),
        rule().transition(StorageClass::Glacier, days(90)).expire(days(90)),
    ];
    for wrong in wrong_rules {
        assert_eq!(with(retained().lifecycle(wrong.clone())), ["bad-lifecycle-rule"], "{wrong:?}");
    }
    let twice = retained().lifecycle(rule().expire(days(1))).lifecycle(rule().expire(days(2)));
    assert_eq!(with(twice), ["duplicate-lifecycle-rule"]);
    let own = LifecycleRule::new("AbortUnfinishedUploads").expire(days(1));
    assert_eq!(with(retained().lifecycle(own)), ["duplicate-lifecycle-rule"]);
}
