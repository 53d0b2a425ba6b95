#!/usr/bin/env python3
"""A contact sheet of every kind of picture a desk gets: written by Pillow, placed by paiban, drawn by poppler and held against Pillow's own reading.

    [KEEP=FOLDER] tests/pictures.py PROGRAM

PROGRAM is the binary. Prints a table of the mean difference of 8-bit pixels from the picture as it was before it was stored, and what was told. KEEP keeps the sheet.
Exits 1 when a kind is refused that is taken, is taken that is refused, or does not look like its original.
"""
import io
import os
import re
import struct
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image, ImageCms, ImageDraw

SIDE = (360, 240)  # pixels; at 36 × 24 mm they are 254 to the inch
CELL = (40, 32)  # millimetres
ACROSS = 6
MOST_APART = 30  # of 255: screen colours on newsprint are 5 to 25 off


def original():
    """Patches of colour over a ramp of greys and a line of black."""
    image = Image.new("RGB", SIDE, "white")
    draw = ImageDraw.Draw(image)
    for at, colour in enumerate(["#d4504a", "#e2b04a", "#7bab5a", "#4f9bb5", "#5a68a8", "#a86a94"]):
        draw.rectangle([at * 60, 0, at * 60 + 59, 119], fill=colour)
    for x in range(SIDE[0]):
        draw.line([x, 120, x, 199], fill=(x * 255 // SIDE[0],) * 3)
    draw.line([10, 220, 350, 220], fill="black", width=6)
    return image


def stored(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def without_marker(jpeg):
    """A JPEG without Adobe's marker (APP14)."""
    at = jpeg.index(b"\xff\xee")
    return jpeg[:at] + jpeg[at + 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0] :]


def psd(image):
    """A Photoshop document of a composite, unpacked."""
    planes = b"".join(plane.tobytes() for plane in image.split())
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, image.height, image.width, 8, 3)
    return head + struct.pack(">III", 0, 0, 0) + struct.pack(">H", 0) + planes


def deep_png(image):
    """A PNG of 16 bits a sample."""
    import zlib

    rows = (np.asarray(image).astype(">u2") * 257).reshape(image.height, -1)
    data = zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows))
    chunk = lambda name, body: struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    head = struct.pack(">IIBBBBB", image.width, image.height, 16, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def inks(image):
    """Grey component replaced, so that no press profile is asked."""
    rgb = np.asarray(image).astype(float) / 255
    key = 1 - rgb.max(axis=2, keepdims=True)
    cmy = np.where(key < 1, (1 - rgb - key) / np.maximum(1 - key, 1e-6), 0)
    return Image.fromarray((np.concatenate([cmy, key], axis=2) * 255).astype("uint8"), "CMYK")


def kinds():
    """Files by name, with the picture as it should look; none for what is refused."""
    rgb = original()
    grey, bits, palette = rgb.convert("L"), rgb.convert("1"), rgb.quantize(32, dither=Image.Dither.NONE)
    cmyk, srgb = inks(rgb), ImageCms.createProfile("sRGB")
    lab = ImageCms.profileToProfile(rgb, srgb, ImageCms.createProfile("LAB"), outputMode="LAB")
    turned, exif = rgb.transpose(Image.Transpose.ROTATE_90), Image.Exif()
    exif[274] = 6
    alpha = rgb.convert("RGBA")
    alpha.putalpha(Image.linear_gradient("L").resize(SIDE))
    over = Image.alpha_composite(Image.new("RGBA", SIDE, "white"), alpha).convert("RGB")
    tiff = lambda image, **options: stored(image, "TIFF", **options)
    second = dict(save_all=True, append_images=[rgb])
    return {
        "rgb.jpg": (stored(rgb, "JPEG", quality=92), rgb),
        "coarse.jpg": (stored(rgb, "JPEG", quality=70, subsampling="4:2:0"), rgb),
        "progressive.jpg": (stored(rgb, "JPEG", quality=92, progressive=True), rgb),
        "grey.jpg": (stored(grey, "JPEG", quality=92), grey),
        "turned.jpg": (stored(turned, "JPEG", quality=92, exif=exif), rgb),
        "cmyk.jpg": (stored(cmyk, "JPEG", quality=92), rgb),
        "unmarked.jpg": (without_marker(stored(Image.eval(cmyk, lambda ink: 255 - ink), "JPEG", quality=92)), rgb),
        "plain.png": (stored(rgb, "PNG"), rgb),
        "palette.png": (stored(palette, "PNG"), rgb),
        "alpha.png": (stored(alpha, "PNG"), over),
        "deep.png": (deep_png(rgb), rgb),
        "bits.png": (stored(bits, "PNG"), bits),
        "grey.png": (stored(grey, "PNG"), grey),
        "plain.tif": (tiff(rgb), rgb),
        "lzw.tif": (tiff(rgb, compression="tiff_lzw"), rgb),
        "deflate.tif": (tiff(rgb, compression="tiff_adobe_deflate"), rgb),
        "packbits.tif": (tiff(grey, compression="packbits"), grey),
        "jpeg.tif": (tiff(rgb, compression="jpeg", quality=92), rgb),
        "fax3.tif": (tiff(bits, compression="group3"), bits),
        "fax4.tif": (tiff(bits, compression="group4"), bits),
        "palette.tif": (tiff(palette), rgb),
        "lab.tif": (tiff(lab), rgb),
        "cmyk.tif": (tiff(cmyk, compression="tiff_lzw"), rgb),
        "deep.tif": (tiff(Image.fromarray(np.asarray(grey).astype("uint16") * 257)), grey),
        "pages.tif": (tiff(grey, **second), grey),
        "large.tif": (tiff(rgb, big_tiff=True), rgb),
        "float.tif": (tiff(Image.fromarray(np.asarray(grey).astype("float32") / 255)), None),
        "plain.webp": (stored(rgb, "WEBP", quality=92), rgb),
        "lossless.webp": (stored(rgb, "WEBP", lossless=True), rgb),
        "plain.jp2": (stored(rgb, "JPEG2000"), rgb),
        "plain.psd": (psd(rgb), rgb),
        "moving.gif": (stored(rgb, "GIF"), None),
        "plain.bmp": (stored(rgb, "BMP"), None),
        "plain.eps": (stored(rgb, "EPS"), None),
    }


def place(at):
    return 10 + at % ACROSS * CELL[0], 10 + at // ACROSS * CELL[1]


def edition(names):
    frames = "".join(f"        f{at}: {{area: {{at: [{x}mm, {y}mm], size: [36mm, 24mm]}}}}\n" for at, (x, y) in enumerate(map(place, range(len(names)))))
    put = "".join(f"      f{at}: {{picture: {name}, fit: contain}}\n" for at, name in enumerate(names))
    size = (20 + ACROSS * CELL[0], 20 + -(-len(names) // ACROSS) * CELL[1])
    head = f"paper: 报\ndate: 2026-03-12\npages:\n  - layout:\n      page: {{trim: [{size[0]}mm, {size[1]}mm], margins: 5mm}}\n      frames:\n"
    return f"{head}{frames}    put:\n{put}", size


def build(program, folder, names, profile):
    text, size = edition(names)
    with open(f"{folder}/edition.yaml", "w", encoding="utf-8") as out:
        out.write(text)
    command = [program, "build", "edition.yaml", "-o", f"{profile}.pdf", "--profile", profile, "--lang", "en", "--report", "none"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done, size


def page(folder, profile, size):
    subprocess.run(["pdftoppm", "-r", "127", "-png", "-singlefile", f"{profile}.pdf", profile], cwd=folder, check=True)
    drawn = Image.open(f"{folder}/{profile}.png").convert("RGB")
    wide, high = size[0] * 5, size[1] * 5
    left, top = (drawn.width - wide) // 2, (drawn.height - high) // 2
    return drawn.crop((left, top, left + wide, top + high))


def told(said, name):
    found = re.findall(rf"^(\w+)\[(\S+)\]: {re.escape(name)} ?(.*)", said, re.M)
    return "; ".join(dict.fromkeys(words for _, _, words in found))


def main():
    program, failed = os.path.abspath(sys.argv[1]), False
    with tempfile.TemporaryDirectory() as folder:
        files = kinds()
        for name, (data, _) in files.items():
            with open(f"{folder}/{name}", "wb") as out:
                out.write(data)
        refused = [name for name, (_, picture) in files.items() if picture is None]
        for name in refused:
            done, _ = build(program, folder, [name], "x4")
            failed |= done.returncode == 0
            print(f"| {name} | refused | {told(done.stderr, name)} |")
        names = [name for name in files if name not in refused]
        sheets = {}
        for profile in ("x4", "x1a"):
            done, size = build(program, folder, names, profile)
            if done.returncode != 0:
                print(done.stderr)
                return True
            sheets[profile] = page(folder, profile, size)
        for at, name in enumerate(names):
            x, y = (side * 5 for side in place(at))
            cells = []
            for sheet in sheets.values():
                found = np.asarray(sheet.crop((x + 2, y + 2, x + 178, y + 118)), int)
                expected = np.asarray(files[name][1].convert("RGB").resize((180, 120)).crop((2, 2, 178, 118)), int)
                apart = np.abs(found - expected).mean()
                failed = failed or apart > MOST_APART
                cells.append(f"{apart:.1f}")
            print(f"| {name} | {', '.join(cells)} | {told(done.stderr, name)} |")
            ImageDraw.Draw(sheets["x4"]).text((x, y + 123), name, fill="black")
        if os.environ.get("KEEP"):
            os.makedirs(os.environ["KEEP"], exist_ok=True)
            sheets["x4"].save(f"{os.environ['KEEP']}/pictures.png")
    return failed


if __name__ == "__main__":
    sys.exit(int(main()))
