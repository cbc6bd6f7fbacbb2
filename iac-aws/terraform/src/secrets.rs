//! Secrets that the provider cannot take without writing them down.

use super::prelude::*;

/// The provider has no write-only attribute for this secret: everybody who reads the state would read it.
/// Source: <https://developer.hashicorp.com/terraform/language/manage-sensitive-data>
pub(super) fn secret_in_state<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.error(
        "secret-in-state",
        format!("Terraform would keep `{}` in its state", field.name),
        "make this resource outside of Terraform, or write CloudFormation only: `--format cloudformation`",
    );
}

/// The secret of an access key is made by the provider, in its state.
pub(super) fn access_key(s: &mut Scope<'_, '_>) {
    s.error(
        "secret-in-state",
        "Terraform would keep the access key's secret in its state",
        "let a role be assumed instead, or make the key outside of Terraform",
    );
}
