//! Machines that a compose file runs on.

/// A machine of EC2. Prices are those of `us-east-1` on demand, a month of 730 hours.
/// Sources: <https://aws.amazon.com/ec2/instance-types/>, <https://aws.amazon.com/ec2/pricing/on-demand/>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostInstanceType {
    pub(super) name: &'static str,
    pub(super) arm: bool,
}

macro_rules! types {
    ($($name:ident $type:literal $arm:literal $cpus:literal $gib:literal $price:literal)*) => {
        impl HostInstanceType {
            $(
                #[doc = concat!("`", $type, "`: ", $cpus, " vCPUs, ", $gib, " GiB of memory; ", $price, " $.")]
                pub const $name: HostInstanceType = HostInstanceType { name: $type, arm: $arm };
            )*
        }
    };
}

types! {
    T3_SMALL "t3.small" false 2 2 "15"
    T3_MEDIUM "t3.medium" false 2 4 "30"
    T3_LARGE "t3.large" false 2 8 "61"
    T3_XLARGE "t3.xlarge" false 4 16 "121"
    T4G_SMALL "t4g.small" true 2 2 "12"
    T4G_MEDIUM "t4g.medium" true 2 4 "25"
    T4G_LARGE "t4g.large" true 2 8 "49"
    T4G_XLARGE "t4g.xlarge" true 4 16 "98"
    M7I_LARGE "m7i.large" false 2 8 "74"
    M7I_XLARGE "m7i.xlarge" false 4 16 "147"
    M7G_LARGE "m7g.large" true 2 8 "60"
    M7G_XLARGE "m7g.xlarge" true 4 16 "119"
}
