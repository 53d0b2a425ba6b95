#!/usr/bin/env python3
"""Make the font files of this folder from their Debian packages.

    python3 fonts/make.py            make every file, check it, renew README.md's table
    python3 fonts/make.py NAME ...   make only the files whose name starts with NAME
    python3 fonts/make.py --check    check the files that are there, make nothing

Each file is a subset of a packaged font: fewer characters, no hints, a chosen
set of layout features.  Outlines and metrics are not changed, and the output
does not depend on when or where the script runs.

Needs fontTools and the Debian packages fonts-noto-cjk, fonts-noto-cjk-extra,
fonts-lxgw-wenkai, fonts-texgyre and unicode-data.
"""

import bz2
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).resolve().parent
NOTO = Path("/usr/share/fonts/opentype/noto")
WENKAI = Path("/usr/share/fonts/truetype/lxgw-wenkai")
TEXGYRE = Path("/usr/share/texmf/fonts/opentype/public/tex-gyre")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")

NOTICE = "Modified version: a subset made by fonts/make.py of the paiban typesetter."

CJK_FEATURES = (
    "vert vrt2 locl halt vhal palt vpal kern vkrn liga dlig calt ccmp mark mkmk "
    "hwid fwid pwid twid qwid ruby"
).split()
LATIN_FEATURES = "kern cpsp liga locl lnum onum pnum tnum".split()

# Scripts and language systems kept; the Korean ones go, and their glyphs with them.
CJK_SCRIPTS = ["DFLT.dflt"] + [
    f"{script}.{lang}"
    for script in ("latn", "grek", "cyrl", "kana", "hani")
    for lang in ("dflt", "ZHS", "ZHT", "ZHH", "JAN")
]


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


def general_standard():
    """通用规范汉字表, the 8105 characters of Unihan's kTGH field."""
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as lines:
        fields = (line.split("\t") for line in lines if not line.startswith("#"))
        return {int(f[0][2:], 16) for f in fields if len(f) > 1 and f[1] == "kTGH"}


def big5_level1():
    """The commonly used traditional characters: Big5 rows A440 to C67E."""
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    return codec_rows("big5", range(0xA4, 0xC7), trails)


def jis_level1():
    """JIS X 0208 level 1 kanji (rows 16 to 47), which hold nearly all of Jōyō."""
    return codec_rows("euc_jp", range(0xB0, 0xD0), range(0xA1, 0xFF))


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

    @property
    def is_cjk(self):
        return self.features != tuple(LATIN_FEATURES)


def noto(style, weight, package, characters=simplified):
    """A Noto CJK face in its Simplified Chinese form."""
    name = f"Noto{style}CJKsc-{weight}"
    return Face(f"{name}.otf", package, NOTO / f"Noto{style}CJK-{weight}.ttc", name,
                characters, "OFL 1.1", tuple(CJK_FEATURES),
                rename=(("CJKjp", "CJKsc"), ("CJK JP", "CJK SC")))  # in the shared CFF table


def wenkai():
    """LXGW WenKai, renamed: its licence reserves the names 霞鹜 and LXGW."""
    return Face("LXGWWenKai-Regular.ttf", "fonts-lxgw-wenkai",
                WENKAI / "LXGWWenKai-Regular.ttf", "LXGWWenKai-Regular", simplified,
                "OFL 1.1", tuple(CJK_FEATURES),
                rename=(("LXGW", "Paiban"), ("霞鹜", "排版")))


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
    wenkai(),
    gyre("Termes", "Regular"),
    gyre("Termes", "Bold"),
    gyre("Heros", "Regular"),
    gyre("Heros", "Bold"),
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
    o.layout_scripts = CJK_SCRIPTS if "Noto" in face.file else ["*"]
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
    found += [f"no {c}" for c in "·—…“”‘’" if ord(c) not in has]
    for reserved in (old for old, _ in face.rename):
        if any(reserved in n.toUnicode() for n in font["name"].names if n.nameID in (1, 4, 6, 16)):
            found.append(f"still named {reserved}")
    if face.is_cjk:
        turned, turned_before = substitutes(font, "vert"), substitutes(source, "vert")
        found += [f"no vert form of {c}" for c in "，。、；：！？（）《》「」【】“”‘’—…"
                  if had[ord(c)] in turned_before and has[ord(c)] not in turned]
        found += [f"no table {tag}" for tag in ("vhea", "vmtx", "BASE") if tag not in font]
    if "Noto" in face.file:
        found += [f"no language {t}" for t in ("ZHS", "ZHT", "ZHH", "JAN") if t not in languages(font)]
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
