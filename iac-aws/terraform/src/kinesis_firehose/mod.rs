//! `AWS::KinesisFirehose`. A database as the source and hints on throughput are missing: the provider has neither.

mod destination;
mod s3;

use crate::prelude::*;
use destination::{HTTP_ENDPOINT, ICEBERG, OPEN_SEARCH, REDSHIFT, SNOWFLAKE, SPLUNK};
use s3::S3;

pub(super) const TYPES: &[ResourceMap] =
    &[ResourceMap::new("AWS::KinesisFirehose::DeliveryStream", "aws_kinesis_firehose_delivery_stream")
        .reference("name")
        .name(Name::Required("name", 64))
        .properties(&[
            ("AmazonOpenSearchServerlessDestinationConfiguration", To::All(OPEN_SEARCH_SERVERLESS)),
            ("AmazonopensearchserviceDestinationConfiguration", To::All(OPEN_SEARCH_SERVICE)),
            ("DeliveryStreamEncryptionConfigurationInput", To::By(encryption)),
            ("DeliveryStreamName", To::Attribute("name")),
            ("DeliveryStreamType", To::Ignored("the provider takes it from the source")),
            ("ElasticsearchDestinationConfiguration", To::All(ELASTICSEARCH)),
            ("ExtendedS3DestinationConfiguration", To::All(EXTENDED_S3)),
            ("HttpEndpointDestinationConfiguration", To::All(HTTP)),
            ("IcebergDestinationConfiguration", To::All(ICEBERG_TABLES)),
            ("KinesisStreamSourceConfiguration", To::Block("kinesis_source_configuration", &[])),
            ("MSKSourceConfiguration", To::Block("msk_source_configuration", &[])),
            ("RedshiftDestinationConfiguration", To::All(REDSHIFT_TABLE)),
            ("S3DestinationConfiguration", To::All(EXTENDED_S3)),
            ("SnowflakeDestinationConfiguration", To::All(SNOWFLAKE_TABLE)),
            ("SplunkDestinationConfiguration", To::All(SPLUNK_INDEX)),
        ])];

const ELASTICSEARCH: &[To] = &[To::Block("elasticsearch_configuration", OPEN_SEARCH), To::By(to_elasticsearch)];
const EXTENDED_S3: &[To] = &[To::Block("extended_s3_configuration", S3), To::By(to_extended_s3)];
const HTTP: &[To] = &[To::Block("http_endpoint_configuration", HTTP_ENDPOINT), To::By(to_http_endpoint)];
const ICEBERG_TABLES: &[To] = &[To::Block("iceberg_configuration", ICEBERG), To::By(to_iceberg)];
const OPEN_SEARCH_SERVERLESS: &[To] =
    &[To::Block("opensearchserverless_configuration", OPEN_SEARCH), To::By(to_open_search_serverless)];
const OPEN_SEARCH_SERVICE: &[To] = &[To::Block("opensearch_configuration", OPEN_SEARCH), To::By(to_open_search)];
const REDSHIFT_TABLE: &[To] = &[To::Block("redshift_configuration", REDSHIFT), To::By(to_redshift)];
const SNOWFLAKE_TABLE: &[To] = &[To::Block("snowflake_configuration", SNOWFLAKE), To::By(to_snowflake)];
const SPLUNK_INDEX: &[To] = &[To::Block("splunk_configuration", SPLUNK), To::By(to_splunk)];

fn to_elasticsearch(s: &mut Scope<'_, '_>, _: &Field) {
    s.set("destination", "elasticsearch");
}

fn to_extended_s3(s: &mut Scope<'_, '_>, _: &Field) {
    s.set("destination", "extended_s3");
}

fn to_http_endpoint(s: &mut Scope<'_, '_>, _: &Field) {
    s.set("destination", "http_endpoint");
}

fn to_iceberg(s: &mut Scope<'_, '_>, _: &Field) {
    s.set("destination", "iceberg");
}

fn to_open_search(s: &mut Scope<'_, '_>, _: &Field) {
    s.set("destination", "opensearch");
}

fn to_open_search_serverless(s: &mut Scope<'_, '_>, _: &Field) {
    s.set("destination", "opensearchserverless");
}

fn to_redshift(s: &mut Scope<'_, '_>, _: &Field) {
    s.set("destination", "redshift");
}

fn to_snowflake(s: &mut Scope<'_, '_>, _: &Field) {
    s.set("destination", "snowflake");
}

fn to_splunk(s: &mut Scope<'_, '_>, _: &Field) {
    s.set("destination", "splunk");
}

/// The block's being there is not enough for the provider.
fn encryption<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.to(field, &To::Block("server_side_encryption", &[("KeyType", To::By(key_type))]));
}

fn key_type<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.set("enabled", true);
    s.to(field, &To::Attribute("key_type"));
}
