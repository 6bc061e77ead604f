"""mango-agents 2.1.3, with sequential ids, and protobuf 5."""
from mango.messages import codecs, message

import classes
import demo_proto
import peers
from serve import serve

codec = codecs.JSON()
Holder = classes.decorated(codecs.json_serializable)["Holder"]
codec.add_serializer(*Holder.__serializer__())
built = message.MangoMessage(
    [message.AgentAddress(["h", 1], "a"), message.Performatives.inform,
     message.ACLMessage(performative=message.Performatives.cfp)],
    {"receiver_id": "a"},
)


def proto_ids(head, data):
    """As mango from 2.1.4 computes them: by the names of the functions and parameters."""
    return {name.split(".")[1]: peers.type_id(cls) for name, cls in demo_proto.messages().items()}


serve({
    "encode": lambda head, data: (None, codec.encode(Holder(built, None))),
    "decode": lambda head, data: (None, codec.encode(codec.decode(data))),
    "proto ids": proto_ids,
})
