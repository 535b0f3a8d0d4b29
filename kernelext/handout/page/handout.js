"use strict";
(() => {
  const toc = document.querySelector(".sommaire details");
  if (!toc) return;
  // Beside the text the contents stay open; above it they would hide it.
  const wide = matchMedia("(min-width: 72rem)");
  const follow = () => { toc.open = wide.matches; };
  follow();
  wide.addEventListener("change", follow);

  const links = new Map([...toc.querySelectorAll("a")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
  const headings = [...document.querySelectorAll("main :is(h2, h3)")].filter((h) => links.has(h.id));
  let current;
  const mark = () => {
    const passed = headings.filter((h) => h.getBoundingClientRect().top < innerHeight / 3);
    const link = links.get(passed.at(-1)?.id);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    current = link;
    // The list scrolls by itself when it is longer than the window.
    if (wide.matches) link?.scrollIntoView({ block: "nearest" });
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
})();
