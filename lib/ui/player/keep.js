// --- what this browser keeps ---------------------------------------------------------------------
// One entry a session: how far it is, and the way it was begun with, so that it can be gone on with
// or logged when today's plan is another one, or none. Python names the place (data.place): local
// storage, or for a guest who keeps nothing here the tab's own. An entry is forgotten once the
// journal has the session.

const PREFIX = "even-keel.session.";
const DAY_MS = 86400e3;

// The right place first, then the one where nothing may stay.
function shelves(data) {
  return data.place === "local" ? [localStorage, sessionStorage] : [sessionStorage, localStorage];
}

function nameOf(way) {
  return `${PREFIX}${way.day}.${way.plan}.${way.round}`;
}

// Every session that is kept, each in its right place. What is in the journal, too old, or not ours
// is forgotten.
function allKept(data) {
  const found = new Map();
  try {
    for (const store of shelves(data)) {
      for (const name of Object.keys(store)) {
        if (!name.startsWith(PREFIX) || found.has(name)) continue;
        const entry = parsed(store.getItem(name));
        if (isOurs(entry, name) && isWanted(entry, data)) found.set(name, entry);
        else store.removeItem(name);
      }
    }
  } catch {
    // a browser that keeps nothing
  }
  return [...found.values()].map(({ way, ...state }) => {
    keep(data, way, state);
    return { way, state };
  });
}

function isWanted(entry, data) {
  const isOld = Date.now() - entry.began > data.kept_days * DAY_MS;
  return !isOld && !data.taken.includes(entry.id);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function keep(data, way, state) {
  try {
    const [here, elsewhere] = shelves(data);
    here.setItem(nameOf(way), JSON.stringify({ ...state, way }));
    elsewhere.removeItem(nameOf(way));
  } catch {
    // a browser that keeps nothing: a reload begins anew, the session goes on
  }
}

function forget(data, way) {
  try {
    for (const store of shelves(data)) store.removeItem(nameOf(way));
  } catch {
    // nothing was kept
  }
}

// --- whether an entry is one of ours, and whole

function isOurs(entry, name) {
  try {
    return isWay(entry.way) && nameOf(entry.way) === name && isProgress(entry, entry.way);
  } catch {
    return false; // something that has to be there is not
  }
}

function isProgress(state, way) {
  return (
    /^[0-9a-f]{16}$/.test(state.id) &&
    Number.isInteger(state.before) &&
    way.hurt.at.ache[state.before] !== undefined &&
    Number.isInteger(state.at) &&
    state.at >= 0 &&
    [state.began, state.spent, state.ran].every(isSpan) &&
    [state.leadMore, state.restMore].every(Number.isFinite) &&
    ["lead", "work"].includes(state.stage) &&
    Array.isArray(state.units) &&
    state.units.every((unit) => workOf(way, unit) !== undefined) &&
    (state.over !== "" || state.at < state.units.length) &&
    Array.isArray(state.hurts) &&
    Array.isArray(state.stopped) &&
    typeof Object.keys(state.done) === "object"
  );
}

function isWay(way) {
  const { times, hurt } = way;
  return (
    [way.plan, way.phase, way.rules_version].every(isText) &&
    /^\d{4}-\d{2}-\d{2}$/.test(way.day) &&
    Number.isInteger(way.round) &&
    [times.ready_s, times.rest_s, times.side_s, times.rep_s].every(isSpan) &&
    KIND_WORDS.every(([kind]) => hurt.at[kind].length === 11) &&
    Array.isArray(hurt.answers) &&
    way.exercises.length > 0 &&
    way.exercises.every((one) => isExercise(one) && (one.easier === null || isExercise(one.easier)))
  );
}

function isExercise(one) {
  return (
    [one.id, one.name, one.dose, one.place_and_dose, one.one_set].every(isText) &&
    one.asked !== null &&
    Array.isArray(one.cues) &&
    one.sets.length > 0 &&
    one.sets.every((set) => Number.isInteger(set.set) && isText(set.side) && isSpan(set.seconds))
  );
}

function isSpan(value) {
  return Number.isFinite(value) && value >= 0;
}

function isText(value) {
  return typeof value === "string";
}

// --- how somebody likes it: kept on this device, and no more than that

const LIKES = "even-keel.player";

function likes() {
  try {
    return { sound: true, voice: false, ...JSON.parse(localStorage.getItem(LIKES)) };
  } catch {
    return { sound: true, voice: false };
  }
}

function keepLikes(chosen) {
  try {
    localStorage.setItem(LIKES, JSON.stringify(chosen));
  } catch {
    // then for this visit only
  }
}
