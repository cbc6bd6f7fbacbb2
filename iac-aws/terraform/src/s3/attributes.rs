//! What other resources learn of a bucket.

pub(super) const ATTRIBUTES: &[(&str, &str)] = &[
    ("DomainName", "bucket_domain_name"),
    // The provider does not know the dual-stack name: it is the regional one with a word more behind `s3`.
    (
        "DualStackDomainName",
        "${{}.bucket}.s3.dualstack${trimprefix(trimprefix({}.bucket_regional_domain_name, {}.bucket), \".s3\")}",
    ),
    (
        "MetadataConfiguration.InventoryTableConfiguration.TableArn",
        "aws_s3_bucket_metadata_configuration:metadata_configuration[0].inventory_table_configuration[0].table_arn",
    ),
    (
        "MetadataConfiguration.InventoryTableConfiguration.TableName",
        "aws_s3_bucket_metadata_configuration:metadata_configuration[0].inventory_table_configuration[0].table_name",
    ),
    (
        "MetadataConfiguration.JournalTableConfiguration.TableArn",
        "aws_s3_bucket_metadata_configuration:metadata_configuration[0].journal_table_configuration[0].table_arn",
    ),
    (
        "MetadataConfiguration.JournalTableConfiguration.TableName",
        "aws_s3_bucket_metadata_configuration:metadata_configuration[0].journal_table_configuration[0].table_name",
    ),
    ("RegionalDomainName", "bucket_regional_domain_name"),
    ("WebsiteURL", "aws_s3_bucket_website_configuration:http://${{}.website_endpoint}"),
];
