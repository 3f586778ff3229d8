// --- small parts of the screen ----------------------------------------------------------------------

function line(tag, name, words) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (words !== undefined) made.textContent = words;
  return made;
}

function box(name, ...parts) {
  const made = line("div", name);
  made.append(...parts.filter(Boolean));
  return made;
}

function button(words, name, press) {
  const made = line("button", name, words);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

function toggle(words, isOn, press) {
  const made = button(words, "toggle", press);
  made.setAttribute("aria-pressed", String(isOn));
  return made;
}

// Eleven buttons from 0 to 10, with words at the ends; the chosen one is pressed. `chosen` is left out
// where the first press is the answer.
function scale(label, chosen, choose) {
  const made = box("scale");
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", `${label}, from 0 to 10`);
  for (let pain = 0; pain <= 10; pain++) {
    const step = button(String(pain), "step", () => choose(pain));
    if (chosen !== undefined) step.setAttribute("aria-pressed", String(pain === chosen));
    made.append(step);
  }
  return box(
    "scaled",
    made,
    box("ends", line("span", "", "0 = no pain"), line("span", "", "10 = worst pain you can think of"))
  );
}

function bar() {
  const made = box("bar", line("span"));
  made.setAttribute("aria-hidden", "true");
  return made;
}

function number(value = "") {
  const made = line("div", "number", value);
  made.setAttribute("role", "timer"); // of itself not read out at each change
  return made;
}

function capital(words) {
  return words ? words[0].toUpperCase() + words.slice(1) : "";
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
