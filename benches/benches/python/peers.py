"""The Python peers: each encodes or decodes a message so many times, and says how long that took.

Commands are lines of JSON on stdin, answers are lines of JSON on stdout:

    {"peer": "mango", "message": "M", "plain": ..}                    the text that this peer makes of the message
    {"peer": "mango", "message": "M", "do": "decode", "times": 100}   nanoseconds for all of them
"""
import gc
import json
import sys
import time
import typing

import aiomas.codecs
import mango
import msgspec
import orjson

FIELDS = {
    "S": ["x", "n", "s"],
    "M": ["sender_id", "sender_addr", "receiver_id", "receiver_addr", "conversation_id", "performative", "protocol",
          "language", "encoding", "ontology", "reply_with", "reply_by", "in_reply_to", "priority", "content"],
    "Payload": ["id", "name", "active", "power", "voltage", "unit", "tags", "values", "seq", "note"],
    "L": ["name", "items"],
}
TYPE_IDS = {"S": 1754892331, "M": 903451288, "Payload": -1203948572, "L": -558120033}


def decorated(decorator):
    """Plain classes, as the frameworks' tutorials have them, in the order of `FIELDS`."""
    classes = {}
    for name, fields in FIELDS.items():
        body = "".join(f"        self.{field} = {field}\n" for field in fields)
        scope = {}
        exec(f"class {name}:\n    def __init__(self, {', '.join(fields)}):\n{body}", scope)
        classes[name] = decorator(scope[name])
    return classes


def build(classes, message, plain):
    """The object of a message, with an object in each dynamic place."""
    plain = dict(plain)
    if message == "M":
        plain["content"] = classes["Payload"](**plain["content"])
    if message == "L":
        plain["items"] = [classes["S"](**item) for item in plain["items"]]
    return classes[message](**plain)


class Mango:
    def __init__(self):
        codec = mango.JSON()
        self.classes = decorated(mango.json_serializable)
        for name, cls in self.classes.items():
            codec.add_serializer(*cls.__serializer__(), type_id=TYPE_IDS[name])
        self.encode, self.decode = codec.encode, codec.decode


class Aiomas:
    def __init__(self):
        codec = aiomas.codecs.JSON()
        self.classes = decorated(aiomas.codecs.serializable)
        for cls in self.classes.values():
            codec.add_serializer(*cls.__serializer__())
        self.encode, self.decode = codec.encode, codec.decode


class S(msgspec.Struct, tag=True):
    x: float
    n: int
    s: str


class Payload(msgspec.Struct, tag=True):
    id: int
    name: str
    active: bool
    power: float
    voltage: float
    unit: str
    tags: list[str]
    values: list[float]
    seq: int
    note: str | None


class M(msgspec.Struct, tag=True):
    sender_id: str | None
    sender_addr: str | None
    receiver_id: str | None
    receiver_addr: str | None
    conversation_id: str | None
    performative: int | None
    protocol: str | None
    language: str | None
    encoding: str | None
    ontology: str | None
    reply_with: str | None
    reply_by: str | None
    in_reply_to: str | None
    priority: int | None
    content: S | Payload


class L(msgspec.Struct, tag=True):
    name: str
    items: list[S | Payload]


class Msgspec:
    """Tagged structs, with an encoder and a decoder that are made once."""

    classes = {"S": S, "M": M, "Payload": Payload, "L": L}

    def __init__(self):
        self.encode = msgspec.json.Encoder().encode
        self.decode = msgspec.json.Decoder(typing.Union[S, M, Payload, L]).decode


class Orjson:
    """Dicts: no types at all."""

    classes = {name: dict for name in FIELDS}

    def __init__(self):
        self.encode, self.decode = orjson.dumps, orjson.loads


PEERS = {"mango": Mango(), "aiomas": Aiomas(), "msgspec": Msgspec(), "orjson": Orjson()}
VALUES = {}


def answer(peer, message, plain=None, do=None, times=0):
    codec = PEERS[peer]
    if plain is not None:
        value = build(codec.classes, message, plain)
        text = codec.encode(value)
        VALUES[peer, message] = {"encode": (codec.encode, value), "decode": (codec.decode, text)}
        # What is decoded and encoded again is the same.
        assert codec.encode(codec.decode(text)) == text
        return text.decode()
    function, argument = VALUES[peer, message][do]
    start = time.thread_time_ns()
    for _ in range(times):
        function(argument)
    return time.thread_time_ns() - start


def main():
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(answer(**json.loads(line))), flush=True)


main()
