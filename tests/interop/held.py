"""What a value is, in the notation of the vectors: of objects, the attributes that they hold, and not what a serializer
makes of them."""
import enum

import notation


def node(value, codec):
    kind = type(value)
    known = kind in codec._serializers
    if isinstance(value, enum.Enum) and not isinstance(value, (int, str)):
        if not known:
            return {"t": "enum", "type": kind.__name__, "name": value.name, "value": value.value}
        return typed(value, codec, value.value)
    if known and not isinstance(value, (int, str)):
        return typed(value, codec, attributes(value))
    # What derives from a basic type is that type to a codec.
    for base in (bool, int, float, str):
        if isinstance(value, base):
            return notation.describe(base(value.value if isinstance(value, enum.Enum) else value), codec)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"t": "bytes", "hex": bytes(value).hex()}
    if kind.__name__ == "ExtType":
        return {"t": "ext", "code": value.code, "hex": value.data.hex()}
    if isinstance(value, (list, tuple)):
        return {"t": "list" if isinstance(value, list) else "tuple", "v": [node(item, codec) for item in value]}
    if isinstance(value, dict):
        return {"t": "dict", "v": [[node(key, codec), node(item, codec)] for key, item in value.items()]}
    if hasattr(value, "DESCRIPTOR"):
        return {"t": "protobuf", "message": value.DESCRIPTOR.full_name, "hex": value.SerializeToString().hex()}
    return notation.describe(value, codec)


def typed(value, codec, held):
    kind = type(value)
    if hasattr(value, "DESCRIPTOR"):
        return {"t": "protobuf", "message": value.DESCRIPTOR.full_name, "hex": value.SerializeToString().hex()}
    if kind.__name__ in ("ACLMessage", "MangoMessage"):
        # Any attribute may have been added, at any time.
        return {"t": "object", "py": kind.__name__, "attrs": {name: node(item, codec) for name, item in held.items()}}
    type_id = codec._serializers[kind][0]
    return {"t": "typed", "type": kind.__name__, "type_id": type_id, "payload": node(held, codec)}


def attributes(value):
    kind = type(value)
    if kind.__name__ == "ndarray":
        return {"type": value.dtype.str, "shape": list(value.shape), "data": value.tobytes()}
    if kind.__name__ == "Arrow":
        return value.isoformat()
    if kind.__name__ in ("UUID", "Fraction"):
        return str(value)
    if kind.__name__ == "MangoMessage":
        # What did not come is an attribute of the class.
        return {"content": value.content, "meta": value.meta, **vars(value)}
    return vars(value)


def untagged(message, codec):
    """The same of a message that FastJSON sends: dataclasses are dicts there, enums their values, and all others dicts
    with a tag, in any depth."""
    def plain(value):
        if value["t"] in ("list", "tuple"):
            return {**value, "v": [plain(item) for item in value["v"]]}
        if value["t"] == "dict":
            return {**value, "v": [[key, plain(item)] for key, item in value["v"]]}
        if value["t"] == "typed":
            payload = plain(value["payload"])
            return payload if value["type"] in UNTAGGED else tagged(value["type_id"], payload)
        if value["t"] == "object":
            payload = {"t": "dict", "v": [[text(name), plain(item)] for name, item in value["attrs"].items()]}
            return payload if value["py"] in UNTAGGED else tagged(ids[value["py"]], payload)
        return value

    def text(value):
        return {"t": "str", "v": value}

    def tagged(type_id, payload):
        return {"t": "dict", "v": [[text("__type__"), {"t": "list", "v": [{"t": "int", "v": str(type_id)}, payload]}]]}

    ids = {cls.__name__: type_id for cls, (type_id, _) in codec._serializers.items()}

    whole = node(message, codec)
    return {**whole, "attrs": {name: plain(item) for name, item in whole["attrs"].items()}}


UNTAGGED = ["Point", "Span", "Rank", "Color", "Unit", "MangoMessage", "Performatives"]
