"""One part of the rules at a time, and a search over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st

from lib import words
from lib.model import Condition, InputError, Knowledge, PhaseContent, Question, Rule
from lib.ui import aloud, blocks, cards, here, screens, sources
from lib.ui.rules_view import checked, proved, rule
from lib.ui.screens import Screen

_SECTION, _WORDS = "rules_section", "rules_words"
A_PAGE = 8

RULES: Mapping[str, tuple[str, Callable[[Knowledge], Sequence[Rule]]]] = {
    "Safety": (
        "What your answers may ask for first. An unanswered question never clears anyone, and the "
        "stricter result always wins.",
        lambda known: sorted(known.rules_for("screen."), key=_gravest_first),
    ),
    "Start": (
        "Where the course starts: the first rule that holds decides. Below them, when a later "
        "check-in moves it back.",
        lambda known: (*known.rules_for("phase.start_"), *known.rules_for("phase.back_")),
    ),
    "Cautions": (
        "Which answers leave out or change exercises. Nothing else does.",
        lambda known: known.rules_for("caution."),
    ),
    "Selection": (
        "What changes the order in which exercises are looked at, how many there are, and which "
        "ball fits.",
        lambda known: known.rules_for("select."),
    ),
    "Gates": (
        "What has to be there before the next phase. What is not known is not met, and says so.",
        lambda known: [found for found in known.rules_for("phase.") if "gate" in found.then],
    ),
    "Progression": (
        "What follows from a session day, a morning, a weekly answer or days away. The most "
        "cautious one wins.",
        lambda known: known.rules_for("progress."),
    ),
    "While you exercise": (
        "What “This hurts” in a session is answered with: the first rule that holds decides.",
        lambda known: known.rules_for("hurt."),
    ),
    "Strength tests": (
        "When a strength test is not offered, and what results change in the plan.",
        lambda known: known.rules_for("strength."),
    ),
    "When a card comes": (
        "Which of the five things to know comes first, and which comes again after something that "
        "happened: the first rule that holds decides.",
        lambda known: known.rules_for("card."),
    ),
    "Conditions": (
        "Conditions with a name of their own, which other rules use.",
        lambda known: tuple(known.named.values()),
    ),
}
_ORDER = ("EMERGENCY", "SAME_DAY", "DAYS", "CLEARANCE", "ROUTINE", "MODIFY")
KINDS = {
    "whole": "a number",
    "scale": "0 to 10",
    "choice": "one of a few",
    "several": "any of a few",
    "yes_no": "yes or no",
    "tick": "tick if so",
    "text": "own words",
    "date": "a date",
    "ids": "which of them",
}


def _gravest_first(found: Rule) -> int:
    return _ORDER.index(found.then["urgency"])


# --- choosing --------------------------------------------------------------------------------


def comes_first() -> Screen | None:
    """Where somebody has to go before an exercise is named here; None for everybody else."""
    try:
        return screens.STOP if here.decision().clearance.hides_exercises else None
    except InputError:
        return screens.MY_DATA


def way_there(first: Screen) -> None:
    """Says what comes first, and leads there."""
    with blocks.card(key="comes_first"):
        urgent = first is screens.STOP
        says = "Your answers ask for help first." if urgent else "Your journal could not be read."
        st.markdown(f"**{says}** Until then no exercise is named on this page.")
        blocks.way_to(first, "What to do now" if urgent else "Go to My data", icon=first.icon)


def chosen_section() -> str:
    """Which part of the rules to show."""
    st.header("The rules themselves", anchor=False)
    chosen: str = st.pills(
        "Part",
        list(SECTIONS),
        default=next(iter(SECTIONS)),
        required=True,
        key=_SECTION,
        label_visibility="collapsed",
        on_change=_forget_words,
    )
    return chosen


def chosen_words() -> str:
    """What to look for in all rules; empty shows the chosen part."""
    typed = st.text_input(
        "Find a rule",
        key=_WORDS,
        placeholder="Find a rule: morning, night, flare …",
        icon=":material/search:",
        label_visibility="collapsed",
        max_chars=80,
    )
    return typed.strip()


def look_for(words: str) -> None:
    """Has the next visit of the page begin with the rules that hold these words."""
    st.session_state[_WORDS] = words


# --- showing ---------------------------------------------------------------------------------


def section(name: str, known: Knowledge, names_exercises: bool) -> None:
    """One part of the rules."""
    SECTIONS[name](known, names_exercises)


def found(query: str, known: Knowledge, names_exercises: bool) -> None:
    """The rules that hold all the words of the query, wherever they stand."""
    rules = matching(query, known)
    if not rules:
        blocks.empty_state(
            "No rule holds all of these words. Try one word, or look through a part above.",
            key="no_rule",
            button="Show all parts",
            on_click=_forget_words,
        )
        return
    st.caption(_how_many(rules))
    _pages(rules, known, names_exercises, key=f"found_{query}")


def _forget_words() -> None:
    st.session_state[_WORDS] = ""


def matching(query: str, known: Knowledge) -> tuple[Rule, ...]:
    """The rules in whose words every word of the query stands."""
    wanted = query.casefold().split()
    return tuple(
        each
        for each in (*known.rules.values(), *known.named.values())
        if all(word in _text(each, known) for word in wanted)
    )


def _text(each: Rule, known: Knowledge) -> str:
    condition = words.of_condition(each.when, known)
    return f"{each.id} {each.asks} {each.says} {each.why} {condition}".casefold()


def _rules(name: str) -> Callable[[Knowledge, bool], None]:
    intro, rules_in = RULES[name]

    def show(known: Knowledge, names_exercises: bool) -> None:
        rules = rules_in(known)
        st.markdown(intro)
        st.caption(_how_many(rules))
        _pages(rules, known, names_exercises, key=name)

    return show


def _how_many(rules: Sequence[Rule]) -> str:
    return f"{len(rules)} rule{'' if len(rules) == 1 else 's'}"


def _pages(rules: Sequence[Rule], known: Knowledge, names_exercises: bool, key: str) -> None:
    """A few cards at a time: a hundred at once would be slow to draw and to read."""
    pages = -(-len(rules) // A_PAGE)
    place = f"rules_page_{key}"
    number = min(int(st.session_state.get(place, 1)), pages)
    with st.grid(2, min_column_width=320, gap="small") as grid:
        for each in rules[(number - 1) * A_PAGE : number * A_PAGE]:
            with grid.cell():
                rule.card(each, known, names_exercises)
    if pages > 1:
        st.pagination(pages, key=place)


def _phases(known: Knowledge, names_exercises: bool) -> None:
    st.markdown(
        "Each phase has a few jobs, the most important first. For each job the first exercise in "
        "its list that nothing speaks against is taken, while your minutes last. Nothing is picked "
        "at random."
    )
    with st.grid(2, min_column_width=320, gap="small") as grid:
        for content in known.phases.values():
            with (
                grid.cell(),
                st.container(border=True, key=f"card_phase_{content.phase.id}", height="stretch"),
            ):
                st.subheader(content.title, anchor=False)
                st.markdown(phase_text(content, known, names_exercises))


def phase_text(content: PhaseContent, known: Knowledge, names_exercises: bool) -> str:
    """Purpose and days of a phase; its jobs with the candidates in order where they may be named."""
    days = known.whole(content.days_per_week)
    lines = [f"{content.purpose} At most {days} days a week.", ""]
    for place, slot in enumerate(content.slots if names_exercises else (), start=1):
        line = f"{place}. **{slot.title}**: {_names(slot.candidates, known)}"
        if slot.to_choose:
            line += f". Only if you choose it: {_names(slot.to_choose, known)}"
        lines.append(line)
    return "\n".join(lines)


def _names(ids: Iterable[str], known: Knowledge) -> str:
    return ", ".join(known.exercises[id].name for id in ids)


def _cards(known: Knowledge, names_exercises: bool) -> None:
    st.markdown(
        "What everybody reads once, before the first plan. Each comes again on Today when something "
        "happened that it fits."
    )
    with blocks.card(key="know"):
        told = (f"{card.title}. {card.says}" for card in known.cards.values())
        aloud.button(told, key="cards")
        for card in known.cards.values():
            if names_exercises:
                cards.one(card, known)
            else:  # the figures show exercises
                st.markdown(f"**{card.title}.** {card.says}")
            with blocks.why(key=f"card_{card.id}"):
                listed = "\n".join(f"- {sources.as_line(known.sources[id])}" for id in card.source)
                st.markdown(f"{card.why} :small[({rule.MARKS[card.mark]})]\n\n{listed}")


def _thresholds(known: Knowledge, _: bool) -> None:
    st.markdown(
        "Every number the rules use, once. “Stricter” says which way is more cautious. The numbers "
        "in “Source” are those of the part “Sources”."
    )
    st.dataframe(threshold_frame(known), hide_index=True)


def threshold_frame(known: Knowledge) -> pd.DataFrame:
    """One row a threshold, in words; a value of our own and one not verified say so."""
    rows = [
        (
            f"{threshold.value:g} {threshold.unit}",
            threshold.says,
            threshold.stricter,
            rule.MARKS[threshold.mark],
            ", ".join(_short_source(id) for id in threshold.source),
            threshold.id,
        )
        for threshold in known.thresholds.values()
    ]
    columns = ["Number", "What it is for", "Stricter", "How sure", "Source", "Name"]
    return pd.DataFrame(rows, columns=columns)


def _short_source(id: str) -> str:
    return {"design": "our own choice", "unverified": "not verified"}.get(id, id)


def _questions(known: Knowledge, _: bool) -> None:
    st.markdown("Everything the check-in can ask. What does not apply to you is not asked.")
    st.dataframe(question_frame(known), hide_index=True)


def question_frame(known: Knowledge) -> pd.DataFrame:
    """One row a question: words, how it is answered, and when it is asked."""
    steps = {step.id: step.title for step in known.steps}
    rows = [
        (
            steps.get(question.step, ""),
            question.asks,
            question.detail,
            _answered_by(question),
            _asked_when(question.ask_if, known),
        )
        for question in known.questions.values()
    ]
    return pd.DataFrame(rows, columns=["Step", "Question", "Detail", "Answer", "Asked when"])


def _answered_by(question: Question) -> str:
    if question.choices:
        return " · ".join(choice.says for choice in question.choices)
    return KINDS[question.kind]


def _asked_when(condition: Condition | None, known: Knowledge) -> str:
    return "" if condition is None else words.of_condition(condition, known)


def _sources(known: Knowledge, _: bool) -> None:
    st.markdown(
        f"{checked.publications(known)} publications and pages. Of {checked.excerpts_only(known)} "
        "only an abstract or an excerpt was seen; each says so."
    )
    st.markdown(
        "\n".join(
            f"- **{blocks.plain(source.id)}** {sources.as_line(source)}"
            for source in known.sources.values()
        )
    )


def _glossary(known: Knowledge, _: bool) -> None:
    st.markdown("The words of this field as Even Keel uses them.")
    rows = [(term.id.replace("_", " "), term.says) for term in known.glossary.values()]
    st.dataframe(pd.DataFrame(rows, columns=["Word", "What it means here"]), hide_index=True)


def _checked(known: Knowledge, _: bool) -> None:
    with blocks.card("How the rules are checked", key="checked"):
        st.markdown(checked.text(known, here.examples()))
    proved.show(known)


SECTIONS: Mapping[str, Callable[[Knowledge, bool], None]] = {
    "Phases": _phases,
    "Five things to know": _cards,
    **{name: _rules(name) for name in RULES},
    "Numbers": _thresholds,
    "Questions": _questions,
    "Sources": _sources,
    "Glossary": _glossary,
    "How we check this": _checked,
}
"""The parts in the order of the way through."""
