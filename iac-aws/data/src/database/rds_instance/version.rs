//! Versions of PostgreSQL.

use iac_core::{Lit, Text, Value};

macro_rules! versions {
    ($($name:ident $major:literal $minor:literal)*) => {
        /// A version of PostgreSQL that RDS offers: the pinned minors that were not deprecated in November 2026. A major
        /// version alone would install something else on each day.
        ///
        /// PostgreSQL 14 leaves RDS's standard support in February 2027.
        /// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html>
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum PostgresVersion {
            $(
                #[doc = concat!("PostgreSQL ", $major, ".", $minor, ".")]
                $name,
            )*
        }

        impl PostgresVersion {
            /// The version as RDS writes it, such as `16.10`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(PostgresVersion::$name => concat!($major, ".", $minor),)*
                }
            }

            /// The family of its parameter groups, such as `postgres16`.
            pub const fn family(self) -> &'static str {
                match self {
                    $(PostgresVersion::$name => concat!("postgres", $major),)*
                }
            }

            /// All of them, the oldest first.
            pub const ALL: &'static [PostgresVersion] = &[$(PostgresVersion::$name),*];
        }
    };
}

versions! {
    V14_19 14 19 V14_20 14 20 V14_21 14 21 V14_22 14 22 V14_23 14 23 V14_24 14 24
    V15_14 15 14 V15_15 15 15 V15_16 15 16 V15_17 15 17 V15_18 15 18 V15_19 15 19
    V16_10 16 10 V16_11 16 11 V16_12 16 12 V16_13 16 13 V16_14 16 14 V16_15 16 15
    V17_6 17 6 V17_7 17 7 V17_8 17 8 V17_9 17 9 V17_10 17 10 V17_11 17 11
    V18_1 18 1 V18_2 18 2 V18_3 18 3 V18_4 18 4 V18_6 18 6
}

impl Lit for PostgresVersion {
    fn lit(self) -> Value {
        Value::Str(Text::Borrowed(self.as_str()))
    }
}
