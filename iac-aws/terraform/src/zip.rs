//! Code that stands in a template, as the archive that the provider wants instead.
//! Source: <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>

/// Names a file of the archive and holds its text: nothing compressed, no clock, so that equal text is an equal archive.
pub(super) struct Archive<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl Archive<'_> {
    /// A word that is another one when the text is.
    pub(super) fn digest(&self) -> String {
        format!("{:08x}", checksum(self.text.as_bytes()))
    }

    /// The archive in base 64.
    pub(super) fn base64(&self) -> String {
        encode(&self.bytes())
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.text.len() + 2 * self.file.len() + 98);
        bytes.extend(b"PK\x03\x04");
        self.describe(&mut bytes);
        bytes.extend(self.file.as_bytes());
        bytes.extend(self.text.as_bytes());
        let directory = bytes.len();
        // Written by version 2.0 on Unix, which is what makes the mode of the file count.
        bytes.extend(b"PK\x01\x02\x14\x03");
        self.describe(&mut bytes);
        bytes.extend([0; 6]);
        bytes.extend((0o100_644_u32 << 16).to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend(self.file.as_bytes());
        let length = bytes.len() - directory;
        bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
        bytes.extend((length as u32).to_le_bytes());
        bytes.extend((directory as u32).to_le_bytes());
        bytes.extend([0; 2]);
        bytes
    }

    /// What both headers of a file have: version, flags, stored as it is, the first day that the format knows, sizes.
    fn describe(&self, bytes: &mut Vec<u8>) {
        let size = (self.text.len() as u32).to_le_bytes();
        bytes.extend(b"\x14\0\0\0\0\0\0\0\x21\0");
        bytes.extend(checksum(self.text.as_bytes()).to_le_bytes());
        bytes.extend(size);
        bytes.extend(size);
        bytes.extend((self.file.len() as u16).to_le_bytes());
        bytes.extend([0; 2]);
    }
}

/// CRC-32.
fn checksum(bytes: &[u8]) -> u32 {
    let shift = |rest: u32| if rest & 1 == 1 { (rest >> 1) ^ 0xedb8_8320 } else { rest >> 1 };
    !bytes.iter().fold(!0_u32, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |rest, _| shift(rest)))
}

fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().enumerate().fold(0_u32, |word, (at, byte)| word | u32::from(*byte) << (16 - 8 * at));
        for at in 0..4 {
            let digit = DIGITS[(word >> (18 - 6 * at)) as usize & 63];
            text.push(if at <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_64_and_checksums_are_those_of_the_standards() {
        for (plain, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(encode(plain.as_bytes()), encoded);
        }
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn an_archive_is_found_from_its_end() {
        let archive = Archive { file: "index.js", text: "exports.handler = 1" };
        let bytes = archive.bytes();
        let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize;
        let end = bytes.len() - 22;
        assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
        let directory = word(end + 16);
        assert_eq!((directory, word(end + 12)), (30 + 8 + 19, 46 + 8));
        assert_eq!(&bytes[directory..directory + 4], b"PK\x01\x02");
        assert_eq!(word(directory + 42), 0);
        assert_eq!(&bytes[directory + 46..end], b"index.js");
        assert_eq!(&bytes[38..directory], archive.text.as_bytes());
    }
}
