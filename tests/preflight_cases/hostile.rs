//! Files made to break a reader: no panic, no hang, no memory without bound.

use super::*;

/// The longest any of these files may take, on a slow machine without optimisation.
const LONGEST: Duration = Duration::from_secs(20);

#[track_caller]
fn quick(bytes: &[u8]) -> Verdict {
    let begin = Instant::now();
    let verdict = preflight(bytes, &options());
    let _ = preflight(bytes, &x1a());
    assert!(begin.elapsed() < LONGEST, "{:?}", begin.elapsed());
    verdict
}

#[test]
fn what_is_no_pdf_is_said_to_be_none() {
    for bytes in [&b""[..], b"<html>", &[0; 5_000]] {
        assert_eq!(quick(bytes).exit_code(), 2);
    }
    assert_eq!(quick(&vec![0; 64 << 20]).exit_code(), 2);
    let mut zeros = b"%PDF-1.6\n%\xE2\xE3\xCF\xD3\n".to_vec();
    zeros.resize(64 << 20, 0);
    assert_eq!(quick(&zeros).exit_code(), 1);
    assert_eq!(quick(b"%PDF-1.6").exit_code(), 1);
}

#[test]
fn cut_files_fail() {
    for part in 1..60 {
        let cut = &X4[..X4.len() * part / 60];
        assert!(failed(&quick(cut)).contains(&F01), "{part}");
    }
}

#[test]
fn flipped_bytes_do_no_harm() {
    let mut seed = 1_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap()
    };
    // The small objects stand apart from the large streams: half of the flips are aimed at them.
    let file = changed(|file| file.document.decompress());
    for bytes in [&*X4, &*X1A, &file] {
        for round in 0..60 {
            let mut broken = bytes.clone();
            for _ in 0..=next() % 8 {
                let length = broken.len();
                let at = if round % 2 == 0 { next() % length } else { length - 1 - next() % length.min(6_000) };
                broken[at] = u8::try_from(next() & 0xFF).unwrap();
            }
            quick(&broken);
        }
    }
}

#[test]
fn a_form_that_calls_itself() {
    let own = changed(|file| {
        let id = file.document.new_object_id();
        let resources = dictionary! { "XObject" => dictionary! { "Self" => Object::Reference(id) } };
        let form =
            Stream::new(dictionary! { "Subtype" => "Form", "Resources" => resources }, b"/Self Do /Self Do".to_vec());
        file.document.objects.insert(id, form.into());
        file.resource("XObject", "Self", Object::Reference(id)).content("/Self Do");
    });
    let verdict = quick(&own);
    assert_eq!(failed(&verdict), [F10]);
    assert!(verdict.text(paiban::base::in_english).contains("calls itself"));
}

#[test]
fn forms_that_multiply() {
    let bytes = changed(|file| {
        let mut inner = Object::Null;
        for level in 0..20 {
            let resources = dictionary! { "XObject" => dictionary! { "In" => inner.clone() } };
            let content = if level == 0 { "0 0 1 1 re f ".repeat(10) } else { "/In Do ".repeat(10) };
            let form = Stream::new(dictionary! { "Subtype" => "Form", "Resources" => resources }, content.into_bytes());
            inner = file.add(form);
        }
        file.resource("XObject", "In", inner).content("/In Do");
    });
    let limits = Limits { operators: 100_000, ..Limits::default() };
    let begin = Instant::now();
    let verdict = preflight(&bytes, &Options { limits, ..options() });
    assert!(failed(&verdict).contains(&F10) && begin.elapsed() < LONGEST);
}

#[test]
fn a_page_tree_in_a_circle() {
    let bytes = changed(|file| {
        let catalog = file.catalog();
        let pages = file.dict(catalog, &[]).get(b"Pages").unwrap().clone();
        let page = file.page();
        file.set(catalog, &["Pages"], "Kids", vec![pages, Object::Reference(page)]);
        file.set(page, &[], "Parent", Object::Reference(page));
    });
    assert!(failed(&quick(&bytes)).contains(&F01));
}

#[test]
fn a_length_that_needs_itself() {
    let bytes = changed(|file| {
        let one = file.document.new_object_id();
        let two = file.document.new_object_id();
        for (id, other) in [(one, two), (two, one)] {
            let stream = Stream::new(dictionary! {}, b"data".to_vec());
            file.document.objects.insert(id, stream.into());
            let Some(Object::Stream(stream)) = file.document.objects.get_mut(&id) else { panic!() };
            stream.dict.set("Length", Object::Reference(other));
        }
    });
    assert!(failed(&quick(&bytes)).contains(&F01));
}

#[test]
fn streams_that_expand_without_end() {
    let bytes = changed(|file| {
        let mut stream = Stream::new(Dictionary::new(), vec![b' '; 64 << 20]);
        stream.compress().unwrap();
        let page = file.page();
        let content = file.add(stream);
        file.set(page, &[], "Contents", content);
    });
    let limits = Limits { content: 1 << 20, image: 1 << 20, expansion: 8 << 20, ..Limits::default() };
    let verdict = preflight(&bytes, &Options { limits, ..options() });
    let found = failed(&verdict);
    assert!(found.contains(&F01) && found.contains(&F10), "{found:?}");
    quick(&bytes);
}

#[test]
fn nesting_and_repetition_without_end() {
    for part in
        ["[", "<<", "<</A ", "(", "((", "trailer", "1 0 obj ", "obj", "trailer<<", "xref 0 99999999 ", "stream\n", "/"]
    {
        let mut bytes = b"%PDF-1.6\n%\xE2\xE3\xCF\xD3\n".to_vec();
        bytes.extend_from_slice(part.repeat((1 << 20) / part.len()).as_bytes());
        assert_eq!(quick(&bytes).exit_code(), 1, "{part}");
    }
    for content in ["[", "q ", "BI ", "BT ", "<< ", "1 ", "(", "BI /W 1 ID ", "/Pattern cs /P scn ", "BI ID EI "] {
        let bytes = changed(|file| {
            file.content(&content.repeat((1 << 19) / content.len()));
        });
        quick(&bytes);
    }
}
