"""Messages of a system that runs mango: what `cargo run --example rust_twin` reads without an argument."""
import enum
import typing
from dataclasses import dataclass

from mango import json_serializable


class Quality(enum.Enum):
    BAD = 0
    GOOD = 1


class Channel(enum.Enum):
    INLET = "inlet"
    OUT_LET = "out-let"


class Priority(enum.IntEnum):
    LOW = 1
    HIGH = 2


@json_serializable
class Reading:
    def __init__(self, sensor: str, levels: list[float], type, unit: str = None):
        self.sensor = sensor
        self.levels = levels
        self.type = type
        self.unit = unit


@json_serializable(repr=False)
class Batch:
    def __init__(self, readings: "list[Reading]", byChannel: dict[str, float], quality: Quality):
        self.readings = readings
        self.byChannel = byChannel
        self.quality = quality

    def __eq__(self, other):
        return self.__asdict__() == other.__asdict__()

    def total(self):
        return sum(sum(reading.levels) for reading in self.readings)


@json_serializable
@dataclass
class Node:
    name: str
    channel: Channel
    span: tuple[int, bool]
    priority: Priority
    content: typing.Any
    next: "Node | None" = None


@json_serializable
@dataclass(frozen=True, order=True)
class Key:
    number: int


@json_serializable
class Ping:
    pass


@json_serializable
class hidden_parameters:
    """A class whose parameters are not those of `__init__`: no rule in Rust describes it."""

    def __new__(cls, value):
        self = super().__new__(cls)
        self.value = value
        return self
