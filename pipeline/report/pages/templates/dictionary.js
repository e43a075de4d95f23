"use strict";
// Shows only what holds all words of the search: a table whose own text does is shown whole, else its columns that do.
(() => {
  const field = document.getElementById("search");
  const found = document.getElementById("found");
  const relations = [...document.querySelectorAll("article.relation")].map((element) => ({
    element,
    own: [...element.querySelectorAll("h3, :scope > p")].map((part) => part.textContent).join(" ").toLowerCase(),
    name: element.querySelector("h3").textContent.toLowerCase(),
    rows: [...element.querySelectorAll("tbody tr")].map((row) => ({ row, text: row.textContent.toLowerCase() })),
  }));
  const search = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let tables = 0;
    let columns = 0;
    for (const { element, own, name, rows } of relations) {
      const whole = words.every((word) => own.includes(word));
      let shown = 0;
      for (const { row, text } of rows) {
        row.hidden = !(whole || words.every((word) => (name + " " + text).includes(word)));
        if (!row.hidden) shown += 1;
      }
      element.hidden = !whole && shown === 0;
      if (!element.hidden) { tables += 1; columns += shown; }
    }
    for (const section of document.querySelectorAll("main > section")) {
      section.hidden = !section.querySelector("article.relation:not([hidden])");
    }
    for (const index of document.querySelectorAll(".index")) index.hidden = words.length > 0;
    found.textContent = words.length ? tables + " tables and views, " + columns + " columns" : "";
  };
  field.addEventListener("input", search);
  addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== field) { event.preventDefault(); field.focus(); }
  });
  search();
})();
