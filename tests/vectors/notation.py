"""The notation of values: nodes from Python values, and back. README.md describes it."""
import ast
import enum
import struct


# Lists that are nested deeper are not described.
DEEP = 100


class Skip(Exception):
    """This installation cannot make the case."""


def describe(value, codec):
    """The node of a decoded value."""
    if value is None:
        return {"t": "null"}
    kind = type(value)
    if kind is bool:
        return {"t": "bool", "v": value}
    if kind is int:
        # Python prints at most 4300 digits, and only where nobody has changed that.
        return {"t": "int", "hexv": "%x" % value} if value.bit_length() > 4096 else {"t": "int", "v": str(value)}
    if kind is float:
        return {"t": "float", "repr": repr(value), "bits": struct.pack(">d", value).hex()}
    if kind is str:
        try:
            value.encode()
            return {"t": "str", "v": value}
        except UnicodeEncodeError:
            units = value.encode("utf-16-be", "surrogatepass")
            return {"t": "str", "utf16": [units[i:i + 2].hex() for i in range(0, len(units), 2)]}
    if kind is list:
        if depth(value) >= DEEP:
            return {"t": "other", "py": "nested empty lists"}
        return {"t": "list", "v": [describe(item, codec) for item in value]}
    if kind is tuple:
        return {"t": "tuple", "v": [describe(item, codec) for item in value]}
    if kind is dict:
        return {"t": "dict", "v": [[describe(k, codec), describe(v, codec)] for k, v in value.items()]}
    if kind in codec._serializers:
        type_id, serialize = codec._serializers[kind]
        payload = describe(serialize(value), codec)
        return {"t": "typed", "type": kind.__name__, "type_id": type_id, "payload": payload}
    return {"t": "other", "py": f"{kind.__module__}.{kind.__name__}", "repr": repr(value)}


def attributes(value, codec):
    """The node of an object by its attributes, for the codec that does not write dicts."""
    kind = type(value)
    if hasattr(value, "DESCRIPTOR"):
        message = value.DESCRIPTOR.full_name
        return {"t": "protobuf", "message": message, "hex": value.SerializeToString().hex()}
    if isinstance(value, enum.Enum):
        return {"t": "enum", "type": kind.__name__, "name": value.name, "value": value.value}
    if kind is list or kind is tuple:
        return {"t": kind.__name__, "v": [attributes(item, codec) for item in value]}
    if kind is dict:
        return {"t": "dict", "v": [[attributes(k, codec), attributes(v, codec)] for k, v in value.items()]}
    if kind is bytes:
        return {"t": "bytes", "hex": value.hex()}
    if kind.__module__ == "mango.messages.message":
        attrs = {name: attributes(item, codec) for name, item in vars(value).items()}
        return {"t": "object", "py": kind.__name__, "attrs": attrs}
    if kind in (set, frozenset):
        return {"t": "other", "py": f"builtins.{kind.__name__}", "repr": repr(value)}
    return describe(value, codec)


def depth(value):
    levels = 0
    while isinstance(value, list) and len(value) == 1:
        levels, value = levels + 1, value[0]
    return levels


def build(node, make):
    """The value of a node; `make` gives the objects of typed ones."""
    kind = node["t"]
    if kind == "null":
        return None
    if kind == "int":
        return int(node["hexv"], 16) if "hexv" in node else int(node["v"])
    if kind == "float":
        return struct.unpack(">d", bytes.fromhex(node["bits"]))[0]
    if kind == "str" and "utf16" in node:
        return bytes.fromhex("".join(node["utf16"])).decode("utf-16-be", "surrogatepass")
    if kind in ("bool", "str"):
        return node["v"]
    if kind == "bytes":
        return bytes.fromhex(node["hex"])
    if kind in ("list", "tuple"):
        return (list if kind == "list" else tuple)(build(item, make) for item in node["v"])
    if kind == "dict":
        return {build(k, make): build(v, make) for k, v in node["v"]}
    if kind == "typed":
        return make(node["type"], build(node["payload"], make))
    if kind == "protobuf":
        return make(node["message"], bytes.fromhex(node["hex"]))
    if kind == "object":
        return make(node["py"], {name: build(item, make) for name, item in node["attrs"].items()})
    if kind == "enum":
        return make(node["type"], node["value"])
    if kind == "other" and node["py"] == "builtins.set":
        return ast.literal_eval(node["repr"])
    raise Skip(f"no value for {node}")
