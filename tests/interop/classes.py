"""The classes whose Rust twins are in types.rs."""
import dataclasses
import enum


def decorated(serializable):
    """With the decorator of the package; in the order in which aiomas numbers them."""

    @serializable
    class Holder:
        def __init__(self, first, second):
            self.first, self.second = first, second

    @serializable
    class Measurement:
        def __init__(self, id, label, values, ok, unit, note):
            self.id, self.label, self.values, self.ok, self.unit, self.note = id, label, values, ok, unit, note

    @serializable(repr=False)
    class Quiet:
        def __init__(self, data):
            self.data = data

    @serializable
    @dataclasses.dataclass
    class Point:
        x: float
        y: float

    @serializable
    @dataclasses.dataclass(frozen=True)
    class Span:
        start: Point
        end: Point

    @serializable
    @dataclasses.dataclass(order=True)
    class Rank:
        level: int
        name: str

    @serializable
    class Tree:
        def __init__(self, children, held, places):
            self.children, self.held, self.places = children, held, places

    class Color(enum.Enum):
        RED = 1
        GREEN = 2
        BLUE = 3

    class Unit(enum.Enum):
        VOLT = "Volt"
        AMPERE = "Ampere"

    return {cls.__name__: cls for cls in (Holder, Measurement, Quiet, Point, Span, Rank, Tree, Color, Unit)}
