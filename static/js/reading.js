/* The reading site's comforts: copy the link, print, say where in the text one is. Reading needs none of it. */
(() => {
  "use strict";
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if ("print" in button.dataset) window.print();
    if (!button.dataset.copyLink) return;
    const words = button.querySelector("span");
    const before = words.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copyLink);
      words.textContent = button.dataset.copied;
    } catch {
      words.textContent = button.dataset.copyLink;
      return;
    }
    setTimeout(() => { words.textContent = before; }, 2500);
  });

  const outline = document.querySelector("[data-outline]");
  if (!outline) return;
  const links = new Map([...outline.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const marks = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const show = () => {
    const passed = marks.filter((mark) => mark.getBoundingClientRect().top < window.innerHeight * 0.4);
    const here = (passed.at(-1) || marks[0]).id;
    for (const [id, link] of links) {
      if (id === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  show();
  document.addEventListener("scroll", () => requestAnimationFrame(show), { passive: true });
})();
