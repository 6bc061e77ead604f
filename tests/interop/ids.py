"""A peer that says what mango makes of classes: `source` binds the class to `T`.

    python ids.py [PROTOBUF_IMPLEMENTATION]
"""
import os
import sys

# Read by protobuf as it is imported.
os.environ.update(dict(zip(["PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION"], sys.argv[1:])))

from peers import MangoProtobuf
from serve import serve

peer = MangoProtobuf()
serve({"class": lambda head, data: peer.class_of(head["source"])})
