"""Values from a seed, the way a Python program makes them: with tuples, subclasses of basic types, arrays and objects
in every position."""
import collections
import enum
import math
import random
import struct

import held

Pair = collections.namedtuple("Pair", "left right")


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Word(str, enum.Enum):
    YES = "yes"
    NO = "no"


INTS = [0, -1, 1, 23, 127, 128, 255, 256, -32, -33, -128, -129, 2**15, 2**16, 2**31 - 1, 2**31, -2**31, 2**32 - 1, 2**32,
        2**53 + 1, 2**63 - 1, -2**63, 2**63, 2**64 - 1]
BIG_INTS = [2**64, -2**63 - 1, 10**40 + 7, -10**200 - 1, 2**1000]
FLOATS = [0.0, -0.0, 1.0, -1.5, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e16, 1e15, 9999999999999998.0,
          1e-4, 1e-5, 0.1, 1 / 3, 123456.789e3, 2.0**53, math.pi]
SPECIAL_FLOATS = [math.nan, math.inf, -math.inf]
TEXTS = ["", "abc123", "a" * 31, "a" * 32, "b" * 255, "c" * 256, "äöüß€", "\U0001f600", "\ufeff", "\"\\/\b\f\n\r\t", "\x00\x1f\x7f",
         "\u2028\u2029", "\uffff", "\U0010ffff", "__type__", "e\u0301", "\u05d0\u0627"]


class Values:
    """What can stand in a message of one codec."""

    addresses = [None, ["127.0.0.1", 5555], "topic"]

    def __init__(self, peer, seed):
        self.peer, self.random = peer, random.Random(seed)
        self.is_msgpack = peer.name.startswith("MsgPack")
        # msgspec writes `null` for what is not finite, and text for bytes and others.
        self.is_fast = peer.name == "FastJSON"

    def scalar(self):
        pick = self.random.choice
        kinds = [lambda: None, lambda: pick([True, False]), self.integer, self.float, self.text,
                 lambda: pick(list(Level)), lambda: pick(list(Word))]
        if self.is_msgpack:
            kinds += [self.bytes, lambda: bytearray(self.bytes())]
        return pick(kinds)()

    def integer(self):
        pick = self.random.randrange(4)
        if pick == 0:
            return self.random.choice(INTS)
        if pick == 1 and not self.is_msgpack:
            return self.random.choice(BIG_INTS)
        return self.random.getrandbits(self.random.randrange(1, 64)) * self.random.choice([1, -1])

    def float(self):
        pick = self.random.randrange(3)
        if pick == 0:
            return self.random.choice(FLOATS + ([] if self.is_fast else SPECIAL_FLOATS))
        if pick == 1:
            value, = struct.unpack(">d", self.random.randbytes(8))
            return value if math.isfinite(value) else 0.5
        return round(self.random.uniform(-1e6, 1e6), self.random.randrange(8))

    def text(self):
        if self.random.random() < 0.3:
            return self.random.choice(TEXTS)
        return "".join(self.character() for _ in range(self.random.randrange(12)))

    def character(self):
        low, high = self.random.choice([(0, 0x7f), (0x20, 0x7e), (0x80, 0x7ff), (0x800, 0xd7ff), (0xe000, 0xffff),
                                        *[(plane << 16, plane << 16 | 0xffff) for plane in range(1, 17)]])
        return chr(self.random.randint(low, high))

    def bytes(self):
        return self.random.randbytes(self.random.choice([0, 1, 7, 255, 256, 300]))

    def key(self):
        # The reserved key is refused, and has a test of its own.
        return self.text().replace("__type__", "type")

    def value(self, depth):
        kinds = [self.scalar] * 3
        if depth > 0:
            kinds += [self.items, lambda depth: tuple(self.items(depth)), lambda depth: Pair(self.value(depth), self.scalar()),
                      self.dict, lambda depth: collections.OrderedDict(self.dict(depth)), self.object, self.object]
            if self.is_msgpack:
                kinds.append(self.keys_of_any_type)
        kind = self.random.choice(kinds)
        return kind() if kind == self.scalar else kind(depth - 1)

    def items(self, depth):
        return [self.value(depth) for _ in range(self.random.randrange(5))]

    def dict(self, depth):
        return {self.key(): self.value(depth) for _ in range(self.random.randrange(5))}

    def keys_of_any_type(self, depth):
        # Numbers that compare equal are one key in Python: integers alone, then.
        keys = [self.integer(), self.bytes(), self.key(), None, (self.integer(), self.key())]
        return {key: self.value(depth) for key in self.random.sample(keys, self.random.randrange(1, 5))}

    def object(self, depth):
        names, pick = self.peer.names, self.random.choice
        point = lambda: names["Point"](self.float(), self.float())
        kinds = {
            "Holder": lambda: names["Holder"](self.value(depth), self.value(depth)),
            "Measurement": lambda: names["Measurement"](
                self.random.getrandbits(62), self.text(), [self.float() for _ in range(self.random.randrange(4))],
                pick([True, False]), pick(list(names["Unit"])), pick([None, self.text()])),
            "Quiet": lambda: names["Quiet"](self.value(depth)),
            "Point": point,
            "Span": lambda: names["Span"](point(), point()),
            "Rank": lambda: names["Rank"](self.random.getrandbits(32), self.text()),
            "Tree": lambda: self.tree(min(depth, 2)),
            "Color": lambda: pick(list(names["Color"])),
            "Unit": lambda: pick(list(names["Unit"])),
            "ndarray": self.array,
        }
        if "ACLMessage" in names:
            kinds |= {
                "ACLMessage": lambda: self.acl(self.value(depth)),
                "MangoMessage": lambda: names["MangoMessage"](self.value(depth), self.dict(depth)),
                "Performatives": lambda: pick(list(names["Performatives"])),
            }
        if "AgentAddress" in names and not self.is_fast:
            kinds["AgentAddress"] = lambda: names["AgentAddress"](["h", self.random.randrange(65536)], self.text())
        if "arrow" in names:
            kinds["Arrow"] = self.date
        return pick(list(kinds.values()))()

    def tree(self, depth):
        names = self.peer.names
        children = [self.tree(depth - 1) for _ in range(self.random.randrange(3))] if depth > 0 else []
        held = self.random.choice([None, names["Holder"](self.scalar(), self.scalar())])
        # The twin keeps its keys in order.
        keys = sorted({self.key() for _ in range(self.random.randrange(3))})
        places = {key: names["Point"](self.float(), self.float()) for key in keys}
        return names["Tree"](children, held, places)

    def acl(self, content):
        texts = {name: self.random.choice([None, self.text() or "x"]) for name in
                 ("sender_id", "receiver_id", "conversation_id", "protocol", "language", "encoding", "ontology",
                  "reply_with", "in_reply_to", "reply_by")}
        message = self.peer.names["ACLMessage"](**texts, content=content)
        message.sender_addr = self.random.choice(self.addresses)
        message.performative = self.random.choice([None, *self.peer.names["Performatives"]])
        return message

    def array(self):
        np, pick = self.peer.names["np"], self.random.choice
        dtype = pick(["<f8", "<f4", "<i8", "<i4", "|u1", "|b1", "<c16"])
        shape = pick([(), (0,), (3,), (2, 3), (2, 0, 4)])
        array = np.frombuffer(self.random.randbytes(24 * 16), np.uint8)[:math.prod(shape)].astype(dtype).reshape(shape)
        return np.asfortranarray(array) if pick([True, False]) else array

    def date(self):
        return self.peer.names["arrow"].get(self.random.randrange(-10**9, 4 * 10**9) + self.random.choice([0, 0.25]),
                                            tzinfo=self.random.choice(["UTC", "+05:30", "-03:00"]))

    def deep(self):
        value = self.scalar()
        for _ in range(self.random.randrange(40, 110)):
            value = self.random.choice([lambda v: [v], lambda v: {"k": v}, self.peer.names["Quiet"]])(value)
        return value

    def wide(self):
        if self.random.random() < 0.5:
            return [self.scalar() for _ in range(1500)]
        return {f"{n}{self.key()}": self.scalar() for n in range(600)}

    def message(self, index):
        """Value number `index`: one in twenty is deep, one wide."""
        if index % 20 == 18:
            return self.deep()
        if index % 20 == 19:
            return self.wide()
        return self.value(4) if index % 2 else self.object(4)


class Protobuf(Values):
    """What the protobuf codec can send: messages alone."""

    # A list becomes text, which has a test of its own.
    addresses = [None, "127.0.0.1:5555", "topic"]

    def content(self):
        names, pick = self.peer.names, self.random.choice
        return pick([
            # Ids and lengths of nothing would come out as nothing.
            # prost takes a negative zero for the default, which is not sent.
            lambda: names["Reading"](sensor=self.text() or "s", value=self.float() or 0.0,
                                     at=self.random.getrandbits(64) - 2**63,
                                     series=[self.random.getrandbits(32) - 2**31 for _ in range(self.random.randrange(5))]),
            lambda: names["Blob"](content=self.random.randbytes(self.random.randrange(1, 300))),
        ])()

    def plain(self, depth):
        """What a pickle of the basic types holds."""
        if depth == 0:
            return self.random.choice([None, True, False, self.integer(), self.float(), self.text(), self.bytes()])
        inner = [self.plain(depth - 1) for _ in range(self.random.randrange(4))]
        return self.random.choice([inner, tuple(inner), {f"{n}{self.key()}": item for n, item in enumerate(inner)}])

    def message(self, index):
        names = self.peer.names
        kind = index % 5
        if kind == 4:
            return names["MangoMessage"](self.plain(index % 4), {"receiver_id": self.text(), "sender_id": self.plain(1)})
        if kind == 3:
            return self.content()
        content = self.random.choice([None, self.content(), self.content()])
        if kind == 2:
            content = self.acl(self.content())
        return self.acl(content)


def generate(peer, head):
    """The node of the value that a seed and an index give, and its bytes."""
    values = (Protobuf if peer.name == "PROTOBUF" else Values)(peer, f"{head['seed']} {head['index']}")
    value = values.message(head["index"])
    if peer.name == "FastJSON":
        value = peer.names["MangoMessage"](value, values.dict(2))
        return held.untagged(value, peer.codec), peer.codec.encode(value)
    return held.node(value, peer.codec), peer.codec.encode(value)
