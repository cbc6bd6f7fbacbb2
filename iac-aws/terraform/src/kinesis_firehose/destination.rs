//! Destinations other than buckets. Secrets are in Secrets Manager: the provider would keep others in its state.

use super::s3::{BACKUP, BUFFERING_HINTS, CLOUD_WATCH_LOGGING_OPTIONS, RETRY_OPTIONS, S3_CONFIGURATION};
use crate::prelude::*;
use crate::secrets::secret_in_state;

pub(super) const OPEN_SEARCH: &[(&str, To)] = &[
    BUFFERING_HINTS,
    CLOUD_WATCH_LOGGING_OPTIONS,
    RETRY_OPTIONS,
    S3_CONFIGURATION,
    ("VpcConfiguration", To::Block("vpc_config", &[])),
];

pub(super) const HTTP_ENDPOINT: &[(&str, To)] = &[
    BUFFERING_HINTS,
    CLOUD_WATCH_LOGGING_OPTIONS,
    ("EndpointConfiguration", To::Flatten(&[("AccessKey", To::By(secret_in_state))])),
    (
        "RequestConfiguration",
        To::Block(
            "request_configuration",
            &[(
                "CommonAttributes",
                To::Block(
                    "common_attributes",
                    &[("AttributeName", To::Attribute("name")), ("AttributeValue", To::Attribute("value"))],
                ),
            )],
        ),
    ),
    RETRY_OPTIONS,
    S3_CONFIGURATION,
];

pub(super) const ICEBERG: &[(&str, To)] = &[
    BUFFERING_HINTS,
    ("CatalogConfiguration", To::Flatten(&[])),
    CLOUD_WATCH_LOGGING_OPTIONS,
    (
        "DestinationTableConfigurationList",
        To::Block(
            "destination_table_configuration",
            &[
                ("DestinationDatabaseName", To::Attribute("database_name")),
                ("DestinationTableName", To::Attribute("table_name")),
            ],
        ),
    ),
    RETRY_OPTIONS,
    S3_CONFIGURATION,
];

pub(super) const REDSHIFT: &[(&str, To)] = &[
    CLOUD_WATCH_LOGGING_OPTIONS,
    ("ClusterJDBCURL", To::Attribute("cluster_jdbcurl")),
    ("CopyCommand", To::Flatten(&[])),
    ("Password", To::By(secret_in_state)),
    RETRY_OPTIONS,
    ("S3BackupConfiguration", To::Block("s3_backup_configuration", BACKUP)),
    S3_CONFIGURATION,
];

pub(super) const SNOWFLAKE: &[(&str, To)] = &[
    BUFFERING_HINTS,
    CLOUD_WATCH_LOGGING_OPTIONS,
    ("KeyPassphrase", To::By(secret_in_state)),
    ("MetaDataColumnName", To::Attribute("metadata_column_name")),
    ("PrivateKey", To::By(secret_in_state)),
    RETRY_OPTIONS,
    S3_CONFIGURATION,
];

pub(super) const SPLUNK: &[(&str, To)] = &[
    BUFFERING_HINTS,
    CLOUD_WATCH_LOGGING_OPTIONS,
    ("HECAcknowledgmentTimeoutInSeconds", To::Attribute("hec_acknowledgment_timeout")),
    ("HECToken", To::By(secret_in_state)),
    RETRY_OPTIONS,
    S3_CONFIGURATION,
];
