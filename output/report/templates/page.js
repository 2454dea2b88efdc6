"use strict";
// Sorting, searching and the maps. Without it everything is still there to read.

const textOf = (cell) => cell.dataset.value ?? cell.textContent.trim();
const numberOf = (text) => Number(text.replace(/[,+%\s]/g, "").replace("\u2212", "-"));
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
        const order = numeric ? numberOf(a) - numberOf(b) : compare(a, b);
        return descending ? -order : order;
      });
      table.tBodies[0].append(...rows.map(([, row]) => row));
      table.dispatchEvent(new Event("sorted"));
    });
  });
}

const MOST_ROWS = 300; // of a table that can be searched: a browser takes seconds to lay out thousands

// Rows show when they hold every word searched for and carry the flag chosen in each list; the first of them, until asked.
function makeFiltered(input) {
  const id = input.dataset.filter;
  const table = document.getElementById(id);
  const texts = new Map([...table.tBodies[0].rows].map((row) => [row, row.textContent.toLowerCase()]));
  const lists = [...document.querySelectorAll(`[data-flag="${id}"]`)];
  const shown = document.querySelector(`[data-shown="${id}"]`);
  const more = Object.assign(document.createElement("button"), { type: "button", className: "more", hidden: true });
  shown.after(more);
  let most = texts.size > 2 * MOST_ROWS ? MOST_ROWS : Infinity;
  const apply = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = lists.map((list) => list.value).filter(Boolean);
    let count = 0;
    for (const row of table.tBodies[0].rows) {
      const flags = wanted.length ? (row.dataset.flags || "").split(" ") : [];
      const fits = wanted.every((flag) => flags.includes(flag)) && words.every((word) => texts.get(row).includes(word));
      count += fits;
      const hidden = !fits || count > most;
      if (row.hidden !== hidden) row.hidden = hidden;
    }
    const [all, found] = [texts.size, count].map((number) => number.toLocaleString("en"));
    shown.textContent = (found === all ? `${all} rows` : `${found} of ${all} rows`) + (count > most ? `, the first ${most} are shown` : "");
    more.textContent = `Show all ${found}`;
    more.hidden = count <= most;
    table.dispatchEvent(new Event("filtered"));
  };
  input.addEventListener("input", apply);
  lists.forEach((list) => list.addEventListener("change", apply));
  table.addEventListener("sorted", () => most < Infinity && apply());
  more.addEventListener("click", () => {
    most = Infinity;
    apply();
  });
  if (most < Infinity || input.value || lists.some((list) => list.value)) apply(); // the browser kept them on the way back
}

const SVG = "http://www.w3.org/2000/svg";
const draw = (name, attributes, parent) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return parent.appendChild(made);
};

// Pointing at a county, or walking to it with the arrow keys, names it and marks its row, and the other way round.
// A click or Enter goes to the row.
function makeMap(figure) {
  const svg = figure.querySelector("svg");
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  figure.append(tip);
  const say = (area, words, x, y) => {
    tip.replaceChildren(Object.assign(document.createElement("strong"), { textContent: area }));
    for (const fact of words.slice(area.length + 2).split("; ")) tip.append(document.createElement("br"), fact);
    tip.hidden = false;
    const box = figure.getBoundingClientRect();
    tip.style.left = `${Math.max(0, Math.min(x - box.left + 12, box.width - tip.offsetWidth))}px`;
    tip.style.top = `${y - box.top + 16}px`;
  };
  const counties = [...figure.querySelectorAll("[data-row]")];
  const edge = draw("path", { class: "edge" }, svg); // above all others
  for (const county of counties) {
    const row = document.getElementById(county.dataset.row);
    const area = row.cells[0].textContent;
    const title = county.querySelector("title");
    const words = title.textContent;
    title.remove(); // the browser's own, slower tooltip
    county.setAttribute("role", "button");
    county.setAttribute("aria-label", words);
    county.setAttribute("tabindex", county === counties[0] ? 0 : -1);
    county.dataset.margin = county.getAttribute("class");
    const mark = (on) => {
      edge.setAttribute("d", on ? county.getAttribute("d") : "");
      row.classList.toggle("marked", on);
    };
    const go = () => row.scrollIntoView({ block: "center" });
    county.addEventListener("pointerenter", () => mark(true));
    county.addEventListener("pointermove", (event) => say(area, words, event.clientX, event.clientY));
    county.addEventListener("focus", () => {
      const box = county.getBoundingClientRect();
      mark(true);
      say(area, words, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
    });
    for (const left of ["pointerleave", "blur"])
      county.addEventListener(left, () => {
        mark(false);
        tip.hidden = true;
      });
    county.addEventListener("click", go);
    county.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        go();
      } else if (event.key === "Escape") {
        tip.hidden = true;
      } else if (event.key.startsWith("Arrow")) {
        event.preventDefault();
        const next = neighbour(county, event.key);
        if (!next) return;
        county.setAttribute("tabindex", -1);
        next.setAttribute("tabindex", 0);
        next.focus();
      }
    });
    row.addEventListener("pointerenter", () => mark(true));
    row.addEventListener("pointerleave", () => mark(false));
  }

  // The county whose middle is nearest in that direction; what lies aside counts double.
  function neighbour(from, key) {
    const middle = (county) => {
      const box = county.getBBox();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const [x, y] = middle(from);
    const along = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
    let best, least = Infinity;
    for (const county of counties) {
      const [dx, dy] = middle(county).map((at, axis) => at - [x, y][axis]);
      const ahead = dx * along[0] + dy * along[1];
      const aside = Math.abs(dx * along[1] + dy * along[0]);
      if (county !== from && ahead > 0.5 && ahead + 2 * aside < least) [best, least] = [county, ahead + 2 * aside];
    }
    return best;
  }

  // Hatching: lines over the second in the legend, dots over the others, so that colour is not all that tells.
  const defs = draw("defs", {}, svg);
  const lines = draw("pattern", { id: `${figure.dataset.map}-lines`, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, defs);
  draw("path", { d: "M0,0V5", class: "hatch-line" }, lines);
  const dots = draw("pattern", { id: `${figure.dataset.map}-dots`, width: 5, height: 5, patternUnits: "userSpaceOnUse" }, defs);
  draw("circle", { cx: 2, cy: 2, r: 1.1, class: "hatch-dot" }, dots);
  const over = draw("g", { class: "over" }, svg);
  svg.append(edge);
  const box = figure.querySelector("[data-hatch]");
  const hatch = () => {
    over.replaceChildren();
    figure.classList.toggle("hatched", box.checked);
    if (!box.checked) return;
    const legend = [...figure.querySelectorAll("[data-legend]:not([hidden]) .scale")].map((scale) => scale.classList[1]);
    for (const county of counties) {
      const place = legend.indexOf(county.classList[0]);
      if (place !== 0 && county.classList[0] !== "none")
        draw("path", { d: county.getAttribute("d"), style: `fill:url(#${figure.dataset.map}-${place === 1 ? "lines" : "dots"})` }, over);
    }
  };
  box.checked ||= matchMedia("(prefers-contrast: more)").matches;
  box.addEventListener("change", hatch);
  addEventListener("beforeprint", () => {
    box.checked = true;
    hatch();
  });

  for (const radio of figure.querySelectorAll("input[type=radio]")) {
    const show = () => {
      if (!radio.checked) return;
      for (const county of counties) county.setAttribute("class", county.dataset[radio.value]);
      for (const legend of figure.querySelectorAll("[data-legend]")) legend.hidden = legend.dataset.legend !== radio.value;
      hatch();
    };
    radio.addEventListener("change", show);
    show();
  }
  hatch();
  figure.querySelector(".modes").hidden = false;

  // What the table's search leaves out is faint on the map.
  document.getElementById(figure.dataset.map).addEventListener("filtered", () => {
    for (const county of counties) county.classList.toggle("faint", document.getElementById(county.dataset.row).hidden);
  });
}

document.querySelectorAll("table.sortable").forEach(makeSortable);
document.querySelectorAll("[data-filter]").forEach(makeFiltered);
document.querySelectorAll("[data-map]").forEach(makeMap);
