#!/usr/bin/env python3
"""Draw the advertisements of the daily edition, one page of PDF 1.4 each.

    python3 make.py

Shapes only, in CMYK; letters are outlines too, taken from the program's fonts with
fontTools.  Each page has a TrimBox and 3 mm of bleed.  The files do not differ from run
to run.
"""

import zlib
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[2] / "fonts"
MM = 72 / 25.4
BLEED = 3

NAVY, SEA, FOAM = (1, 0.72, 0.2, 0.25), (0.75, 0.2, 0.1, 0), (0.18, 0.02, 0.03, 0)
RED, SUN, PAPER, INK = (0.1, 0.9, 0.85, 0.02), (0, 0.28, 0.85, 0), (0.02, 0.03, 0.1, 0), (0, 0, 0, 1)
LEAF, TEA, BROWN = (0.62, 0.15, 0.8, 0.1), (0.15, 0.3, 0.7, 0), (0.35, 0.65, 0.75, 0.35)


class Outline(BasePen):
    """Writes a glyph as PDF path operators, scaled and moved."""

    def __init__(self, glyphs, scale, x, y):
        super().__init__(glyphs)
        self.scale, self.x, self.y, self.parts = scale, x, y, []

    def put(self, operator, *points):
        numbers = (f"{self.x + px * self.scale:.2f} {self.y + py * self.scale:.2f}" for px, py in points)
        self.parts.append(" ".join((*numbers, operator)))

    def _moveTo(self, point):
        self.put("m", point)

    def _lineTo(self, point):
        self.put("l", point)

    def _curveToOne(self, a, b, c):
        self.put("c", a, b, c)

    def _closePath(self):
        self.parts.append("h")


class Ad:
    """One page; lengths are millimetres from the upper left corner of the trim."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.parts = []

    def x(self, x):
        return (x + BLEED) * MM

    def y(self, y):
        return (self.height - y + BLEED) * MM

    def fill(self, ink, path, rule="f"):
        self.parts.append(" ".join(f"{v:g}" for v in ink) + f" k\n{path} {rule}")

    def poly(self, ink, points):
        path = " ".join(f"{self.x(x):.2f} {self.y(y):.2f} {'l' if k else 'm'}" for k, (x, y) in enumerate(points))
        self.fill(ink, path + " h")

    def box(self, ink, x, y, w, h):
        self.poly(ink, [(x, y), (x + w, y), (x + w, y + h), (x, y + h)])

    def ground(self, ink):
        self.box(ink, -BLEED, -BLEED, self.width + 2 * BLEED, self.height + 2 * BLEED)

    def curve(self, ink, start, *arcs):
        """A closed shape of Bézier arcs, each of three points."""
        path = f"{self.x(start[0]):.2f} {self.y(start[1]):.2f} m"
        for arc in arcs:
            path += "".join(f" {self.x(x):.2f} {self.y(y):.2f}" for x, y in arc) + " c"
        self.fill(ink, path + " h")

    def disc(self, ink, x, y, r, flat=1.0):
        k, q = 0.5523 * r, r * flat
        s = 0.5523 * q
        self.curve(
            ink,
            (x + r, y),
            ((x + r, y + s), (x + k, y + q), (x, y + q)),
            ((x - k, y + q), (x - r, y + s), (x - r, y)),
            ((x - r, y - s), (x - k, y - q), (x, y - q)),
            ((x + k, y - q), (x + r, y - s), (x + r, y)),
        )

    def wave(self, ink, y, length, swell, left=0.0):
        """Water from y down to the foot of the page."""
        start = x = -BLEED - left
        path = f"{self.x(x):.2f} {self.y(y):.2f} m"
        while x < self.width + BLEED:
            for side in (-1, 1):
                path += f" {self.x(x + length / 3):.2f} {self.y(y + side * swell):.2f}"
                path += f" {self.x(x + length * 2 / 3):.2f} {self.y(y + side * swell):.2f}"
                x += length
                path += f" {self.x(x):.2f} {self.y(y):.2f} c"
        foot = self.y(self.height + BLEED)
        self.fill(ink, f"{path} {self.x(x):.2f} {foot:.2f} l {self.x(start):.2f} {foot:.2f} l h")

    def text(self, ink, x, y, size, words, font, align="left", space=0.0):
        """Words as outlines on the baseline y, size in millimetres."""
        glyphs, names, advances = font
        scale = size * MM / 1000
        wide = sum(advances[names[ord(c)]][0] * size / 1000 + space for c in words) - space
        x -= {"left": 0, "center": wide / 2, "right": wide}[align]
        for c in words:
            pen = Outline(glyphs, scale, self.x(x), self.y(y))
            glyphs[names[ord(c)]].draw(pen)
            if pen.parts:
                self.fill(ink, " ".join(pen.parts))
            x += advances[names[ord(c)]][0] * size / 1000 + space

    def save(self, name):
        content = zlib.compress("\n".join(self.parts).encode("ascii"), 9)
        wide, tall, edge = (self.width + 2 * BLEED) * MM, (self.height + 2 * BLEED) * MM, BLEED * MM
        trim = f"{edge:.3f} {edge:.3f} {wide - edge:.3f} {tall - edge:.3f}"
        objects = (
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide:.3f} {tall:.3f}]/BleedBox[0 0 {wide:.3f} {tall:.3f}]"
            f"/TrimBox[{trim}]/Resources<<>>/Contents 4 0 R>>".encode("ascii"),
            f"<</Length {len(content)}/Filter/FlateDecode>>\nstream\n".encode("ascii") + content + b"\nendstream",
            f"<</Title({name})/Producer(ads/make.py)>>".encode("ascii"),
        )
        out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<</Size %d/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
        (HERE / f"{name}.pdf").write_bytes(out)


def font(pattern):
    found = TTFont(next(FONTS.glob(pattern)), fontNumber=0)
    if found["head"].unitsPerEm != 1000:
        raise SystemExit(f"{pattern}: not 1000 units to the em")
    return found.getGlyphSet(), found.getBestCmap(), found["hmtx"].metrics


def bank():
    """澜湾银行: a strip across the foot of a broadsheet page."""
    ad = Ad(350, 60)
    ad.ground(NAVY)
    ad.disc(SUN, 286, 30, 17)
    ad.wave(SEA, 42, 36, 9)
    ad.wave((0.85, 0.4, 0.1, 0.05), 48, 44, 8, 20)
    ad.poly(PAPER, [(250, 38), (318, 38), (306, 50), (260, 50)])
    ad.poly(RED, [(254, 42.5), (313.5, 42.5), (311, 45), (255.7, 45)])
    for k, ink in enumerate((RED, SUN, FOAM, LEAF, FOAM, RED, SUN)):
        ad.box(ink, 264 + k * 5.4, 31 - k % 3, 5, 7 + k % 3)
    ad.box(PAPER, 304, 25, 7, 13)
    ad.text(PAPER, 14, 23, 15, "一笔贷款 一条新船".replace(" ", "　"), BLACK, space=0.4)
    ad.text(SUN, 14, 35, 6.4, "“造船贷”凭订单可申请　按进度分次放　年利率3.15%起", SANS)
    ad.text(PAPER, 14, 54, 9, "澜湾银行", BOLD, space=0.8)
    ad.text(PAPER, 58, 53.6, 5, "客户热线　0000-95501　全市36家网点", SANS)
    ad.text(PAPER, 338, 56, 3, "贷款有风险，借款须量力", SANS, "right")
    ad.save("bank")


def seafood():
    """石浦头海上牧场: a quarter of a broadsheet page."""
    ad = Ad(170, 120)
    ad.ground(PAPER)
    ad.wave(FOAM, 62, 30, 5)
    ad.wave(SEA, 74, 38, 6, 12)
    ad.wave((0.9, 0.45, 0.1, 0.1), 90, 46, 7, 30)

    def fish(x, y, size, ink, belly):
        ad.poly(
            ink,
            [
                (x + size * 0.8, y),
                (x + size * 1.25, y - size * 0.3),
                (x + size * 1.15, y),
                (x + size * 1.25, y + size * 0.3),
            ],
        )
        for colour, swell in ((ink, 0.42), (belly, 0.16)):
            ad.curve(
                colour,
                (x - size, y),
                ((x - size * 0.5, y - size * swell), (x + size * 0.4, y - size * swell), (x + size * 0.9, y)),
                ((x + size * 0.4, y + size * 0.42), (x - size * 0.5, y + size * 0.42), (x - size, y)),
            )
        ad.disc(PAPER, x - size * 0.68, y - size * 0.06, size * 0.07)
        ad.disc(INK, x - size * 0.68, y - size * 0.06, size * 0.035)

    fish(118, 56, 30, RED, (0, 0.45, 0.5, 0))
    fish(44, 84, 17, SUN, (0, 0.1, 0.4, 0))
    fish(132, 88, 14, FOAM, PAPER)
    ad.text(RED, 10, 25, 18, "今早在海里", BLACK, space=0.5)
    ad.text(NAVY, 10, 45, 18, "今晚在锅里", BLACK, space=0.5)
    ad.text(NAVY, 10, 55, 5.6, "大黄鱼　真鲷　海蛎　对虾", KAI)
    ad.text(PAPER, 10, 103, 8, "石浦头海上牧场", BOLD, space=0.4)
    ad.text(PAPER, 10, 112, 5, "渔村直送　每箱可追溯　满99元冷链包邮", SANS)
    ad.text(SUN, 160, 112, 8, "0000-5800158", SANS, "right")
    ad.save("seafood")


def tea():
    """南山云雾: a tall advertisement of the tabloid section."""
    ad = Ad(80, 200)
    ad.ground((0.12, 0.02, 0.18, 0))
    ad.disc((0, 0.2, 0.5, 0), 58, 34, 14)
    for k, (y, swell) in enumerate(((92, 14), (108, 11), (124, 9), (140, 8), (156, 6))):
        depth = 0.25 + k * 0.17
        ad.wave((0.62 * depth, 0.1 * depth, 0.75 * depth, 0.35 * depth), y, 31 + k * 5, swell, k * 17)
    for row in range(7):
        for k in range(12):
            ad.disc((0.7, 0.25, 0.9, 0.3), -4 + k * 8 + row % 2 * 4, 160 + row * 7, 3.8, 0.62)
            ad.disc(LEAF, -4.6 + k * 8 + row % 2 * 4, 158.8 + row * 7, 2.9, 0.5)
    for k, c in enumerate("南山云雾"):
        ad.text(BROWN, 12, 28 + k * 19, 17, c, KAI)
    for k, c in enumerate("明前头采"):
        ad.text(RED, 34, 22 + k * 8.5, 7, c, BOLD)
    ad.box(RED, 33, 57, 9, 9)
    ad.text(PAPER, 37.5, 64, 6.4, "茶", BLACK, "center")
    ad.box(PAPER, -BLEED, 176, 80 + 2 * BLEED, 24 + BLEED)
    ad.text(BROWN, 40, 184, 5.6, "一芽一叶　晨雾里摘", BOLD, "center")
    ad.text(BROWN, 40, 190.5, 4, "松岗茶社　3月20日起预订", SANS, "center")
    ad.text(RED, 40, 196.5, 4.4, "0000-3500350", SANS, "center")
    ad.save("tea")


if __name__ == "__main__":
    BLACK, BOLD = font("NotoSerifCJKsc-Black*"), font("NotoSerifCJKsc-Bold*")
    SANS, KAI = font("NotoSansCJKsc-Bold*"), font("LXGWWenKai*")
    bank()
    seafood()
    tea()
