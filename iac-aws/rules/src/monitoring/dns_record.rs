use super::dns_names::{Names, Record};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A record cannot be in its zone, or cannot be at all.
    ///
    /// A record's name ends with the name of its zone; the name of the zone itself cannot be a CNAME. A record has values
    /// and a TTL, or is an alias, not both; and there is one for each name and type, unless each says which it is. A CNAME
    /// is the only record of its name: Route 53 refuses any other one ("conflicts with other records with the same DNS
    /// name"). A value of an MX record is a number and the name of a server.
    ///
    /// Sources: <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-basic.html>,
    /// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat>,
    /// <https://github.com/aws/aws-sdk-java/issues/1996>
    pub(crate) DNS_RECORD: "dns-record", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let mut names = Names::default();
    for res in world.all("AWS::Route53::RecordSet") {
        record(world, findings, res, "", &|name| res.get(name), &mut names);
    }
    for res in world.all("AWS::Route53::RecordSetGroup") {
        for one in res.get("RecordSets").items() {
            let get = |name: &str| match one.at(name) {
                Eval::Absent if name.starts_with("HostedZone") => res.get(name),
                value => value.clone(),
            };
            record(world, findings, res, "RecordSets", &get, &mut names);
        }
    }
}

fn record<'w, 'g>(
    world: &'w World<'g>,
    findings: &mut Findings<'_, 'g>,
    res: Res<'w, 'g>,
    inside: &str,
    get: &dyn Fn(&str) -> Eval<'g>,
    names: &mut Names<'w, 'g>,
) {
    let path = res.path();
    let at = |name: &str| if inside.is_empty() { name.to_owned() } else { inside.to_owned() };
    let (alias, values, ttl) = (get("AliasTarget"), get("ResourceRecords"), get("TTL"));
    let what = if inside.is_empty() { path.clone() } else { format!("a record of {path}") };
    if !alias.is_absent() && !values.is_absent() {
        findings.at(res, &at("AliasTarget"), format!("{what} is an alias and has values"), "leave out one of the two");
    } else if !alias.is_absent() && !ttl.is_absent() {
        findings.at(res, &at("TTL"), format!("{what} is an alias with a TTL"), "leave `TTL` out: the target has one");
    } else if !values.is_absent() && ttl.is_absent() {
        findings.at(
            res,
            &at("ResourceRecords"),
            format!("{what} has values without a TTL"),
            "set `TTL`, for example to 300",
        );
    } else if alias.is_absent() && values.is_absent() && get("TrafficPolicyInstanceId").is_absent() {
        findings.at(res, &at(""), format!("{what} has no value"), "set `ResourceRecords` and `TTL`, or `AliasTarget`");
    }
    let (zone_id, zone_name) = (get("HostedZoneId"), get("HostedZoneName"));
    let zone = world.target_of(&zone_id, "AWS::Route53::HostedZone");
    let apex = match zone {
        Some(zone) => zone.get("Name"),
        None => zone_name.clone(),
    };
    let (name, kind) = (get("Name"), get("Type"));
    if zone_id.is_absent() && zone_name.is_absent() {
        findings.at(res, &at(""), format!("{what} is in no zone"), "set `HostedZoneId`");
    }
    if zone_name.text().is_some_and(|name| !name.ends_with('.')) {
        let message = format!("the zone of {what} is `{}`, without a dot at its end", zone_name.shown());
        findings.at(res, &at("HostedZoneName"), message, "CloudFormation wants the dot: `example.com.`");
    }
    let kind_text = kind.text().unwrap_or_default().into_owned();
    let is_cname = kind_text == "CNAME";
    let plain = |value: &Eval<'_>| value.text().map(|text| text.trim_end_matches('.').to_ascii_lowercase());
    if is_cname && (name.same(&apex) == Some(true) || plain(&name).is_some_and(|name| plain(&apex) == Some(name))) {
        let message = format!("{what} makes the zone's own name, `{}`, a CNAME", name.shown());
        findings.at(res, &at("Type"), message, "use an alias: `Type: A` with `AliasTarget`");
    }
    if let (Some(name), Some(apex)) = (plain(&name), plain(&apex))
        && !apex.is_empty()
        && name != apex
        && !name.ends_with(&format!(".{apex}"))
    {
        let message = format!("{what} is called `{name}`, which is not in the zone `{apex}`");
        findings.at(res, &at("Name"), message, format!("its name ends with `.{apex}`"));
    }
    if is_cname && values.items().len() > 1 {
        findings.at(
            res,
            &at("ResourceRecords"),
            format!("{what} is a CNAME of several names"),
            "a CNAME has one value",
        );
    }
    let halves = |value: &Eval<'_>| value.text().map(|text| text.split_whitespace().count());
    if let Some(value) =
        values.items().iter().find(|value| kind_text == "MX" && halves(value).is_some_and(|it| it != 2))
    {
        let message = format!("{what} has the value `{}`, without a number or a server", value.shown());
        findings.at(res, &at("ResourceRecords"), message, "write both: `10 mail.example.com`");
    }
    let identified = !get("SetIdentifier").is_absent();
    let routed = [
        "Weight",
        "Region",
        "Failover",
        "GeoLocation",
        "MultiValueAnswer",
        "CidrRoutingConfig",
        "GeoProximityLocation",
    ]
    .iter()
    .any(|name| !get(name).is_absent());
    if routed != identified {
        let message = format!(
            "{what} has {}",
            if routed { "a policy without `SetIdentifier`" } else { "`SetIdentifier` without a policy" }
        );
        findings.at(
            res,
            &at("SetIdentifier"),
            message,
            "set both `SetIdentifier` and for example `Weight`, or neither",
        );
    }
    let zone_key = match zone {
        Some(zone) => zone.path(),
        None => zone_id.text().or(zone_name.text()).unwrap_or_default().into_owned(),
    };
    if let Some(name) = plain(&name).filter(|_| !zone_key.is_empty() && !kind_text.is_empty()) {
        let record = Record { res, kind: kind_text, identified };
        names.add(zone_key, name.clone(), record, |first, record| {
            let kind = &record.kind;
            let (message, help) = match first.kind == *kind {
                true => (format!("{what} is the second `{kind}` of `{name}`"), "put all values into one record"),
                false => (
                    format!("{what} is `{kind}` of `{name}`, which has `{}` too: a CNAME stands alone", first.kind),
                    "leave out one of the two, or use an alias instead of the CNAME",
                ),
            };
            findings.between(res, &at("Name"), message, help, &[(first.res, "the first")]);
        });
    }
}
