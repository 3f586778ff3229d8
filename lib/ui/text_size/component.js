// Usual, large or larger text on every page. The choice stays in this browser's local storage and is
// told to nobody; "usual" leaves nothing there. Everything on the pages is measured in rem, so the
// size of the document's own text is all there is to change.

const PLACE = "even-keel.text-size";
const SIZES = { usual: 1, large: 1.2, larger: 1.4 };

export default function ({ parentElement }) {
  const group = parentElement.querySelector(".sizes");
  if (!group.querySelector("button")) {
    for (const size of Object.keys(SIZES)) group.append(button(size, () => choose(size)));
  }
  const show = () => {
    const size = chosen();
    apply(size);
    for (const one of group.querySelectorAll("button")) {
      one.setAttribute("aria-pressed", String(one.dataset.size === size));
    }
  };
  const choose = (size) => {
    try {
      if (size === "usual") localStorage.removeItem(PLACE);
      else localStorage.setItem(PLACE, size);
    } catch {
      // storage is blocked: it holds until the page is loaded again
    }
    document.documentElement.dataset.textSize = size;
    show();
  };
  show();
}

function button(size, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.size = size;
  made.textContent = size[0].toUpperCase() + size.slice(1);
  made.addEventListener("click", press);
  return made;
}

// What the page already has comes first: it is there too where storage is blocked.
function chosen() {
  let size = document.documentElement.dataset.textSize;
  try {
    size = size || localStorage.getItem(PLACE);
  } catch {
    // storage is blocked
  }
  return Object.hasOwn(SIZES, size) ? size : "usual";
}

function apply(size) {
  const root = document.documentElement;
  root.dataset.textSize = size;
  root.style.removeProperty("font-size");
  if (size === "usual") return;
  const base = parseFloat(getComputedStyle(root).fontSize);
  root.style.setProperty("font-size", `${base * SIZES[size]}px`);
}
