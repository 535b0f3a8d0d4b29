// Keeps the curve that a learner drew under the title of a figure, whatever its
// spaces: while the page lives, and between two visits where the browser lets
// it. The figures of the page are told when one changes.
(figure) => {
  const titleOf = (f) => f.querySelector(".cahiers-title").textContent.replace(/\s+/g, " ").trim();
  const title = titleOf(figure);
  const drawn = (window.cahiersCurves ??= {});
  const key = "cahiers : " + title;
  return {
    // asked reports whether the page has the axes to draw it on.
    asked: () => [...document.querySelectorAll(".cahiers-sketch")].some((f) => titleOf(f) === title),
    get() {
      if (title in drawn) return drawn[title];
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null; // a page that may keep nothing
      }
    },
    set(curve) {
      drawn[title] = curve;
      try {
        localStorage.setItem(key, JSON.stringify(curve));
      } catch { /* it lives as long as the page */ }
      for (const figure of document.querySelectorAll(".cahiers-figure")) figure.dispatchEvent(new Event("cahiers-curve"));
    },
  };
}
