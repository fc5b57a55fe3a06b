/* The slider over a document's acts: it says which act it stands at, and gives its exact time to the form. */
"use strict";
(() => {
  for (const form of document.querySelectorAll("[data-as-of]")) {
    const part = (name) => form.querySelector(`[data-${name}]`);
    const slide = part("slide");
    if (!slide) continue;
    const range = part("stop"), said = part("said"), { luc: moment, ngay: day, gio: hour } = form.elements;
    const stops = [...slide.querySelectorAll("datalist option")];

    const tell = () => {
      const stop = stops[range.value];
      said.replaceChildren(Object.assign(document.createElement("b"), { textContent: stop.dataset.when }), ` ${stop.textContent.trim()}`);
      range.setAttribute("aria-valuetext", said.textContent);
      for (const step of slide.querySelectorAll("[data-step]")) step.disabled = !stops[Number(range.value) + Number(step.dataset.step)];
      moment.value = stop.dataset.at;
      moment.disabled = false;
      day.value = stop.dataset.day;
      hour.value = stop.dataset.hour;
    };
    const free = () => { moment.disabled = true; };

    range.addEventListener("input", tell);
    /* beside the paper, letting go shows it */
    let soon;
    if (form.closest("[hx-boost]")) range.addEventListener("change", () => { clearTimeout(soon); soon = setTimeout(() => form.requestSubmit(), 250); });
    slide.addEventListener("click", (event) => {
      const step = event.target.closest("[data-step]");
      if (!step) return;
      range.value = Number(range.value) + Number(step.dataset.step);
      tell();
      range.dispatchEvent(new Event("change", { bubbles: true }));
    });
    /* the two fields are the precise way: what is typed there counts */
    for (const field of [day, hour]) field.addEventListener("input", free);

    slide.hidden = false;
    const typed = [day.value, hour.value];
    tell();
    if (form.hasAttribute("data-typed")) { [day.value, hour.value] = typed; free(); }
  }
})();
