#!/usr/bin/env python3
"""Make the pictures of the daily edition.

    python3 make.py [name ...] [--draft]

Without names all are made, next to this script: fourteen painted scenes as JPEG and the
charts and marks as SVG.  Nothing is random from run to run.  --draft leaves out the
brush strokes, for a quick look.

Needs numpy and pillow.
"""

import argparse

import charts
import city
import people
import sea
import weekend

SCENES = (
    city.bridge,
    city.tram,
    city.port,
    people.rain,
    people.sports,
    people.market,
    people.umbrellas,
    weekend.trail,
    weekend.lanterns,
    weekend.shoots,
    weekend.wonton,
    sea.lighthouse,
    sea.deepsea,
    sea.ink,
)


def main():
    scenes = {scene.__name__: scene for scene in SCENES}
    names = [*scenes, *charts.MAKERS]
    parser = argparse.ArgumentParser(description="Make the pictures of the daily edition.")
    parser.add_argument("pictures", nargs="*", metavar="picture", help=", ".join(names))
    parser.add_argument("--draft", action="store_true", help="without brush strokes")
    options = parser.parse_args()
    if unknown := set(options.pictures) - set(names):
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    for name in options.pictures or names:
        if name in scenes:
            scenes[name]().save(name, options.draft)
        else:
            charts.make(name)


if __name__ == "__main__":
    main()
