//! The password of the user who owns a database.

use crate::prelude::*;

pub(super) const MASTER_USER_SECRET: To = To::Flatten(&[
    ("KmsKeyId", To::Attribute("master_user_secret_kms_key_id")),
    ("SecretArn", To::Ignored("RDS sets it")),
]);

/// The provider refuses `false` beside a password.
pub(super) fn managed_password<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if field.value != Value::Bool(false) {
        s.to(field, &To::Attribute("manage_master_user_password"));
    }
}
