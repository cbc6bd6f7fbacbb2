//! Service Connect: how the tasks of a service find those of another.

use crate::prelude::*;

pub(super) const SERVICE_CONNECT: To = To::Block(
    "service_connect_configuration",
    &[(
        "Services",
        To::Block(
            "service",
            &[
                ("ClientAliases", To::Block("client_alias", &[])),
                ("Tls", To::Block("tls", &[("IssuerCertificateAuthority", To::Block("issuer_cert_authority", &[]))])),
            ],
        ),
    )],
);
