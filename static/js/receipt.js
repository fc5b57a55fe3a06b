/* The receipt of a vote, kept as a picture: drawn and handed over here, so that the code goes to nobody and nowhere else. */
"use strict";
(() => {
  const WIDTH = 1080, MARGIN = 80;
  const button = document.querySelector("[data-keep]");
  if (!button) return;

  const look = getComputedStyle(document.documentElement);
  const colour = (name) => look.getPropertyValue(name).trim();
  const font = (line) => `${line.weight} ${line.size}px ${getComputedStyle(document.body).fontFamily}`;

  const wrapped = (pen, text) => {
    const lines = [];
    for (const word of text.split(/\s+/)) {
      const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
      if (lines.length && pen.measureText(longer).width <= WIDTH - 2 * MARGIN) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  };

  const said = () => [
    { text: button.dataset.title, size: 34, weight: 500, colour: "--muted" },
    { text: document.getElementById(button.dataset.keep).textContent.trim(), size: 78, weight: 700, colour: "--ink" },
    { text: button.dataset.question, size: 38, weight: 600, colour: "--ink" },
    { text: button.dataset.hint, size: 30, weight: 400, colour: "--muted" },
  ];

  const draw = () => {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    const rows = [];
    let height = MARGIN;
    for (const part of said()) {
      pen.font = font(part);
      for (const text of wrapped(pen, part.text)) rows.push({ ...part, text, base: (height += part.size * 1.4) - part.size * .35 });
      height += 34;
    }
    canvas.width = WIDTH;
    canvas.height = height + MARGIN - 34;
    pen.fillStyle = colour("--surface");
    pen.fillRect(0, 0, WIDTH, canvas.height);
    for (const row of rows) {
      pen.font = font(row);
      pen.fillStyle = colour(row.colour);
      pen.fillText(row.text, MARGIN, row.base);
    }
    return canvas;
  };

  const hand = (picture) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(picture);
    link.download = button.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  button.hidden = false;
  button.addEventListener("click", async () => {
    await document.fonts.ready;
    draw().toBlob(hand, "image/png");
  });
})();
