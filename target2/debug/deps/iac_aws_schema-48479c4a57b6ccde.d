/tmp/wt/rules-refs/target2/debug/deps/iac_aws_schema-48479c4a57b6ccde.d: iac-aws/schema/src/lib.rs iac-aws/schema/src/data.rs iac-aws/schema/src/list.rs iac-aws/schema/src/property.rs iac-aws/schema/src/resource.rs iac-aws/schema/src/schema.rs iac-aws/schema/src/suggest.rs iac-aws/schema/src/types.rs iac-aws/schema/src/value.rs iac-aws/schema/src/../README.md iac-aws/schema/src/../data/strings.txt iac-aws/schema/src/../data/model.bin

/tmp/wt/rules-refs/target2/debug/deps/libiac_aws_schema-48479c4a57b6ccde.rlib: iac-aws/schema/src/lib.rs iac-aws/schema/src/data.rs iac-aws/schema/src/list.rs iac-aws/schema/src/property.rs iac-aws/schema/src/resource.rs iac-aws/schema/src/schema.rs iac-aws/schema/src/suggest.rs iac-aws/schema/src/types.rs iac-aws/schema/src/value.rs iac-aws/schema/src/../README.md iac-aws/schema/src/../data/strings.txt iac-aws/schema/src/../data/model.bin

/tmp/wt/rules-refs/target2/debug/deps/libiac_aws_schema-48479c4a57b6ccde.rmeta: iac-aws/schema/src/lib.rs iac-aws/schema/src/data.rs iac-aws/schema/src/list.rs iac-aws/schema/src/property.rs iac-aws/schema/src/resource.rs iac-aws/schema/src/schema.rs iac-aws/schema/src/suggest.rs iac-aws/schema/src/types.rs iac-aws/schema/src/value.rs iac-aws/schema/src/../README.md iac-aws/schema/src/../data/strings.txt iac-aws/schema/src/../data/model.bin

iac-aws/schema/src/lib.rs:
iac-aws/schema/src/data.rs:
iac-aws/schema/src/list.rs:
iac-aws/schema/src/property.rs:
iac-aws/schema/src/resource.rs:
iac-aws/schema/src/schema.rs:
iac-aws/schema/src/suggest.rs:
iac-aws/schema/src/types.rs:
iac-aws/schema/src/value.rs:
iac-aws/schema/src/../README.md:
iac-aws/schema/src/../data/strings.txt:
iac-aws/schema/src/../data/model.bin:
