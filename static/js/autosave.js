/* What was typed is never lost: form[data-autosave="key"] keeps itself on this machine and, with data-save-url, on the server.
   Never put it on a ballot: a choice must not lie about anywhere. */
"use strict";
(() => {
  const words = document.body.dataset;
  const fields = (form) => [...form.elements].filter((field) => field.name && !/^(hidden|password|file|submit|button)$/.test(field.type) && !field.hasAttribute("data-no-save"));
  const read = (form) => fields(form).flatMap((field) => (/^(radio|checkbox)$/.test(field.type) ? (field.checked ? [[field.name, field.value]] : []) : [[field.name, field.value]]));
  const key = (form) => `draft:${form.dataset.autosave}`;
  const tell = (form, text) => { for (const place of form.querySelectorAll("[data-saved]")) place.textContent = text; };

  const restore = (form) => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key(form))); } catch { return; }
    if (!kept || !Array.isArray(kept.values) || Date.now() - kept.at > 30 * 864e5) return;
    let changed = false;
    for (const [name, value] of kept.values) {
      const matches = fields(form).filter((field) => field.name === name);
      for (const field of matches) {
        if (/^(radio|checkbox)$/.test(field.type)) { if (field.value === value && !field.checked) { field.checked = true; changed = true; } }
        else if (!field.value && value) { field.value = value; changed = true; }
      }
    }
    if (changed) tell(form, words.sayRestored);
  };

  const timers = new WeakMap();
  const save = (form) => {
    try { localStorage.setItem(key(form), JSON.stringify({ at: Date.now(), values: read(form) })); } catch { /* private windows keep nothing */ }
    if (!form.dataset.saveUrl) { tell(form, words.sayKept); return; }
    tell(form, words.saySaving);
    const body = new FormData(form);
    fetch(form.dataset.saveUrl, { method: "POST", body, headers: { "X-Autosave": "1" } })
      .then((answer) => { if (!answer.ok) throw new Error(answer.status); tell(form, words.saySaved); return answer.headers.get("X-Version"); })
      .then((version) => { const field = form.elements.namedItem("version"); if (version && field) field.value = version; })
      .catch(() => tell(form, words.sayKept));
  };

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.autosave || event.target.hasAttribute("data-no-save")) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), form.dataset.saveUrl ? 1200 : 400));
  });
  /* sent and answered: the kept copy has done its work. A page that comes back with errors has the fields filled already. */
  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.autosave) return;
    clearTimeout(timers.get(event.target));
    sessionStorage.setItem("sent-draft", key(event.target));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form[data-autosave]");
    if (form && event.detail.successful && event.detail.requestConfig.verb !== "get") { try { localStorage.removeItem(key(form)); } catch { /* nothing was kept */ } }
  });
  const sent = sessionStorage.getItem("sent-draft");
  if (sent && !document.querySelector("[aria-invalid=true], .errorlist, .error")) { try { localStorage.removeItem(sent); } catch { /* nothing was kept */ } }
  sessionStorage.removeItem("sent-draft");
  document.querySelectorAll("form[data-autosave]").forEach(restore);
  document.addEventListener("htmx:afterSwap", (event) => event.detail.target.querySelectorAll?.("form[data-autosave]").forEach(restore));
})();
