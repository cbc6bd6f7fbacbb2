//! Tables that S3 keeps about the objects of a bucket.

use crate::prelude::*;

pub(super) const METADATA: To = To::Through("aws_s3_bucket_metadata_configuration", TABLES, metadata);

const TABLES: &[(&str, To)] = &[
    ("Destination", READ_ONLY),
    (
        "InventoryTableConfiguration",
        To::Within("metadata_configuration", &To::Block("inventory_table_configuration", TABLE)),
    ),
    (
        "JournalTableConfiguration",
        To::Within("metadata_configuration", &To::Block("journal_table_configuration", TABLE)),
    ),
];

const TABLE: &[(&str, To)] = &[("TableArn", READ_ONLY), ("TableName", READ_ONLY)];

const READ_ONLY: To = To::Ignored("only AWS writes it");

/// The provider wants to be told that there is no inventory.
fn metadata<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, metadata: &'g Value| {
        let Value::Map(fields) = metadata else {
            return s.error("terraform", "the tables are known only when it is deployed", "write the object itself");
        };
        s.part("aws_s3_bucket_metadata_configuration", "", |s| {
            let bucket = s.reference("id");
            s.set("bucket", bucket);
            s.fields(fields, TABLES);
            s.within("metadata_configuration", |s| {
                if !s.has("inventory_table_configuration") {
                    s.block("inventory_table_configuration", vec![("configuration_state", "DISABLED".into())]);
                }
            });
        });
    });
}
