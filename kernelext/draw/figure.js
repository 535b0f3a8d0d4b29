// Gives an option the functions that JSON cannot carry. It runs in the page and,
// for the static SVG, in Go; it writes no number: all texts come with the option.
(option) => {
  const stroke = (api) => ({ stroke: api.visual("borderColor") ?? api.style().stroke, lineWidth: 2, fill: "none" });
  const path = (points, style) => ({ type: "polyline", shape: { points }, style });
  const shapes = {
    whisker(params, api) {
      const [x, low, high, shift] = [0, 1, 2, 3].map((i) => api.value(i));
      const at = (v) => api.coord([x, v]).map((c, i) => c + (1 - i) * shift);
      const [a, b] = [at(low), at(high)];
      const cap = ([cx, cy]) => path([[cx - 5, cy], [cx + 5, cy]], stroke(api));
      return { type: "group", children: [path([a, b], stroke(api)), cap(a), cap(b)] };
    },
    span(params, api) {
      const [, row, low, high, shift] = [0, 1, 2, 3, 4].map((i) => api.value(i));
      const at = (v) => api.coord([v, row]).map((c, i) => c + i * shift);
      const [a, b] = [at(low), at(high)];
      const cap = ([cx, cy]) => path([[cx, cy - 7], [cx, cy + 7]], stroke(api));
      return { type: "group", children: [path([a, b], stroke(api)), cap(a), cap(b)] };
    },
    bin(params, api) {
      const [low, high, y] = [0, 1, 2].map((i) => api.value(i));
      const [a, b] = [api.coord([low, y]), api.coord([high, 0])];
      const gap = b[0] - a[0] > 6 ? 1 : 0;
      return {
        type: "rect",
        shape: { x: a[0] + gap, y: a[1], width: Math.max(1, b[0] - a[0] - 2 * gap), height: b[1] - a[1] },
        style: { fill: api.visual("color"), stroke: "none" },
      };
    },
  };
  for (const { axisLabel: label } of [...option.xAxis, ...option.yAxis]) {
    if (!label.customValues) continue;
    const near = (v) => label.customValues.findIndex((t) => Math.abs(t - v) <= 1e-6 * Math.abs(v));
    label.formatter = (v) => label.texts[near(v)] ?? "";
  }
  for (const series of option.series) {
    if (series.renderItem) series.renderItem = shapes[series.renderItem];
    if (series.label) series.label.formatter = (p) => p.data.text;
  }
  option.tooltip.formatter = (p) => p.data.name;
  return option;
}
