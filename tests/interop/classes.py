"""The classes whose Rust twins are in types.rs."""
import dataclasses
import enum
import sys
import types


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


def messages():
    """The protobuf messages of messages.rs, as protoc's module has them."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
    kinds = descriptor_pb2.FieldDescriptorProto
    fields = {
        "Reading": [("sensor", kinds.TYPE_STRING, 1), ("value", kinds.TYPE_DOUBLE, 1),
                    ("at", kinds.TYPE_INT64, 1), ("series", kinds.TYPE_INT32, 3)],
        "Blob": [("content", kinds.TYPE_BYTES, 1)], "Empty": [], "Outer": [],
    }
    file = descriptor_pb2.FileDescriptorProto(name="demo.proto", package="demo", syntax="proto3")
    for name, entries in fields.items():
        message = file.message_type.add(name=name)
        for number, (field, kind, label) in enumerate(entries, 1):
            message.field.add(name=field, number=number, type=kind, label=label)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    # A pickle names the module of a class, and finds the class there.
    module = sys.modules["demo_pb2"] = types.ModuleType("demo_pb2")
    made = {}
    for name in fields:
        cls = message_factory.GetMessageClass(pool.FindMessageTypeByName(f"demo.{name}"))
        cls.__module__ = "demo_pb2"
        setattr(module, name, cls)
        made[f"demo.{name}"] = cls
    return made
