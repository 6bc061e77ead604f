"""What a value is, in the notation of the vectors: of objects, the attributes that they hold, and not what a serializer
makes of them."""
import enum
import struct

import notation


def node(value, codec):
    kind = type(value)
    known = kind in codec._serializers
    if isinstance(value, enum.Enum) and not isinstance(value, (int, str)):
        return typed(value, codec, value.value)
    if known and not isinstance(value, (int, str)):
        return typed(value, codec, attributes(value))
    # What derives from a basic type is that type to a codec.
    for base in (bool, int, float, str):
        if isinstance(value, base):
            return notation.describe(base(value.value if isinstance(value, enum.Enum) else value), codec)
    if isinstance(value, (bytearray, memoryview)):
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
    type_id = codec._serializers[kind][0] if kind in codec._serializers else 0
    return {"t": "typed", "type": kind.__name__, "type_id": type_id, "payload": node(held, codec)}


def attributes(value):
    kind = type(value)
    if kind.__name__ == "ndarray":
        return {"type": value.dtype.str, "shape": list(value.shape), "data": value.tobytes()}
    if kind.__name__ == "Arrow":
        return value.isoformat()
    if kind.__name__ in ("UUID", "Fraction"):
        return str(value)
    return vars(value)
