// --- the player ----------------------------------------------------------------------------------
// Time is read from the browser's clock (performance.now) and added up from what really passed
// between two looks at it, never counted in ticks: a busy page counts the same. Where more passed
// than a look can take, the device slept: the session waits, paused, where it was.

const TICK_MS = 100;
const LATE_MS = 3000;
const KEEP_MS = 1000;
const GET_READY_S = 5;
const DAY_S = 86400;
const AGAIN_MS = 4000; // a server that has just come back does not hear the first time
const players = new WeakMap(); // parentElement → Player: Streamlit calls the function below again and again

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (!players.has(parentElement)) {
    players.set(parentElement, new Player(parentElement.querySelector(".player")));
  }
  const player = players.get(parentElement);
  player.connect(data, setTriggerValue);
  return () => player.disconnect();
}

function seconds(ms) {
  return Math.max(0, Math.round(ms / 1000));
}

// Whether Python has come to something else, so that what stands here has to be looked at anew.
function isOther(before, now) {
  const told = (data) =>
    [data.way && nameOf(data.way), data.plan, data.place, data.can_log, data.may_go_on, data.refused].join();
  return told(before) !== told(now);
}

class Player {
  constructor(root) {
    this.root = root;
    this.card = root.querySelector(".card");
    this.dialog = root.querySelector("dialog");
    this.stage = root.querySelector(".stage");
    this.live = root.querySelector(".live");
    this.likes = likes();
    this.isPaused = true;
    this.before = null;
    this.view = "";
    this.onKey = (event) => this.key(event);
    this.onSeen = () => this.seen();
    this.onFilled = () => this.filled();
    this.dialog.addEventListener("cancel", (event) => event.preventDefault()); // Esc is ours
  }

  // --- to and from Python ----------------------------------------------------------------------

  connect(data, tell) {
    const before = this.data;
    this.data = data;
    this.tell = tell;
    const isGone = this.state && data.taken.includes(this.state.id);
    if (!before || isGone) this.open();
    else if (this.dialog.open) this.show(this.view); // it goes on, whatever the plan is by now
    else if (this.view === "handed" && data.can_log && !this.isRefused()) this.deliver(); // not taken yet
    else if (isOther(before, data)) this.open();
    document.addEventListener("keydown", this.onKey, true);
    document.addEventListener("visibilitychange", this.onSeen);
    document.addEventListener("fullscreenchange", this.onFilled);
    window.addEventListener("pagehide", this.onSeen);
    if (!this.ticking) this.ticking = setInterval(() => this.tick(), TICK_MS);
  }

  // also called between two runs of the page: nothing is lost, the next connect goes on
  disconnect() {
    if (this.state) this.store();
    document.removeEventListener("keydown", this.onKey, true);
    document.removeEventListener("visibilitychange", this.onSeen);
    document.removeEventListener("fullscreenchange", this.onFilled);
    window.removeEventListener("pagehide", this.onSeen);
    clearInterval(this.ticking);
    this.ticking = null;
    setTimeout(() => this.ticking || this.rest(), KEEP_MS); // no run followed: the page was left
  }

  rest() {
    hush();
    letSleep();
  }

  // What is kept of today's session goes on; what is kept of others is offered beside it.
  open() {
    const { data } = this;
    this.close();
    const found = allKept(data);
    const own = data.way && found.find((one) => nameOf(one.way) === nameOf(data.way));
    this.way = data.way;
    this.state = own ? own.state : null;
    this.others = found.filter((one) => one !== own && (hasBegun(one.state) || forget(data, one.way)));
    if (!own) this.show("begin");
    else if (this.isRefused()) this.show("refused");
    else if (own.state.over && own.state.answer) this.goOn(); // the answer has not been read yet
    else if (own.state.over) this.hand();
    else this.show("parked");
  }

  hand() {
    this.rest();
    this.close();
    if (document.fullscreenElement) document.exitFullscreen();
    if (!this.data.can_log) return this.open();
    this.show("handed");
    this.deliver();
  }

  isRefused(state = this.state) {
    return Boolean(state) && this.data.refused.includes(state.id);
  }

  deliver() {
    const { state, way } = this;
    this.deliveredAt = performance.now();
    this.tell("result", {
      id: state.id,
      plan: way.plan,
      day: way.day,
      round: way.round,
      phase: way.phase,
      rules_version: way.rules_version,
      lines: linesOf(way, state),
      ago_s: seconds(Date.now() - state.began),
      ran_s: Math.min(DAY_S, seconds(state.ran)),
      before: state.before,
      over: state.over,
      sets: Object.entries(state.done).map(([place, done]) => ({ ...placeIn(place), done })),
      hurts: state.hurts,
    });
  }

  store() {
    this.keptAt = performance.now();
    keep(this.data, this.way, this.state);
  }

  // --- a session that was begun with another plan, or another day -------------------------------

  // Gone on with while it is fresh and nothing speaks against it; one of another plan is only logged.
  canGoOn({ way, state }) {
    const { data } = this;
    const isFresh = Date.now() - state.began < data.goes_on_h * 3600e3;
    return !state.over && isFresh && data.may_go_on && ["", way.plan].includes(data.plan);
  }

  take({ way, state }) {
    this.way = way;
    this.state = state;
  }

  goOnWith(other) {
    this.take(other);
    this.goOn();
  }

  handOver(other) {
    this.take(other);
    if (!this.state.over) this.record();
    this.state.over = this.state.over || "early";
    this.state.answer = null;
    this.store();
    this.hand();
  }

  drop(other) {
    forget(this.data, other.way);
    this.open();
  }

  // --- begin, pause, leave, end ------------------------------------------------------------------

  beforeIs(pain) {
    this.before = pain;
    this.show("begin");
  }

  begin() {
    this.wasPressed = true;
    if (this.before === null) return this.show("begin");
    this.way = this.data.way;
    this.state = {
      id: newId(),
      began: Date.now(),
      before: this.before,
      units: this.way.exercises.flatMap(unitsOf),
      at: 0,
      stage: "lead",
      spent: 0,
      ran: 0,
      leadMore: 0,
      restMore: 0,
      done: {},
      hurts: [],
      stopped: [],
      answer: null,
      over: "",
    };
    this.goOn();
    this.tellStage();
  }

  // Out of the card into the window, or on after a pause.
  goOn() {
    if (this.likes.sound) hear();
    if (!this.dialog.open) this.dialog.showModal();
    if (this.state.answer) return this.show("answer");
    this.isPaused = false;
    this.seenAt = performance.now();
    stayAwake(() => !this.isPaused);
    this.show("run");
  }

  pause() {
    this.isPaused = true;
    this.rest();
    this.store();
    if (this.view === "run") this.show("run");
  }

  pauseOrGoOn() {
    if (this.isPaused) {
      this.goOn();
      this.say("Going on.");
    } else {
      this.pause();
      this.say("Paused.");
    }
  }

  park() {
    this.isPaused = true;
    this.rest();
    this.store();
    if (document.fullscreenElement) document.exitFullscreen();
    this.close();
    this.show("parked");
  }

  close() {
    if (this.dialog.open) this.dialog.close();
    this.stage.replaceChildren();
    this.isPaused = true;
  }

  discard() {
    forget(this.data, this.way);
    this.before = null;
    this.wasPressed = false;
    this.open();
  }

  finish(how) {
    this.isPaused = true;
    letSleep();
    this.record();
    this.state.over = how;
    this.state.answer = null;
    this.store();
    if (!this.dialog.open) return this.hand();
    this.sound(660, 0.8);
    this.show("over");
    this.voice(how === "pain" ? "Stopped for today." : "That was your session.");
  }

  // After the answer that ends a session there is nothing more to read here.
  endNow() {
    this.state.answer = null;
    this.store();
    this.hand();
  }

  // --- time -------------------------------------------------------------------------------------------

  tick() {
    const isWaiting = this.view === "handed" && performance.now() - this.deliveredAt > AGAIN_MS;
    if (isWaiting) this.deliver();
    if (this.view !== "run" || this.isPaused) return;
    const now = performance.now();
    const passed = now - this.seenAt;
    this.seenAt = now;
    const { state } = this;
    const isLong = state.stage === "work" && this.work.reps === null;
    if (passed > LATE_MS && !isLong) return this.pause();
    state.spent += passed;
    state.ran += passed;
    const length = stageMs(this.way, state);
    if (state.spent >= length) this.next(state.spent - length);
    else this.draw();
    if (this.view === "run" && now - this.keptAt > KEEP_MS) this.store();
  }

  // The next stage, which began `over` milliseconds ago.
  next(over) {
    const { state } = this;
    if (over > LATE_MS) {
      state.ran -= over;
      over = 0;
      this.isPaused = true;
      letSleep();
    }
    if (state.stage === "lead") {
      state.stage = "work";
      state.spent = over;
      state.leadMore = 0;
      this.sound(880, 0.4);
      this.moved();
      this.voice(this.work.hold_s || this.work.reps === null ? "Go." : "One.");
      return;
    }
    state.done[placeOf(this.unit)] = this.work.reps === null ? this.work.seconds : this.work.reps;
    this.sound(660, 0.5);
    this.goTo(state.at + 1, over);
  }

  goTo(at, over = 0) {
    const { state } = this;
    state.at = at;
    state.stage = "lead";
    state.spent = over;
    state.leadMore = 0;
    if (at >= state.units.length) return this.finish("whole");
    this.moved();
    this.tellStage();
  }

  moved() {
    this.beat = "";
    this.store();
    this.show("run");
  }

  get unit() {
    return this.state.units[this.state.at];
  }

  get work() {
    return workOf(this.way, this.unit);
  }

  // --- what the buttons do ---------------------------------------------------------------------------

  skip() {
    const { state } = this;
    if (state.stage === "lead") return this.next(0);
    state.done[placeOf(this.unit)] = doneBy(this.way, this.work, state.spent);
    this.goTo(state.at + 1);
  }

  allDone() {
    this.next(0);
  }

  skipExercise() {
    this.record();
    this.leave(this.unit.x);
    this.goTo(this.state.at);
  }

  back() {
    const { state, way } = this;
    const previous = state.units[state.at - 1];
    const isFresh = state.stage === "lead" || state.spent < 2000;
    const canGo = previous && !state.stopped.includes(previous.x);
    if (isFresh && canGo && state.stage === "lead") {
      state.at -= 1;
      delete state.done[placeOf(this.unit)];
    }
    state.stage = "lead";
    state.leadMore = 0;
    state.spent = Math.max(0, leadOf(way, state, state.at).ms - GET_READY_S * 1000);
    this.moved();
    this.tellStage();
  }

  more(seconds) {
    const { state, way } = this;
    const isRest = leadOf(way, state, state.at).why === "rest";
    const name = isRest ? "restMore" : "leadMore";
    state[name] = Math.max(-60, Math.min(180, state[name] + seconds));
    this.store();
    this.draw();
  }

  // What has been done of the set under way, if it is under way.
  record() {
    const { state } = this;
    if (state.stage !== "work") return;
    state.done[placeOf(this.unit)] = doneBy(this.way, this.work, state.spent);
  }

  // Takes what is left of an exercise out of the way; the place is then the next exercise.
  leave(id) {
    const { state } = this;
    if (!this.unit || this.unit.x !== id) return;
    state.units = state.units.filter((unit, at) => at < state.at || unit.x !== id);
    state.stopped.push(id);
    state.stage = "lead";
    state.spent = 0;
  }

  // --- this hurts ----------------------------------------------------------------------------------------

  // The set under way; in a rest, the one before it.
  hurts() {
    const { state } = this;
    this.isPaused = true;
    hush();
    this.pain = null;
    this.kind = null;
    const previous = state.units[state.at - 1];
    const isAfter = state.stage === "lead" && previous && previous.x === this.unit.x;
    this.hurtAt = isAfter ? previous : this.unit;
    this.store();
    this.show("hurt");
    this.say("Paused. Where are you on 0 to 10, and what is it like?");
  }

  painIs(pain) {
    this.pain = pain;
    this.answerIfKnown();
  }

  kindIs(kind) {
    this.kind = kind;
    this.answerIfKnown();
  }

  nothing() {
    this.goOn();
  }

  // The answer comes from the table that came with the session; a stop holds at once.
  answerIfKnown() {
    if (this.pain === null || this.kind === null) return this.show("hurt");
    const { state, way } = this;
    const digit = way.hurt.at[this.kind][state.before][this.pain];
    const { answer, says } = way.hurt.answers[Number(digit)];
    const { x, set, side } = this.hurtAt;
    state.hurts.push({ exercise: x, set, side, pain: this.pain, kind: this.kind, answer, chose: null });
    state.answer = { answer, says, pain: this.pain, kind: this.kind, x };
    this.record();
    if (answer === "stop_exercise" || answer === "stop_today") this.leave(x);
    if (answer === "stop_today") state.over = "pain";
    this.store();
    this.show("answer");
    this.voice(says);
  }

  choose(what) {
    const { state } = this;
    const told = state.hurts[state.hurts.length - 1];
    const { answer, x } = state.answer;
    told.chose = what;
    if (answer === "stop_today") return this.endNow();
    if (what === "stop_today") return this.finish("pain");
    if (what === "easier") this.swap(x);
    else if (what === "stop_exercise") this.leave(x);
    state.answer = null;
    if (state.at >= state.units.length) return this.finish(state.at ? "whole" : "early");
    const isElsewhere = what !== "carry_on" || answer === "stop_exercise";
    if (isElsewhere) this.goTo(state.at);
    this.store();
    this.goOn();
  }

  easier() {
    const { way, state } = this;
    const { easier } = exerciseOf(way, state.answer.x);
    const isNew = easier && !state.units.some((unit) => unit.x === easier.id);
    return isNew && !state.stopped.includes(easier.id) ? easier : null;
  }

  // The easier neighbour for as many sets as are left.
  swap(id) {
    const { way, state } = this;
    const { easier } = exerciseOf(way, id);
    const left = new Set(
      state.units.filter((unit, at) => at >= state.at && unit.x === id).map((unit) => unit.set)
    ).size;
    this.leave(id);
    const units = unitsOf(easier).filter((unit) => unit.set <= Math.max(1, left));
    state.units.splice(state.at, 0, ...units);
  }

  nextExercise() {
    const unit = this.state.units[this.state.at];
    return unit ? exerciseOf(this.way, unit.x) : null;
  }

  // --- what is seen and said ---------------------------------------------------------------------------

  show(view) {
    const from = this.stage.getRootNode().activeElement;
    const label = from && (from.getAttribute("aria-label") || from.textContent);
    this.view = view;
    this.root.dataset.view = view;
    if (view in CARDS) {
      this.card.replaceChildren(...CARDS[view](this).filter(Boolean));
      this.refocus(this.card, label);
      return;
    }
    this.card.replaceChildren();
    this.root.dataset.stage = this.state.stage;
    this.root.dataset.paused = String(this.isPaused);
    this.stage.replaceChildren(...STAGES[view](this).filter(Boolean));
    if (view === "run") this.draw();
    this.refocus(this.stage, label);
  }

  // The button that had the focus is pressed again by the same key, where it is still there.
  refocus(where, label) {
    const buttons = Array.from(where.querySelectorAll("button"));
    const same = label && buttons.find((one) => one.textContent === label);
    const first = this.view === "run" ? where.querySelector(".pause") : null;
    if (same && this.view !== "answer" && this.view !== "hurt") same.focus({ preventScroll: true });
    else if (first) first.focus({ preventScroll: true });
    else if (this.dialog.open) this.stage.focus({ preventScroll: true });
    if (this.dialog.open && this.view !== "run") this.stage.scrollTop = 0;
  }

  draw() {
    const { way, state } = this;
    const work = this.work;
    const isLead = state.stage === "lead";
    const left = Math.max(0, Math.ceil((stageMs(way, state) - state.spent) / 1000 - 1e-6));
    const lead = isLead && leadOf(way, state, state.at);
    const seen = isLead ? this.leadSeen(lead, left) : this.workSeen(work, left);
    this.put(".word", seen.word);
    this.put(".number", seen.number);
    this.put(".under", seen.under);
    const names = [...new Set([...state.stopped, ...state.units.map((unit) => unit.x)])];
    const place = names.indexOf(this.unit.x) + 1;
    const toGo = leftMs(way, state);
    this.put(".count", `${place} of ${names.length} · ${minutesWords(toGo)} to go`);
    const bar = this.stage.querySelector(".bar > span");
    if (bar) bar.style.inlineSize = `${((100 * state.ran) / (state.ran + toGo)).toFixed(1)}%`;
    if (!this.isPaused) this.beats(seen);
  }

  leadSeen(lead, left) {
    const words = { start: "Get into position", side: `Now the ${this.unit.side} side`, rest: "Rest" };
    const isSoon = left <= GET_READY_S && lead.why !== "side";
    const asked = this.asked();
    return {
      word: this.isPaused ? "Paused" : isSoon ? "Get ready" : words[lead.why],
      number: left > 99 ? clock(left) : String(left),
      under: lead.why === "start" ? exerciseOf(this.way, this.unit.x).place_and_dose : `Then: ${asked}`,
      beat: left <= 3 ? `lead ${left}` : "",
      pitch: 520,
    };
  }

  workSeen(work, left) {
    if (work.reps === null) {
      return {
        word: this.isPaused ? "Paused" : this.asked(),
        number: left > 99 ? clock(left) : String(left),
        under: sideWords(work.side),
        beat: left <= 3 ? `end ${left}` : "",
        pitch: 520,
      };
    }
    const rep = repAt(this.way, work, this.state.spent);
    const isHold = rep.part === "hold";
    const words = { there: "Slowly there", hold: "Hold", back: "Slowly back" };
    return {
      word: this.isPaused ? "Paused" : words[rep.part],
      number: isHold ? String(Math.ceil(rep.left - 1e-6)) : String(rep.number),
      under: isHold ? `number ${rep.number} of ${work.reps}` : `of ${work.reps}`,
      beat: `${rep.number} ${rep.part}`,
      pitch: { there: 520, hold: 740, back: 440 }[rep.part],
      says: isHold ? "Hold" : rep.part === "back" ? (work.hold_s ? "And back" : "") : String(rep.number),
    };
  }

  // What a set asks for, in a few words.
  asked() {
    const work = this.work;
    if (work.reps === null) return exerciseOf(this.way, this.unit.x).one_set;
    return work.hold_s ? `${work.reps} × ${work.hold_s} seconds` : `${work.reps} times`;
  }

  beats(seen) {
    if (seen.beat === this.beat) return;
    const isFirst = !this.beat;
    this.beat = seen.beat;
    if (!seen.beat || (isFirst && this.state.stage === "work")) return;
    this.sound(seen.pitch, 0.12);
    if (seen.says) this.voice(seen.says);
  }

  put(where, words) {
    const part = this.stage.querySelector(where);
    if (part && part.textContent !== words) part.textContent = words;
  }

  tellStage() {
    if (this.view !== "run") return;
    const { way, state } = this;
    const lead = leadOf(way, state, state.at);
    const name = exerciseOf(way, this.unit.x).name;
    const words = [lead.why === "rest" ? "Rest." : "", `Next: ${name}.`, `${setWords(way, this.unit)}.`];
    if (lead.why === "side") words.splice(0, 3, `Now the ${this.unit.side} side.`);
    const said = words.filter((word) => word && word !== ".").join(" ").replace(" · ", ", ");
    this.say(said);
    this.voice(said);
  }

  say(words) {
    this.live.textContent = words;
  }

  sound(pitch, seconds) {
    if (this.likes.sound) beep(pitch, seconds);
  }

  voice(words) {
    if (this.likes.voice && words) speak(words);
  }

  like(what) {
    this.likes = { ...this.likes, [what]: !this.likes[what] };
    keepLikes(this.likes);
    hear();
    if (what === "voice" && !this.likes.voice) hush();
    this.show(this.view);
  }

  // --- the window ---------------------------------------------------------------------------------------

  fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  // What fills the screen is drawn over everything else: the dialog has to come after it.
  filled() {
    if (this.dialog.open) {
      this.dialog.close();
      this.dialog.showModal();
    }
    this.show(this.view);
  }

  seen() {
    if (document.visibilityState === "hidden" && this.state) this.store();
    else if (this.view === "run" && !this.isPaused) stayAwake(() => !this.isPaused);
  }

  // --- keys ----------------------------------------------------------------------------------------------

  key(event) {
    if (!this.dialog.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const active = this.stage.getRootNode().activeElement;
    const onButton = active && active !== this.stage && active.tagName !== "DIALOG";
    const act = this.keys(onButton)[event.key];
    if (!act) {
      if (event.key.length === 1 && event.key !== " ") event.stopPropagation(); // the app's own shortcuts
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) act();
  }

  keys(onButton) {
    const space = onButton ? {} : { " ": () => this.view === "run" && this.pauseOrGoOn() };
    if (this.view === "hurt") {
      const pains = Object.fromEntries([...Array(10).keys()].map((n) => [String(n), () => this.painIs(n)]));
      return { ...pains, Escape: () => this.nothing() };
    }
    if (this.view !== "run") return { Escape: () => {} };
    return {
      ...space,
      ArrowRight: () => this.skip(),
      ArrowLeft: () => this.back(),
      ArrowUp: () => this.state.stage === "lead" && this.more(10),
      ArrowDown: () => this.state.stage === "lead" && this.more(-10),
      h: () => this.hurts(),
      H: () => this.hurts(),
      Escape: () => (this.isPaused ? this.park() : this.pauseOrGoOn()),
    };
  }
}
