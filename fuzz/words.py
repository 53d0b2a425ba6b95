#!/usr/bin/env python3
"""Looks for editions that build without an error and print other words than were typed.

    fuzz/words.py PROGRAM [MINUTES] [SEED]

Every paper is made of a seed. Every Chinese letter stands in it once, so that one that is missing on paper, stands there twice or in another place is known by
itself. The paper is then spoilt as a tired hand does it, built by PROGRAM, and read back with poppler's pdftotext. A letter may be missing only where a finding
tells of its line. Papers that fail are left in `fuzz/words-SEED/`.
"""

import json, pathlib, random, re, subprocess, sys, tempfile, time

LETTERS = [chr(code) for code in range(0x4E00, 0x9FA5) if len(chr(code).encode("gb2312", "ignore")) == 2]
LAYOUT = """paper: W
date: 2026-03-12
pages:
  - layout:
      page: {trim: [200mm, 300mm], margins: 10mm, grid: {columns: 2, gutter: 5mm}}
      frames:
        head: {area: {columns: 1-2, rows: 1-14}}
        text: {area: {columns: 1, rows: 15-60}}
        note: {area: {columns: 2, rows: 15-30}}
        table: {area: {columns: 2, rows: 32-50}}
      stories: {lead: {head: head, body: [text]}}
    put:
      lead: a.md
      table: {table: t.csv}
      note: {text: NOTE}
"""
#: What is typed around words, and what slips in among them.
AROUND = ["**%s**", "*%s*", "***%s***", ":dot[%s]", ":name[%s]", ":ruby[%s]{ab}", "“%s”", "（%s）", "《%s》", "%s", "%s", "%s，", "%s。", "[%s](https://example.com)"]
BLOCKS = ["%s", "%s", "%s", "## %s", "- %s", "1. %s", "> %s", "　　%s"]
SLIPS = list("*_`#>-[](){}<>|~\\:：&!\"'%@^$=+/ 　\n\t,，.;；") + ["**", "~~", "##", "\n\n", "\n---\n", "    ", "<b>", "</b>", "<br>", "&nbsp;", "<!--", "-->", ":dot[", "]{", "[^1]", "[^1]: ", "![", "](", "1. ", "- [ ] ", "\\n", "{page}", ": ", " #", "\r", "\u200b", "\ufeff", "\u00ad", "://"]


def paper(rng):
    letters = iter(rng.sample(LETTERS, 900))
    words = lambda most: "".join(next(letters) for _ in range(rng.randint(1, most)))
    line = lambda: "".join(rng.choice(AROUND) % words(5) for _ in range(rng.randint(1, 5)))
    plain = lambda: words(4) + rng.choice(["", " ", "，", "AI ", "　"]) + words(4)
    front = "".join(f"{key}: {plain()}\n" for key in ["kicker", "headline", "deck", "byline", "dateline"] if key == "headline" or rng.random() < 0.5)
    body = "\n\n".join(rng.choice(BLOCKS) % line() for _ in range(rng.randint(1, 7)))
    table = "\n".join(",".join(words(3) for _ in range(3)) for _ in range(3))
    return {"a.md": f"---\n{front}---\n{body}\n", "e.yaml": LAYOUT.replace("NOTE", plain()), "t.csv": table + "\n"}


def spoilt(rng, files):
    for _ in range(rng.randint(0, 4)):
        name = rng.choice(["a.md", "a.md", "a.md", "e.yaml", "t.csv"])
        text = files[name]
        at, end = sorted(rng.choices(range(len(text) + 1), k=2))
        if name == "e.yaml":
            at = max(text.find("note: {t"), 0) + rng.randint(0, 22)
        end = min(end, at + rng.randint(1, 6))
        files[name] = text[:at] + rng.choice([rng.choice(SLIPS), rng.choice(SLIPS), text[at:end], ""]) + (text[at:] if rng.random() < 0.8 else text[end:])
    return files


def is_letter(sign):
    return "\u4e00" <= sign <= "\u9fa5"


def wrong(program, files, folder):
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    run = subprocess.run([program, "build", "e.yaml", "-o", "o.pdf", "--no-preflight", "--report", "none", "--message-format", "json"], cwd=folder, capture_output=True, timeout=60)
    if run.returncode not in (0, 1, 2):
        return f"exit {run.returncode}"
    if run.returncode:
        # The text check itself must not be what refuses a paper.
        return "text check" if b'"code":"text/' in run.stderr and b"unknown-variable" not in run.stderr else None
    findings = list(map(json.loads, run.stderr.splitlines()))
    told = {(said.get("file"), said.get("line")) for said in findings}
    # A note to colleagues may run over several lines and is told word for word.
    named = "".join(said["message"] for said in findings if said["code"] == "article/remark")
    page = subprocess.run(["pdftotext", "-raw", "o.pdf", "-"], cwd=folder, capture_output=True, timeout=60).stdout.decode()
    printed = "".join(filter(is_letter, page))
    lines = [(name, at, line) for name in files for at, line in enumerate(re.split("\r\n|\n|\r", files[name]) if name != "a.md" else files[name].split("\n"), 1)]
    for name, at, line in lines:
        for letter in filter(is_letter, line):
            typed = sum(text.count(letter) for text in files.values())
            if printed.count(letter) < typed and (name, at) not in told and letter not in named:
                return f"{letter} of {name}:{at} is not printed"
    for letter in set(printed):
        if printed.count(letter) > sum(text.count(letter) for text in files.values()):
            return f"{letter} is printed too often"
    body = "".join(filter(is_letter, files["a.md"].split("---\n", 2)[-1]))
    kept = [letter for letter in body if printed.count(letter) == 1 == body.count(letter)]
    places = [printed.index(letter) for letter in kept]
    return None if places == sorted(places) else "the order changed"


def main():
    program, minutes, seed = str(pathlib.Path(sys.argv[1]).resolve()), float((sys.argv + ["", "1"])[2] or 1), int((sys.argv[3:] or ["1"])[0])
    end, first, failed = time.time() + minutes * 60, seed, []
    while time.time() < end:
        rng = random.Random(seed)
        with tempfile.TemporaryDirectory() as folder:
            files = spoilt(rng, paper(rng))
            why = wrong(program, files, pathlib.Path(folder))
        if why:
            failed.append(seed)
            print(f"seed {seed}: {why}", flush=True)
            kept = pathlib.Path(__file__).parent / f"words-{seed}"
            kept.mkdir(exist_ok=True)
            for name, text in files.items():
                (kept / name).write_text(text, encoding="utf-8", newline="")
        seed += 1
    print(f"{seed - first} papers, seeds {first} to {seed - 1}; {len(failed)} wrong")
    return bool(failed)


sys.exit(main())
