// Lets a learner draw on the axes this script stands under: with a pointer, or
// with a number a column. Places are parts of the axes in hundredths, so that
// nothing is to be done when the page changes its width.
((keep, sketch) => {
  const figure = document.currentScript.parentElement;
  const axes = figure.querySelector(".cahiers-axes");
  const curve = keep(figure);
  const { columns, low, high, log, words } = sketch;
  const make = (name, attributes, parent) => {
    const e = document.createElementNS(parent.namespaceURI, name);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    return parent.appendChild(e);
  };

  const height = (v) => {
    const part = log ? Math.log(v / low) / Math.log(high / low) : (v - low) / (high - low);
    return 100 * (1 - Math.min(1, Math.max(0, part)));
  };
  const value = (y) => {
    const part = 1 - Math.min(100, Math.max(0, y)) / 100;
    const v = log ? low * (high / low) ** part : low + Math.max(part, 0.01) * (high - low); // nothing is no multiple
    return Number(v.toPrecision(2));
  };

  const kept = new Map(curve.get()?.points);
  const values = columns.map((c) => c.given ?? kept.get(c.x));

  // What a pointer draws on.
  const drawn = make("g", { class: "cahiers-drawing" }, axes);
  const line = make("polyline", { "vector-effect": "non-scaling-stroke" },
    make("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", width: "100%", height: "100%", overflow: "visible" }, drawn));
  const marks = columns.map((c) => {
    const mark = make("svg", { x: c.at + "%", overflow: "visible" }, drawn);
    make("path", { d: "M0-6 6 5-6 5z" }, mark);
    return mark;
  });
  const nearest = (x) => columns.reduce((best, c, i) => (Math.abs(c.at - x) < Math.abs(columns[best].at - x) ? i : best), 0);
  const place = (e) => {
    const box = axes.getBoundingClientRect();
    return { x: (100 * (e.clientX - box.left)) / box.width, y: (100 * (e.clientY - box.top)) / box.height };
  };
  let last;
  const trace = (to) => {
    const from = last ?? to;
    columns.forEach((c, i) => {
      if ((c.at - from.x) * (c.at - to.x) < 0) set(i, value(from.y + ((to.y - from.y) * (c.at - from.x)) / (to.x - from.x)));
    });
    set(nearest(to.x), value(to.y));
    last = to;
    show();
  };
  axes.addEventListener("pointerdown", (e) => {
    if (e.button !== 0) return;
    e.preventDefault(); // no text is selected
    axes.setPointerCapture(e.pointerId);
    last = undefined;
    trace(place(e));
  });
  axes.addEventListener("pointermove", (e) => axes.hasPointerCapture(e.pointerId) && trace(place(e)));
  axes.addEventListener("lostpointercapture", save);

  // What a keyboard writes in. JupyterLab must not take digits for its own keys.
  const panel = document.createElement("div");
  panel.className = "cahiers-panel";
  panel.dataset.lmSuppressShortcuts = "true";
  const hint = make("p", {}, panel);
  hint.textContent = words.hint;
  const row = make("div", { class: "cahiers-values", role: "group", "aria-label": words.group }, panel);
  const inputs = columns.map((c, i) => {
    const label = make("label", {}, row);
    make("span", {}, label).textContent = c.label;
    const input = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", size: 5, "aria-label": c.name }, label);
    input.disabled = c.given !== undefined;
    input.addEventListener("input", () => {
      const text = input.value.trim();
      const v = text === "" ? undefined : Number(text.replace(",", "."));
      const wrong = v !== undefined && !(v > 0 && v < Infinity);
      input.setAttribute("aria-invalid", wrong);
      set(i, wrong ? undefined : v, false);
      show(wrong && words.wrong);
    });
    input.addEventListener("change", save);
    return input;
  });
  const foot = make("div", { class: "cahiers-foot" }, panel);
  const clear = make("button", { type: "button" }, foot);
  clear.textContent = words.clear;
  clear.addEventListener("click", () => {
    columns.forEach((_, i) => set(i, undefined));
    show();
    save();
  });
  const status = make("p", { role: "status" }, foot);
  figure.querySelector(".cahiers-chart details").replaceWith(panel);
  columns.forEach((c, i) => write(i));
  show();

  function set(i, v, written = true) {
    if (columns[i].given !== undefined) return;
    values[i] = v;
    if (written) write(i);
  }

  function write(i) {
    inputs[i].value = values[i]?.toLocaleString("fr-FR", { maximumSignificantDigits: 3, useGrouping: false }) ?? "";
    inputs[i].removeAttribute("aria-invalid");
  }

  function show(complaint) {
    const points = [];
    values.forEach((v, i) => {
      marks[i].toggleAttribute("hidden", v === undefined);
      if (v === undefined) return;
      marks[i].setAttribute("y", height(v) + "%");
      points.push(columns[i].at + "," + height(v));
    });
    line.setAttribute("points", points.join(" "));
    const text = complaint || (points.length === columns.length ? words.complete
      : words.progress.replace("%d", points.length).replace("%d", columns.length));
    if (status.textContent !== text) status.textContent = text;
  }

  function save() {
    const points = columns.map((c, i) => [c.x, values[i]]).filter(([, v]) => v !== undefined);
    const given = columns.filter((c) => c.given !== undefined).length;
    curve.set(points.length > given ? { points, log, grid: sketch.grid, complete: points.length === columns.length } : null);
  }
})
