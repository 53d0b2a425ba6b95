#!/usr/bin/env python3
"""Charts and drawings as programs write them, placed by paiban and held against Chromium's picture of the same file.

    [KEEP=FOLDER] [ONLY=NAME,NAME] tests/charts.py PROGRAM [DRAWING.svg …]

PROGRAM is the binary. matplotlib (`pip install matplotlib`) writes its charts here, text as text and as outlines; beside them stand the drawings of tests/golden/drawings and those that are
named. Each is placed with `fit: contain`, built as PDF/X-4 and PDF/X-1a and drawn by poppler. Prints a table: the mean difference of 8-bit pixels, the
share of pixels that are far off (most of that is letters of another face), and what was told. KEEP keeps the pairs of pictures and a contact sheet of all.
Exits 1 when a drawing is refused, or when one that was told in full is farther off than colours of newsprint are.
"""
import glob
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image, ImageDraw

HERE = os.path.dirname(os.path.abspath(__file__))
WIDE = 120  # millimetres that a drawing is wide on its page
PIXELS = 900  # across both pictures
MOST_APART = 35  # of 255: pure green of the screen is 60 to 80 off on newsprint, and no chart is all of it
FAR = 110  # of 255 on one channel: what no conversion of a colour to newsprint makes of it but pure blue and green
EDITION = """paper: 报
date: 2026-03-12
pages:
  - layout:
      page: {trim: [%gmm, %gmm], margins: 5mm}
      frames:
        chart: {area: {at: [10mm, 10mm], size: [%gmm, %gmm]}}
    put:
      chart: {picture: a.svg, fit: contain}
"""


def figures(plt):
    """The charts that matplotlib writes, by name."""
    import numpy as np

    rain = [31, 48, 72, 128, 164, 210, 188, 142, 96, 70, 44, 29]
    months = [f"{month}月" for month in range(1, 13)]
    x = np.linspace(0.1, 10, 60)

    def legend(ax):
        ax.bar(months, rain, color="#1f77b4", alpha=0.7, label="降水")
        ax.plot(months, np.array(rain) * 0.6 + 20, "o-", color="#d62728", alpha=0.5, label="径流")
        ax.axhspan(100, 150, color="gold", alpha=0.3, label="警戒")
        ax.legend(loc="upper right", framealpha=0.8, shadow=True, title="图例")
        ax.set_title("临澜江各月水情")

    def hatches(ax):
        for at, hatch in enumerate(["//", "\\\\", "xx", "..", "oo", "**", "++", "--"]):
            ax.bar(at, 3 + at % 4, hatch=hatch, facecolor="#dde6ef", edgecolor="#24527a")
        ax.set_xlabel("八种网纹")

    def picture(ax):
        field = np.hypot(*np.meshgrid(np.linspace(-2, 2, 48), np.linspace(-1, 1, 32)))
        shown = ax.imshow(field, cmap="viridis", interpolation="nearest")
        ax.figure.colorbar(shown, ax=ax, label="水深（米）")

    def logarithmic(ax):
        ax.loglog(x, x**2.5, label="$y=x^{2.5}$")
        ax.loglog(x, 1 / x, "--", label=r"$\frac{1}{x}$")
        ax.grid(True, which="both", linestyle=":", alpha=0.6)
        ax.legend()

    def stacked(ax):
        parts = [np.abs(np.sin(x + shift)) + 0.2 for shift in (0, 1, 2)]
        ax.stackplot(x, *parts, labels=["甲", "乙", "丙"], alpha=0.8)
        ax.legend(loc="upper left")

    def errors(ax):
        at = np.arange(1, 9)
        ax.errorbar(at, at**0.5, xerr=0.2, yerr=0.1 + at / 20, fmt="s", capsize=4, ecolor="#888", color="#2a7f3f")
        ax.fill_between(at, at**0.5 - 0.3, at**0.5 + 0.3, color="#2a7f3f", alpha=0.2)
        ax.annotate("最大", xy=(8, 8**0.5), xytext=(5, 3.6), arrowprops={"arrowstyle": "->"})

    def formula(ax):
        ax.text(0.5, 0.65, r"$\int_0^\infty e^{-x^2}\,dx=\frac{\sqrt{\pi}}{2}$", ha="center", fontsize=26)
        ax.text(0.5, 0.3, r"浓度 $c_i=\sum_{k=1}^{n} a_k\,\mu\mathrm{g/m}^3$", ha="center", fontsize=20)
        ax.set_axis_off()

    def pie(ax):
        ax.pie([38, 27, 20, 15], labels=["工业", "农业", "生活", "生态"], autopct="%d%%", explode=[0.08, 0, 0, 0], shadow=True)

    def levels(ax):
        a, b = np.meshgrid(np.linspace(-2, 2, 40), np.linspace(-2, 2, 40))
        ax.contourf(a, b, np.sin(a * 2) * np.cos(b * 2), 9, cmap="RdYlBu", hatches=["", "/"])
        ax.clabel(ax.contour(a, b, np.sin(a * 2) * np.cos(b * 2), 4, colors="k", linewidths=0.5))

    def mesh(ax):
        ax.pcolormesh(np.random.default_rng(7).random((14, 24)), cmap="magma", shading="gouraud", rasterized=True)
        ax.scatter([3, 8, 14, 20], [3, 9, 5, 11], s=[40, 120, 300, 80], c=["w", "c", "y", "lime"], alpha=0.6, edgecolors="k")

    return [legend, hatches, picture, logarithmic, stacked, errors, formula, pie, levels, mesh]


def matplotlib_charts(folder):
    """Files of matplotlib's charts, half of them with their text as text."""
    try:
        import matplotlib
        import matplotlib.font_manager
    except ImportError:
        print("matplotlib is not installed: its charts are left out", file=sys.stderr)
        return []
    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    logging.disable(logging.WARNING)
    for font in glob.glob(f"{HERE}/../fonts/*Sans*.otf"):
        matplotlib.font_manager.fontManager.addfont(font)
    plt.rcParams.update({"font.family": ["Noto Sans CJK SC", "DejaVu Sans"], "axes.unicode_minus": False, "svg.hashsalt": "paiban"})
    files = []
    for at, draw in enumerate(figures(plt)):
        plt.rcParams["svg.fonttype"] = "none" if at % 2 == 0 else "path"
        figure, ax = plt.subplots(figsize=(6, 3.4))
        draw(ax)
        files.append(f"{folder}/matplotlib-{draw.__name__}.svg")
        figure.savefig(files[-1], metadata={"Date": None})
        plt.close(figure)
    return files


def proportion(drawing):
    """Height over width as the drawing states them."""
    head = re.search(r"<(?:\w+:)?svg\b[^>]*>", open(drawing, encoding="utf-8").read(), re.S).group(0)
    view = re.search(r'viewBox=["\']([^"\']+)', head)
    sides = [re.search(rf'\s{name}=["\']([\d.]+)(?:px|pt|mm|cm|in)?["\']', head) for name in ("width", "height")]
    if all(sides):
        return float(sides[1].group(1)) / float(sides[0].group(1))
    _, _, width, height = map(float, re.split(r"[ ,]+", view.group(1).strip()))
    return height / width


def printed(program, drawing, profile, folder, high):
    """The page of a drawing as poppler draws it, and what was told."""
    shutil.copy(drawing, f"{folder}/a.svg")
    with open(f"{folder}/edition.yaml", "w", encoding="utf-8") as out:
        out.write(EDITION % (WIDE + 20, high + 20, WIDE, high))
    command = [program, "build", "edition.yaml", "-o", f"{profile}.pdf", "--profile", profile, "--lang", "en", "--report", "none"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        return None, done.stderr
    dots = PIXELS / (WIDE / 25.4)
    subprocess.run(["pdftoppm", "-r", f"{dots:.4f}", "-png", "-singlefile", f"{profile}.pdf", profile], cwd=folder, check=True)
    page = Image.open(f"{folder}/{profile}.png").convert("RGB")
    rows = round(PIXELS * high / WIDE)
    left, top = (page.width - PIXELS) // 2, (page.height - rows) // 2
    return page.crop((left, top, left + PIXELS, top + rows)), done.stderr


def shown(drawing, folder, high):
    """The drawing as Chromium shows it."""
    rows = round(PIXELS * high / WIDE)
    with open(f"{folder}/a.html", "w", encoding="utf-8") as out:
        style = f"html,body{{margin:0;background:#fff}}img{{display:block;width:{PIXELS}px;height:{rows}px}}"
        out.write(f'<style>{style}</style><img src="file://{os.path.abspath(drawing)}">')
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files"]
    command += [f"--window-size={PIXELS},{rows + 200}", f"--screenshot={folder}/a.png", f"file://{folder}/a.html"]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return Image.open(f"{folder}/a.png").convert("RGB").crop((0, 0, PIXELS, rows))


def apart(one, other):
    """Mean difference of two pictures, and the share in percent of pixels far off, both at half size so that edges of letters count less."""
    half = (one.width // 2, one.height // 2)
    difference = np.abs(np.asarray(one.resize(half), int) - np.asarray(other.resize(half), int))
    return difference.mean(), (difference.max(axis=2) > FAR).mean() * 100


def told(said):
    kinds = re.findall(r"^(?:warning|note|error)\[(\S+)\]: a\.svg(?:#\d+)?(?:, line \d+)?:? ?(.*)", said, re.M)
    return "; ".join(dict.fromkeys(words.strip() or code for code, words in kinds))


def sheet(kept, path):
    """All pictures side by side, paper left and browser right, three pairs to a row."""
    cell = (330, 220)
    rows = -(-len(kept) // 3)
    whole = Image.new("RGB", (3 * (cell[0] * 2 + 24), rows * (cell[1] + 22)), "#777777")
    draw = ImageDraw.Draw(whole)
    for at, (name, pair) in enumerate(kept):
        x, y = at % 3 * (cell[0] * 2 + 24), at // 3 * (cell[1] + 22)
        draw.text((x + 4, y + 4), name, fill="#ffffff")
        for side, picture in enumerate(pair):
            small = picture.copy()
            small.thumbnail(cell)
            whole.paste(small, (x + side * (cell[0] + 6), y + 20))
    whole.save(path)


def main():
    program = os.path.abspath(sys.argv[1])
    keep, only = os.environ.get("KEEP"), os.environ.get("ONLY")
    failed, kept = False, []
    with tempfile.TemporaryDirectory() as folder:
        drawings = matplotlib_charts(folder) + sorted(glob.glob(f"{HERE}/golden/drawings/*.svg")) + sys.argv[2:]
        print("| drawing | X-4: apart, far off | X-1a | told |\n|---|---|---|---|")
        for drawing in drawings:
            name = os.path.basename(drawing)[:-4]
            if only and name not in only.split(","):
                continue
            high = WIDE * proportion(drawing)
            browser = shown(drawing, folder, high)
            cells, said = [], ""
            for profile in ("x4", "x1a"):
                page, said = printed(program, drawing, profile, folder, high)
                if page is None:
                    cells.append("refused")
                    failed = True
                    continue
                mean, far = apart(page, browser)
                failed = failed or mean > MOST_APART
                cells.append(f"{mean:.1f}, {far:.1f} %")
                if profile == "x4":
                    kept.append((name, (page, browser)))
            print(f"| {name} | {cells[0]} | {cells[1]} | {told(said)} |", flush=True)
    if keep:
        os.makedirs(keep, exist_ok=True)
        for name, pair in kept:
            sheet([(name, pair)], f"{keep}/{name}.png")
        sheet(kept, f"{keep}/charts.png")
    return failed


if __name__ == "__main__":
    sys.exit(int(main()))
