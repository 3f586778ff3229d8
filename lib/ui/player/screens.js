// --- what is on the page: before, or put aside ----------------------------------------------------

const CARDS = {
  begin: (player) => [
    ...player.others.map((other) => otherNote(player, other)),
    ...(player.data.way ? beginning(player) : []),
  ],
  sure: (player) => [
    line("p", "lead", `${otherWords(player.unsure)} It will not be kept, and not be in your log.`),
    box(
      "row",
      button("Keep it", "main", () => player.show("begin")),
      button("Do not keep it", "quiet", () => player.drop(player.unsure))
    ),
  ],
  parked: (player) => [
    line("p", "lead", "Your session is paused. Everything is kept."),
    line("p", "", parkedWords(player)),
    box("row", button("Go on", "main big", () => player.goOn())),
    box(
      "row",
      button("Finish here", "quiet", () => player.finish("early")),
      button("Begin again", "quiet", () => player.show("again"))
    ),
  ],
  again: (player) => [
    line("p", "lead", "Begin again? What you have done in this session is not kept."),
    box(
      "row",
      button("Keep it", "main", () => player.show("parked")),
      button("Begin again", "quiet", () => player.discard())
    ),
  ],
  handed: () => [
    line("p", "lead", "Your session is over. Handing it on to the log …"),
    line("p", "small", "If this stays here, the app cannot be reached just now. All of it is kept in this browser."),
  ],
  refused: (player) => [
    line("p", "lead", "The log could not take this session as it is. Please log it by hand."),
    line("p", "", overWords(player)),
    box("row", button("Forget this session", "quiet", () => player.discard())),
  ],
};

function beginning(player) {
  return [
    line("p", "lead", "How much does your back hurt right now?"),
    scale("Pain right now", player.before, (pain) => player.beforeIs(pain)),
    beforeSays(player),
    isTooHigh(player)
      ? box("row", button("Get help", "main big", () => player.tell("help", newId())))
      : box("row", button("Start the session", "main big", () => player.begin())),
    box("row", ...likeToggles(player)),
    contents(player),
  ];
}

function beforeSays(player) {
  if (player.before === null) {
    return player.wasPressed
      ? line("p", "note", "Please choose a number first: it decides how much pain is all right.")
      : line("p", "small", "How much pain is all right during the session follows from it.");
  }
  if (isTooHigh(player)) return line("p", "note", player.data.too_high);
  const most = player.data.way.ceilings[player.before];
  return line("p", "small", `With ${player.before} before, up to ${most} of 10 is all right.`);
}

function isTooHigh(player) {
  return player.before !== null && player.before >= player.data.no_session_from;
}

// A session that is not today's next one: of another day, of another plan, or without a plan by now.
function otherNote(player, other) {
  const { data } = player;
  const isRefused = player.isRefused(other.state);
  const canLog = data.can_log && !isRefused;
  const canGoOn = player.canGoOn(other) && !isRefused;
  const says = isRefused ? "The log could not take it as it is. Please log it by hand." : canLog ? "" : data.not_now;
  return box(
    "note other",
    line("p", "lead", otherWords(other)),
    says && line("p", "", says),
    box(
      "row",
      canGoOn && button("Go on with it", "main", () => player.goOnWith(other)),
      canLog && button("Put it in the log", canGoOn ? "" : "main", () => player.handOver(other)),
      button("Do not keep it", "quiet", () => {
        player.unsure = other;
        player.show("sure");
      })
    )
  );
}

function otherWords({ way, state }) {
  const day = new Date(`${way.day}T12:00`).toLocaleDateString("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
  });
  return `A session of ${day} was begun here and is not in your log. ${doneWords(state)}`;
}

function contents(player) {
  const made = line("ol", "contents");
  for (const exercise of player.data.way.exercises) {
    const item = line("li", "");
    item.append(line("strong", "", exercise.name), line("span", "small", exercise.dose));
    made.append(item);
  }
  return made;
}

function parkedWords(player) {
  const unit = player.state.units[player.state.at];
  const where = [exerciseOf(player.way, unit.x).name, setWords(player.way, unit).toLowerCase().replace(" · ", ", ")];
  const left = minutesWords(leftMs(player.way, player.state));
  return `Next: ${where.filter(Boolean).join(", ")}. About ${left} to go.`;
}

function likeToggles(player) {
  const fills = toggle("Full screen", document.fullscreenElement !== null, () => player.fill());
  fills.classList.add("wide"); // on a phone the player has the whole window anyway
  return [
    toggle("Sound", player.likes.sound, () => player.like("sound")),
    window.speechSynthesis && toggle("Voice", player.likes.voice, () => player.like("voice")),
    document.fullscreenEnabled && fills,
  ].filter(Boolean);
}

// --- what fills the window while it runs -----------------------------------------------------------

const STAGES = {
  run: (player) => {
    const { data, way, state } = player;
    const unit = state.units[state.at];
    const exercise = exerciseOf(way, unit.x);
    const isLead = state.stage === "lead";
    const work = workOf(way, unit);
    return [
      top(player),
      box(
        "middle",
        figure(exercise.figure, data.is_still),
        box(
          "told",
          line("h2", "", exercise.name),
          line("p", "set", setWords(way, unit)),
          line("p", "word", ""),
          number(),
          line("p", "under", ""),
          line("p", "cue", cueAt(player, exercise))
        )
      ),
      box("row hurts", button("This hurts", "hurt", () => player.hurts())),
      box(
        "row controls",
        button("Back", "side", () => player.back()),
        button(player.isPaused ? "Go on" : "Pause", "main pause", () => player.pauseOrGoOn()),
        isLead
          ? button("Start now", "side", () => player.skip())
          : work.reps === null
            ? button("Skip", "side", () => player.skip())
            : button("Done", "side done", () => player.allDone())
      ),
      box(
        "row tools",
        isLead && button("− 10 s", "quiet", () => player.more(-10)),
        isLead && button("+ 10 s", "quiet", () => player.more(10)),
        !isLead && work.reps !== null && button("Skip set", "quiet", () => player.skip()),
        button("Skip exercise", "quiet", () => player.skipExercise()),
        ...likeToggles(player)
      ),
    ];
  },
  hurt: (player) => [
    box("asks",
      line("h2", "", "Where are you on 0 to 10?"),
      scale("How much does it hurt", player.pain, (pain) => player.painIs(pain)),
      line("h2", "", "What is it like?"),
      box("kinds", ...KIND_WORDS.map(([kind, words, detail]) => kindButton(player, kind, words, detail))),
      box("row", button("It was nothing: go on", "quiet", () => player.nothing()))
    ),
  ],
  answer: (player) => ANSWERS[player.state.answer.answer](player),
  over: (player) => [
    box("asks",
      line("h2", "", player.state.over === "pain" ? "Stopped for today" : "That was your session"),
      line("p", "lead", overWords(player)),
      box("row", button("How did it feel?", "main big", () => player.hand()))
    ),
  ],
};

const KIND_WORDS = [
  ["ache", "An ache, a pull or stiffness", ""],
  ["sharp", "Sharp or sudden", ""],
  ["spreading", "It spreads down a leg", "Pain, tingling or numbness"],
];

const ANSWERS = {
  carry_on: (player) => [
    answered(player, "Carry on, gently",
      box("row", button("Carry on", "main big", () => player.choose("carry_on"))),
      box("row", button("Stop this exercise", "quiet", () => player.choose("stop_exercise")))
    ),
  ],
  easier: (player) => {
    const easier = player.easier();
    return [
      answered(player, "Make it easier",
        easier && box("offer", figure(easier.figure, player.data.is_still),
          line("p", "", `${easier.name} is the step before this one.`)),
        box("row",
          easier && button(`Do ${lower(easier.name)} instead`, "main big", () => player.choose("easier")),
          button("Carry on, smaller and slower", easier ? "quiet" : "main big", () => player.choose("carry_on")),
          button("Stop this exercise", "quiet", () => player.choose("stop_exercise")))
      ),
    ];
  },
  stop_exercise: (player) => {
    const next = player.nextExercise();
    return [
      answered(player, "Stop this exercise",
        box("row",
          next
            ? button(`Go on with ${lower(next.name)}`, "main big", () => player.choose("stop_exercise"))
            : button("Finish", "main big", () => player.choose("stop_exercise")),
          next && button("Stop for today", "quiet", () => player.choose("stop_today")))
      ),
    ];
  },
  stop_today: (player) => [
    answered(player, "Stop for today",
      helpBox(player),
      box("row", button("Go on to the log", "main big", () => player.choose("stop_today")))
    ),
  ],
};

function answered(player, title, ...more) {
  const { state } = player;
  const { pain, answer } = state.answer;
  const made = box("asks", line("h2", `is-${answer}`, title), line("p", "lead", state.answer.says), ...more);
  made.dataset.answer = answer;
  made.dataset.pain = pain;
  return made;
}

// Never more than one press from help: what cannot wait, and the number.
function helpBox(player) {
  const { data } = player;
  const call = line("a", "press call", `Call ${data.number}`);
  call.href = `tel:${data.number}`;
  return box("help",
    line("p", "", "Do you have any of these? They are rare. With them, hours can matter."),
    list(data.signs),
    call,
    button("Get help", "quiet", () => player.tell("help", newId()))
  );
}

function kindButton(player, kind, words, detail) {
  const made = button(words, "kind", () => player.kindIs(kind));
  made.setAttribute("aria-pressed", String(player.kind === kind));
  if (detail) made.append(line("span", "small", detail));
  return made;
}

function overWords(player) {
  const some = doneWords(player.state);
  return player.isRefused() ? some : `${some} ${player.data.after}`;
}

// With the set under way, which is recorded once the session is over.
function doneWords(state) {
  const places = Object.keys(state.done).filter((place) => state.done[place] > 0);
  const begun = new Set(places.map((place) => placeIn(place).exercise));
  if (!state.over && state.stage === "work") begun.add(state.units[state.at].x);
  const count = begun.size === 1 ? "1 exercise" : `${begun.size} exercises`;
  return begun.size ? `${count} in ${minutesWords(state.ran)}.` : "Nothing was done yet.";
}

function top(player) {
  const leave = button("×", "leave", () => player.park());
  leave.setAttribute("aria-label", "Leave. Your place is kept.");
  return box("top", box("where", line("span", "count", ""), leave), bar());
}

// One cue at a time, another one with each set.
function cueAt(player, exercise) {
  const { state } = player;
  const before = state.units.slice(0, state.at).filter((unit) => unit.x === exercise.id).length;
  return exercise.cues.length ? exercise.cues[before % exercise.cues.length] : "";
}

function lower(name) {
  return name[0].toLowerCase() + name.slice(1);
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
