// --- the way through a session ----------------------------------------------------------------------
// A unit is one set of one exercise on one side. Each has a lead (getting into position, the other
// side, the rest) and its work. Python sends what each takes; nothing here invents a number.

function exerciseOf(data, id) {
  for (const exercise of data.exercises) {
    if (exercise.id === id) return exercise;
    if (exercise.easier && exercise.easier.id === id) return exercise.easier;
  }
  return undefined;
}

function workOf(data, unit) {
  const exercise = unit && exerciseOf(data, unit.x);
  return exercise && exercise.sets.find((one) => one.set === unit.set && one.side === unit.side);
}

function unitsOf(exercise) {
  return exercise.sets.map((one) => ({ x: exercise.id, set: one.set, side: one.side }));
}

function placeOf(unit) {
  return `${unit.x}|${unit.set}|${unit.side}`;
}

// Why there is a lead, and how long it is, in milliseconds.
function leadOf(data, state, at) {
  const unit = state.units[at];
  const before = state.units[at - 1];
  const more = at === state.at ? state.leadMore : 0;
  const lead = (why, seconds) => ({ why, ms: Math.max(3, seconds + more) * 1000 });
  if (!before || before.x !== unit.x) return lead("start", data.times.ready_s);
  if (before.set === unit.set) return lead("side", data.times.side_s);
  return lead("rest", data.times.rest_s + state.restMore);
}

function workMs(data, unit) {
  return workOf(data, unit).seconds * 1000;
}

function stageMs(data, state) {
  if (state.stage === "lead") return leadOf(data, state, state.at).ms;
  return workMs(data, state.units[state.at]);
}

function leftMs(data, state) {
  let left = -state.spent;
  for (let at = state.at; at < state.units.length; at++) {
    if (at > state.at || state.stage === "lead") left += leadOf(data, state, at).ms;
    left += workMs(data, state.units[at]);
  }
  return Math.max(0, left);
}

// Where in a set of repetitions one is: which one, in which part of it, seconds left of that part.
function repAt(data, work, spent) {
  const half = data.times.rep_s / 2;
  const whole = data.times.rep_s + work.hold_s;
  const seconds = Math.min(spent / 1000, work.seconds - 0.001);
  const number = Math.floor(seconds / whole) + 1;
  const into = seconds - (number - 1) * whole;
  if (into < half) return { number, part: "there", left: half - into };
  if (into < half + work.hold_s) return { number, part: "hold", left: half + work.hold_s - into };
  return { number, part: "back", left: whole - into };
}

// What has been done of a set by now: whole repetitions, or seconds.
function doneBy(data, work, spent) {
  if (work.reps === null) return Math.min(work.seconds, Math.round(spent / 100) / 10);
  const whole = (data.times.rep_s + work.hold_s) * 1000;
  return Math.min(work.reps, Math.floor((spent + 1) / whole));
}

function sideWords(side) {
  return side === "both" ? "" : `${side} side`;
}

function setWords(data, unit) {
  const exercise = exerciseOf(data, unit.x);
  const sets = Math.max(...exercise.sets.map((one) => one.set));
  const parts = [sets > 1 ? `set ${unit.set} of ${sets}` : "", sideWords(unit.side)];
  return capital(parts.filter(Boolean).join(" · "));
}

function minutesWords(ms) {
  const minutes = Math.round(ms / 60000);
  return minutes < 1 ? "less than a minute" : minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
