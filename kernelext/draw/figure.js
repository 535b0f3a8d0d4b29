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
      const room = b[0] - a[0];
      const width = room > 6 ? room - 2 : Math.max(3, room);
      return {
        type: "rect",
        shape: { x: (a[0] + b[0] - width) / 2, y: a[1], width, height: b[1] - a[1] },
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
