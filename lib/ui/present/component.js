// The slides of a plan in the whole window. Arrow keys, space, Home and End move; Esc leaves.

const shows = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const dialog = parentElement.querySelector("dialog");
  if (!shows.has(dialog)) shows.set(dialog, new Show(dialog));
  const show = shows.get(dialog);
  show.connect(data, setTriggerValue);
  return () => show.close();
}

class Show {
  constructor(dialog) {
    this.dialog = dialog;
    this.at = 0;
    this.slide = dialog.querySelector(".slide");
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.leave();
    });
    dialog.addEventListener("keydown", (event) => this.key(event));
    const foot = dialog.querySelector(".foot");
    this.back = button("Back", "", () => this.go(this.at - 1));
    this.next = button("Next", "main", () => this.go(this.at + 1));
    foot.append(button("Leave", "", () => this.leave()), box("end", this.back, this.next));
  }

  connect(data, tell) {
    this.data = data;
    this.tell = tell;
    this.draw();
    if (!this.dialog.open) this.dialog.showModal();
    this.slide.focus();
  }

  leave() {
    this.dialog.close();
    this.tell("leave", newId());
  }

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isPressed = event.key === " " && event.target.tagName === "BUTTON";
    const last = this.data.slides.length - 1;
    const to = {
      ArrowRight: this.at + 1,
      ArrowDown: this.at + 1,
      PageDown: this.at + 1,
      " ": this.at + 1,
      ArrowLeft: this.at - 1,
      ArrowUp: this.at - 1,
      PageUp: this.at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined || isPressed) return;
    event.preventDefault();
    this.go(to);
  }

  go(to) {
    const at = Math.min(Math.max(to, 0), this.data.slides.length - 1);
    if (at === this.at) return;
    this.at = at;
    this.draw();
    this.slide.focus(); // a screen reader reads the new one
  }

  draw() {
    const { slides, example } = this.data;
    this.at = Math.min(this.at, slides.length - 1);
    const slide = slides[this.at];
    const figure = slide.figure && this.data.figures[slide.figure];
    this.slide.className = `slide${figure ? " pictured" : ""}${slide.is_stop ? " stop" : ""}`;
    this.slide.replaceChildren(...[figure && picture(figure, this.data.is_still), said(slide)].filter(Boolean));
    this.slide.scrollTop = 0;
    this.dialog.querySelector(".mark").textContent = example;
    this.dialog.querySelector(".where").textContent = `${this.at + 1} of ${slides.length}`;
    this.back.disabled = this.at === 0;
    this.next.disabled = this.at === slides.length - 1;
  }
}

function said(slide) {
  const { title, under, lines = [], list = [], rules = [] } = slide;
  return box(
    "said",
    line("h2", "", title),
    under && line("p", "under", under),
    slide.figure === undefined ? null : listed("ul", lines),
    ...(slide.figure === undefined ? lines.filter(Boolean).map((words) => line("p", "", words)) : []),
    list.length ? listed("ol", list) : null,
    rules.length ? ruled(rules) : null
  );
}

function listed(tag, words) {
  const made = line(tag, "");
  made.append(...words.map((word) => line("li", "", word)));
  return made;
}

function ruled(rules) {
  const made = line("ul", "");
  for (const [when, then] of rules) {
    const item = line("li", "");
    if (when) item.append(line("strong", "", when), " ");
    item.append(then);
    made.append(item);
  }
  return made;
}

// The moving figure; start and end side by side for whoever wants no motion.
function picture({ moving, still, alt }, isStill) {
  const made = line("img", "picture");
  made.alt = alt;
  made.src = isStill || matchMedia("(prefers-reduced-motion: reduce)").matches ? still : moving;
  return made;
}
