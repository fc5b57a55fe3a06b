/* The stations of a procedure, put in order by buttons: the numbers of the fields follow, also those that returns go to. */
"use strict";
(() => {
  const list = document.querySelector("[data-stations]");
  if (!list) return;
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const name = (row) => field(row, "label").value.trim();
  /* the blank row at the end is no station yet */
  const stations = () => [...list.children].filter((row) => name(row) || field(row, "place").value);

  const ready = () => {
    const rows = stations();
    for (const row of list.children) {
      const place = rows.indexOf(row);
      row.querySelector("[data-shift]").hidden = place < 0;
      row.querySelector('[data-by="-1"]').disabled = place === 0;
      row.querySelector('[data-by="1"]').disabled = place === rows.length - 1;
    }
  };

  const move = (row, to) => {
    const before = stations(), from = before.indexOf(row), after = [...before];
    after.splice(to, 0, ...after.splice(from, 1));
    before[0].before(...after);
    const moved = new Map(before.map((one, place) => [String(place + 1), String(after.indexOf(one) + 1)]));
    after.forEach((one, place) => {
      field(one, "place").value = place + 1;
      one.querySelector("[data-number]").textContent = place + 1;
      const back = field(one, "return_to");
      back.value = moved.get(back.value) ?? back.value;
    });
    ready();
    document.getElementById("station-moved").textContent = list.dataset.moved.replace("{name}", name(row)).replace("{n}", to + 1);
    const card = row.querySelector(".card");
    card.classList.add("glow");
    card.addEventListener("animationend", () => card.classList.remove("glow"), { once: true });
    row.scrollIntoView({ block: "nearest" });
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-by]");
    if (!button) return;
    const row = button.closest("li");
    move(row, stations().indexOf(row) + Number(button.dataset.by));
    /* the row took its buttons along; at an end the other one is left */
    (button.disabled ? row.querySelector("[data-by]:not(:disabled)") : button)?.focus();
  });

  list.addEventListener("change", (event) => {
    const row = event.target.closest("li"), to = Number(event.target.value);
    if (event.target === field(row, "place") && Number.isInteger(to) && to > 0) move(row, Math.min(to, stations().length) - 1);
    else ready();
  });
  ready();
})();
