// --- the way through a session ----------------------------------------------------------------------
// A unit is one set of one exercise on one side. Each has a lead (getting into position, the other
// side, the rest) and its work. Python sends what each takes; nothing here invents a number.

function exerciseOf(way, id) {
  for (const exercise of way.exercises) {
    if (exercise.id === id) return exercise;
    if (exercise.easier && exercise.easier.id === id) return exercise.easier;
  }
  return undefined;
}

function workOf(way, unit) {
  const exercise = unit && exerciseOf(way, unit.x);
  return exercise && exercise.sets.find((one) => one.set === unit.set && one.side === unit.side);
}

function unitsOf(exercise) {
  return exercise.sets.map((one) => ({ x: exercise.id, set: one.set, side: one.side }));
}

function placeOf(unit) {
  return `${unit.x}|${unit.set}|${unit.side}`;
}

function placeIn(place) {
  const [exercise, set, side] = place.split("|");
  return { exercise, set: Number(set), side };
}

// Whether anything is recorded that would be missed.
function hasBegun(state) {
  return state.at > 0 || state.stage === "work" || state.hurts.length > 0;
}

// What was asked for, an exercise a line: all of today's, and the easier ones that took over.
function linesOf(way, state) {
  const told = [...Object.keys(state.done).map(placeIn), ...state.hurts].map((one) => one.exercise);
  const easier = way.exercises.map((one) => one.easier).filter((one) => one && told.includes(one.id));
  return [...way.exercises, ...easier].map((one) => ({ exercise: one.id, ...one.asked }));
}

// Why there is a lead, and how long it is, in milliseconds.
function leadOf(way, state, at) {
  const unit = state.units[at];
  const before = state.units[at - 1];
  const more = at === state.at ? state.leadMore : 0;
  const lead = (why, seconds) => ({ why, ms: Math.max(3, seconds + more) * 1000 });
  if (!before || before.x !== unit.x) return lead("start", way.times.ready_s);
  if (before.set === unit.set) return lead("side", way.times.side_s);
  return lead("rest", way.times.rest_s + state.restMore);
}

function workMs(way, unit) {
  return workOf(way, unit).seconds * 1000;
}

function stageMs(way, state) {
  if (state.stage === "lead") return leadOf(way, state, state.at).ms;
  return workMs(way, state.units[state.at]);
}

function leftMs(way, state) {
  let left = -state.spent;
  for (let at = state.at; at < state.units.length; at++) {
    if (at > state.at || state.stage === "lead") left += leadOf(way, state, at).ms;
    left += workMs(way, state.units[at]);
  }
  return Math.max(0, left);
}

// Where in a set of repetitions one is: which one, in which part of it, seconds left of that part.
function repAt(way, work, spent) {
  const half = way.times.rep_s / 2;
  const whole = way.times.rep_s + work.hold_s;
  const seconds = Math.min(spent / 1000, work.seconds - 0.001);
  const number = Math.floor(seconds / whole) + 1;
  const into = seconds - (number - 1) * whole;
  if (into < half) return { number, part: "there", left: half - into };
  if (into < half + work.hold_s) return { number, part: "hold", left: half + work.hold_s - into };
  return { number, part: "back", left: whole - into };
}

// What has been done of a set by now: whole repetitions, or seconds.
function doneBy(way, work, spent) {
  if (work.reps === null) return Math.min(work.seconds, Math.round(spent / 100) / 10);
  const whole = (way.times.rep_s + work.hold_s) * 1000;
  return Math.min(work.reps, Math.floor((spent + 1) / whole));
}

function sideWords(side) {
  return side === "both" ? "" : `${side} side`;
}

function setWords(way, unit) {
  const exercise = exerciseOf(way, unit.x);
  const sets = Math.max(...exercise.sets.map((one) => one.set));
  const parts = [sets > 1 ? `set ${unit.set} of ${sets}` : "", sideWords(unit.side)];
  return capital(parts.filter(Boolean).join(" · "));
}

function minutesWords(ms) {
  const minutes = Math.round(ms / 60000);
  return minutes < 1 ? "less than a minute" : minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
