"use strict";
// The page without this script is whole; with it, alerts are filtered, shown fifty at a time, and walked by keys.
(() => {
  const SHOWN = 50;
  const cards = [...document.querySelectorAll("article.alert")];
  const leaves = [...document.querySelectorAll("section.leaf")];
  const bar = document.querySelector(".bar");
  if (!cards.length || !bar) return;
  const text = document.getElementById("filter");
  const picks = [...bar.querySelectorAll("select[data-field]")];
  const order = document.getElementById("order");
  const told = document.getElementById("told");
  const [back, on] = ["back", "on"].map((id) => document.getElementById(id));
  const words = new Map(cards.map((card) => [card, card.textContent.normalize("NFKC").toLowerCase()]));
  const strongest = new Map(cards.map((card, at) => [card, at]));
  let found = cards, page = 0, at = -1;

  const sorted = (list) => order.value === "row"
    ? [...list].sort((a, b) => a.dataset.row - b.dataset.row || strongest.get(a) - strongest.get(b))
    : [...list].sort((a, b) => strongest.get(a) - strongest.get(b));

  function show() {
    const pages = Math.max(1, Math.ceil(found.length / SHOWN));
    page = Math.min(page, pages - 1);
    const here = found.slice(page * SHOWN, (page + 1) * SHOWN);
    const visible = new Set(here);
    for (const card of cards) card.hidden = !visible.has(card);
    for (const leaf of leaves) leaf.hidden = !leaf.querySelector("article:not([hidden])");
    if (order.value === "row") for (const card of here) card.closest(".deck").append(card);
    const first = found.length ? page * SHOWN + 1 : 0;
    told.textContent = `${first}–${page * SHOWN + here.length} of ${found.length}` +
      (found.length < cards.length ? ` (${cards.length} in all)` : "");
    back.disabled = page === 0;
    on.disabled = page >= pages - 1;
  }

  function filter() {
    const asked = text.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    found = sorted(cards.filter((card) =>
      picks.every((pick) => !pick.value || card.dataset[pick.dataset.field] === pick.value) &&
      asked.every((word) => words.get(card).includes(word))));
    page = 0;
    at = -1;
    show();
  }

  function go(to) {
    if (to < 0 || to >= found.length) return;
    at = to;
    const wanted = Math.floor(at / SHOWN);
    if (wanted !== page) { page = wanted; show(); }
    found[at].focus({ preventScroll: true });
    found[at].scrollIntoView({ block: "start" });
  }

  function turn(by) {
    page += by;
    show();
    go(page * SHOWN);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape" && typing) { event.target.blur(); go(Math.max(at, 0)); return; }
    if (event.key === "Enter" && event.target === text) { go(0); return; }
    if (typing) return;
    const focused = found.indexOf(document.activeElement.closest("article"));
    if (focused >= 0) at = focused;
    const keys = { j: () => go(at + 1), ArrowDown: () => go(at + 1), k: () => go(at - 1), ArrowUp: () => go(at - 1),
      n: () => on.disabled || turn(1), p: () => back.disabled || turn(-1), "/": () => { text.focus(); text.select(); } };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  text.addEventListener("input", filter);
  for (const pick of [...picks, order]) pick.addEventListener("change", filter);
  back.addEventListener("click", () => turn(-1));
  on.addEventListener("click", () => turn(1));
  addEventListener("beforeprint", () => { for (const card of found) card.hidden = false; for (const leaf of leaves) leaf.hidden = false; });
  addEventListener("afterprint", show);
  function follow() {
    const named = location.hash && cards.find((card) => card.id === location.hash.slice(1));
    if (named) go(found.indexOf(named));
  }
  addEventListener("hashchange", follow);
  for (const part of document.querySelectorAll(".leaves, .leaf > .count")) part.hidden = true;
  bar.hidden = false;
  show();
  follow();
})();
