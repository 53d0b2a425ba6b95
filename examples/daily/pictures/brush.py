"""A brush: scenes from gradients, noise and shapes, painted over in strokes.

A scene is laid out first and then painted from broad strokes to fine ones, which follow
its contours.  Every generator has a fixed seed, so nothing differs from run to run.
"""

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

    def person(self, x, y, h, coat, legs="#2b2f3a", stride=0.1, arms=0.12, lean=0.0, hair="#221b18", face=True):
        """A figure of height h standing at (x, y), seen from behind without a face; lean is to the right."""
        hip, neck = (x + lean * h * 0.3, y - h * 0.47), (x + lean * h * 0.6, y - h * 0.80)
        for side in (-1, 1):
            knee = (mix(hip[0], x, 0.5) + side * stride * h * 0.8 + lean * h * 0.1, y - h * 0.24)
            foot = (
                x + side * stride * h * 1.2 - (lean * h * 0.5 if side < 0 else 0),
                y - (0.1 * h * abs(lean) if side < 0 else 0),
            )
            self.line([hip, knee, foot], legs, h * 0.085)
        for side in (-1, 1):
            elbow = (neck[0] + side * (arms * h + 0.05 * h), neck[1] + h * 0.17)
            hand = (elbow[0] + side * arms * h * 0.4 + lean * h * 0.3, elbow[1] + h * (0.16 - abs(lean) * 0.3))
            self.line(
                [(neck[0] + side * h * 0.07, neck[1] + h * 0.04), elbow, hand], blend(coat, "#000000", 0.15), h * 0.06
            )
            self.disc(*hand, h * 0.028, "#d9a98a")
        w = h * 0.11
        self.poly(
            [
                (neck[0] - w, neck[1]),
                (neck[0] + w, neck[1]),
                (hip[0] + w * 0.9, hip[1] + h * 0.04),
                (hip[0] - w * 0.9, hip[1] + h * 0.04),
            ],
            coat,
        )
        self.disc(neck[0] + lean * h * 0.1, neck[1] - h * 0.09, h * 0.068, "#dcae90", h * 0.082)
        low = 0.125 if face else 0.1
        self.disc(neck[0] + lean * h * 0.08, neck[1] - h * low, h * 0.074, hair, h * (0.062 if face else 0.085))


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
        self.picture = mix(
            self.picture, body, (np.clip(self.y - top + 0.5, 0, 1) * (self.y < base + height))[..., None]
        )

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
                pen.disc(
                    px,
                    py,
                    radius * (0.05 + 0.08 * self.rng.random()),
                    blend(dark, light, np.clip(lit * k / leaves, 0, 1)),
                )

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
