//! What is in the archive that Terraform uploads where CloudFormation takes the code itself.

/// The one file of a zip archive in Base64: its name and its text. Sizes and offsets are read, not assumed.
/// Source: <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>
pub(crate) fn only_file(base64: &str) -> Option<(String, String)> {
    let zip = decoded(base64)?;
    let end = zip.len().checked_sub(22)?;
    let two = |at: usize| Some(usize::from(u16::from_le_bytes(zip.get(at..at + 2)?.try_into().ok()?)));
    let four = |at: usize| usize::try_from(u32::from_le_bytes(zip.get(at..at + 4)?.try_into().ok()?)).ok();
    let directory = four(end + 16)?;
    let signed = |at: usize, letters: &[u8]| zip.get(at..at + 4) == Some(letters);
    let header = four(directory + 42)?;
    let stored = two(directory + 10)? == 0 && two(header + 8)? == 0;
    if !signed(end, b"PK\x05\x06") || !signed(directory, b"PK\x01\x02") || !signed(header, b"PK\x03\x04") || !stored {
        return None;
    }
    let (size, name) = (four(directory + 24)?, two(header + 26)?);
    let content = header + 30 + name + two(header + 28)?;
    let one = two(end + 10)? == 1 && four(header + 22)? == size && four(header + 14)? == four(directory + 16)?;
    let text = |from: usize, length: usize| String::from_utf8(zip.get(from..from + length)?.to_vec()).ok();
    Some((text(header + 30, name)?, text(content, size)?)).filter(|_| one)
}

fn decoded(base64: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => Some(u32::from(c - b'A')),
        b'a'..=b'z' => Some(u32::from(c - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(c - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        b'=' => Some(0),
        _ => None,
    };
    let mut bytes = Vec::new();
    for four in base64.as_bytes().chunks(4) {
        let bits = four.iter().try_fold(0_u32, |bits, c| Some(bits << 6 | digit(*c)?))?;
        let padding = four.iter().filter(|c| **c == b'=').count();
        bytes.extend(&bits.to_be_bytes()[1..4 - padding]);
    }
    Some(bytes)
}
