// Draws every figure[data-chart] from its specification and the rows beside it. Without this file the tables tell the same.

const CONFIG = {
  background: null,
  font: "inherit",
  view: { stroke: null },
  axis: { labelColor: "var(--soft)", titleColor: "var(--soft)", titleFontWeight: "normal", gridColor: "var(--line)",
    domainColor: "var(--line)", tickColor: "var(--line)", labelFontSize: 12, titleFontSize: 12 },
};

for (const figure of document.querySelectorAll("figure[data-chart]")) {
  const told = JSON.parse(figure.querySelector("script").textContent);
  // "@before" stands for the page's own words.
  const own = (_, value) => (typeof value === "string" && value.startsWith("@") ? told.words[value.slice(1)] : value);
  const spec = JSON.parse(JSON.stringify(SPECS[figure.dataset.chart]), own);
  spec.datasets = told.data;
  spec.description = told.description;
  const options = { ast: true, actions: false, renderer: "svg", config: CONFIG, defaultStyle: false,
    tooltip: { disableDefaultStyle: true }, logLevel: 1 }; // errors: a layer may have no rows
  vegaEmbed(figure.querySelector(".plot"), spec, options).then(() => figure.classList.add("drawn"));
}
