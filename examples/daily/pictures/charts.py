"""Charts of the daily edition as SVG, drawn from the tables beside it."""

import math
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLES = HERE.parent / "tables"

BLUE, PALE, RED, INK, GREY = "#1d4f7c", "#7fa3bf", "#b3372c", "#2b2b2b", "#8a8a8a"
SLICES = ("#1d4f7c", "#b3372c", "#4f83a8", "#d49a3a", "#5d8a66", "#8fb3c9", "#c77f6b", "#a9a9a9")


def table(name):
    lines = (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


def text(x, y, words, size=15, ink=INK, anchor="middle", weight="normal"):
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="Noto Sans CJK SC" font-size="{size:g}" '
        f'font-weight="{weight}" fill="{ink}" text-anchor="{anchor}">{words}</text>'
    )


def line(x1, y1, x2, y2, ink=GREY, width=0.8):
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{ink}" stroke-width="{width:g}"/>'


def path(d, fill="none", stroke="none", width=0.0):
    return f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}" stroke-linejoin="round"/>'


def rect(x, y, width, height, fill):
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"/>'


def circle(x, y, r, fill, stroke="none", width=0.0):
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}"/>'


def axes(left, right, top, bottom, marks, high, low=0.0, size=13):
    """Horizontal guide lines with their values."""
    parts = []
    for value in marks:
        y = bottom - (value - low) / (high - low) * (bottom - top)
        parts += [
            line(left, y, right, y, "#c9c9c9" if value > low else INK),
            text(left - 8, y + 5, f"{value:g}", size, GREY, "end"),
        ]
    return parts


def throughput(width=720, height=400):
    rows = table("port-throughput")
    left, right, top, bottom = 58, width - 12, 70, height - 52
    parts = [
        text(left, 28, "临澜港月度货物吞吐量", 21, INK, "start", "bold"),
        text(right, 28, "单位：万吨", 14, GREY, "end"),
    ]
    parts += axes(left, right, top, bottom, (0, 300, 600, 900, 1200), 1200)
    step = (right - left) / len(rows)
    for k, (month, value) in enumerate(rows):
        year, number = month.split("-")
        tall = float(value) / 1200 * (bottom - top)
        x = left + k * step
        ink = RED if year == "2026" else BLUE
        parts.append(
            rect(round(x + step * 0.17, 1), round(bottom - tall, 1), round(step * 0.66, 1), round(tall, 1), ink)
        )
        parts.append(text(round(x + step / 2, 1), round(bottom - tall - 6, 1), value, 12.5))
        parts.append(text(round(x + step / 2, 1), bottom + 20, f"{int(number)}月", 13))
    split = left + 12 * step
    parts += [
        line(split, bottom, split, height - 12),
        text((left + split) / 2, height - 12, "2025年", 14, BLUE, weight="bold"),
    ]
    parts += [text((split + right) / 2, height - 12, "2026年", 14, RED, weight="bold")]
    return width, height, parts


def tourists(width=720, height=400):
    rows = table("tourists")
    left, right, top, bottom = 52, width - 84, 66, height - 38
    parts = [
        text(left, 28, "全市接待游客人次", 21, INK, "start", "bold"),
        text(right + 72, 28, "单位：万人次", 18, GREY, "end"),
    ]
    parts += axes(left, right, top, bottom, (0, 100, 200, 300, 400), 400, size=18)
    step = (right - left) / (len(rows) - 1)
    for column, ink, label, wide in ((1, PALE, "2024年", 2.4), (2, RED, "2025年", 3.4)):
        points = [(left + k * step, bottom - float(row[column]) / 400 * (bottom - top)) for k, row in enumerate(rows)]
        parts.append(path("M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points), stroke=ink, width=wide))
        parts += [circle(round(x, 1), round(y, 1), 3.6, "#ffffff", ink, 2) for x, y in points]
        x, y = points[-1]
        parts.append(
            text(round(x + 10, 1), round(y + 5 + (12 if column == 1 else -10)), label, 18, ink, "start", "bold")
        )
        if column == 2:
            for k in (1, 4, 7, 9):
                parts.append(
                    text(round(points[k][0], 1), round(points[k][1] - 11, 1), rows[k][2], 18, RED, weight="bold")
                )
    parts += [text(round(left + k * step, 1), bottom + 22, row[0], 18) for k, row in enumerate(rows)]
    return width, height, parts


def spending(width=560, height=400):
    rows = table("household-spending")
    cx, cy, r, hole = 190, 222, 150, 74
    parts = [text(24, 30, "居民家庭人均消费支出构成", 21, INK, "start", "bold")]
    angle = -math.pi / 2
    for (_, share), ink in zip(rows, SLICES):
        turn = float(share) / 100 * 2 * math.pi
        a, b = angle, angle + turn
        large = int(turn > math.pi)
        (ax, ay), (bx, by) = ((math.cos(t), math.sin(t)) for t in (a, b))
        outer = f"M{cx + r * ax:.1f} {cy + r * ay:.1f} A{r} {r} 0 {large} 1 {cx + r * bx:.1f} {cy + r * by:.1f}"
        inner = f"L{cx + hole * bx:.1f} {cy + hole * by:.1f} A{hole} {hole} 0 {large} 0"
        parts.append(path(f"{outer} {inner} {cx + hole * ax:.1f} {cy + hole * ay:.1f} Z", ink, "#ffffff", 2))
        if float(share) > 8:
            middle = (r + hole) / 2
            parts.append(
                text(
                    round(cx + middle * math.cos((a + b) / 2), 1),
                    round(cy + middle * math.sin((a + b) / 2) + 5, 1),
                    f"{share}%",
                    14,
                    "#ffffff",
                    weight="bold",
                )
            )
        angle = b
    parts += [text(cx, cy - 2, "2025年", 18, INK, weight="bold"), text(cx, cy + 22, "合计100%", 14, GREY)]
    for k, ((name, share), ink) in enumerate(zip(rows, SLICES)):
        y = 96 + k * 34
        parts += [
            rect(372, y - 13, 16, 16, ink),
            text(398, y + 1, name, 15, INK, "start"),
            text(548, y + 1, f"{share}%", 15, GREY, "end"),
        ]
    return width, height, parts


# Where places of the weather map are, and on which side their names stand.
PLACES = {
    "临澜城区": (196, 186, "start"),
    "东屿": (366, 250, "end"),
    "石浦头": (296, 78, "end"),
    "望澜岛": (596, 330, "middle"),
    "南山": (120, 268, "start"),
    "石塘": (66, 128, "start"),
    "松岗": (190, 336, "start"),
}


def sky(x, y, kind):
    """A sun, a cloud before it, and lines of mist, as the weather asks."""
    parts = []
    if "晴" in kind or "多云" in kind:
        parts.append(circle(x - 5, y - 5, 8, "#e3a02f"))
        for k in range(8):
            c, s = math.cos(k * math.pi / 4), math.sin(k * math.pi / 4)
            parts.append(
                line(
                    round(x - 5 + 10.5 * c, 1),
                    round(y - 5 + 10.5 * s, 1),
                    round(x - 5 + 14 * c, 1),
                    round(y - 5 + 14 * s, 1),
                    "#e3a02f",
                    2,
                )
            )
    if "云" in kind:
        parts.append(
            path(
                f"M{x - 8} {y + 11} a7 7 0 0 1 1 -14 a9 9 0 0 1 17 -2 a7.5 7.5 0 0 1 1 16 Z", "#f4f7f9", "#5d7486", 1.4
            )
        )
    if "雾" in kind:
        parts += [line(x - 13, y + 16 + k * 4, x + 15, y + 16 + k * 4, "#5d7486", 1.6) for k in range(2)]
    return parts


def weather(width=720, height=420):
    coast = (
        "M0 0 H392 C372 34 402 58 380 92 C352 128 318 132 326 166 C334 196 384 196 404 214 "
        "C446 214 470 244 446 276 C420 300 372 286 350 312 C330 344 356 372 330 420 H0 Z"
    )
    bay = "M326 166 C300 172 292 196 306 210 C330 226 360 214 404 214 C384 196 334 196 326 166 Z"
    parts = [
        rect(0, 0, width, height, "#cfe0ea"),
        path(coast, "#ece7d6", "#9a927c", 1.6),
        path(bay, "#cfe0ea", "#9a927c", 1.2),
    ]
    for ridge in ("M30 300 l36 -44 l20 22 l30 -40 l44 62 Z", "M8 210 l24 -30 l18 20 l22 -26 l26 36 Z"):
        parts.append(path(ridge, "#d3d8b8"))
    for x, y in ((500, 80), (620, 130), (560, 220), (480, 380), (660, 250)):
        parts.append(path(f"M{x} {y} q9 -8 18 0 q9 8 18 0 q9 -8 18 0", stroke="#8fb0c4", width=1.6))
    parts.append(path("M572 346 q22 -22 50 -6 q14 20 -14 26 q-34 4 -36 -20 Z", "#ece7d6", "#9a927c", 1.2))
    for name, kind, low, high, _ in table("weather"):
        x, y, side = PLACES[name]
        parts += sky(x, y, kind)
        dx, dy = {"middle": (0, 64), "end": (-24, 0)}.get(side, (24, 0))
        parts.append(text(x + dx, y + dy - 2, name, 15, INK, side, "bold"))
        parts.append(text(x + dx, y + dy + 17, f"{low}～{high}℃", 15, RED, side))
    for k in range(3):  # the wind, from the south-east
        x, y = 520 + k * 54, 300 - k * 34
        parts += [line(x, y, x - 34, y - 28, BLUE, 2.4), path(f"M{x - 40} {y - 33} l13 2 l-8 9 Z", BLUE)]
    parts += [
        text(704, 34, "今天天气", 22, INK, "end", "bold"),
        text(704, 58, "3月14日", 15, GREY, "end"),
        text(520, 196, "东南风4到5级", 15, BLUE, "start"),
    ]
    return width, height, parts


MAKERS = {
    "chart-throughput": throughput,
    "chart-tourists": tourists,
    "chart-spending": spending,
    "map-weather": weather,
}


def make(name):
    width, height, parts = MAKERS[name]()
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    (HERE / f"{name}.svg").write_text("\n".join([head, *parts, "</svg>"]) + "\n", encoding="utf-8")
