/* Live pages. The socket only says "look again": elements with data-topic and hx-get, hx-trigger="look" fetch themselves.
   Rows are the truth, so a page that was offline fetches everything once when it is back. */
"use strict";
(() => {
  const badge = document.querySelector("[data-online]");
  if (!badge || !("WebSocket" in window)) return;
  const seen = new Set(), said = new Map();
  let cursor = document.body.dataset.cursor || null;
  let socket = null, wait = 500, lost = false, timer = null;

  const heard = () => [...document.querySelectorAll("[data-topic]")];
  const topics = () => [...new Set(heard().flatMap((element) => element.dataset.topic.split(/\s+/)).filter(Boolean))];
  const state = (on) => { badge.dataset.state = on ? "on" : "off"; badge.textContent = on ? badge.dataset.on : badge.dataset.off; };

  const subscribe = () => {
    const wanted = topics().filter((topic) => !seen.has(topic));
    if (!wanted.length || socket?.readyState !== WebSocket.OPEN) return;
    wanted.forEach((topic) => seen.add(topic));
    socket.send(JSON.stringify(cursor === null ? { subscribe: wanted } : { subscribe: wanted, since: Number(cursor) }));
  };

  /* what somebody is typing in, or deciding in an open dialog, is not taken away from under them */
  const typing = (element) => element.contains(document.activeElement) && /^(TEXTAREA|INPUT|SELECT)$/.test(document.activeElement.tagName) && !element.hasAttribute("data-even-typing");
  const busy = (element) => typing(element) || document.querySelector("dialog[open]") !== null && !element.closest("dialog[open]");
  const catchUp = () => setTimeout(() => {
    for (const element of document.querySelectorAll("[data-stale]")) if (!busy(element)) { delete element.dataset.stale; look(element, "stale"); }
  }, 300);

  /* several pushes within a moment are one look */
  const due = new Map();
  /* a push that comes while the element is being fetched is looked at after it: htmx would queue it on the one that goes */
  const again = new Set();
  document.addEventListener("htmx:afterRequest", (event) => {
    const id = event.detail.requestConfig.elt.id, element = again.delete(id) && document.getElementById(id);
    if (element) look(element, "again");
  });
  /* the element may be swapped while its look is due: the one that stands in its place then looks */
  const standing = (element) => element.isConnected ? element : element.id ? document.getElementById(element.id) : null;
  const look = (asked, what) => {
    const key = asked.id || asked;
    if (due.has(key)) return;
    due.set(key, setTimeout(() => {
      due.delete(key);
      const element = standing(asked);
      if (!element) return;
      if (busy(element)) { element.dataset.stale = "yes"; return; }
      if (element.id && element.classList.contains("htmx-request")) { again.add(element.id); return; }
      if (element.hasAttribute("hx-get")) window.htmx?.trigger(element, "look", { what });
      else element.dispatchEvent(new CustomEvent("look", { bubbles: true, detail: { what } }));
    }, 120));
  };
  const tell = (topic, what) => {
    for (const element of heard()) {
      if (!element.dataset.topic.split(/\s+/).includes(topic)) continue;
      if (element.dataset.what && what && what !== "missed" && !element.dataset.what.split(/\s+/).includes(what)) continue;
      look(element, what);
    }
  };

  const hear = (event) => {
    const message = JSON.parse(event.data);
    if (message.n > Number(cursor ?? 0)) cursor = message.n;
    if (message.topic) tell(message.topic, message.what);
  };

  const connect = () => {
    clearTimeout(timer);
    socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/`);
    socket.onopen = () => {
      wait = 500; state(true); seen.clear(); subscribe();
      if (lost) heard().forEach((element) => look(element, "missed"));
      lost = false;
    };
    socket.onmessage = hear;
    socket.onclose = (event) => {
      lost = true;
      state(false);
      if (event.code === 4401) return; // logged out elsewhere: the next click leads to the log-in page
      timer = setTimeout(connect, wait + Math.random() * wait);
      wait = Math.min(wait * 2, 20000);
    };
  };
  window.addEventListener("online", () => { if (socket?.readyState !== WebSocket.OPEN) { wait = 500; connect(); } });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && socket?.readyState === WebSocket.CLOSED) { wait = 500; connect(); } });
  /* leaving a field, or closing a dialog, lets in what waited for it */
  document.addEventListener("focusout", catchUp);
  document.addEventListener("close", catchUp, true);

  /* what a page fetches by itself is not done by its person: an idle log-in ends all the same */
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.triggeringEvent?.type === "look") event.detail.headers["X-Look"] = "1";
  });
  document.addEventListener("htmx:afterSwap", subscribe);
  /* what changed by itself glows once; after settling, for htmx gives the classes back until then */
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.requestConfig?.triggeringEvent?.type !== "look") return;
    const target = event.detail.target.isConnected ? event.detail.target : document.getElementById(event.detail.target.id);
    if (!target || target.hasAttribute("data-still")) return;
    target.classList.remove("glow");
    requestAnimationFrame(() => target.classList.add("glow"));
    setTimeout(() => target.classList.remove("glow"), 2000);
  });
  /* a refetch that says the same is not a change: nothing is swapped, nothing glows */
  const bare = (markup) => markup.replace(/(csrfmiddlewaretoken|form_token)" value="[^"]*"/g, "").replace(/<time[^>]*>[^<]*<\/time>/g, "").replace(/\s+/g, " ").trim();
  const chosen = (element, response) => {
    const select = element.getAttribute("hx-select");
    const page = new DOMParser().parseFromString(response, "text/html");
    const part = select ? page.querySelector(select) : page.body.firstElementChild;
    return part ? part.outerHTML : response;
  };
  for (const element of document.querySelectorAll("[data-topic][hx-get][id]")) said.set(element.id, bare(element.outerHTML));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const target = event.detail.target;
    if (event.detail.requestConfig?.triggeringEvent?.type !== "look") { said.delete(target.id); return; } // changed by an act
    if (busy(target)) { target.dataset.stale = "yes"; event.detail.shouldSwap = false; return; } // since it was asked for
    const key = bare(chosen(event.detail.elt, event.detail.serverResponse));
    if (target.id && said.get(target.id) === key) event.detail.shouldSwap = false;
    else if (target.id) said.set(target.id, key);
  });
  connect();
})();
