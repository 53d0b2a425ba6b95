"""Scenes with people: a match, a sports day, a market, lost property."""

import numpy as np

from brush import Noise, Scene, blend, mix, smooth


def rain():
    """A football match in the rain, by floodlight."""
    s = Scene(1600, 1067, 4)
    s.gradient([(0, "#0c1524"), (1, "#24344a")], 0, 420)

    def stand(pen):
        for _ in range(5200):
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
    stripes = ((s.x + (s.y - 455) * 0.55) // 150) % 2
    s.tint(stripes * 0.10 * (s.y > 455), "#a9d48f")

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
        for x, y, h, who, lean, stride in (
            (600, 560, 190, "b", -0.1, 0.12),
            (390, 640, 215, "a", 0.35, 0.2),
            (1060, 600, 200, "b", -0.3, 0.2),
            (1240, 720, 240, "a", -0.35, 0.22),
            (930, 520, 175, "k", -0.7, 0.26),
            (200, 800, 265, "b", 0.3, 0.2),
            (1430, 880, 290, "a", -0.15, 0.14),
        ):
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
    s.lay(
        lambda pen: [
            pen.line([(k * 60 - 40, 150 + 26 * (k % 2)), (k * 60 + 20, 176 - 26 * (k % 2))], "#e9e3d2", 2)
            for k in range(28)
        ]
    )
    s.lay(
        lambda pen: [
            pen.poly(
                [(k * 44, 150 + (k % 3) * 8), (k * 44 + 26, 150 + (k % 3) * 8), (k * 44 + 13, 186 + (k % 3) * 8)],
                ("#d34b3e", "#f0c544", "#3f83bd", "#5fa35b")[k % 4],
            )
            for k in range(35)
        ]
    )
    s.gradient([(0, "#c2603f"), (1, "#a44a32")], 492)
    s.texture(0.16, 40, 5, 492)
    s.lay(lambda pen: [pen.line([(-900 + k * 330, 1000), (420 + k * 88, 492)], "#f3e9dc", 5) for k in range(10)])

    def runners(pen):
        for x, y, h, coat, lean in (
            (700, 640, 150, "#5fa35b", 0.25),
            (1120, 690, 175, "#8a5aa5", 0.3),
            (420, 740, 200, "#e2a033", 0.35),
            (860, 830, 255, "#2f7cc0", 0.4),
            (1330, 900, 280, "#d8443a", 0.35),
            (240, 930, 290, "#2aa39a", 0.4),
        ):
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
            pen.poly(
                [(150 + k * 220, 250), (320 + k * 220, 250), (336 + k * 220, 286), (134 + k * 220, 286)],
                ("#b34a38", "#3b7a8c", "#d0a040")[k % 3],
            )
        for x, y, h, coat in (
            (180, 520, 210, "#4d6a7c"),
            (430, 500, 190, "#87543f"),
            (980, 500, 190, "#57704e"),
            (1230, 525, 225, "#8c7a4a"),
            (700, 480, 170, "#73506d"),
            (830, 485, 170, "#b5b2a6"),
        ):
            pen.person(x, y, h, coat)
        x = 1090  # the fishmonger
        pen.person(x, 700, 420, "#d8d6cc", hair="#d9dde0")
        pen.box(x - 46, 480, 92, 170, "#27485a", 12)

    s.lay(hall)
    for x in (250, 640, 1030, 1400):
        s.lay(
            lambda pen: (
                pen.line([(x, 0), (x, 120)], "#1c1d20", 3),
                pen.poly([(x - 46, 158), (x + 46, 158), (x + 14, 116), (x - 14, 116)], "#b5382c"),
                pen.disc(x, 160, 17, "#fff3c8"),
            )
        )
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
                spine = [
                    (
                        x - size * np.cos(tilt) + 2 * size * np.cos(tilt) * t,
                        y - size * np.sin(tilt) + 2 * size * np.sin(tilt) * t,
                    )
                    for t in np.linspace(0, 1, 24)
                ]
                half = [
                    size * 0.30 * np.sin(np.pi * min(1, t * 0.96 + 0.04)) ** 0.7 * (1 - 0.35 * t)
                    for t in np.linspace(0, 1, 24)
                ]
                up = [(px, py - hw) for (px, py), hw in zip(spine, half)]
                down = [(px, py + hw) for (px, py), hw in zip(spine, half)]
                end = spine[-1]
                pen.poly([(px + 6, py + 12) for px, py in up + down[::-1]], "#5a6d7866")
                pen.poly(
                    [
                        (end[0] - 8, end[1]),
                        (end[0] + size * 0.3, end[1] - size * 0.24),
                        (end[0] + size * 0.2, end[1]),
                        (end[0] + size * 0.3, end[1] + size * 0.28),
                    ],
                    back,
                )
                pen.poly(up + down[::-1], belly)
                pen.poly(up + spine[::-1], back)
                pen.line(spine[5:-1], blend(back, "#ffffff", 0.4), 2)
                pen.disc(spine[2][0] + 6, spine[2][1] - size * 0.05, size * 0.055, "#f6f3e2")
                pen.disc(spine[2][0] + 6, spine[2][1] - size * 0.05, size * 0.032, "#15171a")
                pen.line(
                    [(spine[6][0], up[6][1] + 3), (spine[5][0] + 3, spine[6][1]), (spine[6][0], down[6][1] - 3)],
                    blend(back, "#5a2d2a", 0.4),
                    2,
                )

    s.lay(ice)
    s.lay(fish)
    s.lay(
        lambda pen: [
            (
                pen.box(x, 590, 96, 58, "#f3efe2", 4),
                pen.line([(x + 12, 610), (x + 84, 610)], "#b3372c", 5),
                pen.line([(x + 12, 630), (x + 60, 630)], "#39424a", 4),
            )
            for x in (150, 560, 1180)
        ]
    )
    s.glow(640, 600, 420, "#ffcf90", 0.16)
    return s


def umbrellas():
    """The lost property office."""
    s = Scene(1500, 1000, 13)
    s.gradient([(0, "#59574f"), (0.62, "#7d776a"), (0.63, "#6a5d4e"), (1, "#4b4036")])

    def shelves(pen):
        for side, edge in ((-1, 0), (1, 1500)):
            inner = 330 if side < 0 else 1170
            for row in range(5):
                y0, y1 = 60 + row * 170, 170 + row * 105
                pen.poly([(edge, y0 + 130), (inner, y1 + 74), (inner, y1 + 84), (edge, y0 + 150)], "#3f4a4f")
                for k in range(9):
                    t = 0.06 + k * 0.105
                    x, y, size = (
                        mix(edge, inner, t),
                        mix(y0 + 130, y1 + 74, t),
                        mix(104, 52, t) * (0.7 + 0.4 * s.rng.random()),
                    )
                    ink = ("#8a5a3c", "#47647a", "#a33f36", "#6c7a52", "#c39a4a", "#5a4a66", "#b9b3a4")[
                        s.rng.integers(7)
                    ]
                    pen.box(x - size * 0.26, y - size * 0.8, size * 0.52, size * 0.8, ink, size * 0.1)
                    pen.box(x - size * 0.1, y - size * 0.95, size * 0.2, size * 0.18, blend(ink, "#000000", 0.3), 3)
                    pen.box(x - size * 0.14, y - size * 0.45, size * 0.28, size * 0.2, "#efe8d6", 2)
            for k in range(3):
                x = mix(edge, inner, k * 0.5)
                pen.box(x - 6, 40 + k * 55, 12, 940 - k * 120, "#353f44")

    def rails(pen):
        for depth, (y, size) in enumerate(((150, 190), (110, 250), (50, 330))):
            pen.line([(330 - depth * 60, y), (1170 + depth * 60, y)], "#c7c2b4", 5 + depth)
            count = 15 - depth * 3
            for k in range(count):
                x = 370 - depth * 50 + k * (760 + depth * 100) / (count - 1)
                if depth == 2 and 2 < k < 6:
                    continue
                ink = ("#23262b", "#23262b", "#2f3f57", "#8f3530", "#33513f", "#c8a23c", "#5b3f5e", "#7f9aa8")[
                    s.rng.integers(8)
                ]
                sway, wide = s.rng.normal() * 5, size * 0.12
                pen.line(
                    [(x, y + 2), (x + 9, y + 10), (x + 9, y + size * 0.2), (x + sway, y + size * 0.3)], "#a9794a", 5
                )
                top = y + size * 0.28
                pen.poly(
                    [
                        (x - wide * 0.25, top),
                        (x + wide * 0.25, top),
                        (x + sway + wide, top + size * 0.42),
                        (x + sway * 2, top + size),
                        (x + sway - wide, top + size * 0.42),
                    ],
                    ink,
                )
                for f in (-0.4, 0.2):
                    pen.line(
                        [(x, top), (x + sway + wide * f, top + size * 0.45), (x + sway * 2, top + size)],
                        blend(ink, "#ffffff", 0.22),
                        2,
                    )
                pen.box(x + sway - wide, top + size * 0.36, wide * 2, size * 0.05, blend(ink, "#ffffff", 0.35))
                pen.box(x + sway - 8, top + size * 0.5, 24, 17, "#f0e8d2", 2)

    def desk(pen):
        pen.person(810, 880, 400, "#3f5a76", hair="#8b8d90")
        pen.poly([(420, 770), (1080, 770), (1180, 860), (330, 860)], "#8d6540")
        pen.poly([(330, 860), (1180, 860), (1160, 1000), (350, 1000)], "#5d4029")
        pen.poly([(560, 786), (700, 786), (690, 836), (530, 836)], "#f3ecd8")
        for k in range(4):
            pen.line([(560 - k * 5, 796 + k * 10), (680 - k * 2, 796 + k * 10)], "#9c9484", 2)
        pen.disc(960, 786, 40, "#c9a878", 46)  # the bear
        pen.disc(960, 730, 34, "#d9bb8c")
        for x in (934, 986):
            pen.disc(x, 704, 14, "#c9a878")
        for x in (948, 972):
            pen.disc(x, 726, 4, "#2a211c")
        pen.disc(960, 740, 9, "#efdcb8", 7)
        pen.line([(930, 696), (940, 712)], "#b3372c", 4)
        pen.box(430, 780, 80, 52, "#47707f", 6)

    s.lay(shelves)
    s.lay(rails, 0.1)
    s.lay(desk)
    s.glow(750, 40, 420, "#ffe2a8", 0.34)
    s.glow(760, 790, 260, "#ffd79a", 0.2)
    return s
