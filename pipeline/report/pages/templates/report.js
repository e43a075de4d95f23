"use strict";
// Draws the charts and shows a trace when a link to it is followed. Texts come from documents: they are set as text.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const charts = read("charts");
  const traces = read("traces");
  const dialog = document.getElementById("trace");
  const body = document.getElementById("trace-body");

  // Without Vega's own tooltip a browser shows the text as the mark's title, which is no HTML.
  const options = { mode: "vega", renderer: "svg", actions: false, tooltip: false };
  const draw = (id) => vegaEmbed(document.getElementById(id), charts[id], options).then(() => keys(id));

  // A chart is one stop of the Tab key; the arrows go from mark to mark, Enter follows the mark's link as a click does.
  const keys = (id) => {
    const chart = document.getElementById(id);
    const linked = [...chart.querySelectorAll("svg [class*='mark-'] path")].filter((mark) => (mark.__data__ || {}).href);
    const lines = new Map(linked.map((mark) => [mark, mark.getBoundingClientRect()]));
    const marks = linked.sort((one, other) => lines.get(one).top - lines.get(other).top || lines.get(one).left - lines.get(other).left);
    marks.forEach((mark, place) => {
      mark.setAttribute("tabindex", place === 0 ? "0" : "-1");
      mark.setAttribute("role", "link");
      mark.removeAttribute("aria-hidden");
      mark.setAttribute("aria-label", mark.__data__.tooltip || mark.__data__.href);
    });
    chart.addEventListener("keydown", (event) => {
      const place = marks.indexOf(event.target);
      if (place < 0) return;
      const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -marks.length, End: marks.length };
      if (event.key in steps) {
        const next = marks[Math.min(Math.max(place + steps[event.key], 0), marks.length - 1)];
        event.target.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
      } else if (event.key === "Enter" || event.key === " ") {
        location.hash = event.target.__data__.href;
      } else {
        return;
      }
      event.preventDefault();
    });
  };
  Promise.all(Object.keys(charts).map(draw)).then(() => document.body.setAttribute("data-ready", "yes"));

  const make = (name, text, kind) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  const list = (pairs) => {
    const element = make("dl");
    for (const [name, value] of pairs) {
      if (value === undefined || value === null || value === "") continue;
      element.append(make("dt", name), make("dd", String(value)));
    }
    return element;
  };

  const command = (text) => {
    const line = make("p", undefined, "command");
    line.append(make("code", text));
    return line;
  };

  const identity = (id) => {
    const [rule, equation, expected, actual, difference, tolerance, holds] = traces.identities[id];
    const item = make("li", undefined, holds === "no" ? "disputed" : "");
    item.append(make("strong", holds === "no" ? "does not hold: " : holds === "exact" ? "holds: " : "holds within rounding: "));
    item.append(rule, make("br"), make("span", equation, "equation"));
    item.append(list([["expected, 元", expected], ["found, 元", actual], ["difference, 元", difference], ["rounding allowed, 元", tolerance]]));
    return item;
  };

  const fact = (id) => {
    const part = make("article");
    const found = traces.facts[id];
    part.append(make("h3", found ? [found.label, found.column_path].filter(Boolean).join(" | ") || id : id));
    if (!found) {
      part.append(make("p", "Its trace is not in this page. It is shown by:"), command("budget trace " + id));
      return part;
    }
    part.append(list([
      ["amount, 元", found.amount_yuan], ["as printed", found.amount_raw], ["proof", found.proof],
      ["department", found.department_name], ["year", found.fiscal_year],
      ["document", traces.documents[found.document]], ["page", found.page],
      ["table", found.table_no === undefined ? undefined : [found.table_no, found.table_title].filter(Boolean).join(" ")],
      ["row", found.row_no], ["column", found.col_no], ["paragraph", found.paragraph_no], ["text", found.raw_text],
    ]));
    const identities = found.identities || [];
    if (identities.length) {
      part.append(make("h4", "Sums that it is part of"));
      const items = make("ul", undefined, "identities");
      items.append(...identities.map(identity));
      part.append(items);
      if (found.more) part.append(make("p", found.more + " more are shown by the command below."));
    } else if (found.cells) {
      part.append(make("h4", "Drawn from these figures"));
      const items = make("ul");
      for (const [cell, amount, proof, name] of found.cells) {
        const item = make("li");
        item.append(amount + " 元, " + proof + ", " + name + " ", make("code", cell));
        items.append(item);
      }
      part.append(items);
    } else {
      part.append(make("p", "No sum proves or disputes it."));
    }
    part.append(command("budget trace " + id));
    return part;
  };

  const table = (id) => {
    const found = traces.tables[id];
    const part = make("article");
    part.append(make("h3", found.title || "Table " + found.table_no));
    const pages = found.page_from === undefined ? undefined
      : found.page_from === found.page_to ? found.page_from : found.page_from + "–" + found.page_to;
    part.append(list([
      ["document", traces.documents[found.document_id]], ["page", pages], ["table", found.table_no],
      ["statement", found.statement], ["rows are", found.axis], ["unit", found.unit], ["state", found.state],
      ["rows", found.n_rows], ["columns", found.n_cols], ["figures", found.figures], ["proven", found.proven],
      ["disputed", found.disputed],
    ]), command("budget show " + found.document_id));
    return part;
  };

  let opener = null;
  const follow = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    const sum = /^([A-Z][0-9a-f]{16}(?:,[A-Z][0-9a-f]{16})*)(?:\+(\d+))?$/.exec(name);
    if (!sum && !traces.tables[name]) {
      if (dialog.open) dialog.close();
      const target = document.getElementById(name);
      const folded = target && target.closest("details");
      if (folded && !folded.open) {
        folded.open = true;
        target.scrollIntoView();
      }
      return;
    }
    body.replaceChildren();
    if (sum) {
      body.append(...sum[1].split(",").map(fact));
      if (sum[2]) body.append(make("p", "and " + sum[2] + " more cells: the columns fact_id and fact_ids of the view list them."));
    } else {
      body.append(table(name));
    }
    if (!dialog.open) {
      opener = document.activeElement;
      dialog.showModal();
    }
    body.scrollTop = 0;
  };
  dialog.addEventListener("close", () => {
    const at = [scrollX, scrollY];
    if (/^#([A-Z][0-9a-f]{16}|table-)/.test(location.hash)) history.replaceState(null, "", location.pathname + location.search);
    if (opener && opener.focus) opener.focus({ preventScroll: true });
    scrollTo(...at);
  });
  document.getElementById("trace-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  addEventListener("hashchange", follow);
  follow();

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of folded) one.open = false; });
})();
