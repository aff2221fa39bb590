"use strict";
// The page: theme, copying, deep links into what is folded, and what to print.
(() => {
  const root = document.documentElement;
  const note = document.getElementById("note");
  const PADDING = 60; // what the header covers, as in report.css
  root.classList.add("scripted");

  const element = (name, text, properties = {}) =>
    Object.assign(document.createElement(name), { textContent: text, ...properties });

  // -------------------------------------------------------------------------------------------------- theme
  const button = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme:dark)");
  const stored = { // a browser may refuse to keep anything for a file
    get: () => { try { return localStorage.getItem("l2tpscope-theme"); } catch { return null; } },
    set: theme => { try { localStorage.setItem("l2tpscope-theme", theme); } catch { /* then only for now */ } },
  };
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
  const named = () => { button.textContent = isDark() ? "Light theme" : "Dark theme"; };
  if (["light", "dark"].includes(stored.get())) root.dataset.theme = stored.get();
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    stored.set(root.dataset.theme);
    named();
  });
  dark.addEventListener("change", named);
  named();

  // ------------------------------------------------------------------------------------------------ copying
  const copied = async text => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = element("textarea", text, { ariaHidden: "true" });
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };
  document.addEventListener("click", async event => {
    const one = event.target.closest("button[data-copy], button[data-link]");
    if (!one) return;
    const before = one.dataset.name ??= one.textContent;
    const hash = one.dataset.link;
    const text = hash ? `${location.href.split("#")[0]}#${hash}` : one.parentElement.querySelector("code").textContent;
    one.textContent = await copied(text) ? "Copied" : "Not allowed";
    setTimeout(() => { one.textContent = before; }, 1500);
  });
  for (const hidden of document.querySelectorAll("#theme, [data-copy], [data-link]")) hidden.hidden = false;

  // -------------------------------------------------------------------------------------------------- links
  const say = (text, command) => {
    const line = element("div", text + " ");
    if (command) line.append(element("code", command));
    const close = element("button", "Close", { type: "button" });
    close.addEventListener("click", hush);
    line.append(close);
    note.replaceChildren(line);
    root.style.scrollPaddingTop = `${PADDING + note.offsetHeight}px`; // so that it covers nothing that is led to
  };

  const hush = () => {
    note.replaceChildren();
    root.style.scrollPaddingTop = "";
  };

  const reveal = target => {
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView({ behavior: "instant", block: target.tagName === "TR" ? "center" : "start" });
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };

  const finding = number => {
    const group = page.findings.find(([, spans]) => spans.some(([first, last]) => first <= number && number <= last));
    if (!group) return say(`There is no finding ${number} in this report.`);
    say(`Finding ${number} is told together with finding ${group[0]}. All of them:`,
      `l2tpscope findings ${page.capture}`);
    reveal(document.getElementById(`finding-${group[0]}`));
  };

  const elsewhere = hash => {
    const [, capture, frame] = /^f(\d+)-(\d+)$/.exec(hash) ?? [];
    const [, found] = /^finding-(\d+)$/.exec(hash) ?? [];
    const [, tunnel, , session] = /^[ts](\d+)(\.(\d+))?$/.exec(hash) ?? [];
    if (frame)
      say(`Frame ${frame} stands in no ladder of this page. This shows it:`,
        `l2tpscope frame ${page.captures[capture] ?? page.capture} ${frame}`);
    else if (found) finding(Number(found));
    else if (!tunnel) say("This page holds nothing of that name: the link may be from another report.");
    else if (!tunnels.show(Number(tunnel), session ? Number(session) : 0))
      say(`Tunnel ${tunnel} is not listed in this page. This shows it:`,
        `l2tpscope ladder ${page.capture} -t ${tunnel}`);
  };

  const follow = () => {
    hush();
    let hash = location.hash.slice(1);
    try { hash = decodeURIComponent(hash); } catch { /* then as it stands */ }
    if (!hash) return;
    const target = document.getElementById(hash);
    if (target) reveal(target);
    else elsewhere(hash);
  };
  addEventListener("hashchange", follow);
  follow();

  // A link to where one is already leads there again, for what it opened may have been closed.
  document.addEventListener("click", event => {
    const to = event.target.closest('a[href^="#"]');
    if (to && to.getAttribute("href") === location.hash) follow();
  });

  // ----------------------------------------------------------------------------------------------- printing
  let folded = [];
  addEventListener("beforeprint", () => { // all but the AVPs of each message, which would fill the paper
    folded = [...document.querySelectorAll("details:not([open], .avps)")];
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of folded) fold.open = false; });
})();
