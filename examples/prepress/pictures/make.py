#!/usr/bin/env python3
"""The harbour picture of the front page in every form the press meets: run it in this folder, with Pillow installed."""

from pathlib import Path

from PIL import Image

harbour = Image.open(Path(__file__).parents[2] / "front-page/pictures/harbour.jpg").resize((760, 494), Image.Resampling.LANCZOS)
harbour.save("rgb.webp", quality=80)
harbour.save("progressive.jpg", quality=80, progressive=True)
harbour.convert("CMYK").save("cmyk.jpg", quality=80)
harbour.convert("CMYK").resize((670, 436)).save("cmyk.tif", compression="tiff_lzw")
harbour.quantize(64).save("palette.png", optimize=True)
harbour.convert("L").save("grey.jpg", quality=80)
faded = harbour.resize((670, 436)).convert("RGBA")
faded.putalpha(Image.linear_gradient("L").resize(faded.size))
faded.save("faded.png", optimize=True)
turned = harbour.rotate(90, expand=True)
exif = Image.Exif()
exif[0x0112] = 6
turned.save("turned.jpg", quality=80, exif=exif)
