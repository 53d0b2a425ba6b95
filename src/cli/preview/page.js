"use strict";
// The preview's page. The server tells the state; pictures of pages have addresses that change with what they show.

const WORDS = {
  zh: {
    grid: "网格", frames: "图文框", threads: "串接", slots: "行位", over: "溢文", loose: "疏行", pictures: "图片",
    fit: "适合窗口", stories: "稿件", findings: "提示", source: "原稿", pick: "点一行，看它的稿件、文件和行号。",
    full: "已满", overBy: n => `多 ${n} 行`, freeBy: n => `空 ${n} 行`, chars: n => `${n} 字`, lines: n => `${n} 行`,
    stale: "文件有错，仍显示上一次正确的版面：", none: "没有问题。", page: n => `第 ${n} 版`, used: "调整：", lost: "预览程序没有回应；重新运行 paiban preview。",
    plates: "印版", Cyan: "青", Magenta: "品红", Yellow: "黄", Black: "黑", sum: "总墨量", blank: "没有印版：什么也不印", plateOf: i => `${i}版`, noPlates: "印版算不出来",
    inkTold: (i, c, m) => `${i}：全版 ${c}%，最重 ${m}%`, sumTold: (s, x, y, l) => `总墨量：最重 ${s}%（距左 ${x}、距上 ${y} mm），限 ${l}%；红色处超过`, notWhole: "有的内容没能读出来，也许还会印",
    error: "错误", warning: "警告", note: "说明", keys: "单键快捷键", pages: "版面", overlays: "叠加", zoom: "缩放", smaller: "缩小", larger: "放大", begins: t => `自“${t}”起`, line: (f, n) => `${f} 第 ${n} 行`, code: "文字在版式或期次文件中。",
  },
  en: {
    grid: "Grid", frames: "Frames", threads: "Threads", slots: "Slots", over: "Overset", loose: "Loose lines", pictures: "Pictures",
    fit: "Fit", stories: "Stories", findings: "Findings", source: "Source", pick: "Click a line to see its article, file and line.",
    full: "full", overBy: n => `${n} lines over`, freeBy: n => `${n} lines free`, chars: n => `${n} characters`, lines: n => `${n} lines`,
    stale: "The files have errors; this is the last good page:", none: "Nothing to report.", page: n => `Page ${n}`, used: "used: ", lost: "The preview does not answer; run paiban preview again.",
    plates: "Plates", Cyan: "Cyan", Magenta: "Magenta", Yellow: "Yellow", Black: "Black", sum: "Ink sum", blank: "no plate: nothing prints", plateOf: i => `Plate of ${i}`, noPlates: "the plates cannot be made",
    inkTold: (i, c, m) => `${i}: ${c}% of the page, ${m}% at most`, sumTold: (s, x, y, l) => `Sum of inks: ${s}% at most, at ${x}, ${y} mm; limit ${l}%, red beyond`, notWhole: "some of it could not be read and may print",
    error: "error", warning: "warning", note: "note", keys: "Letter keys", pages: "Pages", overlays: "Overlays", zoom: "Zoom", smaller: "Zoom out", larger: "Zoom in", begins: t => `from “${t}”`, line: (f, n) => `${f}, line ${n}`, code: "The text is in the layout or the edition.",
  },
};
const OVERLAYS = ["grid", "frames", "threads", "slots", "over", "loose", "pictures"];
const SCALES = [0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const MM = 96 / 25.4;
// The whole page is fetched up to this resolution; beyond it, the part that is seen.
const WHOLE_PPI = 110;

const $ = id => document.getElementById(id);
let words = WORDS[(navigator.language || "").startsWith("zh") ? "zh" : "en"];
let state = { version: 0, pages: [], stories: [], findings: [] };
let page = 0;
let zoom = 0; // 0 fits the window
let overlay = null;
let chosen = null;
let plate = null; // the name of an ink, or "sum"
let inks = null; // the inks of the page that is shown
let hasChosenWords = false;
let hasKeys = true; // whether single letters are shortcuts (WCAG 2.1.4)
const on = new Set();

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const shape = (name, attributes, text) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};

const isNarrow = () => window.matchMedia("(max-width: 60rem)").matches;
const PLATE_KEYS = { c: "Cyan", m: "Magenta", y: "Yellow", k: "Black", s: "sum" };
const plateWords = name => words[name] ?? name;

function scale() {
  const now = state.pages[page];
  if (zoom || !now) return zoom || 1;
  const view = $("view");
  const beside = plate && !isNarrow() ? 2 : 1;
  const told = plate ? 32 : 0; // what is said below a plate
  return Math.min((view.clientWidth - 32 - 16 * (beside - 1)) / beside / (now.width * MM), (view.clientHeight - 32 - told) / (now.height * MM));
}

// Where the pictures of the two sheets are: the page, and the plate that is chosen.
const pageAt = now => `/picture/${page}/${now.key}`;
const plateAt = now => `/plate/${page}/${now.key}/${plate === "sum" ? plate : inks.inks.findIndex(row => row.ink === plate)}`;

function address(at, ppi, x, y, width, height) {
  const hundredths = [x, y, width, height].map(mm => Math.round(mm * 100));
  return `${at}/${Math.round(ppi)},${hundredths.join(",")}.png`;
}

// A picture is shown only when it has come, so that nothing flickers.
async function load(image, url) {
  if (image.dataset.url === url) return image.getAttribute("src") === url;
  image.dataset.url = url;
  const fresh = new Image();
  fresh.src = url;
  try { await fresh.decode(); } catch { return false; }
  const isWanted = image.dataset.url === url;
  if (isWanted) image.src = url;
  return isWanted;
}

async function draw() {
  const now = state.pages[page];
  if (!now) return;
  const size = scale();
  const ratio = window.devicePixelRatio || 1;
  for (const sheet of ["sheet", "plate"]) {
    $(sheet).style.width = `${now.width * MM * size}px`;
    $(sheet).style.height = `${now.height * MM * size}px`;
  }
  $("scale").textContent = `${Math.round(size * 100)}%`;
  $("over").setAttribute("viewBox", `0 0 ${now.width} ${now.height}`);
  // Labels keep their size on the screen: in the picture's millimetres they grow as it shrinks.
  $("over").style.setProperty("--label", `${12 / (MM * size)}px`);
  $("whole").alt = `${words.page(now.number)} ${now.name}`;
  const version = state.version;
  const ppi = Math.min(96 * size * ratio, WHOLE_PPI);
  drawPlate(now, ppi);
  const isShown = await load($("whole"), address(pageAt(now), ppi, 0, 0, now.width, now.height));
  if (isShown && version === state.version) document.body.dataset.shown = version;
  sharpen();
}

// Beyond the whole page's resolution, the part that is seen is fetched as sharp as the screen.
let sharpening = 0;
function sharpen() {
  clearTimeout(sharpening);
  const now = state.pages[page];
  const ppi = 96 * scale() * (window.devicePixelRatio || 1);
  if (!now || ppi <= WHOLE_PPI) { $("part").hidden = $("plate-part").hidden = true; return; }
  sharpening = setTimeout(async () => {
    if (await sharpenPart($("sheet"), $("part"), pageAt(now), now, ppi)) document.body.dataset.sharp = Math.round(ppi);
    if (hasPlate()) await sharpenPart($("plate"), $("plate-part"), plateAt(now), now, ppi);
  }, 60);
}

async function sharpenPart(paper, part, at, now, ppi) {
  const view = $("view").getBoundingClientRect();
  const sheet = paper.getBoundingClientRect();
  const mm = MM * scale();
  const left = Math.max(0, (view.left - sheet.left) / mm), top = Math.max(0, (view.top - sheet.top) / mm);
  const right = Math.min(now.width, (view.right - sheet.left) / mm), bottom = Math.min(now.height, (view.bottom - sheet.top) / mm);
  if (right - left < 1 || bottom - top < 1) return false;
  if (!await load(part, address(at, ppi, left, top, right - left, bottom - top))) return false;
  Object.assign(part.style, { left: `${left * mm}px`, top: `${top * mm}px`, width: `${(right - left) * mm}px`, height: `${(bottom - top) * mm}px` });
  part.hidden = false;
  return true;
}

// The inks of one page are not those of another.
const hasPlate = () => Boolean(plate && inks && inks.key === state.pages[page]?.key && (plate === "sum" || inks.inks.some(row => row.ink === plate)));

async function drawPlate(now, ppi) {
  $("film").hidden = !plate;
  if (!hasPlate()) { $("film").setAttribute("aria-busy", inks !== undefined); tellPlate(); return; }
  const name = plateWords(plate);
  $("plate-whole").alt = words.plateOf(name);
  tellPlate();
  const url = address(plateAt(now), ppi, 0, 0, now.width, now.height);
  $("film").setAttribute("aria-busy", $("plate-whole").getAttribute("src") !== url);
  if (await load($("plate-whole"), url)) {
    $("film").removeAttribute("aria-busy");
    document.body.dataset.plate = plate;
  }
}

function tellPlate() {
  const row = inks?.inks.find(row => row.ink === plate);
  let told = "";
  if (plate && inks === undefined) told = words.noPlates;
  else if (row) told = row.most ? words.inkTold(plateWords(plate), row.coverage, row.most) : words.blank;
  else if (plate === "sum" && inks) told = words.sumTold(inks.heaviest, ...inks.at, inks.limit);
  if (told && inks && !inks.whole) told += ` — ${words.notWhole}`;
  if ($("plate-told").textContent !== told) $("plate-told").textContent = told;
}

// The inks of a page are asked for when a plate is; those of the process stand in the bar before that.
async function fetchInks() {
  const now = state.pages[page];
  if (!plate || !now) return;
  if (inks?.key === now.key) return;
  inks = null;
  const answer = await fetch(`/inks/${page}/${now.key}`).catch(() => null);
  if (state.pages[page]?.key !== now.key) return;
  inks = answer?.ok ? { ...await answer.json(), key: now.key } : undefined;
  // A spot ink of one page need not be on the next.
  if (inks && plate !== "sum" && !inks.inks.some(row => row.ink === plate)) plate = "sum";
  keepingFocus(fillPlates);
  draw();
}

function fillPlates() {
  const rows = inks?.inks ?? ["Cyan", "Magenta", "Yellow", "Black"].map(ink => ({ ink, most: 1 }));
  const choices = [...rows, { ink: "sum", most: 1 }];
  $("plates").setAttribute("aria-label", words.plates);
  $("plates").replaceChildren(...choices.map(({ ink, most }) => {
    const button = element("button", { "data-plate": ink, "data-focus": `plate ${ink}`, "aria-pressed": plate === ink }, plateWords(ink));
    const key = Object.keys(PLATE_KEYS).find(key => PLATE_KEYS[key] === ink);
    button.title = [most ? "" : words.blank, key ?? (ink === "sum" ? "" : "o")].filter(Boolean).join(" · ");
    button.classList.toggle("blank", !most);
    button.addEventListener("click", () => showPlate(ink));
    return button;
  }));
}

function showPlate(name) {
  plate = plate === name ? null : name;
  delete document.body.dataset.plate;
  $("plate-part").hidden = true;
  keepingFocus(fillPlates);
  draw();
  fetchInks();
}

// The spot inks one after the other; none at their end.
function nextSpot() {
  const spots = (inks?.inks ?? []).map(row => row.ink).slice(4);
  const next = spots[spots.indexOf(plate) + 1] ?? (spots.includes(plate) ? plate : null);
  if (next) showPlate(next);
}

async function fetchOverlay() {
  const answer = await fetch(`/overlay/${page}`);
  overlay = answer.ok ? await answer.json() : null;
  drawOverlay();
}

const box = ([x, y, width, height], name) => shape("rect", { x, y, width, height, class: name });
// Where reading begins and ends in a column: at its head and foot, of vertical text at its right and left.
const start = ({ area: [x, y, width, height], vertical }) => vertical ? [x + width, y + height / 2] : [x + width / 2, y];
const end = ({ area: [x, y, width, height], vertical }) => vertical ? [x, y + height / 2] : [x + width / 2, y + height];

function drawOverlay() {
  const over = $("over");
  over.replaceChildren();
  if (!overlay) return;
  if (on.has("grid")) {
    const { area: [x, y, width, height], first, leading, rows, columns, gutter } = overlay.grid;
    for (let row = 0; row < rows; row++) {
      const at = y + first + row * leading;
      over.append(shape("line", { x1: x, x2: x + width, y1: at, y2: at, class: "grid" }));
    }
    const column = (width - gutter * (columns - 1)) / columns;
    for (let at = 0; at < columns; at++) over.append(box([x + at * (column + gutter), y, column, height], "grid"));
  }
  if (on.has("slots")) {
    overlay.lines.forEach(line => over.append(box(line.area, "used")));
    overlay.free.forEach(area => over.append(box(area, "free")));
  }
  if (on.has("frames")) {
    for (const frame of overlay.frames) {
      frame.parts.forEach(part => over.append(box(part, "frame")));
      over.append(shape("text", { x: frame.parts[0][0] + 0.6, y: frame.parts[0][1], dy: "1em", class: "frame-name" }, frame.name));
    }
  }
  if (on.has("pictures")) {
    for (const picture of overlay.pictures) {
      over.append(box(picture.area, picture.low ? "picture low" : "picture"));
      const told = picture.ppi ? `${picture.name} ${picture.ppi} ppi` : picture.name;
      over.append(shape("text", { x: picture.area[0] + 1, y: picture.area[1], dy: "1em" }, told));
    }
  }
  if (on.has("loose")) overlay.lines.filter(line => line.fit).forEach(line => over.append(box(line.area, "loose")));
  if (on.has("threads")) drawThreads(over);
  if (on.has("over")) {
    for (const story of overlay.over) {
      over.append(box(story.area, "over"));
      const [x, y, , height] = story.area;
      over.append(shape("text", { x: x + 1, y: y + height - 1, class: "bad" }, `${story.story}: ${words.overBy(story.lines)} (${words.chars(story.characters)}) ${words.begins(story.begins)}`));
    }
  }
  if (chosen) overlay.lines.filter(line => line.file === chosen.file && line.line === chosen.line && line.id === chosen.id).forEach(line => over.append(box(line.area, "chosen")));
}

function drawThreads(over) {
  const marker = shape("marker", { id: "arrow", viewBox: "0 0 6 6", refX: 5, refY: 3, markerWidth: 6, markerHeight: 6, orient: "auto" });
  marker.append(shape("path", { d: "M0,0 L6,3 L0,6 z", fill: "#1b7f3b" }));
  over.append(marker);
  for (const thread of overlay.threads) {
    thread.stops.slice(1).forEach((stop, at) => {
      const before = thread.stops[at];
      if (before.page !== page && stop.page !== page) return;
      const [x1, y1] = before.page === page ? end(before) : start(stop);
      if (before.page === stop.page) {
        const [x2, y2] = start(stop);
        over.append(shape("path", { d: `M${x1},${y1} L${x2},${y2}`, class: "thread" }));
      } else {
        const other = state.pages[before.page === page ? stop.page : before.page];
        over.append(shape("text", { x: x1, y: y1, fill: "#1b7f3b" }, `${before.page === page ? "→" : "←"} ${other ? other.number : ""} ${thread.story}`));
      }
    });
  }
}

function choose(line) {
  chosen = line;
  const source = $("source");
  source.replaceChildren();
  if (!line) { source.textContent = words.pick; drawOverlay(); return; }
  source.append(element("p", {}, element("strong", {}, line.story), ` — ${line.file ? words.line(line.file, line.line) : words.code}`));
  const pre = element("pre");
  line.source.forEach((text, at) => {
    const number = line.from + at;
    const row = `${number}  ${text}\n`;
    pre.append(number === line.line ? element("mark", {}, row) : row);
  });
  source.append(pre);
  drawOverlay();
}

$("sheet").addEventListener("click", event => {
  const now = state.pages[page];
  if (!overlay || !now) return;
  const sheet = $("sheet").getBoundingClientRect();
  const x = (event.clientX - sheet.left) / sheet.width * now.width, y = (event.clientY - sheet.top) / sheet.height * now.height;
  const hit = overlay.lines.findLast(({ area: [left, top, width, height] }) => x >= left && x <= left + width && y >= top && y <= top + height);
  if (hit) choose(hit);
});

function fillStories() {
  const list = $("stories");
  const key = JSON.stringify([state.stories, words === WORDS.zh]);
  const openLists = [...list.querySelectorAll("[aria-expanded=true]")];
  if (list.dataset.key === key) {
    for (const button of openLists) listLines(state.stories.find(story => story.id === button.dataset.story), button.parentElement.lastElementChild);
    return;
  }
  list.dataset.key = key;
  const open = new Set(openLists.map(button => button.dataset.story));
  list.replaceChildren();
  let last = null;
  for (const story of state.stories) {
    const first = story.id.split("/")[0];
    if (first !== last) list.append(element("h3", {}, words.page(first)));
    last = first;
    const fit = story.lines_over ? element("span", { class: "bad" }, words.overBy(story.lines_over))
      : story.lines_free ? element("span", { class: "fair" }, words.freeBy(story.lines_free)) : words.full;
    const button = element("button", { "aria-expanded": open.has(story.id), "data-story": story.id, "data-focus": `story ${story.id}` }, `${story.story}${story.headline ? ` ${story.headline}` : ""} · `, fit);
    const used = story.used.length ? ` · ${words.used}${(words === WORDS.zh ? story.used_chinese : story.used).join(", ")}` : "";
    const about = element("small", {}, `${story.pages.map(words.page).join(", ")} · ${words.chars(story.characters)} · ${words.lines(story.lines)}${used}`);
    const lines = element("div", {});
    const item = element("div", { class: "story" }, button, about, lines);
    button.addEventListener("click", () => toggleStory(story, button, lines));
    list.append(item);
    if (open.has(story.id)) listLines(story, lines);
  }
}

async function toggleStory(story, button, lines) {
  const isOpen = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", !isOpen);
  lines.replaceChildren();
  if (isOpen) return;
  const first = state.pages.findIndex(row => story.pages.includes(row.number));
  if (first >= 0 && !story.pages.includes(state.pages[page]?.number)) await go(first);
  listLines(story, lines);
}

function listLines(story, lines) {
  const seen = new Map();
  lines.replaceChildren();
  for (const line of overlay?.lines.filter(line => line.id === story.id) ?? []) {
    // Lines of the same text are told apart by their turn.
    const turn = (seen.get(line.text) ?? 0) + 1;
    seen.set(line.text, turn);
    const button = element("button", { class: "line", "data-focus": `line ${line.id} ${line.text} ${turn}` }, line.text);
    button.addEventListener("click", () => choose(line));
    lines.append(button);
  }
}

const inWords = finding => words === WORDS.zh ? finding.chinese : finding;

// A finding that has a place on the pages is a button that goes there.
function jump(told, finding, at) {
  if (told.page === null) return finding.message;
  const button = element("button", { class: "jump", "data-focus": `finding ${at} ${told.code}` }, finding.message);
  button.addEventListener("click", async () => {
    await go(told.page);
    const lines = overlay?.lines.filter(line => line.file === told.file && line.line) ?? [];
    choose(lines.findLast(line => line.line <= told.line) ?? lines[0] ?? null);
  });
  return button;
}

function fillFindings() {
  const list = $("findings");
  list.replaceChildren();
  if (!state.findings.length) list.append(element("li", {}, words.none));
  for (const [at, told] of state.findings.entries()) {
    const finding = inWords(told);
    const where = finding.file ? `${finding.file}:${finding.line}:${finding.column}` : "";
    const level = finding.severity === "error" ? "bad" : finding.severity === "warning" ? "fair" : "";
    list.append(element("li", {}, element("span", { class: level }, `${words[finding.severity]}: `), jump(told, finding, at),
      element("small", {}, [where, ...finding.hints].filter(Boolean).join(" — "))));
  }
  const first = state.findings.find(finding => finding.severity === "error");
  const worst = first && inWords(first);
  const alert = $("alert");
  document.body.classList.toggle("stale", state.stale);
  alert.hidden = !state.stale;
  alert.textContent = state.stale && worst
    ? `${words.stale}\n${worst.file ? `${worst.file}:${worst.line}:${worst.column}: ` : ""}${worst.message}\n${worst.hints.join("\n")}` : "";
}

function fillHeader() {
  document.title = state.title || "paiban";
  $("title").textContent = state.title || "paiban";
  document.documentElement.lang = words === WORDS.zh ? "zh" : "en";
  $("language").textContent = words === WORDS.zh ? "English" : "中文";
  $("language").lang = words === WORDS.zh ? "en" : "zh";
  for (const part of ["stories", "findings", "source"]) $(`${part}-title`).textContent = words[part];
  $("fit").textContent = words.fit;
  for (const part of ["pages", "overlays", "zoom", "smaller", "larger"]) $(part).setAttribute("aria-label", words[part]);
  $("stories-title").closest("aside").setAttribute("aria-label", words.stories);
  fillPlates();
  $("keys").textContent = words.keys;
  $("keys").setAttribute("aria-pressed", hasKeys);
  $("pages").replaceChildren(...state.pages.map((row, at) => {
    const button = element("button", { title: row.name, "data-focus": `page ${row.number}` }, row.number);
    if (at === page) button.setAttribute("aria-current", "page");
    button.addEventListener("click", () => go(at));
    return button;
  }));
  $("overlays").replaceChildren(...OVERLAYS.map((name, at) => {
    const button = element("button", { id: `show-${name}`, "data-focus": `show ${name}`, "aria-pressed": on.has(name), title: `Alt+${at + 1}` }, words[name]);
    button.addEventListener("click", () => toggle(name));
    return button;
  }));
}

function toggle(name) {
  if (!on.delete(name)) on.add(name);
  $(`show-${name}`).setAttribute("aria-pressed", on.has(name));
  drawOverlay();
}

// Lists are built anew; who was in one stays at what has the same name.
function keepingFocus(fill) {
  const name = document.activeElement?.dataset?.focus;
  fill();
  if (name && document.activeElement?.dataset?.focus !== name) document.querySelector(`[data-focus="${CSS.escape(name)}"]`)?.focus({ preventScroll: true });
}

async function go(to) {
  if (to < 0 || to >= state.pages.length) return;
  page = to;
  overlay = null;
  keepingFocus(fillHeader);
  draw();
  fetchInks();
  await fetchOverlay();
}

function rescale(to) {
  const view = $("view");
  const before = scale();
  const x = (view.scrollLeft + view.clientWidth / 2) / before, y = (view.scrollTop + view.clientHeight / 2) / before;
  zoom = to;
  const after = scale();
  $("part").hidden = $("plate-part").hidden = true;
  draw();
  view.scrollTo(x * after - view.clientWidth / 2, y * after - view.clientHeight / 2);
}

const larger = () => rescale(SCALES.find(step => step > scale() + 0.01) ?? SCALES.at(-1));
const smaller = () => rescale(SCALES.findLast(step => step < scale() - 0.01) ?? SCALES[0]);
$("larger").addEventListener("click", larger);
$("smaller").addEventListener("click", smaller);
$("fit").addEventListener("click", () => rescale(0));
$("view").addEventListener("scroll", sharpen, { passive: true });
window.addEventListener("resize", draw);
$("language").addEventListener("click", () => {
  words = words === WORDS.zh ? WORDS.en : WORDS.zh;
  hasChosenWords = true;
  show();
});
$("keys").addEventListener("click", () => {
  hasKeys = !hasKeys;
  $("keys").setAttribute("aria-pressed", hasKeys);
});

// A page larger than the view is scrolled by screens, and so is the panel beside it.
function scrolls(event) {
  const view = $("view");
  if (event.target.closest("aside")) return true;
  if (view.scrollHeight <= view.clientHeight + 1) return false;
  if (event.target === view) return true;
  view.scrollBy(0, (event.key === "PageDown" ? 0.9 : -0.9) * view.clientHeight);
  event.preventDefault();
  return true;
}

document.addEventListener("keydown", event => {
  if (event.altKey && OVERLAYS[event.key - 1]) toggle(OVERLAYS[event.key - 1]);
  else if (event.altKey || event.ctrlKey || event.metaKey) return;
  else if (event.key === "PageDown" || event.key === "PageUp") {
    if (scrolls(event)) return;
    go(page + (event.key === "PageDown" ? 1 : -1));
  } else if (!hasKeys || event.target.closest("button, a, input, select, textarea")) return;
  else if (event.key === "n") go(page + 1);
  else if (event.key === "p") go(page - 1);
  else if (event.key === "+" || event.key === "=") larger();
  else if (event.key === "-") smaller();
  else if (event.key === "0") rescale(0);
  else if (PLATE_KEYS[event.key]) showPlate(PLATE_KEYS[event.key]);
  else if (event.key === "o") nextSpot();
  else if (event.key === "Escape" && plate) showPlate(plate);
  else return;
  event.preventDefault();
});

function show() {
  page = Math.min(page, Math.max(0, state.pages.length - 1));
  if (!hasChosenWords && state.language) words = WORDS[state.language];
  keepingFocus(() => { fillHeader(); fillFindings(); });
  draw();
  fetchInks();
  fetchOverlay().then(() => { keepingFocus(fillStories); choose(overlay?.lines.find(line => chosen && line.id === chosen.id && line.file === chosen.file && line.line === chosen.line) ?? null); });
}

async function follow() {
  for (;;) {
    try {
      const answer = await fetch(`/state?since=${state.version}`);
      const next = await answer.json();
      if (next.version !== state.version) { state = next; show(); }
    } catch {
      $("alert").hidden = false;
      $("alert").textContent = words.lost;
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  }
}
follow();
