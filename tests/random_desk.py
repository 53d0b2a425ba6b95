#!/usr/bin/env python3
"""Articles and values as a hurried desk types them, at random: what is built without a finding must print as it was typed.

    tests/random_desk.py target/debug/paiban [minutes] [seed]

Needs pdftotext. Beside the tests, not one of them: it prints what differs, each with the seed that makes it again.
"""
import json, pathlib, random, re, subprocess, sys, tempfile, time

PARTS = [
    "海港", "开放", "张*", "、李*明", "王**", "138****1234", "5*3", "长*宽", "。\n\n", "。\n", "\n", "　　", "1. ", "2、",
    "一、", "（一）", "①", "问：", "\n答：", "- ", "> ", "## ", "##", "#话题#", "(注)", "[1]", "[图]", ":", "：", "A", "<5", "&",
    "&amp;", "http://a.example/?a=1&b=2", "“", "”", "（", "）", "——", "~", "~~", "`", "\\", "|", "！", "![", "](x)", "10%", "-5℃", " ",
    "\t", "￥", "@a", "$", "^", "{", "}", "=", "+", "1) ", "＊＊", "＃", "：dot[", ":dot[点]", ":sup[2]", "】", "【", "3月12日（星期四）",
    "<!-- 核 -->", "※", "\r\n", "\u200b", "5***", "3*4*5", "**50", "卡号6222***8888", "酒店***", "张**", "**重点**", "*楷*", "* * *",
    "AT&T", "R&D", "&nbsp;", "&lt;", "&#8226;", "&nbsp", "&amp；", "__1__", "（__）", "_a_b", "______", "此致\n敬礼", "\n2026年3月12日",
    "编辑同志：\n　　您好！", "\n  缩进", "[注1]", "\n[2] 同上", "1.1 细则", "\n临澜 13 32", "1. 总则\n   1.1 细则", "\n##\n\n", "---\n",
    "——摘自网络", "“", "他说\"好\"", "he's", "10:30", "2:1", "3月13日 8:00—17:00\n", "1#—35#", "95598（24小时）", "a@b.cn", "😀", "½", "⺠", "〇", "¥3.5/斤",
    "¹", "①②", "×", "÷", "≈", "25°C", "A股", "C++", "@李明", "#3号楼", "第1/2页", "（续）", "《", "》", "？！", "……", "...", "。。", ",,", "(", ")",
]
VALUES = [
    "渔船", "李雨 摄", ",", ", ", "，", ": ", "：", " #1", "#", "1,234", "[图] ", "*通知*", "%5", "&好", "!", "{", "}", "“", "”", '"', "'",
    "- ", "| ", "@", "~", "null", "yes", "2026-03-12", "0123", "甲", "A", "图说",
    "I'm", "'", "港口, 码头", "\n      三年建成", "&amp;", "<br>", "(", "）", "?", "港口：开工", "10:30", "—", "/", "\\", "2:1", "**", "*", "　",
]
# How words are put into a frame: the last are slips.
PUTS = [
    "{{text: {0}}}", "{{text: {0}, style: body}}", "{{\n        text: {0},\n        style: body\n      }}", "{{\n        text: {0}\n      }}",
    "\n        text: {0}", "\n        text: |\n          {0}", "{{text:{0}}}", "{{text：{0}}}", "{{text: {0},}}", "text: {0}", "{0}",
]
EDITION = """paper: 报
date: 2026-03-12
proofread: ignore
free: {{rows: 900, area: 100%}}
pages:
  - layout:
      frames:
        head: {{area: {{columns: 1-6, rows: 1-9}}}}
        text: {{area: {{columns: 1-6, rows: 11-40}}}}
        note: {{area: {{columns: 1-6, rows: 42-49}}}}
      stories: {{lead: {{head: head, body: [text]}}}}
    put:
      lead: a.md
      note: {note}
"""
# What is told of how a text sets, not of what it says.
HOW = re.compile(r"(flow|punctuation|date|picture|makeup)/")


# Marks that are meant, and what prints for them.
MEANT = [
    (r"\\([\n!-/:-@\[-`{-~])", r"\1"), (r":dot\[点\]", "点"), (r":sup\[2\]", "²"), (r"&amp;", "&"), (r"\*通知\*", "通知"),
    (r"\*\*重点\*\*", "重点"), (r"\*楷\*", "楷"), (r"(?m)^#{1,6} ", ""),
    # Stars before a word and behind one are a look, whatever the word is.
    (r"(?<![\d*])\*\*(50[^\d*\n][^*\n]*)\*\*(?!\*)", r"\1"),
]
# A sign of YAML's own before lines further in: a block's, or a comment without words.
VALUE = [(r"^[|#] *\n", "")] + MEANT[1:]
# At the beginning of an article's line; in values these marks print.
BLOCKS = [(r"(?m)^- ", "●"), (r"(?m)^> ", "")]


def blankless(text):
    # pdftotext takes a backquote beside a letter for its accent.
    return re.sub(r"[\s\u200b\ufeff]", "", text).replace("\u0300", "`")


# Stands for the colon behind a backslash until all marks are read.
COLON = "\ue000"


def prints(text, marks):
    if marks is not VALUE:
        text = text.replace("\\:", COLON)
    for mark, meant in marks:
        text = re.sub(mark, meant, text)
    return blankless(text.replace(COLON, ":"))


def some(parts, most, rng):
    return "".join(rng.choice(parts) for _ in range(rng.randint(1, most)))


def written(rng, folder):
    """Writes a paper; what it must print, in any order of its three texts."""
    head, body, note = some(VALUES, 2, rng), "字" + some(PARTS, 5, rng) + "字", some(VALUES, 2, rng)
    put = rng.choice(PUTS) if rng.random() < 0.3 else PUTS[0]
    (folder / "a.md").write_bytes(f"---\nheadline: {head}\n---\n{body}\n".encode())
    (folder / "edition.yaml").write_text(EDITION.format(note=put.format(note)))
    # In values a backslash prints.
    return [prints(head, VALUE), prints(body, MEANT + BLOCKS), prints(note, VALUE)]


def built(program, folder):
    done = subprocess.run([program, "build", "edition.yaml", "--no-preflight", "--message-format", "json", "--report", "none"],
                          cwd=folder, capture_output=True, timeout=60)
    told = [json.loads(line) for line in done.stderr.decode().splitlines() if line.startswith("{")]
    return done.returncode, [it["code"] for it in told if not HOW.match(it["code"])]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    minutes = float(sys.argv[2]) if len(sys.argv) > 2 else 15
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    end, seed, sound, wrong = time.time() + 60 * minutes, first, 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        while time.time() < end:
            texts = written(random.Random(seed), folder)
            code, told = built(program, folder)
            if code > 1:
                print("seed", seed, "exit", code, texts)
            if code == 0 and not told:
                sound += 1
                page = subprocess.run(["pdftotext", "-raw", "edition.pdf", "-"], cwd=folder, capture_output=True).stdout.decode()
                page = blankless(page)
                if any(text not in page for text in texts) or len(page) != sum(map(len, texts)):
                    wrong += 1
                    print("seed", seed, texts, "printed", page)
            seed += 1
    print(seed - first, "papers,", sound, "without a finding,", wrong, "of them otherwise than typed")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
