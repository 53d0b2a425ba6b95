"""Scenes of the city: its bridge, its tram, its harbour."""

from brush import Scene, blend, mix


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
                pen.poly(
                    [
                        (tower + side * 7, 150),
                        (tower + side * 15, 150),
                        (tower + side * 40, deck + 10),
                        (tower + side * 28, 760),
                        (tower + side * 10, 760),
                        (tower + side * 24, deck),
                    ],
                    ink,
                )
            for y in (165, 330, 585):
                pen.box(tower - 26 + (585 - y) * 0.03, y, 52 - (585 - y) * 0.06, 13, ink)
        pen.poly([(0, deck + 16), (1800, deck - 4), (1800, deck + 16), (0, deck + 40)], "#2d3447")
        pen.line([(0, deck + 8), (1800, deck - 10)], "#8f8796", 2)
        for x in (70, 240, 1540, 1700):
            pen.box(x, deck + 10, 20, 170, ink)
        pen.poly([(868, deck - 6), (912, deck - 7), (912, deck - 40), (880, deck - 64), (868, deck - 40)], "#b2573c")
        pen.line([(880, deck - 62), (940, deck - 30)], "#b2573c", 3)
        for k in range(17):
            pen.person(
                700 + k * 24 + s.rng.random() * 12, deck + 8 - k * 0.3, 17, ("#d8702c", "#c9b23a", "#39465e")[k % 3]
            )

    s.lay(span)
    s.water(horizon, "#37516c", 0.8)

    def boats(pen):
        for x, y, k in ((330, 850, 1.0), (1010, 800, 0.6), (1480, 960, 1.5)):
            pen.poly(
                [
                    (x - 90 * k, y - 14 * k),
                    (x + 100 * k, y - 22 * k),
                    (x + 72 * k, y + 16 * k),
                    (x - 70 * k, y + 16 * k),
                ],
                "#273041",
            )
            pen.box(x - 50 * k, y - 52 * k, 52 * k, 38 * k, "#4d5668")
            pen.box(x - 44 * k, y - 46 * k, 38 * k, 14 * k, "#f0bf7d")
            pen.line([(x + 20 * k, y - 18 * k), (x + 26 * k, y - 90 * k)], "#273041", 3 * k)
            pen.poly(
                [
                    (x - 75 * k, y + 18 * k),
                    (x + 75 * k, y + 18 * k),
                    (x + 30 * k, y + 60 * k),
                    (x - 40 * k, y + 50 * k),
                ],
                "#27304166",
            )
        for _ in range(14):
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
                pen.poly(
                    [at(edge, top - 26, a), at(edge, top - 26, b), at(edge, top + 14, b), at(edge, top + 14, a)],
                    blend(wall, "#4d3b33", 0.55),
                )
                for floor in range(3):
                    for n in range(3):
                        t0, t1 = mix(a, b, 0.14 + n * 0.29), mix(a, b, 0.32 + n * 0.29)
                        y0, y1 = top + 90 + floor * 200, top + 210 + floor * 200
                        if y1 < 560:
                            pen.poly(
                                [at(edge, y0, t0), at(edge, y0, t1), at(edge, y1, t1), at(edge, y1, t0)],
                                blend("#4a5560", wall, 0.15),
                            )
                            pen.line([at(edge, y1 + 8, t0), at(edge, y1 + 8, t1)], blend(wall, "#ffffff", 0.5), 3)
                for n in range(2):  # arcades
                    t0, t1 = mix(a, b, 0.08 + n * 0.46), mix(a, b, 0.46 + n * 0.46)
                    pen.poly(
                        [at(edge, 620, t0), at(edge, 620, t1), at(edge, 856, t1), at(edge, 856, t0)],
                        blend("#3d3431", wall, 0.12),
                    )
                    pen.poly(
                        [at(edge, 610, t0), at(edge, 610, t1), at(edge, 650, t1), at(edge, 650, t0)],
                        ("#9c4a38", "#3f6a58", "#c08a3e")[(k + n) % 3],
                    )

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
        for x, y, h, coat in (
            (210, 900, 250, "#a4483c"),
            (292, 890, 236, "#50617a"),
            (376, 800, 160, "#c9a24b"),
            (1240, 930, 270, "#5d6f58"),
            (1148, 800, 165, "#7d5a74"),
            (1082, 730, 116, "#3f536b"),
            (470, 735, 112, "#84525a"),
        ):
            pen.disc(x + 20, y, h * 0.22, "#2f2b2a66", h * 0.04)
            pen.person(x, y, h, coat, stride=0.09)

    s.lay(houses, 0.12)
    s.lay(road, 0.16)
    for x, y, r in (
        (150, 190, 230),
        (330, 330, 120),
        (1340, 160, 250),
        (1150, 310, 130),
        (1050, 380, 70),
        (450, 400, 64),
    ):
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
            pen.poly(
                [
                    (x - 130 * k, y + 46 * k),
                    (x + 190 * k, y + 46 * k),
                    (x + 160 * k, y + 66 * k),
                    (x - 150 * k, y + 66 * k),
                ],
                "#4d4a4788",
            )
            pen.box(x - 130 * k, y - 50 * k, 190 * k, 76 * k, ink)
            for n in range(12):
                pen.line(
                    [(x + (-122 + n * 15.5) * k, y - 44 * k), (x + (-122 + n * 15.5) * k, y + 20 * k)],
                    blend(ink, "#000000", 0.2),
                    2,
                )
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
