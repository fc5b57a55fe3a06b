/* What was typed is never lost: form[data-autosave="key"] keeps itself on this machine and, with data-save-url, on the server.
   A copy is one person's (data-user of the page), bound to what the form was drawn with (data-base), and stays until the
   server says that this very form was taken. It is put back whole or offered beside the form; log-out wipes all.
   Never put it on a ballot: a choice must not lie about anywhere. */
"use strict";
(() => {
  const words = document.body.dataset, me = words.user;
  if (!me) return;
  const PREFIX = "draft:", OWNER = "draft-owner", MONTH = 30 * 864e5;

  /* the store may be full, or forbidden in a private window: every use says whether it worked */
  const get = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const put = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } };
  const drop = (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };
  const keys = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } };
  /* another window may have logged out, or somebody else in, since this page was drawn */
  const ours = () => get(OWNER) === me;

  for (const key of keys()) if (!key.startsWith(`${PREFIX}${me}:`) || Date.now() - (get(key)?.at ?? 0) > MONTH) drop(key);
  /* a page without such a form leaves nothing behind, unless somebody's name is there already */
  const claim = () => { if (get(OWNER) !== null || document.querySelector("form[data-autosave]")) put(OWNER, me); };
  claim();
  document.addEventListener("htmx:load", () => { if (get(OWNER) === null) claim(); });

  const keyOf = (form) => `${PREFIX}${me}:${form.dataset.autosave}`;
  const isKept = (field) =>
    field.name && !/^(password|file|submit|button)$/.test(field.type) && !field.hasAttribute("data-no-save") &&
    (field.type !== "hidden" || field.hasAttribute("data-keep"));
  const fields = (form) => [...form.elements].filter(isKept);
  const valuesOf = (field) => {
    if (/^(radio|checkbox)$/.test(field.type)) return field.checked ? [field.value] : [];
    return field.multiple ? [...field.selectedOptions].map((option) => option.value) : [field.value];
  };
  const read = (form) => fields(form).flatMap((field) => valuesOf(field).map((value) => [field.name, value]));
  const names = (form) => [...new Set(fields(form).map((field) => field.name))].sort().join(" ");
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const tell = (form, text) => { for (const place of form.querySelectorAll("[data-saved]")) place.textContent = text; };

  /* ── putting back ─────────────────────────────────────────────────────────────────────────────────────────────── */
  const drawn = new WeakMap();
  const fill = (form, values) => {
    const left = values.map((pair) => [...pair]);
    const take = (name, value) => {
      const place = left.findIndex((pair) => pair[0] === name && (value === undefined || pair[1] === value));
      return place < 0 ? null : left.splice(place, 1)[0][1];
    };
    for (const field of fields(form)) {
      if (/^(radio|checkbox)$/.test(field.type)) field.checked = take(field.name, field.value) !== null;
      else if (field.multiple) for (const option of field.options) option.selected = take(field.name, option.value) !== null;
      else field.value = take(field.name) ?? "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  const typed = (form) => fields(form).filter((field) => /^(textarea|text)$/.test(field.type) && field.value.trim()).map((field) => field.value).join("\n\n");
  const shownOf = (kept) => kept.typed ?? "";
  /* the server's answer is newer, or the form is another one: both stay, and the person chooses */
  const offer = (form, kept, put_back) => {
    const box = document.getElementById("kept-shape").content.firstElementChild.cloneNode(true);
    const on = (name, act) => box.querySelector(`[data-${name}]`).addEventListener("click", act);
    box.querySelector("[data-when]").textContent = new Date(kept.at).toLocaleString("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" });
    box.querySelector("[data-text]").textContent = shownOf(kept);
    box.querySelector("[data-use]").hidden = !put_back;
    on("use", () => { fill(form, kept.values); box.remove(); save(form); });
    on("drop", () => { drop(keyOf(form)); box.remove(); });
    const copied = () => window.dispatchEvent(new CustomEvent("say", { detail: { text: words.sayCopied } }));
    const notCopied = () => box.querySelector("details").open = true;
    on("copy-kept", () => navigator.clipboard?.writeText(shownOf(kept)).then(copied, notCopied));
    form.prepend(box);
  };
  const restore = (form) => {
    form.querySelector(":scope > [data-kept-box]")?.remove();
    drawn.set(form, read(form));
    const kept = get(keyOf(form));
    if (!kept || !Array.isArray(kept.values) || same(kept.values, drawn.get(form))) return;
    const whole = kept.names === names(form);
    if (whole && kept.base === (form.dataset.base ?? "")) { fill(form, kept.values); tell(form, words.sayRestored); }
    else if (shownOf(kept)) offer(form, kept, whole);
  };

  /* ── keeping ──────────────────────────────────────────────────────────────────────────────────────────────────── */
  const timers = new WeakMap(), flying = new WeakMap();
  const keep = (form, more = {}) => {
    if (!ours()) return false;
    const values = read(form);
    if (same(values, drawn.get(form)) && !more.sent) { drop(keyOf(form)); return true; }
    return put(keyOf(form), { at: Date.now(), base: form.dataset.base ?? "", names: names(form), typed: typed(form), values, ...more });
  };
  const refuse = (form, why) => {
    form.dataset.refused = "yes"; // its page is older than the document: from here on only this machine keeps it
    const line = Object.assign(document.createElement("div"), { className: "notice amber", role: "alert", textContent: why });
    form.prepend(line);
    line.scrollIntoView({ block: "nearest" });
    tell(form, words.sayKept);
  };
  const send = async (form) => {
    const sent = read(form);
    let answer;
    try { answer = await fetch(form.dataset.saveUrl, { method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" } }); } catch { return false; }
    if (answer.status === 401) window.dispatchEvent(new CustomEvent("signed-out"));
    if (answer.status === 409) refuse(form, await answer.text());
    if (answer.status !== 204) return false;
    const field = form.elements.namedItem("version");
    if (field) { // from here on the form is drawn with this very copy: its base is round.version
      field.value = answer.headers.get("X-Version");
      form.dataset.base = `${form.dataset.base.split(".")[0]}.${field.value}`;
    }
    if (same(sent, read(form))) { drop(keyOf(form)); drawn.set(form, sent); }
    return true;
  };
  const save = async (form) => {
    const kept = keep(form);
    if (!form.dataset.saveUrl || form.dataset.refused) { tell(form, kept ? words.sayKept : words.sayNotKept); return; }
    if (flying.has(form)) { later(form); return; }
    tell(form, words.saySaving);
    const flight = send(form);
    flying.set(form, flight);
    const saved = await flight;
    flying.delete(form);
    tell(form, saved ? words.saySaved : kept ? words.sayKept : words.sayNotKept);
  };
  const later = (form) => {
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), form.dataset.saveUrl ? 1200 : 400));
  };
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.dataset.autosave && !event.target.hasAttribute("data-no-save")) later(form);
  });
  addEventListener("pagehide", () => { for (const form of document.querySelectorAll("form[data-autosave]")) if (!same(read(form), drawn.get(form)) && !get(keyOf(form))?.sent) keep(form); });

  /* ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────── */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("data-log-out")) { for (const key of [...keys(), OWNER]) drop(key); return; }
    if (!form.dataset.autosave) return;
    clearTimeout(timers.get(form));
    if (flying.has(form)) { // what is being saved is answered first, or this would look like an older window
      event.preventDefault();
      flying.get(form).finally(() => { delete form.dataset.sent; form.requestSubmit(event.submitter ?? undefined); });
      return;
    }
    keep(form, { sent: form.elements.namedItem("form_token")?.value ?? "" });
  }, true);
  /* the server names the forms that it took, by their tokens; a copy that was typed on since then stays */
  const confirmed = () => {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith("form_done="));
    if (!cookie) return;
    const tokens = cookie.slice("form_done=".length).split(".");
    document.cookie = "form_done=; path=/; max-age=0; samesite=lax";
    for (const key of keys()) if (tokens.includes(get(key)?.sent)) drop(key);
  };
  document.addEventListener("htmx:afterRequest", confirmed);

  confirmed();
  const begin = (root) => { if (root.matches?.("form[data-autosave]")) restore(root); root.querySelectorAll?.("form[data-autosave]").forEach(restore); };
  begin(document);
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) begin(event.detail.elt); });
  /* a form that is opened for another thing (a remark on another passage) has another key from then on */
  document.addEventListener("autosave:bind", (event) => { event.target.dataset.autosave = event.detail; restore(event.target); });
  window.keptForms = (start) => keys().filter((key) => key.startsWith(`${PREFIX}${me}:${start}`)).map(get);
})();
