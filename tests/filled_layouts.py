#!/usr/bin/env python3
"""Every shipped layout as an edition that is begun, and then filled: a draft comes out at once and says what to put where; filled, the page is
built without an alarm, and no white is left on it that is not told.

    tests/filled_layouts.py target/debug/paiban [LAYOUT...]

Needs pdftoppm. Beside the tests, not one of them: it builds each layout some ten times.
"""
import json, pathlib, re, struct, subprocess, sys, tempfile, zlib

SENTENCE = "渡口的人说潮水退去以后旧码头的灯还亮着船工把缆绳一圈一圈收好等下一班船在雾里靠岸"
# What says that something is missing or white.
ALARMS = re.compile(r"(put/|page/nothing|flow/(hole|free-area|overset|underfull|picture-out|under-picture)|headline/|frame/|picture/|text/|pdf/)")
# Millimetres of a cell of paper, and the share of a page from which on a white rectangle is a hole: more than two lines that a story may leave free with the gaps around them.
CELL, HOLE = 4, 0.06


def run(program, folder, *args):
    done = subprocess.run([program, *args, "--lang", "en"], cwd=folder, capture_output=True, timeout=600)
    told = [json.loads(line) for line in done.stderr.decode().splitlines() if line.startswith("{")]
    return done.returncode, told, done.stdout.decode()


def build(program, folder, *args):
    code, told, _ = run(program, folder, "build", "edition.yaml", "--message-format", "json", "--report", "none", *args)
    return code, told


def picture(path):
    """A grey picture with a slope of tones, of enough pixels for any place."""
    width, height = 3600, 3000
    row = b"\0" + bytes(40 + 180 * x // width for x in range(width))
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(row * height, 1)) + chunk(b"IEND", b""))


def copy(chars):
    """Running text of so many characters, in paragraphs."""
    marks, text = 0, ""
    while len(text) < chars:
        marks += 1
        length = 9 + marks * 7 % 11
        start = marks * 5 % (len(SENTENCE) - length)
        text += SENTENCE[start:start + length] + ("。\n\n" if marks % 6 == 0 else "，")
    return text[:max(chars - 1, 1)].rstrip("，。\n") + "。"


def fill(folder):
    """The entries that the edition proposes, with something for each."""
    edition = (folder / "edition.yaml").read_text()
    for name, entry in re.findall(r"^      # ([\w-]+): (\{.*\})$", edition, re.M):
        # A word alone in the place of an advertisement would be the white that is looked for.
        if "ad" in name.split("-"):
            entry = f"{{picture: pictures/{name}.png}}"
        meant = entry.replace("text: …", "text: 渡口")
        for path in re.findall(r"(?:picture|table): ([^,}]+)", entry):
            if path.endswith(".csv"):
                (folder / path).parent.mkdir(exist_ok=True)
                (folder / path).write_text("队,胜,分\n渡口,3,9\n旧港,2,6\n雾岛,1,3\n")
            else:
                picture(folder / path.rsplit(".", 1)[0].__add__(".png"))
                meant = f"{{picture: {path.rsplit('.', 1)[0]}.png}}"
        edition = re.sub(rf"^      # {name}: .*$", f"      {name}: {meant}", edition, flags=re.M)
    # The words that stand for others.
    edition = re.sub("〔.*?〕", "渡口", edition.replace("paper: 报名", "paper: 渡口报").replace("name: 版名", "name: 要闻"))
    (folder / "edition.yaml").write_text(edition)


# Heads from the longest to the shortest: a place has the first that finds room.
HEADS = [
    "kicker: 旧港守夜人说潮\nheadline: 渡口的灯火照着旧码头，船工守夜等潮平\ndeck: 末班船在雾里靠岸，缆绳收好，岸上的人才肯散去\nbyline: 本报记者 王强",
    "kicker: 旧港守夜人说潮\nheadline: 渡口灯火照旧港，船工守夜\ndeck: 末班船在雾里靠岸\nbyline: 本报记者 王强",
    "headline: 渡口灯火照旧港，船工守夜\nbyline: 本报记者 王强", "headline: 渡口灯火照旧港", "headline: 渡口灯火",
]


def write(folder, stories, heads):
    for name, chars in stories.items():
        (folder / "articles" / f"{name}.md").write_text(f"---\n{HEADS[heads[name]]}\n---\n{copy(chars)}\n")


def fitted(program, folder):
    """Stories as long as their places, below heads that find room: a few rounds of what `fit` says is missing or too much."""
    names = [path.stem for path in (folder / "articles").glob("*.md")]
    stories, heads = {name: 120 for name in names}, {name: 0 for name in names}
    for turn in range(14):
        write(folder, stories, heads)
        told = build(program, folder, "-o", "tried.pdf")[1]
        tight = {name for it in told if it["severity"] == "error" and re.match("headline/|flow/", it["code"])
                 for name in names if re.search(rf"\b{re.escape(name)}/head\b|headline.*\b{re.escape(name)}\b", it["message"])}
        for name in tight:
            heads[name] = min(heads[name] + 1, len(HEADS) - 1)
        rows = json.loads(run(program, folder, "fit", "edition.yaml", "--json")[2] or "[]")
        # At last a line or two may stay free.
        free = 0 if turn < 7 else 2
        wrong = {row["story"]: row for row in rows
                 if row["story"] in stories and (row["lines_over"] or row["lines_free"] > free)}
        if not wrong and not tight:
            break
        for name, row in wrong.items():
            cut = row.get("characters_to_cut") or 0
            # What is cut at the end may come out a line off; at last it is cut with something to spare.
            change = (row.get("characters_to_add") or 0) - cut - (20 if cut and turn >= 7 else 0)
            stories[name] = max(stories[name] + change, 20)


def whitest(folder, pdf):
    """The largest white rectangle of the first page, as a share of it."""
    grey = subprocess.run(["pdftoppm", "-r", "25.4", "-gray", "-singlefile", pdf, "page"], cwd=folder, capture_output=True)
    if grey.returncode:
        return 0
    data = (folder / "page.pgm").read_bytes()
    width, height, pixels = int(data.split()[1]), int(data.split()[2]), data.split(None, 4)[4]
    # Paper outside the type area is white by right: a cell counts between the first and the last ink of its row and column.
    ink = [[min(pixels[y * width + x] for y in range(cy, min(cy + CELL, height)) for x in range(cx, min(cx + CELL, width))) < 250
            for cx in range(0, width, CELL)] for cy in range(0, height, CELL)]
    columns = [x for row in ink for x, is_ink in enumerate(row) if is_ink]
    rows = [y for y, row in enumerate(ink) if any(row)]
    if not rows:
        return 1
    left, right, best, heights = min(columns), max(columns), 0, [0] * len(ink[0])
    for row in ink[min(rows):max(rows) + 1]:
        heights = [0 if is_ink else high + 1 for high, is_ink in zip(heights, row)]
        for start in range(left, right + 1):
            low = heights[start]
            for end in range(start, right + 1):
                low = min(low, heights[end])
                if not low:
                    break
                best = max(best, low * (end - start + 1))
    return best / (len(ink) * len(ink[0]))


def judged(program, folder, layout):
    """What is wrong with a layout that is begun and filled."""
    run(program, folder.parent, "new", folder.name, "--layout", layout, "--date", "2026-03-12")
    code, told = build(program, folder, "--draft", "-o", "begun.pdf")
    if code or not (folder / "begun.draft.pdf").is_file():
        yield f"no draft of it as it is begun: exit {code}"
    empty = [it for it in told if it["code"] == "put/empty"]
    proposed = len(re.findall(r"^      # [\w-]+: \{", (folder / "edition.yaml").read_text(), re.M))
    if len(empty) != proposed or not all(it["hints"] for it in empty):
        yield f"{proposed} places are proposed, {len(empty)} told as empty"
    fill(folder)
    if not re.search("^      [\\w-]+: ", (folder / "edition.yaml").read_text(), re.M):
        # A layout for others to extend: it has a masthead and a folio, and its page is told to be empty.
        if "page/nothing" not in [it["code"] for it in told]:
            yield "it has no place, and its page is not told to be empty"
        return
    fitted(program, folder)
    code, told = build(program, folder, "-o", "filled.pdf")
    alarms = [f"{it['severity']} {it['code']}: {it['message']}" for it in told if ALARMS.match(it["code"]) and it["severity"] != "note"]
    yield from (f"filled: {alarm}" for alarm in alarms)
    if code and not alarms:
        yield f"filled: exit {code}"
    if not code and (white := whitest(folder, "filled.pdf")) > HOLE and not alarms:
        yield f"filled: {white:.0%} of the page is white in one place, and nothing is told"


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    layouts = sys.argv[2:] or sorted(path.name for path in (pathlib.Path(__file__).parent.parent / "layouts").iterdir() if path.is_dir())
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        for layout in layouts:
            faults = list(judged(program, pathlib.Path(name) / layout, layout))
            wrong += bool(faults)
            print(layout, "" if faults else "sound", *(f"\n  {fault}" for fault in faults), flush=True)
    print(len(layouts), "layouts,", wrong, "with faults")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
