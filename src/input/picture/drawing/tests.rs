//! Drawings as charts and logos are written.

use super::*;
use crate::base::{BlendKind, Ground, MaskKind, Node, Shape};

fn read_with(inside: &str, links: Links<'_>) -> ReadDrawing {
    let text = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='99' height='99'>{inside}</svg>"
    );
    drawing("a.svg", text.as_bytes(), &DrawingFonts::default(), links).unwrap()
}

fn read(inside: &str) -> ReadDrawing {
    read_with(inside, &|_| None)
}

/// Every font is there, and nothing else.
fn known() -> known::Known<'static> {
    static NONE: known::KnownBoxes = known::KnownBoxes::new();
    known::Known { fonts: &|_| true, slants: &|_| true, links: &|_| None, serif: "", sans: "", boxes: &NONE, within: 0 }
}

/// What is told of something that stands before a square.
fn told(inside: &str) -> String {
    read(&format!("{inside}<rect width='9' height='9'/>"))
        .notes
        .iter()
        .map(|note| format!("{}\n", note.message))
        .collect()
}

fn shapes(nodes: &[Node<Screen>]) -> Vec<&Shape<Screen>> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Shape(shape) => found.push(shape),
            Node::Group(group) => found.extend(shapes(&group.nodes)),
            Node::Inlay(_) => {}
        }
    }
    found
}

fn clipped(steps: usize, shapes: usize) -> String {
    let (step, shape) = ("L9 5L5 9".repeat(steps / 2), "<path d='M0 0h9v9z'/>".repeat(shapes));
    format!("<clipPath id='c'><path d='M0 0{step}z'/></clipPath><g clip-path='url(#c)'>{shape}</g>")
}

#[test]
fn shapes_of_a_group_share_its_clip() {
    let drawing = read(&clipped(10, 2)).drawing;
    let shapes = shapes(&drawing.nodes);
    assert!(shapes.len() == 2 && Arc::ptr_eq(&shapes[0].clips[0], &shapes[1].clips[0]));
}

#[test]
fn a_clip_counts_as_often_as_it_is_written() {
    let text = |shapes| format!("<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>", clipped(10_000, shapes));
    let read = |shapes| drawing("a.svg", text(shapes).as_bytes(), &DrawingFonts::default(), &|_| None);
    assert!(read(50).is_ok());
    assert_eq!(read(200).unwrap_err().code, "picture/too-large");
}

/// What a tile paints lies in the tile, in whichever units its inside is written.
#[test]
fn the_inside_of_a_tile_stands_where_its_units_say() {
    for (keys, inside) in [
        ("patternContentUnits='objectBoundingBox' width='1' height='1'", "<rect width='.5' height='.5'/>"),
        (
            "patternContentUnits='objectBoundingBox' width='1' height='1'",
            "<g transform='scale(.5)'><rect width='1' height='1'/></g>",
        ),
        ("viewBox='0 0 2 2' width='1' height='1'", "<rect width='1' height='1'/>"),
        ("patternUnits='userSpaceOnUse' x='5' y='7' width='40' height='20'", "<rect width='20' height='10'/>"),
    ] {
        let text = format!(
            "<pattern id='p' {keys}>{inside}</pattern><rect x='5' y='7' width='40' height='20' fill='url(#p)'/>"
        );
        let drawing = read(&text).drawing;
        let Some(Ground::Tile(tile)) = shapes(&drawing.nodes)[0].fill.as_ref().map(|fill| &fill.paint) else {
            panic!("{drawing:?}")
        };
        let corner = shapes(&tile.nodes)[0].path.contains(&crate::base::Segment::Line(25.0, 17.0));
        assert!(corner, "{keys}: {tile:?}");
    }
}

#[test]
fn depth_counts_elements_within_elements() {
    assert_eq!(depth(b"<?x?><a><b/><c><d e='f'/></c><!-- g --></a>"), 3);
    assert_eq!(depth("<a".repeat(1000).as_bytes()), 1000);
}

#[test]
fn opacity_of_a_group_and_of_a_paint_are_kept_apart() {
    let drawing = read("<g opacity='.5'><rect width='9' height='9' fill='red' fill-opacity='.25'/></g>").drawing;
    let Node::Group(group) = &drawing.nodes[0] else { panic!("{drawing:?}") };
    assert_eq!(group.opacity, 0.5);
    assert_eq!(shapes(&group.nodes)[0].fill.as_ref().unwrap().alpha, 0.25);
    assert_eq!(drawing.transparency(), Some("opacity"));
    assert_eq!(read("<rect width='9' height='9'/>").drawing.transparency(), None);
}

#[test]
fn gradients_have_colours_between_their_stops_and_repeat_as_far_as_a_page_goes() {
    let gradient = |spread: &str| {
        let text = format!(
            "<linearGradient id='g' gradientUnits='userSpaceOnUse' x1='10' x2='20' spreadMethod='{spread}'><stop stop-color='#000'/><stop offset='1' stop-color='#fff'/></linearGradient><rect width='90' height='90' fill='url(#g)'/>"
        );
        let drawing = read(&text).drawing;
        let Ground::Blend(blend) = shapes(&drawing.nodes)[0].fill.as_ref().unwrap().paint.clone() else { panic!() };
        blend
    };
    let pad = gradient("pad");
    assert_eq!((pad.kind, pad.stops.len()), (BlendKind::Linear([10.0, 0.0, 20.0, 0.0]), 9));
    assert_eq!(pad.stops[4].colour, [128; 3]);
    let reflected = gradient("reflect");
    assert_eq!(reflected.kind, BlendKind::Linear([-110.0, 0.0, 140.0, 0.0]));
    assert!(reflected.stops.windows(2).all(|pair| pair[0].at <= pair[1].at));
    // One turn before its own begins with the colour it ends with.
    assert_eq!(reflected.stops[11 * 9].colour, [255; 3]);
}

#[test]
fn masks_patterns_and_blend_modes_are_read() {
    let drawing = read(
        "<mask id='m'><rect width='9' height='9' fill='#fff'/></mask><g mask='url(#m)' style='mix-blend-mode:multiply'><rect width='9' height='9'/></g>\
         <pattern id='p' width='4' height='5' patternUnits='userSpaceOnUse'><path d='M0 0h2v2z'/></pattern><rect width='20' height='20' fill='url(#p)'/>",
    )
    .drawing;
    let Node::Group(group) = &drawing.nodes[0] else { panic!("{drawing:?}") };
    assert_eq!((group.blend, group.mask.as_ref().map(|mask| mask.kind)), ("Multiply", Some(MaskKind::Luminance)));
    let Some(Ground::Tile(tile)) = shapes(&drawing.nodes).last().unwrap().fill.as_ref().map(|fill| fill.paint.clone())
    else {
        panic!("{drawing:?}")
    };
    assert_eq!((&tile.area[2..], tile.nodes.len()), (&[4.0, 5.0][..], 1));
}

fn png() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 2, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[0, 255]).unwrap();
    file
}

#[test]
fn pictures_in_a_drawing_stand_where_they_are_drawn_and_missing_ones_are_told_with_their_line() {
    use base64::Engine;
    let data = base64::engine::general_purpose::STANDARD.encode(png());
    let embedded = read(&format!(
        "<image x='10' y='20' width='40' height='20' href='data:image/png;base64,{data}'/><image width='4' height='2' xlink:href='data:image/png;base64,{data}'/>"
    ));
    let Node::Inlay(inlay) = &embedded.drawing.nodes[0] else { panic!("{embedded:?}") };
    assert_eq!((inlay.matrix, embedded.pictures.len()), ([40.0, 0.0, 0.0, -20.0, 10.0, 40.0], 1));
    assert!(embedded.notes.is_empty());
    let linked = read_with("<image width='4' height='2' href='b.png'/>", &|path| (path == "b.png").then(png));
    assert!(linked.notes.is_empty() && linked.pictures.len() == 1);
    assert!(told("\n<image width='4' height='2' href='b.png'/>").contains("line 2: the picture b.png"));
    assert!(told("<image width='4' height='2' href='data:image/gif;base64,R0lGODdh'/>").contains("cannot be placed"));
}

#[test]
fn what_sheets_say_of_an_element_is_seen_whoever_says_it() {
    let fill = |inside: &str| match shapes(&read(inside).drawing.nodes).last() {
        Some(shape) => shape.fill.as_ref().map(|fill| fill.paint.clone()),
        None => None,
    };
    let red = Some(Ground::Solid([255, 0, 0]));
    let rect = "<rect id='a-end' class='k' width='9' height='9'/>";
    assert_eq!(
        fill(&format!(
            "<style>[id$='-end'],.q{{fill:red!important}}.k{{fill:#00f!important}}rect{{fill:#0f0}}</style>{rect}"
        )),
        Some(Ground::Solid([0, 0, 255]))
    );
    assert_eq!(
        fill(&format!(
            "<style>.k:not(.q){{fill:red}}@media (prefers-color-scheme: dark){{.k{{fill:#fff}}}}</style>{rect}"
        )),
        red
    );
    assert_eq!(fill(&format!("<style>.k{{fill:transparent!important}}</style><g fill='red'>{rect}</g>")), None);
    assert_eq!(
        fill(
            "<style>.k{display:none}</style><rect width='9' height='9' fill='red'/><rect class='k' width='9' height='9'/>"
        ),
        red
    );
    assert_eq!(told("<style>.none{filter:url(#no);fill:url(#no)}</style>"), "", "no element is meant");
    assert!(told("<style>rect:fresh(a){fill:red}</style>").contains("the selector `rect:fresh(a)`"));
    assert!(told("<rect style='clip-path:shape(from 0 0)' width='9' height='9'/>").contains("clip-path of <rect>"));
    assert!(
        told("<path style='vector-effect:non-scaling-stroke' d='M0 0h9' stroke='red'/>").contains("non-scaling-stroke")
    );
    let moved = read("<rect style='transform:translate(10px, 20px)' width='9' height='9'/>");
    assert_eq!(shapes(&moved.drawing.nodes)[0].path[0], crate::base::Segment::Move(10.0, 20.0));
}

#[test]
fn the_ground_of_a_drawing_is_painted() {
    let text = "<svg xmlns='http://www.w3.org/2000/svg' style='background:light-dark(#ffeedd, #000)' viewBox='-5 -5 40 30'><g/></svg>";
    let read = drawing("a.svg", text.as_bytes(), &DrawingFonts::default(), &|_| None).unwrap();
    assert_eq!(shapes(&read.drawing.nodes)[0].fill.as_ref().unwrap().paint, Ground::Solid([0xFF, 0xEE, 0xDD]));
}

#[test]
fn a_drawing_that_shows_nothing_is_told() {
    for (inside, shows) in [
        ("", false),
        ("<g><title>空</title></g><rect width='0' height='9'/>", false),
        ("<rect x='200' width='9' height='9'/>", false),
        ("<g opacity='0'><rect width='9' height='9'/></g>", false),
        ("<path d='M-1 5h-9' stroke='red' stroke-width='1'/>", false),
        (
            "<path d='M-1 5h-9' stroke='red' stroke-width='1' stroke-linecap='square'/><rect x='98' width='9' height='9'/>",
            true,
        ),
        ("<path d='M0 5h9' stroke='red'/>", true),
    ] {
        assert_eq!(read(inside).notes.is_empty(), shows, "{inside}");
    }
}

#[test]
fn what_gets_lost_is_told() {
    assert!(told("<use href='#no'/>").contains("<use> refers to #no"));
    assert!(told("<rect fill='url(#no)' width='9' height='9'/>").contains("fill of <rect> refers to #no"));
    assert!(told("<style>.a{fill:url(#no)}</style><rect class='a' width='9' height='9'/>").contains("refers to #no"));
    assert!(
        told("<filter id='f'><feGaussianBlur/></filter><rect filter='url(#f)' width='9' height='9'/>")
            .contains("filter of <rect>")
    );
    assert!(told("<rect style='fill:color-mix(in srgb, no, blue)' width='9' height='9'/>").contains("`color-mix`"));
    assert!(told("<text style='font-family:Nowhere'>a</text>").contains("the font Nowhere"));
    assert!(told("<rect width='9' height='9'><animate attributeName='x'/></rect>").contains("an animation"));
    assert_eq!(told("<g display='none'><use href='#no'/></g><text font-family='Nowhere, serif'>a</text>"), "");
}

#[test]
fn what_the_reader_would_lose_in_silence_is_told_or_drawn() {
    for (inside, said) in [
        ("<rect filter='url(#no)' width='9' height='9'/>", "filter of <rect> refers to #no"),
        ("<linearGradient id='g' href='#no'/>", "<linearGradient> refers to #no"),
        ("<radialGradient id='g'/>", "<radialGradient> has no colours"),
        ("<style>.a{opacity:0;animation:b 1s}</style><g class='a'/>", "the CSS animation of <g>"),
        ("<rect fill='rgb(from red r g b)' width='9' height='9'/>", "the colour `rgb(from red r g b)`"),
        ("<rect fill='lab(50% 80 60)' stroke='Red' width='9' height='9'/>", ""),
        ("<g systemLanguage='en'><rect width='9' height='9'/></g>", "<g> is only for readers of the language en"),
        ("<g requiredExtensions='urn:x'><rect width='9' height='9'/></g>", "readers that know urn:x"),
        ("<path d='M0 0h9' stroke='red' pathLength='9' stroke-dasharray='1'/>", "`pathLength` of <path>"),
        ("<path d='M0 0h9' stroke='red' pathLength='9'/>", ""),
        ("<text><textPath path='M0 0h9'>a</textPath></text>", "<textPath> has its path in an attribute"),
        ("<image href=''/>", "<image> names no picture"),
        ("<text>甲<altGlyph href='#a'>乙</altGlyph></text>", "another form of a character"),
        (
            "<image width='9' height='9' href=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cuse href='%23no'/%3E%3C/svg%3E\"/>",
            "<use> refers to #no",
        ),
        ("<rect fill='#f00 icc-color(a, 1)' width='9' height='9'/>", ""),
    ] {
        let told = told(inside);
        assert!(told.contains(said) && told.is_empty() == said.is_empty(), "{inside}: {told}");
    }
    let count = |inside: &str| shapes(&read(inside).drawing.nodes).len();
    assert_eq!(
        count("<rect style='filter:url(#no)' width='9' height='9'/><g filter='url(#no)'><path d='M0 0h9v9z'/></g>"),
        2
    );
    assert_eq!(
        count(
            "<switch><rect systemLanguage='en' width='9' height='9'/><g systemLanguage='fr,zh-CN'><rect width='1' height='9'/><rect width='2' height='9'/></g></switch>"
        ),
        2
    );
    assert_eq!(count("<switch><rect systemLanguage='ja' width='9' height='9'/></switch>"), 1);
    assert_eq!(
        count("<rect systemLanguage='zh-CN' width='9' height='9'/><rect systemLanguage='en' width='9' height='9'/>"),
        1
    );
    let named = "requiredFeatures='urn:x' requiredExtensions='http://www.w3.org/1999/xhtml'";
    assert_eq!(count(&format!("<g {named}><rect width='9' height='9'/></g>")), 1);
    let see_through = read("<rect fill='rgb(0 0 200 / 50%)' stroke='RebeccaPurple' width='9' height='9'/>").drawing;
    let shape = shapes(&see_through.nodes)[0];
    let fill = shape.fill.as_ref().unwrap();
    assert!((0.49..0.51).contains(&fill.alpha) && fill.paint == Ground::Solid([0, 0, 200]));
    assert_eq!(shape.stroke.as_ref().map(|stroke| &stroke.paint), Some(&Ground::Solid([102, 51, 153])));
    let inner = "<image width='9' height='9' href=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3Cstyle%3Erect:not(.q){fill:red}%3C/style%3E%3Crect width='9' height='9'/%3E%3C/svg%3E\"/>";
    let drawing = read(inner).drawing;
    assert_eq!(shapes(&drawing.nodes)[0].fill.as_ref().unwrap().paint, Ground::Solid([255, 0, 0]));
}

/// A halo is stroked first, and what it surrounds is filled over it.
#[test]
fn a_halo_lies_under_what_it_surrounds() {
    let order = |how: &str| {
        let text = format!("<rect width='9' height='9' fill='navy' stroke='white' {how}/>");
        shapes(&read(&text).drawing.nodes)
            .iter()
            .map(|shape| (shape.fill.is_some(), shape.stroke.is_some()))
            .collect::<Vec<_>>()
    };
    let halo = [(false, true), (true, false)];
    assert_eq!(order("paint-order='stroke'"), halo);
    assert_eq!(order("style='paint-order:markers stroke'"), halo);
    assert_eq!(order("paint-order='normal'"), [(true, true)]);
}

#[test]
fn colours_for_light_screens_and_variables_are_painted() {
    let drawing = read(
        "<style>:root{--ink:#c8102e}</style><rect style='fill:light-dark(var(--ink), #fff)' width='9' height='9'/>",
    )
    .drawing;
    assert_eq!(shapes(&drawing.nodes)[0].fill.as_ref().unwrap().paint, Ground::Solid([0xC8, 0x10, 0x2E]));
}

#[test]
fn plain_text_of_html_labels_becomes_text_and_the_rest_is_told() {
    let label = |inner: &str| {
        format!(
            "<foreignObject x='10' y='10' width='60' height='30'><div xmlns='http://www.w3.org/1999/xhtml' style='text-align: center'>{inner}</div></foreignObject>"
        )
    };
    let source = |inner: &str| {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>", label(inner));
        let known = known();
        source::read("a.svg", &text, &known).unwrap()
    };
    let read = source("<p>甲 &amp; 乙<br/>丙</p>");
    assert!(read.notes.is_empty());
    assert!(
        read.text.contains("text-anchor=\"middle\"") && read.text.contains(">甲 &amp; 乙</tspan>"),
        "{}",
        read.text
    );
    assert!(read.text.contains(">丙</tspan>") && !read.text.contains("foreignObject"));
    assert!(source("甲<img src='b.png'/>").notes[0].message.contains("line 1: <foreignObject>"));
    let switched = format!("<switch>{}<text>甲</text></switch>", label("<img src='b.png'/>"));
    assert_eq!(told(&switched), "");
}

/// Stretches of a label keep their own look, and cells of a table stay apart.
#[test]
fn labels_keep_the_looks_of_their_parts() {
    let source = |inner: &str| {
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg'><foreignObject width='90' height='30'><div>{inner}</div></foreignObject></svg>"
        );
        let known = known();
        source::read("a.svg", &text, &known).unwrap()
    };
    for (inner, has) in [
        ("10<sup>8</sup>吨", "baseline-shift:super;font-size:11.2px;\">8</tspan>吨"),
        ("H<sub>2</sub>O", "baseline-shift:sub;"),
        ("甲<s>乙</s>", "text-decoration:line-through;\">乙"),
        ("甲<font color='#f00'>乙</font>", "fill:#f00;"),
        ("甲<b>乙</b>", "font-weight:bold;"),
        ("<sup>1</sup>甲", "px;\">1</tspan>甲"),
        ("<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>", "甲\u{3000}乙</tspan>"),
    ] {
        let text = source(inner).text;
        assert!(text.contains(has), "{inner}: {text}");
    }
    assert!(source("<table><tr><td>甲</td></tr></table>").notes[0].message.contains("set as lines"));
}

/// A shape that a sheet gives is the shape of the attributes.
#[test]
fn css_gives_shapes_their_places_and_sizes() {
    let text = |inside: &str| {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 100'>{inside}</svg>");
        let known = known();
        source::read("a.svg", &text, &known).unwrap().text
    };
    for (inside, has) in [
        ("<style>.b{x:10px;width:calc(50% - 20px)}</style><rect class='b' x='3'/>", "x=\"10px\""),
        ("<style>.b{x:10px;width:calc(50% - 20px)}</style><rect class='b' x='3'/>", "width=\"80\""),
        ("<circle style='r:5px'/>", "r=\"5px\""),
        ("<path style='d:path(\"M0 0h9v9z\")'/>", "d=\"M0 0h9v9z\""),
        ("<rect width='50vw'/>", "width=\"100\""),
        ("<path style='stroke-width:calc(1px + 1px)'/>", "stroke-width:2;"),
    ] {
        assert!(text(inside).contains(has), "{inside}: {}", text(inside));
    }
    assert!(told("<rect width='calc(1em + 2px)' height='9'/>").contains("the length `calc(1em + 2px)`"));
}

/// Charts as programs write them: attributes and sheets of Mermaid, switches of draw.io with a remark for programs without HTML.
#[test]
fn labels_of_chart_programs_are_text_and_their_remarks_are_not() {
    let html = "<div xmlns='http://www.w3.org/1999/xhtml' style='display: inline-block'><span class='nodeLabel'>进港</span></div>";
    let mermaid = format!(
        "<style>#m .node rect{{fill:#ECECFF;stroke:#9370DB;}}#m .link{{stroke:#333;fill:none;}}@keyframes dash{{to{{stroke-dashoffset:0;}}}}</style>
<g id='m'><marker id='e' viewBox='0 0 10 10' markerWidth='12' markerHeight='12' orient='auto'><path d='M0 0L10 5L0 10z'/></marker>
<path class='link' d='M9 9H30' marker-end='url(#e)'/><g class='node'><rect width='70' height='40'/><g class='label'><rect/><foreignObject width='32' height='24'>{html}</foreignObject></g></g></g>"
    );
    let remark = "<switch><g requiredFeatures='http://www.w3.org/TR/SVG11/feature#Extensibility'/><a href='https://example.org'><text>Text is not SVG</text></a></switch>";
    let drawio = format!(
        "<rect width='80' height='40' style='fill: light-dark(rgb(218, 232, 252), rgb(29, 41, 59)); stroke: light-dark(#6c8ebf, #5c79a3)'/>
<switch><foreignObject width='100%' height='100%' requiredFeatures='http://www.w3.org/TR/SVG11/feature#Extensibility'>{html}</foreignObject><text x='40' y='24' fill='light-dark(#000000, #ffffff)'>港口</text></switch>{remark}"
    );
    for (inside, has, has_not) in [(mermaid, "进港", "foreignObject"), (drawio, ">港口<", "Text is not SVG")] {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>");
        let known = known();
        let read = source::read("a.svg", &text, &known).unwrap();
        assert!(read.notes.is_empty(), "{:?}", read.notes);
        assert!(read.text.contains(has) && !read.text.contains(has_not), "{}", read.text);
        assert!(
            !super::drawing("a.svg", text.as_bytes(), &Default::default(), &|_| None).unwrap().drawing.nodes.is_empty()
        );
    }
}

#[test]
fn css_of_web_pages_is_written_as_drawings_have_it() {
    for (written, plain) in [
        ("bold 40px/44px Roboto,Arial", Some("bold 40px Roboto,Arial")),
        ("italic 30px / 1.5 \"Open Sans\", serif", Some("italic 30px \"Open Sans\", serif")),
        ("700 40px sans-serif", None),
    ] {
        assert_eq!(css::without_line_height(written).as_deref(), plain, "{written}");
    }
    for (font, families) in [
        ("30px \"Microsoft YaHei\"", Some("\"Microsoft YaHei\"")),
        ("italic bold .8em Foo, serif", Some("Foo, serif")),
        ("700 12pt Foo", Some("Foo")),
        ("inherit", None),
    ] {
        assert_eq!(css::font_families(font), families, "{font}");
    }
}

#[test]
fn text_looks_as_it_was_drawn_or_it_is_told() {
    for (inside, drawn, told_of) in [
        ("<text style='text-transform:uppercase'>gdp &amp; co</text>", "GDP & CO", ""),
        (
            "<style>.a{text-transform:capitalize}</style><g class='a'><text>blue <tspan>harbour</tspan></text></g>",
            "Blue Harbour",
            "",
        ),
        ("<text style='font-variant:small-caps'>Ab 5</text>", "AB 5", ""),
        ("<text font-variant='small-caps'>Ab<title>hint</title></text>", "AB", ""),
        ("<text style='text-transform:lowercase'><![CDATA[A<B]]></text>", "a<b", ""),
        ("<text font-style='italic'>E. coli</text>", "E. coli", "no italics"),
        ("<g style='font-style:oblique 10deg'><text>E. coli</text></g>", "E. coli", "no italics"),
        ("<text style='font: italic 9px serif'>E. coli</text>", "E. coli", "no italics"),
        ("<text style='text-shadow:0 0 4px red'>a</text>", "a", "a shadow"),
        ("<text style='-webkit-text-stroke:1px red'>a</text>", "a", "an outline"),
        ("<text style='writing-mode:vertical-rl;text-orientation:upright'>a</text>", "a", "upright"),
        ("<text style='inline-size:50px'>a</text>", "a", "a width"),
        ("<filter id='f'/><text filter='url(#f)'>a</text>", "a", "filter of <text>"),
        ("<text letter-spacing='2' word-spacing='3' textLength='50' rotate='1 2' writing-mode='tb'>a</text>", "a", ""),
        ("<text style='text-shadow:none;font-style:normal;text-transform:none;font-variant:normal'>a</text>", "a", ""),
    ] {
        let all = format!("{inside}<rect width='9' height='9'/>");
        let fonts = DrawingFonts { serif: "Serif".into(), ..DrawingFonts::default() };
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg' width='99' height='99'>{all}</svg>");
        let source = source::read("a.svg", &text, &known::Known { slants: &|_| false, serif: &fonts.serif, ..known() });
        let source = source.unwrap();
        let notes: String = source.notes.iter().map(|note| note.message.to_string()).collect();
        assert!(if told_of.is_empty() { notes.is_empty() } else { notes.contains(told_of) }, "{inside}: {notes}");
        let document = roxmltree::Document::parse(&source.text).unwrap();
        let is_text = |node: &roxmltree::Node<'_, '_>| {
            node.is_text() && !node.parent().unwrap().has_tag_name(("http://www.w3.org/2000/svg", "title"))
        };
        let words: String = document.descendants().filter(is_text).filter_map(|node| node.text()).collect();
        assert_eq!(words, drawn, "{inside}");
    }
    let label = |style: &str, text: &str| {
        told(&format!(
            "<foreignObject width='90' height='20'><div xmlns='http://www.w3.org/1999/xhtml' style='{style}'>{text}</div></foreignObject>"
        ))
    };
    for (style, text, told_of) in [
        ("", "<i>E. coli</i>", "no italics"),
        ("text-shadow:1px 1px red", "a", "a shadow"),
        ("font-variant:small-caps", "a", "small capitals"),
        ("text-transform:uppercase", "a", ""),
    ] {
        let told = label(style, text);
        assert!(if told_of.is_empty() { told.is_empty() } else { told.contains(told_of) }, "{style} {text}: {told}");
    }
}

#[test]
fn a_picture_that_is_elsewhere_is_told_where() {
    for (link, expected) in [
        ("https://example.com/a.png", "on the web"),
        ("http://example.com/a.png", "on the web"),
        ("//example.com/a.png", "on the web"),
        ("file:///C:/a.jpg", "on the computer"),
        ("C:\\a.jpg", "on the computer"),
        ("D:/a.jpg", "on the computer"),
        ("/Users/lin/a.jpg", "on the computer"),
        ("a.png", "is missing"),
        ("pictures/http.png", "is missing"),
    ] {
        let told = told(&format!("<image width='9' height='9' href='{link}'/>"));
        assert!(told.contains(expected), "{link}: {told}");
    }
}

#[test]
fn links_may_be_written_with_the_bytes_of_names() {
    let png = include_bytes!("../../../../tests/support/point.png");
    let find = |name: &str| (name == "图 1.png").then(|| png.to_vec());
    for link in ["图 1.png", "%E5%9B%BE%201.png"] {
        let inside = format!("<image href='{link}' width='5' height='5'/>");
        let read = read_with(&inside, &find);
        assert!(read.notes.is_empty(), "{link}: {:?}", read.notes);
    }
}

/// The bounds of everything that is drawn.
fn bounds(inside: &str) -> [f32; 4] {
    let drawing = read(inside).drawing;
    let mut bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for shape in shapes(&drawing.nodes) {
        for segment in &shape.path {
            let points = match *segment {
                crate::base::Segment::Move(x, y) | crate::base::Segment::Line(x, y) => vec![(x, y)],
                crate::base::Segment::Curve([a, b, c, d, x, y]) => vec![(a, b), (c, d), (x, y)],
                crate::base::Segment::Close => Vec::new(),
            };
            for (x, y) in points {
                bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
            }
        }
    }
    bounds.map(|side| (side * 10.0).round() / 10.0 + 0.0)
}

#[test]
fn what_moves_an_element_in_css_moves_it() {
    for (inside, expected) in [
        ("<rect width='40' height='30' style='transform:translate(20%,10%)'/>", [19.8, 9.9, 59.8, 39.9]),
        ("<rect width='40' height='30' transform='translate(5)' style='translate:1px 2px'/>", [6.0, 2.0, 46.0, 32.0]),
        ("<rect width='40' height='30' style='rotate:90deg;transform-origin:20px 20px'/>", [10.0, 0.0, 40.0, 40.0]),
        ("<rect x='20' y='20' width='40' height='30' style='scale:.5'/>", [10.0, 10.0, 30.0, 25.0]),
        (
            "<style>.r{transform-box:fill-box;transform-origin:center;transform:scale(.5)}</style><rect class='r' x='20' y='20' width='40' height='20'/>",
            [30.0, 25.0, 50.0, 35.0],
        ),
        (
            "<g style='transform-box:fill-box;transform-origin:right bottom;scale:.5'><rect x='20' y='20' width='20' height='20' style='transform-box:fill-box;transform-origin:center;rotate:90deg;scale:2 1'/></g>",
            [30.0, 30.0, 40.0, 50.0],
        ),
        (
            "<defs><rect id='a' width='20' height='20' style='transform-box:fill-box;transform-origin:center;scale:.5'/></defs><use href='#a'/>",
            [5.0, 5.0, 15.0, 15.0],
        ),
        (
            "<rect x='10' y='10' width='20' height='20' stroke='red' stroke-width='10' style='transform-box:stroke-box;scale:.5'/>",
            [7.5, 7.5, 17.5, 17.5],
        ),
        ("<rect width='40' height='30' transform='rotate(9)' style='transform:none'/>", [0.0, 0.0, 40.0, 30.0]),
        ("<rect width='40' height='30' style='transform:rotate(9)'/>", [0.0, 0.0, 40.0, 30.0]),
    ] {
        assert_eq!(bounds(inside), expected, "{inside}");
    }
    for (inside, said) in [
        ("<rect width='9' height='9' style='transform:rotate(9)'/>", "the transformation `rotate(9)` of <rect>"),
        ("<rect width='9' height='9' transform='rotate(9deg)'/>", "the transformation `rotate(9deg)`"),
        ("<rect width='9' height='9' style='transform:perspective(9px) rotateY(9deg)'/>", "in perspective"),
        ("<rect width='9' height='9' style='offset-path:path(\"M0 0h9\")'/>", "`offset-path: path("),
        ("<rect width='9' height='9' style='transform:rotate(9deg);rotate:none' transform='scale(1,-1)'/>", ""),
    ] {
        let told = told(inside);
        assert!(told.contains(said) && told.is_empty() == said.is_empty(), "{inside}: {told}");
    }
}

#[test]
fn clips_of_css_are_paths_of_the_box_they_are_measured_by() {
    for (clip, expected) in [
        ("inset(5px)", Some(crate::base::Segment::Move(25.0, 15.0))),
        ("circle(4px) fill-box", Some(crate::base::Segment::Move(36.0, 20.0))),
        ("polygon(0 0, 9px 0, 9px 9px)", Some(crate::base::Segment::Move(20.0, 10.0))),
        ("inset(10px) view-box", Some(crate::base::Segment::Move(10.0, 10.0))),
        ("none", None),
    ] {
        let drawing = read(&format!("<rect x='20' y='10' width='40' height='20' style='clip-path:{clip}'/>")).drawing;
        let path = shapes(&drawing.nodes)[0].clips.first().map(|clip| clip.path[0]);
        assert_eq!(path, expected, "{clip}");
    }
}

#[test]
fn variables_hold_where_they_are_said_and_colours_that_are_none_are_passed_over() {
    let fills = |inside: &str| -> Vec<Ground<Screen>> {
        let drawing = read(inside).drawing;
        shapes(&drawing.nodes).iter().filter_map(|shape| shape.fill.as_ref().map(|fill| fill.paint.clone())).collect()
    };
    let rect = "<rect width='9' height='9'/>";
    let (red, blue) = (Ground::Solid([255, 0, 0]), Ground::Solid([0, 0, 255]));
    for (inside, expected) in [
        (
            format!(
                "<style>.x{{--c:red}}.y{{--c:blue}}rect{{fill:var(--c)}}</style><g class='x'>{rect}</g><g class='y'>{rect}</g>"
            ),
            vec![red.clone(), blue.clone()],
        ),
        (format!("<style>svg{{--c:red}}rect{{--c:blue;fill:var(--c)}}</style>{rect}"), vec![blue.clone()]),
        (format!("<style>svg{{--a:var(--b);--b:red}}rect{{--b:blue;fill:var(--a)}}</style>{rect}"), vec![red.clone()]),
        (
            format!("<style>@property --c{{syntax:'*';initial-value:red}}rect{{fill:var(--c)}}</style>{rect}"),
            vec![red.clone()],
        ),
        (format!("<style>rect{{fill:red;fill:nonsense}}</style>{rect}"), vec![red.clone()]),
        (format!("<style>svg{{fill:red}}rect{{fill:unset}}</style>{rect}"), vec![red.clone()]),
        (
            format!("<style>@layer a,b;@layer b{{rect{{fill:red}}}}@layer a{{rect{{fill:blue}}}}</style>{rect}"),
            vec![red.clone()],
        ),
        (format!("<style>rect{{fill:blue}}@layer a{{svg rect{{fill:red}}}}</style>{rect}"), vec![blue]),
        (
            format!("<style media='(prefers-color-scheme: dark)'>rect{{fill:blue}}</style><g fill='red'>{rect}</g>"),
            vec![red],
        ),
    ] {
        assert_eq!(fills(&inside), expected, "{inside}");
    }
    let halves = read("<rect width='9' height='9' fill='rgba(200,0,0,30%)'/>").drawing;
    assert!(shapes(&halves.nodes)[0].fill.as_ref().is_some_and(|fill| (0.29..0.31).contains(&fill.alpha)));
}

#[test]
fn lines_have_no_inside_however_they_lie() {
    for (inside, has_fill) in [
        ("<line x1='20' y1='20' x2='80' y2='80' stroke='#000' transform='rotate(45)'/>", false),
        ("<path d='M20 20L50 50L80 80' stroke='#000'/>", false),
        ("<path d='M20 20L50 51L80 80' stroke='#000'/>", true),
        ("<path d='M20 20Q50 20 80 20' stroke='#000'/>", false),
    ] {
        let drawing = read(inside).drawing;
        assert_eq!(shapes(&drawing.nodes)[0].fill.is_some(), has_fill, "{inside}");
    }
}

#[test]
fn what_mixes_within_a_group_that_stands_alone_mixes_with_nothing_below() {
    let mixed = "<rect width='9' height='9' style='mix-blend-mode:multiply'/>";
    let drawing =
        read(&format!("<rect width='9' height='9' fill='red'/><g style='isolation:isolate'>{mixed}</g>")).drawing;
    assert!(matches!(&drawing.nodes[1], Node::Group(group) if group.blend == "Normal"), "{drawing:?}");
}
