"""The installed peers: their codecs, the classes of the cases, and the values that the notation cannot say."""
import base64
import collections
import enum
import fractions
import hashlib
import inspect
import re
import sys
import uuid

import demo_proto
from notation import Skip

MINOR = "%d.%d" % sys.version_info[:2]


class Bare:
    """A class that nothing can serialize; Python's errors show its module."""
    __module__ = "__main__"

    def __repr__(self):
        return "<Bare>"


def fault(error):
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return {"exception": name, "message": str(error)}


def nested(levels):
    value = []
    for _ in range(levels - 1):
        value = [value]
    return value


def circle():
    value = []
    value.append(value)
    return value


def hashed(cls):
    """The names of a class's functions, its parameters, and the text that mango hashes."""
    functions = sorted(name for name, _ in inspect.getmembers(cls, inspect.isfunction))
    try:
        params = list(inspect.signature(cls).parameters)
    except ValueError:
        params = None
    return functions, params, "".join([cls.__name__, *functions, *(params or [])])


def type_id(cls):
    """What mango from 2.1.4 on makes of that, for where an older one is installed."""
    digest = hashlib.sha1(hashed(cls)[2].encode()).digest()
    return int.from_bytes(digest[-4:], "big", signed=True)


class Mango:
    def __init__(self):
        try:
            from mango.messages import codecs, message
        except ImportError as error:
            raise Skip("mango-agents is not installed") from error
        self.codecs, self.message = codecs, message

        @codecs.json_serializable
        class DecoratorData:
            def __init__(self, x, y, z):
                self.x, self.y, self.z = x, y, z
        DecoratorData.__init__.__qualname__ = "DecoratorData.__init__"  # Python's errors show it

        @codecs.json_serializable(repr=False)
        class MyClass:
            def __init__(self, x, y):
                self.x, self.y = x, y

        Color = enum.Enum("Color", {"RED": 1, "GREEN": 2})
        Level = enum.IntEnum("Level", {"LOW": 1, "HIGH": 2})
        self.classes = {
            "DecoratorData": DecoratorData.__serializer__(), "MyClass": MyClass.__serializer__(),
            "Color": message.enum_serializer(Color), "Level": message.enum_serializer(Level),
            "UUID": (uuid.UUID, str, uuid.UUID), "Fraction": (fractions.Fraction, str, fractions.Fraction),
            "Bare": (Bare, lambda bare: bare.nope, None),
        }
        self.special = {
            "namedtuple": collections.namedtuple("Pair", "a b")(1, 2), "IntEnum registered": Level.LOW,
            "str Enum": enum.Enum("Text", {"A": "a"}, type=str).A, "set": {1}, "nested bare object": {"a": [Bare()]},
            "deque": collections.deque([1]), "uuid unregistered": uuid.UUID(int=1), "circular list": circle(),
            "typed holding unserializable": DecoratorData(Bare(), 1, 2), "serialize() raises": Bare(),
            "list nested 101 deep": nested(101), "list nested 991 deep": nested(991),
        }

        self.add_numpy()

    def add_numpy(self):
        try:
            import numpy as np
        except ImportError:
            return

        def to_dict(array):
            data = base64.b64encode(array.tobytes()).decode()
            return {"type": array.dtype.str, "shape": array.shape, "data": data}

        def from_dict(payload):
            data = base64.b64decode(payload["data"])
            return np.frombuffer(data, dtype=np.dtype(payload["type"])).reshape(payload["shape"])

        self.classes["ndarray"] = (np.ndarray, to_dict, from_dict)
        self.special |= {"scalar bool_": np.bool_(True), "scalar str_": np.str_("a"), "ndarray unregistered": np.array([1])}

    def codec(self, setup):
        codec = self.codecs.JSON()
        for entry in setup:
            if entry["type"] in self.classes:
                cls, *functions = self.classes[entry["type"]]
                own = codec.make_type_id(cls) == entry["type_id"]
                codec.add_serializer(cls, *functions, type_id=None if own else entry["type_id"])
        known = {cls.__name__: type_id for cls, (type_id, _) in codec._serializers.items()}
        if known != {entry["type"]: entry["type_id"] for entry in setup}:
            raise Skip(f"other ids than on CPython {MINOR}")
        return codec

    def registration(self, case):
        codec, message = self.codecs.JSON(), self.message
        data, other = self.classes["DecoratorData"], self.classes["MyClass"]
        try:
            if case["name"] == "str(codec)":
                return {"ok": True, "result": str(codec)}
            elif case["name"] == "other type, id taken":
                codec.add_serializer(*data, type_id=10)
                codec.add_serializer(*other, type_id=10)
            elif case["name"] == "builtin ACLMessage again":
                codec.add_serializer(*message.ACLMessage.__json_serializer__())
            elif case["name"] == "type_id of a builtin":
                if codec.make_type_id(message.MangoMessage) != -1465703651:
                    raise Skip(f"other ids than on CPython {MINOR}")
                codec.add_serializer(*other, type_id=-1465703651)
            elif case["name"] == "unhashable type_id":
                codec.add_serializer(*other, type_id=[1])
            else:
                raise Skip(case["name"])
        except (ValueError, TypeError) as error:
            return {"ok": False, **fault(error)}
        return {"ok": True}

    def version_case(self, name):
        m = self.message
        version, what = re.fullmatch(r"py(\S+) (.*)", name).groups()
        if version != MINOR:
            raise Skip(f"needs CPython {version}")
        meta = {"sender_id": "agent1", "sender_addr": ("127.0.0.1", 5555), "receiver_id": "agent0"}
        acl = dict(performative=m.Performatives.inform, sender_id="s")
        codec, value = {
            "MangoMessage": ("JSON", m.MangoMessage("Hey!", meta)), "Performatives": ("JSON", m.Performatives.cfp),
            "ACLMessage": ("JSON", m.ACLMessage(**acl, receiver_id="r", content=1)),
            "AgentAddress": ("JSON", m.AgentAddress(("127.0.0.1", 5555), "agent0")),
            "PROTOBUF ACLMessage": ("PROTOBUF", m.ACLMessage(**acl)),
            "PROTOBUF MangoMessage": ("PROTOBUF", m.MangoMessage("Hey!", {"receiver_id": "agent0"})),
        }[what]
        return getattr(self.codecs, codec)().encode(value)

    def class_of(self, source):
        """What a class is hashed from, and its id as mango computes it."""
        scope = {"__name__": "__main__", "json_serializable": self.codecs.json_serializable}
        exec("import collections, datetime, decimal, fractions, functools, uuid\nfrom abc import *\n"
             "from dataclasses import *\nfrom enum import *\nfrom typing import *\n", scope)
        try:
            exec(source, scope)
        except ImportError as error:
            raise Skip(str(error)) from error
        cls = scope["T"]
        functions, params, text = hashed(cls)
        type_id = self.codecs.Codec().make_type_id(cls)
        return {"functions": functions, "params": params, "hashed": text, "type_id": type_id}


class MangoProtobuf(Mango):
    """mango's protobuf codec, with the messages of a module that protobuf makes at run time."""

    def __init__(self):
        super().__init__()
        self.messages = demo_proto.messages()

    def codec(self, setup, name=None):
        codec = self.codecs.PROTOBUF()
        if name == "explicit type_id 0":
            blob = self.messages["demo.Blob"]
            codec.add_serializer(blob, lambda message: message, blob.FromString, type_id=0)
            return codec
        for entry in setup:
            if f"demo.{entry['type']}" in self.messages:
                codec.register_proto_type(self.messages[f"demo.{entry['type']}"])
        known = {cls.__name__: type_id for cls, (type_id, _) in codec._serializers.items()}
        if known != {entry["type"]: entry["type_id"] for entry in setup}:
            raise Skip(f"other ids than on CPython {MINOR} with this protobuf")
        return codec

    def make(self, name, parts):
        if name in self.messages:
            return self.messages[name].FromString(parts)
        cls = getattr(self.message, name)
        return cls(**parts) if isinstance(parts, dict) else cls(parts)


class Aiomas:
    def __init__(self):
        try:
            import aiomas
            from aiomas import codecs
        except ImportError as error:
            raise Skip("aiomas is not installed") from error

        class A:
            def __init__(self, x, y):
                self.x, self.y = x, y

        class B:
            def __init__(self, name):
                self.name = name
        A.__init__.__qualname__ = "A.__init__"
        A, B = codecs.serializable(A), codecs.serializable(B)
        SubA = type("SubA", (A,), {"__module__": "__main__"})
        self.codecs = codecs
        self.classes = {"A": A.__serializer__(), "B": B.__serializer__(), "Arrow": aiomas.util.arrow_serializer(),
                        "object": (object, repr, lambda text: {"fallback": text})}
        self.special = {"json set unserializable": {1}, "json complex unserializable": 1j, "json subclass": SubA(1, 2),
                        "json object fallback": [A(1, 2), {1}, Bare()]}

    def codec(self, setup):
        codec = self.codecs.JSON()
        for entry in setup:
            codec.add_serializer(*self.classes[entry["type"]])
        return codec
