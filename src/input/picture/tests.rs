//! Picture files of every kind in use, made here.

use super::*;

const SHORT: u16 = 3;
const LONG: u16 = 4;

/// A page of a TIFF: its entries in order of their tags, without the place of its strip.
type Entries = Vec<(u16, u16, Vec<u32>)>;

/// A little-endian TIFF of one strip a page.
fn tiff(pages: &[(Entries, &[u8])]) -> Vec<u8> {
    let mut file = b"II*\0".to_vec();
    let mut pointer = file.len();
    file.extend([0; 4]);
    for (entries, strip) in pages {
        let mut entries = entries.clone();
        let place = u32::try_from(file.len()).unwrap();
        file.extend_from_slice(strip);
        entries.push((273, LONG, vec![place]));
        entries.push((279, LONG, vec![u32::try_from(strip.len()).unwrap()]));
        entries.sort_by_key(|entry| entry.0);
        let mut directory = u16::try_from(entries.len()).unwrap().to_le_bytes().to_vec();
        for (tag, kind, values) in entries {
            let bytes: Vec<u8> = match kind {
                SHORT => values.iter().flat_map(|&value| u16::try_from(value).unwrap().to_le_bytes()).collect(),
                _ => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
            };
            directory.extend(tag.to_le_bytes());
            directory.extend(kind.to_le_bytes());
            directory.extend(u32::try_from(values.len()).unwrap().to_le_bytes());
            if bytes.len() <= 4 {
                let mut inline = bytes;
                inline.resize(4, 0);
                directory.extend(inline);
            } else {
                directory.extend(u32::try_from(file.len()).unwrap().to_le_bytes());
                file.extend(bytes);
            }
        }
        directory.extend([0; 4]);
        let at = u32::try_from(file.len()).unwrap();
        file[pointer..pointer + 4].copy_from_slice(&at.to_le_bytes());
        file.extend(directory);
        pointer = file.len() - 4;
    }
    file
}

/// Entries of a page: size, bits of each sample, compression, meaning.
fn page(size: (u32, u32), bits: &[u32], compression: u32, meaning: u32) -> Entries {
    vec![
        (256, LONG, vec![size.0]),
        (257, LONG, vec![size.1]),
        (258, SHORT, bits.to_vec()),
        (259, SHORT, vec![compression]),
        (262, SHORT, vec![meaning]),
        (277, SHORT, vec![u32::try_from(bits.len()).unwrap()]),
        (278, LONG, vec![size.1]),
    ]
}

fn with(mut entries: Entries, more: &[(u16, u16, Vec<u32>)]) -> Entries {
    entries.extend_from_slice(more);
    entries
}

fn read(bytes: &[u8]) -> Decoded {
    decode("a.tif", bytes, 1, &Limits::default()).unwrap()
}

fn read_page(entries: Entries, strip: &[u8]) -> (Colours, Vec<u8>) {
    let decoded = read(&tiff(&[(entries, strip)]));
    (decoded.colours, decoded.samples)
}

#[test]
fn fax_pages_stay_bits() {
    // A row of two white, three black, three white pixels; the next row is the same; the end of the block (ITU-T T.6).
    let group4 = [0b0010_1111, 0b0111_1000, 0b0000_0000, 0b1000_0000, 0b0000_1000];
    let expected = (Colours::Bits, vec![0b1100_0111; 2]);
    assert_eq!(read_page(page((8, 2), &[1], 4, 0), &group4), expected);
    let turned: Vec<u8> = group4.iter().map(|byte: &u8| byte.reverse_bits()).collect();
    assert_eq!(read_page(with(page((8, 2), &[1], 4, 0), &[(266, SHORT, vec![2])]), &turned), expected);
    // Each row for itself, beginning at a whole byte (ITU-T T.4, without ends of lines).
    assert_eq!(read_page(page((8, 2), &[1], 2, 0), &[0b0111_1010, 0, 0b0111_1010, 0]), expected);
    let cut = decode("a.tif", &tiff(&[(page((8, 9), &[1], 4, 0), &group4)]), 1, &Limits::default()).unwrap_err();
    assert_eq!(cut.code, "picture/broken");
}

#[test]
fn bits_of_either_meaning_are_ink_where_they_are_black() {
    assert_eq!(read_page(page((8, 1), &[1], 1, 0), &[0b1111_0000]), (Colours::Bits, vec![0b0000_1111]));
    assert_eq!(read_page(page((8, 1), &[1], 1, 1), &[0b1111_0000]), (Colours::Bits, vec![0b1111_0000]));
    assert_eq!(read_page(page((8, 1), &[1], 32_773, 1), &[0, 0b1111_0000]), (Colours::Bits, vec![0b1111_0000]));
}

#[test]
fn palettes_are_looked_up() {
    let mut palette = vec![0; 48];
    // Of sixteen colours the second is a red, the last a blue.
    palette[1] = 0xC800;
    palette[47] = 0xFF00;
    let entries = with(page((3, 1), &[4], 1, 3), &[(320, SHORT, palette)]);
    assert_eq!(read_page(entries, &[0x1F, 0x00]), (Colours::Rgb, vec![200, 0, 0, 0, 0, 255, 0, 0, 0]));
}

#[test]
fn both_kinds_of_lab_are_the_same_colours() {
    let cie = read_page(page((1, 1), &[8; 3], 1, 8), &[120, 60, 0xD3]);
    let icc = read_page(page((1, 1), &[8; 3], 1, 9), &[120, 188, 83]);
    assert_eq!(cie, (Colours::Lab, vec![120, 188, 83]));
    assert_eq!(cie, icc);
}

#[test]
fn lab_of_sixteen_bits_is_the_colour_its_numbers_mean() {
    // L* 47.06, a* 60, b* -45: of 8 bits 120, 188, 83. CIELab has 65,535 for white and signed axes, ICCLab 65,280 and axes from 128 on.
    let deep = |values: [u16; 3]| values.map(u16::to_le_bytes).concat();
    let signed = |value: i16| value.cast_unsigned();
    let cie = deep([30_840, signed(60 * 256), signed(-45 * 256)]);
    let icc = deep([120 * 256, 188 * 256, 83 * 256]);
    assert_eq!(read_page(page((1, 1), &[16; 3], 1, 8), &cie), (Colours::Lab, vec![120, 188, 83]));
    assert_eq!(read_page(page((1, 1), &[16; 3], 1, 9), &icc), (Colours::Lab, vec![120, 188, 83]));
    // White and neutral of both.
    assert_eq!(read_page(page((1, 1), &[16; 3], 1, 8), &deep([65_535, 0, 0])).1, [255, 128, 128]);
    assert_eq!(read_page(page((1, 1), &[16; 3], 1, 9), &deep([65_280, 32_768, 32_768])).1, [255, 128, 128]);
}

#[test]
fn planes_and_sixteen_bits_and_differences_are_put_together() {
    let planes = with(page((2, 1), &[8; 3], 1, 2), &[(284, SHORT, vec![2])]);
    // Three strips of one plane each.
    let strip = [10, 11, 20, 21, 30, 31];
    let mut file = tiff(&[(planes, &strip)]);
    let spread = |file: &mut Vec<u8>, tag: u16, values: [u32; 3]| {
        let at = file.windows(8).position(|entry| {
            entry[..2] == tag.to_le_bytes() && entry[2..4] == LONG.to_le_bytes() && entry[4..8] == [1, 0, 0, 0]
        });
        let at = at.unwrap();
        let place = u32::try_from(file.len()).unwrap();
        file[at + 4..at + 12].copy_from_slice(&[3_u32.to_le_bytes(), place.to_le_bytes()].concat());
        file.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    };
    spread(&mut file, 273, [8, 10, 12]);
    spread(&mut file, 279, [2, 2, 2]);
    assert_eq!(read(&file).samples, [10, 20, 30, 11, 21, 31]);
    let deep = page((2, 1), &[16], 5, 1);
    let mut packer = weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8);
    let differences = packer.encode(&[0x34, 0x12, 0x00, 0x10]).unwrap();
    assert_eq!(read_page(with(deep, &[(317, SHORT, vec![2])]), &differences), (Colours::Gray, vec![0x12, 0x22]));
}

#[test]
fn transparency_shows_the_paper_and_further_channels_are_told() {
    let alpha = with(page((1, 1), &[8; 4], 1, 2), &[(338, SHORT, vec![2])]);
    assert_eq!(read_page(alpha, &[0, 100, 200, 0]), (Colours::Rgb, vec![255; 3]));
    let spot = with(page((1, 1), &[8; 5], 1, 5), &[(338, SHORT, vec![0])]);
    let decoded = read(&tiff(&[(spot, &[1, 2, 3, 4, 99])]));
    assert_eq!((decoded.samples, decoded.notes[0].code), (vec![1, 2, 3, 4], "picture/channels"));
}

#[test]
fn of_many_pages_it_is_said_which_is_placed() {
    let grey = |size| page(size, &[8], 1, 1);
    let thumbnail = with(grey((1, 1)), &[(254, LONG, vec![1])]);
    let file = tiff(&[(thumbnail, &[1]), (grey((1, 1)), &[2]), (grey((2, 1)), &[3, 4])]);
    let decoded = read(&file);
    assert_eq!((decoded.samples, decoded.notes[0].code), (vec![2], "picture/pages"));
    assert!(decoded.notes[0].message.contains("has 2 pages"));
    let second = decode("a.tif", &file, 2, &Limits::default()).unwrap();
    assert_eq!((second.samples, second.notes.len()), (vec![3, 4], 0));
    assert_eq!(header("a.tif", &file, 2, &Limits::default()).unwrap(), (2, 1));
    assert_eq!(decode("a.tif", &file, 3, &Limits::default()).unwrap_err().code, "picture/no-page");
}

#[test]
fn rare_tiffs_are_called_by_their_names() {
    let told = |entries: Entries| decode("a.tif", &tiff(&[(entries, &[0; 64])]), 1, &Limits::default()).unwrap_err();
    assert!(told(page((1, 1), &[8], 6, 1)).message.contains("a JPEG of the old kind"));
    assert!(told(page((1, 1), &[8], 50_000, 1)).message.contains("Zstandard"));
    assert!(told(with(page((1, 1), &[8; 4], 1, 5), &[(332, SHORT, vec![2])])).message.contains("other inks"));
    assert!(told(with(page((1, 1), &[32], 1, 1), &[(339, SHORT, vec![3])])).message.contains("fractions"));
    assert!(told(page((1, 1), &[8], 1, 32_803)).code.starts_with("picture/"));
}

#[test]
fn no_cut_or_flipped_byte_of_a_tiff_makes_its_reader_fall() {
    let group4 = tiff(&[(page((64, 64), &[1], 4, 0), &[0x5A; 60])]);
    let palette = tiff(&[(with(page((3, 1), &[4], 1, 3), &[(320, SHORT, vec![7; 48])]), &[0x12, 0])]);
    for file in [group4, palette] {
        for at in 0..file.len() {
            let _ = decode("cut", &file[..at], 1, &Limits::default());
            for bit in [0x01, 0x80] {
                let mut flipped = file.clone();
                flipped[at] ^= bit;
                let _ = decode("flipped", &flipped, 1, &Limits::default());
            }
        }
    }
}

#[test]
fn a_huge_tiff_is_reduced_while_it_is_read() {
    let size = (12_000_u32, 6_000_u32);
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..size.1 {
        std::io::Write::write_all(&mut packer, &vec![77; size.0 as usize]).unwrap();
    }
    let file = tiff(&[(page(size, &[8], 8, 1), &packer.finish().unwrap())]);
    let limits = Limits { enough: Some((1000, 500)), ..Limits::default() };
    let decoded = decode("a.tif", &file, 1, &limits).unwrap();
    assert_eq!((decoded.full, decoded.width, decoded.height), (size, 1500, 750));
    assert!(decoded.samples.iter().all(|&sample| sample == 77));
}

/// A JPEG of one colour of ink, all samples as they are stored.
fn stored(colour: jpeg_encoder::ColorType, pixel: [u8; 4], side: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 100);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    encoder.encode(&pixel.repeat(usize::from(side) * usize::from(side)), side, side, colour).unwrap();
    bytes
}

fn near(samples: &[u8], wanted: [u8; 4]) -> bool {
    samples[..4].iter().zip(wanted).all(|(sample, wanted)| sample.abs_diff(wanted) < 6)
}

#[test]
fn ycck_is_the_inks_it_was_made_of() {
    let file = stored(jpeg_encoder::ColorType::CmykAsYcck, [10, 200, 190, 30], 16);
    let decoded = decode("a.jpg", &file, 1, &Limits::default()).unwrap();
    assert_eq!((decoded.colours, decoded.plain_jpeg), (Colours::Cmyk, None));
    assert!(near(&decoded.samples, [10, 200, 190, 30]), "{:?}", &decoded.samples[..4]);
}

#[test]
fn a_negative_is_seen_by_what_it_would_print() {
    let right = stored(jpeg_encoder::ColorType::Cmyk, [10, 20, 20, 0], 16);
    let decoded = decode("a.jpg", &right, 1, &Limits::default()).unwrap();
    assert_eq!((decoded.plain_jpeg, decoded.notes.len()), (Some(Polarity::Inverted), 0));
    // The same inks stored plain, though the marker says inverted: nearly all paper would be solid ink.
    let wrong = stored(jpeg_encoder::ColorType::Cmyk, [245, 235, 235, 255], 16);
    let decoded = decode("a.jpg", &wrong, 1, &Limits::default()).unwrap();
    assert_eq!((decoded.plain_jpeg, decoded.notes[0].code), (Some(Polarity::Plain), "picture/polarity"));
    assert!(near(&decoded.samples, [10, 20, 20, 0]), "{:?}", &decoded.samples[..4]);
    // Without the marker it is plain already.
    let at = wrong.windows(2).position(|pair| pair == [0xFF, 0xEE]).unwrap();
    let bare = [&wrong[..at], &wrong[at + 16..]].concat();
    let decoded = decode("a.jpg", &bare, 1, &Limits::default()).unwrap();
    assert_eq!((decoded.plain_jpeg, decoded.notes.len()), (Some(Polarity::Plain), 0));
}

/// 64 × 64 pixels of middling inks with little black, darker to the right; stored plain, with Adobe's marker all the same.
fn shadeless(segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let pixels: Vec<u8> = (0..64 * 64)
        .flat_map(|at| {
            let more = u8::try_from(at % 64).unwrap();
            // The encoder inverts what it is given.
            [90 + more, 80 + more, 80 + more, 20 + more / 2].map(|ink: u8| 255 - ink)
        })
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 100);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    segments.iter().for_each(|(number, data)| encoder.add_app_segment(*number, data.clone()).unwrap());
    encoder.encode(&pixels, 64, 64, jpeg_encoder::ColorType::Cmyk).unwrap();
    bytes
}

/// A copy of 16 × 16 pixels of light, darker to the right or to the left.
fn small_copy(is_positive: bool) -> Vec<u8> {
    let light = |at: u8| 200 - 8 * if is_positive { at % 16 } else { 15 - at % 16 };
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.encode(&(0..=255).map(light).collect::<Vec<_>>(), 16, 16, jpeg_encoder::ColorType::Luma).unwrap();
    bytes
}

/// The small copy as Photoshop keeps it, and as Exif does.
fn kept_copies(copy: &[u8]) -> [(u8, Vec<u8>); 2] {
    let length = u32::try_from(copy.len()).unwrap();
    let resource = [b"Photoshop 3.0\x008BIM\x04\x0C\0\0", &(length + 28).to_be_bytes()[..], &[0; 28], copy].concat();
    let entry = |tag: u16, value: u32| [&tag.to_le_bytes()[..], &[4, 0, 1, 0, 0, 0], &value.to_le_bytes()].concat();
    let second = [&[2, 0][..], &entry(0x201, 44), &entry(0x202, length), &[0; 4]].concat();
    let exif = [b"Exif\0\0II*\0\x08\0\0\0\0\0\x0E\0\0\0", &second[..], copy].concat();
    [(13, resource), (1, exif)]
}

#[test]
fn what_numbers_leave_open_the_small_copy_decides_and_without_one_it_is_told() {
    let decoded = |segments: &[(u8, Vec<u8>)]| decode("a.jpg", &shadeless(segments), 1, &Limits::default()).unwrap();
    let alone = decoded(&[]);
    assert_eq!((alone.plain_jpeg, alone.notes[0].code), (Some(Polarity::Inverted), "picture/polarity"));
    assert!(alone.notes[0].message.to_string().contains("very dark"));
    for copy in kept_copies(&small_copy(true)) {
        let turned = decoded(&[copy]);
        assert_eq!((turned.plain_jpeg, turned.notes[0].code), (Some(Polarity::Plain), "picture/polarity"));
        assert!(near(&turned.samples, [90, 80, 80, 20]), "{:?}", &turned.samples[..4]);
    }
    for copy in kept_copies(&small_copy(false)) {
        let dark = decoded(&[copy]);
        assert_eq!((dark.plain_jpeg, dark.notes.len()), (Some(Polarity::Inverted), 0));
    }
    // A copy that says nothing: of one tone, and no JPEG at all.
    for copy in kept_copies(&stored(jpeg_encoder::ColorType::Luma, [90; 4], 16)).into_iter().chain(kept_copies(b"no")) {
        assert_eq!(decoded(&[copy]).notes.len(), 1);
    }
}

/// A photograph of some kind: soft shapes with edges and a grain, the same every 64 rows.
fn photograph((width, height): (u32, u32), colour: jpeg_encoder::ColorType) -> Vec<u8> {
    let channels = if colour == jpeg_encoder::ColorType::Rgb { 3 } else { 4 };
    let mut rows = Vec::new();
    for (x, y) in (0..64).flat_map(|y| (0..width).map(move |x| (x, y))) {
        let edge = if x % 640 > 300 { 60 } else { 0 };
        let pixel =
            [x / 48 + edge, y + edge, (x + y) / 64, 10].map(|value| u8::try_from(value.min(200) + x * 7 % 5).unwrap());
        rows.extend_from_slice(&pixel[..channels]);
    }
    let mut samples = rows.repeat(height.div_ceil(64) as usize);
    samples.truncate(width as usize * height as usize * channels);
    let mut bytes = Vec::new();
    let (width, height) = (u16::try_from(width).unwrap(), u16::try_from(height).unwrap());
    jpeg_encoder::Encoder::new(&mut bytes, 92).encode(&samples, width, height, colour).unwrap();
    bytes
}

#[test]
fn a_large_jpeg_is_shrunk_on_load_and_looks_as_the_whole_one_does() {
    let size = (6000, 4001);
    let (rgb, ycck) = (jpeg_encoder::ColorType::Rgb, jpeg_encoder::ColorType::CmykAsYcck);
    for (colour, parts) in [(rgb, &[(1800, 2), (300, 8)][..]), (ycck, &[(900, 4)])] {
        let file = photograph(size, colour);
        let whole = decode("a.jpg", &file, 1, &Limits::default()).unwrap();
        for &(enough, part) in parts {
            let limits = Limits { enough: Some((enough, enough * size.1 / size.0)), ..Limits::default() };
            let small = decode("a.jpg", &file, 1, &limits).unwrap();
            let side = |pixels: u32| pixels.div_ceil(part);
            assert_eq!((small.full, small.width, small.height), (size, side(size.0), side(size.1)), "{colour:?}");
            assert_eq!((small.colours, small.plain_jpeg), (whole.colours, None));
            let difference = mean_difference(&whole, &small, part as usize);
            assert!(difference < 1.0, "{colour:?} at {part}: {difference}");
        }
    }
    let few = Limits { pixels: 10_000_000, ..Limits::default() };
    let half = decode("a.jpg", &photograph(size, rgb), 1, &few).unwrap();
    assert_eq!((half.full, half.width, half.height), (size, 3000, 2001), "more than is held at once");
    let cut = photograph((6000, 4001), rgb);
    let limits = Limits { enough: Some((300, 200)), ..Limits::default() };
    assert_eq!(decode("a.jpg", &cut[..cut.len() * 2 / 3], 1, &limits).unwrap_err().code, "picture/broken");
}

/// How far a reduced picture is from the means of the squares of the whole one, in 255ths.
fn mean_difference(whole: &Decoded, small: &Decoded, part: usize) -> f64 {
    let channels = whole.colours.channels();
    let mut rows = rows::Rows::new(whole.width, channels, part);
    whole.samples.chunks_exact(whole.width as usize * channels).for_each(|row| rows.push(row));
    let (_, _, means) = rows.finish();
    assert_eq!(means.len(), small.samples.len());
    let sum: u64 = means.iter().zip(&small.samples).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    f64::from(u32::try_from(sum).unwrap()) / f64::from(u32::try_from(means.len()).unwrap())
}

#[test]
fn a_png_of_linear_light_is_what_a_screen_shows() {
    let picture = |depth: ::png::BitDepth, pixels: &[u8], gamma: Option<u32>| {
        let mut bytes = Vec::new();
        let mut encoder = ::png::Encoder::new(&mut bytes, 1, 1);
        encoder.set_color(::png::ColorType::Rgba);
        encoder.set_depth(depth);
        if let Some(gamma) = gamma {
            encoder.set_source_gamma(::png::ScaledFloat::from_scaled(gamma));
        }
        encoder.write_header().unwrap().write_image_data(pixels).unwrap();
        decode("a.png", &bytes, 1, &Limits::default()).unwrap().samples
    };
    let (eight, sixteen) = (::png::BitDepth::Eight, ::png::BitDepth::Sixteen);
    // A fifth of the light is 124 on a screen, half of it 188 (IEC 61966-2-1).
    assert_eq!(picture(eight, &[51, 128, 255, 255], Some(100_000)), [124, 188, 255]);
    assert_eq!(picture(sixteen, &[0x33, 0x33, 0x80, 0, 0, 0, 0xFF, 0xFF], Some(100_000)), [124, 188, 0]);
    for usual in [None, Some(45_455), Some(45_000)] {
        assert_eq!(picture(eight, &[51, 128, 255, 255], usual), [51, 128, 255]);
    }
}

#[test]
fn a_tiff_read_in_pieces_is_what_it_is_in_memory() {
    let size = (600, 400);
    let samples: Vec<u8> = (0..size.0 * size.1).map(|at| u8::try_from(at * 7 % 251).unwrap()).collect();
    let file = tiff(&[(page(size, &[8], 1, 1), &samples)]);
    let mut pieces = PictureFile::Stored(Box::new(Cursor::new(file.clone())));
    // Whatever was read of it before.
    assert_eq!(
        (Told::of_stored(&mut Cursor::new(file.clone())), pieces.header("a.tif", 1, &Limits::default()).unwrap()),
        (Told::default(), size)
    );
    let mut count = 0;
    pieces.each_piece(|piece| count += piece.len());
    assert_eq!(count, file.len());
    let stored = pieces.decode("a.tif", 1, &Limits::default()).unwrap();
    assert_eq!(stored, read(&file));
    assert_eq!(stored.samples, samples);
}

#[test]
fn rare_processes_of_jpeg_are_named() {
    let mut file = stored(jpeg_encoder::ColorType::Cmyk, [0; 4], 8);
    let at = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    file[at + 1] = 0xC9;
    let told = decode("a.jpg", &file, 1, &Limits::default()).unwrap_err();
    assert!(told.message.contains("arithmetic coding"), "{}", told.message);
    assert!(told.hints[0].contains("baseline or progressive"), "{:?}", told.hints);
    assert_eq!(header("a.jpg", &file, 1, &Limits::default()).unwrap_err().code, "picture/kind");
}

/// A grey PNG of 2 × 1 pixels with a chunk before its pixels.
fn png_with(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut file, 2, 1);
    encoder.set_color(::png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_chunk(::png::chunk::ChunkType(*name), data).unwrap();
    writer.write_image_data(&[10, 20]).unwrap();
    drop(writer);
    file
}

#[test]
fn a_png_stands_as_its_camera_was_held() {
    let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let file = png_with(b"eXIf", exif);
    let decoded = decode("a.png", &file, 1, &Limits::default()).unwrap();
    assert_eq!((decoded.width, decoded.height, decoded.samples), (1, 2, vec![10, 20]));
    assert_eq!(header("a.png", &file, 1, &Limits::default()).unwrap(), (1, 2));
}

#[test]
fn a_png_that_moves_is_told() {
    let noted = |frames: u8| {
        let decoded = decode("a.png", &png_with(b"acTL", &[0, 0, 0, frames, 0, 0, 0, 0]), 1, &Limits::default());
        decoded.unwrap().notes.iter().map(|note| note.code).collect::<Vec<_>>()
    };
    assert_eq!((noted(1), noted(3)), (vec![], vec!["picture/pages"]));
}

/// The middle of each of four squares of a picture of `tests/golden/pictures`.
fn squares(name: &str) -> (Colours, [Vec<u8>; 4]) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pictures").join(name);
    let decoded = decode(name, &std::fs::read(path).unwrap(), 1, &Limits::default()).unwrap();
    let channels = decoded.colours.channels();
    let middle = |square: usize| decoded.samples[(8 * 64 + square * 16 + 8) * channels..][..channels].to_vec();
    (decoded.colours, [0, 1, 2, 3].map(middle))
}

/// What Pillow 13 reads of them (libjpeg, libtiff, zlib); the Lab picture was made from the palette's colours by Little CMS.
#[test]
fn colours_are_those_that_another_decoder_reads() {
    let light = [[255, 0, 0], [0, 128, 0], [30, 60, 200], [250, 240, 220]].map(Vec::from);
    let lab =
        [[138, 81 + 128, 70 + 128], [118, 208 - 128, 49 + 128], [81, 33 + 128, 179 - 128], [243, 1 + 128, 11 + 128]];
    let inks = [[0, 0, 0, 0], [199, 20, 41, 10], [10, 230, 220, 30], [60, 50, 40, 240]];
    for (name, expected) in [
        ("palette.png", (Colours::Rgb, light.clone())),
        ("palette.tif", (Colours::Rgb, light)),
        ("lab.tif", (Colours::Lab, lab.map(Vec::from))),
        ("ycck.jpg", (Colours::Cmyk, inks.map(Vec::from))),
    ] {
        let found = squares(name);
        let far = found.1.iter().flatten().zip(expected.1.iter().flatten()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(found.0 == expected.0 && far <= Some(1), "{name}: {found:?}");
    }
}

#[test]
fn drawings_in_the_encodings_of_old_programs_are_read() {
    let text = |encoding: &str| {
        format!(
            "<?xml version=\"1.0\" encoding='{encoding}'?><svg xmlns='http://www.w3.org/2000/svg' width='30' height='20'><rect id='港' width='9' height='9'/></svg>"
        )
    };
    for (label, encoding) in [
        ("GBK", encoding_rs::GBK),
        ("gb2312", encoding_rs::GBK),
        ("Big5", encoding_rs::BIG5),
        ("UTF-8", encoding_rs::UTF_8),
    ] {
        let bytes = encoding.encode(&text(label)).0.into_owned();
        let read = drawing("a.svg", &bytes, &DrawingFonts::default(), &|_| None);
        assert!(read.is_ok_and(|read| read.drawing.nodes.len() == 1), "{label}");
        assert_eq!(drawing_size("a.svg", &bytes).unwrap(), (30.0, 20.0), "{label}");
    }
    let unsaid =
        encoding_rs::GBK.encode("<svg xmlns='http://www.w3.org/2000/svg'><rect id='港'/></svg>").0.into_owned();
    assert_eq!(drawing("a.svg", &unsaid, &DrawingFonts::default(), &|_| None).unwrap_err().code, "picture/broken");
}

#[test]
fn cameras_raw_files_that_begin_as_a_tiff_are_no_pictures() {
    let small = |compression| page((2, 1), &[8], compression, 1);
    let camera =
        |entries, kind| with(entries, &[(254, LONG, vec![kind]), (271, SHORT, vec![78]), (330, LONG, vec![8])]);
    for (entries, expected) in [
        (camera(small(1), 1), "a camera's raw file"),
        (camera(small(6), 0), "a camera's raw file"),
        (with(small(1), &[(50_706, SHORT, vec![1])]), "a camera's raw file"),
        (page((2, 1), &[16], 1, 32_803), "a camera's raw file"),
        (page((2, 1), &[16], 34_676, 32_844), "a TIFF with the light of a scene (LogLuv)"),
        (page((2, 1), &[16], 34_676, 32_845), "a TIFF with the light of a scene (LogLuv)"),
        (page((2, 1), &[16], 1, 12_345), "a TIFF of a rare kind"),
        (small(6), "a JPEG of the old kind"),
    ] {
        // What stands behind the small copy is no picture either.
        let file = tiff(&[(entries, &[1, 2, 3, 4]), (small(1), &[1, 2])]);
        let refused = decode("a.tif", &file, 1, &Limits::default()).unwrap_err();
        assert!(refused.code == "picture/kind" && refused.message.to_string().contains(expected), "{refused:?}");
    }
    let pyramid = with(small(1), &[(271, SHORT, vec![78]), (330, LONG, vec![8])]);
    assert!(decode("a.tif", &tiff(&[(pyramid, &[1, 2])]), 1, &Limits::default()).is_ok());
}

#[test]
fn a_png_of_one_bit_stays_so_where_paper_shows_through() {
    let picture = |palette: Option<&[u8]>, seen: &[u8]| {
        let mut file = Vec::new();
        let mut encoder = ::png::Encoder::new(&mut file, 8, 1);
        encoder.set_depth(::png::BitDepth::One);
        encoder.set_color(if palette.is_some() { ::png::ColorType::Indexed } else { ::png::ColorType::Grayscale });
        if let Some(palette) = palette {
            encoder.set_palette(palette.to_vec());
        }
        encoder.set_trns(seen.to_vec());
        encoder.write_header().unwrap().write_image_data(&[0b0000_1111]).unwrap();
        let decoded = decode("a.png", &file, 1, &Limits::default()).unwrap();
        (decoded.colours, decoded.samples[0])
    };
    let (black_first, white_first) = (&[0, 0, 0, 255, 255, 255][..], &[255, 255, 255, 0, 0, 0][..]);
    assert_eq!(picture(None, &[0, 1]), (Colours::Bits, 0b0000_1111));
    assert_eq!(picture(None, &[0, 0]), (Colours::Bits, 0b1111_1111));
    assert_eq!(picture(Some(black_first), &[255, 0]), (Colours::Bits, 0b0000_1111));
    assert_eq!(picture(Some(white_first), &[0]), (Colours::Bits, 0b1111_0000));
    assert_eq!(picture(Some(&[9, 90, 200, 0, 0, 0]), &[0]), (Colours::Bits, 0b1111_0000));
    assert_eq!(picture(Some(black_first), &[128, 255]).0, Colours::Rgb, "half black is grey");
}

#[test]
fn files_that_cannot_be_read_are_told_in_words_of_ours() {
    let jpeg = photograph((64, 64), jpeg_encoder::ColorType::Rgb);
    let png = png_with(b"tEXt", b"a\0b");
    let zip = [&b"8BPS\0\x01\0\0\0\0\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x08\0\x01"[..], &[0; 12], &[0, 2, 1, 1]].concat();
    let high = [&b"\xFF\x4F\xFF\x51\0\x04\0\0"[..], b"\xFF\x50\0\x08\0\x02\0\0\0\x03\xFF\x90\0\x04\0\0"];
    let cases: &[(&[u8], &str)] = &[
        (&jpeg[..jpeg.len() / 2], "it ends early"),
        (&png[..png.len() - 14], "it ends early"),
        (b"\xFF\xD8\xFF\xF7\0\x0B\x08\0\x01\0\x01\x01\x01\x11\0\xFF\xDA\0\x02", "a JPEG-LS"),
        (&zip, "packed as ZIP"),
        (&high.concat(), "HTJ2K"),
    ];
    for (file, what) in cases {
        let told = decode("a", file, 1, &Limits::default()).unwrap_err().message;
        assert!(told.contains(what), "{told:?}");
    }
}

#[test]
fn xml_that_is_none_is_told_with_its_place() {
    for (text, what) in [
        ("<svg>\n<g></svg>", "line 2, column 4: </svg> stands where <g> ends"),
        ("<svg>\n<text>a & b</text></svg>", "`&amp;`"),
        ("<svg><x:a/></svg>", "nothing declares the prefix `x:`"),
        ("<svg><g>", "it ends early"),
    ] {
        let told = drawing_size("a.svg", text.as_bytes()).unwrap_err().message;
        assert!(told.contains(what), "{told:?}");
    }
}

#[test]
fn a_jpeg_that_is_damaged_in_its_middle_is_told() {
    for colour in [jpeg_encoder::ColorType::Rgb, jpeg_encoder::ColorType::Cmyk] {
        let sound = photograph((203, 117), colour);
        let told = |file: &[u8]| {
            let read = decode("a.jpg", file, 1, &Limits::default());
            read.map_or_else(|error| error.code, |read| read.notes.first().map_or("", |note| note.code))
        };
        assert_ne!(told(&sound), "picture/broken");
        let mut spoilt = sound.clone();
        let middle = sound.len() * 3 / 4;
        spoilt[middle..middle + 30].iter_mut().for_each(|byte| *byte ^= 0x5A);
        assert_eq!(told(&spoilt), "picture/broken", "{colour:?}");
    }
}
