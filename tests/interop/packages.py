"""The installed packages: their codecs, with the classes of classes.py registered."""
import base64
import enum
import fractions
import uuid

import classes
import demo_proto
import generator

try:
    import numpy as np
except ImportError:
    np = None


def array_to_dict(array):
    """As aiomas's documentation has it, with the method that NumPy still has."""
    return {"type": array.dtype.str, "shape": array.shape, "data": array.tobytes()}


def array_from_dict(payload):
    return np.frombuffer(payload["data"], dtype=np.dtype(payload["type"])).reshape(payload["shape"])


def array_to_text(array):
    """The same for JSON, as projects with mango have it."""
    return {**array_to_dict(array), "data": base64.b64encode(array.tobytes()).decode()}


def array_from_text(payload):
    return array_from_dict({**payload, "data": base64.b64decode(payload["data"])})


class Mango:
    def __init__(self, name):
        from mango.messages import codecs, message
        from mango.messages.fast_json import FastJSON
        self.name = name
        self.codec = {"JSON": codecs.JSON, "FastJSON": FastJSON, "PROTOBUF": codecs.PROTOBUF}[name]()
        self.message, self.decorate = message, codecs.json_serializable
        self.names = {"codecs": codecs, "message": message, "np": np, "uuid": uuid, "packages": __import__(__name__)}
        self.names |= {name: getattr(message, name) for name in
                       ("ACLMessage", "MangoMessage", "AgentAddress", "Performatives")}
        getattr(self, "add_proto" if name == "PROTOBUF" else "add_classes")()

    def add_classes(self):
        self.classes = classes.decorated(self.decorate)
        self.names |= self.classes
        for cls in self.classes.values():
            if issubclass(cls, enum.Enum):
                self.codec.add_serializer(*self.message.enum_serializer(cls))
            else:
                self.codec.add_serializer(*cls.__serializer__())
        self.codec.add_serializer(np.ndarray, array_to_text, array_from_text)
        self.codec.add_serializer(uuid.UUID, str, uuid.UUID)
        self.codec.add_serializer(fractions.Fraction, str, fractions.Fraction, type_id=77)

    def add_proto(self):
        self.messages = demo_proto.messages()
        self.names |= {cls.__name__: cls for cls in self.messages.values()}
        for name in ("Reading", "Blob", "Empty"):
            self.codec.register_proto_type(self.messages[f"demo.{name}"])

    def make(self, name, parts):
        """An object of a node: a protobuf message of bytes, an enum of its value, a message or a class of its parts."""
        if isinstance(parts, bytes):
            return self.messages[name].FromString(parts)
        cls = self.names[name]
        return cls(**parts) if isinstance(parts, dict) else cls(parts)

    def generate(self, head, data):
        return generator.generate(self, head)


class Aiomas:
    def __init__(self, name):
        import aiomas
        import arrow
        from aiomas import codecs
        self.name = name
        self.codec = getattr(codecs, name)()
        self.classes = classes.decorated(codecs.serializable)
        self.names = {"aiomas": aiomas, "codecs": codecs, "arrow": arrow, "np": np, **self.classes}
        # The order is the ids.
        for cls in self.classes.values():
            if issubclass(cls, enum.Enum):
                self.codec.add_serializer(cls, lambda member: member.value, cls)
            else:
                self.codec.add_serializer(*cls.__serializer__())
        in_text = name == "JSON"
        self.codec.add_serializer(np.ndarray, array_to_text if in_text else array_to_dict,
                                  array_from_text if in_text else array_from_dict)
        self.codec.add_serializer(*aiomas.util.arrow_serializer())

    def make(self, name, parts):
        cls = self.names[name]
        return cls(**parts) if isinstance(parts, dict) else cls(parts)

    def generate(self, head, data):
        return generator.generate(self, head)


PACKAGES = {"mango": Mango, "aiomas": Aiomas}
