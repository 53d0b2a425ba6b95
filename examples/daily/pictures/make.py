#!/usr/bin/env python3
"""Paint the pictures of the daily edition.

    python3 make.py [name ...] [--draft]

Without names all pictures are made, next to this script.  A scene is laid out with
gradients, noise and shapes and then painted over in brush strokes from broad to fine,
which follow the contours of the scene.  Every generator has a fixed seed, so nothing
differs from run to run.  --draft leaves the strokes out.

Needs numpy and pillow.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).resolve().parent
F = np.float32
FINE = 2  # shapes are drawn so many times larger and reduced


def rgb(text):
    """'#rrggbb' as three numbers from 0 to 1."""
    return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)], F) / 255


def mix(a, b, t):
    return a + (b - a) * t


def blend(a, b, t):
    """A colour between two '#rrggbb'."""
    return "#" + "".join(f"{round(255 * v):02x}" for v in np.clip(mix(rgb(a), rgb(b), t), 0, 1))


def smooth(lo, hi, x):
    t = np.clip((x - lo) / (hi - lo), 0, 1)
    return t * t * (3 - 2 * t)


def ramp(x, stops):
    """Colours along x: stops are (position, '#rrggbb')."""
    places, colours = [s[0] for s in stops], np.array([rgb(s[1]) for s in stops])
    return np.stack([np.interp(x, places, colours[:, c]) for c in range(3)], -1).astype(F)


def pixels(image):
    return np.asarray(image, F) / 255


def to_image(array):
    return Image.fromarray((np.clip(array, 0, 1) * 255 + 0.5).astype(np.uint8))


def blur(array, radius):
    return pixels(to_image(array).filter(ImageFilter.GaussianBlur(radius)))


class Noise:
    """Value noise on a repeating lattice, about -1 to 1."""

    def __init__(self, seed):
        self.lattice = (np.random.default_rng(seed).random((256, 256)) * 2 - 1).astype(F)

    def at(self, u, v):
        iu, iv = np.floor(u), np.floor(v)
        fu, fv = u - iu, v - iv
        fu, fv = fu * fu * (3 - 2 * fu), fv * fv * (3 - 2 * fv)
        iu, iv = iu.astype(np.int32) & 255, iv.astype(np.int32) & 255
        ju, jv = (iu + 1) & 255, (iv + 1) & 255
        n = self.lattice
        return mix(mix(n[iv, iu], n[iv, ju], fu), mix(n[jv, iu], n[jv, ju], fu), fv)

    def __call__(self, u, v, octaves=5):
        u, v = np.broadcast_arrays(np.asarray(u, F), np.asarray(v, F))
        parts = [self.at(u * 2.03**k + 17.1 * k, v * 2.03**k + 9.7 * k) / 2**k for k in range(octaves)]
        return sum(parts) / (2 - 2.0 ** (1 - octaves))


class Pen:
    """Draws shapes on a transparent sheet of FINE times the size."""

    def __init__(self, size):
        self.sheet = Image.new("RGBA", (size[0] * FINE, size[1] * FINE))
        self.draw = ImageDraw.Draw(self.sheet)

    def poly(self, points, ink):
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=ink)

    def box(self, x, y, w, h, ink, round_=0):
        self.draw.rounded_rectangle([x * FINE, y * FINE, (x + w) * FINE, (y + h) * FINE], round_ * FINE, fill=ink)

    def disc(self, x, y, rx, ink, ry=None):
        ry = rx if ry is None else ry
        self.draw.ellipse([(x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE], fill=ink)

    def line(self, points, ink, width=2.0):
        w = max(1, round(width * FINE))
        self.draw.line([(x * FINE, y * FINE) for x, y in points], fill=ink, width=w, joint="curve")
        if width > 3:
            for x, y in (points[0], points[-1]):
                self.disc(x, y, width / 2, ink)

    def person(self, x, y, h, coat, legs="#2b2f3a", stride=0.1, arms=0.12, lean=0.0, hair="#221b18"):
        """A figure of height h standing at (x, y); stride and arms are spreads, lean to the right."""
        hip, neck = (x + lean * h * 0.3, y - h * 0.47), (x + lean * h * 0.6, y - h * 0.80)
        for side in (-1, 1):
            knee = (mix(hip[0], x, 0.5) + side * stride * h * 0.8 + lean * h * 0.1, y - h * 0.24)
            foot = (x + side * stride * h * 1.2 - (lean * h * 0.5 if side < 0 else 0), y - (0.1 * h * abs(lean) if side < 0 else 0))
            self.line([hip, knee, foot], legs, h * 0.085)
        for side in (-1, 1):
            elbow = (neck[0] + side * (arms * h + 0.05 * h), neck[1] + h * 0.17)
            hand = (elbow[0] + side * arms * h * 0.4 + lean * h * 0.3, elbow[1] + h * (0.16 - abs(lean) * 0.3))
            self.line([(neck[0] + side * h * 0.07, neck[1] + h * 0.04), elbow, hand], blend(coat, "#000000", 0.15), h * 0.06)
            self.disc(*hand, h * 0.028, "#d9a98a")
        w = h * 0.11
        self.poly([(neck[0] - w, neck[1]), (neck[0] + w, neck[1]), (hip[0] + w * 0.9, hip[1] + h * 0.04), (hip[0] - w * 0.9, hip[1] + h * 0.04)], coat)
        self.disc(neck[0] + lean * h * 0.1, neck[1] - h * 0.09, h * 0.068, "#dcae90", h * 0.082)
        self.disc(neck[0] + lean * h * 0.08, neck[1] - h * 0.125, h * 0.074, hair, h * 0.062)


class Scene:
    def __init__(self, w, h, seed):
        self.size, self.w, self.h = (w, h), w, h
        self.y, self.x = np.mgrid[0:h, 0:w].astype(F)
        self.rng = np.random.default_rng(seed)
        self.noise = Noise(seed)
        self.picture = np.zeros((h, w, 3), F)

    def gradient(self, stops, top=0, bottom=None):
        """Colours downwards from top to bottom; rows outside are left alone."""
        bottom = self.h if bottom is None else bottom
        rows = slice(int(top), int(bottom))
        self.picture[rows] = ramp((self.y[rows] - top) / (bottom - top), stops)

    def clouds(self, horizon, ink, amount=0.8, cover=0.05, scale=1.0):
        depth = 1 / (np.clip((horizon - self.y) / horizon, 0, 1) + 0.18)
        u, v = (self.x - self.w / 2) / 700 * depth * scale + 5, depth * 3 * scale
        bank = smooth(cover, cover + 0.45, self.noise(u + self.noise(u, v, 3) * 0.7, v, 6)) * (self.y < horizon)
        self.tint(bank * amount, ink)

    def tint(self, mask, ink):
        self.picture = mix(self.picture, rgb(ink), np.clip(mask, 0, 1)[..., None])

    def glow(self, x, y, radius, ink, amount, squash=1.0):
        d = np.hypot(self.x - x, (self.y - y) / squash)
        self.picture = self.picture + rgb(ink) * (amount * np.exp(-d / radius))[..., None]

    def ridge(self, base, height, length, ink, foot, lean=0.0, grain=0.06):
        """A line of hills standing on `base`, paler towards the foot."""
        seed = self.rng.random() * 90
        line = self.noise(self.x[:1] / length + seed, np.full_like(self.x[:1], seed), 7)
        top = base - height * (0.6 + 0.7 * line + lean * (self.x[:1] / self.w - 0.5))
        body = mix(rgb(ink), rgb(foot), smooth(0, 1, (self.y - top) / height)[..., None] * 0.9)
        body = body + (self.noise(self.x / 16, self.y / 11, 4) * grain)[..., None]
        self.picture = mix(self.picture, body, (np.clip(self.y - top + 0.5, 0, 1) * (self.y < base + height))[..., None])

    def texture(self, amount, across, down, top=0, bottom=None):
        bottom = self.h if bottom is None else bottom
        inside = (self.y >= top) & (self.y < bottom)
        self.picture = self.picture * (1 + amount * self.noise(self.x / across, self.y / down, 5) * inside)[..., None]

    def lay(self, draw, grain=0.07, soft=0, alpha=1.0):
        """Composite what draw(pen) draws, lightly mottled."""
        pen = Pen(self.size)
        draw(pen)
        sheet = pen.sheet.resize(self.size, Image.BOX)
        if soft:
            sheet = sheet.filter(ImageFilter.GaussianBlur(soft))
        sheet = pixels(sheet)
        cover = sheet[..., 3:] * alpha
        colour = sheet[..., :3] * (1 + grain * self.noise(self.x / 9, self.y / 9, 4))[..., None]
        self.picture = mix(self.picture, colour, cover)

    def water(self, horizon, ink, clear=0.7, wave=1.0):
        """Mirror what stands above the horizon in waves."""
        below = np.maximum(self.y - horizon, 0)
        depth = 900 / (below + 8)
        shift = self.noise(self.x / 60 * depth**0.3, depth * 4, 5) * (3 + below * 0.16) * wave
        source_y = np.clip(horizon - 1 - below * 1.05 - shift, 0, horizon - 1).astype(int)
        source_x = np.clip(self.x + shift * 0.25, 0, self.w - 1).astype(int)
        mirror = self.picture[source_y, source_x]
        crest = smooth(0.1, 0.6, self.noise(self.x / 34 * depth**0.4, depth * 7 + 3, 4))[..., None]
        sea = mix(rgb(ink), mirror, clear * (0.75 + 0.25 * crest) * (1 - 0.35 * below / self.h)[..., None])
        self.picture = np.where((self.y >= horizon)[..., None], sea, self.picture)

    def foliage(self, x, y, radius, dark, light, leaves=260, squash=0.75):
        """A crown of leaves lit from the upper left."""

        def draw(pen):
            for k in range(leaves):
                a, r = self.rng.random() * 6.283, radius * self.rng.random() ** 0.5
                px, py = x + r * np.cos(a), y + r * np.sin(a) * squash
                lit = 0.5 - 0.45 * (np.cos(a) * 0.4 + np.sin(a)) * r / radius + self.rng.normal() * 0.18
                pen.disc(px, py, radius * (0.05 + 0.08 * self.rng.random()), blend(dark, light, np.clip(lit * k / leaves, 0, 1)))

        self.lay(draw, 0.12)

    # -- the brush

    def paint(self, brushes=(18, 9, 4, 2)):
        """Strokes along the contours, each size only where the canvas is still too far off."""
        want = np.clip(self.picture, 0, 1)
        canvas = blur(want, 22)
        for radius in brushes:
            aim = blur(want, radius * 0.45)
            grey = np.asarray(to_image(blur(want, radius)).convert("L"), F)
            gy, gx = np.gradient(grey)
            step = max(2, int(radius * 0.9))
            ys, xs = np.mgrid[step // 2 : self.h : step, step // 2 : self.w : step]
            ys = np.clip(ys + self.rng.integers(-step // 2, step // 2 + 1, ys.shape), 0, self.h - 1).ravel()
            xs = np.clip(xs + self.rng.integers(-step // 2, step // 2 + 1, xs.shape), 0, self.w - 1).ravel()
            off = np.abs(canvas - aim).sum(-1)[ys, xs]
            chosen = np.nonzero(off > (0.0 if radius == brushes[0] else 0.055))[0]
            self.rng.shuffle(chosen)
            image = to_image(canvas)
            pen = ImageDraw.Draw(image)
            for i in chosen:
                x, y = int(xs[i]), int(ys[i])
                dx, dy = -gy[y, x], gx[y, x]
                size = np.hypot(dx, dy)
                dx, dy = (dx / size, dy / size) if size > 0.25 else (0.97, 0.22)
                reach = radius * (1.2 + 1.3 * self.rng.random())
                ink = np.clip(aim[y, x] * (1 + 0.035 * self.rng.normal()), 0, 1) * 255
                ends = [(x - dx * reach, y - dy * reach), (x + dx * reach, y + dy * reach)]
                pen.line(ends, fill=tuple(int(v) for v in ink), width=radius)
            canvas = mix(pixels(image.filter(ImageFilter.GaussianBlur(0.5))), want, 0.22)
        self.picture = canvas

    def save(self, name, draft=False):
        self.picture = np.clip(self.picture, 0, 1)
        bright = np.clip(self.picture - 0.75, 0, 1)
        self.picture = np.clip(self.picture + blur(bright, 14) * 0.5, 0, 1)
        if not draft:
            self.paint()
        edge = np.hypot(self.x / self.w - 0.5, self.y / self.h - 0.5)
        self.picture = self.picture * (1 - 0.28 * smooth(0.38, 0.78, edge))[..., None]
        self.picture = self.picture + self.rng.normal(0, 0.008, (self.h, self.w, 1))
        to_image(self.picture).save(HERE / f"{name}.jpg", quality=80, optimize=True, dpi=(200, 200))


# ---------------------------------------------------------------- the scenes


def bridge():
    s = Scene(1800, 1160, 1)
    horizon = 720
    s.gradient([(0, "#42608a"), (0.35, "#8b99b3"), (0.62, "#dcb5a4"), (0.85, "#f6cb94"), (1, "#fbdca4")], 0, horizon)
    s.clouds(horizon, "#f3cdb4", 0.75, 0.02)
    s.glow(1240, 660, 110, "#ffb060", 0.5)
    s.glow(1240, 660, 16, "#fff0c0", 0.9)
    for height, tone in ((150, 0.25), (95, 0.5)):
        s.ridge(horizon, height, 300, blend("#dcb5a4", "#54617c", tone), "#eec39b")

    def span(pen):
        ink, deck = "#3a4258", 590
        for tower in (560, 1220):
            for side in (-1, 1):
                for k in range(1, 20):
                    pen.line([(tower + side * 4, 180 + k * 7), (tower + side * k * 16.3, deck)], "#59617a", 0.9)
            for side in (-1, 1):
                pen.poly([(tower + side * 7, 150), (tower + side * 15, 150), (tower + side * 40, deck + 10), (tower + side * 28, 760), (tower + side * 10, 760), (tower + side * 24, deck)], ink)
            for y in (165, 330, 585):
                pen.box(tower - 26 + (585 - y) * 0.03, y, 52 - (585 - y) * 0.06, 13, ink)
        pen.poly([(0, deck + 16), (1800, deck - 4), (1800, deck + 16), (0, deck + 40)], "#2d3447")
        pen.line([(0, deck + 8), (1800, deck - 10)], "#8f8796", 2)
        for x in (70, 240, 1540, 1700):
            pen.box(x, deck + 10, 20, 170, ink)
        pen.poly([(868, deck - 6), (912, deck - 7), (912, deck - 40), (880, deck - 64), (868, deck - 40)], "#b2573c")
        pen.line([(880, deck - 62), (940, deck - 30)], "#b2573c", 3)
        for k in range(17):
            pen.person(700 + k * 24 + s.rng.random() * 12, deck + 8 - k * 0.3, 17, ("#d8702c", "#c9b23a", "#39465e")[k % 3])

    s.lay(span)
    s.water(horizon, "#37516c", 0.8)

    def boats(pen):
        for x, y, k in ((330, 850, 1.0), (1010, 800, 0.6), (1480, 960, 1.5)):
            pen.poly([(x - 90 * k, y - 14 * k), (x + 100 * k, y - 22 * k), (x + 72 * k, y + 16 * k), (x - 70 * k, y + 16 * k)], "#273041")
            pen.box(x - 50 * k, y - 52 * k, 52 * k, 38 * k, "#4d5668")
            pen.box(x - 44 * k, y - 46 * k, 38 * k, 14 * k, "#f0bf7d")
            pen.line([(x + 20 * k, y - 18 * k), (x + 26 * k, y - 90 * k)], "#273041", 3 * k)
            pen.poly([(x - 75 * k, y + 18 * k), (x + 75 * k, y + 18 * k), (x + 30 * k, y + 60 * k), (x - 40 * k, y + 50 * k)], "#27304166")
        for k in range(14):
            x, y, w = 180 + s.rng.random() * 1400, 90 + s.rng.random() * 330, 8 + s.rng.random() * 9
            pen.line([(x - w, y - w * 0.4), (x, y), (x + w, y - w * 0.5)], "#4b5064", 2)

    s.lay(boats)
    return s


def tram():
    s = Scene(1500, 1050, 2)
    s.gradient([(0, "#b9cfdc"), (1, "#f2ead6")], 0, 520)
    s.clouds(560, "#ffffff", 0.7)
    s.gradient([(0, "#a79e90"), (1, "#6f6a64")], 500)
    vx, vy = 760, 500

    def at(x, y, t):
        """The point t of the way from (x, y) to the vanishing point."""
        return (mix(x, vx, t), mix(y, vy, t))

    def houses(pen):
        walls = ("#d9c2a0", "#b98a6d", "#cfc7b4", "#a7a190", "#c7a27c", "#dcd3c0")
        for side, edge in ((-1, -140), (1, 1640)):
            for k in range(9):
                a, b = 1 - 0.84**k, 1 - 0.84 ** (k + 1)
                top, wall = (-260 + 90 * ((k * 7 + (side > 0) * 3) % 4)), walls[(k * 5 + (side > 0)) % 6]
                wall = blend(blend(wall, "#5c5a66", 0.34 if side > 0 else 0.0), "#dcdad0", a * 0.6)
                pen.poly([at(edge, top, a), at(edge, top, b), at(edge, 860, b), at(edge, 860, a)], wall)
                pen.poly([at(edge, top - 26, a), at(edge, top - 26, b), at(edge, top + 14, b), at(edge, top + 14, a)], blend(wall, "#4d3b33", 0.55))
                for floor in range(3):
                    for n in range(3):
                        t0, t1 = mix(a, b, 0.14 + n * 0.29), mix(a, b, 0.32 + n * 0.29)
                        y0, y1 = top + 90 + floor * 200, top + 210 + floor * 200
                        if y1 < 560:
                            pen.poly([at(edge, y0, t0), at(edge, y0, t1), at(edge, y1, t1), at(edge, y1, t0)], blend("#4a5560", wall, 0.15))
                            pen.line([at(edge, y1 + 8, t0), at(edge, y1 + 8, t1)], blend(wall, "#ffffff", 0.5), 3)
                for n in range(2):  # arcades
                    t0, t1 = mix(a, b, 0.08 + n * 0.46), mix(a, b, 0.46 + n * 0.46)
                    pen.poly([at(edge, 620, t0), at(edge, 620, t1), at(edge, 856, t1), at(edge, 856, t0)], blend("#3d3431", wall, 0.12))
                    pen.poly([at(edge, 610, t0), at(edge, 610, t1), at(edge, 650, t1), at(edge, 650, t0)], ("#9c4a38", "#3f6a58", "#c08a3e")[(k + n) % 3])

    def road(pen):
        pen.poly([(-140, 860), (vx, vy), (1640, 860), (1640, 1050), (-140, 1050)], "#8d877e")
        pen.poly([(180, 1050), (vx - 3, vy + 2), (vx + 3, vy + 2), (1130, 1050)], "#7b756f")
        for x in (330, 480, 800, 950):
            pen.line([(x, 1050), (vx, vy)], "#c8ccce", 4)
            pen.line([(x + 7, 1050), (vx, vy)], "#4c4a49", 3)
        for k in range(26):
            t = 1 - 0.85**k
            pen.line([at(180, 1050, t), at(1130, 1050, t)], "#6b655f", 2.5 * (1 - t))

    def car(pen):
        green, cream = "#2f5c4c", "#efe6cd"
        pen.poly([(880, 300), (1010, 395), (1010, 640), (880, 790)], blend(green, "#000000", 0.35))
        for k in range(4):
            x = 894 + k * 29
            pen.poly([(x, 400 + k * 14), (x + 21, 410 + k * 14), (x + 21, 536 - k * 5), (x, 545 - k * 5)], "#6f8791")
        pen.box(560, 270, 330, 520, green, 34)
        pen.box(572, 292, 306, 268, cream, 24)
        pen.box(590, 346, 270, 186, "#43565f", 16)
        pen.poly([(600, 520), (690, 352), (760, 352), (660, 526)], "#7d96a0")
        pen.box(722, 346, 7, 186, cream)
        pen.person(668, 640, 230, "#2b3c55", stride=0.02)
        pen.box(560, 540, 330, 190, green, 18)
        pen.box(648, 300, 154, 36, "#23282b", 6)
        for k in range(5):
            pen.box(664 + k * 26, 309, 15, 18, "#ffb84d")
        pen.box(572, 600, 306, 8, "#d7b25a")
        for x in (608, 842):
            pen.disc(x, 660, 24, "#c9c3b1")
            pen.disc(x, 660, 17, "#fff6d4")
        pen.disc(725, 650, 20, "#d7b25a")
        pen.box(590, 730, 270, 60, "#2a2d2d", 8)
        pen.poly([(540, 792), (900, 792), (1040, 690), (1020, 820), (600, 830)], "#33302e88")

    def people(pen):
        for x, y, h, coat in ((210, 900, 250, "#a4483c"), (292, 890, 236, "#50617a"), (376, 800, 160, "#c9a24b"), (1240, 930, 270, "#5d6f58"), (1148, 800, 165, "#7d5a74"), (1082, 730, 116, "#3f536b"), (470, 735, 112, "#84525a")):
            pen.disc(x + 20, y, h * 0.22, "#2f2b2a66", h * 0.04)
            pen.person(x, y, h, coat, stride=0.09)

    s.lay(houses, 0.12)
    s.lay(road, 0.16)
    for x, y, r in ((150, 190, 230), (330, 330, 120), (1340, 160, 250), (1150, 310, 130), (1050, 380, 70), (450, 400, 64)):
        s.lay(lambda pen: pen.line([(x, y), (x + r * 0.1, y + r * 1.6 + 60)], "#4b3c30", r * 0.1))
        s.foliage(x, y, r, "#29402c", "#a9bf62", 420)
    s.lay(car)
    s.lay(people)
    s.glow(608, 660, 26, "#ffdf90", 0.5)
    s.glow(842, 660, 26, "#ffdf90", 0.5)
    s.glow(100, 0, 500, "#ffe2a8", 0.22)
    return s


def port():
    s = Scene(1800, 1100, 3)
    horizon = 640
    s.gradient([(0, "#5f93bd"), (0.6, "#a9c8da"), (1, "#dfe7e3")], 0, horizon)
    s.clouds(horizon, "#ffffff", 0.9, 0.0)
    s.ridge(horizon, 90, 260, "#8ba3b3", "#c6d4d6")
    colours = ("#a8452f", "#2f5f86", "#c9902f", "#4c7257", "#7d8589", "#8b3340", "#d7d2c4", "#31556b")

    def ship(pen):
        for col in range(30):
            for row in range(3 + (col * 7) % 4):
                ink = colours[s.rng.integers(8)]
                x, y = 330 + col * 31, 520 - row * 25
                pen.box(x, y, 30, 24, ink)
                for n in range(5):
                    pen.line([(x + 4 + n * 6, y + 3), (x + 4 + n * 6, y + 21)], blend(ink, "#000000", 0.22), 1)
        pen.poly([(200, 540), (1420, 540), (1520, 505), (1450, 690), (250, 690)], "#263d54")
        pen.poly([(238, 660), (1458, 660), (1450, 700), (250, 700)], "#93382e")
        pen.line([(205, 546), (1505, 512)], "#e6e0cd", 4)
        pen.box(236, 330, 84, 212, "#ece8dc")
        for row in range(6):
            pen.box(244, 344 + row * 32, 68, 11, "#3f5666")
        pen.box(252, 290, 40, 42, "#c65b34")

    def cranes(pen):
        for x, tall, ink in ((420, 0, "#c2502f"), (860, 20, "#2f6d95"), (1300, 0, "#c2502f"), (1660, 60, "#2f6d95")):
            top = 170 + tall
            for leg in (-52, 52):
                pen.box(x + leg - 8, top + 40, 16, 730 - tall, ink)
            for y in (top + 70, 480, 700):
                pen.box(x - 56, y, 112, 15, ink)
            pen.line([(x - 50, 490), (x + 50, 700)], ink, 6)
            pen.box(x - 250, top + 46, 470, 17, ink)
            pen.line([(x, top - 60), (x - 46, top + 50)], ink, 9)
            pen.line([(x, top - 60), (x + 46, top + 50)], ink, 9)
            for reach in (-240, -120, 200):
                pen.line([(x, top - 58), (x + reach, top + 48)], blend(ink, "#333333", 0.4), 3)
            trolley = x - 150
            pen.box(trolley - 20, top + 62, 40, 18, "#333a40")
            for dx in (-13, 13):
                pen.line([(trolley + dx, top + 78), (trolley + dx, 395 + tall)], "#4a4f55", 1.5)
            pen.box(trolley - 30, 395 + tall, 60, 26, colours[int(x) % 7])

    def quay(pen):
        pen.poly([(0, 870), (1800, 840), (1800, 1100), (0, 1100)], "#9a968c")
        pen.poly([(0, 852), (1800, 824), (1800, 842), (0, 872)], "#d3a534")
        for k in range(7):
            pen.line([(k * 320 - 300, 1100), (k * 250 + 60, 860)], "#837f76", 3)
        for x, y, k in ((240, 960, 1.2), (760, 930, 1.0), (1270, 980, 1.35)):
            ink = colours[int(x) % 5]
            pen.poly([(x - 130 * k, y + 46 * k), (x + 190 * k, y + 46 * k), (x + 160 * k, y + 66 * k), (x - 150 * k, y + 66 * k)], "#4d4a4788")
            pen.box(x - 130 * k, y - 50 * k, 190 * k, 76 * k, ink)
            for n in range(12):
                pen.line([(x + (-122 + n * 15.5) * k, y - 44 * k), (x + (-122 + n * 15.5) * k, y + 20 * k)], blend(ink, "#000000", 0.2), 2)
            pen.box(x + 74 * k, y - 40 * k, 66 * k, 74 * k, "#eef0ec", 6)
            pen.box(x + 100 * k, y - 30 * k, 36 * k, 26 * k, "#394a55")
            for wheel in (-100, -66, 20, 92, 122):
                pen.disc(x + wheel * k, y + 40 * k, 17 * k, "#23252a")
        for x, y, h in ((520, 1010, 92), (566, 1016, 92), (1090, 950, 76), (1560, 1040, 104)):
            pen.person(x, y, h, "#d8782c", hair="#e3c02f")

    s.lay(ship)
    s.water(horizon + 40, "#3d6478", 0.5)
    s.lay(cranes)
    s.lay(quay, 0.14)
    return s


def rain():
    """A football match in the rain, by floodlight."""
    s = Scene(1600, 1067, 4)
    s.gradient([(0, "#0c1524"), (1, "#24344a")], 0, 420)

    def stand(pen):
        for k in range(5200):
            row = s.rng.integers(0, 26)
            x, y = s.rng.random() * 1600, 205 + row * 9 + s.rng.normal() * 1.5
            ink = ("#2c6ca0", "#4d8fc0", "#d8dde0", "#7b8794", "#c2503c", "#e2c34f", "#39485c")[s.rng.integers(7)]
            pen.disc(x, y, 3.6, blend(ink, "#101a28", 0.45))
            pen.disc(x, y - 5, 2.4, "#a88470")
        pen.poly([(0, 110), (1600, 110), (1600, 190), (0, 178)], "#1a2331")
        for x in range(60, 1600, 190):
            pen.line([(x, 180), (x + 30, 450)], "#28323f", 5)

    s.lay(stand)
    s.gradient([(0, "#3f7a45"), (0.5, "#36703f"), (1, "#2a5a36")], 455)
    s.texture(0.22, 60, 6, 455)
    stripes = ((self_x := s.x + (s.y - 455) * 0.55) // 150) % 2
    s.tint(stripes * 0.10 * (s.y > 455), "#a9d48f")
    del self_x

    def pitch(pen):
        pen.box(0, 428, 1600, 30, "#16243a")
        for k in range(9):
            pen.box(20 + k * 180, 434, 150, 18, ("#2b5f93", "#8f3b33", "#c9a94a")[k % 3])
        pen.line([(0, 480), (1600, 480)], "#dfe8dc", 4)
        pen.line([(300, 480), (90, 760), (1200, 760), (1130, 480)], "#dfe8dccc", 5)
        for x in (440, 1000):
            pen.line([(x, 496), (x, 290)], "#f3f5f2", 9)
        pen.line([(440, 292), (1000, 292)], "#f3f5f2", 9)
        for k in range(30):
            pen.line([(440 + k * 19.3, 296), (470 + k * 17.2, 470)], "#cfd8dc70", 1.2)
        for k in range(10):
            pen.line([(442 + k * 3, 300 + k * 19), (998 - k * 3, 300 + k * 19)], "#cfd8dc70", 1.2)

    def players(pen):
        team = {"a": ("#2d7fc1", "#f0f3f5"), "b": ("#a83a30", "#23262d"), "k": ("#e0c23b", "#23262d")}
        for x, y, h, who, lean, stride in ((600, 560, 190, "b", -0.1, 0.12), (390, 640, 215, "a", 0.35, 0.2), (1060, 600, 200, "b", -0.3, 0.2), (1240, 720, 240, "a", -0.35, 0.22), (930, 520, 175, "k", -0.7, 0.26), (200, 800, 265, "b", 0.3, 0.2), (1430, 880, 290, "a", -0.15, 0.14)):
            pen.disc(x, y + 4, h * 0.3, "#10281a88", h * 0.05)
            pen.person(x, y, h, team[who][0], team[who][1], stride, 0.2, lean)
            pen.line([(x - h * 0.1, y - h * 0.22), (x - h * 0.12, y - h * 0.06)], team[who][0], h * 0.07)
        x, y, h = 790, 470, 210  # the diving header
        pen.line([(x - 150, y - 6), (x - 70, y - 34), (x - 20, y - 44)], "#f0f3f5", 22)
        pen.line([(x - 160, y + 30), (x - 80, y - 10), (x - 20, y - 36)], "#e2e7ea", 20)
        pen.poly([(x - 40, y - 66), (x + 60, y - 76), (x + 66, y - 36), (x - 34, y - 18)], "#2d7fc1")
        pen.line([(x + 50, y - 44), (x + 84, y - 4), (x + 120, y + 6)], "#2d7fc1", 13)
        pen.line([(x + 40, y - 70), (x + 10, y - 110)], "#2d7fc1", 13)
        pen.disc(x + 86, y - 66, 20, "#dcae90")
        pen.disc(x + 80, y - 76, 19, "#1f1a18", 14)
        pen.disc(x + 150, y - 84, 15, "#f7f7f4")
        pen.disc(x + 147, y - 82, 5, "#2b2e33")

    s.lay(pitch)
    s.lay(players)
    for x in (140, 800, 1460):
        s.lay(lambda pen: [pen.disc(x - 60 + k * 20, 60 + r * 20, 8, "#fffbe8") for k in range(7) for r in range(3)])
        s.glow(x, 80, 150, "#cfe0f2", 0.55)
    streak = smooth(0.34, 0.8, Noise(44)((s.x + s.y * 0.12) / 2.6, s.y / 70, 2))
    s.tint(streak * 0.20, "#dbe7f2")
    return s


def sports():
    s = Scene(1500, 1000, 5)
    s.gradient([(0, "#7fb4d8"), (1, "#e6eee8")], 0, 400)
    s.clouds(420, "#ffffff", 0.85)

    def back(pen):
        pen.box(120, 190, 760, 250, "#e8dcc4")
        pen.box(100, 176, 800, 22, "#a5533e")
        for row in range(3):
            for col in range(13):
                pen.box(146 + col * 56, 214 + row * 72, 36, 42, "#5d7c8c")
            pen.box(120, 264 + row * 72, 760, 8, "#c9b898")
        pen.box(480, 120, 46, 80, "#e8dcc4")
        pen.disc(503, 148, 16, "#ffffff")
        for row in range(3):
            for k in range(80):
                ink = ("#d34b3e", "#f0c544", "#3f83bd", "#f4f2ea", "#5fa35b")[s.rng.integers(5)]
                x, y = k * 19 + s.rng.random() * 10, 432 + row * 17
                pen.box(x - 6, y, 13, 26, ink, 4)
                pen.disc(x, y - 6, 6.5, "#c99a7c")
                pen.disc(x, y - 9, 6.5, "#241d1a", 5)

    s.lay(back)
    for x, r in ((1010, 90), (1130, 110), (1270, 130), (1420, 120), (40, 110)):
        s.foliage(x, 300, r, "#33573a", "#b5c96a", 300, 1.0)
    s.lay(lambda pen: [pen.line([(k * 60 - 40, 150 + 26 * (k % 2)), (k * 60 + 20, 176 - 26 * (k % 2))], "#e9e3d2", 2) for k in range(28)])
    s.lay(lambda pen: [pen.poly([(k * 44, 150 + (k % 3) * 8), (k * 44 + 26, 150 + (k % 3) * 8), (k * 44 + 13, 186 + (k % 3) * 8)], ("#d34b3e", "#f0c544", "#3f83bd", "#5fa35b")[k % 4]) for k in range(35)])
    s.gradient([(0, "#c2603f"), (1, "#a44a32")], 492)
    s.texture(0.16, 40, 5, 492)
    s.lay(lambda pen: [pen.line([(-900 + k * 330, 1000), (420 + k * 88, 492)], "#f3e9dc", 5) for k in range(10)])

    def runners(pen):
        for x, y, h, coat, lean in ((700, 640, 150, "#5fa35b", 0.25), (1120, 690, 175, "#8a5aa5", 0.3), (420, 740, 200, "#e2a033", 0.35), (860, 830, 255, "#2f7cc0", 0.4), (1330, 900, 280, "#d8443a", 0.35), (240, 930, 290, "#2aa39a", 0.4)):
            pen.disc(x + 20, y + 4, h * 0.3, "#5e261a88", h * 0.045)
            pen.person(x, y, h, coat, "#2b3d5c", 0.22, 0.2, lean)
            pen.box(x + lean * h * 0.45 - h * 0.05, y - h * 0.70, h * 0.11, h * 0.10, "#ffffff")

    s.lay(runners)
    s.glow(1500, 0, 500, "#fff0c0", 0.25)
    return s


def market():
    s = Scene(1500, 1000, 6)
    s.gradient([(0, "#2a2d33"), (0.35, "#4a4a48"), (1, "#6a6d6d")])

    def hall(pen):
        for k in range(9):
            pen.line([(k * 190, 0), (750 + (k * 190 - 750) * 0.3, 330)], "#3a3c40", 8)
        for k in range(6):
            pen.box(160 + k * 220, 250, 150, 170, ("#39505a", "#5a4a40", "#44584a")[k % 3])
            pen.poly([(150 + k * 220, 250), (320 + k * 220, 250), (336 + k * 220, 286), (134 + k * 220, 286)], ("#b34a38", "#3b7a8c", "#d0a040")[k % 3])
        for x, y, h, coat in ((180, 520, 210, "#4d6a7c"), (430, 500, 190, "#87543f"), (980, 500, 190, "#57704e"), (1230, 525, 225, "#8c7a4a"), (700, 480, 170, "#73506d"), (830, 485, 170, "#b5b2a6")):
            pen.person(x, y, h, coat)
        x = 1090  # the fishmonger
        pen.person(x, 700, 420, "#d8d6cc", hair="#d9dde0")
        pen.box(x - 46, 480, 92, 170, "#27485a", 12)

    s.lay(hall)
    for x in (250, 640, 1030, 1400):
        s.lay(lambda pen: (pen.line([(x, 0), (x, 120)], "#1c1d20", 3), pen.poly([(x - 46, 158), (x + 46, 158), (x + 14, 116), (x - 14, 116)], "#b5382c"), pen.disc(x, 160, 17, "#fff3c8")))
        s.glow(x, 165, 120, "#ffc878", 0.40)

    def ice(pen):
        pen.poly([(0, 600), (1500, 560), (1500, 1000), (0, 1000)], "#c9d6da")
        for _ in range(5200):
            y = 590 + s.rng.random() ** 0.8 * 410
            r = 3 + (y - 560) / 60
            pen.disc(s.rng.random() * 1500, y, r, blend("#a7bcc6", "#f6fafa", s.rng.random()), r * 0.6)

    def fish(pen):
        kinds = (("#8fa3ad", "#e9edec"), ("#b9bfc2", "#f4f4f0"), ("#c97b5c", "#f0d0b4"), ("#d2a83a", "#f1e2a2"))
        for row in range(5):
            y, size = 640 + row * 78, 74 + row * 17
            for n in range(12):
                x = n * size * 1.9 - 80 + (row % 2) * size
                back, belly = kinds[int(x // 480 + row) % 4]
                tilt = 0.18 + s.rng.normal() * 0.06
                spine = [(x - size * np.cos(tilt) + 2 * size * np.cos(tilt) * t, y - size * np.sin(tilt) + 2 * size * np.sin(tilt) * t) for t in np.linspace(0, 1, 24)]
                half = [size * 0.30 * np.sin(np.pi * min(1, t * 0.96 + 0.04)) ** 0.7 * (1 - 0.35 * t) for t in np.linspace(0, 1, 24)]
                up = [(px, py - hw) for (px, py), hw in zip(spine, half)]
                down = [(px, py + hw) for (px, py), hw in zip(spine, half)]
                end = spine[-1]
                pen.poly([(px + 6, py + 12) for px, py in up + down[::-1]], "#5a6d7866")
                pen.poly([(end[0] - 8, end[1]), (end[0] + size * 0.3, end[1] - size * 0.24), (end[0] + size * 0.2, end[1]), (end[0] + size * 0.3, end[1] + size * 0.28)], back)
                pen.poly(up + down[::-1], belly)
                pen.poly(up + spine[::-1], back)
                pen.line(spine[5:-1], blend(back, "#ffffff", 0.4), 2)
                pen.disc(spine[2][0] + 6, spine[2][1] - size * 0.05, size * 0.055, "#f6f3e2")
                pen.disc(spine[2][0] + 6, spine[2][1] - size * 0.05, size * 0.032, "#15171a")
                pen.line([(spine[6][0], up[6][1] + 3), (spine[5][0] + 3, spine[6][1]), (spine[6][0], down[6][1] - 3)], blend(back, "#5a2d2a", 0.4), 2)

    s.lay(ice)
    s.lay(fish)
    s.lay(lambda pen: [(pen.box(x, 590, 96, 58, "#f3efe2", 4), pen.line([(x + 12, 610), (x + 84, 610)], "#b3372c", 5), pen.line([(x + 12, 630), (x + 60, 630)], "#39424a", 4)) for x in (150, 560, 1180)])
    s.glow(640, 600, 420, "#ffcf90", 0.16)
    return s


def trail():
    s = Scene(1500, 1900, 7)
    s.gradient([(0, "#86a9c4"), (0.5, "#c9d7d8"), (1, "#f1e6d0")], 0, 800)
    s.clouds(800, "#ffffff", 0.8)
    for k, (base, height) in enumerate(((640, 300), (740, 270), (850, 240), (980, 230))):
        s.ridge(base, height, 420 - k * 60, blend("#9fb4c0", "#4f6f56", k / 3), blend("#d5dcd6", "#a9b583", k / 3), (-1) ** k * 0.7)
    bed = Noise(71)
    for k in range(11):  # terraces of rape in flower
        y0, y1 = 930 + k * k * 4.5 + k * 24, 930 + (k + 1) ** 2 * 4.5 + (k + 1) * 24
        wave = 34 * np.sin(s.x / 230 + k * 0.8) + 46 * bed(s.x / 420, np.full_like(s.x, k * 3.1), 3)
        inside = smooth(0, 5, s.y - y0 - wave)
        yellow = k % 3 != 2
        s.tint(inside, "#e3bf34" if yellow else "#86a24c")
        s.tint(inside * smooth(y1 - y0 - 16 - k, y1 - y0 - 8, s.y - y0 - wave), "#59633a")
        s.tint(inside * smooth(0.05, 0.5, bed(s.x / (6 + k), s.y / (5 + k), 3)) * 0.5, "#f6e27a" if yellow else "#bccb74")

    def steps(pen):
        centre = [(760 + 150 * np.sin(t * 5.2) * (1 - t) + 120 * t, 1900 - 900 * t**0.72) for t in np.linspace(0, 1, 60)]
        for i in range(59, 0, -1):
            (x, y), near = centre[i], 1 - i / 60
            w, h = 30 + 290 * near**1.7, 5 + 34 * near**1.5
            tone = 0.5 + 0.3 * s.rng.random()
            pen.poly([(x - w, y), (x + w, y - h * 0.15), (x + w * 1.04, y + h * 0.6), (x - w * 1.04, y + h * 0.75)], blend("#6b675f", "#cfc8b8", tone))
            pen.poly([(x - w * 1.04, y + h * 0.75), (x + w * 1.04, y + h * 0.6), (x + w * 1.04, y + h), (x - w * 1.04, y + h * 1.15)], "#57534c")
            pen.disc(x - w * 0.05, y + h * 0.35, w * 0.22, "#8e887c", h * 0.14)
        for i, h, coat in ((16, 250, "#c04b38"), (19, 235, "#3f6f8f"), (40, 74, "#d7a23a"), (46, 58, "#76517a")):
            pen.person(centre[i][0] + (30 if i == 19 else -36), centre[i][1] + 10, h, coat, stride=0.07)
            if h > 200:
                pen.box(centre[i][0] + (30 if i == 19 else -36) - h * 0.09, centre[i][1] + 10 - h * 0.8, h * 0.18, h * 0.27, "#4b5a3d", 10)

    s.lay(steps, 0.15)
    for x, y, r in ((140, 1330, 170), (1390, 1290, 190), (60, 1620, 210), (1460, 1640, 220)):
        s.lay(lambda pen: pen.line([(x, y), (x - r * 0.1, y + r * 1.3)], "#4b3c30", r * 0.11))
        s.foliage(x, y, r, "#3f5a33", "#c3d26f", 420, 0.9)
    s.lay(lambda pen: pen.line([(1230, 1010), (1222, 870)], "#4a3a34", 12))
    s.foliage(1225, 830, 105, "#c98f9a", "#fff4f2", 420)
    s.glow(300, 200, 700, "#ffeebf", 0.2)
    return s


def lanterns():
    s = Scene(1500, 1100, 8)
    s.gradient([(0, "#0f1630"), (0.6, "#2c2748"), (1, "#503650")], 0, 620)
    s.gradient([(0, "#3a2a30"), (1, "#1c161c")], 620)
    vx, vy = 750, 600

    def at(x, y, t):
        return (mix(x, vx, t), mix(y, vy, t))

    def street(pen):
        for edge in (-60, 1560):
            for k in range(8):
                a, b = 1 - 0.8**k, 1 - 0.8 ** (k + 1)
                top = 60 + 70 * ((k * 5 + (edge > 0)) % 3)
                pen.poly([at(edge, top, a), at(edge, top, b), at(edge, 900, b), at(edge, 900, a)], blend("#4a2f2a", "#5a3a4a", a))
                pen.poly([at(edge, top - 60, a), at(edge, top - 40, b), at(edge + (120 if edge < 0 else -120), top + 40, b), at(edge + (130 if edge < 0 else -130), top + 40, a)], "#241c26")
                for floor in range(2):
                    for n in range(3):
                        t0, t1 = mix(a, b, 0.1 + n * 0.3), mix(a, b, 0.32 + n * 0.3)
                        y0, y1 = (top + 130, 400) if floor == 0 else (520, 800)
                        pen.poly([at(edge, y0, t0), at(edge, y0, t1), at(edge, y1, t1), at(edge, y1, t0)], blend("#ffb455", "#6a3a2a", s.rng.random() * 0.8))
        pen.poly([(-60, 900), (vx, vy + 4), (1560, 900), (1560, 1100), (-60, 1100)], "#44343a")
        for k in range(500):
            t = s.rng.random() ** 0.6
            x, y = at(s.rng.random() * 1900 - 200, 1100, 1 - t)
            pen.disc(x, y, 26 * t, blend("#3a2c32", "#a5673f", s.rng.random() * 0.6), 6 * t)

    s.lay(street, 0.14)
    lamps = []
    for row in range(9):
        t = 1 - 0.78**row
        for n in range(7):
            x, y = at(60 + n * 230, 190 + 90 * abs(n - 3) * -0.3 + 70 * (1 - abs(n - 3) / 3), t)
            lamps.append((x, y, 52 * (1 - t), ("#d8281f", "#e0651f", "#e8a92c")[(row + n) % 3]))
    for x, y, r, ink in reversed(lamps):
        if r < 4:
            continue

        def lamp(pen):
            pen.line([(x, y - r * 2.2), (x, y + r * 2)], "#3a1d18", max(1, r * 0.06))
            pen.disc(x, y, r, ink, r * 0.86)
            for f in (0.72, 0.44, 0.16):
                pen.disc(x, y, r * f, blend(ink, "#ffe08a", 0.75 - f * 0.7), r * 0.84)
            pen.box(x - r * 0.42, y - r * 0.98, r * 0.84, r * 0.2, "#c89a3a")
            pen.box(x - r * 0.42, y + r * 0.80, r * 0.84, r * 0.2, "#c89a3a")
            for dx in (-0.2, 0, 0.2):
                pen.line([(x + dx * r, y + r), (x + dx * r * 1.5, y + r * 2)], "#e0b040", max(1, r * 0.07))

        s.lay(lamp)
    s.glow(vx, vy, 300, "#ff9a40", 0.42)
    for x, y, r, _ in lamps[:14]:
        s.glow(x, y, r * 1.9, "#ff7a30", 0.20)

    def crowd(pen):
        for row in range(6):
            for n in range(26 - row * 3):
                x = s.rng.random() * (500 + row * 220) + 500 - row * 110
                pen.person(x, 680 + row * 62, 72 + row * 40, blend(("#5a3b3f", "#3b4360", "#6b5138", "#4c4a55")[s.rng.integers(4)], "#1a141a", row * 0.12), "#1d1a22")
        x, y = 640, 690  # the fish lantern carried above the crowd
        pen.line([(x + 120, y), (x + 140, y + 280)], "#2a1c18", 8)
        pen.poly([(x, y), (x + 60, y - 60), (x + 190, y - 70), (x + 300, y - 10), (x + 380, y - 70), (x + 370, y), (x + 390, y + 60), (x + 300, y + 14), (x + 180, y + 62), (x + 60, y + 50)], "#f07a2a")
        pen.poly([(x + 20, y), (x + 70, y - 34), (x + 190, y - 42), (x + 280, y), (x + 180, y + 38), (x + 70, y + 30)], "#ffd06a")
        for k in range(4):
            pen.line([(x + 110 + k * 42, y - 46), (x + 94 + k * 42, y), (x + 110 + k * 42, y + 40)], "#d8451f", 5)
        pen.disc(x + 52, y - 10, 14, "#fff8e0")
        pen.disc(x + 50, y - 10, 7, "#221a1a")

    s.lay(crowd)
    s.glow(820, 690, 130, "#ffa040", 0.38)
    return s


def bowl(seed, table, rim, soup, fill):
    """A bowl from above on a wooden table; fill(pen, scene) puts the food in."""
    s = Scene(1400, 1050, seed)
    s.gradient([(0, table), (1, blend(table, "#000000", 0.3))])
    s.texture(0.35, 260, 7)
    s.tint(((s.y + 12 * s.noise(s.x / 400, s.y / 60, 3)) % 175 < 5) * 0.6, blend(table, "#000000", 0.7))
    cx, cy = 680, 540
    s.lay(lambda pen: pen.disc(cx + 40, cy + 50, 430, "#1a100a", 420), soft=34, alpha=0.75)

    def china(pen):
        pen.disc(cx, cy, 430, rim)
        pen.disc(cx - 3, cy - 4, 420, blend(rim, "#ffffff", 0.6))
        for k in range(60):
            a = k * np.pi / 30
            pen.disc(cx + 404 * np.cos(a), cy + 404 * np.sin(a), 7, blend(rim, "#2a4f86", 0.8))
        pen.disc(cx, cy, 385, blend(rim, "#6b5a48", 0.35))
        pen.disc(cx + 6, cy + 10, 375, soup)

    s.lay(china, 0.05)
    d = np.hypot(s.x - cx, s.y - cy)
    s.tint((d < 375) * smooth(250, 380, d) * 0.3, blend(soup, "#3a1d08", 0.6))
    s.lay(lambda pen: fill(pen, s), 0.16)
    gloss = smooth(0.25, 0.7, s.noise(s.x / 46, s.y / 30, 3)) * (d < 370)
    s.tint(gloss * 0.18, "#fff6e0")
    s.lay(lambda pen: (pen.line([(1120, 60), (1330, 930)], "#4a2a1c", 17), pen.line([(1180, 50), (1362, 920)], "#5d3522", 17)), 0.2)
    s.glow(250, 100, 420, "#fff0d0", 0.22)
    return s


def shoots():
    def fill(pen, s):
        for _ in range(60):
            pen.disc(680 + s.rng.normal() * 170, 540 + s.rng.normal() * 170, 9 + s.rng.random() * 16, "#f7e9b8")
        for k in range(26):
            a, r = s.rng.random() * 6.283, 270 * s.rng.random() ** 0.5
            x, y, turn = 680 + r * np.cos(a), 540 + r * np.sin(a), s.rng.random() * 3.1
            c, n = np.cos(turn), np.sin(turn)

            def place(points):
                return [(x + px * c - py * n, y + px * n + py * c) for px, py in points]

            if k % 5 < 2:  # pork
                pen.poly(place([(-62, -36), (58, -42), (66, 34), (-56, 40)]), "#5e2f22")
                pen.poly(place([(-58, -32), (54, -38), (58, 4), (-56, 6)]), "#b4705a")
                pen.poly(place([(-56, 6), (58, 4), (60, 18), (-55, 20)]), "#f0d9c4")
                pen.poly(place([(-55, 20), (60, 18), (62, 32), (-53, 36)]), "#984a38")
            else:  # bamboo
                pen.poly(place([(-84, -10), (40, -40), (56, 40), (-76, 16)]), "#b98f45")
                pen.poly(place([(-78, -8), (38, -34), (52, 34), (-72, 12)]), "#f2dfa0")
                for t in range(5):
                    pen.line(place([(-50 + t * 22, -14 - t * 4), (-46 + t * 22, 16 + t * 4)]), "#cfae62", 4)
        for _ in range(46):
            a, r = s.rng.random() * 6.283, 300 * s.rng.random() ** 0.5
            pen.disc(680 + r * np.cos(a), 540 + r * np.sin(a), 11, "#4f8a3a")
            pen.disc(680 + r * np.cos(a), 540 + r * np.sin(a), 5, "#cfe3a0")

    return bowl(9, "#7d5334", "#e9e6dc", "#e6cf94", fill)


def wonton():
    def fill(pen, s):
        for k in range(17):
            a, r = k * 2.4, 62 * k**0.5
            x, y = 680 + r * np.cos(a), 540 + r * np.sin(a)
            frill = [(x + (78 + 12 * np.sin(t * 7 + k)) * np.cos(t + k), y + (58 + 10 * np.sin(t * 5 + k)) * np.sin(t + k)) for t in np.linspace(0, 6.283, 40)]
            pen.poly([(px + 5, py + 8) for px, py in frill], "#8a6d3a")
            pen.poly(frill, "#f3e6c4")
            pen.disc(x + 4, y + 3, 42, "#e3c39c", 34)
            pen.disc(x, y, 33, "#dba98c", 26)
            for t in range(6):
                pen.line([(x, y), (x + 60 * np.cos(t + k), y + 46 * np.sin(t + k))], "#fbf3da", 4)
        for _ in range(70):
            a, r = s.rng.random() * 6.283, 340 * s.rng.random() ** 0.5
            pen.disc(680 + r * np.cos(a), 540 + r * np.sin(a), 9, "#3f7d3a", 7)
        for _ in range(40):
            a, r = s.rng.random() * 6.283, 340 * s.rng.random() ** 0.5
            x, y = 680 + r * np.cos(a), 540 + r * np.sin(a)
            pen.line([(x, y), (x + 18, y + 8), (x + 28, y + 22)], "#e08a5a", 6)

    return bowl(10, "#5b5148", "#dfe6e8", "#d9c48a", fill)


def lighthouse():
    s = Scene(1200, 1560, 11)
    s.gradient([(0, "#0b1533"), (0.55, "#27396b"), (0.85, "#6a6a92"), (1, "#c48f84")], 0, 1120)
    band = np.exp(-(((s.x - 250 - s.y * 0.5) / 190) ** 2)) * (0.5 + 0.7 * s.noise(s.x / 90, s.y / 90))
    s.tint(np.clip(band, 0, 1) * 0.35 * smooth(1100, 500, s.y), "#a9b2dc")

    def stars(pen):
        for _ in range(900):
            x, y, r = s.rng.random() * 1200, s.rng.random() ** 1.3 * 1050, 0.7 + s.rng.random() ** 6 * 2.6
            pen.disc(x, y, r, blend("#8f9cc8", "#fffbe8", s.rng.random()))

    s.lay(stars, 0)
    s.lay(lambda pen: (pen.poly([(700, 452), (1200, 250), (1200, 520)], "#ffe9a8"), pen.poly([(700, 452), (0, 560), (0, 700)], "#ffe9a8")), 0, 9, 0.34)
    s.water(1120, "#16264a", 0.75)

    def rock(pen):
        pen.poly([(300, 1560), (380, 1300), (470, 1180), (560, 1105), (650, 1075), (800, 1080), (900, 1130), (990, 1200), (1200, 1290), (1200, 1560)], "#1d2233")
        for _ in range(420):
            x, y = 340 + s.rng.random() * 860, 1110 + s.rng.random() * 450
            if y > 1085 + abs(x - 730) ** 1.25 * 0.11:
                pen.poly([(x, y), (x + 40, y - 14), (x + 62, y + 12), (x + 12, y + 20)], blend("#161a28", "#4d516b", s.rng.random() * 0.8))
        for k in range(30):
            pen.line([(560 + k * 3.4 + 30 * np.sin(k / 3), 1540 - k * 15.5), (640 + k * 2 + 30 * np.sin(k / 3), 1540 - k * 15.5)], "#7a7688", 5 - k * 0.1)

    def tower(pen):
        pen.poly([(660, 520), (740, 520), (770, 1085), (630, 1085)], "#d9d6dc")
        pen.poly([(712, 520), (740, 520), (770, 1085), (722, 1085)], "#8b8aa2")
        for y in (620, 760, 900):
            pen.box(688, y, 20, 38, "#ffcf7a", 8)
        pen.box(640, 506, 120, 18, "#3a3346")
        pen.box(668, 408, 64, 98, "#fff2c0")
        for x in (668, 698, 726):
            pen.box(x, 408, 5, 98, "#4a3a44")
        pen.poly([(654, 410), (746, 410), (700, 346)], "#a5342c")
        pen.line([(700, 348), (700, 310)], "#3a3346", 4)
        for k in range(9):
            pen.line([(644 + k * 14, 508), (644 + k * 14, 482)], "#3a3346", 2)
        pen.line([(640, 482), (760, 482)], "#3a3346", 3)
        pen.poly([(800, 1090), (800, 1010), (870, 970), (940, 1015), (940, 1110)], "#5c566a")
        pen.poly([(786, 1016), (870, 960), (954, 1020), (870, 985)], "#7d3a36")
        pen.box(850, 1030, 32, 36, "#ffc568")
        pen.person(600, 1110, 74, "#2a3348")

    s.lay(rock, 0.2)
    s.lay(tower)
    s.glow(700, 455, 70, "#ffd98a", 0.9)
    s.glow(866, 1048, 26, "#ffb050", 0.4)
    return s


def deepsea():
    s = Scene(1500, 1000, 12)
    s.gradient([(0, "#02070f"), (0.6, "#0a2a3f"), (1, "#0b2230")])
    s.glow(1030, 330, 330, "#3f93a8", 0.55)
    s.lay(lambda pen: pen.poly([(1080, 330), (120, 560), (420, 1000), (900, 1000)], "#a8e0e4"), 0, 40, 0.34)
    plume = smooth(0, 0.5, s.noise(s.x / 60, s.y / 120) + 0.5 - np.abs(s.x - 330 - 40 * np.sin(s.y / 90)) / (40 + (760 - s.y) * 0.17))
    s.tint(plume * (s.y < 760) * 0.8, "#1b2126")

    def floor(pen):
        pen.poly([(0, 800), (180, 740), (260, 560), (330, 520), (400, 570), (470, 760), (800, 830), (1100, 790), (1500, 850), (1500, 1000), (0, 1000)], "#2d3a3d")
        for _ in range(700):
            x, y = s.rng.random() * 1500, 770 + s.rng.random() * 230
            pen.disc(x, y, 10 + s.rng.random() * 22, blend("#1b272b", "#7c8d86", s.rng.random() * max(0.1, 1 - abs(x - 560) / 800)), 9)

    def worms(pen):
        for _ in range(210):
            x, y = 430 + abs(s.rng.normal()) * 330, 830 + s.rng.random() * 160
            tall, bend = 70 + s.rng.random() * 150, s.rng.normal() * 26
            pen.line([(x, y), (x + bend * 0.4, y - tall * 0.5), (x + bend, y - tall)], blend("#9aa8a4", "#f4f5ee", s.rng.random()), 8)
            for k in range(5):
                pen.disc(x + bend + (k - 2) * 4, y - tall - 8 - 3 * (k % 2), 7, blend("#b3312a", "#f0705c", s.rng.random()), 13)
        for _ in range(70):
            x, y = 120 + s.rng.random() * 900, 780 + s.rng.random() * 200
            pen.line([(x, y), (x + 14, y - 6), (x + 26, y + 2)], "#f3cdb6", 7)

    def craft(pen):
        pen.box(1010, 190, 330, 190, "#d9d4c4", 80)
        pen.box(1040, 160, 250, 60, "#d8792a", 20)
        pen.box(1010, 372, 330, 30, "#3a4a52", 12)
        pen.disc(1060, 300, 56, "#2c3b44")
        pen.disc(1060, 300, 42, "#ffe9a8")
        pen.disc(1060, 304, 17, "#7d5a48", 20)
        pen.line([(1050, 390), (960, 450), (900, 430)], "#a8b2b4", 13)
        for x in (1000, 1040):
            pen.disc(x, 232, 17, "#f5fff8")
        pen.poly([(1330, 230), (1420, 180), (1420, 370), (1330, 330)], "#b8b2a2")

    s.lay(floor, 0.2)
    s.lay(worms)
    s.lay(craft)
    s.glow(1000, 232, 60, "#cff6f0", 0.6)
    s.lay(lambda pen: [pen.disc(s.rng.random() * 1500, s.rng.random() * 1000, 1 + s.rng.random() * 2, "#cfe8e8") for _ in range(500)], 0, 0, 0.6)
    return s


SCENES = (bridge, tram, port, rain, sports, market, trail, lanterns, shoots, wonton, lighthouse, deepsea)


def main():
    names = {scene.__name__: scene for scene in SCENES}
    parser = argparse.ArgumentParser(description="Paint the pictures of the daily edition.")
    parser.add_argument("pictures", nargs="*", metavar="picture", help=", ".join(names))
    parser.add_argument("--draft", action="store_true", help="without brush strokes")
    options = parser.parse_args()
    if unknown := set(options.pictures) - set(names):
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    for name in options.pictures or names:
        names[name]().save(name, options.draft)


if __name__ == "__main__":
    main()
