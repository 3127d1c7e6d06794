//! The text inside a sealed file: the files of a mapping, one after the other, padded to a size that tells nothing.
//!
//! ```text
//! utsyn-sealed-1␊                     what it is, and the version of this form
//! observations.yaml 5120␊             a line a file: its name and its length in bytes, in the order of `NAMES`
//! notes.yaml 730␊
//! ␊                                   an empty line
//! <5120 bytes><730 bytes>             the files
//! <noughts>                           up to 64 KiB, 128 KiB, 256 KiB …
//! ```
//!
//! There is one way to write a given content, and [`unpack`] takes no other.

/// The files that a container can hold, in their order.
pub(crate) const NAMES: [&str; 2] = ["observations.yaml", "notes.yaml"];

const TITLE: &str = "utsyn-sealed-1\n";
/// The smallest size: most mappings fit, so most containers are of one size.
const SMALLEST: usize = 64 << 10;
/// The largest size.
const LARGEST: usize = 32 << 20;
/// The longest that the lines before the files can be.
const LONGEST_HEAD: usize = 256;

/// The clear text of a mapping's confidential files. Its `Debug` tells no more than the names.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Clear(Vec<(&'static str, Vec<u8>)>);

impl Clear {
    /// Adds a file; one of another name, or a second one of the same, is not taken.
    pub(crate) fn add(&mut self, name: &str, bytes: Vec<u8>) -> bool {
        let known = NAMES.iter().position(|known| *known == name);
        let Some(number) = known.filter(|_| !self.has(name)) else { return false };
        let at = self.0.iter().take_while(|(other, _)| NAMES.iter().position(|known| known == other) < Some(number)).count();
        self.0.insert(at, (NAMES[number], bytes));
        true
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        self.0.iter().map(|(name, bytes)| (*name, bytes.as_slice()))
    }

    pub(crate) fn into_files(self) -> impl Iterator<Item = (&'static str, Vec<u8>)> {
        self.0.into_iter()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(other, _)| *other == name)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Debug for Clear {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// Returns the smallest size class that holds `length` bytes.
fn size_class(length: usize) -> Option<usize> {
    let size = length.max(SMALLEST).checked_next_power_of_two()?;
    (size <= LARGEST).then_some(size)
}

/// Packs the files, or returns none where they are too large.
pub(super) fn pack(clear: &Clear) -> Option<Vec<u8>> {
    let mut packed = TITLE.as_bytes().to_vec();
    for (name, bytes) in clear.files() {
        packed.extend_from_slice(format!("{name} {}\n", bytes.len()).as_bytes());
    }
    packed.push(b'\n');
    for (_, bytes) in clear.files() {
        packed.extend_from_slice(bytes);
    }
    packed.resize(size_class(packed.len())?, 0);
    Some(packed)
}

/// Takes the files out again; none where `packed` is not exactly what [`pack`] makes of them.
pub(super) fn unpack(packed: &[u8]) -> Option<Clear> {
    let head = packed.get(..LONGEST_HEAD.min(packed.len()))?;
    let end = head.windows(2).position(|two| two == b"\n\n")? + 2;
    let lines = std::str::from_utf8(&packed[..end - 1]).ok()?.strip_prefix(TITLE)?;
    let mut rest = &packed[end..];
    let mut clear = Clear::default();
    for line in lines.lines() {
        let (name, length) = line.split_once(' ')?;
        let (bytes, after) = rest.split_at_checked(length.parse().ok()?)?;
        clear.add(name, bytes.to_vec()).then_some(())?;
        rest = after;
    }
    // One way to write it: also the order, the digits, the padding and the size are as they must be.
    (pack(&clear)? == packed).then_some(clear)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clear(files: &[(&str, &[u8])]) -> Clear {
        let mut clear = Clear::default();
        for (name, bytes) in files {
            assert!(clear.add(name, bytes.to_vec()));
        }
        clear
    }

    #[test]
    fn what_is_packed_comes_out_as_it_was() {
        let large = vec![b'a'; SMALLEST];
        let contents: [&[(&str, &[u8])]; 6] = [
            &[],
            &[("observations.yaml", b"")],
            &[("notes.yaml", "notes: [æ]\n\n".as_bytes())],
            &[("observations.yaml", b"\0\n\nobservations.yaml 3\n\n"), ("notes.yaml", b"\0\0")],
            &[("notes.yaml", b"b"), ("observations.yaml", b"a")],
            &[("observations.yaml", &large), ("notes.yaml", &large)],
        ];
        for files in contents {
            let clear = clear(files);
            assert_eq!(unpack(&pack(&clear).unwrap()), Some(clear));
        }
    }

    #[test]
    fn size_tells_only_the_class() {
        let sizes = [0, 1, 700, 60_000].map(|length| pack(&clear(&[("notes.yaml", &vec![b'a'; length])])).unwrap().len());
        assert_eq!(sizes, [SMALLEST; 4]);
        assert_eq!(pack(&clear(&[("notes.yaml", &vec![b'a'; SMALLEST])])).unwrap().len(), 2 * SMALLEST);
        assert!(pack(&clear(&[("notes.yaml", &vec![b'a'; LARGEST])])).is_none());
    }

    #[test]
    fn only_known_files_are_taken_and_each_once() {
        let mut clear = clear(&[("notes.yaml", b"a")]);
        assert!(!clear.add("notes.yaml", Vec::new()) && !clear.add("../notes.yaml", Vec::new()));
        assert_eq!(format!("{clear:?}"), r#"["notes.yaml"]"#);
    }

    /// Changes a byte, cuts, lengthens or doubles, a fixed sequence of chances; what is accepted is what was packed.
    #[test]
    fn no_other_bytes_are_taken_for_a_container() {
        let whole = pack(&clear(&[("observations.yaml", b"observations: []\n"), ("notes.yaml", b"notes: []\n")])).unwrap();
        let mut chance = 0x9E37_79B9_u64;
        let mut next = |most: usize| {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(chance >> 33).unwrap() % most
        };
        let mut taken = 0;
        for _ in 0..4_000 {
            let mut bytes = whole.clone();
            let within = if next(2) == 0 { 90 } else { bytes.len() };
            let at = next(within);
            match next(4) {
                0 => bytes[at] = u8::try_from(next(256)).unwrap(),
                1 => bytes.truncate(at),
                2 => bytes.insert(at, b"0 \n\0a"[next(5)]),
                _ => bytes.extend_from_within(..at),
            }
            if let Some(clear) = unpack(&bytes) {
                taken += 1;
                assert_eq!(pack(&clear).unwrap(), bytes);
            }
        }
        // A changed letter inside a file is still a container; age itself keeps that from happening.
        assert!((1..2_000).contains(&taken), "{taken}");
    }
}
