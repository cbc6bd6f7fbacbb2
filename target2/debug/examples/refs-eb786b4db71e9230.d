/tmp/wt/rules-refs/target2/debug/examples/refs-eb786b4db71e9230.d: iac-aws/schema/examples/refs.rs

/tmp/wt/rules-refs/target2/debug/examples/refs-eb786b4db71e9230: iac-aws/schema/examples/refs.rs

iac-aws/schema/examples/refs.rs:
