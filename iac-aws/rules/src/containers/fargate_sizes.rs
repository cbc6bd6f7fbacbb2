//! The pairs of CPU and memory that Fargate has.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size>; 32 vCPU also
//! in <https://github.com/aws-cloudformation/cfn-lint/pull/4668>.

/// The memory in MiB that goes with units of CPU.
pub(crate) enum Memory {
    One(&'static [i64]),
    /// The least, the most and the step between.
    Steps(i64, i64, i64),
}

pub(crate) const SIZES: &[(i64, Memory)] = &[
    (256, Memory::One(&[512, 1024, 2048])),
    (512, Memory::Steps(1024, 4096, 1024)),
    (1024, Memory::Steps(2048, 8192, 1024)),
    (2048, Memory::Steps(4096, 16384, 1024)),
    (4096, Memory::Steps(8192, 30720, 1024)),
    (8192, Memory::Steps(16384, 61440, 4096)),
    (16384, Memory::Steps(32768, 122_880, 8192)),
    (32768, Memory::One(&[61440, 122_880, 249_856])),
];

impl Memory {
    pub(crate) fn has(&self, mebibytes: i64) -> bool {
        match self {
            Memory::One(all) => all.contains(&mebibytes),
            Memory::Steps(least, most, step) => (*least..=*most).contains(&mebibytes) && mebibytes % step == 0,
        }
    }

    pub(crate) fn shown(&self) -> String {
        match self {
            Memory::One(all) => either(all),
            Memory::Steps(least, most, step) => format!("{least} to {most} in steps of {step}"),
        }
    }
}

/// `512, 1024 or 2048`.
pub(crate) fn either(all: &[i64]) -> String {
    let all: Vec<String> = all.iter().map(i64::to_string).collect();
    match all.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}
