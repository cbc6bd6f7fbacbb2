//! Classes of database instances.

use iac_core::kind::Str;
use iac_core::{IntoVal, Size, Text, Val, Value, gib};

/// How much CPU and memory a database has. Not every class exists in every region: in November 2026 those of T3, M6g and
/// R6g existed for PostgreSQL in all of them, T4g in all but one.
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html>
#[derive(Clone, Debug, PartialEq)]
pub struct DbInstanceClass(Value);

macro_rules! classes {
    ($($name:ident $class:literal $cpus:literal $gib:literal)*) => {
        impl DbInstanceClass {
            $(
                #[doc = concat!("`", $class, "`: ", $cpus, " vCPUs, ", $gib, " GiB of memory.")]
                pub const $name: DbInstanceClass = DbInstanceClass(Value::Str(Text::Borrowed($class)));
            )*

            /// Its memory, of the classes above.
            pub(super) fn memory(&self) -> Option<Size> {
                match self.0.as_str()? {
                    $($class => Some(gib($gib)),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    T3_MICRO "db.t3.micro" 2 1
    T3_SMALL "db.t3.small" 2 2
    T3_MEDIUM "db.t3.medium" 2 4
    T3_LARGE "db.t3.large" 2 8
    T3_XLARGE "db.t3.xlarge" 4 16
    T3_2XLARGE "db.t3.2xlarge" 8 32
    T4G_MICRO "db.t4g.micro" 2 1
    T4G_SMALL "db.t4g.small" 2 2
    T4G_MEDIUM "db.t4g.medium" 2 4
    T4G_LARGE "db.t4g.large" 2 8
    T4G_XLARGE "db.t4g.xlarge" 4 16
    T4G_2XLARGE "db.t4g.2xlarge" 8 32
    M6G_LARGE "db.m6g.large" 2 8
    M6G_XLARGE "db.m6g.xlarge" 4 16
    M6G_2XLARGE "db.m6g.2xlarge" 8 32
    M6G_4XLARGE "db.m6g.4xlarge" 16 64
    M6G_8XLARGE "db.m6g.8xlarge" 32 128
    M7G_LARGE "db.m7g.large" 2 8
    M7G_XLARGE "db.m7g.xlarge" 4 16
    M7G_2XLARGE "db.m7g.2xlarge" 8 32
    M7G_4XLARGE "db.m7g.4xlarge" 16 64
    M7G_8XLARGE "db.m7g.8xlarge" 32 128
    M8G_LARGE "db.m8g.large" 2 8
    M8G_XLARGE "db.m8g.xlarge" 4 16
    M8G_2XLARGE "db.m8g.2xlarge" 8 32
    M8G_4XLARGE "db.m8g.4xlarge" 16 64
    M8G_8XLARGE "db.m8g.8xlarge" 32 128
    M6I_LARGE "db.m6i.large" 2 8
    M6I_XLARGE "db.m6i.xlarge" 4 16
    M6I_2XLARGE "db.m6i.2xlarge" 8 32
    M6I_4XLARGE "db.m6i.4xlarge" 16 64
    M6I_8XLARGE "db.m6i.8xlarge" 32 128
    M7I_LARGE "db.m7i.large" 2 8
    M7I_XLARGE "db.m7i.xlarge" 4 16
    M7I_2XLARGE "db.m7i.2xlarge" 8 32
    M7I_4XLARGE "db.m7i.4xlarge" 16 64
    M7I_8XLARGE "db.m7i.8xlarge" 32 128
    R6G_LARGE "db.r6g.large" 2 16
    R6G_XLARGE "db.r6g.xlarge" 4 32
    R6G_2XLARGE "db.r6g.2xlarge" 8 64
    R6G_4XLARGE "db.r6g.4xlarge" 16 128
    R6G_8XLARGE "db.r6g.8xlarge" 32 256
    R7G_LARGE "db.r7g.large" 2 16
    R7G_XLARGE "db.r7g.xlarge" 4 32
    R7G_2XLARGE "db.r7g.2xlarge" 8 64
    R7G_4XLARGE "db.r7g.4xlarge" 16 128
    R7G_8XLARGE "db.r7g.8xlarge" 32 256
    R8G_LARGE "db.r8g.large" 2 16
    R8G_XLARGE "db.r8g.xlarge" 4 32
    R8G_2XLARGE "db.r8g.2xlarge" 8 64
    R8G_4XLARGE "db.r8g.4xlarge" 16 128
    R8G_8XLARGE "db.r8g.8xlarge" 32 256
    R6I_LARGE "db.r6i.large" 2 16
    R6I_XLARGE "db.r6i.xlarge" 4 32
    R6I_2XLARGE "db.r6i.2xlarge" 8 64
    R6I_4XLARGE "db.r6i.4xlarge" 16 128
    R6I_8XLARGE "db.r6i.8xlarge" 32 256
    R7I_LARGE "db.r7i.large" 2 16
    R7I_XLARGE "db.r7i.xlarge" 4 32
    R7I_2XLARGE "db.r7i.2xlarge" 8 64
    R7I_4XLARGE "db.r7i.4xlarge" 16 128
    R7I_8XLARGE "db.r7i.8xlarge" 32 256
}

impl DbInstanceClass {
    /// Its name, where the program knows it.
    pub(super) fn name(&self) -> Option<&str> {
        self.0.as_str()
    }

    /// A class that whoever deploys the stack chooses; the parameter needs allowed values.
    pub fn parameter(class: Val<Str>) -> Self {
        DbInstanceClass(class.into_plain_value())
    }

    /// Any other class by its name, such as `db.x2g.large`.
    pub const fn other(name: &'static str) -> Self {
        DbInstanceClass(Value::Str(Text::Borrowed(name)))
    }
}

#[diagnostic::do_not_recommend]
impl IntoVal<Str> for DbInstanceClass {
    fn into_value(self) -> Value {
        self.0
    }
}
