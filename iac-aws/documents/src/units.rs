//! Numbers with the units that their names hide.

/// Bytes as people say them.
pub(crate) fn bytes(number: f64) -> String {
    let (size, unit) = match number {
        large if large >= 1_073_741_824.0 => (large / 1_073_741_824.0, "GiB"),
        small => (small / 1_048_576.0, "MiB"),
    };
    format!("{} {unit}", (size * 10.0).round() / 10.0)
}

/// What a setting of PostgreSQL comes to.
/// Source: <https://www.postgresql.org/docs/current/runtime-config-resource.html>
pub(crate) fn setting(name: &str, value: &str) -> Option<String> {
    let number: f64 = value.parse().ok()?;
    match name {
        "shared_buffers" | "effective_cache_size" => Some(bytes(number * 8192.0)),
        "maintenance_work_mem" | "work_mem" => Some(bytes(number * 1024.0)),
        "log_min_duration_statement" => Some(format!("{number} ms")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_postgresql_have_8_kilobytes() {
        assert_eq!(setting("shared_buffers", "131072").as_deref(), Some("1 GiB"));
        assert_eq!(setting("maintenance_work_mem", "262144").as_deref(), Some("256 MiB"));
        assert_eq!(setting("max_connections", "100"), None);
        assert_eq!(bytes(1_610_612_736.0), "1.5 GiB");
    }
}
