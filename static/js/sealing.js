/* Sealed slips (docs/decisions/0011-sealed-slips.md): a teller's key, a voter's slip and its opening, all made here.
   A private key and a choice leave the browser only as a file that a teller keeps, and as a slip that nobody alone can read. */
"use strict";
(() => {
  const subtle = globalThis.crypto?.subtle;
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  const KEY = 65, NONCE = 12, LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const utf8 = (text) => new TextEncoder().encode(text);
  const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...new Uint8Array(part)]));
  const random = (length) => crypto.getRandomValues(new Uint8Array(length));
  const importPublic = (raw) => subtle.importKey("raw", raw, CURVE, true, []);

  /* One key for one slip and one layer, from the sender's pair and the teller's. */
  const layerKey = async (own, other, sender, teller, ballot, place, use) => {
    const shared = await subtle.deriveBits({ name: "ECDH", public: other }, own, 256);
    const base = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const how = { name: "HKDF", hash: "SHA-256", salt: joined(sender, teller), info: utf8(`trinh-ky/slip/1/${ballot}/${place}`) };
    return subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, [use]);
  };

  const seal = async (plain, teller, ballot, place) => {
    const pair = await subtle.generateKey(CURVE, true, ["deriveBits"]);
    const sender = await subtle.exportKey("raw", pair.publicKey), iv = random(NONCE);
    const key = await layerKey(pair.privateKey, await importPublic(teller), sender, teller, ballot, place, "encrypt");
    return joined(sender, iv, await subtle.encrypt({ name: "AES-GCM", iv }, key, plain));
  };

  const unseal = async (slip, own, teller, ballot, place) => {
    const sender = slip.slice(0, KEY), iv = slip.slice(KEY, KEY + NONCE);
    const key = await layerKey(own, await importPublic(sender), sender, teller, ballot, place, "decrypt");
    return subtle.decrypt({ name: "AES-GCM", iv }, key, slip.slice(KEY + NONCE));
  };

  /* The server's part and our own, so that neither can tell it beforehand, and the server not even afterwards. */
  const newCode = async (draw) => {
    const digest = new Uint8Array(await subtle.digest("SHA-256", joined(utf8(draw), random(16))));
    return [...digest.slice(0, 12)].map((byte) => LETTERS[byte & 31]).join("");
  };

  const tell = (page, text, bad = true) => {
    const place = page.querySelector("[data-told]");
    place.hidden = !text;
    place.classList.toggle("red", bad);
    place.querySelector("[data-text]").textContent = text;
  };
  const capable = (page) => { if (!subtle) tell(page, page.dataset.sayUnable); return Boolean(subtle); };

  /* ── a teller makes a key, keeps its file, and shows that they have it ─────────────────────────────────────── */
  const handOver = (name, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  const readKey = async (page, file) => {
    try {
      const kept = JSON.parse(await file.text());
      if (kept.ballot !== page.dataset.ballot) throw new Error("another ballot's");
      const own = await subtle.importKey("pkcs8", bytesOf(kept.private), CURVE, false, ["deriveBits"]);
      await importPublic(bytesOf(kept.public));
      return { own, public: kept.public };
    } catch {
      tell(page, page.dataset.sayWrongFile);
      return null;
    }
  };

  const makeKey = async (page) => {
    const pair = await subtle.generateKey(CURVE, true, ["deriveBits"]);
    const kept = { ballot: page.dataset.ballot, public: base64(await subtle.exportKey("raw", pair.publicKey)), private: base64(await subtle.exportKey("pkcs8", pair.privateKey)) };
    handOver(page.dataset.file, JSON.stringify(kept, null, 1));
    page.querySelector("[data-second]").hidden = false;
  };

  const keyPage = (page) => {
    if (!capable(page)) return;
    const form = page.querySelector("form"), make = page.querySelector("[data-make]");
    make.disabled = false;
    make.addEventListener("click", () => makeKey(page));
    page.querySelector("input[type=file]").addEventListener("change", async (event) => {
      const key = event.target.files[0] && await readKey(page, event.target.files[0]);
      form.elements.public_key.value = key?.public ?? "";
      form.querySelector("button").disabled = !key;
      if (key) tell(page, page.dataset.sayRight, false);
    });
  };

  /* ── a voter seals a slip ──────────────────────────────────────────────────────────────────────────────────── */
  const ranked = (page) => {
    const places = [...page.querySelectorAll("[name^=place-]")].filter((one) => one.value);
    if (new Set(places.map((one) => one.value)).size !== places.length) return [];
    return places.sort((one, other) => one.value - other.value).map((one) => one.name.slice("place-".length));
  };
  const chosen = (page) => [...[...page.querySelectorAll("[name=choice]:checked")].map((one) => one.value), ...ranked(page)];

  const choiceOf = (page) => {
    const keys = chosen(page);
    if (!keys.length) return tell(page, page.dataset.sayNothing);
    if (keys.length === 1 && keys[0] === "blank") return "blank";
    if (keys.includes("blank")) return tell(page, page.dataset.sayBlank);
    return ["choose", "adopt"].includes(page.dataset.kind) ? keys[0] : keys;
  };

  const packed = (content, size) => {
    const bytes = utf8(JSON.stringify(content)), room = new Uint8Array(size).fill(32);
    room.set(bytes);
    return room;
  };

  const vote = async (page, form, choice) => {
    const { ballot, size, first, second, draw } = page.dataset, code = await newCode(draw);
    const inner = await seal(packed({ code, choice }, Number(size)), bytesOf(second), ballot, 2);
    form.elements.sealed.value = base64(await seal(inner, bytesOf(first), ballot, 1));
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) return tell(page, said.error ?? page.dataset.sayFailed);
    document.getElementById("receipt-code").textContent = code.match(/.{4}/g).join(" · ");
    for (const part of document.querySelectorAll("[data-before]")) part.remove();
    for (const part of document.querySelectorAll("[data-after]")) part.hidden = false;
    window.scrollTo(0, 0);
    return undefined;
  };

  const votePage = (page) => {
    if (!capable(page)) return;
    const form = document.getElementById("vote"), button = document.querySelector("[data-vote]");
    button.disabled = false;
    button.addEventListener("click", async () => {
      tell(page, "");
      const choice = choiceOf(page);
      if (choice === undefined) return;
      button.disabled = true;
      try { await vote(page, form, choice); } catch { tell(page, page.dataset.sayFailed); }
      button.disabled = false;
    });
  };

  /* ── a teller takes their layer off; the order of what they hand in says nothing: it is that of the alphabet ──── */
  const openAll = async (page, key) => {
    const { ballot, place } = page.dataset, slips = JSON.parse(document.getElementById("slips").textContent);
    const opened = [];
    for (const slip of slips) {
      try {
        const content = await unseal(bytesOf(slip), key.own, bytesOf(key.public), ballot, place);
        opened.push(place === "1" ? base64(content) : JSON.parse(new TextDecoder().decode(content)));
      } catch { opened.push(null); }
    }
    const text = (one) => JSON.stringify(one) ?? "";
    return opened.sort((one, other) => (text(one) < text(other) ? -1 : 1));
  };

  const openPage = (page) => {
    if (!capable(page)) return;
    const form = page.querySelector("form");
    page.querySelector("input[type=file]").addEventListener("change", async (event) => {
      form.querySelector("button").disabled = true;
      const key = event.target.files[0] && await readKey(page, event.target.files[0]);
      if (!key) return;
      if (key.public !== page.dataset.public) { tell(page, page.dataset.sayWrongFile); return; }
      const opened = await openAll(page, key), failed = opened.filter((one) => one === null).length;
      form.elements.opened.value = JSON.stringify(opened);
      form.querySelector("button").disabled = false;
      tell(page, page.dataset.sayOpened.replace("{n}", opened.length - failed).replace("{failed}", failed), false);
    });
  };

  const pages = { "make-key": keyPage, "seal-slip": votePage, "open-slips": openPage };
  for (const page of document.querySelectorAll("[data-sealing]")) pages[page.dataset.sealing](page);
})();
