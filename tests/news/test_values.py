"""Values whose methods come late are what `dataclasses` would have made."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from tui.news.values import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A value."""

    name: str
    tags: tuple[str, ...] = ()
    notes: list[str] = dataclasses.field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Base:
    """Another one."""

    id: int


@dataclass(frozen=True)
class Heir(Base):
    """One with what its base has."""

    name: str = "x"


@dataclass(frozen=True, slots=True)
class Span:
    """One that looks at what it was given."""

    start: int
    end: int = 9

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError("it ends before it starts")


@dataclass(frozen=True, eq=False)
class Same:
    """One that equals only itself."""

    id: int


def test_a_value_is_a_frozen_dataclass() -> None:
    place = Place("Oran", notes=["a"])
    assert place == Place(name="Oran") != Place("Oran", ("x",))
    assert place.notes is not Place("Oran").notes
    assert hash(Place("Oran", ("x",))) == hash(Place("Oran", tags=("x",)))
    assert repr(place) == "Place(name='Oran', tags=(), notes=['a'])"
    assert dataclasses.replace(place, name="Bahr").name == "Bahr"
    assert dataclasses.asdict(place) == {"name": "Oran", "tags": (), "notes": ["a"]}
    match place:
        case Place(name, tags):
            assert (name, tags) == ("Oran", ())
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.name = "Bahr"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del place.name
    for _ in range(2):  # the first call and those after it are not the same method
        with pytest.raises(TypeError, match=r"Place\.__init__\(\) missing 1 required positional argument: 'name'"):
            Place()  # type: ignore[call-arg]


def test_a_value_looks_at_what_it_was_given() -> None:
    assert Span(1) == Span(start=1, end=9)
    for start in (10, 11):
        with pytest.raises(ValueError, match="before it starts"):
            Span(start)


def test_values_travel_between_processes_also_before_one_was_made_there() -> None:
    place = Place("Oran", ("x",))
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(place, protocol)) == place
    assert copy.copy(place) == place
    assert copy.deepcopy(place) == place


def test_heirs_and_those_that_equal_only_themselves() -> None:
    assert Heir(1) == Heir(1, "x") != Base(1)
    assert repr(Heir(1)) == "Heir(id=1, name='x')"
    assert Same(1) != Same(1)
    assert len({Same(1), Same(1)}) == 2
