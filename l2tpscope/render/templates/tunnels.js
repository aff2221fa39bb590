"use strict";
// The table of tunnels: filter, search, sort, and rows made for the visible window only.
const page = JSON.parse(document.getElementById("data").textContent);

const tunnels = (() => {
  const box = document.getElementById("rows");
  if (!box) return { show: () => false };
  const OVERSCAN = 8;
  const SIGNS = { failed: ["bad", "✕"], up: ["good", "✓"], closed: ["good", "✓"] };
  const all = page.tunnels.map(values => Object.fromEntries(values.map((value, at) => [page.fields[at], value])));
  const byIndex = new Map(all.map(row => [row.index, row]));
  const drawn = new Set(page.drawn);
  const table = box.firstElementChild;
  const body = table.tBodies[0];
  const [show, find, sort, count, panel] =
    ["show", "find", "sort", "count", "panel"].map(id => document.getElementById(id));
  const heads = [...table.tHead.rows[0].cells];
  const labels = [...body.rows[0].cells].map(cell => [cell.className, cell.dataset.label]);
  let rows = all, active = 0, chosen = null, height = 46, order = { key: null, down: false };

  const element = (name, text, properties = {}) =>
    Object.assign(document.createElement(name), { textContent: text, ...properties });
  const link = (hash, text) => element("a", text, { href: "#" + hash });
  const number = value => value.toLocaleString("en");

  // ---------------------------------------------------------------------------------------------------- rows
  const cells = row => [
    [sign(row.outcome)], [drawn.has(row.index) ? link("t" + row.index, row.index) : row.index],
    [row.from, element("small", row.from_at)], [row.to, element("small", row.to_at)],
    [number(row.sessions)], [number(row.resent)], [row.round_trip || "–"], [row.began], [row.lasted], [reason(row)],
  ];

  const reason = row => row.finding ? link("finding-" + row.finding, row.why) : row.why;

  const sign = outcome => {
    const [tone, letter] = SIGNS[outcome] ?? ["note", "·"];
    return element("span", letter, { className: "chip " + tone, title: outcome });
  };

  const made = place => {
    const line = element("tr", "");
    line.setAttribute("role", "row");
    line.setAttribute("aria-rowindex", place + 2);
    line.setAttribute("aria-selected", rows[place] === chosen);
    line.tabIndex = place === active ? 0 : -1;
    line.dataset.place = place;
    cells(rows[place]).forEach((content, at) => {
      const cell = element("td", "", { className: labels[at][0] });
      cell.setAttribute("role", "gridcell");
      if (labels[at][1]) cell.dataset.label = labels[at][1];
      for (const part of content) if (part.tabIndex === 0) part.tabIndex = -1;
      cell.append(...content);
      if (cell.textContent.length > 20) cell.title = content.map(part => part.textContent ?? part).join(" ");
      line.append(cell);
    });
    return line;
  };

  const pad = lines => {
    const line = element("tr", "", { className: "pad", ariaHidden: "true" });
    line.append(element("td", "", { colSpan: labels.length }));
    line.style.height = lines * height + "px";
    return line;
  };

  const draw = () => {
    const first = Math.max(0, Math.min(Math.floor(box.scrollTop / height) - OVERSCAN, rows.length - 1));
    const last = Math.min(rows.length, first + Math.ceil(box.clientHeight / height) + 2 * OVERSCAN);
    const focused = document.activeElement?.dataset?.place;
    const shown = [];
    for (let place = first; place < last; place++) shown.push(made(place));
    body.replaceChildren(pad(first), ...shown, pad(rows.length - last));
    if (focused !== undefined) body.querySelector(`[data-place="${focused}"]`)?.focus({ preventScroll: true });
  };

  const measure = () => {
    const line = body.querySelector("tr[data-place]");
    const now = line ? line.getBoundingClientRect().height : 0;
    if (now && now !== height) { height = now; draw(); }
  };

  const goTo = (place, focus = true) => {
    if (!rows.length) return;
    active = Math.max(0, Math.min(place, rows.length - 1));
    const top = active * height, above = table.tHead.offsetHeight;
    const seen = box.clientHeight - above;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + height > box.scrollTop + seen) box.scrollTop = top + height - seen;
    draw();
    if (focus) body.querySelector(`[data-place="${active}"]`)?.focus({ preventScroll: true });
  };

  // ------------------------------------------------------------------------------------ filter, search, sort
  const users = row => row.calls.flatMap(([, ids, user]) => [ids, user]);
  const words = row => [row.from, row.from_at, row.to, row.to_at, row.why, ...users(row)];
  const searched = row => row.text ??= words(row).join("\n").toLowerCase();

  const compared = (one, other) => {
    const [a, b] = [one[order.key], other[order.key]];
    return typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
  };

  const choose = () => {
    const wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = row => !show.value || row.outcome === show.value;
    rows = all.filter(row => fits(row) && wanted.every(word => searched(row).includes(word)));
    const way = order.down ? -1 : 1;
    if (order.key) rows.sort((one, other) => way * compared(one, other) || one.index - other.index);
    table.setAttribute("aria-rowcount", rows.length + 1);
    count.textContent = `${number(rows.length)} of ${number(page.all)} shown`;
    active = box.scrollTop = 0;
    draw();
  };

  const sortBy = (key, down) => {
    order = { key, down };
    sort.value = key ? `${key} ${down ? 1 : 0}` : "";
    for (const head of heads) {
      const is = key && head.dataset.sort === key;
      head.ariaSort = is ? (down ? "descending" : "ascending") : null;
    }
    choose();
  };

  const prepare = () => {
    const found = new Map();
    for (const row of all) found.set(row.outcome, (found.get(row.outcome) ?? 0) + 1);
    show.append(new Option(`all (${number(all.length)})`, ""));
    for (const [name, many] of found) show.append(new Option(`${name} (${number(many)})`, name));
    sort.append(new Option("failed first", ""));
    for (const head of heads.filter(one => one.dataset.sort)) {
      const button = element("button", head.textContent, { type: "button" });
      const key = head.dataset.sort;
      button.addEventListener("click", () => sortBy(order.key === key && order.down ? null : key, order.key === key));
      for (const down of [0, 1]) sort.append(new Option(`${head.textContent} ${down ? "▼" : "▲"}`, `${key} ${down}`));
      head.replaceChildren(button);
    }
    document.getElementById("tools").hidden = false;
  };

  // ------------------------------------------------------------------------------------------- what is chosen
  const describe = (row, session) => {
    const which = session ? `-s ${row.index}.${session}` : `-t ${row.index}`;
    const facts = [
      ["Initiator", `${row.from}, ${row.from_at}`], ["Recipient", `${row.to}, ${row.to_at}`],
      ["Began", `${row.began} UTC, lasted ${row.lasted}`], ["Sent again", number(row.resent)],
      ["Round trip", row.round_trip || "–"], ["Outcome", reason(row)],
      ["Its messages", element("code", `l2tpscope ladder ${page.capture} ${which}`)],
    ];
    const list = element("dl", "");
    for (const [name, value] of facts) {
      const definition = element("dd", "");
      definition.append(value);
      list.append(element("dt", name), definition);
    }
    const heading = element("h3", `Tunnel ${row.index}, not told in full on this page`);
    panel.replaceChildren(heading, list, sessions(row, session));
    panel.hidden = false;
  };

  const sessions = (row, session) => {
    const list = element("ul", "");
    const calls = row.calls.filter(([own]) => !session || own === session).slice(0, 200);
    for (const [own, ids, user, outcome] of calls)
      list.append(element("li", `session ${row.index}.${own}, IDs ${ids}${user && `, user ${user}`}: ${outcome}`));
    list.hidden = !calls.length;
    return list;
  };

  const open = place => {
    const row = rows[place];
    if (!row) return;
    active = place;
    chosen = row;
    if (drawn.has(row.index)) { location.hash = "t" + row.index; return; }
    history.replaceState(null, "", "#t" + row.index);
    describe(row);
    draw();
  };

  // The tunnel of a link, with one of its sessions if named; false where this page does not know it.
  const select = (index, session) => {
    const row = byIndex.get(index);
    if (!row) return false;
    if (!rows.includes(row)) { show.value = find.value = ""; choose(); }
    chosen = row;
    goTo(rows.indexOf(row), false);
    describe(row, session);
    box.scrollIntoView({ behavior: "instant", block: "start" });
    panel.focus({ preventScroll: true });
    return true;
  };

  // --------------------------------------------------------------------------------------------------- events
  const KEYS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
  box.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  box.addEventListener("keydown", event => {
    const line = event.target.closest("tr[data-place]");
    if (!line || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in KEYS) goTo(active + KEYS[event.key]);
    else if (event.key === "Enter" && event.target === line) open(active);
    else return;
    event.preventDefault();
  });
  body.addEventListener("click", event => {
    const line = event.target.closest("tr[data-place]");
    if (line && !event.target.closest("a") && getSelection().isCollapsed) open(Number(line.dataset.place));
  });
  find.addEventListener("input", choose);
  show.addEventListener("change", choose);
  sort.addEventListener("change", () => {
    const [key, down] = sort.value.split(" ");
    sortBy(key || null, down === "1");
  });
  addEventListener("resize", () => { draw(); measure(); });
  document.addEventListener("keydown", event => {
    if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
    find.focus();
    event.preventDefault();
  });
  addEventListener("beforeprint", () => {
    body.replaceChildren(...rows.slice(0, page.printed).map((_, place) => made(place)));
  });
  addEventListener("afterprint", draw);

  prepare();
  choose();
  measure();
  return { show: select };
})();
