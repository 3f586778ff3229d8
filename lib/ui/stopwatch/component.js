// A stopwatch for holds and a timer for counting, in the page. Time is read from the browser's
// clock (performance.now), never counted in ticks: a busy or hidden page measures the same.
//
// What has been measured lies in this tab's session storage until Python says it has it
// (data.taken), so that a reload does not lose a finished side. A result has an id for life;
// delivering it twice does no harm.

const PLACE = "even-keel.stopwatch";
const FRESH_MS = 60 * 60 * 1000; // sides measured further apart than this do not belong together
const TICK_MS = 100;
const LEADS_S = [3, 10];
const MOST_STANDS = 99;

const watches = new WeakMap(); // parentElement → Watch: Streamlit calls the function below again and again
let soundIsOn = true;
let lead = LEADS_S[0];

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (!watches.has(parentElement)) {
    watches.set(parentElement, new Watch(parentElement.querySelector(".stopwatch")));
  }
  const watch = watches.get(parentElement);
  watch.connect(data, setTriggerValue);
  return () => watch.disconnect();
}

class Watch {
  constructor(root) {
    this.root = root;
    this.live = root.querySelector(".live");
    this.stage = root.querySelector(".stage");
    this.phase = "none";
    this.onKey = (event) => this.key(event);
  }

  // --- to and from Python ------------------------------------------------------------------

  connect(data, tell) {
    const before = this.data;
    this.data = data;
    this.tell = tell;
    const isTaken = data.taken.includes(this.id);
    if (!before || before.test !== data.test || isTaken) this.begin();
    else if (this.phase === "handed" && data.heard > before.heard) {
      this.show("done"); // not accepted: it can be kept once more
    }
    document.addEventListener("keydown", this.onKey, true);
    document.addEventListener("keyup", this.onKey, true);
    if (!this.ticking) this.ticking = setInterval(() => this.tick(), TICK_MS);
  }

  // also called between two runs: nothing is lost, the next connect goes on
  disconnect() {
    document.removeEventListener("keydown", this.onKey, true);
    document.removeEventListener("keyup", this.onKey, true);
    clearInterval(this.ticking);
    this.ticking = null;
    letSleep();
  }

  begin() {
    const { data } = this;
    this.id = newId();
    this.done = [];
    this.restUntil = performance.now() + (data.rest_s || 0) * 1000;
    const kept = stored();
    if (kept && (data.taken.includes(kept.id) || Date.now() - kept.at > FRESH_MS)) forget();
    else if (kept && !data.test) return this.show("unfinished", { kept });
    else if (kept && kept.test === data.test) {
      this.id = kept.id;
      this.done = kept.done;
      this.restUntil = performance.now();
      return this.show(this.isComplete() ? "done" : "between");
    }
    this.show(data.test ? "idle" : "none");
  }

  store() {
    const { id, done } = this;
    const { test, name } = this.data;
    try {
      sessionStorage.setItem(PLACE, JSON.stringify({ id, test, name, done, at: Date.now() }));
    } catch {
      // a browser that stores nothing: a reload loses the side, the measuring goes on
    }
  }

  // --- what happens ------------------------------------------------------------------------

  get side() {
    return this.data.sides[this.done.length] || "";
  }

  get counts() {
    return this.data.measure === "count";
  }

  isComplete() {
    return this.done.length >= this.data.sides.length || this.done.some((hold) => this.isTooMuch(hold));
  }

  isTooMuch(hold) {
    return hold.pain_0_10 !== null && hold.pain_0_10 > this.data.pain_at_most_0_10;
  }

  start() {
    hear();
    stayAwake(() => this.phase === "ready" || this.phase === "hold");
    this.goAt = performance.now() + lead * 1000;
    this.beeped = 0;
    this.show("ready");
  }

  tick() {
    if (this.phase === "ready") this.tickReady();
    else if (this.phase === "hold") this.tickHold();
    else if (this.phase === "idle" || this.phase === "between") this.tickRest();
  }

  tickReady() {
    const left = Math.ceil((this.goAt - performance.now()) / 1000);
    if (left <= 0) {
      this.began = this.goAt;
      this.sound(880, 0.4);
      this.show("hold");
      this.tickHold();
      return;
    }
    this.number(left);
    if (left <= 3 && left !== this.beeped) {
      this.beeped = left;
      this.sound(520, 0.12);
    }
  }

  tickHold() {
    const seconds = this.elapsed();
    if (seconds >= this.data.cap_s) {
      this.sound(660, 1);
      this.stop("cap");
      return;
    }
    this.number(this.counts ? Math.ceil(this.data.cap_s - seconds) : Math.floor(seconds));
    this.bar(seconds / this.data.cap_s);
  }

  tickRest() {
    const note = this.stage.querySelector(".rest");
    if (!note) return;
    const left = Math.ceil((this.restUntil - performance.now()) / 1000);
    if (left > 0) note.textContent = `Rest first: ${clock(left)}. You can start sooner.`;
    else if (note.textContent) {
      note.textContent = "";
      this.sound(520, 0.3);
      this.say("The rest is over.");
    }
  }

  elapsed() {
    return Math.min((performance.now() - this.began) / 1000, this.data.cap_s);
  }

  // `why` is cap, pain, or empty where the person just ended the hold
  stop(why) {
    const seconds = Math.round(this.elapsed() * 10) / 10;
    letSleep();
    const hold = { side: this.side, seconds, count: null, pain_0_10: null, stopped: why };
    if (this.counts) {
      hold.seconds = null;
      this.measured = hold;
      this.show(why === "pain" ? "pain" : "count");
    } else if (why === "pain") {
      this.measured = hold;
      this.show("pain");
    } else this.record(hold);
  }

  record(hold) {
    this.done.push(hold);
    this.measured = null;
    this.store();
    this.restUntil = performance.now() + this.data.side_rest_s * 1000;
    this.show(this.isComplete() ? "done" : "between");
  }

  // pain that was said during the hold, or after it
  painIs(pain) {
    const hold = this.measured || this.done.pop();
    hold.pain_0_10 = pain;
    if (hold.stopped !== "cap") hold.stopped = "pain";
    if (this.counts && hold.count === null) {
      this.measured = hold;
      this.show("count");
    } else this.record(hold);
  }

  again() {
    this.done.pop();
    if (this.done.length) this.store();
    else forget();
    this.restUntil = performance.now();
    this.show("idle");
  }

  keep() {
    this.store();
    this.show("handed");
    this.tell("result", { id: this.id, test: this.data.test, holds: this.done });
  }

  key(event) {
    if (event.key !== " " && event.code !== "Space") return;
    if (event.type === "keyup") {
      if (this.swallow) event.preventDefault(); // or the button that has the focus by now is pressed
      this.swallow = false;
      return;
    }
    if (this.phase !== "hold" && this.phase !== "ready") return;
    event.preventDefault(); // the page must not scroll either
    event.stopPropagation();
    this.swallow = true;
    if (event.composedPath().some((node) => node.dataset && node.dataset.hurts)) this.stop("pain");
    else if (this.phase === "hold") this.stop("");
    else this.cancel();
  }

  cancel() {
    letSleep();
    this.show(this.done.length ? "between" : "idle");
  }

  // --- what is seen and said -----------------------------------------------------------------

  show(phase, more = {}) {
    const hadFocus = this.stage.contains(this.stage.getRootNode().activeElement);
    const wasOn = this.phase !== "none";
    this.phase = phase;
    this.root.dataset.phase = phase;
    this.stage.replaceChildren(...SCREENS[phase](this, more));
    const main = this.stage.querySelector(".main");
    if (main && (hadFocus || (wasOn && phase !== "idle" && phase !== "none"))) {
      main.focus({ preventScroll: true });
    }
    if (phase === "ready" || phase === "hold") this.root.scrollIntoView({ block: "center" });
    const says = SAYS[phase] ? SAYS[phase](this) : "";
    if (wasOn && says) this.say(says);
    this.tick();
  }

  say(words) {
    this.live.textContent = words;
  }

  number(value) {
    const shown = this.stage.querySelector(".number");
    if (shown && shown.textContent !== String(value)) shown.textContent = value;
  }

  bar(share) {
    const bar = this.stage.querySelector(".bar > span");
    if (bar) bar.style.inlineSize = `${(100 * share).toFixed(1)}%`;
  }

  sound(pitch, seconds) {
    if (soundIsOn) beep(pitch, seconds);
  }
}

// --- the screens, one a phase ----------------------------------------------------------------

const SCREENS = {
  none: () => [],
  unfinished: (watch, { kept }) => [
    line("p", "lead", `Not finished: ${kept.name}`),
    measuredList(kept.done),
    box(
      "row",
      button("Go on with it", "main", () => watch.tell("reopen", kept.test)),
      button("Discard it", "quiet", () => {
        forget();
        watch.show("none");
      })
    ),
  ],
  idle: (watch) => [
    sideLine(watch),
    line("p", "rest", ""),
    box("row", button(startWords(watch), "main big", () => watch.start())),
    options(watch),
  ],
  ready: (watch) => [
    sideLine(watch),
    line("p", "lead", "Get ready"),
    number(lead),
    box("row", button("Cancel", "main big", () => watch.cancel())),
  ],
  hold: (watch) => [
    sideLine(watch),
    line("p", "lead", watch.counts ? "Stand up and sit down" : "Hold"),
    number(watch.counts ? watch.data.cap_s : 0),
    bar(),
    box(
      "row",
      button("Stop", "main big", () => watch.stop("")),
      hurts(button("It hurt", "quiet tall", () => watch.stop("pain")))
    ),
  ],
  pain: (watch) => [
    line("p", "lead", "How much did it hurt?"),
    painScale(watch),
  ],
  count: (watch) => countForm(watch),
  between: (watch) => [
    measuredList(watch.done),
    line("p", "lead", `Next: ${watch.side} side`),
    line("p", "rest", ""),
    box("row", button(startWords(watch), "main big", () => watch.start())),
    afterwards(watch),
  ],
  done: (watch) => [
    measuredList(watch.done),
    ...(watch.done.some((hold) => watch.isTooMuch(hold))
      ? [line("p", "note", "That is enough for now: no more of this today.")]
      : []),
    box("row", button("Keep", "main big", () => watch.keep())),
    afterwards(watch),
  ],
  handed: (watch) => [measuredList(watch.done), line("p", "note", "Saving …")],
};

const SAYS = {
  idle: (watch) => (watch.side ? `Ready for the ${watch.side} side.` : "Ready."),
  ready: () => "Get ready.",
  hold: (watch) => (watch.counts ? "Go." : "Hold."),
  pain: () => "Stopped. How much did it hurt?",
  count: () => "Time. How many?",
  between: (watch) => `${toldLast(watch)} Next, the ${watch.side} side.`,
  done: (watch) => toldLast(watch),
  handed: () => "Saving.",
};

function toldLast(watch) {
  const last = watch.done[watch.done.length - 1];
  const end = last.stopped === "cap" ? "That is the longest this counts. Stop. " : "";
  return `${end}${measuredWords(last)}.`;
}

function startWords(watch) {
  return watch.side ? `Start: ${watch.side} side` : "Start";
}

function sideLine(watch) {
  return line("p", "side", watch.side ? `${capital(watch.side)} side` : "");
}

function measuredList(done) {
  const list = document.createElement("ul");
  list.className = "measured";
  for (const hold of done) list.append(line("li", "", measuredWords(hold)));
  return list;
}

function measuredWords(hold) {
  const side = hold.side ? `${capital(hold.side)} side: ` : "";
  const much = hold.seconds === null ? `${hold.count} times` : `${hold.seconds.toFixed(1)} seconds`;
  return `${side}${much}${hold.pain_0_10 === null ? "" : `, pain ${hold.pain_0_10}`}`;
}

function afterwards(watch) {
  const last = watch.done[watch.done.length - 1];
  const side = last.side ? ` the ${last.side} side` : "";
  const isTooMuch = watch.isTooMuch(last);
  return box(
    "row",
    ...(isTooMuch ? [] : [button(`Do${side} again`, "quiet", () => watch.again())]),
    ...(last.pain_0_10 === null ? [button("It hurt", "quiet", () => watch.show("pain"))] : [])
  );
}

function options(watch) {
  const words = (seconds) => `${seconds} s to get ready`;
  const leads = LEADS_S.map((seconds) =>
    toggle(words(seconds), lead === seconds, () => {
      lead = seconds;
      watch.show("idle");
    })
  );
  const sound = toggle("Sound", soundIsOn, () => {
    soundIsOn = !soundIsOn;
    watch.show("idle");
  });
  return box("row", ...leads, sound);
}

// The first number has the focus: the next key must not press Stop again.
function painScale(watch) {
  const made = scale("How much it hurt", undefined, (pain) => watch.painIs(pain));
  made.querySelector("button").classList.add("main");
  return made;
}

function countForm(watch) {
  const label = line("label", "lead", "How many times did you stand up fully?");
  const field = document.createElement("input");
  field.type = "number";
  field.className = "main count";
  field.inputMode = "numeric";
  field.min = 0;
  field.max = MOST_STANDS;
  field.step = 1;
  field.id = "count";
  label.htmlFor = "count";
  const problem = line("p", "note");
  problem.setAttribute("role", "alert");
  const take = () => {
    const count = field.valueAsNumber;
    if (!Number.isInteger(count) || count < 0 || count > MOST_STANDS) {
      problem.textContent = `Please type a whole number from 0 to ${MOST_STANDS}.`;
      field.focus();
      return;
    }
    watch.measured.count = count;
    watch.record(watch.measured);
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation(); // Streamlit's own shortcuts
    if (event.key !== "Enter") return;
    event.preventDefault(); // or the button that has the focus by then is pressed
    take();
  });
  return [label, field, problem, box("row", button("Take it", "big", take))];
}

function hurts(made) {
  made.dataset.hurts = "yes";
  return made;
}

// --- storage --------------------------------------------------------------------------------------

// What is kept, or null when it is not there or not ours.
function stored() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE));
    const isOurs =
      typeof kept.id === "string" &&
      typeof kept.test === "string" &&
      typeof kept.name === "string" &&
      Number.isFinite(kept.at) &&
      Array.isArray(kept.done) &&
      kept.done.length > 0 &&
      kept.done.every(isHold);
    return isOurs ? kept : null;
  } catch {
    return null;
  }
}

function isHold(hold) {
  const isNumber = (value) => value === null || Number.isFinite(value);
  return (
    hold !== null &&
    typeof hold.side === "string" &&
    isNumber(hold.seconds) &&
    isNumber(hold.count) &&
    isNumber(hold.pain_0_10)
  );
}

function forget() {
  try {
    sessionStorage.removeItem(PLACE);
  } catch {
    // nothing was kept
  }
}
