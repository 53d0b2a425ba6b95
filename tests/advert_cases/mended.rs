//! Files that every viewer opens in spite of what is wrong around their content.

use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};

use paiban::export::pdf::placed::Mended;

use super::*;

#[test]
fn files_that_every_viewer_opens_are_read_and_it_is_told() {
    let sound = Maker::new().file(RED);
    let place = |word: &[u8]| sound.windows(word.len()).rposition(|window| window == word).unwrap();
    let turned = [b"Received: by mail\r\n\r\n", &sound[..]].concat();
    let nowhere = [&sound[..place(b"startxref")], b"startxref\n7\n%%EOF\n"].concat();
    for file in [turned, nowhere] {
        let ad = looked(&file);
        assert_eq!((broken(&ad), ad.ready.mended), (vec![], Some(Mended::References)));
        assert_eq!(content(&ad), content(&looked(&sound)));
    }
    assert_eq!(looked(&sound).ready.mended, None);
    // What is wrong in a file stays wrong.
    let end = sound.windows(9).position(|window| window == b"endstream").unwrap();
    let spoilt = [&sound[..end], b"0 0 9 9 re f ", &sound[end..]].concat();
    let ad = looked(&spoilt);
    assert!(broken(&ad).contains(&Id::F01), "{:?} {}", ad.ready.mended, content(&ad));
}

#[test]
fn a_lock_against_changes_is_none_against_printing() {
    let locked = |user: &str, permissions: Permissions| {
        let mut document = Document::load_mem(&Maker::new().file(RED)).unwrap();
        let version = EncryptionVersion::V2 {
            document: &document,
            owner_password: "press",
            user_password: user,
            key_length: 128,
            permissions,
        };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        let mut file = Vec::new();
        document.save_to(&mut file).unwrap();
        read(&file)
    };
    let print = Permissions::PRINTABLE | Permissions::PRINTABLE_IN_HIGH_QUALITY;
    let ad = locked("", print).unwrap();
    assert_eq!((broken(&ad), ad.ready.mended), (vec![], Some(Mended::Unlocked)));
    assert!(content(&ad).contains("0 0.85 0.8 0 k"), "{}", content(&ad));
    for (user, permissions) in [("tea", print), ("", Permissions::PRINTABLE), ("", Permissions::empty())] {
        assert_eq!(locked(user, permissions).unwrap_err().code, "ad/encrypted");
    }
}
