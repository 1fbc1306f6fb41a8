"use strict";
// Filters, the way back, and copying a line for corrections.csv. Links work without any of this.
(() => {
  const find = id => document.getElementById(id);
  const form = find("filters"), shown = find("shown"), back = find("return"), message = find("message");
  const rows = [...document.querySelectorAll(".numbers tbody tr")];
  const marks = [...document.querySelectorAll(".quantity")];
  const sentences = new Map(marks.map(mark => [mark.id, mark.closest(".sentence, tr").textContent.toLowerCase()]));
  const words = rows.map(row => `${row.textContent} ${sentences.get(row.dataset.ref) || ""}`.toLowerCase());

  function filter() {
    const chosen = Object.fromEntries(new FormData(form));
    const search = chosen.search.trim().toLowerCase().split(/\s+/);
    delete chosen.search;
    const passing = new Set();
    rows.forEach((row, number) => {
      const passes = Object.entries(chosen).every(([name, value]) => !value || row.dataset[name] === value)
        && search.every(word => words[number].includes(word));
      row.hidden = !passes;
      if (passes) passing.add(row.dataset.ref);
    });
    for (const mark of marks) mark.classList.toggle("off", !passing.has(mark.id));
    const count = rows.filter(row => !row.hidden).length;
    shown.textContent = shown.dataset.text.replace("{n}", count).replace("{all}", rows.length);
  }

  function getTarget() {
    try {
      return find(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null; // a hash that is no encoded text
    }
  }

  // A row that the filters hide is shown again when a link leads to it.
  function follow() {
    const target = getTarget();
    if (target?.hidden) {
      form.reset();
      filter();
      target.scrollIntoView();
    }
    target?.focus({ preventScroll: true });
    back.hidden = !(history.state?.depth > 0);
  }

  // Each step over a link of the page is counted, so that the way back never leaves it.
  function step(event) {
    const link = event.target.closest('a[href^="#"], svg a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const hash = link.getAttribute("href");
    const depth = (history.state?.depth || 0) + 1;
    setTimeout(() => {
      if (decodeURIComponent(location.hash) !== decodeURIComponent(hash)) return;
      history.replaceState({ depth }, "");
      back.hidden = false;
    });
  }

  async function copy(button) {
    const line = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(line);
      message.textContent = `${message.dataset.copied}: ${line}`;
    } catch {
      message.textContent = `${message.dataset.failed} ${line}`;
    }
  }

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("change", filter); // some browsers send no other event for a list
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", event => event.preventDefault());
  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
  back.addEventListener("click", () => history.back());
  document.addEventListener("click", step);
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") message.textContent = "";
  });
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  filter();
  follow();
})();
