#!/usr/bin/env python3
"""Colours of a converted advertisement held against Little CMS, called by Pillow: how far what paiban prints looks from what the CMM alone would print.

    tests/reference_colours.py PROGRAM [PROFILE]

PROGRAM is the binary, PROFILE the press's (the shipped newsprint when not given). An advertisement has 729 colours of sRGB as areas, the same as pixels, and four gradients;
it is built as PDF/X-4, its inks are read back, and both ink values are looked at by the profile's own table (CIEDE2000, the paper taken as white). Greys, which paiban
prints with black alone on purpose, are counted by themselves. Prints a table; exits 1 where a mean is above 1 or a colour in gradients above 2.
"""
import io
import os
import subprocess
import sys
import tempfile

import numpy
import pikepdf
from PIL import Image, ImageCms

STEPS = [0, 32, 64, 96, 128, 160, 192, 224, 255]
COLOURS = [(r, g, b) for r in STEPS for g in STEPS for b in STEPS]
WIDTH, HEIGHT = 170.08, 113.39
RUNS = [((255, 0, 0), (0, 0, 255)), ((255, 230, 40), (0, 120, 60)), ((255, 255, 255), (160, 0, 60)), ((20, 60, 160), (250, 210, 190))]
EDITION = """paper: 报
date: 2026-03-12
%spages:
  - layout:
      page: {trim: [100mm, 80mm], margins: 5mm}
      frames:
        ad: {area: {at: [20mm, 20mm], size: [60mm, 40mm]}, picture: ad.pdf, fit: exact, accept: [G01, C04, C05], reason: a test}
"""


def advertisement(path):
    """Areas in a grid of 27 by 27, then the picture, then the gradients."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    cell = (WIDTH / 27, HEIGHT / 2 / 27)
    content = ""
    for at, (r, g, b) in enumerate(COLOURS):
        x, y = at % 27 * cell[0], at // 27 * cell[1]
        content += f"{r / 255:.5f} {g / 255:.5f} {b / 255:.5f} rg {x:.3f} {y:.3f} {cell[0]:.3f} {cell[1]:.3f} re f\n"
    content += f"q {WIDTH / 2} 0 0 {HEIGHT / 4} 0 {HEIGHT / 2} cm /Im Do Q\n"
    pixels = bytes(value for colour in COLOURS for value in colour)
    image = pikepdf.Stream(pdf, pixels, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=27, Height=27, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceRGB)
    shadings = pikepdf.Dictionary()
    for at, (start, end) in enumerate(RUNS):
        low = HEIGHT * 0.75 + at * HEIGHT / 16
        tone = lambda colour: pikepdf.Array([value / 255 for value in colour])
        function = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=tone(start), C1=tone(end), N=1)
        shadings[f"/S{at}"] = pikepdf.Dictionary(ShadingType=2, ColorSpace=pikepdf.Name.DeviceRGB, Coords=[0, 0, WIDTH, 0], Function=function)
        content += f"q 0 {low:.3f} {WIDTH} {HEIGHT / 16:.3f} re W n /S{at} sh Q\n"
    page = pdf.pages[0].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=pdf.make_indirect(image)), Shading=shadings)
    page.Contents = pikepdf.Stream(pdf, content.encode())
    pdf.save(path)


def objects(pdf, key, value):
    return [thing for thing in pdf.objects if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)) and thing.get(key) == value]


def read_back(path):
    """Inks of the areas, of the picture's pixels, and of 101 places of each gradient, 0 to 1."""
    pdf = pikepdf.open(path)
    forms = objects(pdf, "/Subtype", pikepdf.Name.Form)
    form = max(forms, key=lambda form: len(form.read_bytes()))
    areas = []
    for operands, operator in pikepdf.parse_content_stream(form):
        if str(operator) == "k":
            inks = [float(value) for value in operands]
        elif str(operator) == "f":
            areas.append(inks)
    images = [image for image in objects(pdf, "/Subtype", pikepdf.Name.Image) if image.Width == 27]
    samples = numpy.frombuffer(images[0].read_bytes(), numpy.uint8).reshape(-1, 4) / 255
    shadings = [form.Resources.Shading[key] for key in sorted(form.Resources.Shading.keys())]
    runs = [[sampled(shading.Function, place / 100) for place in range(101)] for shading in shadings]
    return numpy.array(areas), samples, numpy.array(runs)


def sampled(function, at):
    """A sampled function of one input (ISO 32000-2 7.10.2)."""
    size, bits, count = int(function.Size[0]), int(function.BitsPerSample), len(function.Range) // 2
    values = numpy.frombuffer(function.read_bytes(), ">u2" if bits == 16 else numpy.uint8)[: size * count].reshape(size, count) / (2**bits - 1)
    place = at * (size - 1)
    low = min(int(place), size - 2)
    return values[low] * (1 - place + low) + values[low + 1] * (place - low)


def difference(one, two):
    """CIEDE2000 of arrays of L*a*b*."""
    l1, a1, b1, l2, a2, b2 = *one.T, *two.T
    mean = (numpy.hypot(a1, b1) + numpy.hypot(a2, b2)) / 2
    by = 1.5 - 0.5 * numpy.sqrt(mean**7 / (mean**7 + 25.0**7))
    c1, c2 = numpy.hypot(a1 * by, b1), numpy.hypot(a2 * by, b2)
    h1, h2 = numpy.degrees(numpy.arctan2(b1, a1 * by)) % 360, numpy.degrees(numpy.arctan2(b2, a2 * by)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    turn = numpy.where(c1 * c2 == 0, 0, turn)
    dl, dc, dh = l2 - l1, c2 - c1, 2 * numpy.sqrt(c1 * c2) * numpy.sin(numpy.radians(turn / 2))
    l, c = (l1 + l2) / 2, (c1 + c2) / 2
    h = numpy.where(c1 * c2 == 0, h1 + h2, (h1 + turn / 2) % 360)
    angle = lambda by, off: numpy.cos(numpy.radians(by * h - off))
    t = 1 - 0.17 * angle(1, 30) + 0.24 * angle(2, 0) + 0.32 * angle(3, -6) - 0.2 * angle(4, 63)
    sl = 1 + 0.015 * (l - 50) ** 2 / numpy.sqrt(20 + (l - 50) ** 2)
    sc, sh = 1 + 0.045 * c, 1 + 0.015 * c * t
    rotation = -2 * numpy.sqrt(c**7 / (c**7 + 25.0**7)) * numpy.sin(numpy.radians(60 * numpy.exp(-(((h - 275) / 25) ** 2))))
    return numpy.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rotation * dc / sc * dh / sh)


class Reference:
    """Little CMS by itself."""

    def __init__(self, profile):
        press, screen, lab = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        black_point = ImageCms.Flags.BLACKPOINTCOMPENSATION
        perceptual, relative = ImageCms.Intent.PERCEPTUAL, ImageCms.Intent.RELATIVE_COLORIMETRIC
        self.there = ImageCms.buildTransform(screen, press, "RGB", "CMYK", perceptual, black_point)
        self.look = ImageCms.buildTransform(press, lab, "CMYK", "LAB", relative)

    def inks(self, colours):
        image = Image.frombytes("RGB", (len(colours), 1), numpy.round(colours).astype(numpy.uint8).tobytes())
        return numpy.frombuffer(ImageCms.applyTransform(image, self.there).tobytes(), numpy.uint8).reshape(-1, 4) / 255

    def seen(self, inks):
        image = Image.frombytes("CMYK", (len(inks), 1), numpy.round(inks * 255).astype(numpy.uint8).tobytes())
        out = numpy.frombuffer(ImageCms.applyTransform(image, self.look).tobytes(), numpy.uint8).reshape(-1, 3)
        return numpy.stack([out[:, 0] / 2.55, out[:, 1].astype(numpy.int8).astype(float), out[:, 2].astype(numpy.int8).astype(float)], 1)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, own = os.path.abspath(sys.argv[1]), sys.argv[2:]
    shipped = os.path.join(os.path.dirname(__file__), "../profiles/SNAP-TR002-newsprint.icc")
    profile = open(own[0] if own else shipped, "rb").read()
    folder = tempfile.mkdtemp()
    advertisement(f"{folder}/ad.pdf")
    press = ""
    if own:
        open(f"{folder}/press.icc", "wb").write(profile)
        press = "press: {profile: press.icc, ink-limit: 400%}\n"
    open(f"{folder}/edition.yaml", "w", encoding="utf-8").write(EDITION % press)
    done = subprocess.run([program, "build", "edition.yaml", "-o", "o.pdf", "--report", "none"], cwd=folder, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode())
    areas, pixels, runs = read_back(f"{folder}/o.pdf")
    reference, colours = Reference(profile), numpy.array(COLOURS)
    along = [numpy.array([numpy.array(start) + (numpy.array(end) - start) * at / 100 for at in range(101)]) for start, end in RUNS]
    is_grey = colours.max(1) == colours.min(1)
    wanted = reference.inks(colours)
    rows = [
        ("areas", areas[: len(COLOURS)][~is_grey], wanted[~is_grey]),
        ("areas, greys by black alone", areas[: len(COLOURS)][is_grey], wanted[is_grey]),
        ("pixels", pixels[~is_grey], wanted[~is_grey]),
        ("gradients", runs.reshape(-1, 4), numpy.concatenate([reference.inks(run) for run in along])),
    ]
    print("| colours | number | ΔE mean | 95 of 100 below | largest |\n|---|---|---|---|---|")
    is_right = True
    for name, found, inks in rows:
        apart = difference(reference.seen(found), reference.seen(inks))
        print(f"| {name} | {len(apart)} | {apart.mean():.2f} | {numpy.percentile(apart, 95):.2f} | {apart.max():.2f} |")
        is_right &= "greys" in name or (apart.mean() <= 1 and (name != "gradients" or apart.max() <= 2))
    sys.exit(0 if is_right else 1)


if __name__ == "__main__":
    main()
