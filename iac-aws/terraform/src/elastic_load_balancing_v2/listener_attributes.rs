//! The attributes of listeners: headers that a load balancer adds, takes away or renames.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-elasticloadbalancingv2-listener-listenerattribute.html>

use crate::prelude::*;

pub(super) const ATTRIBUTES: &[(&str, To)] = &[
    (
        "routing.http.request.x_amzn_mtls_clientcert.header_name",
        To::Attribute("routing_http_request_x_amzn_mtls_clientcert_header_name"),
    ),
    (
        "routing.http.request.x_amzn_mtls_clientcert_issuer.header_name",
        To::Attribute("routing_http_request_x_amzn_mtls_clientcert_issuer_header_name"),
    ),
    (
        "routing.http.request.x_amzn_mtls_clientcert_leaf.header_name",
        To::Attribute("routing_http_request_x_amzn_mtls_clientcert_leaf_header_name"),
    ),
    (
        "routing.http.request.x_amzn_mtls_clientcert_serial_number.header_name",
        To::Attribute("routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name"),
    ),
    (
        "routing.http.request.x_amzn_mtls_clientcert_subject.header_name",
        To::Attribute("routing_http_request_x_amzn_mtls_clientcert_subject_header_name"),
    ),
    (
        "routing.http.request.x_amzn_mtls_clientcert_validity.header_name",
        To::Attribute("routing_http_request_x_amzn_mtls_clientcert_validity_header_name"),
    ),
    (
        "routing.http.request.x_amzn_tls_cipher_suite.header_name",
        To::Attribute("routing_http_request_x_amzn_tls_cipher_suite_header_name"),
    ),
    (
        "routing.http.request.x_amzn_tls_version.header_name",
        To::Attribute("routing_http_request_x_amzn_tls_version_header_name"),
    ),
    (
        "routing.http.response.access_control_allow_credentials.header_value",
        To::Attribute("routing_http_response_access_control_allow_credentials_header_value"),
    ),
    (
        "routing.http.response.access_control_allow_headers.header_value",
        To::Attribute("routing_http_response_access_control_allow_headers_header_value"),
    ),
    (
        "routing.http.response.access_control_allow_methods.header_value",
        To::Attribute("routing_http_response_access_control_allow_methods_header_value"),
    ),
    (
        "routing.http.response.access_control_allow_origin.header_value",
        To::Attribute("routing_http_response_access_control_allow_origin_header_value"),
    ),
    (
        "routing.http.response.access_control_expose_headers.header_value",
        To::Attribute("routing_http_response_access_control_expose_headers_header_value"),
    ),
    (
        "routing.http.response.access_control_max_age.header_value",
        To::Attribute("routing_http_response_access_control_max_age_header_value"),
    ),
    (
        "routing.http.response.content_security_policy.header_value",
        To::Attribute("routing_http_response_content_security_policy_header_value"),
    ),
    ("routing.http.response.server.enabled", To::Attribute("routing_http_response_server_enabled")),
    (
        "routing.http.response.strict_transport_security.header_value",
        To::Attribute("routing_http_response_strict_transport_security_header_value"),
    ),
    (
        "routing.http.response.x_content_type_options.header_value",
        To::Attribute("routing_http_response_x_content_type_options_header_value"),
    ),
    (
        "routing.http.response.x_frame_options.header_value",
        To::Attribute("routing_http_response_x_frame_options_header_value"),
    ),
    ("tcp.idle_timeout.seconds", To::Attribute("tcp_idle_timeout_seconds")),
];
