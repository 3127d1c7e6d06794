// Loads the page again when the preview has something new, and leaves it standing where it stood.
// A tab that is not seen does not listen: browsers open few connections to one server.
(() => {
  "use strict";
  const bar = document.querySelector("utsyn-preview");
  const root = bar?.shadowRoot;
  if (!root) return;
  const KEPT = "utsyn-preview";
  const AGAIN_MS = 3000;
  let news;

  const keep = () => {
    const open = Array.from(root.querySelectorAll("details"), (details) => [details.id, details.open]);
    const kept = { path: location.pathname, x: scrollX, y: scrollY, problems: problems(), open };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // Without storage the page is loaded again at its top.
    }
  };

  const restore = () => {
    let kept;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch {
      return;
    }
    if (kept?.path !== location.pathname) return;
    for (const [id, open] of kept.open) {
      const details = root.getElementById(id);
      // Problems that are new are shown, also to one who has closed the old ones.
      if (details && (id !== "problems" || kept.problems === problems())) details.open = open;
    }
    const scroll = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    scroll();
    addEventListener("load", scroll, { once: true });
  };

  const problems = () => root.querySelector("pre")?.textContent ?? "";

  const listen = () => {
    if (news || document.hidden) return;
    news = new EventSource("/.utsyn/news");
    news.onmessage = ({ data }) => {
      if (data === bar.dataset.version) return;
      hush();
      keep();
      location.reload();
    };
    news.onerror = () => {
      if (news?.readyState !== EventSource.CLOSED) return;
      hush();
      setTimeout(listen, AGAIN_MS);
    };
  };

  const hush = () => {
    news?.close();
    news = undefined;
  };

  restore();
  root.querySelector(".drafts")?.addEventListener("click", ({ target }) => {
    target.disabled = true;
    // The page is loaded again when the site is there; where it cannot be had, the switch is given back.
    fetch(target.dataset.address, { method: "POST" }).catch(() => (target.disabled = false));
  });
  root.querySelector(".print").addEventListener("click", () => print());
  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
  addEventListener("pagehide", hush);
  addEventListener("pageshow", listen);
  listen();
})();
