// --- what this browser keeps ---------------------------------------------------------------------
// One entry a plan, day and round, in the place Python names (data.place): local storage, or for
// a guest who keeps nothing here the tab's own. It is forgotten once the journal has the session.

const PREFIX = "even-keel.session.";

function shelf(data) {
  return data.place === "local" ? localStorage : sessionStorage;
}

function nameOf(data) {
  return `${PREFIX}${data.day}.${data.plan}.${data.round}`;
}

// What is kept of this session, or null when nothing is, or it is not ours, or it is in the journal.
function kept(data) {
  try {
    const state = JSON.parse(shelf(data).getItem(nameOf(data)));
    if (isOurs(state, data) && !data.taken.includes(state.id)) return state;
  } catch {
    // nothing, damaged, or a browser that keeps nothing
  }
  forget(data);
  return null;
}

function isOurs(state, data) {
  const isSpan = (value) => Number.isFinite(value) && value >= 0;
  return (
    state !== null &&
    typeof state === "object" &&
    /^[0-9a-f]{16}$/.test(state.id) &&
    Number.isInteger(state.before) &&
    Number.isInteger(state.at) &&
    state.at >= 0 &&
    [state.began, state.spent, state.ran].every(isSpan) &&
    [state.leadMore, state.restMore].every(Number.isFinite) &&
    ["lead", "work"].includes(state.stage) &&
    Array.isArray(state.units) &&
    state.units.every((unit) => workOf(data, unit) !== undefined) &&
    (state.over !== "" || state.at < state.units.length) &&
    Array.isArray(state.hurts) &&
    Array.isArray(state.stopped) &&
    state.done !== null &&
    typeof state.done === "object"
  );
}

function keep(data, state) {
  try {
    shelf(data).setItem(nameOf(data), JSON.stringify(state));
  } catch {
    // a browser that keeps nothing: a reload begins anew, the session goes on
  }
}

function forget(data) {
  try {
    shelf(data).removeItem(nameOf(data));
  } catch {
    // nothing was kept
  }
}

// Entries of other days that are in the journal, or older than a week, go. The rest is told.
function leftOver(data) {
  const found = [];
  const oldest = new Date(new Date(data.day).getTime() - 7 * 86400e3).toISOString().slice(0, 10);
  try {
    const store = shelf(data);
    for (const name of Object.keys(store)) {
      if (!name.startsWith(PREFIX) || name === nameOf(data)) continue;
      const day = name.slice(PREFIX.length).split(".")[0];
      const state = JSON.parse(store.getItem(name));
      const isOpen = state && state.done && Object.keys(state.done).length && day >= oldest;
      if (isOpen && !data.taken.includes(state.id)) found.push({ name, day });
      else store.removeItem(name);
    }
  } catch {
    // nothing can be told
  }
  return found;
}

// How somebody likes it: kept on this device, and no more than that.
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
