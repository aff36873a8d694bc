/* Text size and theme. Runs on every page, the reading site too; the server reads the same two cookies. */
(() => {
  "use strict";
  const root = document.documentElement;
  const YEAR = 365 * 24 * 60 * 60;

  const read = (name) => {
    const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
    return found ? found.slice(name.length + 1) : "";
  };

  const apply = (field, value) => {
    const plain = value === "auto" || value === "md" || value === "";
    if (plain) delete root.dataset[field];
    else root.dataset[field] = value;
  };

  for (const field of ["text", "theme"]) apply(field, read(`portal_${field}`));

  const showChoice = () => {
    for (const field of ["text", "theme"]) {
      const value = read(`portal_${field}`);
      if (!value) continue;
      for (const radio of document.querySelectorAll(`input[type=radio][name=${field}]`)) {
        radio.checked = radio.value === value;
      }
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", showChoice);
  else showChoice();

  document.addEventListener("change", (event) => {
    const radio = event.target;
    if (!radio.matches?.("[data-display] input[type=radio]")) return;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `portal_${radio.name}=${radio.value}; Max-Age=${YEAR}; Path=/; SameSite=Lax${secure}`;
    apply(radio.name, radio.value);
    showChoice();
  });
})();
