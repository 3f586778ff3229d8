"""What differs between the two, by the answers behind it, with the rules one press away."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib import difference, plan_words
from lib.difference import Side, says
from lib.difference.says import RuleSaid
from lib.model import Knowledge
from lib.ui import blocks, rules_view, screens


def show(before: Side, after: Side) -> None:
    """The card with every line that differs."""
    lines = difference.between(before, after)
    with blocks.card("What would be different", key="what_if_different"):
        if not lines:
            st.markdown("Nothing: the plan would be the same.")
        told = [says.of_line(line, before, after) for line in lines]
        for number, group in enumerate(says.grouped(told)):
            if group.because:
                st.markdown(f"**{blocks.plain(plan_words.sentence(group.because))}:**")
            st.markdown("\n".join(f"- {blocks.plain(line)}" for line in group.lines))
            if group.rules:
                several = len(group.rules) > 1
                label = "The rules behind this" if several else "The rule behind this"
                with blocks.why(label, key=f"what_if_rules_{number}"):
                    _rules(group.rules, number, after.knowledge)


def _rules(rules: Sequence[RuleSaid], number: int, known: Knowledge) -> None:
    for rule in rules:
        holds = "Holds now" if rule.is_new else "Held before"
        st.markdown(f"**{holds}:** {blocks.plain(rule.says)}")
        if rule.rule_id in known.rules and st.button(
            "See this rule",
            key=f"rule_{number}_{rule.rule_id}",
            type="tertiary",
            icon=":material/arrow_forward:",
        ):
            rules_view.look_for(rule.rule_id)
            blocks.go(screens.HOW_IT_WORKS)
