// ECharts puts its clean-up off with a timer; what it draws for a string is
// drawn at once, so that nothing is lost when no timer fires.
globalThis.setTimeout ??= () => 0;
globalThis.clearTimeout ??= () => {};
((text, width, height) => {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(finish(JSON.parse(text)));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
});
