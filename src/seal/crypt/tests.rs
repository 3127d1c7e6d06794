//! That a seal holds, and that only a key breaks it.

use super::*;

fn keys() -> (Identities, Recipients) {
    let made = new_identity().unwrap();
    (Identities::parse(&made.file).unwrap(), Recipients::parse(&made.recipient).unwrap())
}

fn clear(length: usize) -> Clear {
    let mut clear = Clear::default();
    assert!(clear.add("observations.yaml", vec![b'a'; length]) && clear.add("notes.yaml", b"notes: []\n".to_vec()));
    clear
}

#[test]
fn what_is_sealed_is_opened_by_each_of_its_recipients_and_by_no_other() {
    let (one, other, third) = (new_identity().unwrap(), new_identity().unwrap(), new_identity().unwrap());
    let list = format!("# redaktøren\n{}\n\n  {}  \n# slutt", one.recipient, other.recipient);
    let sealed = seal(&clear(900), &Recipients::parse(&list).unwrap()).unwrap();
    for made in [&one, &other] {
        assert_eq!(open(&sealed, Some(&Identities::parse(&made.file).unwrap())), Ok(clear(900)));
    }
    assert_eq!(open(&sealed, Some(&Identities::parse(&third.file).unwrap())), Err(Unopened::NoKeyFits));
    assert_eq!(open(&sealed, None), Err(Unopened::NoKeyFits));
    let both = format!("{}{}", third.file, other.file);
    assert_eq!(open(&sealed, Some(&Identities::parse(&both).unwrap())), Ok(clear(900)));
}

#[test]
fn contents_of_different_length_are_sealed_to_one_length() {
    let (_, recipients) = keys();
    // The header has a part of random length, which age puts there on purpose.
    let body = |sealed: Vec<u8>| sealed.len() - sealed.windows(5).position(|five| five == b"\n--- ").unwrap();
    let lengths = [0, 1, 900, 40_000, 65_000].map(|length| body(seal(&clear(length), &recipients).unwrap()));
    assert_eq!(lengths, [lengths[0]; 5]);
    assert_ne!(body(seal(&clear(70_000), &recipients).unwrap()), lengths[0]);
}

#[test]
fn two_seals_of_one_content_differ() {
    let (_, recipients) = keys();
    assert_ne!(seal(&clear(9), &recipients).unwrap(), seal(&clear(9), &recipients).unwrap());
}

/// Any change at all is seen: cut anywhere, a bit turned anywhere, something added.
#[test]
fn no_damage_goes_unseen() {
    let (identities, recipients) = keys();
    let sealed = seal(&clear(70_000), &recipients).unwrap();
    let header = sealed.windows(5).position(|five| five == b"\n--- ").unwrap() + 5;
    let mut chance = 7_u64;
    let mut next = |most: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).unwrap() % most
    };
    for round in 0..600 {
        let mut bytes = sealed.clone();
        let at = next(if round % 2 == 0 { header + 60 } else { bytes.len() });
        match next(3) {
            0 => bytes[at] ^= 1 << next(8),
            1 => bytes.truncate(at),
            _ => bytes.insert(at, b'a'),
        }
        let opened = open(&bytes, Some(&identities));
        assert!(opened.is_err(), "changed at {at} of {}", sealed.len());
        if bytes.len() < sealed.len() {
            assert_eq!(open(&bytes, None), Err(Unopened::Damaged), "cut at {at}");
        }
    }
    assert_eq!(open(b"", Some(&identities)), Err(Unopened::Damaged));
    assert_eq!(open(b"observations: []\n", None), Err(Unopened::Damaged));
}

#[test]
fn what_is_no_key_is_told_by_its_line() {
    let made = new_identity().unwrap();
    let why = |text: &str| Recipients::parse(text).err().map(|no_key| (no_key.line, no_key.why));
    assert_eq!(why(""), Some((0, WhyNoKey::Empty)));
    assert_eq!(why("# bare merknader\n"), Some((0, WhyNoKey::Empty)));
    assert_eq!(why(&format!("{}\n{}\n", made.recipient, made.file)), Some((3, WhyNoKey::Secret)));
    assert_eq!(why("\n\nssh-ed25519 AAAA"), Some((3, WhyNoKey::OtherKind)));
    assert_eq!(why("age1yubikey1qgq"), Some((1, WhyNoKey::OtherKind)));
    assert_eq!(why(&made.recipient[..40]), Some((1, WhyNoKey::NoKey)));
    let why = |text: &str| Identities::parse(text).err().map(|no_key| (no_key.line, no_key.why));
    assert_eq!(why(&made.recipient), Some((1, WhyNoKey::NoKey)));
    assert_eq!(why("# en\nAGE-PLUGIN-YUBIKEY-1QGQ"), Some((2, WhyNoKey::OtherKind)));
}

#[test]
fn a_file_that_age_itself_sealed_is_not_taken_for_one_of_ours() {
    let (identities, recipients) = keys();
    let encryptor = Encryptor::with_recipients(recipients.0.iter().map(|one| one as &dyn age::Recipient)).unwrap();
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed).unwrap();
    writer.write_all(&[0; 64 << 10]).unwrap();
    writer.finish().unwrap();
    assert_eq!(open(&sealed, Some(&identities)), Err(Unopened::Damaged));
}
