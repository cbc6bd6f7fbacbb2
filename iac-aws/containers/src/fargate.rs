//! Sizes of Fargate tasks: only the pairs of CPU and memory that exist can be written.

use iac_core::{IntoVal, MappingRef, Text, Val, kind::Str};

macro_rules! sizes {
    ($($cpu:ident($memory:ident) $units:literal $vcpu:literal { $($gb:ident $mib:literal)* })*) => {
        /// The size of a task: CPU, and the memory that Fargate offers with it.
        ///
        /// Fargate bills per second and by both: about 0.04 $ per vCPU and hour and 0.0045 $ per GB and hour in
        /// `us-east-1` on x86.
        /// Sources: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html>,
        /// <https://aws.amazon.com/fargate/pricing/>
        ///
        /// ```
        /// use iac_aws::compute::{Fargate, Mem1024};
        /// let size = Fargate::Cpu1024(Mem1024::Gb2);
        /// assert_eq!((size.cpu(), size.memory()), (1024, 2048));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Fargate {
            $(
                #[doc = concat!($vcpu, " vCPU.")]
                $cpu($memory),
            )*
        }

        impl Fargate {
            /// CPU units; 1,024 are one vCPU.
            pub const fn cpu(self) -> u32 {
                match self { $(Fargate::$cpu(_) => $units,)* }
            }

            /// Memory in MiB.
            pub const fn memory(self) -> u32 {
                match self { $($(Fargate::$cpu($memory::$gb) => $mib,)*)* }
            }

            /// Every size that exists, from the smallest on.
            pub const ALL: &'static [Fargate] = &[$($(Fargate::$cpu($memory::$gb),)*)*];
        }

        $(
            #[doc = concat!("Memory of a task with ", $vcpu, " vCPU.")]
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            pub enum $memory {
                $(
                    #[doc = concat!(stringify!($mib), " MiB.")]
                    $gb,
                )*
            }
        )*
    };
}

sizes! {
    Cpu256(Mem256) 256 "0.25" { Mb512 512 Gb1 1024 Gb2 2048 }
    Cpu512(Mem512) 512 "0.5" { Gb1 1024 Gb2 2048 Gb3 3072 Gb4 4096 }
    Cpu1024(Mem1024) 1024 "1" { Gb2 2048 Gb3 3072 Gb4 4096 Gb5 5120 Gb6 6144 Gb7 7168 Gb8 8192 }
    Cpu2048(Mem2048) 2048 "2" {
        Gb4 4096 Gb5 5120 Gb6 6144 Gb7 7168 Gb8 8192 Gb9 9216 Gb10 10240 Gb11 11264 Gb12 12288 Gb13 13312 Gb14 14336
        Gb15 15360 Gb16 16384
    }
    Cpu4096(Mem4096) 4096 "4" {
        Gb8 8192 Gb9 9216 Gb10 10240 Gb11 11264 Gb12 12288 Gb13 13312 Gb14 14336 Gb15 15360 Gb16 16384 Gb17 17408
        Gb18 18432 Gb19 19456 Gb20 20480 Gb21 21504 Gb22 22528 Gb23 23552 Gb24 24576 Gb25 25600 Gb26 26624 Gb27 27648
        Gb28 28672 Gb29 29696 Gb30 30720
    }
    Cpu8192(Mem8192) 8192 "8" {
        Gb16 16384 Gb20 20480 Gb24 24576 Gb28 28672 Gb32 32768 Gb36 36864 Gb40 40960 Gb44 45056 Gb48 49152 Gb52 53248
        Gb56 57344 Gb60 61440
    }
    Cpu16384(Mem16384) 16384 "16" {
        Gb32 32768 Gb40 40960 Gb48 49152 Gb56 57344 Gb64 65536 Gb72 73728 Gb80 81920 Gb88 90112 Gb96 98304
        Gb104 106496 Gb112 114688 Gb120 122880
    }
    Cpu32768(Mem32768) 32768 "32" { Gb60 61440 Gb120 122880 Gb244 249856 }
}

impl Fargate {
    /// The size as cells `Cpu` and `Memory` of a mapping's row, for [`FargateSize::mapped`].
    pub fn cells(self) -> [(&'static str, String); 2] {
        [("Cpu", self.cpu().to_string()), ("Memory", self.memory().to_string())]
    }
}

/// The size of a service's tasks: known to the program, or chosen by whoever deploys the stack.
#[derive(Clone, Debug)]
pub struct FargateSize {
    #[doc(hidden)]
    pub cpu: Val<Str>,
    #[doc(hidden)]
    pub memory: Val<Str>,
}

impl FargateSize {
    /// The size that a mapping holds under a key, usually a parameter's value. Rows are written with
    /// [`Fargate::cells`], so that only pairs that exist are in the table.
    ///
    /// ```
    /// use iac_aws::compute::{Fargate, FargateSize, Mem1024, Mem2048};
    /// use iac_aws::prelude::*;
    /// let mut stack = Stack::new("main");
    /// let choice = stack.add("Size", Parameter::string().default("small").allowed_values(["small", "large"]));
    /// let sizes = Mapping::new()
    ///     .row("small", Fargate::Cpu1024(Mem1024::Gb2).cells())
    ///     .row("large", Fargate::Cpu2048(Mem2048::Gb4).cells());
    /// let sizes = stack.add("Sizes", sizes);
    /// let size = FargateSize::mapped(sizes, &choice);
    /// # let _ = size;
    /// ```
    pub fn mapped(mapping: MappingRef, key: impl IntoVal<Str>) -> Self {
        let key: Val<Str> = Val::of(key.into_value());
        FargateSize { cpu: mapping.find(&key, "Cpu"), memory: mapping.find(&key, "Memory") }
    }
}

impl From<Fargate> for FargateSize {
    fn from(size: Fargate) -> Self {
        let text = |number: u32| Val::of(iac_core::Value::Str(Text::Owned(number.to_string())));
        FargateSize { cpu: text(size.cpu()), memory: text(size.memory()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Fargate;

    /// The table of AWS's page, as ranges: CPU, least and most memory in GiB, step in GiB.
    #[test]
    fn all_pairs_of_the_table_and_no_others() {
        let table = [
            (512, 1, 4, 1),
            (1024, 2, 8, 1),
            (2048, 4, 16, 1),
            (4096, 8, 30, 1),
            (8192, 16, 60, 4),
            (16384, 32, 120, 8),
        ];
        let mut expected = vec![(256, 512), (256, 1024), (256, 2048)];
        for (cpu, least, most, step) in table {
            expected.extend((least..=most).step_by(step).map(|gib| (cpu, gib * 1024)));
        }
        expected.extend([60, 120, 244].map(|gib| (32768, gib * 1024)));
        let sizes: Vec<_> = Fargate::ALL.iter().map(|size| (size.cpu(), size.memory())).collect();
        assert_eq!(sizes, expected);
    }

    #[test]
    fn variants_say_their_amount() {
        for size in Fargate::ALL {
            let text = format!("{size:?}");
            let amount = match size.memory() {
                512 => "Mb512".to_owned(),
                mib => format!("Gb{}", mib / 1024),
            };
            assert_eq!(text, format!("Cpu{}({amount})", size.cpu()));
        }
    }
}
