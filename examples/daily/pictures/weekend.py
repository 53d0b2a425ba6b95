"""Scenes of the weekend: a path, lanterns, dishes."""

import numpy as np

from brush import Noise, Scene, blend, mix, smooth


def trail():
    s = Scene(1500, 1900, 7)
    s.gradient([(0, "#86a9c4"), (0.5, "#c9d7d8"), (1, "#f1e6d0")], 0, 800)
    s.clouds(800, "#ffffff", 0.8)
    for k, (base, height) in enumerate(((640, 300), (740, 270), (850, 240), (980, 230))):
        s.ridge(
            base,
            height,
            420 - k * 60,
            blend("#9fb4c0", "#4f6f56", k / 3),
            blend("#d5dcd6", "#a9b583", k / 3),
            (-1) ** k * 0.7,
        )
    bed = Noise(71)
    for k in range(11):  # terraces of rape in flower
        y0, y1 = 930 + k * k * 4.5 + k * 24, 930 + (k + 1) ** 2 * 4.5 + (k + 1) * 24
        wave = 34 * np.sin(s.x / 230 + k * 0.8) + 46 * bed(s.x / 420, np.full_like(s.x, k * 3.1), 3)
        inside = smooth(0, 5, s.y - y0 - wave)
        yellow = k % 3 != 2
        s.tint(inside, "#e3bf34" if yellow else "#86a24c")
        s.tint(inside * smooth(y1 - y0 - 16 - k, y1 - y0 - 8, s.y - y0 - wave), "#59633a")
        s.tint(
            inside * smooth(0.05, 0.5, bed(s.x / (6 + k), s.y / (5 + k), 3)) * 0.5, "#f6e27a" if yellow else "#bccb74"
        )

    def steps(pen):
        centre = [
            (760 + 150 * np.sin(t * 5.2) * (1 - t) + 120 * t, 1900 - 900 * t**0.72) for t in np.linspace(0, 1, 60)
        ]
        for i in range(59, 0, -1):
            (x, y), near = centre[i], 1 - i / 60
            w, h = 30 + 290 * near**1.7, 5 + 34 * near**1.5
            tone = 0.5 + 0.3 * s.rng.random()
            pen.poly(
                [(x - w, y), (x + w, y - h * 0.15), (x + w * 1.04, y + h * 0.6), (x - w * 1.04, y + h * 0.75)],
                blend("#6b675f", "#cfc8b8", tone),
            )
            pen.poly(
                [
                    (x - w * 1.04, y + h * 0.75),
                    (x + w * 1.04, y + h * 0.6),
                    (x + w * 1.04, y + h),
                    (x - w * 1.04, y + h * 1.15),
                ],
                "#57534c",
            )
            pen.disc(x - w * 0.05, y + h * 0.35, w * 0.22, "#8e887c", h * 0.14)
        for i, h, coat in ((16, 250, "#c04b38"), (19, 235, "#3f6f8f"), (40, 74, "#d7a23a"), (46, 58, "#76517a")):
            pen.person(centre[i][0] + (30 if i == 19 else -36), centre[i][1] + 10, h, coat, stride=0.07, face=i > 30)
            if h > 200:
                pen.box(
                    centre[i][0] + (30 if i == 19 else -36) - h * 0.09,
                    centre[i][1] + 10 - h * 0.8,
                    h * 0.18,
                    h * 0.27,
                    "#4b5a3d",
                    10,
                )

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
                pen.poly(
                    [at(edge, top, a), at(edge, top, b), at(edge, 900, b), at(edge, 900, a)],
                    blend("#4a2f2a", "#5a3a4a", a),
                )
                pen.poly(
                    [
                        at(edge, top - 60, a),
                        at(edge, top - 40, b),
                        at(edge + (120 if edge < 0 else -120), top + 40, b),
                        at(edge + (130 if edge < 0 else -130), top + 40, a),
                    ],
                    "#241c26",
                )
                for floor in range(2):
                    for n in range(3):
                        t0, t1 = mix(a, b, 0.1 + n * 0.3), mix(a, b, 0.32 + n * 0.3)
                        y0, y1 = (top + 130, 400) if floor == 0 else (520, 800)
                        pen.poly(
                            [at(edge, y0, t0), at(edge, y0, t1), at(edge, y1, t1), at(edge, y1, t0)],
                            blend("#ffb455", "#6a3a2a", s.rng.random() * 0.8),
                        )
        pen.poly([(-60, 900), (vx, vy + 4), (1560, 900), (1560, 1100), (-60, 1100)], "#44343a")
        for _ in range(500):
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
            for _ in range(26 - row * 3):
                x = s.rng.random() * (500 + row * 220) + 500 - row * 110
                pen.person(
                    x,
                    680 + row * 62,
                    72 + row * 40,
                    blend(("#5a3b3f", "#3b4360", "#6b5138", "#4c4a55")[s.rng.integers(4)], "#1a141a", row * 0.12),
                    "#1d1a22",
                    0.05,
                    0.05,
                    face=False,
                )
        x, y = 640, 690  # the fish lantern carried above the crowd
        pen.line([(x + 120, y), (x + 140, y + 280)], "#2a1c18", 8)
        pen.poly(
            [
                (x, y),
                (x + 60, y - 60),
                (x + 190, y - 70),
                (x + 300, y - 10),
                (x + 380, y - 70),
                (x + 370, y),
                (x + 390, y + 60),
                (x + 300, y + 14),
                (x + 180, y + 62),
                (x + 60, y + 50),
            ],
            "#f07a2a",
        )
        pen.poly(
            [(x + 20, y), (x + 70, y - 34), (x + 190, y - 42), (x + 280, y), (x + 180, y + 38), (x + 70, y + 30)],
            "#ffd06a",
        )
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
    s.lay(
        lambda pen: (
            pen.line([(1120, 60), (1330, 930)], "#4a2a1c", 17),
            pen.line([(1180, 50), (1362, 920)], "#5d3522", 17),
        ),
        0.2,
    )
    s.glow(250, 100, 420, "#fff0d0", 0.22)
    return s


def shoots():
    def fill(pen, s):
        for _ in range(90):
            a, r = s.rng.random() * 6.283, 350 * s.rng.random() ** 0.4
            pen.disc(680 + r * np.cos(a), 540 + r * np.sin(a), 6 + s.rng.random() * 13, "#f7e9b8")
        for k in range(44):
            a, r = k * 2.4, 42 * k**0.5
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
            a, r = k * 2.4, 68 * k**0.5
            x, y = 680 + r * np.cos(a), 540 + r * np.sin(a)
            frill = [
                (
                    x + (74 + 7 * np.sin(t * 9 + k)) * np.cos(t + k) + 34 * np.cos(k),
                    y + (66 + 6 * np.sin(t * 7 + k)) * np.sin(t + k) + 34 * np.sin(k),
                )
                for t in np.linspace(0, 6.283, 48)
            ]
            pen.poly([(px + 5, py + 8) for px, py in frill], "#8a6d3a")
            pen.poly(frill, "#f3e6c4")
            pen.disc(x + 5, y + 7, 50, "#d9b98c", 44)
            pen.disc(x, y, 47, "#f0dcb8", 41)
            pen.disc(x - 3, y - 3, 33, "#e3b596", 28)
            pen.disc(x - 12, y - 13, 13, "#fbeed2", 8)
            for t in (-0.9, -0.3, 0.3, 0.9):
                c, n = np.cos(k + t), np.sin(k + t)
                pen.line([(x + 40 * c, y + 36 * n), (x + 92 * c, y + 82 * n)], "#dcc596", 4)
        for _ in range(70):
            a, r = s.rng.random() * 6.283, 340 * s.rng.random() ** 0.5
            pen.disc(680 + r * np.cos(a), 540 + r * np.sin(a), 9, "#3f7d3a", 7)
        for _ in range(40):
            a, r = s.rng.random() * 6.283, 340 * s.rng.random() ** 0.5
            x, y = 680 + r * np.cos(a), 540 + r * np.sin(a)
            pen.line([(x, y), (x + 18, y + 8), (x + 28, y + 22)], "#e08a5a", 6)

    return bowl(10, "#5b5148", "#dfe6e8", "#d9c48a", fill)
