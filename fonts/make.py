#!/usr/bin/env python3
"""Make the font files of this folder from their Debian packages.

    python3 fonts/make.py            make every file, check it, renew README.md's table
    python3 fonts/make.py NAME ...   make only the files whose name starts with NAME
    python3 fonts/make.py --check    check the files that are there, make nothing

Each file is a subset of a packaged font: fewer characters, no hints, a chosen
set of layout features.  Outlines and metrics are not changed, and the output
does not depend on when or where the script runs.

Needs fontTools and the Debian packages fonts-noto-cjk, fonts-noto-cjk-extra,
fonts-lxgw-wenkai, fonts-noto-core, fonts-texgyre and unicode-data.
"""

import bz2
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).resolve().parent
NOTO = Path("/usr/share/fonts/opentype/noto")
WENKAI = Path("/usr/share/fonts/truetype/lxgw-wenkai")
TEXGYRE = Path("/usr/share/texmf/fonts/opentype/public/tex-gyre")
UNIHAN = [Path(f"/usr/share/unicode/Unihan_{part}.txt.bz2") for part in ("OtherMappings", "DictionaryLikeData")]

NOTICE = "Modified version: a subset made by fonts/make.py of the paiban typesetter."

CJK_FEATURES = (
    "vert vrt2 locl halt vhal palt vpal kern vkrn liga dlig calt ccmp mark mkmk "
    "hwid fwid pwid twid qwid ruby"
).split()
LATIN_FEATURES = "kern cpsp liga locl lnum onum pnum tnum smcp c2sc".split()

def systems(scripts, languages):
    """Names of language systems, as the subsetter takes them."""
    return ["DFLT.dflt"] + [f"{script}.{lang}" for script in scripts for lang in ("dflt", *languages)]


# Scripts and language systems kept. The first faces have no Hangul: their Korean systems go, and their glyphs with them.
CHINESE_SCRIPTS = systems(("latn", "grek", "cyrl", "kana", "hani"), ("ZHS", "ZHT", "ZHH", "JAN"))
ALL_SCRIPTS = systems(("latn", "grek", "cyrl", "kana", "hani", "hang"), ("ZHS", "ZHT", "ZHH", "JAN", "KOR"))


# ---------------------------------------------------------------- characters

def span(*ranges):
    """The code points of inclusive (first, last) pairs."""
    return {c for first, last in ranges for c in range(first, last + 1)}


def codec_rows(codec, leads, trails):
    """The code points a two-byte codec gives for these lead and trail bytes."""
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                text = bytes((lead, trail)).decode(codec)
            except UnicodeDecodeError:
                continue
            found.update(map(ord, text))
    return found


def gb2312():
    """All of GB 2312: signs, kana, Greek, Cyrillic, bopomofo, both Han levels."""
    return codec_rows("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))


def unihan(field, wanted=lambda value: True):
    """The characters that have this field of Unihan, with a value that is wanted."""
    found = set()
    for path in UNIHAN:
        with bz2.open(path, "rt", encoding="utf-8") as lines:
            fields = (line.rstrip("\n").split("\t") for line in lines if not line.startswith("#"))
            found |= {int(f[0][2:], 16) for f in fields if len(f) > 2 and f[1] == field and wanted(f[2])}
    return found


def general_standard():
    """通用规范汉字表, the 8105 characters of Unihan's kTGH field."""
    return unihan("kTGH")


def further_western():
    """What the Latin faces lack of Western writing: Greek with accents, Cyrillic, Vietnamese, the last letters of pinyin, raised and
    lowered figures, fractions, currency."""
    signs = set(map(ord, "ɑɡḿǹẑǕǖˊˋˍ‾⁄"))
    return latin() | signs | span((0x02B0, 0x02DD), (0x0370, 0x03FF), (0x0400, 0x045F), (0x0490, 0x0491), (0x1E00, 0x1FFF), (0x2070, 0x209C),
                        (0x20A0, 0x20BF), (0x2150, 0x215E))


def mathematics():
    """Operators and relations; the national sets of Japan, Korea and Taiwan ask for ≒ and ∼, which no CJK face here has."""
    return span((0x2190, 0x21FF), (0x2200, 0x22FF))


def symbols():
    """Shapes, weather, chess, dice, hands and ticks."""
    return span((0x25A0, 0x25FF), (0x2600, 0x26FF), (0x2700, 0x27BF))


def big5_level1():
    """The commonly used traditional characters: Big5 rows A440 to C67E."""
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    return codec_rows("big5", range(0xA4, 0xC7), trails)


def jis_level1():
    """JIS X 0208 level 1 kanji (rows 16 to 47), which hold nearly all of Jōyō."""
    return codec_rows("euc_jp", range(0xB0, 0xD0), range(0xA1, 0xFF))


def hong_kong():
    """Hong Kong's list of common characters, and of its supplementary set what Unicode's core set counts as Hong Kong's."""
    return unihan("kHKGlyph") | (unihan("kHKSCS") & unihan("kUnihanCore2020", lambda regions: "H" in regions))


def ks_x_1001():
    """All of KS X 1001: signs, the 2,350 syllables of Hangul and the 4,888 Hanja."""
    return codec_rows("euc_kr", range(0xA1, 0xFE), range(0xA1, 0xFF))


def jis_x_0208():
    """All of JIS X 0208: signs, kana and both levels of kanji."""
    return codec_rows("euc_jp", range(0xA1, 0xF5), range(0xA1, 0xFF))


def big5():
    """All of Big5: the characters of Taiwan in both levels, and its signs."""
    return codec_rows("big5", range(0xA1, 0xFA), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])


def east_signs():
    """Signs of Japanese, Korean and Taiwan papers beyond the Chinese ones: tone marks of bopomofo, company marks, circled
    Katakana and Hangul, squared words."""
    return set(map(ord, "ˇˉˊˋ˙₩〒〠")) | span(
        (0x31A0, 0x31BA),   # bopomofo extended
        (0x31F0, 0x31FF),   # small katakana for Ainu
        (0x3131, 0x318E),   # compatibility jamo
        (0x3200, 0x321E),   # bracketed Hangul
        (0x3230, 0x3243),   # ㈰ to ㉃, ㈱ among them
        (0x3251, 0x325F),   # ㉑ to ㉟
        (0x3260, 0x327F),   # circled Hangul
        (0x328A, 0x32BF),   # ㊊ to ㊿
        (0x32D0, 0x32FE),   # circled Katakana
        (0x32FF, 0x3357),   # 令和 in a square, squared Katakana
        (0x3371, 0x337F),   # squared words, eras among them
    )


def latin():
    """ASCII, Latin-1, Latin Extended-A, pinyin, punctuation, currency."""
    pinyin = set(map(ord, "ɑɡǎǐǒǔǖǘǚǜǹḿẑếềấầ")) | span((0x1CD, 0x1DC))
    accents = {0x300, 0x301, 0x302, 0x304, 0x308, 0x30C}
    punctuation = span((0x2002, 0x200A), (0x2010, 0x2027), (0x2030, 0x203C), (0x2047, 0x2049))
    currency = set(map(ord, "€₣₤₩₫₱₹₽₿"))
    signs = set(map(ord, "№℃℅℉ℓ™Ω−×÷≈≠≤≥∞√◦ﬁﬂ⁄"))
    blocks = span((0x20, 0x7E), (0xA0, 0xFF), (0x100, 0x17F))
    return blocks | pinyin | accents | punctuation | currency | signs


def signs():
    """Signs, forms and ornaments a Chinese newspaper uses, beyond GB 2312's."""
    return set(map(ord, "⸺⋯⋮∶∷※№℃℉℡✓✔✕✖✚❖☆★☎☏☐☑☒☀☁☂☃♀♂♠♣♥♦♪♫")) | span(
        (0x2160, 0x217B),   # Roman numerals
        (0x2190, 0x2199),   # arrows
        (0x2460, 0x249B),   # circled, bracketed and dotted numbers
        (0x24EA, 0x24FF),   # ⓪ and white on black circled numbers
        (0x2500, 0x259F),   # box drawing, blocks
        (0x25A0, 0x25FF),   # geometric shapes
        (0x2776, 0x277F),   # ❶ to ❿
        (0x3000, 0x303F),   # CJK symbols and punctuation
        (0x3041, 0x30FF),   # kana
        (0x3105, 0x312F),   # bopomofo
        (0x3220, 0x3229),   # ㈠ to ㈩
        (0x3280, 0x3289),   # ㊀ to ㊉
        (0x32C0, 0x32CB),   # ㋀ to ㋋
        (0x3358, 0x3370),   # hours
        (0x3380, 0x33DF),   # squared units
        (0x33E0, 0x33FE),   # days
        (0xFE10, 0xFE19),   # vertical forms
        (0xFE30, 0xFE4F),   # CJK compatibility forms
        (0xFE50, 0xFE6B),   # small forms
        (0xFF01, 0xFF60),   # fullwidth forms
        (0xFFE0, 0xFFE6),
    )


def simplified():
    """The set of every Chinese face here."""
    return latin() | signs() | gb2312() | general_standard()


def all_regions():
    """The set of the text face: also common traditional characters and kanji."""
    return simplified() | big5_level1() | jis_level1()


def east():
    """What papers of Japan, Korea, Taiwan and Hong Kong need."""
    return jis_x_0208() | ks_x_1001() | big5() | hong_kong() | east_signs()


def beyond_text_face():
    """The set that stands beside the text face: what of the east it has not."""
    return east() - all_regions()


def beyond_headline_face():
    """The set that stands beside the other Chinese faces: what of the east they have not."""
    return east() - simplified()


def is_han(code):
    """Whether a code point is an ideograph."""
    return 0x2E80 <= code <= 0x2FDF or 0x3400 <= code <= 0x9FFF or \
        0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF


# --------------------------------------------------------------------- faces

@dataclass(frozen=True)
class Face:
    """One shipped file: where it comes from and how it is cut."""

    file: str
    package: str
    source: Path
    postscript: str            # the name of the face in the source
    characters: Callable      # gives the code points wanted
    licence: str
    features: tuple
    rename: tuple              # pairs (old, new) put through the names
    scripts: tuple = ("*",)    # language systems kept

    @property
    def is_cjk(self):
        return self.features != tuple(LATIN_FEATURES)


def noto(style, weight, package, characters=simplified):
    """A Noto CJK face in its Simplified Chinese form."""
    name = f"Noto{style}CJKsc-{weight}"
    return Face(f"{name}.otf", package, NOTO / f"Noto{style}CJK-{weight}.ttc", name,
                characters, "OFL 1.1", tuple(CJK_FEATURES),
                rename=(("CJKjp", "CJKsc"), ("CJK JP", "CJK SC")),  # in the shared CFF table
                scripts=tuple(CHINESE_SCRIPTS))


def supplement(style, weight, package, characters):
    """A second file of a Noto CJK face, for what the first has not; named apart, so that a family can list both."""
    first = noto(style, weight, package, characters)
    return replace(first, file=f"Noto{style}CJKSupplement-{weight}.otf", scripts=tuple(ALL_SCRIPTS),
                   rename=(("CJKjp", "CJKSupplement"), ("CJK JP", "CJK Supplement"),
                           ("CJKsc", "CJKSupplement"), ("CJK SC", "CJK Supplement")))


def wenkai():
    """LXGW WenKai, renamed: its licence reserves the names 霞鹜 and LXGW."""
    return Face("LXGWWenKai-Regular.ttf", "fonts-lxgw-wenkai",
                WENKAI / "LXGWWenKai-Regular.ttf", "LXGWWenKai-Regular", simplified,
                "OFL 1.1", tuple(CJK_FEATURES),
                rename=(("LXGW", "Paiban"), ("霞鹜", "排版")))


def further(style, weight, characters):
    """A Noto face for what neither the Latin nor the Chinese faces have."""
    name = f"Noto{style}-{weight}"
    return Face(f"{name}.ttf", "fonts-noto-core", Path(f"/usr/share/fonts/truetype/noto/{name}.ttf"), name,
                characters, "OFL 1.1", tuple(LATIN_FEATURES), rename=())


def gyre(family, weight):
    """A TeX Gyre face, renamed as its licence asks of changed versions."""
    return Face(f"Paiban{family}-{weight}.otf", "fonts-texgyre",
                TEXGYRE / f"texgyre{family.lower()}-{weight.lower()}.otf",
                f"TeXGyre{family}-{weight}", latin, "GUST Font License",
                tuple(LATIN_FEATURES),
                rename=(("TeX Gyre", "Paiban"), ("TeXGyre", "Paiban")))


FACES = [
    noto("Serif", "Regular", "fonts-noto-cjk", all_regions),
    noto("Serif", "Bold", "fonts-noto-cjk"),
    noto("Serif", "Black", "fonts-noto-cjk-extra"),
    noto("Sans", "Regular", "fonts-noto-cjk"),
    noto("Sans", "Bold", "fonts-noto-cjk"),
    supplement("Serif", "Regular", "fonts-noto-cjk", beyond_text_face),
    supplement("Sans", "Bold", "fonts-noto-cjk", beyond_headline_face),
    wenkai(),
    gyre("Termes", "Regular"),
    gyre("Termes", "Bold"),
    gyre("Termes", "Italic"),
    gyre("Termes", "BoldItalic"),
    gyre("Heros", "Regular"),
    gyre("Heros", "Bold"),
    further("Serif", "Regular", further_western),
    further("Serif", "Bold", further_western),
    further("Sans", "Regular", further_western),
    further("Sans", "Bold", further_western),
    further("SansMath", "Regular", mathematics),
    further("SansSymbols2", "Regular", symbols),
]


# -------------------------------------------------------------------- making

def open_source(face):
    """The face's source font, found by its PostScript name in a collection."""
    if face.source.suffix != ".ttc":
        return TTFont(face.source, lazy=True, recalcTimestamp=False)
    names = [f["name"].getDebugName(6) for f in TTCollection(face.source, lazy=True)]
    return TTFont(face.source, fontNumber=names.index(face.postscript), lazy=True,
                  recalcTimestamp=False)


def options(face):
    """How the subsetter is to cut this face."""
    o = subset.Options()
    o.layout_features = list(face.features)
    o.layout_scripts = list(face.scripts)
    o.name_IDs, o.name_languages, o.name_legacy = ["*"], ["*"], True
    o.notdef_outline = True
    o.hinting = False
    o.recalc_timestamp = False
    return o


def drop_han_variants(font):
    """Take ideographic variation sequences out; those of signs stay."""
    for table in font["cmap"].tables:
        if table.format == 14:
            kept = ((selector, [e for e in entries if not is_han(e[0])])
                    for selector, entries in table.uvsDict.items())
            table.uvsDict = {selector: entries for selector, entries in kept if entries}


def drop_short_maps(font):
    """Take the 16-bit maps (cmap format 4) out: scattered as these characters are, one does not hold them; format 12 stays."""
    font["cmap"].tables = [table for table in font["cmap"].tables if table.format != 4]


def rename(font, pairs):
    """Put (old, new) pairs through the names a user or a PDF reader sees."""
    def changed(text):
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    for record in font["name"].names:
        if record.nameID in (1, 2, 3, 4, 6, 16, 17, 18, 21, 22, 25):
            record.string = changed(record.toUnicode())
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [changed(name) for name in cff.fontNames]
        for key in ("FullName", "FamilyName"):
            if hasattr(cff.topDictIndex[0], key):
                setattr(cff.topDictIndex[0], key, changed(getattr(cff.topDictIndex[0], key)))


def add_notice(font):
    """Say in the description (name 10) that this is a changed version."""
    old = font["name"].getDebugName(10)
    font["name"].setName(f"{old} {NOTICE}" if old else NOTICE, 10, 3, 1, 0x409)


def make(face):
    """Cut one face and save it."""
    font = open_source(face)
    if face.is_cjk:
        drop_han_variants(font)
    cutter = subset.Subsetter(options(face))
    cutter.populate(unicodes=face.characters())
    cutter.subset(font)
    if "Supplement" in face.file:
        drop_short_maps(font)
    rename(font, face.rename)
    add_notice(font)
    font.save(HERE / face.file)
    return face.file


# ------------------------------------------------------------------ checking

def substitutes(font, tag):
    """Every glyph that a feature's single substitutions take as input."""
    gsub = font["GSUB"].table
    records = gsub.FeatureList.FeatureRecord
    used = {i for r in records if r.FeatureTag == tag for i in r.Feature.LookupListIndex}
    glyphs = set()
    for index in used:
        for table in gsub.LookupList.Lookup[index].SubTable:
            glyphs.update(getattr(getattr(table, "ExtSubTable", table), "mapping", ()))
    return glyphs


def languages(font):
    """The language systems of the font's substitutions."""
    scripts = font["GSUB"].table.ScriptList.ScriptRecord
    return {r.LangSysTag.strip() for s in scripts for r in s.Script.LangSysRecord}


def problems(face):
    """What is wrong with a made file; an empty list when nothing is."""
    font, source = TTFont(HERE / face.file), open_source(face)
    has, had = font.getBestCmap(), source.getBestCmap()
    found = [f"lost U+{c:04X}" for c in sorted(face.characters()) if c in had and c not in has]
    found += [f"no {c}" for c in "·—…“”‘’" if ord(c) in face.characters() and ord(c) not in has]
    for reserved in (old for old, _ in face.rename):
        if any(reserved in n.toUnicode() for n in font["name"].names if n.nameID in (1, 4, 6, 16)):
            found.append(f"still named {reserved}")
    if face.is_cjk:
        turned, turned_before = substitutes(font, "vert"), substitutes(source, "vert")
        found += [f"no vert form of {c}" for c in "，。、；：！？（）《》「」【】“”‘’—…"
                  if ord(c) in has and had[ord(c)] in turned_before and has[ord(c)] not in turned]
        found += [f"no table {tag}" for tag in ("vhea", "vmtx", "BASE") if tag not in font]
    if "NotoS" in face.file and face.is_cjk:
        # Of the supplements the Chinese forms of the mainland are the plain ones: nothing is left to substitute.
        kept = {"KOR"} if "Supplement" in face.file else {system.split(".")[1] for system in face.scripts} - {"dflt"}
        found += [f"no language {t}" for t in sorted(kept) if t not in languages(font)]
        if "VORG" not in font:
            found.append("no table VORG")
        if not hasattr(font["CFF "].cff.topDictIndex[0], "ROS"):
            found.append("not CID-keyed")
    return found


def absent(face):
    """The characters of the face's set that the source itself lacks."""
    had = open_source(face).getBestCmap()
    return [c for c in sorted(face.characters()) if c not in had]


# ----------------------------------------------------------------- reporting

def package_version(package):
    """The installed version of a Debian package."""
    return subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package],
                          check=True, capture_output=True, text=True).stdout


def row(face):
    """The face's row of README.md's table."""
    path = HERE / face.file
    font = TTFont(path, lazy=True)
    family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
    style = font["name"].getDebugName(17) or font["name"].getDebugName(2)
    glyphs, characters = font["maxp"].numGlyphs, len(font.getBestCmap())
    return (f"| `{face.file}` | `{face.package}` {package_version(face.package)} "
            f"| {face.postscript} | {family} {style} | {characters} | {glyphs} "
            f"| {path.stat().st_size / 1e6:.2f} MB | {face.licence} |")


def renew_table():
    """Put a fresh table between the marks of README.md."""
    readme = HERE / "README.md"
    if not readme.exists():
        return
    head, rest = readme.read_text("utf-8").split("<!-- table -->\n")[:2]
    tail = rest.split("<!-- end of table -->")[1]
    table = ["| File | Package and version | Source face | Name in the file "
             "| Characters | Glyphs | Size | Licence |", "|---|---|---|---|---|---|---|---|"]
    table += [row(face) for face in FACES]
    readme.write_text(f"{head}<!-- table -->\n" + "\n".join(table)
                      + f"\n<!-- end of table -->{tail}", "utf-8")


def main(words):
    """Make and check the faces the command line asks for."""
    checking = "--check" in words
    names = tuple(w for w in words if w != "--check")
    faces = [f for f in FACES if not names or f.file.startswith(names)]
    with ProcessPoolExecutor(max_workers=2) as pool:
        if not checking:
            for file in pool.map(make, faces):
                print("made", file, flush=True)
        failures = list(pool.map(problems, faces))
    for face, found in zip(faces, failures):
        print(face.file, "; ".join(found) or "ok")
        lacking = absent(face)
        print("  not in the source:", len(lacking), " ".join(f"{c:04X}" for c in lacking[:200]))
    if not checking and len(faces) == len(FACES):
        renew_table()
    print(f"total {sum((HERE / f.file).stat().st_size for f in faces) / 1e6:.2f} MB")
    return 1 if any(failures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
