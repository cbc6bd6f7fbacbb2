use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A notification or a certificate waits for an address that is none.
    ///
    /// A subscription by e-mail has an address of e-mail, one by HTTPS a URL, one to a queue or function an ARN. Protocols
    /// are in small letters. Raw delivery is for queues, streams and URLs; SNS refuses it for anything else. A
    /// certificate that is validated by DNS in the stack needs the zone of each of its names, or the deployment waits for
    /// days until it fails.
    ///
    /// Facts: <https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html>,
    /// <https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html>,
    /// <https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/399>.
    pub(crate) SUBSCRIPTION: "subscription", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for one in world.all("AWS::SNS::Subscription") {
        endpoint(findings, one, "Endpoint", &one.get("Protocol"), &one.get("Endpoint"));
        protocol(findings, one, "Protocol", &one.get("Protocol"));
        raw(findings, one);
    }
    for topic in world.all("AWS::SNS::Topic") {
        for one in topic.get("Subscription").items() {
            endpoint(findings, topic, "Subscription", one.at("Protocol"), one.at("Endpoint"));
            protocol(findings, topic, "Subscription", one.at("Protocol"));
        }
    }
    for budget in world.all("AWS::Budgets::Budget") {
        for notification in budget.get("NotificationsWithSubscribers").items() {
            let subscribers = notification.at("Subscribers");
            for one in subscribers.items() {
                let kind = one.at("SubscriptionType").text().map(|kind| kind.to_ascii_lowercase());
                let kind = kind.map_or(Eval::Absent, |kind| Eval::Text(kind.into()));
                endpoint(findings, budget, "NotificationsWithSubscribers", &kind, one.at("Address"));
            }
            if subscribers.items().len() > 11 {
                let message =
                    format!("a notification of {} has {} subscribers", budget.path(), subscribers.items().len());
                findings.at(budget, "NotificationsWithSubscribers", message, "ten by e-mail and one topic at most");
            }
        }
    }
    for certificate in world.all("AWS::CertificateManager::Certificate") {
        zones(world, findings, certificate);
    }
}

/// <https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html>
const PROTOCOLS: [&str; 9] =
    ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"];

fn protocol<'g>(findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, property: &str, value: &Eval<'_>) {
    let Some(text) = value.text() else { return };
    let small = text.to_ascii_lowercase();
    if *text != *small && PROTOCOLS.contains(&&*small) {
        let message = format!("{} sends by `{text}`, which SNS does not know", res.path());
        findings.at(res, property, message, format!("write `{small}`"));
    }
}

/// SNS refuses the attribute even where it is false; what CloudFormation makes of that is not said.
fn raw<'g>(findings: &mut Findings<'_, 'g>, subscription: Res<'_, 'g>) {
    const AT: &str = "RawMessageDelivery";
    let (protocol, raw) = (subscription.get("Protocol"), subscription.get(AT).bool());
    let Some(protocol) = protocol.text().filter(|one| PROTOCOLS.contains(&&**one)) else { return };
    if matches!(&*protocol, "firehose" | "http" | "https" | "sqs") {
        return;
    }
    let message = format!("{} sets `{AT}`, which `{protocol}` does not have", subscription.path());
    let help = "leave it out: only `sqs`, `firehose`, `http` and `https` have it";
    match raw {
        Some(true) => findings.at(subscription, AT, message, help),
        Some(false) => findings.warning(subscription, AT, message, help),
        None => {}
    }
}

fn endpoint<'g>(
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    property: &str,
    protocol: &Eval<'_>,
    value: &Eval<'g>,
) {
    let (Some(protocol), Some(text)) = (protocol.text(), value.text()) else { return };
    let domain = |text: &str| {
        text.split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.contains(['@', ' ']))
    };
    let (fine, help) = match &*protocol {
        "email" | "email-json" => (domain(&text), "write an address such as `ops@example.com`"),
        "https" => (text.starts_with("https://"), "write a URL that begins with `https://`"),
        "http" => (text.starts_with("http://"), "write a URL that begins with `http://`"),
        "sqs" | "lambda" | "firehose" | "sns" => (text.starts_with("arn:"), "write an ARN"),
        "sms" => (text.trim_start_matches('+').chars().all(|c| c.is_ascii_digit() || c == '-'), "write `+4930123456`"),
        _ => return,
    };
    if !fine && !text.is_empty() {
        let message = format!("{} sends by {protocol} to `{text}`", res.path());
        findings.at(res, property, message, help);
    }
}

fn zones<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, certificate: Res<'_, 'g>) {
    let path = certificate.path();
    let options = certificate.get("DomainValidationOptions");
    let by_dns = certificate.get("ValidationMethod").text().is_some_and(|method| &*method == "DNS");
    if by_dns && options.is_absent() {
        let message = format!("{path} waits until someone adds its records to DNS");
        return findings.warning(
            certificate,
            "ValidationMethod",
            message,
            "name the zone in `DomainValidationOptions`",
        );
    }
    for option in options.items() {
        let zone = world.target_of(option.at("HostedZoneId"), "AWS::Route53::HostedZone");
        let (Some(zone), Some(name)) = (zone, option.at("DomainName").text()) else { continue };
        let value = zone.get("Name");
        let Some(apex) = value.text() else { continue };
        let apex = apex.trim_end_matches('.').to_ascii_lowercase();
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        if name != apex && !name.ends_with(&format!(".{apex}")) {
            let message = format!("{path} proves `{name}` in the zone `{apex}`, where it cannot be");
            let help = format!("name the zone of `{name}`");
            findings.between(certificate, "DomainValidationOptions", message, help, &[(zone, "the zone")]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SUBSCRIPTION;
    use crate::testing::{finds, silent, warns};

    fn subscription(protocol: &str, endpoint: &str) -> String {
        format!(
            "Parameters: {{Mail: {{Type: String}}}}\nResources: {{S: {{Type: AWS::SNS::Subscription, Properties: {{Protocol: {protocol}, Endpoint: {endpoint}}}}}}}"
        )
    }

    fn certificate(name: &str) -> String {
        format!(
            "Resources: {{Zone: {{Type: AWS::Route53::HostedZone, Properties: {{Name: example.com}}}}, C: {{Type: \
             AWS::CertificateManager::Certificate, Properties: {{DomainName: {name}, ValidationMethod: DNS, \
             DomainValidationOptions: [{{DomainName: {name}, HostedZoneId: !Ref Zone}}]}}}}}}"
        )
    }

    #[test]
    fn addresses_that_are_none() {
        finds(SUBSCRIPTION, &subscription("email", "ops"), "S", "sends by email to `ops`");
        finds(SUBSCRIPTION, &subscription("https", "http://example.com"), "S", "sends by https");
        finds(SUBSCRIPTION, &subscription("sqs", "https://sqs.eu-west-1.amazonaws.com/1/q"), "S", "sends by sqs");
        finds(SUBSCRIPTION, &certificate("app.example.org"), "C", "in the zone `example.com`, where it cannot be");
        let topic =
            "Resources: {T: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: email, Endpoint: a@b}]}}}";
        finds(SUBSCRIPTION, topic, "T", "sends by email to `a@b`");
    }

    #[test]
    fn raw_delivery_and_protocols() {
        let raw = |protocol: &str, raw: &str| subscription(protocol, &format!("!Ref Mail, RawMessageDelivery: {raw}"));
        finds(SUBSCRIPTION, &raw("email", "true"), "S", "sets `RawMessageDelivery`, which `email` does not have");
        finds(SUBSCRIPTION, &raw("lambda", "'true'"), "S", "which `lambda` does not have");
        warns(SUBSCRIPTION, &raw("sms", "false"), "S", "which `sms` does not have");
        finds(SUBSCRIPTION, &subscription("HTTPS", "https://example.com"), "S", "sends by `HTTPS`");
        let topic = "Resources: {T: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: Email, Endpoint: a@b.org}]}}}";
        finds(SUBSCRIPTION, topic, "T", "sends by `Email`");
        for protocol in ["sqs", "https", "firehose", "http", "!Ref Mail"] {
            silent(SUBSCRIPTION, &raw(protocol, "true"));
        }
        silent(
            SUBSCRIPTION,
            &raw("email", "!If [X, true, !Ref AWS::NoValue]")
                .replace("Resources:", "Conditions: {X: !Equals [!Ref AWS::Region, eu-west-1]}\nResources:")
                .replace("Protocol: email", "Protocol: !If [X, sqs, email]"),
        );
        silent(SUBSCRIPTION, &subscription("!Ref Mail", "https://example.com"));
    }

    #[test]
    fn addresses() {
        silent(SUBSCRIPTION, &subscription("email", "ops@example.com"));
        silent(SUBSCRIPTION, &subscription("email", "!Ref Mail"));
        silent(SUBSCRIPTION, &certificate("app.example.com"));
        silent(SUBSCRIPTION, &certificate("'*.example.com'"));
    }
}
