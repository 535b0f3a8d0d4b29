async (scroller) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const found = new Map();
  for (let top = 0; ; top += scroller.clientHeight / 2) {
    scroller.scrollTo({ top, behavior: "instant" });
    await frame();
    await frame();
    for (const figure of scroller.querySelectorAll(".cahiers-figure:not(.cahiers-sketch)")) {
      if (found.has(figure.id)) continue;
      const box = figure.getBoundingClientRect();
      if (box.top > innerHeight || box.bottom < 0) continue;
      found.set(figure.id, await read(figure));
    }
    if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1) break;
  }
  return [...found.values()];

  // read waits until a figure is drawn, or a few seconds for one that is not.
  async function read(figure) {
    const live = () => figure.querySelector(".cahiers-live");
    const chart = () => live() && window.echarts?.getInstanceByDom(live());
    const patience = performance.now() + 10_000;
    while (!chart() && performance.now() < patience) await frame();
    const text = (e) => e?.textContent.trim() ?? "";
    const table = figure.querySelector("table");
    const body = [...table.querySelectorAll("tbody tr")];
    return {
      Title: text(figure.querySelector(".cahiers-title")),
      Alt: live()?.getAttribute("aria-label") ?? "",
      Caption: text(figure.querySelector("figcaption")),
      Rows: body.map((row) => [...row.cells].map(text)),
      Marks: chart() ? marks(chart(), live()) : [],
    };
  }

  function marks(chart, live) {
    const all = [];
    const svg = live.querySelector("svg");
    chart.getModel().eachSeries((series) => {
      const data = series.getData();
      data.each((i) => {
        const name = data.getName(i);
        if (!name.includes("\n")) return; // a whisker, named after its category at best
        const shape = data.getItemGraphicEl(i);
        const box = shape?.getBoundingRect().clone();
        const place = shape?.getComputedTransform();
        if (place) box.applyTransform(place);
        all.push({ Text: name, Seen: !!svg && !!box && inside(box, chart) && (box.width > 0 || box.height > 0) });
      });
    });
    return all;
  }

  function inside(box, chart) {
    return box.x >= -1 && box.y >= -1 && box.x + box.width <= chart.getWidth() + 1 && box.y + box.height <= chart.getHeight() + 1;
  }
}
