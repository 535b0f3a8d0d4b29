// Keeps the curve that a learner drew under a title: while the page lives, and
// between two visits where the browser lets it. The figures of the page are
// told when one changes.
(title) => {
  const drawn = (window.cahiersCurves ??= {});
  const key = "cahiers : " + title;
  return {
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
