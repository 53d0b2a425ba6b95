#!/usr/bin/env python3
"""Advertisements as common programs write them, placed by paiban and judged from outside.

    [KEEP=FOLDER] [ONLY=NAME,NAME] tests/producers.py PROGRAM [JUDGE …]

PROGRAM is the binary. JUDGE is a command that gets a PDF and `x4` or `x1a` and exits 0 when it finds nothing wrong; without one that column stays empty.
Every producer that is on this machine writes the same advertisement of 60 × 40 mm: a red ground, a photograph, a gradient where it has one, lines, Chinese and
Latin type. It is placed with `fit: exact`, built as PDF/X-4 and PDF/X-1a, and the pages are compared with the producer's own in two renderers (poppler, MuPDF).
KEEP keeps the advertisements; those in tests/golden/adverts, which `tests/adverts.rs` places, are from here. Prints a table; exits 1 when an advertisement is refused that is not expected to be, when the judge finds a fault, or when a page does not look like its original.
"""
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile

WIDTH, HEIGHT = 170.08, 113.39  # 60 × 40 mm in points
MOST_APART = 30  # mean difference of 8-bit pixels, light of the screen against inks of newsprint: white 255 against 255, pure red 40 to 60 on each channel
TEXT = "临澜茶行 Tea"
EDITION = """paper: 报
date: 2026-03-12
pages:
  - layout:
      page: {trim: [100mm, 80mm], margins: 5mm}
      frames:
        ad: {area: {at: [20mm, 20mm], size: [60mm, 40mm]}, picture: ad.pdf, fit: exact%s}
"""


def run(command, cwd, data=None):
    return subprocess.run(command, cwd=cwd, input=data, capture_output=True, timeout=180)


def photo(folder):
    from PIL import Image

    image = Image.new("RGB", (300, 300))
    # In steps, so that the files are small enough to be kept.
    image.putdata([(60 + x // 30 * 18, 90 + y // 30 * 9, 140 - x // 30 * 8) for y in range(300) for x in range(300)])
    image.save(f"{folder}/photo.png", dpi=(300, 300))
    image.save(f"{folder}/photo.jpg", quality=90, dpi=(300, 300))


def svg(folder):
    """The advertisement as a drawing, for programs that turn one into a PDF."""
    with open(f"{folder}/ad.svg", "w", encoding="utf-8") as out:
        out.write(
            f"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="60mm" height="40mm" viewBox="0 0 {WIDTH} {HEIGHT}">
<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#0a5"/></linearGradient></defs>
<rect width="{WIDTH}" height="{HEIGHT}" fill="#d22"/><image x="10" y="20" width="72" height="72" xlink:href="photo.png" href="photo.png"/>
<rect x="90" y="20" width="70" height="30" fill="url(#g)"/><rect x="95" y="55" width="50" height="20" fill="#00f" fill-opacity="0.5"/>
<path d="M90 90H160" fill="none" stroke="#000" stroke-width="1"/><text x="90" y="106" font-family="Noto Sans CJK SC" font-size="12">{TEXT}</text></svg>"""
        )


def cairo(folder):
    import cairocffi

    surface = cairocffi.PDFSurface(f"{folder}/ad.pdf", WIDTH, HEIGHT)
    c = cairocffi.Context(surface)
    c.set_source_rgb(0.85, 0.13, 0.13)
    c.paint()
    c.save()
    c.translate(10, 20)
    c.scale(0.24, 0.24)
    c.set_source_surface(cairocffi.ImageSurface.create_from_png(f"{folder}/photo.png"))
    c.paint()
    c.restore()
    gradient = cairocffi.LinearGradient(90, 0, 160, 0)
    gradient.add_color_stop_rgb(0, 1, 1, 1)
    gradient.add_color_stop_rgb(1, 0, 0.66, 0.33)
    c.set_source(gradient)
    c.rectangle(90, 20, 70, 30)
    c.fill()
    c.set_source_rgba(0, 0, 1, 0.5)
    c.rectangle(95, 55, 50, 20)
    c.fill()
    c.set_source_rgb(0, 0, 0)
    c.set_font_size(12)
    c.move_to(90, 106)
    c.show_text("Tea")
    surface.finish()


def matplotlib(folder):
    import matplotlib as m

    m.use("pdf")
    m.rcParams["pdf.fonttype"] = 42
    import matplotlib.pyplot as p

    figure, axes = p.subplots(figsize=(WIDTH / 72, HEIGHT / 72), facecolor="#fee")
    axes.bar(["a", "b", "c"], [3, 5, 2], color="#d22", alpha=0.7, label="tea")
    axes.plot([0, 1, 2], [1, 4, 3], color="k", label="coffee")
    axes.legend()
    figure.savefig(f"{folder}/ad.pdf")
    p.close(figure)


def chromium(folder):
    svg(folder)
    body = open(f"{folder}/ad.svg", encoding="utf-8").read()
    page = f"<style>@page{{size:60mm 40mm;margin:0}}body{{margin:0}}svg{{display:block;height:39.9mm}}</style>{body}"
    open(f"{folder}/ad.html", "w", encoding="utf-8").write('<meta charset="utf-8">' + page)
    run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=ad.pdf", "ad.html"], folder)


def reportlab(folder):
    from reportlab.pdfgen.canvas import Canvas

    c = Canvas(f"{folder}/ad.pdf", pagesize=(WIDTH, HEIGHT))
    c.setFillColorRGB(0.85, 0.13, 0.13)
    c.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    c.drawImage(f"{folder}/photo.jpg", 10, 20, 72, 72)
    c.setFillColorRGB(0, 0, 1, alpha=0.5)
    c.rect(95, 40, 50, 20, stroke=0, fill=1)
    c.setFillColorRGB(0, 0, 0)
    c.setFont("Helvetica", 12)
    c.drawString(90, 10, "Tea")
    c.save()


def reportlab_embedded(folder):
    import matplotlib
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("DejaVu", os.path.join(matplotlib.get_data_path(), "fonts/ttf/DejaVuSans.ttf")))
    c = Canvas(f"{folder}/ad.pdf", pagesize=(WIDTH, HEIGHT), initialFontName="DejaVu")
    c.setFillColorCMYK(0, 0.9, 0.8, 0)
    c.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    c.drawImage(f"{folder}/photo.jpg", 10, 20, 72, 72)
    c.setFillColorCMYK(0, 0, 0, 1)
    c.setFont("DejaVu", 12)
    c.drawString(90, 10, "Tea")
    c.save()


POSTSCRIPT = f"""%!PS
<< /PageSize [{WIDTH} {HEIGHT}] >> setpagedevice
0.85 0.13 0.13 setrgbcolor 0 0 {WIDTH} {HEIGHT} rectfill
<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [90 0 160 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [1 1 1] /C1 [0 0.66 0.33] /N 1 >> >>
gsave 90 60 70 30 rectclip shfill grestore
0 setgray /Helvetica findfont 12 scalefont setfont 90 10 moveto (Tea) show 1 setlinewidth 90 30 moveto 160 30 lineto stroke showpage
"""


def ghostscript(folder):
    open(f"{folder}/ad.ps", "w").write(POSTSCRIPT)
    run(["ps2pdf", "-dPDFSETTINGS=/prepress", "ad.ps", "ad.pdf"], folder)


TEX = rf"""\documentclass{{article}}\usepackage[paperwidth=60mm,paperheight=40mm,margin=2mm]{{geometry}}\usepackage{{graphicx}}\usepackage{{xcolor}}
\pagestyle{{empty}}\parindent0pt\begin{{document}}\pagecolor{{red!20}}\textcolor{{blue}}{{\rule{{20mm}}{{6mm}}}} \rule{{10mm}}{{0.5pt}} Tea \textbf{{coffee}} $x^2$ %s\end{{document}}"""


def pdftex(folder):
    open(f"{folder}/ad.tex", "w").write(TEX % r"\includegraphics[width=15mm]{photo.jpg}")
    run(["pdflatex", "-interaction=batchmode", "ad.tex"], folder)


def xetex(folder):
    open(f"{folder}/ad.tex", "w", encoding="utf-8").write(
        (TEX % r"\includegraphics[width=15mm]{photo.jpg}{\fontspec{Noto Sans CJK SC}临澜茶行}").replace(r"\pagestyle", r"\usepackage{fontspec}\pagestyle")
    )
    run(["xelatex", "-interaction=batchmode", "ad.tex"], folder)


def dvipdfmx(folder):
    open(f"{folder}/ad.tex", "w").write((TEX % "").replace("{geometry}", "{geometry}").replace("[paperwidth", "[dvipdfm,paperwidth"))
    run(["latex", "-interaction=batchmode", "ad.tex"], folder)
    run(["dvipdfmx", "-p", "60mm,40mm", "-o", "ad.pdf", "ad.dvi"], folder)


def typst(folder):
    import typst as t

    open(f"{folder}/ad.typ", "w", encoding="utf-8").write(
        f"""#set page(width: 60mm, height: 40mm, margin: 3mm, fill: rgb("#d22"))
#set text(font: "Noto Sans CJK SC", size: 12pt)
#image("photo.png", width: 20mm) {TEXT} #box(width: 20mm, height: 6mm, fill: gradient.linear(white, green))"""
    )
    t.compile(f"{folder}/ad.typ", output=f"{folder}/ad.pdf")


def mupdf(folder):
    svg(folder)
    run(["mutool", "convert", "-o", "ad.pdf", "ad.svg"], folder)


def rsvg(folder):
    svg(folder)
    run(["rsvg-convert", "-f", "pdf", "-o", "ad.pdf", "--page-width=60mm", "--page-height=40mm", "ad.svg"], folder)


def cairosvg(folder):
    import cairosvg as c

    svg(folder)
    c.svg2pdf(url=f"{folder}/ad.svg", write_to=f"{folder}/ad.pdf", dpi=72, output_width=WIDTH, output_height=HEIGHT, unsafe=True)


def big_photo(folder):
    from PIL import Image

    Image.open(f"{folder}/photo.png").resize((708, 472)).save(f"{folder}/big.jpg", quality=90, dpi=(299.72, 299.72))


def img2pdf(folder):
    import img2pdf as i

    big_photo(folder)
    layout = i.get_layout_fun((WIDTH, HEIGHT))
    open(f"{folder}/ad.pdf", "wb").write(i.convert(f"{folder}/big.jpg", layout_fun=layout))


def pillow(folder):
    from PIL import Image

    big_photo(folder)
    Image.open(f"{folder}/big.jpg").save(f"{folder}/ad.pdf", resolution=299.72)


def graphicsmagick(folder):
    big_photo(folder)
    run(["gm", "convert", "-density", "299.72", "big.jpg", "ad.pdf"], folder)


def fpdf(folder):
    from fpdf import FPDF
    import matplotlib

    c = FPDF(unit="pt", format=(WIDTH, HEIGHT))
    c.set_auto_page_break(False)
    c.add_page()
    c.set_fill_color(220, 34, 34)
    c.rect(0, 0, WIDTH, HEIGHT, style="F")
    c.image(f"{folder}/photo.png", 10, 20, 72, 72)
    c.add_font("DejaVu", "", os.path.join(matplotlib.get_data_path(), "fonts/ttf/DejaVuSans.ttf"))
    c.set_font("DejaVu", size=12)
    c.text(90, 100, "Tea")
    c.output(f"{folder}/ad.pdf")


def pikepdf_photo(folder):
    import pikepdf

    big_photo(folder)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    data = open(f"{folder}/big.jpg", "rb").read()
    image = pikepdf.Stream(pdf, data)
    for key, value in {"Type": "/XObject", "Subtype": "/Image", "ColorSpace": "/DeviceRGB", "Filter": "/DCTDecode"}.items():
        image[f"/{key}"] = pikepdf.Name(value)
    image.Width, image.Height, image.BitsPerComponent = 708, 472, 8
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=pdf.make_indirect(image)))
    page.Contents = pikepdf.Stream(pdf, f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q".encode())
    pdf.save(f"{folder}/ad.pdf")


def pdftocairo(folder):
    ghostscript(folder)
    os.rename(f"{folder}/ad.pdf", f"{folder}/gs.pdf")
    run(["pdftocairo", "-pdf", "gs.pdf", "ad.pdf"], folder)


# Every producer, and the findings it is refused for with the true reason; most have none.
PRODUCERS = {
    "cairo": (cairo, []),
    "CairoSVG": (cairosvg, []),
    "librsvg": (rsvg, []),
    "poppler (pdftocairo)": (pdftocairo, []),
    "matplotlib": (matplotlib, []),
    "Chromium": (chromium, []),
    "ReportLab, Helvetica not embedded": (reportlab, ["T01"]),
    "ReportLab, CMYK": (reportlab_embedded, []),
    "Ghostscript": (ghostscript, []),
    "pdfTeX": (pdftex, []),
    "XeTeX (xdvipdfmx)": (xetex, []),
    "dvipdfmx": (dvipdfmx, []),
    "Typst": (typst, []),
    "MuPDF, its own Mincho not embedded": (mupdf, ["T01", "T07"]),
    "img2pdf": (img2pdf, []),
    "Pillow": (pillow, []),
    "GraphicsMagick": (graphicsmagick, []),
    "fpdf2": (fpdf, []),
    "pikepdf, a photograph": (pikepdf_photo, []),
}


def said(folder, program, profile, more=""):
    """Builds the page; its errors, warnings and what was converted, and whether the file was written."""
    open(f"{folder}/edition.yaml", "w", encoding="utf-8").write(EDITION % more)
    out = run([program, "build", "edition.yaml", "-o", f"{profile}.pdf", "--profile", profile, "--message-format", "json", "--report", "none"], folder)
    findings = []
    for line in (out.stdout + out.stderr).decode("utf-8", "replace").splitlines():
        try:
            findings.append(json.loads(line))
        except ValueError:
            findings.append({"severity": "?", "code": "?", "message": line})
    return findings, os.path.exists(f"{folder}/{profile}.pdf")


def pixels(folder, file, renderer, is_page):
    """The advertisement's pixels: of a page those of its frame."""
    from PIL import Image

    target = f"{folder}/{renderer}"
    if renderer == "poppler":
        run(["pdftoppm", "-r", "72", "-png", "-singlefile", file, target], folder)
    else:
        run(["mutool", "draw", "-q", "-r", "72", "-o", f"{target}.png", file, "1"], folder)
    image = Image.open(f"{target}.png").convert("RGB")
    os.remove(f"{target}.png")
    if is_page:
        # The trim lies 20 mm from the frame; what is around it is the same on all sides.
        left, top = (image.width - 283) // 2 + 57, (image.height - 227) // 2 + 57
        image = image.crop((left, top, left + 170, top + 113))
    return image.resize((85, 56))


def apart(folder, profile):
    """The mean difference of the page from its original, in each renderer."""
    from PIL import ImageChops, ImageStat

    means = []
    for renderer in ("poppler", "mupdf"):
        one, two = pixels(folder, "ad.pdf", renderer, False), pixels(folder, f"{profile}.pdf", renderer, True)
        means.append(sum(ImageStat.Stat(ImageChops.difference(one, two)).mean) / 3)
    return means


def tried(name, make, expected, program, judge):
    """One row of the table, and whether all is as it should be."""
    folder = tempfile.mkdtemp()
    try:
        photo(folder)
        try:
            make(folder)
        except (ImportError, FileNotFoundError) as missing:
            return f"| {name} | not here: {missing} | | | |", True
        if not os.path.exists(f"{folder}/ad.pdf"):
            return f"| {name} | wrote nothing | | | |", True
        cells, is_right = [], True
        for profile in ("x4", "x1a"):
            findings, is_written = said(folder, program, profile)
            errors = [f"{finding['code']}: {finding['message']}" for finding in findings if finding["severity"] == "error"]
            if not is_written:
                is_true = bool(expected) and all(any(word in error for word in expected) for error in errors)
                is_right &= is_true
                cells.append(("as it should be refused: " if is_true else "REFUSED: ") + "; ".join(errors)[:300])
                continue
            judged = ""
            if judge:
                out = run(judge + [f"{folder}/{profile}.pdf", profile], ".")
                is_right &= out.returncode == 0
                judged = "clean" if out.returncode == 0 else "FAULTS: " + out.stdout.decode("utf-8", "replace")[-300:].replace("\n", " ")
            means = apart(folder, profile)
            is_right &= max(means) <= MOST_APART and not expected
            far = "" if max(means) <= MOST_APART else " FAR"
            cells.append(f"placed; {judged or 'not judged'}; apart {means[0]:.0f}, {means[1]:.0f}{far}")
        findings, _ = said(folder, program, "x4")
        told = sorted({finding["code"] for finding in findings if finding["severity"] != "error"})
        return f"| {name} | {' | '.join(cells)} | {', '.join(told)} |", is_right
    finally:
        if os.environ.get("KEEP"):
            word = "".join(letter for letter in name.split(",")[0].split(" ")[0].lower() if letter.isalnum())
            shutil.copy(f"{folder}/ad.pdf", f"{os.environ['KEEP']}/{word}{'-cmyk' if 'CMYK' in name else ''}.pdf")
        shutil.rmtree(folder)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, judge = os.path.abspath(sys.argv[1]), sys.argv[2:]
    print("| producer | PDF/X-4 | PDF/X-1a | told |\n|---|---|---|---|")
    only = os.environ.get("ONLY", "").split(",") if os.environ.get("ONLY") else None
    wrong = 0
    for name, (make, expected) in PRODUCERS.items():
        if only and not any(name.startswith(word) for word in only):
            continue
        row, is_right = tried(name, make, expected, program, judge)
        wrong += not is_right
        print(row, flush=True)
    print(f"\n{wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
