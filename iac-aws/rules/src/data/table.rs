use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// The keys or the capacity of a table do not fit together.
    ///
    /// DynamoDB wants every attribute that a key names to be defined, and no other. A table that is does not take has no
    /// capacity; every other one, and each of its indexes, has.
    ///
    /// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html>
    pub(crate) TABLE: "table", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for table in world.all("AWS::DynamoDB::Table") {
        attributes(findings, table);
        capacity(findings, table);
        expiry(findings, table);
        for property in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
            for index in table.get(property).items() {
                projection(findings, table, property, index);
            }
        }
    }
}

/// The attributes of a key, in order, each with its kind; none where they are not all known.
fn key(schema: &Eval<'_>) -> Option<Vec<(String, String)>> {
    if schema.is_unknown() {
        return None;
    }
    let part = |part: &Eval<'_>| {
        Some((part.at("AttributeName").text()?.into_owned(), part.at("KeyType").text()?.into_owned()))
    };
    schema.items().iter().map(part).collect()
}

fn attributes<'g>(findings: &mut Findings<'_, 'g>, table: Res<'_, 'g>) {
    let path = table.path();
    let mut used: Vec<String> = Vec::new();
    let mut complete = true;
    let own = key(&table.get("KeySchema"));
    let mut all = vec![("KeySchema", own.clone())];
    for property in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
        let indexes = table.get(property);
        complete &= !indexes.is_unknown();
        all.extend(indexes.items().iter().map(|index| (property, key(index.at("KeySchema")))));
    }
    for (property, key) in all {
        let Some(key) = key else {
            complete = false;
            continue;
        };
        let hashes = key.iter().filter(|(_, kind)| kind == "HASH").count();
        let several = property == "GlobalSecondaryIndexes";
        if !key.is_empty() && (hashes == 0 || hashes > 1 && !several || key[0].1 != "HASH") {
            let message = format!("a key of {path} does not begin with its one hash attribute");
            findings.at(table, property, message, "the first attribute is `HASH`, the second `RANGE`");
        }
        let local = property == "LocalSecondaryIndexes";
        let same = own
            .as_ref()
            .zip(key.first())
            .is_none_or(|(own, (name, _))| own.first().is_some_and(|(hash, _)| hash == name));
        if local && !same {
            let message = format!("a local index of {path} has another hash key than the table");
            findings.at(table, property, message, "local indexes share the table's hash key: use a global one");
        }
        used.extend(key.into_iter().map(|(name, _)| name));
    }
    let defined = table.get("AttributeDefinitions");
    if defined.is_unknown() {
        return;
    }
    let names: Option<Vec<String>> =
        defined.items().iter().map(|one| one.at("AttributeName").text().map(|name| name.into_owned())).collect();
    let Some(names) = names else { return };
    if let Some(missing) = used.iter().find(|name| !names.contains(name)) {
        let message = format!("a key of {path} names `{missing}`, which `AttributeDefinitions` does not define");
        findings.at(table, "AttributeDefinitions", message, "define it with its type, `S`, `N` or `B`");
    } else if let Some(unused) = names.iter().find(|name| complete && !used.contains(name)) {
        let message = format!("{path} defines `{unused}`, which no key names");
        findings.at(table, "AttributeDefinitions", message, "leave it out: only the attributes of keys are defined");
    }
}

fn capacity<'g>(findings: &mut Findings<'_, 'g>, table: Res<'_, 'g>) {
    let mode = table.get("BillingMode");
    let by_request = match mode.text() {
        Some(mode) => &*mode == "PAY_PER_REQUEST",
        None if mode.is_absent() => false,
        None => return,
    };
    let mut one = |property: &str, what: String, given: &Eval<'g>| {
        if by_request && !given.is_absent() && !given.is_unknown() {
            let message =
                format!("{what} is given `ProvisionedThroughput`, which `BillingMode: PAY_PER_REQUEST` does not take");
            let help = "leave `ProvisionedThroughput` out, or set `BillingMode: PROVISIONED`; to limit what a table \
                        costs on demand there is `OnDemandThroughput`";
            findings.at(table, property, message, help);
        } else if !by_request && given.is_absent() {
            let message = format!("{what} has provisioned capacity, the default of `BillingMode`, and is given none");
            findings.at(table, property, message, "set `BillingMode: PAY_PER_REQUEST`, or `ProvisionedThroughput`");
        }
    };
    one("ProvisionedThroughput", table.path(), &table.get("ProvisionedThroughput"));
    for index in table.get("GlobalSecondaryIndexes").items().iter().filter(|index| !index.is_unknown()) {
        let what = format!("the index `{}` of {}", index.at("IndexName").shown(), table.path());
        one("GlobalSecondaryIndexes", what, index.at("ProvisionedThroughput"));
    }
}

fn expiry<'g>(findings: &mut Findings<'_, 'g>, table: Res<'_, 'g>) {
    let expiry = table.get("TimeToLiveSpecification");
    if expiry.at("Enabled").bool() == Some(true) && expiry.at("AttributeName").is_absent() {
        let message = format!("{} lets items expire, but not by which attribute", table.path());
        findings.at(table, "TimeToLiveSpecification", message, "set `AttributeName`");
    }
}

fn projection<'g>(findings: &mut Findings<'_, 'g>, table: Res<'_, 'g>, property: &str, index: &Eval<'g>) {
    let (kind, others) = (index.at("Projection.ProjectionType"), index.at("Projection.NonKeyAttributes"));
    let Some(kind) = kind.text() else { return };
    let start = format!("the index `{}` of {}", index.at("IndexName").shown(), table.path());
    if &*kind == "INCLUDE" && others.is_absent() {
        findings.at(
            table,
            property,
            format!("{start} includes attributes, but none is named"),
            "name them in `NonKeyAttributes`",
        );
    } else if &*kind != "INCLUDE" && !others.is_absent() && !others.is_unknown() {
        let message = format!("{start} names attributes, but its projection is `{kind}`");
        findings.at(table, property, message, "use `ProjectionType: INCLUDE`, or leave out `NonKeyAttributes`");
    }
}

#[cfg(test)]
mod tests {
    use super::TABLE;
    use crate::testing::{finds, silent};

    fn table(defined: &str, properties: &str) -> String {
        format!(
            "Parameters: {{Mode: {{Type: String, Default: PAY_PER_REQUEST, AllowedValues: [PAY_PER_REQUEST, PROVISIONED]}}}}\n\
             Conditions: {{Fixed: !Equals [!Ref Mode, PROVISIONED]}}\n\
             Resources: {{T: {{Type: AWS::DynamoDB::Table, Properties: {{AttributeDefinitions: [{defined}],\n\
             KeySchema: [{{AttributeName: id, KeyType: HASH}}], {properties}}}}}}}"
        )
    }

    const ID: &str = "{AttributeName: id, AttributeType: S}";

    #[test]
    fn tables_that_are_refused() {
        let both = format!("{ID}, {{AttributeName: at, AttributeType: N}}");
        finds(
            TABLE,
            &table("{AttributeName: key, AttributeType: S}", "BillingMode: PAY_PER_REQUEST"),
            "T",
            "names `id`",
        );
        finds(TABLE, &table(&both, "BillingMode: PAY_PER_REQUEST"), "T", "defines `at`, which no key names");
        finds(TABLE, &table(ID, "BillingMode: !Ref Mode"), "T", "of `BillingMode`, and is given none");
        finds(
            TABLE,
            &table(ID, "TimeToLiveSpecification: {Enabled: true}, BillingMode: PAY_PER_REQUEST"),
            "T",
            "by which attribute",
        );
        let both_ways =
            "BillingMode: PAY_PER_REQUEST, ProvisionedThroughput: {ReadCapacityUnits: 1, WriteCapacityUnits: 1}";
        finds(TABLE, &table(ID, both_ways), "T", "which `BillingMode: PAY_PER_REQUEST` does not take");
        let index =
            "BillingMode: PAY_PER_REQUEST, GlobalSecondaryIndexes: [{IndexName: a, KeySchema: [{AttributeName: at,
          KeyType: HASH}], Projection: {ProjectionType: ALL, NonKeyAttributes: [x]}}]";
        finds(TABLE, &table(&both, index), "T", "its projection is `ALL`");
        finds(TABLE, &table(ID, index), "T", "names `at`");
    }

    #[test]
    fn tables_that_are_made() {
        silent(TABLE, &table(ID, "BillingMode: PAY_PER_REQUEST"));
        silent(
            TABLE,
            &table(
                ID,
                "BillingMode: !Ref Mode, ProvisionedThroughput: !If [Fixed, {ReadCapacityUnits: 1, \
            WriteCapacityUnits: 1}, !Ref 'AWS::NoValue']",
            ),
        );
    }
}
