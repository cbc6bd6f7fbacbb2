use super::engines::{Family, databases, is_restored};
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A database cannot have the storage that it is given.
    ///
    /// Each type of storage has its own least size and its own rules for IOPS: gp2 takes none; gp3 takes them only from
    /// 400 GiB (200 for Oracle); io1 and io2 need them, and at least 100 GiB. Storage that grows by itself must not begin
    /// above its own maximum.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html>
    pub(crate) DATABASE_STORAGE: "database-storage", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (database, family) in databases(world).filter(|(database, _)| database.kind() == "AWS::RDS::DBInstance") {
        if family.is_aurora() || !database.get("DBClusterIdentifier").is_absent() {
            continue;
        }
        if database.get("AllocatedStorage").is_absent() && !is_restored(database) {
            let message = format!("{} is given no storage", database.path());
            findings.at(database, "", message, "set `AllocatedStorage`, for example to 20");
        }
        let Some(size) = database.get("AllocatedStorage").int() else { continue };
        growth(findings, database, size);
        sizes(findings, database, family, size);
    }
}

fn growth<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>, size: i64) {
    let Some(most) = database.get("MaxAllocatedStorage").int() else { return };
    let message = format!("{} begins with {size} GiB, but may grow to {most} GiB at most", database.path());
    if most < size {
        findings.at(database, "MaxAllocatedStorage", message, format!("set `MaxAllocatedStorage` above {size}"));
    } else if most > size && most * 10 < size * 11 {
        let help = "RDS wants at least a tenth more, and recommends a quarter";
        findings.warning(database, "MaxAllocatedStorage", message, help);
    }
}

fn sizes<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>, family: Family, size: i64) {
    let (iops, throughput) = (database.get("Iops"), database.get("StorageThroughput"));
    let kind = database.get("StorageType");
    let kind = match kind.text() {
        Some(kind) => kind.into_owned(),
        // What RDS takes where IOPS are given without a type.
        None if kind.is_absent() && !iops.is_absent() => "io1".to_owned(),
        None if kind.is_absent() => "gp2".to_owned(),
        None => return,
    };
    let path = database.path();
    let server = family == Family::SqlServer;
    let (least, most) = match kind.as_str() {
        "gp2" | "gp3" => (20, if server && kind == "gp2" { 16_384 } else { 65_536 }),
        "io1" | "io2" => (if server { 20 } else { 100 }, 65_536),
        "standard" => (if server { 20 } else { 5 }, 3_072),
        _ => return,
    };
    if !(least..=most).contains(&size) {
        let message = format!("{path} is given {size} GiB of {kind}, which has {least} to {most} GiB");
        let help = format!("set `AllocatedStorage` to {least} or more");
        // AWS documents 20 GiB, but the API offers some versions and classes from 5 on ("MinStorageSize": 5):
        // https://docs.aws.amazon.com/cli/latest/reference/rds/describe-orderable-db-instance-options.html
        let is_open = matches!(family, Family::Postgres | Family::MySql | Family::MariaDb);
        match kind == "gp2" && is_open && (5..least).contains(&size) {
            true => findings.warning(database, "AllocatedStorage", message, help),
            false => findings.at(database, "AllocatedStorage", message, help),
        }
        return;
    }
    let provisioned = matches!(kind.as_str(), "io1" | "io2");
    if provisioned && iops.is_absent() {
        let help = "set `Iops`, 1000 or more";
        return findings.at(database, "StorageType", format!("{path} has {kind} storage without `Iops`"), help);
    }
    if matches!(kind.as_str(), "gp2" | "standard") && !iops.is_absent() {
        let message = format!("{path} is given `Iops`, which {kind} storage does not take");
        return findings.at(database, "Iops", message, "leave `Iops` out, or use gp3 or io2");
    }
    if kind != "gp3" && !throughput.is_absent() {
        let message = format!("{path} is given `StorageThroughput`, which {kind} storage does not take");
        return findings.at(database, "StorageThroughput", message, "leave it out, or use gp3");
    }
    if kind == "gp3" {
        return gp3(findings, database, family, size);
    }
    let Some(iops) = iops.int().filter(|_| provisioned) else { return };
    let ratio = if kind == "io1" { 50 } else { 1000 };
    if !(1000..=256_000).contains(&iops) || iops > size * ratio || iops * 2 < size {
        let message = format!("{path} is given {iops} IOPS on {size} GiB of {kind}");
        findings.at(
            database,
            "Iops",
            message,
            format!("{kind} has 1000 IOPS or more, half to {ratio} of them per GiB"),
        );
    }
}

/// Below a size, gp3 has its baseline and nothing else; SQL Server has no such size.
fn gp3<'g>(findings: &mut Findings<'_, 'g>, database: Res<'_, 'g>, family: Family, size: i64) {
    let path = database.path();
    let threshold = match family {
        Family::SqlServer => 0,
        Family::Oracle => 200,
        Family::Db2 => 100,
        _ => 400,
    };
    let (iops, throughput) = (database.get("Iops"), database.get("StorageThroughput"));
    for (property, value) in [("Iops", &iops), ("StorageThroughput", &throughput)] {
        if size < threshold && !value.is_absent() && !value.is_unknown() {
            let message =
                format!("{path} is given `{property}` on {size} GiB of gp3, which takes none below {threshold} GiB");
            findings.at(database, property, message, format!("leave it out, or take {threshold} GiB or more"));
            return;
        }
    }
    let least = if matches!(family, Family::SqlServer | Family::Db2) { 3000 } else { 12_000 };
    if let Some(iops) = iops.int().filter(|iops| *iops < least || *iops > 64_000 || *iops > size * 500) {
        let message = format!("{path} is given {iops} IOPS on {size} GiB of gp3");
        findings.at(database, "Iops", message, format!("gp3 has {least} to 64000 IOPS, at most 500 per GiB"));
    }
    if let (Some(throughput), Some(iops)) = (throughput.int(), iops.int())
        && throughput * 4 > iops
    {
        let message = format!("{path} is given {throughput} MiB/s with {iops} IOPS");
        findings.at(database, "StorageThroughput", message, "a quarter of the IOPS at most");
    }
}

#[cfg(test)]
mod tests {
    use super::DATABASE_STORAGE;
    use crate::testing::{finds, silent, warns};

    fn database(properties: &str) -> String {
        format!(
            "Parameters: {{Size: {{Type: Number, Default: 400, AllowedValues: [400, 100]}}}}\n\
             Resources: {{Db: {{Type: AWS::RDS::DBInstance, Properties: {{Engine: postgres, {properties}}}}}}}"
        )
    }

    #[test]
    fn storage_that_is_refused() {
        for (properties, words) in [
            ("AllocatedStorage: 100, MaxAllocatedStorage: 50", "begins with 100 GiB, but may grow to 50 GiB"),
            ("AllocatedStorage: 100, MaxAllocatedStorage: 105", "may grow to 105 GiB at most"),
            ("AllocatedStorage: '100', StorageType: gp3, Iops: 12000", "takes none below 400 GiB"),
            ("AllocatedStorage: !Ref Size, StorageType: gp3, Iops: 12000", "on 100 GiB of gp3, which takes none"),
            ("AllocatedStorage: 400, StorageType: gp3, Iops: 6000", "6000 IOPS on 400 GiB"),
            ("AllocatedStorage: 400, StorageType: gp3, Iops: 12000, StorageThroughput: 4000", "4000 MiB/s with 12000"),
            ("AllocatedStorage: 100, StorageType: gp2, Iops: 3000", "which gp2 storage does not take"),
            ("AllocatedStorage: 20, Iops: 3000", "20 GiB of io1, which has 100"),
            ("AllocatedStorage: 100, StorageType: io1", "io1 storage without `Iops`"),
            ("AllocatedStorage: 100, StorageType: io1, Iops: 10000", "10000 IOPS on 100 GiB of io1"),
            ("AllocatedStorage: 10, StorageType: gp3", "10 GiB of gp3, which has 20"),
            ("MultiAZ: true", "is given no storage"),
        ] {
            finds(DATABASE_STORAGE, &database(properties), "Db", words);
        }
    }

    #[test]
    fn storage_that_some_have() {
        warns(DATABASE_STORAGE, &database("AllocatedStorage: 10"), "Db", "10 GiB of gp2, which has 20");
        finds(DATABASE_STORAGE, &database("AllocatedStorage: 4"), "Db", "4 GiB of gp2");
        let oracle = database("AllocatedStorage: 10").replace("postgres", "oracle-se2");
        finds(DATABASE_STORAGE, &oracle, "Db", "10 GiB of gp2");
    }

    #[test]
    fn storage_that_is_there() {
        for properties in [
            "AllocatedStorage: 20, StorageType: gp3, MaxAllocatedStorage: 100",
            "AllocatedStorage: 400, StorageType: gp3, Iops: 12000, StorageThroughput: 500",
            "AllocatedStorage: 100, StorageType: io1, Iops: 3000",
            "AllocatedStorage: 20",
            "DBSnapshotIdentifier: a",
            "SourceDBInstanceIdentifier: a",
        ] {
            silent(DATABASE_STORAGE, &database(properties));
        }
    }
}
