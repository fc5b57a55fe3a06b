/* What every page can do: menus, dialogs, tabs, toasts, search by "/", copying, asking before what cannot be undone. */
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = document.body.dataset;

  /* toasts: window event "say" with {text, error} */
  const say = (text, error = false) => {
    const line = document.getElementById("toast-shape").content.firstElementChild.cloneNode(true);
    line.querySelector("[data-words]").textContent = text;
    line.classList.toggle("error", error);
    document.getElementById("toasts").append(line);
    if (!error) passing(line);
  };
  const passing = (line) => setTimeout(() => line.remove(), 7000);
  window.addEventListener("say", (event) => say(event.detail.text, event.detail.error));

  /* dialogs */
  const open = (dialog) => { if (dialog && !dialog.open) dialog.showModal(); };

  /* forms with data-confirm say first what will happen */
  const ask = (form, button) => {
    const dialog = document.getElementById("confirm");
    const source = button?.dataset.confirm ? button : form;
    const go = dialog.querySelector("[data-go]");
    dialog.querySelector("[data-what]").textContent = source.dataset.confirm;
    const title = dialog.querySelector("h2");
    title.textContent = source.dataset.confirmTitle || title.dataset.usual;
    go.textContent = source.dataset.confirmAct || button?.textContent.trim() || go.textContent;
    go.className = source.hasAttribute("data-danger") ? "btn btn-danger" : "btn btn-primary";
    go.onclick = () => { form.dataset.confirmed = "yes"; dialog.close(); form.requestSubmit(button || undefined); };
    open(dialog);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if ((form.dataset.confirm || button?.dataset.confirm) && form.dataset.confirmed !== "yes") {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, button);
      return;
    }
    delete form.dataset.confirmed;
    /* once is enough: a second press of a plain form's button sends nothing (and the form's token makes a resend one act) */
    if (form.method === "post" && !form.hasAttribute("hx-post")) {
      if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
      form.dataset.sent = "yes";
      setTimeout(() => { if (form.dataset.sent) press(form, true); }); // after the pressed button's value has been taken
      setTimeout(() => { delete form.dataset.sent; press(form, false); }, 4000);
    }
  }, true);
  const press = (form, sending) => {
    for (const button of form.elements ? [...form.elements].filter((field) => field.type === "submit") : [form]) {
      if (sending && !button.disabled) { button.disabled = true; button.dataset.sending = "yes"; }
      else if (!sending && button.dataset.sending) { button.disabled = false; delete button.dataset.sending; }
    }
  };
  window.addEventListener("pageshow", () => { for (const form of document.forms) { delete form.dataset.sent; press(form, false); } });
  document.addEventListener("htmx:beforeRequest", (event) => { if (event.detail.requestConfig.verb !== "get") press(event.detail.elt, true); });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.requestConfig.verb !== "get") press(event.detail.elt, false); });

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    let hit;
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    if ((hit = at("[data-dialog]"))) { event.preventDefault(); open(document.getElementById(hit.dataset.dialog)); }
    else if ((hit = at("[data-close]"))) hit.closest("dialog").close();
    else if ((hit = at("[data-dismiss]"))) hit.parentElement.remove();
    else if ((hit = at("[data-copy]"))) copy(hit);
    else if ((hit = at("[role=tab]"))) show(hit);
    else if ((hit = at("[data-print]"))) window.print();
    else if (at("[data-log-in-again]")) location.assign(location.href.split("#")[0]);
    else if (event.target.tagName === "DIALOG") {
      const box = event.target.getBoundingClientRect();
      if (event.clientY < box.top || event.clientY > box.bottom || event.clientX < box.left || event.clientX > box.right) event.target.close();
    }
  });

  const copy = async (button) => {
    const source = document.getElementById(button.dataset.copy);
    const text = source ? (source.value ?? source.dataset.text ?? source.textContent).trim() : button.dataset.copy;
    try { await navigator.clipboard.writeText(text); } catch {
      const range = document.createRange(); range.selectNodeContents(source || button);
      getSelection().removeAllRanges(); getSelection().addRange(range); document.execCommand("copy");
    }
    say(words.sayCopied);
  };

  /* tabs inside a page: [role=tab][aria-controls]; the address keeps which one */
  const show = (tab, keep = true) => {
    const list = tab.closest("[role=tablist]");
    for (const other of all("[role=tab]", list)) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", chosen);
      other.tabIndex = chosen ? 0 : -1;
      const panel = document.getElementById(other.getAttribute("aria-controls"));
      if (panel) panel.hidden = !chosen;
    }
    if (keep && tab.dataset.keep !== "no") history.replaceState(history.state, "", `#${tab.getAttribute("aria-controls")}`);
    tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  window.addEventListener("show-tab", (event) => {
    const tab = document.querySelector(`[role=tab][aria-controls="${CSS.escape(event.detail)}"]`);
    if (tab) show(tab);
  });

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName) || document.activeElement?.isContentEditable;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      const search = document.querySelector("[data-slash]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    }
    if (event.key === "Escape") for (const menu of all("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
    const tab = event.target.closest?.("[role=tab]");
    if (tab && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      const tabs = all("[role=tab]", tab.closest("[role=tablist]"));
      const next = tabs[(tabs.indexOf(tab) + (event.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
      show(next); next.focus();
    }
  });

  /* what new markup needs, at the start and after each swap */
  const prepare = (root) => {
    /* widths by the object model: the page's policy forbids style attributes */
    for (const part of all("[data-grow]", root)) part.style.flexGrow = part.dataset.grow;
    for (const line of all("[data-passing]", root)) { passing(line); delete line.dataset.passing; }
    for (const field of all("input[aria-invalid=true]", root).slice(0, 1)) field.focus();
    for (const station of all(".station.now", root)) station.parentElement.scrollLeft = station.offsetLeft - station.parentElement.clientWidth / 2 + station.clientWidth / 2;
    for (const drop of all(".drop input[type=file]", root)) receive(drop);
    for (const dialog of all("dialog[data-open]", root)) open(dialog);
    for (const end of all("[data-freezes]", root)) freeze(document.getElementById(end.dataset.freezes));
  };
  /* a form that is sent no more: its words can still be read and copied */
  const freeze = (form) => { for (const field of form.elements) if (field.tagName === "TEXTAREA") field.readOnly = true; else field.disabled = true; };
  const receive = (input) => {
    const drop = input.closest(".drop"), name = drop.querySelector("[data-file-name]");
    const tell = () => { if (name && input.files.length) name.textContent = [...input.files].map((file) => file.name).join(", "); };
    input.addEventListener("change", tell);
    for (const kind of ["dragover", "dragenter"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); input.files = event.dataTransfer.files; tell(); });
  };

  /* choices name themselves on the button: data-names="Bỏ phiếu cho {name}" */
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-names]");
    if (!form || !event.target.matches(".choice input")) return;
    const button = form.querySelector("[data-named]") || document.querySelector(`[data-named][form="${form.id}"]`);
    const name = event.target.dataset.name || event.target.closest(".choice").querySelector(".choice-name")?.textContent.trim();
    if (button && name) { button.textContent = form.dataset.names.replace("{name}", name.charAt(0).toLowerCase() + name.slice(1)); button.disabled = false; }
  });

  /* the log-in has ended, or the page was drawn before another one: it stays as it is, with all that was typed */
  const signedOut = () => open(document.getElementById("signed-out"));
  window.addEventListener("signed-out", signedOut);
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status === 401) signedOut(); else say(words.sayFailed, true); });
  document.addEventListener("htmx:sendError", (event) => { if (event.detail.requestConfig?.verb !== "get") say(words.sayFailed, true); });
  document.addEventListener("htmx:afterSwap", (event) => prepare(event.detail.target.parentElement || document));
  prepare(document);
  if (location.hash) {
    const tab = document.querySelector(`[role=tab][aria-controls="${CSS.escape(location.hash.slice(1))}"]`);
    if (tab) show(tab, false);
  }
})();
