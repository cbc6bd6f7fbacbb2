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

/// Forms that are reserved, or that a name in DNS does not have.
#[test]
fn names_that_s3_keeps_for_itself_are_errors() {
    let with = |bucket: Bucket| {
        codes(|stack| {
            stack.add("Data", bucket);
        })
    };
    let retained = || Bucket::new(OnDelete::Retain);
    let prefixes = ["xn--acme", "sthree-acme", "amzn-s3-demo-acme"];
    let suffixes = ["acme-s3alias", "acme--ol-s3", "acme.mrap", "acme--x-s3", "acme--table-s3"];
    for name in ["192.168.1.1", "a.-b", "a-.b"].into_iter().chain(prefixes).chain(suffixes) {
        assert_eq!(with(retained().name(name)), ["bad-bucket-name"], "{name}");
    }
    for name in ["192.168.1", "192.168.1.1a", "acme.data-1.b", "acme-xn--a", "mrap"] {
        assert_eq!(with(retained().name(name)), [""; 0], "{name}");
    }
    for name in ["192.168.1.1", "acme-s3alias"] {
        assert_eq!(with(retained().regional_name(name)), [""; 0], "{name} is not the whole of it");
    }
    assert_eq!(with(retained().regional_name("xn--acme")), ["bad-bucket-name"]);
}

#[test]
fn a_cors_rule_has_origins_and_methods() {
    let with = |cors: Cors| {
        codes(|stack| {
            stack.add("Data", Bucket::new(OnDelete::Retain).cors(cors));
        })
    };
    let get = || [CorsMethod::Get];
    assert_eq!(with(Cors::new(Vec::<String>::new(), [])), ["bad-cors", "bad-cors"]);
    assert_eq!(with(Cors::new(Vec::<String>::new(), get())), ["bad-cors"]);
    assert_eq!(with(Cors::new(["https://example.com"], [])), ["bad-cors"]);
    assert_eq!(with(Cors::new(["https://*.*.example.com"], get())), ["bad-cors"]);
    assert_eq!(with(Cors::new(["*"], get()).headers(["x-*-*"])), ["bad-cors"]);
    assert_eq!(with(Cors::new(["https://*.example.com", "*"], get()).headers(["*", "x-amz-*"])), [""; 0]);
}

/// S3 says nothing when it cannot write: the logs are missing.
#[test]
fn access_logs_go_to_a_bucket_without_a_customer_key() {
    let with = |encrypted: bool| {
        codes(|stack| {
            let key = stack.add("Key", EncryptionKey::new("Logs"));
            let target = Bucket::new(OnDelete::Retain);
            let target = if encrypted { target.encryption_key(&key) } else { target };
            let target = stack.add("Logs", target);
            stack.add("Data", Bucket::new(OnDelete::Retain).encryption_key(&key).access_logs(&target, "x/"));
        })
    };
    assert_eq!(with(true), ["encrypted-log-bucket"]);
    assert_eq!(with(false), [""; 0], "the key of the bucket that is logged does not matter");
}
