// Live updates. The server tells which scopes changed; a page that shows one of them is read again, and the parts that differ are
// exchanged. Without the stream the page is asked for every few seconds, and answers "unchanged" (304) if it is.
const poll = 4000, gap = 250;
const page = () => document.getElementById("page");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const place = () => document.getElementById("badge")?.dataset.place ?? "";
let reading = null, waiting = false, last = 0, tag = "", live = false, timer = 0, seen = "";

function badge(state, text) {
  const element = document.getElementById("badge");
  if (!element || element.dataset.badge === state) return;
  element.dataset.badge = state;
  element.textContent = text;
}

function show() {
  if (!navigator.onLine) badge("offline", "Offline");
  else if (live) badge("live", "Live");
  else badge("away", "Not live");
}

function say(text) {
  const element = document.getElementById("said");
  if (element && text) element.textContent = text;
}

const rows = (part) => new Map([...part.querySelectorAll("[data-key]")].map((row) => [row.dataset.key, row]));

// Exchanges a part. Rows that are in both slide to their new place; rows that are new or differ flash.
function exchange(old, fresh) {
  const before = new Map([...rows(old)].map(([key, row]) => [key, { top: row.getBoundingClientRect().top, text: row.textContent }]));
  const checked = new Set([...old.querySelectorAll("input:checked")].map((box) => box.value));
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const { scrollTop, scrollLeft } = old;
  old.replaceWith(fresh);
  Object.assign(fresh, { scrollTop, scrollLeft });
  for (const box of fresh.querySelectorAll("input[type=checkbox]")) if (checked.has(box.value)) box.checked = true;
  if (focused) refocus(fresh, focused);
  if (!before.size) return;
  for (const [key, row] of rows(fresh)) {
    const was = before.get(key);
    if (!was || was.text !== row.textContent) {
      row.classList.add("flash");
      row.addEventListener("animationend", () => row.classList.remove("flash"), { once: true });
    }
    if (still.matches) continue;
    if (!was) row.animate([{ opacity: 0, transform: "translateY(-12px)" }, { opacity: 1, transform: "none" }], { duration: 300, easing: "ease-out" });
    else {
      const by = was.top - row.getBoundingClientRect().top;
      if (Math.abs(by) > 1) row.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: 400, easing: "ease-out" });
    }
  }
}

function refocus(fresh, focused) {
  const same = (element) => element.tagName === focused.tagName && element.getAttribute("href") === focused.getAttribute("href") && element.value === focused.value;
  const next = fresh.isEqualNode(focused) || focused.id === fresh.id ? fresh : [...fresh.querySelectorAll("a, input, button, summary, [tabindex]")].find(same);
  next?.focus({ preventScroll: true });
}

function take(html) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const [from, to] = [page(), next.getElementById("page")];
  if (!from || !to) return;
  // A page that turned from a notice into data, or back, is exchanged as a whole.
  const partsOf = (root) => [...root.querySelectorAll("[data-part]")].map((part) => part.id).join();
  if (from.dataset.state !== to.dataset.state || partsOf(from) !== partsOf(to)) from.replaceWith(document.adoptNode(to));
  else {
    from.dataset.scopes = to.dataset.scopes;
    for (const fresh of to.querySelectorAll("[data-part]")) {
      const old = document.getElementById(fresh.id);
      if (old && !old.isEqualNode(fresh)) exchange(old, document.adoptNode(fresh));
    }
  }
  document.title = next.title;
}

async function read(address = location.href, isForced = false) {
  if (reading && !isForced) {
    waiting = true;
    return;
  }
  reading?.abort();
  const control = (reading = new AbortController());
  last = performance.now();
  try {
    const response = await fetch(address, { headers: { Accept: "text/html", ...(tag ? { "If-None-Match": tag } : {}) }, cache: "no-store", signal: control.signal });
    if (response.status !== 304) {
      tag = response.ok ? (response.headers.get("ETag") ?? "") : "";
      const html = await response.text();
      // The reader may have gone to another page meanwhile.
      if (address === location.href) take(html);
    }
  } catch {
    // Offline, or the reader left; the next event or poll tries again.
  } finally {
    if (reading === control) reading = null;
    if (waiting) {
      waiting = false;
      soon();
    }
  }
}

// At once after a quiet time, else so that a burst of changes costs few reads.
function soon() {
  clearTimeout(timer);
  timer = setTimeout(read, Math.max(0, gap - (performance.now() - last)));
}

const concerns = (tags) => {
  const scopes = (page()?.dataset.scopes ?? "").split(" ");
  return tags.includes("names") || scopes.some((scope) => tags.includes(scope));
};

function listen() {
  // The server sends what happened since the page was read, or since the last event.
  const events = new EventSource(`updates?after=${encodeURIComponent(seen)}`);
  events.addEventListener("state", (event) => {
    const was = live;
    live = JSON.parse(event.data).connected;
    show();
    if (live && !was && page()?.dataset.state === "failed") soon();
  });
  events.addEventListener("change", (event) => {
    seen = event.lastEventId;
    const change = JSON.parse(event.data);
    if (!concerns(change.tags)) return;
    say(change.match);
    soon();
  });
  events.addEventListener("reset", (event) => {
    seen = event.lastEventId;
    soon();
  });
  events.addEventListener("error", () => {
    live = false;
    show();
    // A refused stream is not tried again by the browser.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
  });
}

setInterval(() => {
  if (!live && navigator.onLine && document.visibilityState === "visible") read();
}, poll);
// Goals of matches that are being played are no changes of the statistics.
setInterval(() => {
  if (page()?.dataset.moves && navigator.onLine && document.visibilityState === "visible") soon();
}, poll / 2);
addEventListener("online", () => (show(), soon()));
addEventListener("offline", show);

// The race: the slider goes to a matchday, the button plays on from there.
let playing = 0;
function go(form, matchday) {
  const address = new URL(form.action);
  address.search = new URLSearchParams({ ...Object.fromEntries(new FormData(form)), matchday });
  history.replaceState(history.state, "", address);
  tag = "";
  return read(location.href, true);
}
function stop(button) {
  playing++;
  if (button) button.textContent = "Play";
}
async function play(button) {
  const form = button.form, slider = form.elements.matchday, mine = ++playing;
  button.textContent = "Pause";
  if (slider.value === slider.max) slider.value = slider.min;
  else slider.value++;
  for (; mine === playing && button.isConnected; slider.value++) {
    await go(form, slider.value);
    if (slider.value === slider.max) break;
    await new Promise((done) => setTimeout(done, 600));
  }
  if (mine === playing) stop(button);
}
addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-race]");
  if (!form) return;
  stop(form.querySelector("[data-play]"));
  go(form, event.target.value);
});
addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-play]");
  if (button) button.textContent === "Play" ? play(button) : stop(button);
});

// What only works with this script shows itself; it hides what it replaces.
function ready() {
  tag = "";
  stop();
  for (const element of document.querySelectorAll("[data-play]")) element.hidden = false;
  for (const element of document.querySelectorAll("[data-hide]")) element.hidden = true;
  show();
  // The page before this one took the events that came while this one was on its way.
  if (seen && seen !== place()) soon();
  seen ||= place();
}
ready();
listen();
globalThis.Blazor?.addEventListener("enhancedload", ready);
