//! What an instance must have, instead of its type.

use crate::prelude::*;

pub(crate) const INSTANCE_REQUIREMENTS: To = To::Block(
    "instance_requirements",
    &[
        ("AcceleratorTotalMemoryMiB", To::Block("accelerator_total_memory_mib", &[])),
        ("MemoryGiBPerVCpu", To::Block("memory_gib_per_vcpu", &[])),
        ("MemoryMiB", To::Block("memory_mib", &[])),
        ("VCpuCount", To::Block("vcpu_count", &[])),
    ],
);
