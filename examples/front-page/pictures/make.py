#!/usr/bin/env python3
"""Make the pictures of the example edition.

    python3 make.py [harbour] [reading] [qr] [--draft]

Without names all three pictures are made, next to this script:

    harbour.jpg   a harbour at dawn, painted from noise and polygons
    reading.png   a reading room in the evening, ray-traced
    qr.png        a QR code

Nothing is random from run to run: every generator has a fixed seed.  The first
two are drawn at twice their size and reduced, which smooths all edges; --draft
draws them at their size, for a quick look.

Needs numpy, pillow and segno.
"""

import argparse
from pathlib import Path

import numpy as np
import segno
from PIL import Image, ImageCms, ImageDraw, ImageFilter

HERE = Path(__file__).resolve().parent
F = np.float32


# ---------------------------------------------------------------- helpers


def rgb(text):
    """'#rrggbb' as three numbers from 0 to 1."""
    return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)], F) / 255


def mix(a, b, t):
    return a + (b - a) * t


def smooth(lo, hi, x):
    """0 below lo, 1 above hi, an S curve between."""
    t = np.clip((x - lo) / (hi - lo), 0, 1)
    return t * t * (3 - 2 * t)


def ramp(x, stops):
    """Colours along x: stops are (position, '#rrggbb')."""
    places = [s[0] for s in stops]
    colours = np.array([rgb(s[1]) for s in stops])
    return np.stack([np.interp(x, places, colours[:, c]) for c in range(3)], -1).astype(F)


class Noise:
    """Value noise on a repeating 256 by 256 lattice, about -1 to 1."""

    def __init__(self, seed):
        self.lattice = (np.random.default_rng(seed).random((256, 256)) * 2 - 1).astype(F)

    def __call__(self, u, v):
        u, v = np.asarray(u, F), np.asarray(v, F)
        iu, iv = np.floor(u), np.floor(v)
        fu, fv = u - iu, v - iv
        fu, fv = fu * fu * (3 - 2 * fu), fv * fv * (3 - 2 * fv)
        iu, iv = iu.astype(np.int32) & 255, iv.astype(np.int32) & 255
        ju, jv = (iu + 1) & 255, (iv + 1) & 255
        n = self.lattice
        return mix(mix(n[iv, iu], n[iv, ju], fu), mix(n[jv, iu], n[jv, ju], fu), fv)

    def fractal(self, u, v, octaves, gain=0.5):
        total, amount, size = 0, 1.0, 0.0
        for k in range(octaves):
            total = total + amount * self(u * 2.03**k + 17.1 * k, v * 2.03**k + 9.7 * k)
            size += amount
            amount *= gain
        return total / size


def pixels(image):
    return np.asarray(image, F) / 255


def to_image(array):
    return Image.fromarray((np.clip(array, 0, 1) * 255 + 0.5).astype(np.uint8))


def blur(array, radius):
    return pixels(to_image(array).filter(ImageFilter.GaussianBlur(radius)))


# ---------------------------------------------------------------- the harbour


class Harbour:
    """Back to front: sky, hills, bridge, water, ship, quay with cranes, boat, gulls.

    Lengths are pixels of the finished picture; `s` is the enlargement while drawing.
    Everything that floats or stands in the water is a layer of its own with a base
    line, about which it is mirrored in the waves.
    """

    WIDTH, HEIGHT = 2000, 1300
    HORIZON = 760
    SUN = (1085, 585)

    def __init__(self, s):
        self.s = s
        self.w, self.h = self.WIDTH * s, self.HEIGHT * s
        y, x = np.mgrid[0 : self.h, 0 : self.w].astype(F)
        self.x, self.y = (x + 0.5) / s, (y + 0.5) / s
        self.from_sun = np.hypot((self.x - self.SUN[0]) * 0.8, self.y - self.SUN[1])
        self.rng = np.random.default_rng(312)
        # What distance fades to: warm towards the sun, cool away from it.
        near = np.exp(-self.from_sun / 460)[..., None]
        self.haze = mix(rgb("#a3afc0"), rgb("#f8cb98"), near)

    def paint(self):
        self.picture = self.sky()
        for hill in (
            (0.84, 205, 480, 11, -0.35),
            (0.72, 175, 390, 15, 0.30),
            (0.58, 150, 330, 12, 0.75),
            (0.46, 105, 260, 13, 0.95),
        ):
            self.hills(*hill)
        self.lay(self.bridge, 0.60)
        self.hills(0.34, 92, 280, 14, -1.1)
        self.veil()
        self.water()
        for draw, fade, base in (
            (self.ship, 0.22, 806),
            (self.quay, 0.10, 842),
            (self.boat, 0.04, 1038),
        ):
            self.float(draw, fade, base)
        self.lay(self.gulls, 0.08)
        return self.finish()

    # -- air

    def sky(self):
        up = np.clip((self.HORIZON - self.y) / self.HORIZON, 0, 1)
        colour = ramp(
            up,
            [
                (0, "#f6c897"),
                (0.10, "#f1c3a0"),
                (0.24, "#e4bdae"),
                (0.42, "#bdb9c4"),
                (0.68, "#8a9fbb"),
                (1, "#5d7c9f"),
            ],
        )
        cool = smooth(300, 1300, np.abs(self.x - self.SUN[0]))[..., None]
        colour = mix(colour, colour * rgb("#dfe9f7"), cool)

        # Clouds lie on a plane overhead, so they shrink towards the horizon.
        depth = 1 / (up + 0.16)
        u = (self.x - self.SUN[0]) / 620 * depth * 1.1 + 3
        v = depth * 3.1
        noise = Noise(5)
        warp = noise.fractal(u * 0.9 + 40, v * 0.9, 3) * 0.9
        cover = noise.fractal(u + warp, v + warp * 0.5, 7, 0.52)
        sunward = noise.fractal(u + warp - 0.10 * np.tanh((u - 3) * 1.5), v + warp * 0.5 + 0.16, 5, 0.52)
        bank = smooth(0.02, 0.48, cover + 0.16 * noise.fractal(u * 0.3, v * 0.35 + 7, 2))
        bank *= smooth(0.02, 0.18, up) * mix(1, 0.72, smooth(0.6, 1, up))
        lit = np.clip(0.52 + (cover - sunward) * 1.9, 0, 1)[..., None]
        glow = np.exp(-self.from_sun / 480)[..., None]
        shade = mix(rgb("#8791a8"), rgb("#d59d83"), glow)
        light = mix(rgb("#f3e3dc"), rgb("#fff0cf"), glow)
        colour = mix(colour, mix(shade, light, lit), (bank * 0.86)[..., None])

        # The sun with its glow.
        d = self.from_sun[..., None]
        colour = colour + rgb("#ffc27a") * 0.34 * np.exp(-d / 88) + rgb("#ff9d55") * 0.07 * np.exp(-d / 420)
        disc = smooth(31, 20, np.hypot(self.x - self.SUN[0], self.y - self.SUN[1]))[..., None]
        return np.clip(mix(colour, rgb("#fffbe8"), disc), 0, 1)

    def hills(self, fade, height, wavelength, seed, lean):
        """One ridge; lean raises it to the right (above 0) or to the left."""
        x = self.x[0]
        noise = Noise(seed)
        line = noise.fractal(x / wavelength + seed, np.zeros_like(x) + 0.5, 8, 0.45)
        side = 0.62 + lean * (x / self.WIDTH - 0.5)
        top = self.HORIZON - np.maximum(height * (0.55 + 0.85 * line) * np.clip(side, 0.0, 1.3), 3)
        inside = np.clip((self.y - top) * self.s + 0.5, 0, 1) * (self.y < self.HORIZON)
        rough = noise.fractal(self.x / 22, self.y / 13, 4) * 0.05 * (1 - fade)
        body = mix(rgb("#2f4558") + rough[..., None], self.haze, fade)
        foot = smooth(120, 0, self.HORIZON - self.y)[..., None]  # mist gathers low
        body = mix(body, self.haze, foot * (0.35 + 0.3 * fade))
        self.picture = mix(self.picture, body, inside[..., None])

    def veil(self):
        """Drifting mist over the water line."""
        drift = Noise(21).fractal(self.x / 260, self.y / 26, 5)
        band = np.exp(-(((self.y - self.HORIZON + 20) / 22) ** 2)) * np.clip(0.42 + drift * 0.8, 0, 1)
        self.picture = mix(self.picture, self.haze, band[..., None] * 0.75)

    # -- water

    def water(self):
        """Mirror the upper picture in waves seen in perspective."""
        below = np.maximum(self.y - self.HORIZON, 0.4)
        depth = 2600 / (below + 6)
        side = (self.x - self.WIDTH / 2) * depth / 420
        noise = Noise(33)
        slope, shape = 0, 0
        for k in range(8):
            scale = 0.62 * 1.8**k
            step = scale * 1.7 * 2600 / (below + 6) ** 2  # cells crossed per pixel
            weight = smooth(0.9, 0.25, step) * 0.80**k * 0.62
            turn = 0.25 * (-1) ** k
            wave = noise(side * scale * 0.33 + depth * turn * scale + 31 * k, depth * scale * 1.7 + 13 * k)
            slope = slope + wave * weight
            shape = shape + wave * weight * (k > 2)
        # Far rows hold more waves than pixels: give them a fine horizontal grain.
        far = noise(self.x / 21 + 3, self.y / 1.5) * 0.6 + noise(self.x / 55, self.y / 2.6) * 0.5
        slope = slope + far * smooth(190, 10, below) * 0.55
        self.slope = slope
        self.shift = slope * (2.4 + below * 0.12)

        mirror = self.mirror(self.picture, self.HORIZON)
        deep = ramp(np.clip(below / 540, 0, 1), [(0, "#9fb0bd"), (0.35, "#5b7c92"), (1, "#28485f")])
        steep = smooth(-0.35, 0.85, slope)
        grazing = np.clip(0.92 - below / 540 * 0.46 - steep * 0.40, 0.10, 1)[..., None]
        sea = mix(deep, mirror * rgb("#f3f1ee"), grazing)
        sea = sea * (1 + 0.16 * np.clip(shape, -1, 1) * smooth(0, 160, below))[..., None]

        # Breaths of wind roughen and darken the surface in long bands.
        wind = noise.fractal(side * 0.10 + 5, depth * 0.55 + 3, 3)
        sea = sea * (1 - 0.13 * smooth(0.0, 0.5, wind) * smooth(20, 120, below))[..., None]

        # The glitter under the sun.
        spread = 26 + below * 0.36
        path = np.exp(-(((self.x - self.SUN[0]) / spread) ** 2))
        sparkle = smooth(0.02, 0.55, slope)
        fall = mix(0.95, 0.34, smooth(0, 520, below))
        sea = sea + (path * fall * (0.10 + 0.72 * sparkle))[..., None] * rgb("#ffdca6")

        mist = np.exp(-below / 34)[..., None]
        sea = mix(sea, self.haze, mist * 0.62)
        under = (self.y >= self.HORIZON)[..., None]
        self.picture = np.where(under, np.clip(sea, 0, 1), self.picture).astype(F)

    def mirror(self, layer, base):
        """The layer turned over about base, moved about by the waves."""
        row = (2 * base - self.y + self.shift) * self.s
        column = (self.x + self.shift * 0.30) * self.s
        row = np.clip(row, 0, base * self.s - 1).astype(np.int32)
        column = np.clip(column, 0, self.w - 1).astype(np.int32)
        return layer[row, column]

    # -- things

    def canvas(self, draw):
        image = Image.new("RGBA", (self.w, self.h), (0, 0, 0, 0))
        draw(Pen(image, self.s))
        array = pixels(image)
        return array[..., :3], array[..., 3:]

    def lay(self, draw, fade):
        colour, alpha = self.canvas(draw)
        self.picture = mix(self.picture, mix(self.backlit(colour), self.haze, fade), alpha)

    def backlit(self, colour):
        """Seen against the light: darker, greyer, uneven with weather and use."""
        grey = colour.mean(-1, keepdims=True)
        worn = 0.78 + 0.10 * Noise(41).fractal(self.x / 9, self.y / 14, 4)[..., None]
        return mix(grey, colour, 0.72) * worn * rgb("#f2f0fa")

    def float(self, draw, fade, base):
        colour, alpha = self.canvas(draw)
        colour = mix(self.backlit(colour), self.haze, fade)
        wet = (self.y >= base)[..., None]
        image = self.mirror(np.concatenate([colour, alpha], -1), base)
        strength = image[..., 3:] * wet * np.clip(0.80 - (self.y - base) / 420, 0, 1)[..., None]
        strength = strength * mix(1, 0.5, smooth(-0.1, 0.8, self.slope))[..., None]
        self.picture = mix(self.picture, image[..., :3] * rgb("#c9d3da"), strength)
        self.picture = mix(self.picture, colour, alpha * ~wet)

    def bridge(self, pen):
        deck, water = 708, self.HORIZON
        towers, top, ends = (250, 800), 520, (-120, 1180)
        steel = "#3b4a58"
        pen.box(-20, deck, 1400, deck + 5, steel)
        pen.box(-20, deck + 8, 1400, deck + 9.5, steel)
        for x in range(-20, 1400, 9):
            pen.line([(x, deck + 4), (x + 4.5, deck + 9)], 0.9, steel)
        for x in (-60, 60, 960, 1060, 1160, 1260, 1360):
            pen.box(x - 4, deck, x + 4, water, steel)
        for x in towers:
            pen.shape([(x - 9, water), (x - 5, top), (x - 1.5, top), (x - 3, water)], steel)
            pen.shape([(x + 9, water), (x + 5, top), (x + 1.5, top), (x + 3, water)], steel)
            for y in (top + 3, top + 62, top + 125, deck + 4):
                pen.box(x - 6, y, x + 6, y + 5, steel)
        mid = (towers[0] + towers[1]) / 2
        half = mid - towers[0]

        def cable(x):
            if towers[0] <= x <= towers[1]:
                return deck - 14 - (deck - 14 - top) * ((x - mid) / half) ** 2
            tower, end = (towers[0], ends[0]) if x < towers[0] else (towers[1], ends[1])
            t = (x - tower) / (end - tower)
            return mix(top, deck, t) + 46 * t * (1 - t)

        xs = np.arange(ends[0], ends[1] + 1, 4.0)
        pen.line([(x, cable(x)) for x in xs], 2.4, steel)
        for x in np.arange(ends[0] + 20, ends[1] - 20, 15.0):
            pen.line([(x, cable(x)), (x, deck)], 0.8, steel)

    CONTAINERS = ("#8f3f34", "#2f5f86", "#b0772f", "#3d7164", "#7c8288", "#a9a294", "#6d3a4f", "#37506e", "#b4552f")

    def stack(self, pen, x, y, across, rows, cell, ragged=0):
        """Containers piled from y upwards; ragged leaves some of the top ones out."""
        cw, ch = cell
        tops = rows - np.clip(np.cumsum(self.rng.integers(-1, 2, across)), 0, ragged)
        for i in range(across):
            for j in range(int(tops[i])):
                colour = self.CONTAINERS[self.rng.integers(len(self.CONTAINERS))]
                left, bottom = x + i * cw, y - j * ch
                pen.box(left, bottom - ch, left + cw - 0.5, bottom - 0.5, colour)
                pen.box(left, bottom - ch, left + cw - 0.5, bottom - ch + 0.7, tint(colour, 0.28))
                for k in np.arange(left + 1.5, left + cw - 1, 2.4):
                    pen.line([(k, bottom - ch + 1), (k, bottom - 1)], 0.6, tint(colour, -0.16))
                pen.box(left + cw - 1.3, bottom - ch, left + cw - 0.5, bottom - 0.5, tint(colour, 0.4))

    def ship(self, pen):
        x0, x1, base = 250, 800, 806
        deck = base - 34
        self.stack(pen, x0 + 62, deck, 9, 6, (20, 8.2), 2)
        self.stack(pen, x0 + 292, deck, 10, 6, (20, 8.2), 3)
        # The house with bridge wings, funnel and masts.
        h0 = x0 + 248
        pen.box(h0, deck - 74, h0 + 34, deck, "#cfd0cf")
        pen.box(h0 + 28, deck - 74, h0 + 34, deck, "#f0e6d6")
        pen.box(h0 - 6, deck - 84, h0 + 40, deck - 72, "#d8d8d6")
        pen.box(h0 - 2, deck - 81, h0 + 37, deck - 76, "#34424e")
        for j in range(5):
            for i in range(5):
                pen.box(h0 + 4 + i * 5.6, deck - 66 + j * 12, h0 + 6.6 + i * 5.6, deck - 62 + j * 12, "#4c5a66")
        pen.line([(h0 + 17, deck - 84), (h0 + 17, deck - 112)], 2, "#59646d")
        pen.line([(h0 + 8, deck - 100), (h0 + 26, deck - 100)], 1.4, "#59646d")
        pen.box(x0 + 30, deck - 62, x0 + 52, deck, "#2f4a63")
        pen.box(x0 + 30, deck - 52, x0 + 52, deck - 42, "#d9cfc0")
        pen.line([(x1 - 34, deck - 2), (x1 - 34, deck - 48)], 2, "#59646d")
        for k in np.arange(x0 + 60, x1 - 80, 20.0):  # lashing bridges
            pen.line([(k, deck), (k, deck - 18)], 0.8, "#5a646c")
        hull = [(x0, deck - 5), (x0 + 54, deck - 5), (x0 + 58, deck), (x1 - 66, deck), (x1 - 52, deck - 14)]
        hull += [(x1 + 4, deck - 16), (x1 - 10, base - 12), (x1 - 16, base), (x0 + 16, base), (x0 + 4, base - 16)]
        pen.shape(hull, "#27405a")
        pen.shape([(x0 + 9, base - 8), (x1 - 13, base - 8), (x1 - 16, base), (x0 + 16, base)], "#7a3730")
        pen.line([(x0 + 1, deck - 4), (x0 + 56, deck - 4), (x0 + 60, deck + 1), (x1 - 66, deck + 1)], 1.4, "#8fa0ad")
        pen.line([(x1 - 64, deck), (x1 - 51, deck - 13), (x1 + 3, deck - 15)], 1.6, "#e8d3b4")
        pen.line([(x1 + 3, deck - 14), (x1 - 11, base - 10)], 1.8, "#c9a983")
        # Bow wave and wake.
        pen.shape([(x1 - 40, base), (x1 - 16, base - 5), (x1 + 2, base - 2), (x1 + 26, base)], "#f1e6da")
        pen.shape([(x0 - 120, base), (x0 - 30, base - 1.6), (x0 + 24, base - 3), (x0 + 40, base)], "#dfdbd8")

    def quay(self, pen):
        base, top = 842, 820
        far = 1235
        # The wharf with fenders, then stacks, sheds and cranes; the nearest stands right.
        for x, scale in ((1360, 0.62), (1500, 0.74), (1665, 0.88), (1865, 1.06)):
            self.crane(pen, x, top + 4, scale, raised=(x == 1500))
        self.stack(pen, far + 34, top, 6, 3, (19, 7.6), 1)
        self.stack(pen, 1405, top, 4, 4, (21, 8.4), 1)
        self.stack(pen, 1540, top, 5, 4, (23, 9.2), 2)
        self.stack(pen, 1712, top, 5, 5, (25, 10.2), 2)
        self.stack(pen, 1905, top, 5, 5, (27, 11), 1)
        pen.shape([(far, top + 8), (far + 16, top), (2010, top - 2), (2010, base), (far, base)], "#3e4447")
        pen.line([(far + 16, top), (2010, top - 1)], 2, "#b59f84")
        pen.box(far, top + 9, 2010, top + 11, "#2c3134")
        for x in np.arange(far + 12, 2010, 26.0):
            pen.box(x, top + 7, x + 7, base, "#1f2427")
        for x in np.arange(far + 60, 2010, 120.0):  # lamp posts
            pen.line([(x, top), (x, top - 92)], 1.5, "#3b444a")
            pen.box(x - 7, top - 94, x + 7, top - 91, "#ffe9b8")

    def crane(self, pen, x, foot, k, raised):
        """A ship-to-shore gantry; the boom reaches left over the water."""
        dark, mid, red = "#293640", "#3d4c57", "#8a4436"

        def p(dx, dy):
            return (x + dx * k, foot - dy * k)

        def bar(a, b, width, colour=dark):
            pen.line([p(*a), p(*b)], width * k, colour)

        legs, portal, girder, apex = (-46, 62), 96, 212, 330
        for dx in legs:
            bar((dx, 0), (dx, girder), 8)
            bar((dx + 7, 0), (dx + 7, girder - 8), 3, mid)
            pen.box(*p(dx - 16, 12), *p(dx + 20, 0), dark)
            for wheel in (-12, -3, 6, 15):
                pen.dot(*p(dx + wheel, 2), 4 * k, "#1c242a")
        bar((legs[0], portal), (legs[1], portal), 8)
        bar((legs[0], portal), (legs[1], girder), 3, mid)
        bar((legs[1], portal), (legs[0], 12), 3, mid)
        bar((legs[0], girder), (-22, apex), 6)
        bar((legs[1], girder), (-14, apex), 5)
        bar((-26, apex), (-8, apex), 7)
        bar((0, apex - 60), (-34, apex - 66), 3, mid)
        # The fixed girder runs back to 150; the boom hinges at the waterside leg.
        self.truss(pen, p, (legs[0], girder), (150, girder), 15, k, dark)
        bar((-14, apex), (146, girder + 14), 3)
        pen.box(*p(70, girder + 46), *p(128, girder + 14), red)
        pen.box(*p(70, girder + 50), *p(128, girder + 44), mid)
        tip = (-118, girder + 196) if raised else (-292, girder)
        self.truss(pen, p, tip, (legs[0], girder), 15, k, red)
        bar((-20, apex), tuple(mix(np.array(tip), np.array((legs[0], girder)), 0.12)), 2.4)
        bar((-20, apex), tuple(mix(np.array(tip), np.array((legs[0], girder)), 0.56)), 2.4)
        if not raised:
            trolley = -150
            pen.box(*p(trolley - 14, girder), *p(trolley + 14, girder - 12), dark)
            pen.box(*p(trolley + 18, girder - 6), *p(trolley + 40, girder - 28), "#a9b7bf")
            for dx in (-10, 10):
                bar((trolley + dx, girder - 10), (trolley + dx, girder - 84), 1)
            pen.box(*p(trolley - 24, girder - 82), *p(trolley + 24, girder - 89), "#b9893c")
            pen.box(*p(trolley - 26, girder - 89), *p(trolley + 26, girder - 111), "#8f3f34")
        # Stairs in the landside leg.
        for j in range(8):
            y = 8 + j * 24
            bar((legs[1] + 8, y), (legs[1] + 20, y + 24), 1.4, mid)
            bar((legs[1] + 8, y + 24), (legs[1] + 20, y + 24), 1.4, mid)

    @staticmethod
    def truss(pen, p, a, b, height, k, colour):
        a, b = np.array(a, float), np.array(b, float)
        up = np.array([-(b - a)[1], (b - a)[0]]) / np.hypot(*(b - a)) * height
        pen.line([p(*a), p(*b)], 4.5 * k, colour)
        pen.line([p(*(a + up)), p(*(b + up))], 2.6 * k, colour)
        steps = max(int(np.hypot(*(b - a)) / 15), 2)
        for i in range(steps):
            lo, hi, end = (mix(a, b, t / steps) for t in (i, i + 0.5, i + 1))
            pen.line([p(*lo), p(*(hi + up)), p(*end)], 1.7 * k, colour)

    def boat(self, pen):
        """A small fishing boat near the viewer, left of the glitter."""
        x, base = 560, 1038
        dark = "#26343d"
        pen.line([(x + 26, base - 24), (x + 26, base - 112)], 3, dark)
        pen.line([(x + 26, base - 108), (x + 92, base - 34)], 1.4, dark)
        pen.line([(x + 26, base - 108), (x - 72, base - 30)], 1.4, dark)
        pen.line([(x + 28, base - 52), (x + 84, base - 86)], 2.4, dark)
        pen.box(x - 34, base - 62, x + 12, base - 20, "#59656b")
        pen.box(x + 6, base - 62, x + 12, base - 20, "#c7ab87")
        pen.box(x - 40, base - 67, x + 18, base - 61, "#3c474d")
        for i in range(3):
            pen.box(x - 29 + i * 13, base - 56, x - 20 + i * 13, base - 44, "#d8b98c")
        pen.shape(
            [(x - 96, base - 32), (x - 40, base - 24), (x + 60, base - 25), (x + 122, base - 46)]
            + [(x + 98, base - 8), (x + 88, base), (x - 84, base)],
            "#2b4350",
        )
        pen.line([(x - 95, base - 31), (x - 40, base - 23), (x + 60, base - 24), (x + 121, base - 45)], 3, "#d1b48e")
        pen.box(x - 88, base - 7, x + 91, base, "#6b332c")
        for dx in (42, 58):  # two of the crew
            pen.shape(
                [
                    (x + dx - 5, base - 24),
                    (x + dx - 5, base - 40),
                    (x + dx - 2, base - 44),
                    (x + dx + 2, base - 44),
                    (x + dx + 5, base - 40),
                    (x + dx + 5, base - 24),
                ],
                dark,
            )
            pen.dot(x + dx, base - 47, 3.6, dark)

    def gulls(self, pen):
        flock = (
            (700, 330, 17),
            (760, 300, 13),
            (835, 352, 11),
            (640, 395, 12),
            (905, 412, 9),
            (1340, 300, 12),
            (1400, 335, 9),
            (460, 880, 20),
            (330, 420, 10),
        )
        for i, (x, y, size) in enumerate(flock):
            lift = (0.55, 0.2, 0.75, 0.35)[i % 4]
            tilt = (-0.12, 0.1, 0.18)[i % 3]
            for side in (-1, 1):
                bend = (x + side * size * 0.5, y - size * lift + side * tilt * size * 0.5)
                end = (x + side * size * 1.15, y - size * lift * 0.35 + side * tilt * size)
                pen.shape([(x, y), bend, end, (bend[0], bend[1] + size * 0.17), (x, y + size * 0.2)], "#3f4a55")
            pen.shape(
                [(x - size * 0.1, y - 1), (x + size * 0.3, y + size * 0.1), (x - size * 0.1, y + size * 0.26)],
                "#3f4a55",
            )

    # -- the print

    def finish(self):
        picture = self.picture
        # Light spills over dark edges near the sun.
        bright = np.clip(picture - 0.72, 0, 1) * 2.2
        bloom = blur(bright, 26 * self.s)
        picture = 1 - (1 - picture) * (1 - np.clip(bloom * 0.42, 0, 1))
        picture = mix(picture, smooth(-0.02, 1.02, picture), 0.42)
        corner = np.hypot((self.x / self.WIDTH - 0.5) * 1.1, self.y / self.HEIGHT - 0.5)
        picture = picture * (1 - 0.26 * smooth(0.42, 0.80, corner))[..., None]
        image = to_image(picture).resize((self.WIDTH, self.HEIGHT), Image.LANCZOS)
        grain = np.random.default_rng(7).normal(0, 0.011, (self.HEIGHT, self.WIDTH, 1))
        return to_image(pixels(image) + grain)


def tint(colour, by):
    """Towards white (by above 0) or black."""
    c = rgb(colour)
    c = mix(c, np.ones(3), by) if by > 0 else c * (1 + by)
    return "#" + "".join(f"{int(v * 255):02x}" for v in c)


class Pen:
    """ImageDraw in pixels of the finished picture."""

    def __init__(self, image, s):
        self.draw, self.s = ImageDraw.Draw(image), s

    def box(self, x0, y0, x1, y1, colour):
        s = self.s
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        self.draw.rectangle((x0 * s, y0 * s, max(x1 * s - 1, x0 * s), max(y1 * s - 1, y0 * s)), fill=colour)

    def shape(self, points, colour):
        self.draw.polygon([(float(x) * self.s, float(y) * self.s) for x, y in points], fill=colour)

    def line(self, points, width, colour):
        points = [(float(x) * self.s, float(y) * self.s) for x, y in points]
        self.draw.line(points, fill=colour, width=max(1, round(float(width) * self.s)), joint="curve")

    def dot(self, x, y, radius, colour):
        s = self.s
        self.draw.ellipse(((x - radius) * s, (y - radius) * s, (x + radius) * s, (y + radius) * s), fill=colour)


def harbour(s):
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # Its header tells when it was made: year, month, day, hour, minute, second.
    profile[24:36] = np.array((2026, 3, 12, 0, 0, 0), ">u2").tobytes()
    image = Harbour(s).paint()
    image.save(HERE / "harbour.jpg", quality=88, subsampling=0, dpi=(300, 300), icc_profile=bytes(profile))


# ---------------------------------------------------------------- the reading room


class Reading:
    """A long library hall in the evening, ray-traced.

    Metres: x to the right, y up, z into the room; the viewer stands at the origin of
    x and z.  Two rows of tables with readers, shelves along both walls, pendant
    lamps, and at the far end a tall window on the evening sky.
    """

    WIDTH, HEIGHT = 1100, 750
    EYE = np.array((0.35, 1.78, 0.0), F)
    SIDE, CEILING, END = 4.3, 4.9, 21.0
    LAMPS = tuple((x, 2.85, z) for z in (4.6, 8.6, 12.6, 16.6) for x in (-1.75, 1.75))
    GLOW = rgb("#ffd39a")
    GLOBE = 0.115  # radius of a lamp
    TILE = 48

    def __init__(self, s):
        self.w, self.h = self.WIDTH * s, self.HEIGHT * s
        self.furnish()

    # -- what stands in the room

    def furnish(self):
        """Boxes are (low corner, high corner, colour); balls are (centre, radii, colour)."""
        rng = np.random.default_rng(26)
        self.boxes, self.balls = [], []
        wood, leg = rgb("#9a6a3f"), rgb("#4d3423")
        clothes = [
            rgb(c) for c in ("#41587a", "#8c4a45", "#c9b99a", "#4f6b58", "#6a5a7c", "#3b3f4a", "#b98a4e", "#77868f")
        ]
        person = 0
        for z0 in (3.6, 7.6, 11.6, 15.6):
            for side in (-1, 1):
                x = 1.75 * side
                self.box((x - 0.62, 0.71, z0), (x + 0.62, 0.77, z0 + 2.7), wood)
                for dx in (-0.5, 0.5):
                    for dz in (0.15, 2.5):
                        self.box((x + dx - 0.04, 0, z0 + dz - 0.04), (x + dx + 0.04, 0.71, z0 + dz + 0.04), leg)
                for seat in range(3):
                    for edge in (-1, 1):
                        z = z0 + 0.5 + seat * 0.86
                        px = x + edge * 0.92
                        self.box((px - 0.2, 0.42, z - 0.2), (px + 0.2, 0.46, z + 0.2), leg)
                        for dx, dz in ((-0.17, -0.17), (0.17, -0.17), (-0.17, 0.17), (0.17, 0.17)):
                            if z0 < 9:
                                self.box(
                                    (px + dx - 0.018, 0, z + dz - 0.018), (px + dx + 0.018, 0.42, z + dz + 0.018), leg
                                )
                        taken = rng.random() < 0.66
                        if taken:
                            self.reader(px, z, edge, clothes[person % len(clothes)], rng)
                            person += 1
                        else:
                            back = px + edge * 0.19
                            self.box((back - 0.02, 0.46, z - 0.2), (back + 0.02, 0.86, z + 0.2), leg)
                        if taken or rng.random() < 0.3:
                            bx = x + edge * (0.36 + 0.05 * rng.random())
                            bz = z + 0.06 * (rng.random() - 0.5)
                            self.box((bx - 0.11, 0.77, bz - 0.17), (bx + 0.11, 0.785, bz + 0.17), rgb("#f4efe2"))
                for _ in range(3):  # closed books in small piles
                    bx, bz, y = x + rng.normal(0, 0.12), z0 + 0.3 + 2.1 * rng.random(), 0.77
                    for _ in range(rng.integers(1, 5)):
                        cover = mix(clothes[rng.integers(len(clothes))], np.ones(3, F) * 0.5, 0.15)
                        self.box((bx - 0.09, y, bz - 0.12), (bx + 0.09, y + 0.032, bz + 0.12), cover)
                        y += 0.034

        boxes = np.array([(low, high) for low, high, _ in self.boxes])
        balls = np.array([(centre, radii) for centre, radii, _ in self.balls])
        self.bounds = (
            (self.boxes, boxes.mean(1), np.linalg.norm(boxes[:, 1] - boxes[:, 0], axis=-1) / 2),
            (self.balls, balls[:, 0], balls[:, 1].max(-1)),
        )

    def box(self, low, high, colour):
        self.boxes.append((np.array(low, F), np.array(high, F), colour))

    def reader(self, x, z, edge, colour, rng):
        """Sits at the table edge, bent over a book."""
        tall = 0.95 + 0.08 * rng.random()
        lean = -edge * (0.06 + 0.05 * rng.random())
        skin = rgb("#d9a985")
        hair = rgb(("#2a2320", "#1f1c1d", "#4a3527", "#33261f", "#26211f", "#8d8a86")[rng.integers(6)])
        trousers = mix(colour, rgb("#2c3038"), 0.8)
        self.ball((x, 0.56, z), (0.16, 0.14, 0.17), trousers)
        self.ball((x + lean * 0.6, 0.80 * tall, z), (0.125, 0.31, 0.185), colour)
        self.ball((x + lean * 1.1, 1.02 * tall, z), (0.105, 0.135, 0.20), colour)
        self.ball((x + lean * 1.6, 1.17 * tall, z), (0.052, 0.10, 0.052), skin)
        hx = x + lean * 2.3
        self.ball((hx, 1.315 * tall, z), (0.096, 0.122, 0.084), skin)
        self.ball((hx + edge * 0.028, 1.342 * tall, z), (0.098, 0.117, 0.097), hair)
        if rng.random() < 0.5:
            self.ball((hx + edge * 0.060, 1.23 * tall, z), (0.062, 0.17, 0.092), hair)
        for side in (-1, 1):
            self.ball(
                (x + lean * 0.8 - edge * 0.03, 0.95 * tall, z + side * 0.205), (0.062, 0.17, 0.055), colour * 0.95
            )
            self.ball((x - edge * 0.10, 0.83, z + side * 0.215), (0.10, 0.065, 0.052), colour * 0.95)
            self.ball((x - edge * 0.28, 0.805, z + side * 0.18), (0.17, 0.042, 0.046), colour * 0.95)
            self.ball((x - edge * 0.47, 0.80, z + side * 0.145), (0.055, 0.028, 0.038), skin)
            self.ball((x - edge * 0.20, 0.53, z + side * 0.09), (0.25, 0.075, 0.08), trousers)
            self.ball((x - edge * 0.38, 0.27, z + side * 0.09), (0.06, 0.27, 0.06), trousers)
            self.ball((x - edge * 0.44, 0.04, z + side * 0.09), (0.13, 0.045, 0.05), rgb("#2a2422"))

    def ball(self, centre, radii, colour):
        self.balls.append((np.array(centre, F), np.array(radii, F), colour))

    # -- rays

    def paint(self):
        s = self.h // self.HEIGHT
        y, x = np.mgrid[0 : self.h, 0 : self.w].astype(F)
        focal = 820 * s
        rays = np.stack([(x - self.w * 0.47) / focal, (self.h * 0.44 - y) / focal, np.ones_like(x)], -1)
        rays /= np.linalg.norm(rays, axis=-1, keepdims=True)
        picture = np.zeros_like(rays)
        # By tiles: the rays of one tile meet few of the things in the room.
        for top in range(0, self.h, self.TILE):
            for left in range(0, self.w, self.TILE):
                tile = np.s_[top : top + self.TILE, left : left + self.TILE]
                ray = rays[tile].reshape(-1, 3)
                picture[tile] = self.trace(ray).reshape(picture[tile].shape)
        return self.develop(picture, s)

    def trace(self, ray):
        """The colour of every ray; the polished floor and the tables mirror the room."""
        start = np.broadcast_to(self.EYE, ray.shape)
        colour, gloss, point, normal = self.look(start, ray)
        shiny = np.nonzero(gloss > 0)[0]
        if not len(shiny):
            return colour
        grain = Noise(3).fractal(point[shiny, 0] * 60, point[shiny, 2] * 14, 3) * 0.004
        turned = ray[shiny] - 2 * normal[shiny] * (ray[shiny] * normal[shiny]).sum(-1, keepdims=True)
        turned[:, 0] += grain
        seen, _, _, _ = self.look(point[shiny] + normal[shiny] * 1e-3, turned)
        facing = np.abs((ray[shiny] * normal[shiny]).sum(-1))
        share = gloss[shiny] * (0.06 + 0.70 * (1 - facing) ** 4)
        colour[shiny] = mix(colour[shiny], seen, share[:, None])
        return colour

    def ahead(self, start, ray):
        """The boxes and balls that a bundle of unit rays may meet: those near its axis."""
        origin, axis = start.mean(0), ray.mean(0)
        axis = axis / np.linalg.norm(axis)
        wide = np.linalg.norm(start - origin, axis=-1).max()
        spread = np.linalg.norm(ray - axis, axis=-1).max() * 1.05
        found = []
        for things, centres, sizes in self.bounds:
            to = centres - origin
            along = to @ axis
            miss = np.sqrt(np.maximum((to * to).sum(-1) - along**2, 0))
            near = (along > -sizes - wide) & (miss < sizes + wide + spread * np.maximum(along + sizes, 0))
            found.append([things[i] for i in np.nonzero(near)[0]])
        return found

    def look(self, start, ray):
        """Light, gloss, place and normal for every ray."""
        colour, gloss, dist, normal, fixed = self.hit(start, ray)
        point = start + ray * dist[:, None]
        light = self.lighting(point, normal)
        lit = np.where(fixed[:, None], colour, colour * light)
        # Lamps: glass globes over everything behind them, and their halo.
        for lamp in self.LAMPS:
            centre = np.array(lamp, F)
            along = ((centre - start) * ray).sum(-1)
            miss = np.linalg.norm(start + ray * along[:, None] - centre, axis=-1)
            front = (along > 0) & (along < dist + 0.2)
            globe = front & (miss < self.GLOBE)
            limb = np.sqrt(np.clip(1 - (miss / self.GLOBE) ** 2, 0, 1))[:, None]
            lit = np.where(globe[:, None], rgb("#fff0cc") * (0.95 + 0.35 * limb), lit)
            # The cord: a thin upright line, found in the plan of the room.
            plan = ((centre - start) * ray)[:, [0, 2]].sum(-1) / (ray[:, [0, 2]] ** 2).sum(-1)
            off = start + ray * plan[:, None] - centre
            cord = (plan > 0) & (plan < dist) & (off[:, 1] > self.GLOBE) & (np.hypot(off[:, 0], off[:, 2]) < 0.011)
            lit = np.where(cord[:, None], lit * 0.25, lit)
            halo = np.where(front, 0.05 * np.exp(-miss / 0.28) + 0.012 * np.exp(-miss / 0.9), 0)
            lit = lit + halo[:, None] * self.GLOW
        return lit, gloss, point, normal

    def hit(self, start, ray):
        n = len(ray)
        dist = np.full(n, np.inf, F)
        colour = np.zeros((n, 3), F)
        gloss = np.zeros(n, F)
        normal = np.zeros((n, 3), F)
        fixed = np.zeros(n, bool)
        with np.errstate(divide="ignore", invalid="ignore"):
            for axis, place, facing, paint in (
                (0, -self.SIDE, 1, self.shelves),
                (0, self.SIDE, -1, self.shelves),
                (1, 0.0, 1, self.floor),
                (1, self.CEILING, -1, self.ceiling),
                (2, self.END, -1, self.window),
                (2, -3.0, 1, self.ceiling),
            ):
                t = (place - start[:, axis]) / ray[:, axis]
                near = np.nonzero((t > 1e-3) & (t < dist) & (ray[:, axis] * facing < 0))[0]
                dist[near] = t[near]
                colour[near], fixed[near], gloss[near] = paint(start[near] + ray[near] * t[near, None])
                normal[near] = 0
                normal[near, axis] = facing
            boxes, balls = self.ahead(start, ray)
            for low, high, paint in boxes:
                t0, t1 = (low - start) / ray, (high - start) / ray
                enter = np.minimum(t0, t1)
                first, last = enter.max(-1), np.maximum(t0, t1).min(-1)
                near = np.nonzero((first > 1e-3) & (first < last) & (first < dist))[0]
                if not len(near):
                    continue
                dist[near] = first[near]
                axis = enter[near].argmax(-1)
                normal[near] = 0
                normal[near, axis] = -np.sign(ray[near, axis])
                p = start[near] + ray[near] * first[near, None]
                table = high[0] - low[0] > 1
                if table:
                    fibre = Noise(8).fractal(p[:, 0] * 26, p[:, 2] * 1.7, 4)
                    colour[near] = paint * (1 + 0.22 * fibre)[:, None]
                elif paint.min() > 0.85:  # an open book: lines of print and the fold
                    across, down = p[:, 2] - low[2], p[:, 0] - low[0]
                    print_ = (np.mod(down, 0.021) < 0.010) & (np.abs(np.mod(across, 0.17) - 0.085) < 0.066)
                    ink = np.where(print_, 0.78, 1.0) * (1 - 0.35 * np.exp(-(((across - 0.17) / 0.012) ** 2)))
                    colour[near] = paint * ink[:, None]
                else:
                    colour[near] = paint
                gloss[near] = 0.55 * (table & (axis == 1))
                fixed[near] = False
            for centre, radii, paint in balls:
                o, d = (start - centre) / radii, ray / radii
                a, b, c = (d * d).sum(-1), (o * d).sum(-1), (o * o).sum(-1) - 1
                t = (-b - np.sqrt(b * b - a * c)) / a
                near = np.nonzero((t > 1e-3) & (t < dist))[0]
                if not len(near):
                    continue
                dist[near] = t[near]
                p = start[near] + ray[near] * t[near, None]
                out = (p - centre) / radii**2
                normal[near] = out / np.linalg.norm(out, axis=-1, keepdims=True)
                fold = Noise(9).fractal(p[:, 1] * 22 + p[:, 0] * 9, p[:, 2] * 16, 3)
                colour[near] = paint * (1 + 0.16 * fold)[:, None]
                gloss[near] = 0
                fixed[near] = False
        return colour, gloss, dist, normal, fixed

    def shadow(self, point, lamp):
        """How much of the lamp's light arrives: 1, or less behind people and tables."""
        lamp = np.array(lamp, F)
        ray = lamp - point
        start = point + ray * 0.02
        back = -ray / np.linalg.norm(ray, axis=-1, keepdims=True)
        boxes, balls = self.ahead(np.broadcast_to(lamp, ray.shape), back)
        seen = np.ones(len(point), F)
        with np.errstate(divide="ignore", invalid="ignore"):
            for low, high, _ in boxes:
                if (high - low).max() < 0.3:
                    continue
                t0, t1 = (low - start) / ray, (high - start) / ray
                first, last = np.minimum(t0, t1).max(-1), np.maximum(t0, t1).min(-1)
                seen[(first < last) & (last > 0) & (first < 0.95)] *= 0.12
            for centre, radii, _ in balls:
                if radii.max() < 0.12:
                    continue
                o, d = (start - centre) / radii, ray / radii
                a, b, c = (d * d).sum(-1), (o * d).sum(-1), (o * o).sum(-1)
                along = np.clip(-b / a, 0, 1)
                miss = np.sqrt(np.maximum(c + along * (2 * b + along * a), 0))
                seen *= mix(0.15, 1, smooth(0.75, 1.25, miss))
        return seen

    def lighting(self, point, normal):
        ambient = rgb("#8d7d74") * 0.34 + rgb("#6d86b4") * (0.16 * np.clip(-normal[:, 2:], 0, 1))
        light = np.broadcast_to(ambient, point.shape).copy()
        low = np.where(normal[:, 1] > 0.9, smooth(-0.3, 1.0, point[:, 1]), 1)
        light *= mix(0.75, 1, low)[:, None]
        for lamp in self.LAMPS:
            to = np.array(lamp, F) - point
            far = np.linalg.norm(to, axis=-1)
            cosine = np.clip((to * normal).sum(-1) / far, 0, 1)
            power = 2.5 * cosine / (0.7 + far * far)
            strong = np.nonzero(power > 0.03)[0]
            if len(strong):
                power[strong] *= self.shadow(point[strong], lamp)
            light += power[:, None] * self.GLOW
        return light

    # -- the walls; each gives colour, whether it glows by itself, and gloss

    @staticmethod
    def chance(*numbers):
        """A number from 0 to 1 for each cell, the same every time."""
        total = sum(np.floor(v) * k for v, k in zip(numbers, (12.9898, 78.233, 37.719)))
        return np.mod(np.sin(total) * 43758.5453, 1.0)

    def shelves(self, p):
        z, y = p[:, 2].astype(np.float64), p[:, 1].astype(np.float64)
        side = np.sign(p[:, 0]) * 50
        bay, board = np.mod(z, 1.6), np.mod(y - 0.12, 0.40)
        row = np.floor((y - 0.12) / 0.40)
        width = 0.030 + 0.022 * self.chance(np.floor(z / 0.4), row, side)
        spine = np.floor(z / width)
        pick, tone = self.chance(spine, row, side), self.chance(spine + 91, row, side + 7)
        covers = np.array(
            [
                rgb(c)
                for c in (
                    "#7d352e",
                    "#2f4d6c",
                    "#b58a45",
                    "#40604d",
                    "#d8ccb2",
                    "#5a4466",
                    "#8f6a4a",
                    "#2e3640",
                    "#a9533a",
                    "#6f8795",
                )
            ]
        )
        colour = covers[(pick * len(covers)).astype(int)] * (0.75 + 0.4 * tone)[:, None]
        edge = np.mod(z / width, 1)
        colour = colour * (1 - 0.45 * smooth(0.32, 0.5, np.abs(edge - 0.5)))[:, None]
        tall = 0.24 + 0.10 * tone
        band = (np.abs(board - 0.06 - 0.1 * pick) < 0.012) & (tone > 0.4)
        colour = np.where(band[:, None], mix(colour, rgb("#d9bc7c"), 0.6), colour)
        gap = (board > tall) | (self.chance(spine // 5, row, side + 3) < 0.07)
        colour = np.where(gap[:, None], rgb("#24170f"), colour)
        wood = rgb("#7a4f2e") * (1 + 0.18 * Noise(4).fractal(z * 9, y * 9, 3))[:, None]
        frame = (board > 0.365) | (bay < 0.07) | (y < 0.12) | (y > 3.36)
        colour = np.where(frame[:, None], wood, colour)
        cornice = (y > 3.36) & (y < 3.52)
        colour = np.where(cornice[:, None], wood * 1.25, colour)
        plaster = rgb("#c9b8a0") * np.ones((len(y), 1), F)
        colour = np.where((y >= 3.52)[:, None], plaster, colour)
        return colour.astype(F), np.zeros(len(y), bool), np.zeros(len(y), F)

    def floor(self, p):
        plank = np.floor(p[:, 0] / 0.19)
        shift = self.chance(plank, plank) * 2
        tone = self.chance(plank, (p[:, 2] + shift) / 1.7)
        fibre = Noise(6).fractal(p[:, 0] * 34, p[:, 2] * 2.2, 4)
        colour = rgb("#7d5638") * (0.82 + 0.26 * tone + 0.22 * fibre)[:, None]
        joint = (np.mod(p[:, 0], 0.19) < 0.006) | (np.mod(p[:, 2] + shift, 1.7) < 0.008)
        colour = np.where(joint[:, None], colour * 0.55, colour)
        return colour.astype(F), np.zeros(len(p), bool), np.full(len(p), 0.8, F)

    def ceiling(self, p):
        beam = np.mod(p[:, 2] + 0.6, 4.0) < 0.5
        colour = np.where(beam[:, None], rgb("#5f4129"), rgb("#b3a48e"))
        return colour.astype(F), np.zeros(len(p), bool), np.zeros(len(p), F)

    def window(self, p):
        x, y = p[:, 0], p[:, 1]
        wall = np.broadcast_to(rgb("#b9a58c"), p.shape).copy()
        arch = np.where(y > 3.1, np.hypot(x, (y - 3.1) * 1.0) < 1.9, (np.abs(x) < 1.9) & (y > 0.75))
        sky = ramp(
            (y - 0.9) / 4.0, [(0, "#e79a63"), (0.18, "#d99a86"), (0.40, "#8f86a8"), (0.7, "#4c6594"), (1, "#2f4674")]
        )
        # Roofs of the town with some windows alight.
        block = np.floor(x / 0.33 + 40)
        roof = 1.05 + 0.75 * self.chance(block, block * 0 + 3)
        town = y < roof
        lights = (
            town & (np.mod(x, 0.11) < 0.05) & (np.mod(y, 0.13) < 0.06) & (self.chance(x / 0.11 + 60, y / 0.13) < 0.34)
        )
        view = np.where(town[:, None], rgb("#2b3350"), sky)
        view = np.where(lights[:, None], rgb("#ffcf85"), view)
        bars = (np.abs(np.mod(x + 0.475, 0.95) - 0.475) < 0.035) | (np.abs(np.mod(y, 0.8) - 0.4) < 0.028)
        rim = arch & ((np.abs(x) > 1.8) | (y < 0.86) | ((y > 3.1) & (np.hypot(x, y - 3.1) > 1.8)))
        colour = np.where(arch[:, None], np.where(bars[:, None], rgb("#1d1a1f"), view), wall)
        colour = np.where(rim[:, None], rgb("#4a3424"), colour)
        return colour.astype(F), arch & ~rim, np.zeros(len(p), F)

    # -- the print

    def develop(self, picture, s):
        picture = picture * 1.75
        picture = picture / (1 + 0.34 * picture)
        bloom = blur(np.clip(picture - 0.7, 0, 1), 16 * s)
        picture = picture + bloom * 0.8
        picture = np.clip(picture, 0, 1) ** 0.80
        picture = mix(picture, smooth(-0.03, 1.02, picture), 0.35)
        return to_image(picture).resize((self.WIDTH, self.HEIGHT), Image.LANCZOS)


def reading(s):
    Reading(s).paint().save(HERE / "reading.png", optimize=True, dpi=(300, 300))


# ---------------------------------------------------------------- the QR code


def qr(_):
    code = segno.make("https://example.com/linlan/2026-03-12", error="m", micro=False)
    code.save(HERE / "qr.png", scale=12, border=2)
    Image.open(HERE / "qr.png").convert("L").save(HERE / "qr.png", optimize=True)


def main():
    makers = {"harbour": harbour, "reading": reading, "qr": qr}
    parser = argparse.ArgumentParser(description="Make the pictures of the example edition.")
    parser.add_argument("pictures", nargs="*", metavar="picture", help=", ".join(makers))
    parser.add_argument("--draft", action="store_true", help="without smoothing of edges")
    options = parser.parse_args()
    if unknown := set(options.pictures) - set(makers):
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    for name in options.pictures or makers:
        makers[name](1 if options.draft else 2)


if __name__ == "__main__":
    main()
