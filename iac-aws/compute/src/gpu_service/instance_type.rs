//! Machines with GPUs.

/// A machine with GPUs of NVIDIA. Prices are those of `us-east-1` on demand, an hour; new accounts have a quota of none
/// of them ("Running On-Demand G and VT instances") and ask for one first.
/// Sources: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/accelerated-computing-instances.html>,
/// <https://aws.amazon.com/ec2/pricing/on-demand/>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GpuInstanceType {
    pub(super) name: &'static str,
    pub(super) gpus: u32,
    pub(super) memory: u32,
}

macro_rules! types {
    ($($name:ident $type:literal $gpus:literal $gpu:literal $cpus:literal $gib:literal $price:literal)*) => {
        impl GpuInstanceType {
            $(
                #[doc = concat!(
                    "`", $type, "`: ", $gpus, " ", $gpu, ", ", $cpus, " vCPUs, ", $gib, " GiB of memory; ", $price, " $."
                )]
                pub const $name: GpuInstanceType = GpuInstanceType { name: $type, gpus: $gpus, memory: $gib * 1024 };
            )*
        }
    };
}

types! {
    G4DN_XLARGE "g4dn.xlarge" 1 "T4 of 16 GB" 4 16 "0.526"
    G4DN_2XLARGE "g4dn.2xlarge" 1 "T4 of 16 GB" 8 32 "0.752"
    G4DN_12XLARGE "g4dn.12xlarge" 4 "T4 of 16 GB" 48 192 "3.912"
    G5_XLARGE "g5.xlarge" 1 "A10G of 24 GB" 4 16 "1.006"
    G5_2XLARGE "g5.2xlarge" 1 "A10G of 24 GB" 8 32 "1.212"
    G5_12XLARGE "g5.12xlarge" 4 "A10G of 24 GB" 48 192 "5.672"
    G6_XLARGE "g6.xlarge" 1 "L4 of 24 GB" 4 16 "0.805"
    G6_2XLARGE "g6.2xlarge" 1 "L4 of 24 GB" 8 32 "0.978"
    G6_12XLARGE "g6.12xlarge" 4 "L4 of 24 GB" 48 192 "4.602"
}
