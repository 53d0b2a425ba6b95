//! Colours of pictures read back out of the finished file, against a reckoning of their sources that shares nothing with the program's.

#![allow(clippy::unwrap_used, reason = "a test that cannot make its file has failed")]
#![allow(clippy::indexing_slicing, reason = "a test that cannot make its file has failed")]

mod support;

use jpeg_encoder::ColorType;
use lcms2::{CIExyY, Flags, Intent, PixelFormat, Profile, Transform};
use lopdf::{Document, Object};

use paiban::colour::{ConvertOptions, OutputProfile, Picture, PictureChannels, PressData, TargetSize, convert};
use support::program::{folder, paiban, text};

/// Pixels of a side, at 183 to the inch on 20 mm: neither reduced nor packed with loss.
const SIDE: usize = 144;
/// Patches across and down, whole blocks of a JPEG.
const PATCHES: usize = 3;
/// How far a colour may be off, in 255ths.
const NEAR: u8 = 3;

/// Every pixel's patch, row by row.
fn patches() -> impl Iterator<Item = usize> {
    let patch = SIDE / PATCHES;
    (0..SIDE * SIDE).map(move |at| at / SIDE / patch * PATCHES + at % SIDE / patch)
}

/// Pixels of the patches' samples.
fn pixels<const N: usize>(of: &[[u8; N]; 9]) -> Vec<u8> {
    patches().flat_map(|patch| of[patch]).collect()
}

/// The inks at the middle of each patch of the only picture of the page, as the file prints them.
fn printed(name: &str, file: &[u8]) -> [[u8; 4]; 9] {
    let folder = folder(name);
    std::fs::write(folder.join(name), file).unwrap();
    let edition = format!(
        "paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      page: {{trim: [100mm, 100mm], margins: 10mm}}\n      frames:\n        photo: {{area: {{at: [10mm, 10mm], size: [20mm, 20mm]}}}}\n    put:\n      photo: {{picture: {name}}}\n"
    );
    std::fs::write(folder.join("edition.yaml"), edition).unwrap();
    let out = paiban(&folder, &["build", "edition.yaml", "-o", "a.pdf", "--report", "none"]);
    assert!(out.status.success(), "{name}: {}", text(&out.stderr));
    let pdf = Document::load(folder.join("a.pdf")).unwrap();
    let is_image = |dictionary: &lopdf::Dictionary| dictionary.get(b"Subtype").is_ok_and(|it| *it == "Image".into());
    let mut streams = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let image = streams.find(|stream| is_image(&stream.dict)).unwrap();
    let samples = inks(image);
    assert_eq!(samples.len(), SIDE * SIDE * 4, "{name}");
    let patch = SIDE / PATCHES;
    std::array::from_fn(|at| {
        let (x, y) = (at % PATCHES * patch + patch / 2, at / PATCHES * patch + patch / 2);
        samples[(y * SIDE + x) * 4..][..4].try_into().unwrap()
    })
}

/// The samples of an image as the page shows them: 0 is no ink.
fn inks(image: &lopdf::Stream) -> Vec<u8> {
    if image.dict.get(b"Filter").is_ok_and(|filter| *filter == "FlateDecode".into()) {
        return image.decompressed_content().unwrap();
    }
    let is_inverted = image.dict.get(b"Decode").and_then(Object::as_array).is_ok_and(|it| it[0] == 1.into());
    decoded(&image.content, is_inverted)
}

/// The inks of a JPEG.
fn decoded(jpeg: &[u8], is_inverted: bool) -> Vec<u8> {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    // So asked, this decoder turns every sample round, whatever the file says.
    decoder.set_color_transform(jpeg_decoder::ColorTransform::CMYK);
    let samples = decoder.decode().unwrap();
    samples.into_iter().map(|sample| if is_inverted { sample } else { 255 - sample }).collect()
}

fn has_marker(jpeg: &[u8]) -> bool {
    jpeg.windows(9).any(|bytes| bytes.starts_with(&[0xFF, 0xEE]) && bytes.ends_with(b"Adobe"))
}

fn assert_near(name: &str, found: &[[u8; 4]; 9], expected: &[[u8; 4]; 9]) {
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        let is_near = found.iter().zip(expected).all(|(found, expected)| found.abs_diff(*expected) <= NEAR);
        assert!(is_near, "{name}, patch {at}: {found:?}, not {expected:?}");
    }
}

/// Inks within the limit of newsprint, paper among them.
const INKS: [[u8; 4]; 9] = [
    [0, 0, 0, 0],
    [255, 0, 0, 0],
    [0, 255, 0, 0],
    [0, 0, 255, 0],
    [0, 0, 0, 255],
    [120, 90, 90, 60],
    [30, 200, 180, 10],
    [200, 40, 160, 30],
    [12, 20, 28, 4],
];

fn jpeg(samples: &[u8], colour: ColorType, sampling: jpeg_encoder::SamplingFactor) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 100);
    encoder.set_sampling_factor(sampling);
    let side = u16::try_from(SIDE).unwrap();
    encoder.encode(samples, side, side, colour).unwrap();
    file
}

#[test]
fn inks_of_jpegs_print_as_they_were_before_they_were_stored() {
    use jpeg_encoder::SamplingFactor::{F_1_1, F_2_2};
    let marked = jpeg(&pixels(&INKS), ColorType::Cmyk, F_1_1);
    assert_near("marked.jpg", &printed("marked.jpg", &marked), &INKS);
    // Adobe's marker taken out, and the inks stored plain: the encoder inverts what it is given.
    let plain = jpeg(&pixels(&INKS.map(|inks| inks.map(|ink| 255 - ink))), ColorType::Cmyk, F_1_1);
    let at = plain.windows(2).position(|pair| pair == [0xFF, 0xEE]).unwrap();
    let unmarked = [&plain[..at], &plain[at + 16..]].concat();
    assert!(has_marker(&plain) && !has_marker(&unmarked));
    assert_near("unmarked.jpg", &printed("unmarked.jpg", &unmarked), &INKS);
    // The marker kept although the inks are plain: light tones show that it is wrong.
    assert_near("wrong.jpg", &printed("wrong.jpg", &plain), &INKS);
    for (name, sampling) in [("ycck.jpg", F_1_1), ("ycck-coarse.jpg", F_2_2)] {
        let file = jpeg(&pixels(&INKS), ColorType::CmykAsYcck, sampling);
        assert_near(name, &printed(name, &file), &INKS);
    }
}

/// Light colours, whose inks stay within the limit.
const COLOURS: [[u8; 3]; 9] = [
    [255, 255, 255],
    [230, 60, 50],
    [60, 150, 80],
    [70, 90, 180],
    [250, 220, 40],
    [128, 128, 128],
    [200, 160, 130],
    [90, 190, 220],
    [180, 180, 200],
];

/// Colours on the shipped press, by Little CMS alone, of samples of the profile's own kind.
fn on_press<T: Copy + lcms2::Pod>(from: &Profile, format: PixelFormat, samples: [T; 9]) -> [[u8; 4]; 9] {
    let newsprint = OutputProfile::newsprint();
    let press = Profile::new_icc(&newsprint.icc).unwrap();
    let flags = Flags::BLACKPOINT_COMPENSATION;
    let way = Transform::new_flags(from, format, &press, PixelFormat::CMYK_8, Intent::Perceptual, flags).unwrap();
    let mut inks = [[0_u8; 4]; 9];
    way.transform_pixels(&samples, &mut inks);
    let most = u32::from(newsprint.ink_limit.0) * 255 / 1000;
    assert!(inks.iter().all(|inks| inks.iter().map(|&ink| u32::from(ink)).sum::<u32>() < most), "{inks:?}");
    inks
}

/// An Exif block that says by DCF's rules that a photograph is Adobe RGB: `ColorSpace` is none, and the index of interoperability R03.
fn adobe_exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    };
    let directory = |entries: &[Vec<u8>]| {
        [&u16::try_from(entries.len()).unwrap().to_le_bytes()[..], &entries.concat(), &[0; 4]].concat()
    };
    let first = directory(&[entry(0x8769, 4, 1, 26_u32.to_le_bytes())]);
    let second = directory(&[entry(0xA001, 3, 1, [0xFF, 0xFF, 0, 0]), entry(0xA005, 4, 1, 56_u32.to_le_bytes())]);
    let third = directory(&[entry(1, 2, 4, *b"R03\0")]);
    [b"Exif\0\0II*\0\x08\0\0\0", &first[..], &second, &third].concat()
}

#[test]
fn a_camera_that_says_adobe_rgb_without_a_profile_is_believed() {
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 100);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    encoder.add_app_segment(1, adobe_exif()).unwrap();
    let side = u16::try_from(SIDE).unwrap();
    encoder.encode(&pixels(&COLOURS), side, side, ColorType::Rgb).unwrap();
    // Adobe RGB (1998) §4.3.
    let (white, one) = (CIExyY { x: 0.3127, y: 0.3290, Y: 1.0 }, |x, y| CIExyY { x, y, Y: 1.0 });
    let primaries = lcms2::CIExyYTRIPLE { Red: one(0.64, 0.33), Green: one(0.21, 0.71), Blue: one(0.15, 0.06) };
    let curve = lcms2::ToneCurve::new(563.0 / 256.0);
    let adobe = Profile::new_rgb(&white, &primaries, &[&curve, &curve, &curve]).unwrap();
    let expected = on_press(&adobe, PixelFormat::RGB_8, COLOURS);
    assert_near("adobe.jpg", &printed("adobe.jpg", &file), &expected);
    assert_ne!(expected, on_press(&Profile::new_srgb(), PixelFormat::RGB_8, COLOURS));
}

/// A TIFF of one strip: its tags of one number, one list of numbers of 16 bits, and its samples.
fn tiff(tags: &[(u16, u32)], list: (u16, &[u16]), samples: &[u8]) -> Vec<u8> {
    let lists_at = 8 + u32::try_from(samples.len()).unwrap();
    let count = |items: usize| u32::try_from(items).unwrap();
    let mut entries: Vec<(u16, u16, u32, u32)> = tags.iter().map(|&(tag, value)| (tag, 4, 1, value)).collect();
    entries.push((list.0, 3, count(list.1.len()), lists_at));
    entries.extend([
        (273, 4, 1, 8),
        (279, 4, 1, count(samples.len())),
        (256, 4, 1, count(SIDE)),
        (257, 4, 1, count(SIDE)),
    ]);
    entries.sort_unstable();
    let directory_at = lists_at + count(list.1.len() * 2);
    let mut file = [b"II*\0", &directory_at.to_le_bytes()[..], samples].concat();
    file.extend(list.1.iter().flat_map(|number| number.to_le_bytes()));
    file.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
    for (tag, kind, count, value) in entries {
        file.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
        file.extend([count.to_le_bytes(), value.to_le_bytes()].concat());
    }
    file.extend([0; 4]);
    file
}

#[test]
fn colours_of_lab_print_as_the_press_profile_has_them() {
    let colours = [
        [95, 0, 0],
        [60, 50, 30],
        [50, -40, 20],
        [40, 10, -40],
        [80, 0, 60],
        [55, 0, 0],
        [70, 15, 20],
        [70, -25, -25],
        [30, 5, 5],
    ];
    // CIELab of 8 bits: lightness of 255ths, the others as signed numbers (TIFF 6.0 §23).
    let byte = |number: i32| u8::try_from(number.rem_euclid(256)).unwrap();
    let stored = colours.map(|[l, a, b]: [i32; 3]| [byte((l * 255 + 50) / 100), byte(a), byte(b)]);
    let file = tiff(&[(259, 1), (262, 8), (277, 3)], (258, &[8; 3]), &pixels(&stored));
    let white = CIExyY { x: 0.3457, y: 0.3585, Y: 1.0 };
    let expected = on_press(
        &Profile::new_lab4_context(lcms2::GlobalContext::new(), &white).unwrap(),
        PixelFormat::Lab_DBL,
        colours.map(|colour| colour.map(f64::from)),
    );
    assert_near("lab.tif", &printed("lab.tif", &file), &expected);
}

#[test]
fn colours_of_palettes_are_looked_up_and_print_as_srgb() {
    let expected = on_press(&Profile::new_srgb(), PixelFormat::RGB_8, COLOURS);
    // Backwards, so that no index is by chance its own place.
    let index = |patch: usize| u8::try_from(8 - patch).unwrap();
    let turned: Vec<[u8; 3]> = COLOURS.iter().rev().copied().collect();
    let mut png = Vec::new();
    let side = u32::try_from(SIDE).unwrap();
    let mut encoder = png::Encoder::new(&mut png, side, side);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_palette(turned.concat());
    let bytes: Vec<u8> = patches().map(index).collect();
    let halves: Vec<u8> = bytes.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    encoder.write_header().unwrap().write_image_data(&halves).unwrap();
    assert_near("palette.png", &printed("palette.png", &png), &expected);
    let map: Vec<u16> = (0..3)
        .flat_map(|channel| (0..256).map(move |at| (channel, at)))
        .map(|(channel, at)| turned.get(at).map_or(0, |colour| u16::from(colour[channel]) * 257))
        .collect();
    let file = tiff(&[(258, 8), (259, 1), (262, 3), (277, 1)], (320, &map), &bytes);
    assert_near("palette.tif", &printed("palette.tif", &file), &expected);
}

/// Dark lettering rings in a JPEG: it must not ring beyond the ink limit, by which the page would be refused.
#[test]
fn dark_strokes_on_paper_stay_within_the_ink_limit() {
    let (width, height) = (400_u32, 300_u32);
    let stroke = |x: u32, y: u32| if (x * 3 + y) % 37 < 9 { [255; 4] } else { [0; 4] };
    let samples: Vec<u8> = (0..height).flat_map(|y| (0..width).flat_map(move |x| stroke(x, y))).collect();
    let picture = Picture {
        name: "strokes".into(),
        width,
        height,
        channels: PictureChannels::Cmyk,
        samples,
        icc: None,
        jpeg: None,
    };
    let press = OutputProfile::newsprint();
    let image = convert(&picture, TargetSize { width, height }, &press, &ConvertOptions::default()).unwrap();
    let PressData::Jpeg { bytes, inverted } = image.data else { panic!("a picture of this size is a JPEG") };
    // 3 % more is what the judge lets through.
    let most = (u32::from(press.ink_limit.0) + 30) * 255 / 1000;
    let inks = decoded(&bytes, inverted);
    let over = inks.chunks(4).filter(|pixel| pixel.iter().map(|&ink| u32::from(ink)).sum::<u32>() > most).count();
    assert!(over * 2000 < inks.len() / 4, "{over} of {} pixels", inks.len() / 4);
}
