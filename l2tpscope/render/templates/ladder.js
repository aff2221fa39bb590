"use strict";
// Ladders: show the rows of one session, open and close what is folded, and go from row to row by the keyboard.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");

  const visible = ladder => [...ladder.querySelectorAll("tbody > tr")].filter(row => !row.hidden);

  const showSession = (ladder, session) => {
    for (const row of ladder.querySelectorAll("tr[data-sessions]"))
      row.hidden = session !== "" && !row.dataset.sessions.split(" ").includes(session);
  };

  const goTo = row => {
    for (const other of row.closest(".ladder").querySelectorAll('tr[tabindex="0"]')) other.tabIndex = -1;
    row.tabIndex = 0;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };

  const toggleAll = (place, kind) => {
    const folds = [...place.querySelectorAll(kind)];
    const open = folds.some(fold => !fold.open);
    for (const fold of folds) fold.open = open;
  };

  document.addEventListener("change", event => {
    const choice = event.target.closest(".ladder select");
    if (choice) showSession(choice.closest(".ladder"), choice.value);
  });

  document.addEventListener("click", event => {
    const button = event.target.closest(".ladder button[data-folds]");
    if (button) toggleAll(button.closest(".ladder"), button.dataset.folds);
  });

  document.addEventListener("keydown", event => {
    const row = event.target.closest(".ladder tbody > tr");
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const rows = visible(row.closest(".ladder"));
      const next = rows[rows.indexOf(row) + step];
      if (next) goTo(next);
    } else if (event.key === "Enter" && event.target === row) toggleAll(row, "details");
    else return;
    event.preventDefault();
  });

  // A link to a message leads to it, also where a filter or a fold hides it.
  const reveal = () => {
    const place = document.getElementById(location.hash.slice(1));
    const row = place?.closest(".ladder tr");
    if (!row) return;
    if (row.hidden) {
      const ladder = row.closest(".ladder");
      ladder.querySelector("select").value = "";
      showSession(ladder, "");
    }
    if (place !== row) place.closest("details").open = true;
    place.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
