// Draws the figure this script stands in, when ECharts is to be had: from the
// page itself in a handout, from the kernelspec's folder in Jupyter. Otherwise
// the page keeps what it came with, the table or the static SVG.
// option makes a new option each time; answer, where there is one, draws the
// learner's curve over it.
((option, alt, height, answer) => {
  const figure = document.currentScript.parentElement;
  const place = figure.querySelector(".cahiers-chart");
  const over = answer?.(figure);
  let chart;
  const draw = () => chart?.setOption(option(over), true);
  over?.follow(draw);
  const load = () => new Promise((resolve, reject) => {
    if (window.echarts) return resolve(window.echarts);
    const config = document.getElementById("jupyter-config-data");
    if (!config) return reject(new Error("no Jupyter server"));
    const script = document.createElement("script");
    script.src = JSON.parse(config.textContent).baseUrl + "kernelspecs/cahiers/echarts.min.js";
    script.onload = () => (window.echarts ? resolve(window.echarts) : reject(new Error("no ECharts")));
    script.onerror = reject;
    document.head.append(script);
  });
  const parsed = document.readyState !== "loading" ? Promise.resolve()
    : new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  parsed.then(() => (window.cahiersECharts ??= load())).then((echarts) => {
    const data = place.querySelector("details");
    const live = document.createElement("div");
    live.className = "cahiers-live";
    live.style.height = height + "px";
    live.setAttribute("role", "img");
    live.setAttribute("aria-label", alt);
    place.append(live);
    place.after(data);
    data.open = false;
    place.classList.add("cahiers-drawn");
    // An element that leaves the page has no width any more: what it holds is
    // let go, and drawn again if it comes back (JupyterLab moves its cells).
    new ResizeObserver(() => {
      if (live.clientWidth === 0) {
        chart?.dispose();
        chart = undefined;
      } else if (chart) {
        chart.resize();
      } else {
        chart = echarts.init(live, null, { renderer: "svg" });
        draw();
      }
    }).observe(live);
  }).catch(() => { delete window.cahiersECharts; });
})
