// Draws over a measured curve the one that the learner drew under the same
// title, on the axes where they drew it, and says how far they were. In a
// handout the measurement waits until the curve is drawn, or asked for.
(figure, keep, answer) => {
  const curve = keep(figure);
  const { words, points, base } = answer;
  const number = (v, digits) => v.toLocaleString("fr-FR", { maximumSignificantDigits: digits });

  let fresh = !matchMedia("(prefers-reduced-motion: reduce)").matches;

  // The measured points that the curve has a value for.
  const met = () => {
    const drawn = new Map(curve.get()?.points);
    return points.filter((p) => drawn.has(p.x)).map((p) => ({ ...p, drawn: drawn.get(p.x) }));
  };

  let wait;
  if (answer.waits && curve.asked() && !curve.get()?.complete) {
    wait = document.createElement("div");
    wait.className = "cahiers-wait";
    const [text, button] = [document.createElement("p"), document.createElement("button")];
    text.textContent = words.wait;
    button.textContent = words.reveal;
    button.type = "button";
    button.addEventListener("click", () => reveal(true));
    wait.append(text, button);
    figure.querySelector(".cahiers-title").after(wait);
    figure.classList.add("cahiers-waiting");
  }

  function reveal(asked) {
    if (!wait) return;
    figure.classList.remove("cahiers-waiting");
    wait.remove();
    wait = undefined;
    if (asked) {
      figure.tabIndex = -1; // the button that had the focus is gone
      figure.focus({ preventScroll: true });
    }
  }

  function say() {
    figure.querySelector(".cahiers-answer")?.remove();
    const off = met().filter((p) => !p.given).map((p) => ({ ...p, ratio: p.drawn / p.y }));
    if (off.length === 0) return;
    const far = (p) => Math.abs(Math.log(p.ratio));
    const mean = Math.exp(off.reduce((sum, p) => sum + far(p), 0) / off.length);
    const worst = off.reduce((a, b) => (far(b) > far(a) ? b : a));
    const how = mean <= 1.1 ? words.close
      : words.distance.replace("%s", number(mean, 2)).replace("%s", worst.at)
        .replace("%s", (worst.ratio > 1 ? words.high : words.low).replace("%s", number(Math.exp(far(worst)), 2)));
    const caption = figure.querySelector("figcaption");
    const list = caption.querySelector("ul") ?? caption.insertBefore(document.createElement("ul"), caption.firstChild);
    const item = document.createElement("li");
    item.className = "cahiers-answer";
    const sign = document.createElement("span");
    sign.setAttribute("aria-hidden", "true");
    sign.textContent = "•";
    item.append(sign, how);
    list.append(item);
  }

  // over puts the curve into an option, and counts the vertical axis in
  // multiples, with the lines of the sketch and as many more as are needed.
  function over(option) {
    const pairs = met();
    if (pairs.length === 0) return option;
    if (fresh) { // the measurement draws itself, once
      option.animation = true;
      for (const s of option.series) if (s.type === "line") Object.assign(s, { animation: true, animationDuration: 1500, animationDurationUpdate: 0 });
      fresh = false;
    }
    option.series.push({ ...answer.series, data: pairs.map((p) => ({
      name: [words.curve, p.name, words.axis + "\u00a0: " + number(p.drawn, 3) + "\u202f×"].join("\n"), value: [p.x, base * p.drawn],
    })) });
    option.legend.data.push(words.curve);
    if (!option.legend.show) {
      option.legend.show = true;
      option.grid.top += 30;
    }
    const { log, grid } = curve.get();
    const axis = option.yAxis[0];
    const all = [...pairs.map((p) => p.drawn), ...answer.extent];
    const step = log ? 2 : grid[1] - grid[0];
    const lines = [...grid];
    while (lines.at(-1) < Math.max(...all)) lines.push(log ? lines.at(-1) * step : lines.at(-1) + step);
    while (log && lines[0] > Math.min(...all)) lines.unshift(lines[0] / step);
    axis.type = log ? "log" : "value";
    axis.logBase = 2;
    axis.name = words.axis;
    [axis.min, axis.max] = [base * lines[0], base * lines.at(-1)];
    axis.axisLabel.customValues = axis.axisTick.customValues = lines.map((v) => base * v);
    axis.axisLabel.texts = lines.map((v) => number(v, 3) + "\u202f×");
    return option;
  }

  return {
    over,
    // follow calls draw each time the curve changes.
    follow(draw) {
      say();
      figure.addEventListener("cahiers-curve", () => {
        if (curve.get()?.complete) reveal();
        say();
        draw();
      });
    },
  };
}
