/* The shell's script: nothing here is needed to read, fill in or send a page; it makes the same steps smoother.
   No dependency, no eval, no inline handler. Words come from data attributes, so that they are translated. */
(() => {
  "use strict";
  const find = (selector, within = document) => within.querySelector(selector);
  const region = find("#toasts");

  /* --- Toasts ------------------------------------------------------------------------------------------------ */

  const STAYS = new Set(["bad", "warn"]);
  const SHOWN_FOR = 6000;
  const ICONS = { ok: "ok", bad: "alert", warn: "alert", act: "info", mute: "info" };

  const icon = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${region.dataset.icons}#i-${name}`);
    svg.append(use);
    return svg;
  };

  const button = (label, classes, onClick) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `btn sm ${classes}`;
    if (typeof label === "string") made.textContent = label;
    else made.append(label);
    made.addEventListener("click", onClick);
    return made;
  };

  /* Good news leaves by itself, unless someone is reading it; bad news waits to be closed. */
  const tend = (toast) => {
    if (toast.dataset.tended) return;
    toast.dataset.tended = "yes";
    for (const close of toast.querySelectorAll("[data-dismiss]")) {
      close.hidden = false;
      close.addEventListener("click", () => toast.remove());
    }
    if (STAYS.has(toast.dataset.tone)) return;
    const leave = () => {
      if (toast.matches(":hover, :focus-within")) setTimeout(leave, 1500);
      else toast.remove();
    };
    setTimeout(leave, SHOWN_FOR);
  };

  const say = (text, tone = "ok", again = null) => {
    if (!region || !text) return;
    for (const other of region.children) if (other.textContent.includes(text)) other.remove();
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.dataset.tone = tone;
    const words = document.createElement("span");
    words.textContent = text;
    toast.append(icon(ICONS[tone] || "info"), words);
    if (again) toast.append(button(region.dataset.retry, "", () => { toast.remove(); again(); }));
    const close = button(icon("x"), "quiet square", () => toast.remove());
    close.setAttribute("aria-label", region.dataset.close);
    toast.append(close);
    region.append(toast);
    tend(toast);
  };

  if (region) {
    new MutationObserver(() => region.querySelectorAll(".toast").forEach(tend)).observe(region, { childList: true });
    region.querySelectorAll(".toast").forEach(tend);
  }
  /* A view may answer with HX-Trigger: {"toast": {"text": "…", "tone": "ok"}}. */
  document.addEventListener("toast", (event) => say(event.detail.text, event.detail.tone));

  /* --- What htmx could not do -------------------------------------------------------------------------------- */

  const sentence = (status) => {
    const words = region.dataset;
    if (status === 0) return words.offline;
    return words[`e${status}`] || (status >= 500 ? words.e500 : words.e400);
  };

  const repeat = (detail) => () => {
    const { elt, requestConfig } = detail;
    const cause = requestConfig?.triggeringEvent?.type;
    if (elt.isConnected && cause) window.htmx.trigger(elt, cause);
  };

  document.addEventListener("htmx:responseError", ({ detail }) => {
    if (detail.xhr.status === 401) signInAgain();
    else say(sentence(detail.xhr.status), "bad");
  });
  /* A page that asks by itself says when what it shows is no longer fresh; 304 counts as fresh. */
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const stale = find("[data-stale]", detail.elt);
    if (stale) stale.hidden = detail.xhr.status >= 200 && detail.xhr.status < 400;
  });
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, ({ detail }) => {
      if (detail.requestConfig?.triggeringEvent) say(sentence(0), "bad", repeat(detail));
    });
  }

  /* Only what a person started is shown as busy; polls stay quiet. */
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (detail.requestConfig.triggeringEvent && detail.target !== document.body) detail.target.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    detail.target?.removeAttribute("aria-busy");
    const dialog = detail.successful && detail.elt.closest?.(".dialog[popover]");
    if (dialog && detail.requestConfig.verb === "post" && !dialog.contains(detail.target)) dialog.hidePopover();
  });

  /* After the main region was replaced focus goes there; after a part, to the summary of errors if there is one. */
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    prepare(detail.elt);
    const main = find("#main");
    if (detail.target === main || detail.target === document.body) main.focus({ preventScroll: true });
    else find("[data-error-summary]", detail.elt)?.focus();
  });

  /* --- Menus that open without a script close like menus with one ---------------------------------------------- */

  const menus = () => document.querySelectorAll("details.acts[open]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      if (menu.contains(document.activeElement)) find("summary", menu).focus();
    }
  });
  document.addEventListener("click", ({ target }) => {
    for (const menu of menus()) if (!menu.contains(target)) menu.open = false;
  });

  /* --- Signing in again without losing the page --------------------------------------------------------------- */

  const dialog = find("#sign-in-again");

  const signInAgain = () => {
    if (!dialog || dialog.open) return;
    dialog.showModal();
    find("input[name=login]", dialog).focus();
  };

  const renewToken = async (url) => {
    const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
    const headers = page.body.getAttribute("hx-headers");
    if (!headers) return false;
    document.body.setAttribute("hx-headers", headers);
    const token = JSON.parse(headers)["X-CSRFToken"];
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
    return true;
  };

  dialog?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const problem = find("[role=alert]", form);
    const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    problem.hidden = true;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
      });
      const answer = await response.json().catch(() => ({}));
      if (!response.ok) {
        const field = Object.values(answer.form?.fields || {}).flatMap((one) => one.errors || []);
        find("p", problem).textContent = [...(answer.form?.errors || []), ...field].join(" ") || sentence(response.status);
        problem.hidden = false;
      } else if (await renewToken(form.dataset.signIn)) {
        form.reset();
        dialog.close();
      } else {
        find("[data-second-step]", form).hidden = false;
      }
    } catch {
      find("p", problem).textContent = sentence(0);
      problem.hidden = false;
    }
  });
  dialog && find("[data-close-dialog]", dialog).addEventListener("click", () => dialog.close());

  /* --- Keyboard ------------------------------------------------------------------------------------------------ */

  const typing = (element) => element?.closest?.("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !typing(event.target);
    const command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    const search = find("[data-site-search]");
    if (search && (slash || command)) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  });

  /* --- Forms --------------------------------------------------------------------------------------------------- */

  /* A plain form is sent once, however often the button is pressed; the server refuses the second one anyway. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const byHtmx = form.closest("[hx-post], [data-hx-post], [data-sign-in]");
    if (event.defaultPrevented || byHtmx || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  const REMEMBERED = "portal-login";

  const prepare = (part) => {
    for (const eye of part.querySelectorAll("button[data-reveal]")) eye.hidden = false;
    for (const scripted of part.querySelectorAll("[data-scripted]")) scripted.hidden = false;
    const remember = find("input[data-remember]", part);
    if (!remember) return;
    const login = document.getElementById(remember.dataset.remember);
    const known = localStorage.getItem(REMEMBERED);
    if (known && !login.value) {
      login.value = known;
      remember.checked = true;
      find("input[type=password]", login.form).focus();
    }
    login.form.addEventListener("submit", () => {
      if (remember.checked) localStorage.setItem(REMEMBERED, login.value);
      else localStorage.removeItem(REMEMBERED);
    });
  };

  document.addEventListener("click", (event) => {
    const eye = event.target.closest?.("button[data-reveal]");
    if (!eye) return;
    const field = document.getElementById(eye.dataset.reveal);
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    eye.setAttribute("aria-pressed", String(!shown));
  });

  prepare(document);
  find("[data-error-summary]")?.focus();
})();
