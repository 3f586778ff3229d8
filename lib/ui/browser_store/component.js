// Keeps one text in this browser's local storage and does only what it is told:
// read, write, erase, forget. Each command has a number and is done once, however often
// Streamlit calls this function again with the same data.
//
// What is stored: {"app", "counter", "writer", "text"}. The counter goes up by one with
// each write. A tab may write when the stored counter is the one it last saw, or when
// it was itself the last to write; otherwise another tab was faster, and nothing is
// overwritten.

const APP = "even-keel"; // what every name begins with that this app keeps
const UNDER_WAY = APP + ".session"; // the player's names
const done = new WeakMap(); // parentElement → number of the last command done

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const command = data && data.command;
  if (!command || (done.get(parentElement) || 0) >= command.number) return;
  done.set(parentElement, command.number);
  alone(data.place, () => perform(data.place, data.writer, command)).then((report) =>
    setTriggerValue("report", { number: command.number, ...report })
  );
}

// One tab at a time, where the browser can promise that.
function alone(place, action) {
  const attempt = () => {
    try {
      return action();
    } catch (error) {
      return { error: error && error.name === "QuotaExceededError" ? "full" : "blocked" };
    }
  };
  return navigator.locks
    ? navigator.locks.request(APP + ":" + place, attempt)
    : Promise.resolve(attempt());
}

function perform(place, writer, command) {
  const stored = read(place);
  if (command.what === "read") {
    return stored ? { found: stored.text, counter: stored.counter } : { found: null, counter: 0 };
  }
  if (command.what === "erase") {
    localStorage.removeItem(place);
    for (const name of namesIn(localStorage, UNDER_WAY)) {
      sessionStorage.setItem(name, localStorage.getItem(name)); // it was here by the same yes
      localStorage.removeItem(name);
    }
    return { erased: true };
  }
  if (command.what === "forget") {
    for (const store of [localStorage, sessionStorage]) {
      for (const name of namesIn(store, APP)) store.removeItem(name);
    }
    return { erased: true };
  }
  const counter = stored ? stored.counter : 0;
  const mine = stored !== null && stored.writer === writer;
  if (!mine && counter !== command.seen) return { stale: true, counter };
  const next = { app: APP, counter: counter + 1, writer, text: command.text };
  localStorage.setItem(place, JSON.stringify(next));
  return { written: command.number, counter: counter + 1 };
}

function namesIn(store, beginning) {
  return Object.keys(store).filter((name) => name.startsWith(beginning + "."));
}

// What is there. Anything else under our name is handed over as it is: the caller decides.
function read(place) {
  const raw = localStorage.getItem(place);
  if (raw === null) return null;
  try {
    const stored = JSON.parse(raw);
    if (
      stored.app === APP &&
      Number.isSafeInteger(stored.counter) &&
      typeof stored.text === "string"
    ) {
      return stored;
    }
  } catch {
    // not JSON: someone else's, or damaged
  }
  return { counter: 0, writer: null, text: raw };
}
