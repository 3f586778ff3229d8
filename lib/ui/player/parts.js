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

// Eleven buttons from 0 to 10, with words at the ends; the chosen one is pressed.
function scale(label, chosen, choose) {
  const made = box("scale");
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", `${label}, from 0 to 10`);
  for (let pain = 0; pain <= 10; pain++) {
    const step = button(String(pain), "step", () => choose(pain));
    step.setAttribute("aria-pressed", String(pain === chosen));
    made.append(step);
  }
  return box(
    "scaled",
    made,
    box("ends", line("span", "", "0 = no pain"), line("span", "", "10 = worst you can think of"))
  );
}

// The moving figure; start and end side by side for whoever wants no motion.
function figure(drawn, isStill) {
  if (!drawn) return box("figure none");
  const picture = document.createElement("picture");
  if (!isStill) {
    const still = document.createElement("source");
    still.media = "(prefers-reduced-motion: reduce)";
    still.srcset = drawn.still;
    picture.append(still);
  }
  const image = document.createElement("img");
  image.src = isStill ? drawn.still : drawn.moving;
  image.alt = drawn.alt;
  picture.append(image);
  return box("figure", picture);
}

function list(items) {
  const made = line("ul", "plain");
  for (const item of items) made.append(line("li", "", item));
  return made;
}
