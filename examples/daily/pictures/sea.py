"""Scenes of the sea: a lighthouse, the deep, the bay in ink."""

import numpy as np

from brush import Scene, blend, smooth


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
    s.lay(
        lambda pen: (
            pen.poly([(700, 452), (1200, 250), (1200, 520)], "#ffe9a8"),
            pen.poly([(700, 452), (0, 560), (0, 700)], "#ffe9a8"),
        ),
        0,
        9,
        0.34,
    )
    s.water(1120, "#16264a", 0.75)

    def rock(pen):
        pen.poly(
            [
                (300, 1560),
                (380, 1300),
                (470, 1180),
                (560, 1105),
                (650, 1075),
                (800, 1080),
                (900, 1130),
                (990, 1200),
                (1200, 1290),
                (1200, 1560),
            ],
            "#1d2233",
        )
        for _ in range(420):
            x, y = 340 + s.rng.random() * 860, 1110 + s.rng.random() * 450
            if y > 1085 + abs(x - 730) ** 1.25 * 0.11:
                pen.poly(
                    [(x, y), (x + 40, y - 14), (x + 62, y + 12), (x + 12, y + 20)],
                    blend("#161a28", "#4d516b", s.rng.random() * 0.8),
                )
        for k in range(30):
            pen.line(
                [
                    (560 + k * 3.4 + 30 * np.sin(k / 3), 1540 - k * 15.5),
                    (640 + k * 2 + 30 * np.sin(k / 3), 1540 - k * 15.5),
                ],
                "#7a7688",
                5 - k * 0.1,
            )

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
    plume = smooth(
        0,
        0.5,
        s.noise(s.x / 60, s.y / 120) + 0.5 - np.abs(s.x - 330 - 40 * np.sin(s.y / 90)) / (40 + (760 - s.y) * 0.17),
    )
    s.tint(plume * (s.y < 760) * 0.8, "#1b2126")

    def floor(pen):
        pen.poly(
            [
                (0, 800),
                (180, 740),
                (260, 560),
                (330, 520),
                (400, 570),
                (470, 760),
                (800, 830),
                (1100, 790),
                (1500, 850),
                (1500, 1000),
                (0, 1000),
            ],
            "#2d3a3d",
        )
        for _ in range(700):
            x, y = s.rng.random() * 1500, 770 + s.rng.random() * 230
            pen.disc(
                x,
                y,
                10 + s.rng.random() * 22,
                blend("#1b272b", "#7c8d86", s.rng.random() * max(0.1, 1 - abs(x - 560) / 800)),
                9,
            )

    def worms(pen):
        for _ in range(210):
            x, y = 430 + abs(s.rng.normal()) * 330, 830 + s.rng.random() * 160
            tall, bend = 70 + s.rng.random() * 150, s.rng.normal() * 26
            pen.line(
                [(x, y), (x + bend * 0.4, y - tall * 0.5), (x + bend, y - tall)],
                blend("#9aa8a4", "#f4f5ee", s.rng.random()),
                8,
            )
            for k in range(5):
                pen.disc(
                    x + bend + (k - 2) * 4,
                    y - tall - 8 - 3 * (k % 2),
                    7,
                    blend("#b3312a", "#f0705c", s.rng.random()),
                    13,
                )
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
    s.lay(
        lambda pen: [
            pen.disc(s.rng.random() * 1500, s.rng.random() * 1000, 1 + s.rng.random() * 2, "#cfe8e8")
            for _ in range(500)
        ],
        0,
        0,
        0.6,
    )
    return s


def ink():
    """Ink on paper: the bay by moonlight."""
    s = Scene(1200, 1500, 14)
    s.gradient([(0, "#d9d2c0"), (0.5, "#e9e3d3"), (1, "#ddd5c2")])
    s.texture(0.05, 5, 5)
    wash = smooth(-0.1, 0.7, s.noise(s.x / 420, s.y / 300))
    s.tint(wash * 0.25 * smooth(900, 0, s.y), "#8f8f88")
    s.tint(smooth(96, 90, np.hypot(s.x - 820, s.y - 300)), "#f4efe0")
    for base, height, length, tone, lean in (
        (760, 330, 330, 0.28, 0.9),
        (830, 260, 260, 0.5, -0.8),
        (880, 190, 210, 0.75, -1.6),
    ):
        s.ridge(base, height, length, blend("#d9d2c0", "#22262a", tone), "#e3dccb", lean, 0.10)
    s.tint(smooth(820, 960, s.y), "#e3dccb")
    tide = np.exp(-(((s.y - 985 - 16 * np.sin(s.x / 170) - 12 * s.noise(s.x / 60, s.y * 0, 4)) / 9) ** 2))
    s.tint(tide * 0.9, "#fbf7ea")
    s.tint(np.roll(tide, 20, 0) * 0.5, "#3a4044")
    for k in range(9):
        y = 1040 + k * 30 + k * k * 1.6
        line = np.exp(-(((s.y - y - 10 * np.sin(s.x / (90 + k * 14) + k * 2)) / (1.6 + k * 0.3)) ** 2))
        s.tint(line * smooth(-0.1, 0.4, s.noise(s.x / 150 + k, s.y * 0 + k, 3)) * 0.5, "#4a5154")

    def boats(pen):
        for x, y, k in ((330, 1010, 1.0), (410, 960, 0.55), (260, 935, 0.4)):
            pen.poly(
                [(x - 80 * k, y), (x + 84 * k, y - 4 * k), (x + 58 * k, y + 22 * k), (x - 60 * k, y + 22 * k)],
                "#2a2d2f",
            )
            for dx, tall in ((-28, 150), (26, 190)):
                pen.poly(
                    [
                        (x + dx * k, y - 8 * k),
                        (x + dx * k, y - tall * k),
                        (x + (dx + 52) * k, y - (tall - 40) * k),
                        (x + (dx + 44) * k, y - 16 * k),
                    ],
                    "#6b6558",
                )
                for n in range(4):
                    pen.line(
                        [(x + dx * k, y - (20 + n * 32) * k), (x + (dx + 48) * k, y - (24 + n * 28) * k)],
                        "#2a2d2f",
                        2 * k,
                    )

    def house(pen):
        pen.poly([(820, 1500), (840, 1230), (960, 1180), (1200, 1150), (1200, 1500)], "#3a3d3c")
        pen.poly([(900, 1190), (900, 1050), (1120, 1050), (1120, 1180)], "#cfc7b3")
        pen.poly([(860, 1056), (900, 1000), (1130, 1000), (1170, 1056), (1120, 1046), (900, 1046)], "#202325")
        pen.box(950, 1080, 52, 70, "#e6b25a")
        for x in (975, 950):
            pen.line([(x, 1080), (x, 1150)], "#202325", 4)
        pen.person(1040, 1186, 96, "#2a2d2f", "#2a2d2f", 0.02, 0.03, face=False)
        for _ in range(60):
            x = 800 + s.rng.random() * 400
            pen.line(
                [(x, 1500 - s.rng.random() * 200), (x + s.rng.normal() * 40, 1330 - s.rng.random() * 160)], "#26292a", 3
            )
        pen.box(96, 1330, 62, 62, "#a8342a", 6)
        for k in range(3):
            pen.box(106 + k * 16, 1342, 9, 38, "#e3dccb", 2)

    s.lay(boats, 0.2)
    s.lay(house, 0.22)
    return s
