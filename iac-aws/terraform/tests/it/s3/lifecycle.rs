use crate::support::module;
use serde_json::{Value, json};

fn rules(rules: Value) -> Value {
    let module = module(json!({
        "Parameters": {"Days": {"Type": "Number", "Default": "1"}},
        "Conditions": {"Short": {"Fn::Equals": [{"Ref": "Days"}, "1"]}},
        "Resources": {"Logs": {"Type": "AWS::S3::Bucket", "Properties": {"LifecycleConfiguration": {"Rules": rules}}}}
    }));
    module["resource"]["aws_s3_bucket_lifecycle_configuration"]["logs"].clone()
}

#[test]
fn a_rule() {
    let lifecycle = rules(json!([{
        "Id": "Archive", "Status": "Enabled", "Prefix": "logs/",
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
        "ExpirationInDays": 90, "ExpiredObjectDeleteMarker": false,
        "NoncurrentVersionExpiration": {"NoncurrentDays": 1, "NewerNoncurrentVersions": 2},
        "NoncurrentVersionTransitions": [{"StorageClass": "GLACIER", "TransitionInDays": 30}],
        "Transitions": [{"StorageClass": "GLACIER_IR", "TransitionInDays": 30},
                        {"StorageClass": "DEEP_ARCHIVE", "TransitionDate": "2030-01-01T00:00:00Z"}]
    }]));
    assert_eq!(
        lifecycle,
        json!({
            "bucket": "${aws_s3_bucket.logs.id}",
            "rule": [{
                "id": "Archive", "status": "Enabled",
                "abort_incomplete_multipart_upload": [{"days_after_initiation": 7}],
                "expiration": [{"days": 90, "expired_object_delete_marker": false}],
                "filter": [{"prefix": "logs/"}],
                "noncurrent_version_expiration": [{"noncurrent_days": 1, "newer_noncurrent_versions": 2}],
                "noncurrent_version_transition": [{"storage_class": "GLACIER", "noncurrent_days": 30}],
                "transition": [{"storage_class": "GLACIER_IR", "days": 30},
                               {"storage_class": "DEEP_ARCHIVE", "date": "2030-01-01T00:00:00Z"}]
            }]
        })
    );
}

#[test]
fn the_filter_has_the_shape_that_its_conditions_need() {
    let tag = |key: &str| json!({"Key": key, "Value": "yes"});
    let lifecycle = rules(json!([
        {"Status": "Enabled", "ExpirationInDays": 1},
        {"Status": "Enabled", "ExpirationInDays": 1, "TagFilters": [tag("old")]},
        {"Status": "Enabled", "ExpirationInDays": 1, "TagFilters": [tag("old"), tag("big")]},
        {"Status": "Enabled", "ExpirationInDays": 1, "Prefix": "a", "ObjectSizeGreaterThan": 5, "TagFilters": [tag("old")]}
    ]));
    let filter = |index: usize| lifecycle["rule"][index]["filter"][0].clone();
    assert_eq!(lifecycle["rule"][1]["id"], "rule-2");
    assert_eq!(filter(0), json!({}));
    assert_eq!(filter(1), json!({"tag": [{"key": "old", "value": "yes"}]}));
    assert_eq!(filter(2), json!({"and": [{"tags": {"old": "yes", "big": "yes"}}]}));
    assert_eq!(filter(3), json!({"and": [{"prefix": "a", "object_size_greater_than": 5, "tags": {"old": "yes"}}]}));
}

#[test]
fn a_rule_under_a_condition() {
    let rule = json!({"Id": "Expire", "Status": "Enabled", "ExpirationInDays": {"Ref": "Days"}});
    let lifecycle = rules(json!([{"Fn::If": ["Short", rule, {"Ref": "AWS::NoValue"}]}]));
    assert_eq!(
        lifecycle["dynamic"]["rule"],
        json!([{
            "for_each": "${local.short ? [true] : []}",
            "content": {
                "id": "Expire", "status": "Enabled", "expiration": [{"days": "${var.days}"}], "filter": [{}]
            }
        }])
    );
}
