#![doc = include_str!("../README.md")]

mod data;
mod monitoring;
mod reachability;
mod secrets;
#[cfg(test)]
mod testing;

use iac_core::check::Rule;

/// Every rule, in the order in which findings are told.
pub const RULES: &[Rule] = &[
    reachability::closed_port::CLOSED_PORT,
    secrets::clear_secret::CLEAR_SECRET,
    secrets::clear_password::CLEAR_PASSWORD,
    secrets::clear_default::CLEAR_DEFAULT,
    secrets::echoed_parameter::ECHOED_PARAMETER,
    secrets::printed_secret::PRINTED_SECRET,
    secrets::secret_key::SECRET_KEY,
    secrets::secret_template::SECRET_TEMPLATE,
    secrets::secret_attachment::SECRET_ATTACHMENT,
    data::lost_key::LOST_KEY,
    data::replaced_data::REPLACED_DATA,
    data::database_name::DATABASE_NAME,
    data::database_storage::DATABASE_STORAGE,
    data::volume_storage::VOLUME_STORAGE,
    data::engine_version::ENGINE_VERSION,
    data::backup_window::BACKUP_WINDOW,
    data::cache::CACHE,
    data::table::TABLE,
    data::bucket::BUCKET,
    data::public_bucket::PUBLIC_BUCKET,
    data::distribution::DISTRIBUTION,
    data::key_policy::KEY_POLICY,
    data::unguarded_data::UNGUARDED_DATA,
    monitoring::alarm_metric::ALARM_METRIC,
    monitoring::dimension_value::DIMENSION_VALUE,
    monitoring::alarm_shape::ALARM_SHAPE,
    monitoring::alarm_math::ALARM_MATH,
    monitoring::alarm_action::ALARM_ACTION,
    monitoring::metric_filter::METRIC_FILTER,
    monitoring::dashboard::DASHBOARD,
    monitoring::log_group::LOG_GROUP,
    monitoring::schedule::SCHEDULE,
    monitoring::dns_record::DNS_RECORD,
    monitoring::dns_alias::DNS_ALIAS,
    monitoring::subscription::SUBSCRIPTION,
];
