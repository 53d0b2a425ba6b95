//! The resolved edition: every default applied, every length absolute, every reference an id that exists.

use crate::base::{
    CharStyleId, Em, FaceId, FamilyId, FrameId, Insets, Len, PageId, ParaStyleId, Permille, PictureId, Pose, Rect,
    Script, Size, Span, StoryId,
};

use crate::input::Markup;
pub use crate::tradition::{Course, Direction, Lang};

use super::booked::Booked;
use super::bookings::Booking;
use super::care::{Care, Convert};
use super::features::Features;
use super::fitting::{Caption, Give, Outline, Piece};
use super::gradient::Gradient;
use super::head_fit::HeadFit;
use super::ink::{Ink, Paint};
use super::makeup::MakeupTable;
use super::origin::Origin;
use super::para_style::ParaStyle;
use super::press::Press;
use super::rules::{Border, Corners, Line};
use super::table::Table;
use super::vacancy::{FreeLimit, Vacancy};

/// One issue of a paper (期), ready to be set.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// Paper name, date and identification, for folio lines and PDF metadata.
    pub imprint: Imprint,
    /// The pages in printing order; `PageId` indexes them.
    pub pages: Vec<Page>,
    /// All frames of all pages; `FrameId` indexes them.
    pub frames: Vec<Frame>,
    /// All stories, furniture texts included; `StoryId` indexes them.
    pub stories: Vec<Story>,
    /// Which story runs through which frames.
    pub threads: Vec<Thread>,
    /// Paragraph styles; `ParaStyleId` indexes them.
    pub para_styles: Vec<ParaStyle>,
    /// Character styles, one per distinct run look; `CharStyleId` indexes them.
    pub char_styles: Vec<CharStyle>,
    /// Font families; `FamilyId` indexes them.
    pub families: Vec<Family>,
    /// Spot inks and screen colours; `InkId` indexes them.
    pub inks: Vec<Ink>,
    /// What the pages are printed on.
    pub press: Press,
    /// Pictures used, one per file; `PictureId` indexes them.
    pub pictures: Vec<Picture>,
    /// Captions that take as many lines as they need.
    pub captions: Vec<Caption>,
    /// Headline blocks that take as many rows as they need.
    pub head_fits: Vec<HeadFit>,
    /// What may fill the rows that stories leave free (补白), page by page in order of preference.
    pub stock: Vec<Piece>,
    /// Places that nothing fills and something is due in.
    pub vacancies: Vec<Vacancy>,
    /// What its frames come of.
    pub origins: Vec<Origin>,
    /// How much stories may leave free.
    pub free_limit: FreeLimit,
    /// Advertisements booked for its day, with where they stand.
    pub bookings: Vec<Booking>,
    /// Frames with advertisements that nobody booked, where there is a list.
    pub unbooked: Vec<FrameId>,
}

/// What identifies the issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// Name of the paper.
    pub paper: String,
    /// Date of issue.
    pub date: Date,
    /// Document title of the PDF: paper, date and pages.
    pub title: String,
    /// Language of most of the text.
    pub language: Lang,
}

/// A calendar date with the time zone's offset, given by the edition, never by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year, 1900 to 2199.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
}

impl Imprint {
    /// The date of issue, where the edition gave one.
    pub(super) fn known_date(&self) -> Option<Date> {
        Some(self.date).filter(|date| *date != Date::default())
    }
}

impl Default for Date {
    /// The first day that can be given; stands in where the edition has no valid date.
    fn default() -> Self {
        Self { year: 1900, month: 1, day: 1 }
    }
}

/// A page (版) with its grid.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Number as printed, such as `1` or `A01`.
    pub number: String,
    /// Name as printed, such as 要闻.
    pub name: String,
    /// Finished size.
    pub trim: Size,
    /// Bleed on all sides.
    pub bleed: Len,
    /// Type area (版心).
    pub type_area: Rect,
    /// Baseline grid and base columns.
    pub grid: Grid,
    /// Frames in drawing order, bottom first.
    pub frames: Vec<FrameId>,
    /// What its makeup is judged by.
    pub makeup: MakeupTable,
}

/// What may be missing of a row: millimetres need not be exact in points, and nobody sees a twentieth of one.
pub const SHORT_OF_ROW: Len = Len(1_800);

/// The baseline grid (基线网格) and base columns (基本栏) of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// First baseline, from the type area's top.
    pub first: Len,
    /// Distance of baselines (行距).
    pub leading: Len,
    /// Body size the grid is made for; a row's character box is this high.
    pub body: Len,
    /// Number of base columns.
    pub columns: u16,
    /// Distance between base columns (栏距).
    pub gutter: Len,
    /// Number of rows in the type area.
    pub rows: u16,
}

/// A frame (文字块/图框): a rectangle with something in it.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Name in the layout.
    pub name: String,
    /// The page it is on.
    pub page: PageId,
    /// Its rectangle, from the trim's corner.
    pub area: Rect,
    /// The rectangles it is made of, when it is not one rectangle: an L, a T, steps.
    pub parts: Vec<Rect>,
    /// Shape of its picture, which other frames' text runs around.
    pub outline: Outline,
    /// Radius of its corners.
    pub radius: Len,
    /// Their form.
    pub corners: Corners,
    /// Whether text runs on both sides of it in one column, not on the wider one alone.
    pub both_sides: bool,
    /// Distance of the content from the rectangle.
    pub padding: crate::base::Insets,
    /// Columns (栏) of the text.
    pub columns: u16,
    /// How wide each column is, when they differ; else they share the frame equally.
    pub measures: Vec<Len>,
    /// Distance between columns.
    pub gutter: Len,
    /// What a column's measure is a whole multiple of (composition G1); zero for any.
    pub measure_step: Len,
    /// Rule between columns.
    pub column_rule: Option<Line>,
    /// Rules around the rectangle.
    pub border: Border,
    /// Fill of the rectangle.
    pub background: Option<Paint>,
    /// Two process colours in place of the fill.
    pub gradient: Option<Gradient>,
    /// Which way lines run.
    pub direction: Direction,
    /// From which side its columns and lines begin.
    pub course: Course,
    /// Whether lines sit on the page's grid or on their own leading.
    pub lines: Lines,
    /// Where lines stand in a free frame that they do not fill.
    pub vertical_align: VerticalAlign,
    /// What is in it.
    pub content: Content,
    /// Stand-off kept by text of other frames, when they run around this one (绕排).
    pub runaround: Option<Len>,
    /// Rows that text has under it at least, its caption included; fewer have no text. 0 asks for none.
    pub rows_under: u16,
    /// Line distance of its own from its top on, in place of the page's grid.
    pub leading: Option<Len>,
    /// Whether a story that ends here leaves its columns equally deep (composition G5), not the last ones empty.
    pub balance: bool,
    /// Whether it is advertising space, with all that stands in it.
    pub is_ad: bool,
    /// The size it was sold in.
    pub booked: Option<Booked>,
    /// Name of the page's story its picture or text belongs to, when the layout or edition says so.
    pub with: Option<String>,
    /// Where the layout defines it.
    pub span: Span,
}

/// Where the baselines of a frame come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// From the page's baseline grid.
    #[default]
    OnGrid,
    /// Stacked by the paragraph styles' own leading: headline blocks, captions, furniture.
    Free,
}

/// Distribution of free lines over their frame's height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerticalAlign {
    /// From the top.
    #[default]
    Top,
    /// Centred.
    Middle,
    /// At the foot.
    Bottom,
}

/// What a frame shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// Nothing but its border and background.
    #[default]
    Empty,
    /// Text: the thread that names this frame tells which.
    Text,
    /// A picture.
    Picture(PlacedPicture),
    /// A table whose cells are the paragraphs of the frame's story.
    Table(Box<Table>),
    /// A QR code drawn as vectors.
    Code {
        /// The encoded text.
        text: String,
        /// Colour of the dark modules.
        paint: Paint,
    },
}

/// A picture in its frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedPicture {
    /// Which picture.
    pub picture: PictureId,
    /// How it meets the frame's rectangle.
    pub fit: PictureFit,
    /// The point of the picture that cropping keeps, from its left and top.
    pub focus: (Permille, Permille),
    /// How much larger than needed it stands, from [`Permille::ONE`].
    pub zoom: Permille,
    /// How it is turned.
    pub pose: Pose,
}

/// How a picture fills a rectangle of another shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PictureFit {
    /// Fill the rectangle, cut what hangs over.
    #[default]
    Cover,
    /// Show all of it, centred.
    Contain,
    /// At its own size, centred: booked advertisements.
    Exact,
}

/// Whether a picture is line art (线条稿): black and white without greys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineArt {
    /// Nothing was said: one-bit pictures are.
    #[default]
    Unsaid,
    /// It is.
    Yes,
    /// It is not, even where it is of one bit.
    No,
}

/// A picture file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Path as given, by which the caller provides the bytes.
    pub name: String,
    /// The page, of a PDF or TIFF, from 1.
    pub page: u32,
    /// Whether it is line art.
    pub line_art: LineArt,
    /// Width and height; only the proportion of pixels counts, drawings and PDF pages have real ones. Without it the picture takes its frame's proportion.
    pub size: Option<Size>,
    /// Width and height on paper, where the file says them.
    pub paper: Option<Size>,
    /// Where it was asked for.
    pub span: Span,
    /// How far its own bleed goes beyond its size, of a page of a PDF.
    pub bleed: Insets,
    /// What an advertisement may be changed in, and which of its faults are let through.
    pub care: Care,
}

impl Picture {
    /// Name by which the prepared picture is found: one file may be used in several ways.
    pub fn key(&self) -> String {
        let line_art = match self.line_art {
            LineArt::Unsaid => "",
            LineArt::Yes => " line art",
            LineArt::No => " halftone",
        };
        let page = if self.page == 1 { String::new() } else { format!(" page {}", self.page) };
        let convert = if self.care.convert == Convert::Never { " unconverted" } else { "" };
        let raster = self.care.rasterise.iter().map(|ppi| format!(" at {ppi}"));
        let more: String = raster.chain(self.care.accepts.iter().map(|rule| format!(" {rule}"))).collect();
        format!("{}{page}{line_art}{convert}{more}", self.name)
    }
}

/// A story's way through frames (串接).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The story.
    pub story: StoryId,
    /// Its frames in reading order, across pages.
    pub frames: Vec<FrameId>,
    /// Where it goes on on another page (转版), in order.
    pub jumps: Vec<Jump>,
    /// What may give when it does not fill its frames, in order of preference (补白/缩行).
    pub gives: Vec<Give>,
    /// Who has the whole rows that its headline block does not need.
    pub free_head: FreeHead,
}

/// Who has the rows that a headline block leaves free.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FreeHead {
    /// The block, above and below its lines.
    #[default]
    Block,
    /// The text below it.
    Body,
}

/// A story's way from one page to another (转版).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// How many of the thread's frames lie before it.
    pub after: usize,
    /// The text that stands at the break: a story without a thread.
    pub line: StoryId,
}

/// A story (稿件): paragraphs that flow through one thread.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// Name in the edition, such as `lead`; a headline block has its story's name with `/head`.
    pub name: String,
    /// Body copy, or a text that belongs to the page.
    pub kind: StoryKind,
    /// Path of the article it is from; empty for texts of the edition and layouts.
    pub article: String,
    /// Its paragraphs.
    pub paras: Vec<Para>,
    /// Where the edition asks for it.
    pub span: Span,
}

/// What a story is to the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoryKind {
    /// Body copy of an article; counted and reported.
    #[default]
    Body,
    /// The headline block of an article.
    Head,
    /// Masthead, folio, caption, advertisement text: furniture of the page.
    Furniture,
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub struct Para {
    /// How it is set.
    pub style: ParaStyleId,
    /// What it is to a reader.
    pub role: Role,
    /// Its text in runs of one look; a `\n` in a run is a forced line break.
    pub runs: Vec<Run>,
    /// A picture that stands in its place, as wide as the column and on whole rows.
    pub picture: Option<PlacedPicture>,
    /// The table whose cells begin with it and follow, a paragraph each.
    pub table: Option<Box<StoryTable>>,
}

/// A table between the paragraphs of a story, whose rows stand on the rows of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryTable {
    /// Its columns, rows, cells and rules.
    pub table: Table,
    /// How the article names it: a path, or a name of the edition.
    pub name: String,
    /// Where the article asks for it.
    pub span: Span,
}

/// What a paragraph is to a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Body text, or a text of the page.
    #[default]
    Body,
    /// Kicker (引题).
    Kicker,
    /// A line of the headline (主题).
    Headline,
    /// Deck (副题).
    Deck,
    /// Byline (署名).
    Byline,
    /// Crosshead (小标题).
    Crosshead,
    /// A quotation between paragraphs.
    Quote,
    /// A picture between paragraphs, or its caption.
    Caption,
    /// The title of a table between paragraphs.
    TableTitle,
    /// A cell of a table between paragraphs.
    Cell,
}

/// A stretch of text of one look.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Its look.
    pub style: CharStyleId,
    /// Where it was written.
    pub span: Span,
    /// What is drawn beside it.
    pub annotation: Annotation,
    /// Bold and emphasised as written, whatever the styles make of it.
    pub markup: Markup,
    /// Raised or lowered. Its text holds the characters that Unicode has for such letters; drawn are the letters themselves, in the style's size.
    pub script: Script,
}

/// Marks beside the characters (composition J); they never change the line pitch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Annotation {
    /// None.
    #[default]
    None,
    /// Emphasis dots (着重号).
    Emphasis,
    /// Proper-name line (专名号).
    ProperName,
    /// Wavy book-title line (书名号).
    BookTitle,
    /// Ruby or pinyin above (horizontal) or to the right (vertical); bopomofo to the right.
    Ruby(Ruby),
    /// Inline note in two half-size lines (夹注).
    InlineNote,
    /// Short digits upright in one em of a vertical line (纵中横).
    TateChuYoko,
}

/// The reading of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ruby {
    /// The reading.
    pub text: String,
    /// Whether the run goes on with the word of the run before it.
    pub goes_on: bool,
}

/// A run look, fully resolved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CharStyle {
    /// Fallback chain of faces for Chinese and everything without a better one.
    pub family: FamilyId,
    /// Type size.
    pub size: Len,
    /// Fill colour; `None` draws no fill.
    pub paint: Option<Paint>,
    /// Language, which decides region rules and glyph forms.
    pub lang: Lang,
    /// Horizontal scale (长/扁字).
    pub scale_x: Permille,
    /// Extra advance after each cluster (字距), in em.
    pub tracking: Em,
    /// Rise above the baseline.
    pub rise: Len,
    /// Two process colours over the letters, in place of `paint`.
    pub gradient: Option<Gradient>,
    /// Layers drawn beneath the fill, bottom first.
    pub layers: Vec<Layer>,
    /// OpenType features of its Western letters.
    pub features: Features,
}

/// A fallback chain of faces in one weight (字体).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Name in the layout.
    pub name: String,
    /// Faces tried in order for a character; the first decides metrics.
    pub chain: Vec<FaceId>,
    /// The face of Western letters and digits, when it is not the first of the chain.
    pub latin: Option<Latin>,
}

/// The Western companion of a Chinese face (composition E5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latin {
    /// The face.
    pub face: FaceId,
    /// Its size relative to the Chinese size.
    pub scale: Permille,
    /// Its rise above the Chinese baseline, in em.
    pub rise: Em,
}

/// An offset copy under a headline's fill.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Layer {
    /// Shift to the right.
    pub dx: Len,
    /// Shift downwards.
    pub dy: Len,
    /// Outline width; `None` fills instead.
    pub stroke: Option<Len>,
    /// Colour.
    pub paint: Paint,
}
