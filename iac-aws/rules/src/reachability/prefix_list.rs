use iac_core::check::{Eval, Findings, World};

iac_core::rule! {
    /// A prefix list has more entries than it may have, or entries of the other version of IP.
    ///
    /// A list has room for `MaxEntries`, and is of one address family.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html>
    pub(crate) PREFIX_LIST: "prefix-list", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for list in world.all("AWS::EC2::PrefixList") {
        let entries = list.get("Entries");
        let room = list.get("MaxEntries").int();
        let count = i64::try_from(entries.items().len()).unwrap_or(i64::MAX);
        if let Some(room) = room.filter(|room| count > *room && matches!(entries, Eval::List(_))) {
            let message = format!("{} has {count} entries, and room for {room}", list.path());
            findings.at(list, "Entries", message, format!("set `MaxEntries: {count}` or more"));
        }
        let family = list.get("AddressFamily");
        let Some(family) = family.text() else { continue };
        let other = entries.items().iter().filter_map(|entry| entry.at("Cidr").text());
        if let Some(entry) = other.into_iter().find(|cidr| cidr.contains(':') == (family == "IPv4")) {
            let message = format!("{} is a list of {family}, and has the entry `{entry}`", list.path());
            findings.at(list, "Entries", message, "make one list for each version of IP");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PREFIX_LIST;
    use crate::testing::{finds, silent};

    fn of(family: &str, room: &str) -> String {
        format!(
            "Parameters:\n  Room: {{Type: Number}}\nResources:\n  L: {{Type: AWS::EC2::PrefixList, Properties: {{PrefixListName: n, \
             AddressFamily: {family}, MaxEntries: {room}, Entries: [{{Cidr: 10.0.0.0/8}}, {{Cidr: 192.0.2.0/24}}]}}}}\n"
        )
    }

    #[test]
    fn entries() {
        finds(PREFIX_LIST, &of("IPv4", "1"), "L", "has 2 entries, and room for 1");
        finds(PREFIX_LIST, &of("IPv6", "2"), "L", "is a list of IPv6, and has the entry `10.0.0.0/8`");
        silent(PREFIX_LIST, &of("IPv4", "2"));
        silent(PREFIX_LIST, &of("IPv4", "!Ref Room"));
        silent(
            PREFIX_LIST,
            &of("IPv6", "2").replace("10.0.0.0/8", "'2001:db8::/32'").replace("192.0.2.0/24", "'::/0'"),
        );
    }
}
