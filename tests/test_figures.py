"""Every exercise figure is right in every frame, and each check catches the error it is meant for."""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lib import figures, knowledge, palette
from lib.figures import check, drawing, shapes, solve, svg
from lib.figures.body import bent_trunk, direction
from lib.figures.limbs import two_bones
from lib.figures.scene import film
from lib.figures.sheet import sheet
from lib.model import ContentError

KNOWN = knowledge.load()
IDS = tuple(figures.figure_data(KNOWN))


@cache
def drawn(id):
    return figures.draw(id, KNOWN)


def changed(id, **changes):
    """The picture of a figure whose data was changed at the top."""
    return svg.picture(
        film(drawing.read(id, {**figures.figure_data(KNOWN)[id], **changes}, KNOWN.postures))
    )


def with_pose(id, name, **changes):
    """The picture of a figure with one pose changed."""
    poses = dict(figures.figure_data(KNOWN)[id]["poses"])
    poses[name] = {**(poses[name] or {}), **changes}
    return changed(id, poses=poses)


def with_middle(id, change):
    """The picture of a figure whose body half-way through its first movement is changed."""
    seen = drawn(id).seen
    move = list(seen.moves[0])
    move[4] = change(move[4])
    return svg.picture(replace(seen, moves=(tuple(move), *seen.moves[1:])))


def with_joints(body, limb, joints):
    bones = replace(body.limbs[limb], joints=joints)
    return replace(body, limbs={**body.limbs, limb: bones})


def kinds(picture):
    """The first words of what is wrong: which check spoke."""
    return {said.partition(":")[0] for said in figures.wrong_with(picture, KNOWN)}


# --- all figures --------------------------------------------------------------------------------


def test_every_exercise_the_held_self_tests_and_some_surfaces_have_a_figure():
    held = {"knee_plank", "plank", "prone_chest_raise"}
    surfaces = {surface.figure for one in KNOWN.exercises.values() for surface in one.surfaces}

    assert set(KNOWN.exercises) | held | surfaces - {""} == set(IDS)


@pytest.mark.parametrize("id", IDS)
def test_nothing_is_wrong_with_the_figure(id):
    assert figures.wrong_with(drawn(id), KNOWN) == []


@pytest.mark.parametrize("id", IDS)
def test_every_picture_is_well_formed_and_keeps_its_outlines_from_frame_to_frame(id):
    figure = figures.figure_of(drawn(id), dark=False)

    for text in (figure.animated, figure.panels, figure.thumbnail):
        ET.fromstring(text)
        assert text.isascii()
    for values in re.findall(r'attributeName="d"[^>]*values="([^"]*)"', figure.animated):
        commands = {re.sub(r"[-\d. ]+", "", way) for way in values.split(";")}
        assert len(commands) == 1


@pytest.mark.parametrize("id", IDS)
def test_every_figure_is_told_in_words(id):
    words = figures.words_of(drawn(id).seen)

    assert words.start.startswith("Start: ")
    assert words.movement.endswith(".")
    assert not re.search(r"_|\bNone\b|  ", str(words))


@pytest.mark.parametrize("id", IDS)
def test_every_figure_makes_at_least_one_claim_that_a_still_person_would_not_meet(id):
    """A claim that holds for someone who never leaves the start says nothing about the movement."""
    seen = drawn(id).seen
    still = replace(seen, moves=tuple((move[0],) * len(move) for move in seen.moves))
    still = replace(still, keys=tuple((seen.start, name) for _, name in seen.keys))
    moving = any(
        np.linalg.norm(bones.joints - seen.start.limbs[name].joints, axis=1).max() > 3
        for name, bones in seen.end.limbs.items()
    )

    assert not moving or figures.wrong_with(svg.picture(still), KNOWN)


def test_moving_figures_are_small_enough_for_a_page_of_them():
    for id in IDS:
        figure = figures.figure_of(drawn(id), dark=False)
        assert len(gzip.compress(figure.animated.encode())) < 50_000
        assert len(gzip.compress(figure.thumbnail.encode())) < 5_000


# --- planted errors, each caught by the check meant for it ------------------------------------------


def test_a_bone_that_grows_is_caught():
    def longer(body):
        joints = body.limbs["right_leg"].joints.copy()
        joints[2] = joints[1] + 1.1 * (joints[2] - joints[1])
        joints[3] += joints[2] - body.limbs["right_leg"].joints[2]
        return with_joints(body, "right_leg", joints)

    assert "bone length" in kinds(with_middle("bird_dog", longer))


def test_a_hip_beyond_its_range_is_caught():
    leg = {"hip": 160, "knee": 130, "ankle": 0}
    assert "joint range" in kinds(with_pose("single_knee_to_chest", "end", right_leg=leg))


def test_a_knee_that_bends_forwards_is_caught():
    leg = {"thigh": 270, "shank": 290, "pitch": 0}
    said = figures.wrong_with(with_pose("hip_hinge", "start", right_leg=leg), KNOWN)
    assert any(sentence.startswith("joint range: right_knee") for sentence in said)


def test_a_low_back_arched_beyond_its_range_is_caught():
    said = figures.wrong_with(with_pose("pelvic_tilt", "start", lumbar=-75), KNOWN)
    assert any(sentence.startswith("joint range: lumbar") for sentence in said)


def test_a_wrist_bent_back_without_weight_on_it_is_caught():
    arm = {"upper": 270, "fore": 270, "pitch": 0}
    said = figures.wrong_with(with_pose("hip_hinge", "start", right_arm=arm), KNOWN)
    assert any(sentence.startswith("joint range: right_wrist") for sentence in said)


def test_a_body_below_the_floor_is_caught():
    straight = {"hip": 0, "knee": 0}
    lower = with_pose("band_row", "end", place={"hip": [0, 74]}, legs=straight)
    assert "below the floor" in kinds(lower)


def test_a_hand_out_of_reach_is_caught():
    arm = {"hand": [120, 3], "pitch": 0}
    assert "out of reach" in kinds(with_pose("cat_cow", "end", right_arm=arm))


def test_a_foot_that_slides_in_between_is_caught():
    def slid(body):
        joints = body.limbs["left_leg"].joints + np.array([0.9, 0, 0])
        return with_joints(body, "left_leg", joints)

    assert "slides" in kinds(with_middle("glute_bridge", slid))


def test_a_joint_that_opens_is_caught(monkeypatch):
    picture = drawn("bird_dog")
    moved = tuple((along + 9, *rest) for along, *rest in shapes.SPHERES["shank"])
    monkeypatch.setitem(shapes.SPHERES, "shank", moved)

    said = list(check.opening(picture.seen))

    assert said
    assert all(sentence.startswith("joint opens") for sentence in said)


def test_hips_through_the_seat_are_caught():
    props = [
        {**prop, "height": prop["height"] + 12}
        for prop in figures.figure_data(KNOWN)["sit_to_stand"]["props"]
    ]
    assert "inside the chair" in kinds(changed("sit_to_stand", props=props))


def test_a_ball_in_the_body_is_caught():
    props = [{"kind": "ball", "x": 0}]
    assert "inside the ball" in kinds(changed("glute_bridge", props=props))


def test_a_ball_in_the_wall_is_caught():
    wall = {"kind": "wall", "x": -30}
    props = [
        prop
        for prop in figures.figure_data(KNOWN)["ball_wall_squat"]["props"]
        if prop["kind"] != "wall"
    ]
    assert "inside the wall" in kinds(changed("ball_wall_squat", props=[*props, wall]))


def test_a_hand_through_the_trunk_is_caught():
    arm = {"hand": {"holds": "hips", "offset": [2, 14, 0]}}
    assert "inside the trunk" in kinds(with_pose("hip_hinge", "start", right_arm=arm))


def test_a_shin_through_the_other_thigh_is_caught():
    leg = {"foot": [-4, 60, -8.5]}
    assert "inside the other leg" in kinds(with_pose("hip_hinge", "start", right_leg=leg))


def test_a_picture_that_cuts_something_off_is_caught():
    picture = drawn("bird_dog")
    cut = replace(picture, box=picture.box + np.array([0, 0, -30, 0]))
    assert "outside the picture" in kinds(cut)


def test_a_place_that_cannot_be_says_which_exercise():
    with pytest.raises(ContentError, match=r"^glute_bridge: figure.poses: no place fits"):
        with_pose("glute_bridge", "end", place={"shoulder_x": -47, "hip_y": 190, "chest_on": 0})


def test_a_place_with_too_few_conditions_says_so():
    with pytest.raises(ContentError, match="1 equations instead of three"):
        with_pose("hip_hinge", "end", place={"hip_x": 3})


# --- meaning ------------------------------------------------------------------------------------


def test_a_pelvic_tilt_that_arches_is_caught():
    assert "expect gap_cm" in kinds(with_pose("pelvic_tilt", "end", lumbar=-48, thorax=22))


def test_a_bridge_that_stays_down_is_caught():
    start = figures.figure_data(KNOWN)["glute_bridge"]["poses"]["start"]
    assert "expect rises" in kinds(with_pose("glute_bridge", "end", **start))


def test_a_bird_dog_with_arm_and_leg_of_one_side_is_caught():
    end = dict(figures.figure_data(KNOWN)["bird_dog"]["poses"]["end"])
    end["right_arm"] = end.pop("left_arm")
    poses = {**figures.figure_data(KNOWN)["bird_dog"]["poses"], "end": end}
    assert "expect opposite_limbs" in kinds(changed("bird_dog", poses=poses))


def test_knee_rolls_that_take_the_shoulders_along_are_caught():
    picture = with_pose("knee_rolls", "end", twist=0)
    assert "expect stays" in kinds(picture)


# --- laws ---------------------------------------------------------------------------------------

coordinates = st.floats(-90, 90)
points = st.tuples(coordinates, coordinates, coordinates).map(np.array)


@given(points, points, points)
def test_two_bones_keep_their_length_and_reach_what_can_be_reached(root, target, pole):
    assume(np.linalg.norm(target - root) > 0.01)
    assume(np.linalg.norm(np.cross(target - root, pole)) > 0.01)

    middle, end, miss = two_bones(root, target, 42.0, 41.0, pole)

    assert np.linalg.norm(middle - root) == pytest.approx(42.0, abs=1e-6)
    distance = float(np.linalg.norm(target - root))
    if 1.1 < distance < 82.9:
        assert np.linalg.norm(end - middle) == pytest.approx(41.0, abs=1e-6)
        assert np.linalg.norm(end - target) < 1e-6
        assert miss < 1e-9
    elif distance > 83:
        assert miss == pytest.approx(distance - 82.99, abs=1e-6)


angles = st.floats(-60, 60)


@given(angles, angles, st.floats(-40, 40), st.floats(-40, 40), st.floats(-90, 90))
def test_a_trunk_keeps_its_length_and_its_frames_stay_square(lumbar, thorax, bend, twist, roll):
    trunk = bent_trunk(lumbar, thorax, bend, twist, roll)

    steps = np.linalg.norm(np.diff(trunk.points, axis=0), axis=1)
    assert np.allclose(steps, steps[0])
    assert np.allclose(trunk.frames @ trunk.frames.transpose(0, 2, 1), np.eye(3), atol=1e-9)
    assert trunk.points[-1][1] == pytest.approx(0, abs=1e-9)


@given(st.floats(0, 360), st.floats(-80, 80))
def test_a_direction_is_a_unit_vector(degrees, lean):
    assert np.linalg.norm(direction(degrees, lean)) == pytest.approx(1)


@pytest.mark.parametrize("id", IDS)
def test_mirroring_twice_changes_nothing(id):
    for pose in drawn(id).seen.drawing.poses.values():
        assert _numbers(drawing.mirrored(drawing.mirrored(pose))) == _numbers(pose)


def _numbers(pose):
    """The pose with lists and tuples alike."""
    return re.sub(r"[\[\]()]|mappingproxy", "", str(pose)).replace(", ", ",").replace("-0,", "0,")


def test_alternation_does_the_same_with_the_other_side():
    keys = drawn("bird_dog").seen.keys[:-1]
    half = len(keys) // 2
    mirror = np.array([1, 1, -1])

    assert [name for _, name in keys[:half]] == [name for _, name in keys[half:]]
    for (right, _), (left, _) in zip(keys[:half], keys[half:], strict=True):
        for one, other in (("right_leg", "left_leg"), ("left_arm", "right_arm")):
            there = right.limbs[one].joints * mirror
            assert np.allclose(there, left.limbs[other].joints, atol=0.1)


def test_a_ball_on_the_floor_turns_by_the_way_it_rolls():
    seen = drawn("ball_hamstring_curl").seen
    way = seen.end.ball.centre[0] - seen.start.ball.centre[0]
    turn = np.radians(seen.end.ball.spin - seen.start.ball.spin)[2]

    assert abs(way) > 8
    assert turn * seen.start.ball.radius == pytest.approx(-way)


def test_the_way_back_is_the_way_there():
    there, back = drawn("glute_bridge").seen.moves
    assert [id(body) for body in back] == [id(body) for body in there[::-1]]


def test_a_limb_given_in_two_ways_turns_bone_by_bone_and_keeps_its_elbow_in_range():
    for body in drawn("bird_dog").seen.there:
        assert check.angles(body)["left_elbow"] > -1


def test_the_movement_is_slow_at_both_ends():
    assert [solve.eased(share) for share in (0, 0.5, 1)] == [0, 0.5, 1]
    assert solve.eased(0.1) < 0.1
    assert solve.eased(0.9) > 0.9


# --- colours, words, sheet ----------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True])
def test_what_works_and_what_stretches_differ_in_pattern_too(dark):
    works, stretches = (figures.legend_swatch(role, dark) for role in ("works", "stretches"))
    colours = palette.figure_colours(dark)

    assert colours["works"] in works
    assert "stroke-dasharray" not in works
    assert colours["stretches"] in stretches
    assert "stroke-dasharray" in stretches


def test_both_themes_colour_the_same_roles():
    assert palette.figure_colours(True).keys() == palette.figure_colours(False).keys()


def test_the_words_say_what_the_picture_shows():
    assert str(figures.words_of(drawn("bird_dog").seen)) == (
        "Start: Go on your hands and knees, with your hands under your shoulders and your knees "
        "under your hips. Movement: the right leg straightens and lifts and the left arm lifts. "
        "End: the right leg is straight and level and the left arm is straight and level. "
        "Works: low back and buttocks. Then the same with the other side."
    )
    assert "the low back settles onto the floor" in str(figures.words_of(drawn("pelvic_tilt").seen))
    assert "the hips rise" in str(figures.words_of(drawn("glute_bridge").seen))


def test_a_sheet_holds_every_figure_with_its_name_and_no_id_twice():
    page = sheet([("One & two", drawn("pelvic_tilt")), ("Bridge", drawn("glute_bridge"))])

    ET.fromstring(page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "One &amp; two" in page


def test_a_posture_that_is_not_there_is_named():
    with pytest.raises(ContentError, match="there is no posture 'flying'"):
        changed("bird_dog", posture="flying")


def test_a_thumbnail_of_a_pose_that_is_not_there_is_named():
    with pytest.raises(ContentError, match="there is no pose 'middle'"):
        changed("pelvic_tilt", thumbnail="middle")


def test_a_thumbnail_shows_the_pose_that_the_data_names():
    lifted, lowered = changed("deadlift", thumbnail="end"), changed("deadlift", thumbnail="start")

    assert svg.thumbnail(lifted, False) != svg.thumbnail(lowered, False)
    assert svg.thumbnail(lowered, False) == svg.thumbnail(drawn("deadlift"), False)


def test_a_claim_about_a_pose_that_is_not_there_is_named():
    claim = {"gap_cm": {"middle": [0, 1]}}
    with pytest.raises(ContentError, match="there is no pose 'middle'"):
        figures.wrong_with(changed("pelvic_tilt", expect=[claim]), KNOWN)
