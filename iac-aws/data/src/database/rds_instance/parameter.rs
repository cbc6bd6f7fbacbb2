//! PostgreSQL's settings, in units that say themselves.

use iac_core::{Duration, Size, Text};

/// A setting of PostgreSQL. RDS counts memory in pages of 8 kB or in kB and time in milliseconds; these take sizes and
/// durations, and a wrong one is an error.
///
/// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html>
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PgParameter {
    /// `max_connections`, 6 to 262,143. Takes effect at the next reboot.
    MaxConnections(u32),
    /// `shared_buffers`: memory for pages. Takes effect at the next reboot. RDS gives it a quarter of the memory, and
    /// starts no instance with more than 90 % of it.
    SharedBuffers(Size),
    /// `effective_cache_size`: what the planner believes to be cached.
    EffectiveCacheSize(Size),
    /// `work_mem`: memory for one sort or hash, and a query may have many.
    WorkMem(Size),
    /// `maintenance_work_mem`: memory for vacuuming and building an index, 1 MiB to just below 2 GiB.
    MaintenanceWorkMem(Size),
    /// `log_min_duration_statement`: statements that take longer are logged with their text, personal data included.
    LogMinDurationStatement(Duration),
    /// `statement_timeout`: a statement that takes longer is stopped.
    StatementTimeout(Duration),
    /// `idle_in_transaction_session_timeout`: a session that holds a transaction open for longer is ended.
    IdleInTransactionSessionTimeout(Duration),
    /// Any other one by its name, in the unit that RDS takes.
    Other(&'static str, Text),
}

impl PgParameter {
    /// The setting's name.
    pub const fn name(&self) -> &'static str {
        match self {
            PgParameter::MaxConnections(_) => "max_connections",
            PgParameter::SharedBuffers(_) => "shared_buffers",
            PgParameter::EffectiveCacheSize(_) => "effective_cache_size",
            PgParameter::WorkMem(_) => "work_mem",
            PgParameter::MaintenanceWorkMem(_) => "maintenance_work_mem",
            PgParameter::LogMinDurationStatement(_) => "log_min_duration_statement",
            PgParameter::StatementTimeout(_) => "statement_timeout",
            PgParameter::IdleInTransactionSessionTimeout(_) => "idle_in_transaction_session_timeout",
            PgParameter::Other(name, _) => name,
        }
    }

    /// The value in RDS's unit, or what is allowed.
    pub(super) fn value(&self) -> Result<Text, &'static str> {
        const LARGEST: u64 = i32::MAX as u64;
        let within = |value: u64, least: u64, most: u64, allowed: &'static str| match (least..=most).contains(&value) {
            true => Ok(Text::from(value.to_string())),
            false => Err(allowed),
        };
        match self {
            PgParameter::MaxConnections(count) => within((*count).into(), 6, 262_143, "6 to 262,143 connections"),
            PgParameter::SharedBuffers(size) => within(pages(*size), 128, 1_073_741_823, "1 MiB to 8 TiB"),
            PgParameter::EffectiveCacheSize(size) => within(pages(*size), 128, LARGEST, "1 MiB to 16 TiB"),
            PgParameter::WorkMem(size) => within(kilobytes(*size), 1_024, LARGEST, "1 MiB to 2 TiB"),
            PgParameter::MaintenanceWorkMem(size) => {
                within(kilobytes(*size), 1_024, 2_097_151, "1 MiB to just below 2 GiB")
            }
            PgParameter::LogMinDurationStatement(time)
            | PgParameter::StatementTimeout(time)
            | PgParameter::IdleInTransactionSessionTimeout(time) => {
                let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
                within(milliseconds, 0, LARGEST, "0 seconds to 24 days")
            }
            PgParameter::Other(_, value) => Ok(value.clone()),
        }
    }
}

const fn pages(size: Size) -> u64 {
    size.as_mib() * 128
}

const fn kilobytes(size: Size) -> u64 {
    size.as_mib() * 1_024
}

#[cfg(test)]
mod tests {
    use super::*;
    use iac_core::{gib, mib, seconds};

    /// The figures of a plan that this library carries out: 1 GB, 3 GB and 256 MB.
    #[test]
    fn sizes_become_pages_and_kilobytes() {
        let value = |parameter: PgParameter| parameter.value().unwrap();
        assert_eq!(value(PgParameter::SharedBuffers(gib(1))), "131072");
        assert_eq!(value(PgParameter::EffectiveCacheSize(gib(3))), "393216");
        assert_eq!(value(PgParameter::MaintenanceWorkMem(mib(256))), "262144");
        assert_eq!(value(PgParameter::WorkMem(mib(4))), "4096");
        assert_eq!(value(PgParameter::LogMinDurationStatement(seconds(2))), "2000");
        assert_eq!(value(PgParameter::Other("log_statement", "ddl".into())), "ddl");
    }

    #[test]
    fn what_postgres_refuses_is_refused() {
        assert!(PgParameter::MaxConnections(5).value().is_err());
        assert!(PgParameter::MaxConnections(6).value().is_ok());
        assert!(PgParameter::MaintenanceWorkMem(gib(2)).value().is_err());
        assert!(PgParameter::SharedBuffers(mib(0)).value().is_err());
        assert!(PgParameter::StatementTimeout(iac_core::days(25)).value().is_err());
    }
}
