//! Splitting names into words.

/// Pieces that count as one word although their capitals say otherwise.
const WHOLE: [&str; 39] = [
    "ACLs",
    "ARNs",
    "AZs",
    "CIDRs",
    "DDoS",
    "DHCP",
    "DynamoDBv2",
    "ETag",
    "FSx",
    "GBs",
    "GiB",
    "GraphQL",
    "IDs",
    "IPV4",
    "IPV6",
    "IPs",
    "IPv4",
    "IPv6",
    "IdC",
    "IoT",
    "Ipv4",
    "Ipv6",
    "KiB",
    "MBs",
    "MiB",
    "MySQL",
    "OAuth",
    "OTel",
    "PostgreSQL",
    "SaaS",
    "TBs",
    "TLSv",
    "TiB",
    "URIs",
    "URLs",
    "VCpu",
    "VPCs",
    "XRay",
    "vCpu",
];

/// The words of a name: `VPCZoneIdentifier` is `VPC`, `Zone`, `Identifier`. A digit belongs to the word before it.
pub fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for piece in name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty()) {
        let mut rest = piece;
        while !rest.is_empty() {
            let (word, tail) = rest.split_at(first_word(rest));
            words.push(word);
            rest = tail;
        }
    }
    words
}

/// The length of the first word.
fn first_word(text: &str) -> usize {
    if let Some(whole) = WHOLE.iter().find(|w| text.starts_with(**w) && ends_word(&text[w.len()..])) {
        let digits = text[whole.len()..].bytes().take_while(u8::is_ascii_digit).count();
        return whole.len() + digits;
    }
    let bytes = text.as_bytes();
    let upper = bytes.iter().take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit()).count();
    let ended_by_digit = upper > 0 && bytes[upper - 1].is_ascii_digit();
    // `VPCZone`: the last capital starts the next word.
    if upper > 1 && upper < bytes.len() && !ended_by_digit {
        return inner_whole(text, upper - 1);
    }
    if upper > 1 || upper == bytes.len() {
        return inner_whole(text, upper);
    }
    let lower = bytes[upper..].iter().take_while(|b| !b.is_ascii_uppercase()).count();
    upper + lower
}

/// `VPCIPv6`: the run of capitals ends where a whole word begins.
fn inner_whole(text: &str, end: usize) -> usize {
    (1..end).find(|&i| WHOLE.iter().any(|w| text[i..].starts_with(w) && ends_word(&text[i + w.len()..]))).unwrap_or(end)
}

fn ends_word(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_ascii_lowercase())
}
