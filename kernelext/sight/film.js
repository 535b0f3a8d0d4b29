// Gives the film this script stands in a drawing that can be enlarged and
// questioned, by pointer and by keyboard. The static one stays for paper.
((reel, words) => {
  const figure = document.currentScript.closest("figure");
  const place = figure.querySelector(".cahiers-reel");
  const still = place.querySelector("svg");
  const colours = [...still.querySelectorAll(".cahiers-life")].map((g) => g.getAttribute("color"));
  const dense = still.classList.contains("cahiers-dense");
  const lane = Number(still.dataset.lane), bar = Number(still.dataset.bar);
  const top = 24, axis = 24, low = 38, right = 12;
  const [RUNS, ABLE, IDLE, MANY] = [0, 1, 2, 3];
  const [FROM, TO, COURSE, DOES, AT, CHANGES, RAN, READY] = [0, 1, 2, 3, 4, 5, 6, 7];
  const jumps = reel.jumps.map(([by, on, time, creates, at]) => ({ by, on, time, creates: creates === 1, at }));
  const foot = top + lane * reel.lanes.length;
  const loaded = !reel.left; // or else some goroutines have no lane to be counted by
  const height = foot + axis + (loaded ? low + 6 : 0);
  const whole = Math.max(reel.duration, 1);

  const make = (name, attributes = {}, parent, text) => {
    const svg = !name.startsWith("html:");
    const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name.slice(5));
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (text !== undefined) node.textContent = text;
    parent?.append(node);
    return node;
  };
  const say = (word, ...values) => values.reduce((text, value) => text.replace("%s", () => value), words[word]);
  const units = [[1e9, "s"], [1e6, "ms"], [1e3, "µs"], [1, "ns"]];
  const unitOf = (t) => units.find(([size]) => t >= size) ?? units[3];
  const comma = (number, digits) => String(Number(number.toFixed(digits))).replace(".", ",");
  const time = (t) => {
    if (t <= 0) return "0";
    const step = 10 ** Math.max(0, Math.floor(Math.log10(t)) - 2);
    const rounded = Math.round(t / step) * step, [size, name] = unitOf(rounded);
    return comma(rounded / size, 9) + "\u00a0" + name;
  };
  const spotName = (i) => reel.spots[i].name;

  // What the figure gains: buttons, the drawing, and what is said of the span
  // that is pointed at.
  const tools = make("html:div", { class: "cahiers-tools" });
  // JupyterLab's own keys (0 twice restarts the kernel) are not for what has
  // the focus here: it asks the focused element, and no other.
  const keysAreOurs = { "data-lm-suppress-shortcuts": "true" };
  const live = make("svg", { class: still.getAttribute("class"), height, tabindex: 0, role: "application", ...keysAreOurs,
    "aria-label": say("label", still.getAttribute("aria-label")) });
  const note = make("html:div", { class: "cahiers-note", role: "status", hidden: "" });
  place.before(tools);
  place.append(live, note);

  let width = 0, gutter = 0, from = 0, to = whole;
  let chosen = null; // {lane, span}: what the note is about
  const scale = () => (width - gutter - right) / (to - from);
  const x = (t) => gutter + (t - from) * scale();
  const middle = (i) => top + lane * (i + 0.5);
  const inside = (span) => span[TO] > from && span[FROM] < to;
  const r = (v) => Math.round(v * 10) / 10;

  const view = (a, b) => {
    const span = Math.min(Math.max(b - a, Math.min(200, whole)), whole);
    from = Math.min(Math.max(a, 0), whole - span);
    to = from + span;
    draw();
  };
  const zoom = (by, at = (from + to) / 2) => view(at - (at - from) / by, at + (to - at) / by);
  const pan = (by) => view(from + by * (to - from), to + by * (to - from));

  const ticks = () => {
    const most = Math.max(2, Math.floor((width - gutter) / 110));
    let step = Math.max(1, 10 ** Math.floor(Math.log10((to - from) / most)));
    step *= [1, 2, 5, 10].find((by) => (to - from) / (step * by) <= most) ?? 10;
    const all = [];
    for (let t = Math.ceil(from / step) * step; t <= to; t += step) all.push(t);
    const [size, name] = unitOf(Math.min(to, step * 1000));
    return all.map((t) => [t, t === 0 ? "0" : comma(t / size, 6) + "\u00a0" + name]);
  };

  const drawAxis = () => {
    const g = make("g", { class: "cahiers-axis" }, live);
    for (const [t, text] of ticks()) {
      make("path", { d: `M${r(x(t))} ${top - 4}V${foot + 4}` }, g);
      make("text", { x: r(x(t)), y: foot + 17 }, g, text);
      if (dense) make("text", { x: r(x(t)), y: top - 8 }, g, text);
    }
  };

  const classes = { lock: "lock", channel: "channel", select: "channel", waitgroup: "waitgroup" };
  const classOf = (s) => classes[reel.things[s[DOES]]] ?? "other";

  const drawLane = (i) => {
    const l = reel.lanes[i], y = middle(i), half = bar / 2, k = scale();
    const paths = { many: "", able: "", runs: "" };
    const idle = {};
    for (const s of l.spans) {
      if (!inside(s)) continue;
      const a = Math.max(x(s[FROM]), gutter), w = Math.min(x(s[TO]), width - right) - a;
      const box = (share) => `M${r(a)} ${r(y + half)}h${Math.max(r(w), 0.5)}v${r(-bar * share)}h${-Math.max(r(w), 0.5)}z`;
      if (s[COURSE] === RUNS) paths.runs += box(1);
      else if (s[COURSE] === MANY) {
        paths.many += box(1);
        paths.runs += box(s[RAN] / (s[TO] - s[FROM]));
      } else if (s[COURSE] === ABLE) paths.able += w > 1.2 ? box(1) : "";
      else if (w > 0.3) idle[classOf(s)] = (idle[classOf(s)] ?? "") + `M${r(a)} ${r(y)}h${r(w)}`;
    }
    const g = make("g", { color: colours[i] }, live);
    for (const name in idle) make("path", { class: "cahiers-idle cahiers-for-" + name, d: idle[name] }, g);
    for (const name in paths) if (paths[name]) make("path", { class: "cahiers-" + name, d: paths[name] }, g);
    if (l.ended && l.end >= from && l.end <= to) make("path", { class: "cahiers-end", d: `M${r(x(l.end))} ${y - half - 2}v${bar + 4}` }, g);
    drawName(g, i);
  };

  const short = (text, most) => (text.length > most && most > 1 ? text.slice(0, most - 1).trimEnd() + "…" : text);

  const drawName = (g, i) => {
    const l = reel.lanes[i], started = l.started >= 0 && lane >= 40 && gutter > 120;
    // A long name is written smaller before it is cut.
    const most = Math.min(15, Math.max(lane - 3, 10));
    const size = Math.max(Math.min(most, (gutter - 14) / (0.62 * l.name.length)), Math.min(most, 11));
    const y = middle(i) - (started ? 8 : 0);
    make("text", { class: "cahiers-name", x: gutter - 10, y: y + size * 0.35, "font-size": size }, g, short(l.name, Math.floor((gutter - 12) / (size * 0.6))));
    if (started) make("text", { class: "cahiers-from", x: gutter - 10, y: y + 21 }, g, short(say("started", spotName(l.started)), Math.floor(gutter / 6)));
  };

  const saysOf = (s) => {
    if (s[COURSE] === IDLE) {
      const does = s[DOES] >= 0 ? reel.words[s[DOES]] : words.idle;
      if (s[AT] < 0) return [does];
      const full = does + ", " + spotName(s[AT]), code = reel.spots[s[AT]].code?.[0];
      const all = dense ? [full] : [full, does, spotName(s[AT])];
      return code && code.length <= 40 && !dense ? [full + "\u00a0: " + code, ...all] : all;
    }
    if (dense && to - from > whole / 4) return [];
    return [s[COURSE] === RUNS ? words.runs : s[COURSE] === ABLE ? words.able : say("changes", s[CHANGES])];
  };

  const ruler = document.createElement("canvas").getContext("2d");
  const widthOf = (text, size) => {
    ruler.font = size + "px sans-serif";
    return ruler.measureText(text).width;
  };

  const drawLabels = (i) => {
    const size = Math.max(Math.min(lane > 50 ? 13 : 12, lane - 4), 10), y = middle(i);
    for (const s of reel.lanes[i].spans) {
      if (!inside(s)) continue;
      const a = Math.max(x(s[FROM]), gutter), b = Math.min(x(s[TO]), width - right);
      if (b - a < 40) continue;
      const fits = saysOf(s).find((text) => widthOf(text, size) <= b - a - 14);
      if (!fits) continue;
      const wide = widthOf(fits, size);
      if (s[COURSE] === IDLE) make("path", { class: "cahiers-gap", d: `M${r((a + b - wide) / 2 - 3)} ${y}h${r(wide + 6)}` }, live);
      make("text", { class: "cahiers-label" + (s[COURSE] === RUNS ? " cahiers-on" : s[COURSE] === IDLE ? " cahiers-over" : ""), x: r((a + b) / 2), y: y + size * 0.35, "font-size": size }, live, fits);
    }
  };

  // One line stands for jumps that would touch each other. Between very many
  // goroutines only the creations are followed, and the jumps of the one that
  // is pointed at.
  const drawJumps = () => {
    const last = new Map();
    const flocks = [];
    const wakes = jumps.filter((j) => !j.creates && j.time >= from && j.time <= to).length;
    const apart = (creates) => (!creates && wakes > (width - gutter) / 10 ? 30 : 7);
    for (const j of jumps) {
      if (j.time < from || j.time > to) continue;
      const own = chosen && (j.on === chosen.lane || j.by === chosen.lane);
      if (dense && !j.creates && !own) continue;
      const key = `${j.by} ${j.creates} ${own}`, at = x(j.time);
      let f = last.get(key);
      if (!f || at - f.at > apart(j.creates)) {
        f = { from: j.by, at, creates: j.creates, own, to: new Set() };
        last.set(key, f);
        flocks.push(f);
      }
      f.to.add(j.on);
    }
    const half = bar / 2, head = Math.min(7, bar * 0.6);
    for (const f of flocks) {
      let line = "", tips = "";
      for (const sign of [-1, 1]) {
        let far = f.from;
        for (const t of f.to) {
          if ((t - f.from) * sign <= 0) continue;
          if ((t - far) * sign > 0) far = t;
          tips += `M${r(f.at)} ${r(middle(t) - sign * half)}l${r(-head * 0.55)} ${-sign * head}h${r(head * 1.1)}z`;
        }
        if (far !== f.from) line += `M${r(f.at)} ${r(middle(f.from) + sign * half)}V${r(middle(far) - sign * (half + head))}`;
      }
      const g = make("g", { color: colours[f.from], class: chosen && !f.own ? "cahiers-faint" : "" }, live);
      make("path", { class: f.creates ? "cahiers-creates" : "cahiers-wakes", d: line }, g);
      make("path", { class: "cahiers-tip", d: tips }, g);
    }
  };

  const drawLoad = () => {
    const n = Math.max(Math.floor((width - gutter - right) / 2), 1), step = (to - from) / n;
    const sums = new Array(n).fill(0);
    for (const l of reel.lanes) {
      for (const s of l.spans) {
        if (!inside(s) || s[COURSE] === ABLE || s[COURSE] === IDLE) continue;
        const share = s[COURSE] === RUNS ? 1 : s[RAN] / (s[TO] - s[FROM]);
        for (let c = Math.max(Math.floor((s[FROM] - from) / step), 0); c < n && from + c * step < s[TO]; c++) {
          sums[c] += share * Math.max(Math.min(s[TO], from + (c + 1) * step) - Math.max(s[FROM], from + c * step), 0) / step;
        }
      }
    }
    const most = Math.max(reel.processors, 1, ...sums), base = foot + axis + low;
    const up = (v) => r(base - v / most * (low - 8));
    const g = make("g", { class: "cahiers-load" }, live);
    make("path", { d: `M${gutter} ${base}` + sums.map((v, c) => `V${up(v)}H${r(gutter + (c + 1) * (width - gutter - right) / n)}`).join("") + `V${base}z` }, g);
    if (reel.processors > 0) {
      make("path", { class: "cahiers-most", d: `M${gutter} ${up(reel.processors)}H${width - right}` }, g);
      make("text", { x: gutter - 10, y: up(reel.processors) + 4 }, g, words.processors);
    }
    make("text", { x: gutter - 10, y: base }, g, gutter > 120 ? words.together : words.togetherShort);
  };

  const drawChosen = () => {
    const s = chosen.span;
    if (!inside(s)) return;
    const a = Math.max(x(s[FROM]), gutter), b = Math.min(x(s[TO]), width - right);
    make("rect", { class: "cahiers-chosen", x: r(a - 2), y: middle(chosen.lane) - bar / 2 - 3, width: r(Math.max(b - a, 1) + 4), height: bar + 6, rx: 3 }, live);
  };

  const paint = () => {
    live.replaceChildren();
    live.setAttribute("width", width);
    drawAxis();
    reel.lanes.forEach((_, i) => drawLane(i));
    drawJumps();
    reel.lanes.forEach((_, i) => drawLabels(i));
    if (loaded) drawLoad();
    if (chosen) drawChosen();
    for (const button of tools.querySelectorAll("[data-zoomed]")) button.disabled = from <= 0 && to >= whole;
    place.classList.add("cahiers-filmed");
  };
  let asked = false;
  const draw = () => {
    if (!asked) requestAnimationFrame(() => { asked = false; paint(); });
    asked = true;
  };

  // The note about a span.
  const line = (parent, text, code) => {
    const p = make("html:p", {}, parent, text);
    if (code) make("html:code", {}, p, code);
  };
  const placed = (word, at) => {
    const code = reel.spots[at].code?.[0];
    return [say(word, spotName(at)) + (code ? "\u00a0: " : ""), code];
  };
  const tell = (px, py) => {
    const { lane: i, span: s } = chosen, l = reel.lanes[i];
    note.replaceChildren();
    const title = make("html:p", { class: "cahiers-who" }, note);
    const name = make("html:strong", {}, title, l.name);
    name.style.color = colours[i];
    const does = s[COURSE] === RUNS ? words.runs : s[COURSE] === MANY ? say("changes", s[CHANGES]) : s[DOES] >= 0 ? reel.words[s[DOES]] : words.idle;
    title.append("\u00a0: " + does);
    line(note, say("lasts", time(s[TO] - s[FROM]), time(s[FROM]), time(s[TO])));
    if (s[COURSE] === MANY) line(note, say("mix", time(s[RAN]), time(s[READY]), time(s[TO] - s[FROM] - s[RAN] - s[READY])));
    if (s[AT] >= 0) line(note, ...placed(s[COURSE] === RUNS ? "stops" : "at", s[AT]));
    const woken = jumps.find((j) => j.on === i && (s[COURSE] === IDLE ? j.time === s[TO] : s[COURSE] === ABLE && j.time === s[FROM]));
    if (woken) line(note, ...(woken.at >= 0 ? by(woken) : [say(woken.creates ? "createdBy" : "wokenBy", reel.lanes[woken.by].name)]));
    note.hidden = false;
    const left = Math.min(Math.max(px - note.offsetWidth / 2, 0), Math.max(place.clientWidth - note.offsetWidth, 0)) + place.scrollLeft;
    note.style.left = left + "px";
    const above = py - bar - note.offsetHeight - 10;
    note.style.top = (py + note.offsetHeight + 10 > height && above > 0 ? above : py + 8) + "px";
  };
  const by = (j) => {
    const code = reel.spots[j.at].code?.[0];
    return [say(j.creates ? "createdBy" : "wokenBy", reel.lanes[j.by].name) + ", " + spotName(j.at) + (code ? "\u00a0: " : ""), code];
  };
  const forget = () => {
    if (!chosen) return;
    chosen = null;
    note.hidden = true;
    draw();
  };
  const find = (i, t) => reel.lanes[i].spans.find((s) => s[FROM] <= t && t < s[TO]);
  const choose = (i, span, px, py) => {
    const other = !chosen || chosen.span !== span;
    chosen = { lane: i, span };
    if (other) draw();
    tell(px, py);
  };
  const chooseByKey = (i, span) => {
    if (!inside(span)) {
      const half = (to - from) / 2, at = (span[FROM] + span[TO]) / 2;
      view(at - half, at + half);
    }
    choose(i, span, (Math.max(x(span[FROM]), gutter) + Math.min(x(span[TO]), width)) / 2, middle(i) + bar / 2);
  };

  // The pointer.
  let drag = null;
  const where = (event) => {
    const box = live.getBoundingClientRect();
    const px = event.clientX - box.left, py = event.clientY - box.top;
    return { px, py, i: Math.floor((py - top) / lane), t: from + (px - gutter) / scale() };
  };
  live.addEventListener("pointermove", (event) => {
    const { px, py, i, t } = where(event);
    if (drag) {
      const by = (drag.px - px) / scale();
      view(drag.from + by, drag.to + by);
      return;
    }
    // A pointer is never exact: what is nearest within three pixels will do.
    const l = reel.lanes[i];
    const near = 3 / scale();
    const span = l && px > gutter && (find(i, t) ?? find(i, t + near) ?? find(i, t - near));
    if (span) choose(i, span, px, middle(i) + bar / 2);
    else forget();
  });
  live.addEventListener("pointerleave", forget);
  live.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || (from <= 0 && to >= whole)) return;
    drag = { px: where(event).px, from, to };
    live.setPointerCapture(event.pointerId);
    live.classList.add("cahiers-held");
  });
  for (const name of ["pointerup", "pointercancel"]) {
    live.addEventListener(name, () => {
      drag = null;
      live.classList.remove("cahiers-held");
    });
  }
  live.addEventListener("dblclick", (event) => zoom(2, where(event).t));
  live.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) zoom(Math.exp(-event.deltaY / 300), where(event).t);
    else if (Math.abs(event.deltaX) > Math.abs(event.deltaY) && (from > 0 || to < whole)) pan(event.deltaX / width);
    else return;
    event.preventDefault();
  }, { passive: false });

  // The keyboard: arrows move along and between goroutines.
  const move = (by) => {
    const i = chosen ? chosen.lane : 0, spans = reel.lanes[i].spans;
    const at = chosen ? spans.indexOf(chosen.span) + by : spans.findIndex(inside);
    if (spans[at]) chooseByKey(i, spans[at]);
  };
  const change = (by) => {
    const i = chosen ? chosen.lane + by : by > 0 ? 0 : reel.lanes.length - 1;
    if (!reel.lanes[i]) return;
    const t = chosen ? Math.min(Math.max((Math.max(chosen.span[FROM], from) + Math.min(chosen.span[TO], to)) / 2, from), to) : from;
    const spans = reel.lanes[i].spans;
    chooseByKey(i, find(i, t) ?? (t < spans[0][FROM] ? spans[0] : spans.at(-1)));
  };
  const keys = {
    "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: () => view(0, whole),
    ArrowLeft: (event) => (event.shiftKey ? move(-1) : pan(-0.2)), ArrowRight: (event) => (event.shiftKey ? move(1) : pan(0.2)),
    ArrowUp: () => change(-1), ArrowDown: () => change(1), Escape: forget,
  };
  live.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    keys[event.key](event);
    event.preventDefault();
    event.stopPropagation();
  });
  live.addEventListener("blur", forget);

  const button = (sign, label, act, zoomed) => {
    const b = make("html:button", { type: "button", title: label, "aria-label": label, ...keysAreOurs }, tools, sign);
    if (zoomed) b.setAttribute("data-zoomed", "");
    b.addEventListener("click", act);
  };
  button("+", words.closer, () => zoom(1.5));
  button("−", words.further, () => zoom(1 / 1.5), true);
  button("◂", words.earlier, () => pan(-0.2), true);
  button("▸", words.later, () => pan(0.2), true);
  button(words.all, words.allLong, () => view(0, whole), true);
  const hint = make("html:span", {}, tools, words.hint);

  // Whether the drawing must be made again, because it has another width.
  const measure = () => {
    if (place.clientWidth === width || place.clientWidth === 0) return false;
    width = place.clientWidth;
    const narrow = width < 640;
    gutter = narrow ? Math.max(100, width * 0.25) : 186;
    hint.hidden = narrow;
    return true;
  };
  if (measure()) paint();
  new ResizeObserver(() => { if (measure()) draw(); }).observe(place);
})
