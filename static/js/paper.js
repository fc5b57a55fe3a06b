/* The paper and its margin: a flag leads to its remark and back, a selected passage opens the comment sheet. */
"use strict";
(() => {
  const light = (element) => {
    if (!element) return;
    for (const other of document.querySelectorAll(".lit")) other.classList.remove("lit");
    element.classList.add("lit");
    element.scrollIntoView({ block: "center", behavior: "smooth" });
    setTimeout(() => element.classList.remove("lit"), 3500);
  };

  /* on a phone the margin is a sheet from the foot */
  const margin = document.querySelector(".margin");
  const phone = matchMedia("(max-width: 820px)");
  const spread = (on) => { margin?.classList.toggle("open", on); margin?.querySelector("[data-margin]")?.setAttribute("aria-expanded", on); };
  let chosen = margin?.querySelector("[role=tab][aria-selected=true]");
  document.addEventListener("click", (event) => {
    if (!margin || !phone.matches) return;
    const tab = event.target.closest(".margin [role=tab]");
    if (tab) { spread(!(margin.classList.contains("open") && tab === chosen)); chosen = tab; }
    else if (event.target.closest("[data-margin]")) spread(!margin.classList.contains("open"));
    else if (event.target.closest("[data-to-remark]")) spread(true);
    else if (event.target.closest("[data-to-passage]") || event.target.closest(".desk")) spread(false);
  });

  document.addEventListener("click", (event) => {
    /* a remark names its passage with data-passage, a flag names its remark with data-remark */
    const link = event.target.closest("[data-to-passage]");
    if (link) { const passage = document.getElementById(`p-${link.dataset.toPassage}`); if (passage) { event.preventDefault(); light(passage); } return; }
    const flag = event.target.closest("[data-to-remark]");
    if (flag) {
      const remark = document.querySelector(flag.dataset.toRemark);
      if (!remark) return;
      event.preventDefault();
      const panel = remark.closest("[role=tabpanel]");
      if (panel?.hidden) window.dispatchEvent(new CustomEvent("show-tab", { detail: panel.id }));
      light(remark);
      return;
    }
    const mode = event.target.closest("[data-sheet-mode]");
    if (mode) {
      const desk = mode.closest(".desk");
      const on = desk.classList.toggle("as-sheet");
      mode.setAttribute("aria-pressed", on);
    }
    const zoom = event.target.closest("[data-reading]");
    if (zoom) zoom.setAttribute("aria-pressed", zoom.closest(".desk").classList.toggle("reading"));
    const here = event.target.closest("[data-comment-here]");
    if (here) comment(here.dataset.passage, here.dataset.quote);
  });

  /* selection → comment */
  const button = document.getElementById("comment-here");
  const sheet = document.getElementById("comment-sheet");
  if (!button || !sheet) return;
  const comment = (passage, quote) => {
    const form = sheet.querySelector("form");
    form.reset();
    form.elements.passage.value = passage || "";
    form.elements.quote.value = quote || "";
    /* a remark that was begun on this passage is there again; one on another passage stays with that passage */
    form.dispatchEvent(new CustomEvent("autosave:bind", { bubbles: true, detail: `${form.dataset.keptAs}${passage || ""}` }));
    const shown = sheet.querySelector("[data-quote]");
    if (shown) { shown.textContent = quote || ""; shown.hidden = !quote; }
    if (!sheet.open) sheet.showModal();
    sheet.querySelector("textarea")?.focus();
    button.hidden = true;
  };
  const begun = document.getElementById("comment-kept");
  const first = () => window.keptForms?.(sheet.querySelector("form").dataset.keptAs)[0];
  addEventListener("load", () => { if (begun) begun.hidden = !first(); });
  begun?.addEventListener("click", () => {
    const kept = Object.fromEntries(first()?.values ?? []);
    comment(kept.passage, kept.quote);
    begun.hidden = true;
  });
  /* the words that stand: what a redline strikes out, and the flags, are not quoted */
  const standing = (selection) => {
    if (!selection.rangeCount) return "";
    const copied = selection.getRangeAt(0).cloneContents();
    for (const other of copied.querySelectorAll("del, .flag")) other.remove();
    return copied.textContent.replace(/\s+/g, " ").trim();
  };
  const place = () => {
    const selection = getSelection();
    const text = standing(selection);
    const start = selection.anchorNode && (selection.anchorNode.nodeType === 1 ? selection.anchorNode : selection.anchorNode.parentElement)?.closest(".sheet .passage");
    if (!start || text.length < 2) { if (!button.matches(":focus")) button.hidden = true; return; }
    const box = selection.getRangeAt(0).getBoundingClientRect();
    button.dataset.passage = start.id.replace(/^p-/, "");
    button.dataset.quote = text.slice(0, 500);
    button.hidden = false;
    button.style.top = `${box.bottom + scrollY + 8}px`;
    button.style.left = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - button.offsetWidth - 12))}px`;
  };
  document.addEventListener("selectionchange", () => { clearTimeout(place.timer); place.timer = setTimeout(place, 180); });
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => comment(button.dataset.passage, button.dataset.quote));
  document.addEventListener("htmx:afterRequest", (event) => { if (sheet.contains(event.detail.elt) && event.detail.successful) { sheet.close(); sheet.querySelector("form").reset(); } });
})();
