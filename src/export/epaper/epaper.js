"use strict";
// Arrow keys turn pages; the search looks through the texts of data.js. Everything else works without this script.
document.addEventListener("keydown", event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input")) return;
  const rel = { ArrowLeft: "prev", ArrowRight: "next", ArrowUp: null, Escape: "up" }[event.key];
  const link = rel && document.querySelector(`nav a[rel=${rel}]`);
  if (link) location.href = link.href;
});

const field = document.getElementById("words");
if (field) {
  const around = 24;
  const snippet = (text, word) => {
    const at = text.toLowerCase().indexOf(word);
    const part = document.createElement("p");
    if (at < 0) { part.textContent = text.slice(0, 2 * around); return part; }
    const mark = document.createElement("mark");
    mark.textContent = text.slice(at, at + word.length);
    part.append(text.slice(Math.max(0, at - around), at), mark, text.slice(at + word.length, at + word.length + around));
    return part;
  };
  const search = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const holds = story => words.every(word => `${story.title}\n${story.text}`.toLowerCase().includes(word));
    const found = words.length ? STORIES.filter(holds) : [];
    document.getElementById("count").textContent = words.length ? `找到 ${found.length} 篇` : "";
    document.getElementById("found").replaceChildren(...found.map(story => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = story.file;
      link.textContent = `${story.title}（${story.pages}版）`;
      item.append(link, snippet(story.text, words[0]));
      return item;
    }));
  };
  // data.js comes after this script.
  addEventListener("load", () => {
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    field.addEventListener("input", search);
    field.form.addEventListener("submit", event => event.preventDefault());
    search();
  });
}
