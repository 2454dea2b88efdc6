"use strict";
// Sorting, searching and the maps. Without it everything is still there to read.

const textOf = (cell) => cell.dataset.value ?? cell.textContent.trim();
const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;

// Click on a heading sorts the table's body by that column; empty cells always come last.
function makeSortable(table) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const numeric = heading.classList.contains("number");
      const now = heading.getAttribute("aria-sort");
      const descending = now ? now === "ascending" : numeric;
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows].map((row) => [textOf(row.cells[column]), row]);
      rows.sort(([a], [b]) => {
        if (a === "" || b === "") return (a === "") - (b === "");
        const order = numeric ? Number(a) - Number(b) : compare(a, b);
        return descending ? -order : order;
      });
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  });
}

// Rows show when they hold every word searched for and carry the flag chosen.
function makeFiltered(input) {
  const id = input.dataset.filter;
  const rows = [...document.getElementById(id).tBodies[0].rows].map((row) => [row, row.textContent.toLowerCase()]);
  const flag = document.querySelector(`[data-flag="${id}"]`);
  const shown = document.querySelector(`[data-shown="${id}"]`);
  const apply = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = flag ? flag.value : "";
    let count = 0;
    for (const [row, text] of rows) {
      const has = !wanted || row.dataset.flags.split(" ").includes(wanted);
      row.hidden = !(has && words.every((word) => text.includes(word)));
      count += !row.hidden;
    }
    const all = rows.length.toLocaleString("en");
    shown.textContent = count === rows.length ? `${all} rows` : `${count.toLocaleString("en")} of ${all} rows`;
  };
  input.addEventListener("input", apply);
  if (flag) flag.addEventListener("change", apply);
  if (input.value || (flag && flag.value)) apply(); // the browser kept them on the way back
}

// Hovering a county names it and marks its row; the other way round too. A click goes to the row.
function makeMap(figure) {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  figure.append(tip);
  const counties = [...figure.querySelectorAll("[data-row]")];
  for (const county of counties) {
    const row = document.getElementById(county.dataset.row);
    const title = county.querySelector("title");
    const words = title.textContent;
    title.remove(); // the browser's own, slower tooltip
    const mark = (on) => {
      county.classList.toggle("marked", on);
      row.classList.toggle("marked", on);
      if (on) county.parentNode.append(county); // its outline above its neighbours'
    };
    county.addEventListener("pointerenter", () => {
      mark(true);
      tip.textContent = words;
      tip.hidden = false;
    });
    county.addEventListener("pointermove", (event) => {
      const box = figure.getBoundingClientRect();
      tip.style.left = `${Math.max(0, Math.min(event.clientX - box.left + 12, box.width - tip.offsetWidth))}px`;
      tip.style.top = `${event.clientY - box.top + 16}px`;
    });
    county.addEventListener("pointerleave", () => {
      mark(false);
      tip.hidden = true;
    });
    county.addEventListener("click", () => row.scrollIntoView({ block: "center" }));
    row.addEventListener("pointerenter", () => mark(true));
    row.addEventListener("pointerleave", () => mark(false));
    county.dataset.margin = county.getAttribute("class");
  }
  for (const radio of figure.querySelectorAll("input[type=radio]")) {
    const show = () => {
      if (!radio.checked) return;
      for (const county of counties) county.setAttribute("class", county.dataset[radio.value]);
      for (const legend of figure.querySelectorAll("[data-legend]")) legend.hidden = legend.dataset.legend !== radio.value;
    };
    radio.addEventListener("change", show);
    show();
  }
}

document.querySelectorAll("table.sortable").forEach(makeSortable);
document.querySelectorAll("[data-filter]").forEach(makeFiltered);
document.querySelectorAll("[data-map]").forEach(makeMap);
