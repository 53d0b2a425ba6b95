//! Pictures made here, through conversion and back.

use super::*;
use crate::base::{Len, Permille};

fn picture(width: u32, height: u32, channels: PictureChannels, sample: impl Fn(u32, u32, usize) -> u8) -> Picture {
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let samples =
        pixels.flat_map(|(x, y)| (0..channels.count()).map(|c| sample(x, y, c)).collect::<Vec<_>>()).collect();
    Picture { name: "test".into(), width, height, channels, samples, icc: None, jpeg: None }
}

const LARGE: TargetSize = TargetSize { width: 10_000, height: 10_000 };

fn raw(image: &PressImage) -> &[u8] {
    let PressData::Raw(samples) = &image.data else { panic!("a small picture is lossless") };
    samples
}

fn converted(picture: &Picture, target: TargetSize) -> PressImage {
    convert(picture, target, &OutputProfile::newsprint(), &ConvertOptions::default()).unwrap()
}

#[test]
fn every_colour_of_the_screen_stays_within_the_ink_limit() {
    let all =
        picture(64, 64, PictureChannels::Rgb, |x, y, c| u8::try_from([x * 4, y * 4, (x + y) * 2 % 256][c]).unwrap());
    let (most, over) = coverage(raw(&converted(&all, LARGE)), 2400);
    assert!(over == 0 && most > 1500, "{most}");
}

#[test]
fn black_of_the_screen_is_dark_and_white_is_paper() {
    let two = picture(2, 1, PictureChannels::Rgb, |x, _, _| if x == 0 { 0 } else { 255 });
    let image = converted(&two, LARGE);
    let sum = |pixel: &[u8]| pixel.iter().map(|&ink| u32::from(ink)).sum::<u32>();
    assert!(sum(&raw(&image)[..4]) > 400 && sum(&raw(&image)[4..]) < 12);
}

#[test]
fn ink_over_the_limit_is_taken_from_the_colours() {
    let full = picture(4, 4, PictureChannels::Cmyk, |_, _, _| 255);
    let image = converted(&full, LARGE);
    assert_eq!(raw(&image)[3], 255);
    assert_eq!(coverage(raw(&image), 2400).1, 0);
}

#[test]
fn grey_stays_one_channel_and_nothing_is_enlarged() {
    let grey = picture(30, 20, PictureChannels::Gray, |x, _, _| u8::try_from(x).unwrap());
    let image = converted(&grey, LARGE);
    assert_eq!((image.channels, image.width, image.height), (Channels::Gray, 30, 20));
    let small = converted(&grey, TargetSize { width: 15, height: 10 });
    assert_eq!((small.width, small.height), (15, 10));
}

#[test]
fn a_large_picture_becomes_a_jpeg_whose_polarity_is_told() {
    let photo = picture(300, 200, PictureChannels::Rgb, |x, y, c| {
        u8::try_from((x + y * 2 + u32::try_from(c).unwrap() * 40) % 256).unwrap()
    });
    let image = converted(&photo, LARGE);
    let PressData::Jpeg { bytes, inverted } = image.data else { panic!("a photograph is a JPEG") };
    assert_eq!(inverted, crate::base::has_adobe_marker(&bytes));
}

#[test]
fn resolution_follows_from_pixels_and_extent() {
    assert_eq!(effective_ppi(300, Len::PT * 72), 300);
    assert_eq!(effective_ppi(300, Len::ZERO), 0);
    assert_eq!(TargetSize::at_ppi(Len::PT * 72, Len::PT * 36, 200), TargetSize { width: 200, height: 100 });
}

#[test]
fn only_press_profiles_are_press_profiles() {
    let newsprint = OutputProfile::newsprint();
    assert!(OutputProfile::from_icc(newsprint.icc.to_vec(), "own", Permille(2400)).is_ok());
    assert!(OutputProfile::from_icc(newsprint.icc[..500].to_vec(), "cut", Permille(2400)).is_err());
    assert!(OutputProfile::from_icc(b"no profile at all".to_vec(), "none", Permille(2400)).is_err());
}

/// A step of 17 meets black, white and points on and between those of the table.
#[test]
fn a_table_is_within_one_step_of_the_transform_it_stands_for() {
    let axis = || (0..=255_u8).step_by(17);
    let all: Vec<[u8; 3]> = axis().flat_map(|r| axis().flat_map(move |g| axis().map(move |b| [r, g, b]))).collect();
    let samples = all.as_flattened();
    for intent in [Intent::Perceptual, Intent::RelativeColorimetric, Intent::Saturation, Intent::AbsoluteColorimetric] {
        for black_point in [true, false] {
            let (profile, options) =
                (OutputProfile::newsprint(), ConvertOptions { intent, black_point, ..ConvertOptions::default() });
            let table = super::transform::screen_to_press(samples, None, &profile, &options).unwrap();
            let transform = super::transform::reference(samples, &profile, &options).unwrap();
            let off = table.iter().zip(&transform).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
            assert!(off <= 1, "{intent:?}, black point {black_point}: {off}");
        }
    }
}

#[test]
fn a_table_is_made_once_for_a_profile_and_a_way() {
    let profile = OutputProfile::newsprint();
    let made = std::cell::Cell::new(0);
    let table = |key| {
        let make = || {
            made.set(made.get() + 1);
            Ok::<_, ()>(super::table::Table::of(|colours| vec![[0; 4]; colours.len()]))
        };
        profile.clone().tables.get(key, make).unwrap()
    };
    let key = |source: Option<&[u8]>, black| super::table::TableKey::new(source, Intent::Perceptual, black);
    for key in [key(None, true), key(None, true), key(None, false), key(Some(b"a"), true), key(Some(b"a"), true)] {
        table(key);
    }
    assert_eq!(made.get(), 3);
}

/// The shipped profile, otherwise dated, and with its colours darker.
fn altered(lightness: u32) -> Vec<u8> {
    let mut icc = OutputProfile::newsprint().icc.into_owned();
    icc[24..36].fill(1);
    let word = |icc: &[u8], at: usize| u32::from_be_bytes(icc[at..at + 4].try_into().unwrap()) as usize;
    for tag in (0..word(&icc, 128)).map(|tag| 132 + tag * 12) {
        if !icc[tag..].starts_with(b"A2B") {
            continue;
        }
        let start = word(&icc, tag + 4);
        let (inks, channels, grid) =
            (usize::from(icc[start + 8]), usize::from(icc[start + 9]), u32::from(icc[start + 10]));
        let is_wide = icc[start..].starts_with(b"mft2");
        let (bytes, entries, head) = if is_wide {
            (2, usize::from(u16::from_be_bytes([icc[start + 48], icc[start + 49]])), 52)
        } else {
            (1, 256, 48)
        };
        let colours = start + head + inks * entries * bytes;
        for colour in 0..grid.pow(u32::try_from(inks).unwrap()) as usize {
            let at = colours + colour * channels * bytes;
            let (one, two) = (icc[at], if is_wide { icc[at + 1] } else { 0 });
            let darker = u32::from(u16::from_be_bytes([one, two])) * lightness / 1000;
            let [one, two] = u16::try_from(darker).unwrap().to_be_bytes();
            icc[at] = one;
            if is_wide {
                icc[at + 1] = two;
            }
        }
    }
    icc
}

#[test]
fn a_profile_is_that_of_the_press_by_what_it_does() {
    let press = OutputProfile::newsprint();
    assert_eq!(press_kin(&press.icc, &press), Some(PressKin::Same));
    assert_eq!(press_kin(&altered(1000), &press), Some(PressKin::Like));
    assert_eq!(press_kin(&altered(995), &press), Some(PressKin::Like));
    assert_eq!(press_kin(&altered(850), &press), Some(PressKin::Other));
    assert_eq!(press_kin(b"none", &press), None);
}

#[test]
fn inks_of_this_press_stay_and_black_alone_stays_alone_in_those_of_another() {
    let mut inks =
        picture(2, 1, PictureChannels::Cmyk, |x, _, c| if x == 0 { [90, 60, 30, 20][c] } else { [0, 0, 0, 255][c] });
    let before = inks.samples.clone();
    inks.icc = Some(altered(1000));
    assert_eq!(raw(&converted(&inks, LARGE)), before);
    inks.icc = Some(altered(850));
    let image = converted(&inks, LARGE);
    let after = raw(&image);
    assert!(after[..4] != before[..4], "{after:?}");
    assert!(after[4..7] == [0; 3] && after[7] > 200, "{after:?}");
}

#[test]
fn narrow_areas_of_drawings_are_as_thick_as_lines_must_be() {
    use crate::base::{Drawing, Fill, FillRule, Ground, Node, Segment, Shape, extent_of};
    let inks = |one: bool| [Permille(if one { 0 } else { 400 }), Permille(800), Permille(0), Permille(0)];
    let set = |[left, top, right, bottom]: [f32; 4], one: bool| {
        let path = vec![
            Segment::Move(left, top),
            Segment::Line(right, top),
            Segment::Line(right, bottom),
            Segment::Line(left, bottom),
            Segment::Close,
        ];
        let fill = Fill { paint: Ground::Solid(inks(one)), alpha: 1.0, rule: FillRule::NonZero };
        let shape = Shape { path, clips: Vec::new(), fill: Some(fill), stroke: None };
        let drawing = Drawing { size: (100.0, 100.0), nodes: vec![Node::Shape(shape)] };
        // A unit of the drawing is half a point.
        let thick = PressDrawing { drawing, pictures: Vec::new() }.at_width(Len::pt(50));
        let Node::Shape(shape) = &thick.nodes[0] else { panic!() };
        (extent_of(&shape.path, 0.0).map(|side| (side * 100.0).round() / 100.0), shape.fill.is_some())
    };
    assert_eq!(set([10.0, 20.0, 30.0, 20.2], false), ([10.0, 19.59, 30.0, 20.61], true), "a bar of next to nothing");
    assert_eq!(set([10.0, 20.0, 30.0, 20.2], true), ([10.0, 19.84, 30.0, 20.36], true), "in one ink");
    assert_eq!(set([10.0, 20.0, 10.4, 30.0], false), ([9.69, 20.0, 10.71, 30.0], true), "upright");
    assert_eq!(set([10.0, 20.0, 11.0, 20.2], false), ([10.0, 20.0, 11.0, 20.2], true), "a dot is no line");
    assert_eq!(set([10.0, 20.0, 30.0, 24.0], false), ([10.0, 20.0, 30.0, 24.0], true), "a bar of some height");
    assert!(!set([10.0, 20.0, 30.0, 20.0], false).1, "a bar of nothing");
}
